"""A file of a download as its place in it: a plain record that is kept on disk and sent to another process."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zipfile import BadZipFile, ZipExtFile, ZipInfo

from grader.errors import UnreadableError
from grader.readers._limits import MAX_BYTES, MAX_RATIO, SMALL_ENTRY

_ENCRYPTED, _UNKNOWN = 0x1, 0x60
"""Flags of a member; the last are of patches and of encryption that nobody uses."""
_HEADER, _SIGNATURE = Struct("<26xHH"), b"PK\3\4"
"""Before a member: it ends in the lengths of its name and of what else stands there."""


class Place(NamedTuple):
    """Where the bytes of a member stand: its directory, which may list a hundred thousand, need not be kept for it."""

    offset: int
    flags: int
    method: int
    packed: int
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class File:
    name: str
    """Within the submission, with `/`: a label for a report, never a path to write to."""
    path: bytes
    """Of the download, or of the file itself where the download is a folder, as the system writes it."""
    place: Place | None = None
    """In the download; `None`: the file is one of a folder."""
    member: str = ""
    """Its last name in the delivery, by which it is told and a file that goes back may have to be named."""
    typed: str = ""
    """What the student typed instead of a file, where an LMS tells it among other things."""

    def read(self) -> bytes:
        """Raises `UnreadableError` or `OSError`."""
        if self.typed:
            return self.typed.encode()
        path = Path(os.fsdecode(self.path))
        return _read_member(path, self.member, self.place) if self.place else _read_file(path, self.member)


def _read_file(path: Path, name: str) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise _too_large(name)
    return path.read_bytes()


def _read_member(path: Path, name: str, place: Place) -> bytes:
    """By its place: two members may bear the same name."""
    if place.flags & _ENCRYPTED:
        raise UnreadableError(f"«{name}» está protegido con contraseña.", needs_person=True)
    if place.size > MAX_BYTES:
        raise _too_large(name)
    if place.size > SMALL_ENTRY and place.size > MAX_RATIO * place.packed:
        raise UnreadableError(f"«{name}» está comprimido de una forma que no es normal y no se leyó.")
    try:
        return _unpacked(path, place)
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"«{name}» está dañado dentro del archivo descargado.", needs_person=True) from error


def _unpacked(path: Path, place: Place) -> bytes:
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
