"""Canvas's gradebook export: only the column of the assignment is filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from grader.lms._book import Book, BookLine, column, headings, number, style
from grader.lms._choice import Column, choose
from grader.lms._sheet import SheetFile

_ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
_NOT_STUDENTS = ("points possible", "manual posting")
_CLOSED = {"ex": "está exento (EX)", "n/a": "la tarea no está asignada (N/A)"}
HOW = "las notas, en el libro que exportaste. En Calificaciones → Importar. Sólo cambió la columna de la tarea."


def read_gradebook(sheet: SheetFile, wanted: str = "", hints: Sequence[str] = ()) -> Book | None:
    """`wanted` is the id or the title of the assignment; empty: it must be clear from the file and the hints."""
    names = headings(sheet)
    id = column(names, "id")
    if id is None or column(names, "section") is None or not names[0].startswith(("student", "lastname")):
        return None
    place, doubt = choose(_assignments(sheet), wanted, hints)
    points = _points(sheet)
    mark, places = style([sheet.cell(row, place) for row in range(1, len(sheet.rows))], sheet.separator)
    highest = number(sheet.cell(points, place)) if points and place is not None else None
    lines = tuple(_line(sheet, row, names, id, place, highest) for row in _students(sheet, id))
    return Book("canvas", "el libro de calificaciones de Canvas", sheet, lines, place, None, mark, places, doubt)


def _assignments(sheet: SheetFile) -> list[Column]:
    found = [(place, _ASSIGNMENT.fullmatch(text.strip())) for place, text in enumerate(sheet.header)]
    points = _points(sheet)
    return [
        Column(place, match["title"], match["id"])
        for place, match in found
        if match and not (points and "read only" in sheet.cell(points, place))
    ]


def _points(sheet: SheetFile) -> int | None:
    rows = range(1, min(len(sheet.rows), 4))
    return next((row for row in rows if sheet.cell(row, 0).casefold() == "points possible"), None)


def _students(sheet: SheetFile, id: int) -> list[int]:
    rows = range(1, len(sheet.rows))
    return [row for row in rows if sheet.cell(row, id) and sheet.cell(row, 0).casefold() not in _NOT_STUDENTS]


def _line(
    sheet: SheetFile, row: int, names: list[str], id: int, place: int | None, highest: Fraction | None
) -> BookLine:
    login = sheet.cell(row, column(names, "sis login id"))
    first = sheet.cell(row, column(names, "firstname"))
    return BookLine(
        row,
        sheet.cell(row, id),
        name=f"{first} {sheet.cell(row, 0)}".strip(),
        email=login if "@" in login else "",
        number=sheet.cell(row, column(names, "sis user id")),
        login=login,
        highest=highest,
        closed=_CLOSED.get(sheet.cell(row, place).casefold(), ""),
    )
