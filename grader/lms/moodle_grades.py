"""Moodle's grade files: the offline grading worksheet is filled, the gradebook export tells who is who."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from grader.lms._back import Outgoing
from grader.lms._book import Book, BookLine, column, headings, number, style
from grader.lms._fill import comment
from grader.lms._sheet import SheetFile

_ID = ("identificador", "identifier")
_NAME = ("nombre completo", "full name")
_EMAIL = ("direccion de correo", "direccion de correo electronico", "correo electronico", "email address")
_NUMBER = ("numero de id", "id number")
_GRADE = ("calificacion", "grade")
_HIGHEST = ("calificacion maxima", "maximum grade")
_OPEN = ("la calificacion puede ser cambiada", "la calificacion puede cambiarse", "grade can be changed")
_COMMENT = ("comentarios de retroalimentacion", "feedback comments")
_FIRST, _LAST = ("nombre", "first name"), ("apellido s", "apellidos", "last name")
HOW = (
    "las notas, en la hoja que descargaste. En la tarea: Ver todas las entregas → Acción sobre las calificaciones → "
    "«Subir la hoja de calificaciones», con Moodle en el idioma en que la descargaste; separador: {separator}."
)
HOW_LIST = (
    "las notas sobre {highest} de {count}, por correo. En Calificaciones → Importar → Archivo CSV: une «email» con la "
    "dirección de correo, «calificación» con la tarea y «retroalimentación» con su retroalimentación."
)
_ADDRESS = re.compile(r"[\w.+%'-]+@[\w.-]+")
_TRAILING = re.compile(r"\d+\Z")


def read_worksheet(sheet: SheetFile, _wanted: str = "", _hints: Sequence[str] = ()) -> Book | None:
    """Spanish writes `Participante2`, English `Participant 2`: the number at the end counts."""
    names = headings(sheet)
    id, grade = column(names, *_ID), column(names, *_GRADE)
    if id is None or grade is None:
        return None
    highest = column(names, *_HIGHEST)
    columns = {"name": column(names, *_NAME), "email": column(names, *_EMAIL), "number": column(names, *_NUMBER)}
    open_, rows = column(names, *_OPEN), range(1, len(sheet.rows))
    mark, places = style([sheet.cell(row, highest) for row in rows], sheet.separator)
    lines = tuple(
        BookLine(
            row,
            _participant(sheet.cell(row, id)),
            **{field: sheet.cell(row, place) for field, place in columns.items()},
            highest=number(sheet.cell(row, highest)),
            closed="Moodle dice que la calificación no puede ser cambiada" if _is_no(sheet.cell(row, open_)) else "",
        )
        for row in rows
    )
    doubt = "" if highest is not None else "la tarea se califica con una escala de palabras, no con un número"
    what = "la hoja de calificaciones de Moodle"
    return Book("moodle", what, sheet, lines, None if doubt else grade, column(names, *_COMMENT), mark, places, doubt)


def _participant(text: str) -> str:
    found = _TRAILING.search(text)
    return found[0] if found else ""


def _is_no(text: str) -> bool:
    return text.casefold() == "no"


def read_export(sheet: SheetFile, _wanted: str = "", _hints: Sequence[str] = ()) -> Book | None:
    """The gradebook as it is exported: it is never filled, Moodle imports a plain list of e-mails and grades."""
    names = headings(sheet)
    first, last, email = column(names, *_FIRST), column(names, *_LAST), column(names, *_EMAIL)
    if first is None or last is None or email is None:
        return None
    number_ = column(names, *_NUMBER)
    lines = tuple(
        BookLine(
            row,
            "",
            name=f"{sheet.cell(row, first)} {sheet.cell(row, last)}",
            email=sheet.cell(row, email),
            number=sheet.cell(row, number_),
        )
        for row in range(1, len(sheet.rows))
    )
    return Book("moodle", "el libro de calificaciones exportado de Moodle", sheet, lines, None)


def save_list(out: Outgoing, path: Path) -> int:
    """What Moodle's gradebook imports when the grading worksheet is not at hand; how many are on it."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("email", "calificación", "retroalimentación"))
        for graded in filter(out.lets, out.marked):
            for email in filter(_ADDRESS.fullmatch, out.emails(graded.code)):
                writer.writerow((email, f"{float(graded.grade):.2f}", comment(graded, out)))
                count += 1
    return count
