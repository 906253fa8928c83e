"""A class list as it comes: `,` or `;` or tab, UTF-8 or cp1252, an LMS's participant list, with or without groups."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from grader.errors import Fault, FileFaultsError, UsageError, system_reason
from grader.model import Student
from grader.names import normalise

_WHOLE_NAMES = ("nombre completo", "full name", "student", "estudiante", "alumno", "nombre y apellidos",
                "apellidos y nombres")  # fmt: skip
_HEADINGS = {
    "id": ("id", "codigo", "documento", "numero de id", "id number", "idnumber", "username", "usuario", "matricula",
           "nombre de usuario", "sis user id", "sis login id", "student id", "cedula", "identificador"),
    "name": (*_WHOLE_NAMES, "name", "nombre", "nombres", "first name", "nombre s"),
    "surname": ("apellido s", "apellidos", "apellido", "last name", "surname", "lastname"),
    "email": ("direccion de correo", "direccion de correo electronico", "correo", "correo electronico", "email",
              "e mail", "email address", "mail"),
    "group": ("grupo", "grupos", "group", "groups", "equipo", "team"),
}  # fmt: skip
"""Normalised headings, the likeliest first."""
_LETTERHEAD = 10
"""So many lines may stand above the headings."""


def numbered_students(count: int) -> tuple[Student, ...]:
    """Nameless students, for trying out or for anonymous sheets."""
    width = max(3, len(str(count)))
    return tuple(Student(f"e{i:0{width}}", f"Estudiante {i}") for i in range(1, count + 1))


def load_roster(path: Path) -> tuple[Student, ...]:
    """The students of a class list; raises `FileFaultsError` with every bad line at once."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"No se puede leer la lista «{path}»: {system_reason(error)}.") from error
    return parse_roster(data, path.name)


def parse_roster(data: bytes, file: str) -> tuple[Student, ...]:
    rows = [row for row in _rows(data) if any(cell.strip() for cell in row[1])]
    if not rows:
        raise UsageError(f"La lista «{file}» está vacía.")
    rows = _from_headings(rows)
    header = rows[0][1]
    columns = _columns(header)
    if not _tells_who(columns):
        if any(len(row) > 1 for _, row in rows):
            headings = ", ".join(f"«{cell.strip()}»" for cell in header if cell.strip())
            message = f"aquí deben ir los títulos, y ninguno es de nombre, código ni correo; hay: {headings}"
            raise FileFaultsError(file, (Fault(f"línea {rows[0][0]}", message),))
        columns, rows = {"name": 0}, [rows[0], *rows]
    students = [(line, _student(row, columns)) for line, row in rows[1:] if not _is_canvas_own(row)]
    if faults := _faults(students):
        raise FileFaultsError(file, tuple(faults))
    return tuple(student for _, student in students)


def _from_headings(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Without what an office writes above the headings: the university, the course, the date."""
    found = (i for i, (_, row) in enumerate(rows[:_LETTERHEAD]) if len(row) > 1 and _tells_who(_columns(row)))
    return rows[next(found, 0) :]


def _tells_who(columns: dict[str, int]) -> bool:
    return bool(columns.keys() & {"name", "email", "id"})


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Each row with the line of the file on which it ends, from 1."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    lines = text.splitlines()
    reader = csv.reader(lines, delimiter=_separator(lines))
    return [(reader.line_num, row) for row in reader]


def _separator(lines: list[str]) -> str:
    """The commonest of the line with the headings, or of the first one where none has them."""
    likeliest = [max(";\t,", key=line.count) for line in filter(None, map(str.strip, lines[:_LETTERHEAD]))]
    for line, separator in zip(filter(None, map(str.strip, lines)), likeliest, strict=False):
        if separator in line and _tells_who(_columns(next(csv.reader([line], delimiter=separator)))):
            return separator
    return likeliest[0] if likeliest else ","


def _columns(header: list[str]) -> dict[str, int]:
    """Field → the column that holds it, the best heading winning; a whole name needs no surname."""
    normal = [normalise(cell) for cell in header]
    found = {
        field: next(normal.index(heading) for heading in headings if heading in normal)
        for field, headings in _HEADINGS.items()
        if any(heading in normal for heading in headings)
    }
    if "name" in found and normal[found["name"]] in _WHOLE_NAMES:
        found.pop("surname", None)
    return found


def _is_canvas_own(row: list[str]) -> bool:
    """The rows of a Canvas gradebook that are no student's."""
    return any(normalise(cell) in ("points possible", "manual posting") for cell in row)


def _student(row: list[str], columns: dict[str, int]) -> Student:
    def cell(field: str) -> str:
        place = columns.get(field, len(row))
        return row[place].strip() if place < len(row) else ""

    name = " ".join(filter(None, (cell("name"), cell("surname"))))
    return Student(
        id=cell("id") or cell("email") or name,
        name=name or cell("email") or cell("id"),
        email=cell("email"),
        group=cell("group"),
    )


def _faults(students: Iterable[tuple[int, Student]]) -> list[Fault]:
    faults, seen = [], dict[str, int]()
    for line, student in students:
        if not student.id:
            faults.append(Fault(f"línea {line}", "no dice quién es: falta el código, el correo o el nombre"))
        elif student.id in seen:
            faults.append(Fault(f"línea {line}", f"«{student.id}» ya está en la línea {seen[student.id]}"))
        seen.setdefault(student.id, line)
    return faults
