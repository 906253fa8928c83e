"""A student's text for one cell → a typed value, or the reason why a person has to decide."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from grader.check.answers import _notes
from grader.check.answers._clean import clean
from grader.check.answers._counts import read_count
from grader.check.answers._empty import read_empty
from grader.check.answers._numbers import MAX_DIGITS
from grader.check.answers._plain import read_plain
from grader.check.answers._reals import read_real
from grader.check.answers._shapes import read_shape
from grader.check.answers._square import of_one_side
from grader.check.answers.expressions import MAX_LENGTH
from grader.model import Kind, Reading, Status

_CACHED = 1 << 15
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[ T][\d:.]*)?")
_DAMAGED = re.compile(r"\d(?:[xX]$|\?+\d)|[\d)\]}⌋⌉] ?[xX]{2,}")
"""«262xxx», «2?48», «(8+4)xx3»: digits that are missing, not a product."""
_WHOLE_SHAPE = re.compile(r"[(\[]?\s*\d+(?:\s*[x×,]\s*\d+)+\s*[)\]]?")
_LONE = re.compile(r"[(\[]?\s*\d[\d.']*\s*,?\s*[)\]]?")
_BROKEN_CELL = re.compile(r"#(?:¡|!)?[A-ZÁÉÍÓÚÑ/0]+[!?]?|Err:\d+")


def read_answer(
    raw: str, kind: Kind, *, structural: bool = False, rank: int | None = None, square: bool = False
) -> Reading:
    """`rank`: how many components the right shape has; it settles a reading only where nothing else fits.

    `square`: the count is one of two alike, and `300x300` says 300.

    Expressions over names are no numbers: `grader.check.expressions` reads them.

    >>> read_answer("(5·5·3 + 1)·8 = 608", Kind.COUNT).value, read_answer("32×32×3", Kind.SHAPE).value
    (608, (32, 32, 3))
    >>> read_answer("tanh(1) ≈ 0,762", Kind.REAL).value
    Fraction(381, 500)
    """
    if len(raw) > MAX_LENGTH:
        status = Status.DOUBT if raw.strip() else Status.BLANK
        return Reading(raw, status, note=_notes.TOO_LONG if raw.strip() else "")
    return _read(raw, kind, structural, rank, square)


@lru_cache(_CACHED)
def _read(raw: str, kind: Kind, structural: bool, rank: int | None, square: bool) -> Reading:  # noqa: FBT001 (the key)
    if kind is not Kind.REAL and raw.isdecimal() and raw.isascii() and len(raw) <= MAX_DIGITS:
        return Reading(raw, Status.READ, int(raw) if kind is Kind.COUNT else (int(raw),))
    plain = None if square else read_plain(raw, kind, rank)
    return plain or _read_closely(raw, kind, structural, rank, square)


def _read_closely(raw: str, kind: Kind, structural: bool, rank: int | None, square: bool) -> Reading:  # noqa: FBT001
    text = clean(raw)
    if damage := _damage(text):
        return Reading(raw, Status.DOUBT, note=damage)
    if empty := read_empty(raw, text, structural=structural):
        return replace(empty, value=Fraction(0)) if kind is Kind.REAL and empty.value == 0 else empty
    match kind:
        case Kind.COUNT:
            return _read_one_of_two(raw, text) if square else read_count(raw, text)
        case Kind.SHAPE:
            return _under_its_working(raw, rank) or read_shape(raw, text, rank)
        case Kind.REAL:
            return read_real(raw, text)
        case Kind.EXPRESSION:
            raise AssertionError("an expression needs the scope of its names")
        case _:
            assert_never(kind)


def _read_one_of_two(raw: str, text: str) -> Reading:
    one = of_one_side(raw, text)
    if isinstance(one, Reading):
        return one
    reading = read_count(raw, one)
    if one == text or reading.value is None or reading.note:
        return reading
    return replace(reading, note=_notes.one_of_both(text, reading.value))


def _under_its_working(raw: str, rank: int | None) -> Reading | None:
    """The shape in the last line of a cell, under lines of working that are no shapes."""
    *above, last = [line for line in raw.split("\n") if line.strip()] or [""]
    if not above or rank is None or any(_is_whole(line, rank) for line in above):
        return None
    reading = read_shape(raw, clean(last), rank)
    is_read = _is_whole(last, rank) and reading.status is Status.READ
    return reading if is_read and isinstance(reading.value, tuple) and len(reading.value) == rank else None


def _is_whole(line: str, rank: int) -> bool:
    """Whether the line is a shape and nothing else; a lone number is one where a vector is asked for."""
    text = clean(line)
    return bool(_WHOLE_SHAPE.fullmatch(text) or (rank == 1 and _LONE.fullmatch(text)))


def _damage(text: str) -> str:
    """Why the text is no answer that anybody wrote, in Spanish; empty when it may be one."""
    if _BROKEN_CELL.fullmatch(text):
        return _notes.BROKEN_CELL
    if _DAMAGED.search(text):
        return _notes.unreadable(text)
    return _notes.DATE if _DATE.fullmatch(text) else ""
