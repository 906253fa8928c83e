"""The files of a downloaded zip or of a folder: names first, contents one by one, nothing ever unpacked to disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipInfo, is_zipfile

from grader.kept import KeptList
from grader.lms._file import File, Place
from grader.lms._long_zip import LongZip
from grader.readers._member_names import is_litter, name_parts
from grader.walk import files_below

_OFFICE = ("[Content_Types].xml", "mimetype", "content.xml", "Index/Document.iwa")
_UTF8 = 0x800
"""Flag of a member whose name is UTF-8."""


@dataclass(frozen=True, slots=True)
class Member:
    parts: tuple[str, ...]
    """Of its path, in printable letters."""
    file: File

    @property
    def is_litter(self) -> bool:
        return is_litter("/".join(self.parts))


def open_members(path: Path) -> KeptList[Member] | None:
    """What a folder or a zip holds, in a stable order; `None` for any other file and for an office document."""
    if path.is_dir():
        return KeptList(Member, (_on_disk(file, path) for file in files_below(path)))
    try:
        return _zipped(path) if is_zipfile(path) else None
    except (BadZipFile, NotImplementedError, OverflowError, ValueError):
        return None


def _on_disk(file: Path, root: Path) -> Member:
    parts = tuple(_readable(part) for part in file.relative_to(root).parts)
    return Member(parts, File(parts[-1], os.fsencode(file), None, parts[-1]))


def _readable(name: str) -> str:
    """A file name that is no UTF-8 (an old zip's), made printable: reports are UTF-8."""
    return "".join(name_parts(os.fsencode(name).decode("utf-8", "backslashreplace"))) or "sin nombre"


def _zipped(path: Path) -> KeptList[Member] | None:
    with LongZip(path) as archive:
        if any(entry.filename in _OFFICE for entry in archive.filelist):
            return None
        return KeptList(Member, _members(archive, path))


def _members(archive: LongZip, path: Path) -> Iterator[Member]:
    return (_member(entry, path) for entry in archive.filelist if not entry.is_dir())


def _member(entry: ZipInfo, path: Path) -> Member:
    utf8 = bool(entry.flag_bits & _UTF8)
    parts = name_parts(entry.filename, utf8=utf8) or ("sin nombre",)
    place = Place(
        entry.header_offset, entry.flag_bits, entry.compress_type, entry.compress_size, entry.file_size, entry.CRC
    )
    return Member(parts, File(parts[-1], os.fsencode(path), place, parts[-1]))
