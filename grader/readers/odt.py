"""ODT: paragraphs, titles and tables of LibreOffice's documents in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from grader.model import Block, Document, Heading, Line, Table
from grader.readers._ods_table import table_rows
from grader.readers._opendocument import OFFICE, TABLE, TEXT, H, P, open_opendocument, paragraph_text, raised_styles
from grader.readers._tabbed import with_tabbed

_LEVEL, _STYLE = f"{TEXT}outline-level", f"{TEXT}style-name"


def read_odt(data: bytes) -> Document:
    root, metadata = open_opendocument(data)
    raised = raised_styles(root)
    blocks: list[Block] = []
    tables = 0
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    for element in () if body is None else _outermost(body):
        if element.tag == f"{TABLE}table":
            tables += 1
            blocks += _tables(element, raised, f"tabla {tables}")
        else:
            blocks += _paragraph(element, raised)
    return Document("odt", tuple(with_tabbed(blocks)), metadata)


def _outermost(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables that lie in no other, whatever list or section they are in."""
    steps = etree.iterwalk(root, events=("start",), tag=(P, H, f"{TABLE}table"))
    for _, element in steps:
        steps.skip_subtree()
        yield element


def _paragraph(element: etree._Element, raised: frozenset[str]) -> Iterator[Block]:
    text = paragraph_text(element, raised)
    level = element.get(_LEVEL, "") if element.tag == H else "1" if element.get(_STYLE) == "Title" else ""
    if text and level.isdecimal():
        yield Heading(text, int(level[:1]) or 1)
    else:
        yield from (Line(line.strip()) for line in text.split("\n") if line.strip())


def _tables(table: etree._Element, raised: frozenset[str], where: str) -> Iterator[Block]:
    """The table, then those that lie inside its cells."""

    def text(cell: etree._Element) -> str:
        paragraphs = (it for it in _outermost(cell) if it.tag in (P, H))
        return "\n".join(paragraph_text(it, raised) for it in paragraphs).strip()

    for element in (table, *table.iterdescendants(f"{TABLE}table")):
        rows = table_rows(element, text)
        if any(map(any, rows)):
            yield Table(tuple(map(tuple, rows)), where)
