"""The parts that ODS and ODT have in common: their package, their properties, the text of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from grader.errors import UnreadableError
from grader.readers._package import Package, open_package, parse_xml

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT, STYLE, META, MANIFEST, FO = (
    _URN % name for name in ("office", "table", "text", "style", "meta", "manifest", "xsl-fo-compatible")
)
P, H = f"{TEXT}p", f"{TEXT}h"
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_SPACES, _COUNT, _STYLE_NAME = f"{TEXT}s", f"{TEXT}c", f"{TEXT}style-name"
_SKIPPED = (f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}tracked-changes", f"{TEXT}ruby-text")
_IDENTIFIER = "OOXMLCorePropertyIdentifier"
"""What LibreOffice makes of the identifier of a document of Word."""
_MOST_SPACES = 200


def open_opendocument(data: bytes) -> tuple[etree._Element, dict[str, str]]:
    """The content without comments, footnotes and deleted text; and the document's properties."""
    with open_package(data) as archive:
        _refuse_encrypted(archive)
        root = parse_xml(archive.part("content.xml"))
        metadata = _properties(archive)
    etree.strip_elements(root, *_SKIPPED, with_tail=False)
    return root, metadata


def _refuse_encrypted(archive: Package) -> None:
    if "META-INF/manifest.xml" in archive.NameToInfo and b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise UnreadableError("El archivo está protegido con contraseña. Quítasela y vuelve a entregarlo.")


def _properties(archive: Package) -> dict[str, str]:
    if "meta.xml" not in archive.NameToInfo:
        return {}
    fields = parse_xml(archive.part("meta.xml")).iter(f"{META}user-defined")
    properties = {str(it.get(f"{META}name")): (it.text or "").strip() for it in fields}
    if "codigo" not in properties and (identifier := properties.get(_IDENTIFIER)):
        properties["codigo"] = identifier
    return properties


def raised_styles(root: etree._Element) -> frozenset[str]:
    """The styles that set text as a power."""
    styles = root.iter(f"{STYLE}text-properties")
    return frozenset(
        str(parent.get(f"{STYLE}name"))
        for it in styles
        if it.get(f"{STYLE}text-position", "").startswith("super") and (parent := it.getparent()) is not None
    )


def paragraph_text(element: etree._Element, raised: frozenset[str]) -> str:
    return "".join(_pieces(element, raised)).strip()


def _pieces(element: etree._Element, raised: frozenset[str]) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "end":
            yield (node.tail or "") if node is not element else ""
        elif node.tag == _SPACES:
            count = node.get(_COUNT, "1")
            yield " " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 6 else 1)
        else:
            yield _SIGNS.get(str(node.tag), "")
            yield "^" if node.get(_STYLE_NAME, "") in raised and node.text else ""
            yield node.text or ""
