"""Canvas: the zip of submissions, whose names say student, file and whether it came late."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

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
    sorting = Sorting()
    kept = [(member, _NAME.fullmatch(member.parts[-1])) for member in without_litter(members, sorting)]
    found = [match for _, match in kept if match]
    folders = {member.parts[:-1] for member, match in kept if match}
    if not found or len(found) * 3 < len(kept) * 2 or len(folders) > 1 or not _are_ids(found):
        return None
    for member, match in kept:
        _sort(member, match, sorting)
    hidden = all(match["anonymous"] for match in found)
    layout = f"una descarga de Canvas{' sin nombres' if hidden else ''}"
    return Delivery("canvas", layout, root, sorting.entries(), sorting.left_out())


def _sort(member: Member, match: re.Match[str] | None, sorting: Sorting) -> None:
    if match is None:
        sorting.stray(member)
    elif is_litter(match["file"] or ""):
        sorting.leave_out(member)
    else:
        sorting.put(_entry(match), replace(member.file, name=match["file"] or f"{match['typed']}.html"))


def _are_ids(found: Sequence[re.Match[str]]) -> bool:
    """An attachment's number never comes twice, and names are small letters: else it is somebody's own numbering."""
    attachments = [match["attachment"] for match in found if match["attachment"]]
    names = [match["name"] or "" for match in found]
    return len(set(attachments)) == len(attachments) and all(name == name.lower() for name in names)


def _entry(match: re.Match[str]) -> Entry:
    who = match["id"] or match["anonymous"]
    name = match["name"] or ""
    return Entry("_".join(filter(None, (name, who))), (), who, name, late=bool(match["late"]))


HOW = (
    "la retroalimentación de {count}. En Calificaciones: menú de la columna de la tarea → «Subir entregas». "
    "No cambies ningún nombre: dicen de quién es cada página."
)


def pages(out: Outgoing) -> dict[str, Path]:
    """Name in the zip → page: the name under which a file came tells Canvas to whom the page goes."""
    found = {}
    for entry in out.delivery.entries if out.delivery else ():
        graded = out.goes(out.owners.get(entry.submission, ""))
        if graded and graded.submission == entry.submission and (name := _returned(entry)):
            found[name] = graded.page
    return found


def _returned(entry: Entry) -> str:
    """A page stays a page, whatever the file was that it answers; empty: the student typed into Canvas."""
    member = next((file.member for file in entry.files if _has_attachment(file.member)), "")
    return member if not member or member.lower().endswith((".html", ".htm")) else f"{member}.html"


def _has_attachment(member: str) -> bool:
    found = _NAME.fullmatch(member)
    return bool(found and found["attachment"])
