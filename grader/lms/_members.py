"""The files of a downloaded zip or of a folder: names at once, contents one by one, nothing ever unpacked to disk."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zipfile import BadZipFile, ZipExtFile, ZipFile, ZipInfo, is_zipfile

from grader.errors import UnreadableError
from grader.lms._delivery import File
from grader.readers._limits import MAX_BYTES, MAX_RATIO, SMALL_ENTRY
from grader.readers._member_names import is_litter, name_parts

_OFFICE = ("[Content_Types].xml", "mimetype", "content.xml", "Index/Document.iwa")
_ENCRYPTED, _UTF8, _UNKNOWN = 0x1, 0x800, 0x60
"""Flags of a member; the last are of patches and of encryption that nobody uses."""
_HEADER, _SIGNATURE = Struct("<26xHH"), b"PK\3\4"
"""Before a member: it ends in the lengths of its name and of what else stands there."""


@dataclass(frozen=True, slots=True)
class Member:
    parts: tuple[str, ...]
    """Of its path, in printable letters."""
    file: File

    @property
    def is_litter(self) -> bool:
        return is_litter("/".join(self.parts))


def open_members(path: Path) -> list[Member] | None:
    """What a folder or a zip holds, in a stable order; `None` for any other file and for an office document."""
    if path.is_dir():
        return [_on_disk(file, path) for file in sorted(path.rglob("*")) if file.is_file()]
    try:
        return _zipped(path) if is_zipfile(path) else None
    except (BadZipFile, NotImplementedError, ValueError):
        return None


def _on_disk(file: Path, root: Path) -> Member:
    parts = tuple(_readable(part) for part in file.relative_to(root).parts)
    return Member(parts, File(parts[-1], partial(_read_file, file), parts[-1]))


def _readable(name: str) -> str:
    """A file name that is no UTF-8 (an old zip's), made printable: reports are UTF-8."""
    return "".join(name_parts(os.fsencode(name).decode("utf-8", "backslashreplace"))) or "sin nombre"


def _read_file(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise _too_large(path.name)
    return path.read_bytes()


def _zipped(path: Path) -> list[Member] | None:
    with ZipFile(path) as archive:
        if any(name in archive.NameToInfo for name in _OFFICE):
            return None
        return [_member(entry, path) for entry in archive.infolist() if not entry.is_dir()]


class _Place(NamedTuple):
    """Where the bytes of a member stand: its directory, which may list a hundred thousand, need not be kept for it."""

    offset: int
    flags: int
    method: int
    packed: int
    size: int
    crc: int


def _member(entry: ZipInfo, path: Path) -> Member:
    utf8 = bool(entry.flag_bits & _UTF8)
    parts = name_parts(entry.filename, utf8=utf8) or ("sin nombre",)
    place = _Place(
        entry.header_offset, entry.flag_bits, entry.compress_type, entry.compress_size, entry.file_size, entry.CRC
    )
    return Member(parts, File(parts[-1], partial(_read_member, path, parts[-1], place), parts[-1]))


def _read_member(path: Path, name: str, place: _Place) -> bytes:
    """By its place: two members may bear the same name."""
    if place.flags & _ENCRYPTED:
        raise UnreadableError(f"«{name}» está protegido con contraseña.", needs_person=True)
    if place.size > MAX_BYTES:
        raise _too_large(name)
    if place.size > SMALL_ENTRY and place.size > MAX_RATIO * place.packed:
        raise UnreadableError(f"«{name}» está comprimido de una forma que no es normal y no se leyó.")
    try:
        return _unpacked(path, place)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableError(f"«{name}» está dañado dentro del archivo descargado.", needs_person=True) from error


def _unpacked(path: Path, place: _Place) -> bytes:
    info = ZipInfo()
    info.flag_bits, info.compress_type, info.CRC = place.flags, place.method, place.crc
    info.compress_size, info.file_size = place.packed, place.size
    if place.flags & _UNKNOWN:
        raise NotImplementedError
    with path.open("rb") as file:
        file.seek(place.offset)
        header = file.read(_HEADER.size)
        if len(header) < _HEADER.size or not header.startswith(_SIGNATURE):
            raise BadZipFile
        file.seek(sum(_HEADER.unpack(header)), os.SEEK_CUR)  # the name and what else stands before the bytes
        with ZipExtFile(file, "r", info) as member:
            return member.read()


def _too_large(name: str) -> UnreadableError:
    return UnreadableError(f"«{name}» pesa más de {MAX_BYTES // 1_000_000} MB y no se leyó.", needs_person=True)
