"""The files of a downloaded zip or of a folder: names at once, contents one by one, nothing ever unpacked to disk."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from grader.errors import UnreadableError
from grader.lms._delivery import File
from grader.readers._limits import MAX_BYTES, MAX_RATIO, SMALL_ENTRY
from grader.readers._member_names import is_litter, member_name, name_parts

_OFFICE = ("[Content_Types].xml", "mimetype", "content.xml", "Index/Document.iwa")
_ENCRYPTED, _UTF8 = 0x1, 0x800


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
    archive = _archive(path, path.stat().st_mtime_ns, os.getpid())
    if any(name in archive.NameToInfo for name in _OFFICE):
        return None
    return [_member(entry, path, i) for i, entry in enumerate(archive.infolist()) if not entry.is_dir()]


def _member(entry: ZipInfo, path: Path, index: int) -> Member:
    utf8 = bool(entry.flag_bits & _UTF8)
    parts = name_parts(entry.filename, utf8=utf8) or ("sin nombre",)
    return Member(parts, File(parts[-1], partial(_read_member, path, index), parts[-1]))


def _read_member(path: Path, index: int) -> bytes:
    """By its place: two members may bear the same name."""
    archive = _archive(path, path.stat().st_mtime_ns, os.getpid())
    entry = archive.infolist()[index]
    name = member_name(entry.filename.rpartition("/")[2])
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableError(f"«{name}» está protegido con contraseña.", needs_person=True)
    if entry.file_size > MAX_BYTES:
        raise _too_large(name)
    if entry.file_size > SMALL_ENTRY and entry.file_size > MAX_RATIO * entry.compress_size:
        raise UnreadableError(f"«{name}» está comprimido de una forma que no es normal y no se leyó.")
    try:
        return archive.read(entry)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableError(f"«{name}» está dañado dentro del archivo descargado.", needs_person=True) from error


def _too_large(name: str) -> UnreadableError:
    return UnreadableError(f"«{name}» pesa más de {MAX_BYTES // 1_000_000} MB y no se leyó.", needs_person=True)


@lru_cache(maxsize=2)
def _archive(path: Path, _modified: int, _process: int) -> ZipFile:
    """Opened once a process: its directory may list a hundred thousand members, and a place in a file is not shared."""
    return ZipFile(path)
