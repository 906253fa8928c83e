"""Office packages: a guarded zip of XML parts, and what their properties say of the document."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from grader.errors import UnreadableError
from grader.readers._limits import check_entries, check_tags

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"
_ENCRYPTED = 0x1


def open_package(data: bytes) -> ZipFile:
    """An archive whose parts are few, small enough and each named once."""
    archive = ZipFile(BytesIO(data))
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
    return etree.fromstring(data, _PARSER)


def read_properties(archive: ZipFile) -> dict[str, str]:
    """The custom properties by name; without one called `codigo`, the document's identifier is it."""
    properties = _custom(archive)
    if "codigo" not in properties and (identifier := _identifier(archive)):
        properties["codigo"] = identifier
    return properties


def _custom(archive: ZipFile) -> dict[str, str]:
    if "docProps/custom.xml" not in archive.NameToInfo:
        return {}
    root = parse_xml(archive.read("docProps/custom.xml"))
    return {
        str(entry.get("name")): "".join(str(text) for text in entry.itertext()).strip()
        for entry in root.iterchildren()
        if entry.get("name")
    }


def _identifier(archive: ZipFile) -> str:
    if "docProps/core.xml" not in archive.NameToInfo:
        return ""
    part = archive.read("docProps/core.xml")
    return (parse_xml(part).findtext(_IDENTIFIER) or "").strip() if b"identifier" in part else ""
