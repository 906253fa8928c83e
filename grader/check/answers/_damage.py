"""Shapes that a spreadsheet took for a number, and spellings that only a person can be sure of."""

from __future__ import annotations

import re

from grader.check.answers import _notes
from grader.check.answers._numbers import spell
from grader.model import Reading, Shape, Status

_NEGATIVE = re.compile(r"- ?(\d{1,9})(?:[.,]1)?")
"""LibreOffice turns `(10)` into −10 and, in es-CO, `(2048,1)` into −2048.1."""
_POINT_ONE = re.compile(r"(\d{1,9})\.1")
_DECIMAL = re.compile(r"\(?(\d{1,9}\.\d{1,9})(?: ?, ?1?)?\)?")
_ODD_SEPARATOR = re.compile(r"(\d{1,5})([./-])(\d{1,5})\2(\d{1,5})")
_SQUARE = re.compile(r"(\d{1,5}) ?\^ ?\(?2\)? ?[×xX*·,] ?(\d{1,5})")


def read_damaged(raw: str, text: str) -> Reading | None:
    if found := _NEGATIVE.fullmatch(text):
        vector = (int(found[1]),)
        return _doubt(raw, (vector,), _notes.turned_negative(vector))
    if found := _DECIMAL.fullmatch(text):
        return _decimal(raw, text, found[1])
    if (found := _ODD_SEPARATOR.fullmatch(text)) and not (found[2] == "." and spell(text).sure):
        shape = (int(found[1]), int(found[3]), int(found[4]))
        return _doubt(raw, (shape,), _notes.two_shapes(text, [shape]))
    if found := _SQUARE.fullmatch(text):
        shape = (int(found[1]), int(found[1]), int(found[2]))
        return _doubt(raw, (shape,), _notes.two_shapes(text, [shape]))
    return None


def _decimal(raw: str, text: str, number: str) -> Reading | None:
    """`20.48` was 20.480 and `2048.1` was (2048,1), most likely."""
    spelling = spell(number)
    if spelling.sure and isinstance(spelling.values[0], int):
        return None
    whole: list[Shape] = [(value,) for value in spelling.values if isinstance(value, int)]
    if found := _POINT_ONE.fullmatch(number):
        whole.insert(0, (int(found[1]),))
    return _doubt(raw, tuple(whole), _notes.lost_zeros(text, whole[0]) if whole else _notes.not_whole(text))


def _doubt(raw: str, candidates: tuple[Shape, ...], note: str) -> Reading:
    return Reading(raw, Status.DOUBT, candidates=candidates, note=note)
