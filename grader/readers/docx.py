"""DOCX: paragraphs, titles and tables in reading order, then headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.model import Block, Document, Line, Table
from grader.readers._package import Package, open_package, parse_xml, read_properties
from grader.readers._tabbed import with_tabbed
from grader.readers._word_body import word_blocks

_EDGE = re.compile(r"word/(header|footer)\d*\.xml")
_EDGES = {"header": "encabezado de página", "footer": "pie de página"}


def read_docx(data: bytes) -> Document:
    with open_package(data) as archive:
        metadata = read_properties(archive)
        blocks = list(with_tabbed(word_blocks(parse_xml(archive.part("word/document.xml")))))
        edges = list(_edges(archive))
    return Document("docx", (*blocks, *edges), metadata)


def _edges(archive: Package) -> Iterator[Line]:
    for name in sorted(archive.namelist()):
        if match := _EDGE.fullmatch(name):
            for block in word_blocks(parse_xml(archive.part(name))):
                yield from (Line(text, _EDGES[match[1]]) for text in _texts(block) if text)


def _texts(block: Block) -> list[str]:
    return [text for row in block.rows for text in row] if isinstance(block, Table) else [block.text]
