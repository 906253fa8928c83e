"""Blackboard's grade file, often UTF-16 with tabs: only the column of the assignment is filled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.lms._book import Book, BookLine, column, headings, number, style
from grader.lms._choice import Column, choose
from grader.lms._sheet import SheetFile

_COLUMN = re.compile(r"(?P<title>.*?)\s*(?:\[(?P<about>[^\]]*)\])?\s*\|\s*(?P<id>\d+)", re.DOTALL)
_POINTS = re.compile(r":\s*(\d+(?:[.,]\d+)?)")
_TOTAL = re.compile(r"(?:weighted )?total|(?:total )?ponderado", re.IGNORECASE)
_LOGIN = ("username", "nombre de usuario", "usuario")
_NUMBER = ("student id", "id de alumno", "id de estudiante")
_FIRST, _LAST = ("first name", "nombre"), ("last name", "apellidos", "apellido")
HOW = (
    "las notas, en el libro que descargaste. En el Centro de calificaciones: Trabajar sin conexión → Cargar; "
    "sólo cambió la columna de la tarea."
)


def read_gradebook(sheet: SheetFile, wanted: str = "", hints: Sequence[str] = ()) -> Book | None:
    """`wanted` is the id or the title of the assignment; empty: it must be clear from the file and the hints."""
    names = headings(sheet)
    login = column(names, *_LOGIN)
    found = {place: match for place, text in enumerate(sheet.header) if (match := _COLUMN.fullmatch(text.strip()))}
    if login is None or not found:
        return None
    columns = [Column(place, it["title"], it["id"]) for place, it in found.items() if not _TOTAL.fullmatch(it["title"])]
    place, doubt = choose(columns, wanted, hints)
    points = _POINTS.search(found[place]["about"] or "") if place is not None else None
    rows = range(1, len(sheet.rows))
    first, last, id = column(names, *_FIRST), column(names, *_LAST), column(names, *_NUMBER)
    lines = tuple(
        BookLine(
            row,
            sheet.cell(row, login),
            name=f"{sheet.cell(row, first)} {sheet.cell(row, last)}".strip(),
            number=sheet.cell(row, id),
            login=sheet.cell(row, login),
            highest=number(points[1]) if points else None,
        )
        for row in rows
    )
    mark, places = style([sheet.cell(row, place) for row in rows], sheet.separator)
    what = "el libro de calificaciones de Blackboard"
    return Book("blackboard", what, sheet, lines, place, None, mark, places, doubt)
