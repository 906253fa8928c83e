"""Office packages: a guarded zip of XML parts, and what their properties say of the document."""

from __future__ import annotations

import re
from io import BytesIO
from struct import unpack_from
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile
from zlib import crc32, decompressobj

from lxml import etree

from grader.errors import UnreadableError
from grader.readers._limits import check_entries, check_tags

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, collect_ids=False)
_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"
_ENCRYPTED = 0x1
_DECLARES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_ENTITIES = (
    "El archivo declara entidades de XML, que no se leen: ningún programa de oficina las escribe. "
    "Ábrelo, guárdalo de nuevo y vuelve a entregarlo."
)


class Package(ZipFile):
    """A zip in memory; its parts are unpacked four times as fast as `zipfile` streams them."""

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data))
        self._data = data

    def part(self, name: str) -> bytes:
        """Never more than the directory says; `BadZipFile` for what is not what it says."""
        entry = self.getinfo(name)
        start = entry.header_offset
        if entry.compress_type != ZIP_DEFLATED or self._data[start : start + 4] != b"PK\3\4":
            return self.read(name)
        start += 30 + sum(unpack_from("<HH", self._data, start + 26))
        packed = self._data[start : start + entry.compress_size]
        part = decompressobj(-15).decompress(packed, entry.file_size + 1)
        if len(part) != entry.file_size or crc32(part) != entry.CRC:
            raise BadZipFile(name)
        return part


def open_package(data: bytes) -> Package:
    """An archive whose parts are few, small enough and each named once."""
    archive = Package(data)
    entries = archive.infolist()
    check_entries(entries)
    if len(archive.NameToInfo) != len(entries):
        raise UnreadableError("El archivo tiene partes repetidas. Ábrelo, guárdalo de nuevo y vuelve a entregarlo.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableError("El archivo está protegido con contraseña. Quítasela y vuelve a entregarlo.")
    return archive


def parse_xml(data: bytes) -> etree._Element:
    """Without entities, network or document type: what a part refers to outside itself is not looked up."""
    check_tags(data)
    check_entities(data)
    return etree.fromstring(data, _PARSER)


def check_entities(part: bytes) -> None:
    """Refuse a part that has a document type of its own, where entities are declared; in UTF-16 too."""
    if (b"<!" in part or b"<\0!" in part) and _DECLARES.search(part):
        raise UnreadableError(_ENTITIES)


def read_properties(archive: Package) -> dict[str, str]:
    """The custom properties by name; without one called `codigo`, the document's identifier is it."""
    properties = _custom(archive)
    if "codigo" not in properties and (identifier := _identifier(archive)):
        properties["codigo"] = identifier
    return properties


def _custom(archive: Package) -> dict[str, str]:
    if "docProps/custom.xml" not in archive.NameToInfo:
        return {}
    root = parse_xml(archive.part("docProps/custom.xml"))
    return {
        str(entry.get("name")): "".join(str(text) for text in entry.itertext()).strip()
        for entry in root.iterchildren()
        if entry.get("name")
    }


def _identifier(archive: Package) -> str:
    if "docProps/core.xml" not in archive.NameToInfo:
        return ""
    part = archive.part("docProps/core.xml")
    return (parse_xml(part).findtext(_IDENTIFIER) or "").strip() if b"identifier" in part else ""
