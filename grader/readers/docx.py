"""DOCX: paragraphs, titles and tables in reading order, then headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from grader.model import Block, Document, Heading, Line, Table
from grader.readers._limits import check_cells, check_grid
from grader.readers._package import Package, open_package, parse_xml, read_properties

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC, _VAL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc", f"{_W}val"
_TC_PROPERTIES, _V_MERGE, _SPAN = f"{_W}tcPr", f"{_W}vMerge", f"{_W}gridSpan"
_TEXT, _MATH, _RAISED, _POWER, _OVER = f"{_W}t", f"{_M}t", f"{_W}vertAlign", f"{_M}sup", f"{_M}den"
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    _POWER: "^",
    _OVER: "/",
}
"""What an empty element stands for, and what is written before a power and a denominator."""
_REMOVED = (f"{_W}del", f"{_W}moveFrom", f"{_W}pPrChange", f"{_W}rPrChange", f"{_COMPATIBLE}Fallback")
"""Text that the student deleted with changes tracked, and what Word repeats for older versions."""
_STYLE = re.compile(r"(?:heading|t[ií]?tulo)[ _-]?([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "ttulo", "titulo", "título"})
_EDGE = re.compile(r"word/(header|footer)\d*\.xml")
_EDGES = {"header": "encabezado de página", "footer": "pie de página"}
_WIDEST = 63
"""The most columns that a table of Word has."""


@dataclass
class _Body:
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    cells: int = 0


def read_docx(data: bytes) -> Document:
    with open_package(data) as archive:
        metadata = read_properties(archive)
        root = _part(archive, "word/document.xml")
        edges = list(_edges(archive))
    body = _Body()
    for element in _outermost(root):
        if element.tag == _P:
            body.blocks += _paragraph(element)
        else:
            _take_table(body, element)
    return Document("docx", (*body.blocks, *edges), metadata)


def _part(archive: Package, name: str) -> etree._Element:
    root = parse_xml(archive.part(name))
    etree.strip_elements(root, *_REMOVED, with_tail=False)
    return root


def _outermost(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables that lie in no other, whatever content control or section they are wrapped in."""
    steps = etree.iterwalk(root, events=("start",), tag=(_P, _TBL))
    for _, element in steps:
        steps.skip_subtree()
        yield element


def _paragraph(element: etree._Element) -> Iterator[Block]:
    text = _text(element)
    level = _level(element)
    if text and level:
        yield Heading(text, level)
    else:
        yield from (Line(line.strip()) for line in text.split("\n") if line.strip())


def _level(element: etree._Element) -> int:
    """Of a title by its style, in English or Spanish, or by its outline; 0: an ordinary paragraph."""
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(_VAL, "")
    if match := _STYLE.fullmatch(name):
        return int(match[1])
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    level = "" if outline is None else outline.get(_VAL, "")
    if level in tuple("012345678"):
        return int(level) + 1
    return 1 if name.lower() in _TITLES else 0


def _text(element: etree._Element) -> str:
    parts = []
    raised = ""
    for node in element.iter(_TEXT, _MATH, _RAISED, *_SIGNS):
        if node.tag == _RAISED:
            raised = "^" if node.get(_VAL) == "superscript" else ""
        elif node.tag in _SIGNS:
            parts.append(_SIGNS[str(node.tag)])
        else:
            parts.append(raised + (node.text or ""))
            raised = ""
    return "".join(parts).strip()


def _take_table(body: _Body, table: etree._Element) -> None:
    """The table, then those that lie inside its cells, as tables of their own."""
    inner = list(table.iterdescendants(_TBL))
    for nested in reversed(inner):
        _remove(nested)
    for element in (table, *inner):
        rows = []
        for row in element.iter(_TR):
            rows.append(tuple(_row(row)))
            body.cells += len(rows[-1])
            check_grid(len(rows), len(rows[-1]))
            check_cells(body.cells)
        body.tables += 1
        if any(map(any, rows)):
            body.blocks.append(Table(tuple(rows), f"tabla {body.tables}"))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _row(row: etree._Element) -> Iterator[str]:
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    yield from [""] * _number(None if before is None else before.get(_VAL), 0)
    for cell in row.iter(_TC):
        properties = cell.find(_TC_PROPERTIES)
        spans = {} if properties is None else {node.tag: node.get(_VAL) for node in properties}
        covered = _V_MERGE in spans and spans[_V_MERGE] != "restart"
        yield "" if covered else _cell(_outermost(cell))
        yield from [""] * (_number(spans.get(_SPAN), 1) - 1)


def _cell(paragraphs: Iterable[etree._Element]) -> str:
    return "\n".join(map(_text, paragraphs)).strip()


def _number(value: str | None, default: int) -> int:
    return max(default, min(int(value), _WIDEST)) if value and value.isdecimal() and len(value) < 6 else default


def _edges(archive: Package) -> Iterator[Line]:
    for name in sorted(archive.namelist()):
        if match := _EDGE.fullmatch(name):
            for paragraph in _part(archive, name).iter(_P):
                if text := _text(paragraph):
                    yield Line(text, _EDGES[match[1]])
