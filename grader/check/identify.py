"""Whose worksheet a submission answers: by its sheet code, else by the student's id, e-mail or name in its path."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from grader import spanish
from grader.check.classroom import Classroom
from grader.code import find_codes, may_hold_code
from grader.model import Document, Student, Table, Worksheet
from grader.names import normalise

_LONGEST_LABEL = 80
_SHORTEST = 8
"""Characters of a code."""
_SURE_ID = 3
"""A shorter number in a path may be anything («Tarea 10»)."""
_COPIED = 3
"""So many sheets may have got into one student's file."""


@dataclass(frozen=True, slots=True)
class Unidentified:
    """No worksheet, and why."""

    reason: str
    """Spanish, a whole sentence."""
    needs_person: bool
    """True when somebody who knows the class can tell; false when the file itself is wrong."""


def identify(
    document: Document, name: str, worksheets: Mapping[str, Worksheet], claimed: Collection[str] = ()
) -> Worksheet | Unidentified:
    """The worksheet that a document answers; `name` is the file's path within what was handed in.

    `claimed` are the codes of whoever handed it in, as an LMS tells: they have to agree with what the file says.
    """
    outside, tables = _codes(_outside_tables(document)), _codes(_in_tables(document))
    others = (code for code in tables if code in worksheets)  # a table copied from another student's sheet
    codes = dict.fromkeys([*(outside or tables), *others, *find_codes(name)])
    known = [code for code in codes if code in worksheets]
    claimed = [code for code in claimed if code in worksheets]
    if len(known) > 1:
        return Unidentified(_of_several(known, document), needs_person=True)
    if claimed and (known or not codes):
        return _unless_handed_in_by_another(known, claimed, name, worksheets)
    if known:
        return _unless_named_otherwise(worksheets[known[0]], name, worksheets)
    if codes and claimed:
        reason = f"El código de hoja {next(iter(codes))} no está en el manifiesto, pero quien la entregó sí."
        return Unidentified(reason, needs_person=True)
    if codes:
        return Unidentified(f"El código de hoja {next(iter(codes))} no está en el manifiesto.", needs_person=False)
    return _by_name(name, worksheets)


def _of_several(known: list[str], document: Document) -> str:
    """Two may be a copied table; those of half a class are the submissions of many, packed by somebody."""
    if len(known) <= _COPIED or document.format != "zip":
        return f"Trae los códigos de varias hojas: {', '.join(known)}."
    first = ", ".join(known[:_COPIED])
    return (
        f"Trae los códigos de {len(known)} hojas ({first}…) y no se reconoció como descarga de Moodle, Canvas ni "
        "Blackboard: si son entregas de varios estudiantes, descomprime el archivo y califica la carpeta."
    )


def _codes(texts: Iterable[str]) -> list[str]:
    return [code for text in texts if len(text) >= _SHORTEST and may_hold_code(text) for code in find_codes(text)]


def _outside_tables(document: Document) -> list[str]:
    return [
        document.metadata.get("codigo", ""),
        *[block.text for block in document.blocks if not isinstance(block, Table)],
    ]


def _in_tables(document: Document) -> list[str]:
    """A spreadsheet may hold it in a row of a table."""
    tables = [block.rows for block in document.blocks if isinstance(block, Table)]
    return [text for rows in tables for row in rows for text in row if len(text) < _LONGEST_LABEL]


def _unless_named_otherwise(
    worksheet: Worksheet, name: str, worksheets: Mapping[str, Worksheet]
) -> Worksheet | Unidentified:
    """A sheet of one student in a file that bears only another one's name is for a person to look at."""
    named = _named(name, worksheets)
    if not named or worksheet.code in named:
        return worksheet
    owner = spanish.listing([student.name for student in worksheet.students])
    other = spanish.listing([student.name for it in named.values() for student in it.students], "o")
    reason = f"La hoja {worksheet.code} es de {owner}, pero el archivo lleva el nombre de {other}."
    return Unidentified(reason, needs_person=True)


def _unless_handed_in_by_another(
    known: list[str], claimed: Collection[str], name: str, worksheets: Mapping[str, Worksheet]
) -> Worksheet | Unidentified:
    """A code decides between namesakes; without a code there must be no doubt who it was."""
    if not known and len(claimed) == 1:
        return _unless_named_otherwise(worksheets[next(iter(claimed))], name, worksheets)
    if known and known[0] in claimed:
        return worksheets[known[0]]
    who = spanish.listing([f"{s.name} ({s.id})" for code in sorted(claimed) for s in worksheets[code].students], "o")
    if not known:
        return Unidentified(f"No trae código de hoja; quien la entregó puede ser {who}.", needs_person=True)
    owner = spanish.listing([student.name for student in worksheets[known[0]].students])
    return Unidentified(f"La hoja {known[0]} es de {owner}, pero la entregó {who}.", needs_person=True)


def _by_name(name: str, worksheets: Mapping[str, Worksheet]) -> Worksheet | Unidentified:
    found = _named(name, worksheets)
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        who = spanish.listing([f"{s.name} ({s.id})" for it in found.values() for s in it.students], "o")
        return Unidentified(f"No trae código de hoja; por su nombre puede ser de {who}.", needs_person=True)
    return Unidentified("No trae código de hoja y su nombre no dice de quién es.", needs_person=True)


def _named(name: str, worksheets: Mapping[str, Worksheet]) -> dict[str, Worksheet]:
    """Code → worksheet of everybody whom the path names."""
    near = worksheets.near(name) if isinstance(worksheets, Classroom) else worksheets.values()
    path = f" {normalise(name)} "
    places = (name.casefold(), name.casefold().rpartition(".")[0])
    return {
        worksheet.code: worksheet
        for worksheet in near
        for student in worksheet.students
        if _is_named(student, path, places)
    }


def _is_named(student: Student, path: str, places: tuple[str, str]) -> bool:
    """Whether id, e-mail or every word of the name stand in the path as whole words."""
    if student.email and any(_holds(place, student.email.casefold()) for place in places):
        return True
    code = normalise(student.id)
    if (len(code) >= _SURE_ID or not code.isdigit()) and len(code) > 1 and f" {code} " in path:
        return True
    words = normalise(student.name).split()
    return len(words) > 1 and all(f" {word} " in path for word in words)


def _holds(text: str, address: str) -> bool:
    """Whether the e-mail stands there whole: «susana@…» is not «ana@…», nor «…edu.co» «…edu»."""
    return address in text and re.search(rf"(?<![\w.+-]){re.escape(address)}(?![^\W_]|[.-]\w)", text) is not None
