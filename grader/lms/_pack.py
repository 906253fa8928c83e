"""A submission as the bytes that are marked: its only file as it is, or all its files as one archive in memory."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from grader.errors import UnreadableError
from grader.lms._delivery import Entry
from grader.lms._file import File
from grader.readers.archive import MAX_MEMBERS, MAX_TOTAL

_LONGEST = 200
"""Characters of a name inside; the end says the format."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An entry that can be read like a path."""

    entry: Entry

    def read_bytes(self) -> bytes:
        return read_entry(self.entry)


def read_entry(entry: Entry) -> bytes:
    """The same bytes each time, whatever the download was packed with; raises `UnreadableError` or `OSError`."""
    if len(entry.files) == 1:
        return entry.files[0].read()
    if len(entry.files) > MAX_MEMBERS:
        raise UnreadableError(f"La entrega tiene más de {MAX_MEMBERS} archivos.", needs_person=True)
    out, size = BytesIO(), 0
    with ZipFile(out, "w") as archive:
        for name, file in _named(entry.files):
            data = file.read()
            size += len(data)
            if size > MAX_TOTAL:
                message = f"Los archivos de la entrega ocupan más de {MAX_TOTAL // 1_000_000} MB."
                raise UnreadableError(message, needs_person=True)
            archive.writestr(ZipInfo(name), data)
    return out.getvalue()


def _named(files: tuple[File, ...]) -> list[tuple[str, File]]:
    """Each with a name of its own: a flat download lets two files of two folders collide."""
    taken: set[str] = set()
    named = []
    for file in files:
        name, number = file.name[-_LONGEST:].lstrip("/"), 1
        while name in taken:
            number += 1
            path = PurePosixPath(file.name[-_LONGEST:].lstrip("/"))
            name = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        taken.add(name)
        named.append((name, file))
    return named
