"""Blackboard (classic): the zip of an assignment's attempts, and the text file that tells of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from pathlib import Path

from grader.errors import UnreadableError
from grader.lms._delivery import SYSTEM, Delivery, Entry
from grader.lms._members import Member
from grader.lms._sorting import Sorting, without_litter
from grader.readers._member_names import is_litter

_NAME = re.compile(
    r"(?P<who>.+?)_(?:attempt|intento)_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<note>\.txt))", re.DOTALL
)
"""Assignment and user name, when the attempt was handed in, and the student's file or Blackboard's own note."""
_WHOSE = re.compile(r"^(?:Name|Nombre): (?P<name>.+?) \((?P<login>[^()\n]+)\)\r?$", re.MULTILINE)
_TYPED = re.compile(
    r"^(?:Submission Field|Campo de envío):\r?\n(?P<typed>.*?)^(?:Comments|Comentarios):\r?\n(?P<comments>.*?)"
    r"^(?:Files|Archivos):",
    re.MULTILINE | re.DOTALL,
)
_NOTHING = re.compile(r"(?:There (?:is|are) no|No hay)\b", re.IGNORECASE)
_NOTE = "con los datos de un intento"


@dataclass(frozen=True, slots=True)
class _Note:
    """What Blackboard's text file says of an attempt."""

    name: str = ""
    login: str = ""
    typed: str = ""
    """What the student typed instead of a file, or beside it."""


def recognise(members: Sequence[Member], root: Path) -> Delivery | None:
    """A delivery when most of the files bear an attempt in their name."""
    sorting = Sorting()
    kept = [(member, _NAME.fullmatch(member.parts[-1])) for member in without_litter(members, sorting)]
    found = [match for _, match in kept if match]
    if not found or len(found) * 2 < len(kept):
        return None
    notes = {_attempt(match): _read(member.file.read) for member, match in kept if match and match["note"]}
    logins = _logins({match["who"] for match in found})
    for member, match in kept:
        if match is None:
            sorting.stray(member)
        else:
            _sort(member, match, notes.get(_attempt(match), _Note()), logins, sorting)
    return Delivery("blackboard", "una descarga de Blackboard", root, sorting.entries(), sorting.left_out())


def _attempt(match: re.Match[str]) -> tuple[str, str]:
    return match["who"], match["when"]


def _logins(owners: set[str]) -> dict[str, str]:
    """`Tarea_1_ana` → `ana`: what follows the name of the assignment, which all share and may itself hold `_`."""
    first, last = min(owners), max(owners)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))))
    shared = first[:same].rpartition("_")[0]
    return {owner: owner[len(shared) :].lstrip("_") for owner in owners}


def _sort(member: Member, match: re.Match[str], note: _Note, logins: dict[str, str], sorting: Sorting) -> None:
    login = note.login or logins[match["who"]]
    head = Entry(f"{login}_{match['when']}", (), login, note.name, login, attempt=match["when"])
    if match["file"] and not is_litter(match["file"]):
        sorting.put(head, replace(member.file, name=match["file"]))
    elif note.typed:
        name = "texto.html" if "</" in note.typed else "texto.txt"
        sorting.put(head, replace(member.file, name=name, read=partial(_typed, member.file.read)))
    else:
        sorting.leave_out(member, _NOTE if match["note"] else SYSTEM)


def _read(read: Callable[[], bytes]) -> _Note:
    try:
        text = read().decode("utf-8-sig", errors="replace")
    except (UnreadableError, OSError):
        return _Note()
    whose, typed = _WHOSE.search(text), _TYPED.search(text)
    said = [part.strip() for part in typed.groups()] if typed else []
    kept = "\n".join(part for part in said if part and not _NOTHING.match(part))
    return _Note(whose["name"] if whose else "", whose["login"] if whose else "", kept)


def _typed(read: Callable[[], bytes]) -> bytes:
    return _read(read).typed.encode()
