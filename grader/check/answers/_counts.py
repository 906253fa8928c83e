"""A student's text for one number: the number, a calculation of it, or both; and what makes a count of it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from grader.check.answers import _notes
from grader.check.answers._numbers import Number, whole_or_fraction
from grader.check.answers._sides import Side, read_side, with_aside
from grader.check.answers._tokens import NUMBER, OTHER, Token, code_behind, has_number, split, tokenize
from grader.check.answers._words import after_label, with_roundings, without_asides
from grader.check.answers.expressions import compute
from grader.model import Kind, Reading, Status
from grader.sampled import Sample

_PER_UNIT = re.compile(r"\b(?:por|cada) (?:filtro|neurona|kernel|n[uú]cleo|canal|mapa|unidad|capa)", re.IGNORECASE)
_DENIED = re.compile(r"no\b", re.IGNORECASE)


def read_count(raw: str, text: str) -> Reading:
    tokens = tokenize(text, Kind.COUNT)
    if tokens and text.startswith("- ") and len(tokens) == 2:
        return _bullet_or_minus(raw, text, tokens)
    reading = read_number(raw, text, tokens)
    if reading.status is Status.DOUBT and tokens:
        reading = _led_to(raw, text, tokens) or reading
    if reading.value is None or reading.note or isinstance(reading.value, (tuple, Sample)):
        return reading
    return replace(reading, note=_notes.odd_count(text, whole_or_fraction(Fraction(reading.value))))


def _led_to(raw: str, text: str, tokens: list[Token]) -> Reading | None:
    """«46 = 138/s → s = 3», «36,8 → 40»: an arrow leads to the answer, unless two counts stand at its ends."""
    *before, last = split(tokens, "→")
    if not before or any(len(part) == 1 and isinstance(_only(part), int) for part in before):
        return None
    reading = read_number(raw, text, last)
    return reading if reading.status is Status.READ and isinstance(reading.value, int) and not reading.bare else None


def _only(tokens: list[Token]) -> Number | None:
    side = read_side(tokens)
    return side.values[0] if side and side.lone and side.sure else None


def read_number(raw: str, text: str, tokens: list[Token] | None) -> Reading:
    """Any number that `text`, cut into `tokens`, says."""
    if tokens is None:
        return Reading(raw, Status.DOUBT, note=_notes.TOO_LONG)
    if any(token.kind == OTHER for token in tokens) or code_behind(tokens):
        return Reading(raw, Status.DOUBT, note=_notes.unreadable(text))
    if len(tokens) == 1 and tokens[0].spelling.sure:
        return Reading(raw, Status.READ, tokens[0].spelling.values[0])
    statements = [part for part in split(_without_outer_comma(tokens), ",;") if has_number(part)]
    readings = [_read_statement(raw, text, with_roundings(part)) for part in statements]
    values = {reading.value for reading in readings}
    if readings and len(values) == 1 and None not in values:
        return readings[-1]
    return readings[0] if len(readings) == 1 else _several(raw, text, tokens)


def _read_statement(raw: str, text: str, tokens: list[Token]) -> Reading:
    parts = [part for part in split(without_asides(after_label(tokens)), "=~→") if part]
    if len(parts) == 1 and (pair := with_aside(parts[0])):
        return _value_and_aside(raw, text, parts[0], pair)
    sides = [read_side(part) for part in parts]
    read = [side for side in sides if side]
    if not read:
        return _several(raw, text, tokens)
    calculation = _method([side for side in read if not side.lone and side.sure])
    lone = _that_counts([side for side in read if side.lone], calculation)
    if lone:
        return _with_value(raw, text, lone, read, calculation)
    if any(side is None and has_number(part) for side, part in zip(sides, parts, strict=True)):
        return _several(raw, text, tokens)
    return _bare(raw, text, read)


def _method(calculations: list[Side]) -> Side | None:
    """The first one, as it was set up; the last of those strung together: `5*5*3 = 75*8 = 600`."""
    if not calculations:
        return None
    chosen, *rest = calculations
    for side in rest:
        if side.first == chosen.values[0] != side.values[0]:
            chosen = side
    return chosen


def _that_counts(lones: list[Side], calculation: Side | None) -> Side | None:
    """The last lone number; one with a label before it or a rounded one only when there is no better."""
    if calculation:
        lones = [_resolved(side, calculation) for side in lones]
    ranked = sorted(lones, key=lambda side: (side.sure, not side.labelled))
    return ranked[-1] if ranked else None


def _resolved(side: Side, calculation: Side) -> Side:
    """`4600 + 40 = 4.64`: the calculation tells which reading of the damaged number was meant."""
    if side.sure or calculation.values[0] not in side.values:
        return side
    return side._replace(values=calculation.values[:1], sure=True)


def _with_value(raw: str, text: str, lone: Side, read: list[Side], calculation: Side | None) -> Reading:
    value, expression = lone.values[0], calculation.values[0] if calculation else None
    if not lone.sure:
        return _doubt(raw, (*lone.values, expression), _notes.uncertain(text, lone.values))
    others = {side.values[0] for side in read if side.lone and side.labelled == lone.labelled} - {value}
    if others and (calculation is None or lone.labelled):
        return _doubt(raw, (*others, value), _notes.several(text))
    if lone.labelled and expression not in (None, value):
        return _doubt(raw, (value, expression), _notes.several(text))
    if expression is None and value and (_PER_UNIT.search(text) or _DENIED.match(text)):
        return _doubt(raw, (value,), _notes.unreadable(text))
    note = _notes.disagreement(expression, value)
    return Reading(raw, Status.READ, value, expression, note=note)


def _bare(raw: str, text: str, calculations: list[Side]) -> Reading:
    found = dict.fromkeys(value for side in calculations for value in side.values)
    if len(found) > 1 or not all(side.sure for side in calculations):
        return _doubt(raw, tuple(found), _notes.several(text))
    value = calculations[0].values[0]
    return Reading(raw, Status.READ, value, value, bare=True, note=_notes.evaluated(text, value))


def _value_and_aside(raw: str, text: str, whole: list[Token], pair: tuple[list[Token], list[Token]]) -> Reading:
    first, second = (read_side(part) for part in pair)
    if first and second and first.sure and second.sure and first.values == second.values:
        expression = None if first.lone and second.lone else first.values[0]
        return Reading(raw, Status.READ, first.values[0], expression)
    product = read_side(whole)
    found = [side.values[0] for side in (first, product) if side]
    return _doubt(raw, tuple(found), _notes.several(text))


def _several(raw: str, text: str, tokens: list[Token]) -> Reading:
    """No single value: every lone number is a candidate unless they are the numbers of a calculation."""
    operators = any(token.kind in "*×/^+@(" for token in tokens)
    numbers = [t.spelling.values[0] for t in tokens if t.kind == NUMBER and t.spelling.values]
    if operators or len(numbers) != sum(token.kind == NUMBER for token in tokens):
        return _doubt(raw, (), _notes.unreadable(text))
    return _doubt(raw, tuple(numbers), _notes.several(text) if numbers else _notes.unreadable(text))


def _bullet_or_minus(raw: str, text: str, tokens: list[Token]) -> Reading:
    value = compute(tokens)
    if value is None:
        return _doubt(raw, (), _notes.unreadable(text))
    return _doubt(raw, (-value, value), _notes.several(text))


def _without_outer_comma(tokens: list[Token]) -> list[Token]:
    """`(2048,)` is 2048."""
    match tokens:
        case [*number, Token(","), Token(")") as close]:
            return [*number, close]
        case _:
            return tokens


def _doubt(raw: str, candidates: tuple[Number | None, ...], note: str) -> Reading:
    kept = tuple(dict.fromkeys(value for value in candidates if value is not None))
    return Reading(raw, Status.DOUBT, candidates=kept, note=note)
