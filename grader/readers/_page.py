"""HTML, however broken, as headings, tables and lines; nothing in it is run or fetched."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from grader.model import Block, Heading, Line
from grader.readers._limits import check_attributes, check_tags
from grader.readers._page_table import table_block
from grader.readers._page_text import inner_text, is_hidden, own_text, squeeze
from grader.readers._typed import typed_blocks

_PARSER = etree.HTMLParser(
    recover=True, no_network=True, huge_tree=False, encoding="utf-8", remove_comments=True, remove_pis=True
)
_BREAKING = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title tr ul"
)
_BLOCK = frozenset(_BREAKING.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass
class _Walk:
    where: str
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """What was read since the last block boundary."""
    term: bool = False
    """Whether it is a term whose definition may follow."""
    verbatim: int = 0
    """How many `pre` lie around: there a line end is one."""
    tables: int = 0
    cells: int = 0


def parse_page(text: str) -> etree._Element | None:
    """The root element; `None` for a text without any."""
    data = text.encode("utf-8", errors="replace")
    check_tags(data)
    check_attributes(data)
    return etree.fromstring(data, _PARSER)


def page_blocks(text: str, where: str = "") -> list[Block]:
    """The blocks of a page or a fragment; each table says which it is unless `where` says where all stand."""
    root = parse_page(text)
    return [] if root is None else element_blocks(root, where)


def element_blocks(root: etree._Element, where: str = "") -> list[Block]:
    walk = _Walk(where)
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        if event == "start" and _enter(walk, element):
            steps.skip_subtree()
        elif event == "end":
            _leave(walk, element)
    _flush(walk)
    return walk.blocks


def _enter(walk: _Walk, element: etree._Element) -> bool:
    """Take the element whole, or only its own text; says whether what lies inside is done with."""
    tag = str(element.tag)
    if is_hidden(element):
        return True
    if (tag in _BLOCK or tag in _HEADINGS) and not (tag == "dd" and walk.term):
        _flush(walk)
    if tag in _HEADINGS:
        if text := inner_text(element):
            walk.blocks.append(Heading(text, _HEADINGS[tag], walk.where))
        return True
    if tag == "table" and element.find(".//table") is None:
        _add_table(walk, element)
        return True
    walk.verbatim += tag == "pre"
    walk.text.append(own_text(element, verbatim=bool(walk.verbatim)))
    return tag == "textarea"


def _leave(walk: _Walk, element: etree._Element) -> None:
    tag, tail = element.tag, element.tail
    if tag == "dt":  # «Pesos» over «8192» is «Pesos: 8192»
        walk.term = True
        walk.text.append(" " if "".join(walk.text[-1:]).rstrip().endswith(":") else ": ")
    elif tag in _BLOCK:
        _flush(walk)
    walk.verbatim -= tag == "pre"
    if tail and not (tag == "dt" and tail.isspace()):
        walk.text.append(tail if walk.verbatim else squeeze(tail))


def _flush(walk: _Walk) -> None:
    """What was gathered becomes lines, one a line break; text set as it was typed may hold drawn tables."""
    text = "".join(walk.text)
    walk.text.clear()
    walk.term = False
    if walk.verbatim:
        walk.blocks += typed_blocks(text, lambda _: walk.where)
    elif text:
        walk.blocks += [Line(line, walk.where) for part in text.split("\n") if (line := part.strip())]


def _add_table(walk: _Walk, element: etree._Element) -> None:
    walk.tables += 1
    table, walk.cells = table_block(element, walk.where or f"tabla {walk.tables}", walk.cells)
    if table:
        walk.blocks.append(table)
