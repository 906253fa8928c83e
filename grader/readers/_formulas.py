"""The formulas of an XLSX book, which calamine leaves out: found in the XML of its sheets, never calculated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from grader.readers._method import UNCALCULATED, is_arithmetic, with_method

Cells = list[list[str]]

_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^<>]*>\s*"""
    rb"""<(?:\w+:)?f((?:\s[^<>]*)?)(?:/>|>([^<>]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v[^<>]*>([^<>]*)<)?"""
)


@dataclass(frozen=True, slots=True)
class Formula:
    row: int
    column: int
    text: str
    """Empty for a cell that shares the formula of another, or one of a range."""
    calculated: bool
    """Whether the program that saved the book stored the cell's value."""


def formulas_of(sheet: bytes, *, stale: bool) -> list[Formula]:
    """`stale`: whether the book asks for all to be calculated when it is opened."""
    if b"<f" not in sheet and b":f" not in sheet:
        return []
    return [_formula(*match.groups(), stale=stale) for match in _CELL.finditer(sheet)]


def put_formulas(rows: Cells, formulas: list[Formula]) -> str:
    """Write the method beside the values of these cells; the notice that is due, else nothing."""
    lost = False
    for it in formulas:
        if it.row >= len(rows) or it.column >= len(rows[it.row]):
            _grow(rows, it)
        row = rows[it.row]
        row[it.column] = with_method(it.text, row[it.column] if it.calculated else "")
        lost = lost or not (it.calculated or is_arithmetic(it.text))
    return UNCALCULATED if lost else ""


def _grow(rows: Cells, formula: Formula) -> None:
    """Room for a cell beyond those with values."""
    width = max(len(rows[0]) if rows else 0, formula.column + 1)
    rows += [[] for _ in range(formula.row + 1 - len(rows))]
    for row in rows:
        row.extend([""] * (width - len(row)))


def _formula(
    column: bytes, row: bytes, attributes: bytes, text: bytes | None, value: bytes | None, *, stale: bool
) -> Formula:
    """A library that calculates nothing writes no value; or a zero, and asks for all to be calculated on opening."""
    own = b"t=" not in attributes.replace(b" ", b"")
    calculated = bool(value) and not (stale and value == b"0")
    return Formula(
        row=int(row) - 1,
        column=column_number(column) - 1,
        text=unescape((text or b"").decode("utf-8", errors="replace")) if own else "",
        calculated=calculated,
    )


def column_number(letters: bytes) -> int:
    """
    >>> column_number(b"A"), column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number
