"""A student's text for a real number: `0,5`, `.5`, `1,2·10⁻³`, «tanh(1) = 0,76159 ≈ 0,7616»."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from grader import spanish
from grader.check.answers import _notes
from grader.check.answers._counts import read_number
from grader.check.answers._sides import read_side
from grader.check.answers._tokens import Token, split, tokenize
from grader.check.answers._words import after_label, with_roundings
from grader.model import Kind, Reading, Status, Value
from grader.sampled import Sample

_EXPONENT = r"(?:([+-]?\d{1,2})(?![\d.,])|[({] ?([+-]? ?\d{1,2}) ?[)}])"
_POWER_OF_TEN = re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d+)?|[.,]\d+) ?[·*×xX] ?10 ?(?:\^|\*\*) ?{_EXPONENT}")
_LOST_POWER = re.compile(r"[+-]? ?((?:\d+[.,]\d+|\d)) ?[·*×xX] ?10 ?(-\d{1,2})")
"""`1.2x10-3`: the exponent came down from its place; as arithmetic it would be 9."""
_LARGEST = 10**15


def read_real(raw: str, text: str) -> Reading:
    """Its value is a `Fraction`, exactly as written."""
    if found := _LOST_POWER.fullmatch(text):
        value = Fraction(found[1].replace(",", ".")) * Fraction(10) ** int(found[2])
        value = -value if text[0] == "-" else value
        return Reading(raw, Status.DOUBT, candidates=(value,), note=_notes.lost_power(text))
    plain = (
        _POWER_OF_TEN.sub(lambda it: f"{it[1]}e{(it[2] or it[3]).replace(' ', '')}", text)
        .removeprefix("+")
        .removeprefix("×")
    )
    tokens = tokenize(plain, Kind.REAL)
    reading = read_number(raw, plain, tokens)
    if reading.status is Status.DOUBT and tokens and (settled := _last_of_a_chain(tokens)) is not None:
        reading = Reading(raw, Status.READ, settled)
    return _exact(_in_agreement(reading))


def _last_of_a_chain(tokens: list[Token]) -> Value | None:
    """«0,76159 ≈ 0,7616»: one number written twice, the second time rounded; `None` for anything else."""
    sides = [read_side(part) for part in split(after_label(with_roundings(tokens)), "=~→") if part]
    lone = [side.values[0] for side in sides if side and side.lone and side.sure]
    if len(lone) < 2 or any(not _is_rounded_to(Fraction(it), Fraction(lone[-1])) for it in lone):
        return None
    return lone[-1] if sides[-1] is not None and sides[-1].lone else None


def _in_agreement(reading: Reading) -> Reading:
    """A calculation and its rounded value say the same."""
    value, expression = reading.value, reading.expression
    if not isinstance(value, (int, Fraction)) or not isinstance(expression, (int, Fraction)) or value == expression:
        return reading
    if not _is_rounded_to(Fraction(expression), Fraction(value)):
        return reading
    return replace(reading, expression=value, note="")


def _is_rounded_to(number: Fraction, rounded: Fraction) -> bool:
    """Whether they differ by no more than one unit of the last decimal of `rounded`, as steps rounded by hand may."""
    shown = spanish.exact(rounded)
    places = len(str(shown).partition(".")[2])
    return abs(number - rounded) <= Fraction(1, 10**places) if places else number == rounded


def _exact(reading: Reading) -> Reading:
    value, expression = _fraction(reading.value), _fraction(reading.expression)
    candidates = tuple(it for it in map(_fraction, reading.candidates) if it is not None)
    if value is not None and abs(value) > _LARGEST:
        return Reading(reading.raw, Status.DOUBT, candidates=(value,), note=_notes.unreadable(reading.raw))
    return replace(reading, value=value, expression=expression, candidates=candidates)


def _fraction(value: Value | None) -> Fraction | None:
    return None if value is None or isinstance(value, (tuple, Sample)) else Fraction(value)
