"""Moodle's assignments: the download of all submissions, as a zip or unpacked, in folders or flat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.kept import KeptSet
from grader.lms._back import Outgoing
from grader.lms._delivery import Delivery, Entry
from grader.lms._members import Member
from grader.lms._sorting import Sorting, without_litter
from grader.readers._member_names import is_litter

_PART = re.compile(
    r"(?P<name>.*?)(?:_(?P<id>\d+))?_(?P<kind>assignsubmission|assignfeedback)_[a-z]+(?:_(?P<rest>.*))?", re.DOTALL
)
"""The first place in a path that fits: a student's own file name comes later and may look like another student's."""
_BLIND = re.compile(r"participante?", re.IGNORECASE)
_FEEDBACK = "de retroalimentación, que no son entregas"


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    id: str
    is_submission: bool
    file: str
    """Path within the submission; empty: nothing is left."""
    folders: bool


def recognise(members: Sequence[Member], root: Path) -> Delivery | None:
    """A delivery when most of the files are named as Moodle names them."""
    kept, found, folders, blind = 0, 0, False, True
    for place in map(_place, without_litter(members)):
        kept += 1
        if place:
            folders = place.folders if not found else folders
            blind = blind and bool(_BLIND.fullmatch(place.name))
            found += 1
    if not found or found * 2 < kept:
        return None
    sorting = Sorting(members)
    for member in without_litter(members):
        _sort(member, _place(member), sorting)
    return Delivery("moodle", _layout(folders=folders, blind=blind), root, sorting.entries(), sorting.left_out())


def _place(member: Member) -> _Place | None:
    parts = member.parts
    for i, part in enumerate(parts):
        if found := _PART.fullmatch(part):
            inside = [found["rest"] or "", *parts[i + 1 :]]
            file = "/".join(filter(None, inside))
            submission = found["kind"] == "assignsubmission"
            return _Place(found["name"], found["id"] or "", submission, file, folders=i + 1 < len(parts))
    return None


def _sort(member: Member, place: _Place | None, sorting: Sorting) -> None:
    if place is None:
        sorting.stray(member)
    elif not place.is_submission:
        sorting.leave_out(member, _FEEDBACK)
    elif not place.file or is_litter(place.file):
        sorting.leave_out(member)
    else:
        name = "" if _BLIND.fullmatch(place.name) else place.name
        key = f"{place.name}_{place.id}" if place.id else place.name
        sorting.put(Entry(key, (), place.id, name), replace(member.file, name=place.file))


def _layout(*, folders: bool, blind: bool) -> str:
    how = "con una carpeta por entrega" if folders else "con todos los archivos juntos"
    return f"una descarga de Moodle, {how}{' y sin nombres' if blind else ''}"


HOW = (
    "la retroalimentación de {count}. En la tarea: Ver todas las entregas → Acción sobre las calificaciones → «Subir "
    "múltiples archivos de retroalimentación en un ZIP», después de subir las notas."
)


def pages(out: Outgoing) -> Iterator[tuple[str, Path]]:
    """Name in the zip and page. Only the participant's number counts, so nobody's name is needed in it."""
    told = KeptSet()
    for id, code in _participants(out):
        if told.add(id) and (graded := out.goes(code)):
            yield f"Participante_{id}_assignfeedback_file/informe.html", graded.page


def _participants(out: Outgoing) -> Iterator[tuple[str, str]]:
    """Whose line of the book a worksheet is; then who surely handed one in."""
    codes = out.by_row()
    yield from ((id, codes.get(line.row, "")) for id, line in (out.who.lines if out.book else {}).items())
    for entry in out.delivery.entries if out.delivery else ():
        code = out.key_of(entry.submission)
        if out.who.is_surely(entry, code):
            yield entry.id, code
