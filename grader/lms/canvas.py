"""Canvas: the zip of submissions, whose names say student, file and whether it came late."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from grader.kept import KeptSet
from grader.lms._back import Outgoing
from grader.lms._delivery import Delivery, Entry
from grader.lms._members import Member
from grader.lms._sorting import Sorting, without_litter
from grader.readers._member_names import is_litter

_NAME = re.compile(
    r"(?:(?P<name>.+?)_)??(?P<late>LATE_)?(?:(?P<id>\d+)|(?P<anonymous>anon_[0-9A-Za-z]+))_"
    r"(?:(?P<attachment>\d+)_(?P<file>.+)|(?P<typed>text|link)(?:-\d+)?\.html)",
    re.DOTALL,
)
"""Student, perhaps LATE, user id, attachment id, the student's file; or a text or a link typed into Canvas."""


def recognise(members: Sequence[Member], root: Path) -> Delivery | None:
    """A delivery when nearly every file is named as Canvas names it, all of them in one folder."""
    kept, found, hidden, attachments = 0, 0, True, KeptSet()
    folder: tuple[str, ...] | None = None
    for member, match in _named(members):
        kept += 1
        if match:
            folder = member.parts[:-1] if folder is None else folder
            if folder != member.parts[:-1] or not _are_ids(match, attachments):
                return None
            hidden = hidden and bool(match["anonymous"])
            found += 1
    if not found or found * 3 < kept * 2:
        return None
    sorting = Sorting(members)
    for member, match in _named(members):
        _sort(member, match, sorting)
    layout = f"una descarga de Canvas{' sin nombres' if hidden else ''}"
    return Delivery("canvas", layout, root, sorting.entries(), sorting.left_out())


def _named(members: Sequence[Member]) -> Iterator[tuple[Member, re.Match[str] | None]]:
    return ((member, _NAME.fullmatch(member.parts[-1])) for member in without_litter(members))


def _sort(member: Member, match: re.Match[str] | None, sorting: Sorting) -> None:
    if match is None:
        sorting.stray(member)
    elif is_litter(match["file"] or ""):
        sorting.leave_out(member)
    else:
        sorting.put(_entry(match), replace(member.file, name=match["file"] or f"{match['typed']}.html"))


def _are_ids(match: re.Match[str], attachments: KeptSet) -> bool:
    """An attachment's number never comes twice, and names are small letters: else it is somebody's own numbering."""
    attachment, name = match["attachment"], match["name"] or ""
    return (not attachment or attachments.add(attachment)) and name == name.lower()


def _entry(match: re.Match[str]) -> Entry:
    who = match["id"] or match["anonymous"]
    name = match["name"] or ""
    return Entry("_".join(filter(None, (name, who))), (), who, name, late=bool(match["late"]))


HOW = (
    "la retroalimentación de {count}. En Calificaciones: menú de la columna de la tarea → «Subir entregas». "
    "No cambies ningún nombre: dicen de quién es cada página."
)


def pages(out: Outgoing) -> Iterator[tuple[str, Path]]:
    """Name in the zip and page: the name under which a file came tells Canvas to whom the page goes."""
    told = KeptSet()
    for entry in out.delivery.entries if out.delivery else ():
        graded = out.goes(out.key_of(entry.submission))
        if graded and graded.submission == entry.submission and (name := _returned(entry)) and told.add(name):
            yield name, graded.page


def _returned(entry: Entry) -> str:
    """A page stays a page, whatever the file was that it answers; empty: the student typed into Canvas."""
    member = next((file.member for file in entry.files if _has_attachment(file.member)), "")
    return member if not member or member.lower().endswith((".html", ".htm")) else f"{member}.html"


def _has_attachment(member: str) -> bool:
    found = _NAME.fullmatch(member)
    return bool(found and found["attachment"])
