"""Blackboard (classic): the zip of an assignment's attempts, and the text file that tells of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import takewhile
from pathlib import Path

from grader.errors import UnreadableError
from grader.kept import KeptGroups
from grader.lms._delivery import SYSTEM, Delivery, Entry
from grader.lms._file import File
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
_HIGHEST = chr(0x10FFFF)
"""After every name."""


@dataclass(frozen=True, slots=True)
class _Note:
    """What Blackboard's text file says of an attempt."""

    name: str = ""
    login: str = ""
    typed: str = ""
    """What the student typed instead of a file, or beside it."""


def recognise(members: Sequence[Member], root: Path) -> Delivery | None:
    """A delivery when most of the files bear an attempt in their name."""
    kept = sum(1 for _ in without_litter(members))
    found = sum(1 for _, match in _named(members) if match)
    if not found or found * 2 < kept:
        return None
    notes = KeptGroups(_Note)
    for member, match in _named(members):
        if match and match["note"]:
            notes.add(_attempt(match), _read(member.file))
    shared = _shared(match["who"] for _, match in _named(members) if match)
    sorting = Sorting(members)
    for member, match in _named(members):
        if match is None:
            sorting.stray(member)
        else:
            note = (notes.of(_attempt(match)) or [_Note()])[-1]
            _sort(member, match, note, match["who"][len(shared) :].lstrip("_"), sorting)
    return Delivery("blackboard", "una descarga de Blackboard", root, sorting.entries(), sorting.left_out())


def _named(members: Sequence[Member]) -> Iterator[tuple[Member, re.Match[str] | None]]:
    return ((member, _NAME.fullmatch(member.parts[-1])) for member in without_litter(members))


def _attempt(match: re.Match[str]) -> str:
    return f"{match['when']} {match['who']}"


def _shared(owners: Iterable[str]) -> str:
    """The name of the assignment, which may itself hold `_`: `Tarea_1` of `Tarea_1_ana` and `Tarea_1_bgil`."""
    first, last = reduce(lambda ends, it: (min(ends[0], it), max(ends[1], it)), owners, (_HIGHEST, ""))
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))))
    return first[:same].rpartition("_")[0]


def _sort(member: Member, match: re.Match[str], note: _Note, name: str, sorting: Sorting) -> None:
    login = note.login or name
    head = Entry(f"{login}_{match['when']}", (), login, note.name, login, attempt=match["when"])
    if match["file"] and not is_litter(match["file"]):
        sorting.put(head, replace(member.file, name=match["file"]))
    elif note.typed:
        name = "texto.html" if "</" in note.typed else "texto.txt"
        sorting.put(head, replace(member.file, name=name, typed=note.typed))
    else:
        sorting.leave_out(member, _NOTE if match["note"] else SYSTEM)


def _read(file: File) -> _Note:
    try:
        text = file.read().decode("utf-8-sig", errors="replace")
    except (UnreadableError, OSError):
        return _Note()
    whose, typed = _WHOSE.search(text), _TYPED.search(text)
    said = [part.strip() for part in typed.groups()] if typed else []
    kept = "\n".join(part for part in said if part and not _NOTHING.match(part))
    return _Note(whose["name"] if whose else "", whose["login"] if whose else "", kept)
