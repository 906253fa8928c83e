"""Archives of submissions: their members as bytes in memory, none of which is ever written anywhere."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from grader.errors import UnreadableError
from grader.readers._limits import MAX_BYTES, MAX_RATIO, SMALL_ENTRY
from grader.readers._member_names import is_litter, member_name

Member = tuple[str, bytes]

MAX_MEMBERS = 5_000
MAX_TOTAL = 120_000_000
"""Bytes of all members together."""
_NESTED = 1
"""Archives inside archives that are still opened."""
_OFFICE = ("[Content_Types].xml", "mimetype", "content.xml", "Index/Document.iwa")
_REFUSED = {
    b"Rar!": "un archivo .rar",
    b"7z\xbc\xaf": "un archivo .7z",
    b"BZh": "un archivo .bz2",
    b"\xfd7zXZ": "un archivo .xz",
}
_DAMAGED = "El archivo comprimido está dañado o incompleto. Vuelve a comprimirlo y a entregarlo."
_BROKEN = (BadZipFile, tarfile.TarError, zlib.error, EOFError, ValueError, NotImplementedError)
_LOCKED = "El archivo comprimido está protegido con contraseña. Quítasela y vuelve a entregarlo."


@dataclass
class _Unpacking:
    members: list[Member] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, name: str, data: bytes, depth: int) -> None:
        if not is_archive(data):
            self.members.append((name, data))
        elif depth < _NESTED:
            self._open(name, data, depth + 1)
        else:
            self.notices.append(f"«{name}» es un archivo comprimido dentro de otro y no se abrió.")

    def _open(self, name: str, data: bytes, depth: int) -> None:
        """A broken archive beside sound files costs only itself."""
        try:
            _unpack(self, data, f"{name}/", depth, name)
        except _BROKEN:
            self.notices.append(f"«{name}» está dañado y no se leyó.")

    def takes(self, name: str, size: int) -> bool:
        """Whether a member of this size is still bearable; the whole archive may be refused."""
        self.size += size
        if self.size > MAX_TOTAL:
            _refuse(f"ocupa más de {MAX_TOTAL // 1_000_000} MB al descomprimirse")
        if len(self.members) >= MAX_MEMBERS:
            _refuse(f"contiene más de {MAX_MEMBERS} archivos")
        if size > MAX_BYTES:
            self.notices.append(f"«{name}» pesa más de {MAX_BYTES // 1_000_000} MB y no se leyó.")
        return size <= MAX_BYTES


def is_archive(data: bytes) -> bool:
    """Whether `unpack` has something to say of it: an office file, a zip too, is none."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return not _is_office(data)
    return data.startswith((b"\x1f\x8b", *_REFUSED)) or data[257:262] == b"ustar"


def unpack(data: bytes, name: str) -> tuple[list[Member], list[str]]:
    """The members, each with its path inside the archive, and Spanish notices on what was left out.

    Raises `UnreadableError` for an archive that is damaged, locked, too large or of a kind that is not read.
    """
    unpacking = _Unpacking()
    try:
        _unpack(unpacking, data, "", 0, member_name(name))
    except _BROKEN as error:
        raise UnreadableError(_DAMAGED) from error
    if not unpacking.members and not unpacking.notices:
        raise UnreadableError(f"«{member_name(name)}» no contiene ningún archivo.")
    return unpacking.members, unpacking.notices


def _unpack(unpacking: _Unpacking, data: bytes, prefix: str, depth: int, name: str) -> None:
    for magic, what in _REFUSED.items():
        if data.startswith(magic):
            raise UnreadableError(f"Es {what}, que no se puede abrir. Comprímelo como .zip y vuelve a entregarlo.")
    members = _zip(unpacking, data, prefix) if data.startswith(b"PK") else _tar(unpacking, data, prefix, name)
    for path, content in members:
        unpacking.add(path, content, depth)


def _zip(unpacking: _Unpacking, data: bytes, prefix: str) -> Iterator[Member]:
    with ZipFile(BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not is_litter(entry.filename)]
        if entries and all(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableError(_LOCKED)
        for entry in entries:
            name = prefix + member_name(entry.filename, utf8=bool(entry.flag_bits & 0x800))
            if unpacking.takes(name, entry.file_size) and (content := _content(unpacking, archive, entry, name)):
                yield name, content


def _content(unpacking: _Unpacking, archive: ZipFile, entry: ZipInfo, name: str) -> bytes:
    """Empty when it cannot be had, which is told."""
    if entry.flag_bits & 0x1:
        unpacking.notices.append(f"«{name}» está protegido con contraseña y no se leyó.")
    elif entry.file_size > SMALL_ENTRY and entry.file_size > MAX_RATIO * entry.compress_size:
        unpacking.notices.append(f"«{name}» está comprimido de una forma que no es normal y no se leyó.")
    else:
        try:
            return archive.read(entry) or b"\n"
        except (BadZipFile, zlib.error, EOFError, NotImplementedError):
            unpacking.notices.append(f"«{name}» está dañado y no se leyó.")
    return b""


def _tar(unpacking: _Unpacking, data: bytes, prefix: str, name: str) -> Iterator[Member]:
    """A tar, or a single file that gzip alone has packed."""
    if data.startswith(b"\x1f\x8b"):
        data = _gunzipped(data)
        if not _is_tar(data):
            if unpacking.takes(name, len(data)):
                yield name.removesuffix(".gz"), data
            return
    with tarfile.open(fileobj=BytesIO(data), mode="r:") as archive:
        for entry in archive:
            path = prefix + member_name(entry.name, utf8=True)
            if entry.isfile() and not is_litter(entry.name) and unpacking.takes(path, entry.size):
                stream = archive.extractfile(entry)
                yield path, stream.read() if stream else b""


def _is_tar(data: bytes) -> bool:
    """By its mark, which those of the seventies have not; they begin with the name of a file and zeros."""
    try:
        return data[257:262] == b"ustar" or tarfile.TarInfo.frombuf(data[:512], "utf-8", "replace").isfile()
    except tarfile.TarError:
        return False


def _gunzipped(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    unpacked = unpacking.decompress(data, MAX_TOTAL + 1)
    if len(unpacked) > MAX_TOTAL:
        _refuse(f"ocupa más de {MAX_TOTAL // 1_000_000} MB al descomprimirse")
    if not unpacking.eof:
        raise UnreadableError(_DAMAGED)
    return unpacked


def _is_office(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return any(name in archive.NameToInfo for name in _OFFICE)
    except (BadZipFile, ValueError, NotImplementedError):
        return False


def _refuse(what: str) -> None:
    raise UnreadableError(f"El archivo comprimido {what}. Entrégalo por partes.")
