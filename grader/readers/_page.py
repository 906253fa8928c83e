"""HTML, however broken, as headings, tables and lines; nothing in it is run or fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from grader.model import Block, Heading, Line, Table
from grader.readers._limits import check_cells, check_grid

_PARSER = etree.HTMLParser(
    recover=True, no_network=True, huge_tree=False, encoding="utf-8", remove_comments=True, remove_pis=True
)
_UNSEEN = "script style svg template head noscript annotation annotation-xml option button"
_SKIPPED = frozenset(_UNSEEN.split())
_BREAKING = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title tr ul"
)
_BLOCK = frozenset(_BREAKING.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BEFORE = {"sup": "^", "br": "\n"}
"""Written before an element's own text, so that 3² is not read as 32."""
_BETWEEN = {"msup": "^", "mfrac": "/"}
"""Written between the two parts of a formula."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
_FIELDS = frozenset({"", "text", "number", "tel"})
_SPAN = 64
"""The widest or highest span that is believed."""


@dataclass
class _Walk:
    where: str
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """What was read since the last block boundary."""
    verbatim: int = 0
    """How many `pre` lie around: there a line end is one."""
    tables: int = 0
    cells: int = 0


def parse_page(text: str) -> etree._Element | None:
    """The root element; `None` for a text without any."""
    return etree.fromstring(text.encode("utf-8", errors="replace"), _PARSER)


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
    if _is_hidden(element):
        return True
    if tag in _BLOCK or tag in _HEADINGS:
        _flush(walk)
    if tag in _HEADINGS:
        if text := _inner_text(element):
            walk.blocks.append(Heading(text, _HEADINGS[tag], walk.where))
        return True
    if tag == "table" and element.find(".//table") is None:
        _take_table(walk, element)
        return True
    walk.verbatim += tag == "pre"
    walk.text.append(_own_text(element, verbatim=bool(walk.verbatim)))
    return tag == "textarea"


def _leave(walk: _Walk, element: etree._Element) -> None:
    if element.tag in _BLOCK:
        _flush(walk)
    walk.verbatim -= element.tag == "pre"
    if element.tail:
        walk.text.append(element.tail if walk.verbatim else _squeeze(element.tail))


def _flush(walk: _Walk) -> None:
    """What was gathered becomes lines, one a line break."""
    if walk.text:
        lines = "".join(walk.text).split("\n")
        walk.blocks += [Line(text, walk.where) for line in lines if (text := line.strip())]
        walk.text.clear()


def _is_hidden(element: etree._Element) -> bool:
    """KaTeX and MathJax write each formula twice, once only for the eye."""
    return not isinstance(element.tag, str) or element.tag in _SKIPPED or element.get("aria-hidden") == "true"


def _own_text(element: etree._Element, *, verbatim: bool = False) -> str:
    """The text before the first child; for a form field, what is filled in."""
    if element.tag == "input":
        return element.get("value", "") if element.get("type", "").lower() in _FIELDS else ""
    if element.tag == "select":
        chosen = [option for option in element.iter("option") if option.get("selected") is not None]
        return "".join(str(text) for option in chosen for text in option.itertext())
    own = element.text or ""
    return _sign(element) + (own if verbatim else _squeeze(own))


def _sign(element: etree._Element) -> str:
    """The operator that a page shows by the place of a text."""
    parent = element.getparent()
    if parent is not None and parent.tag in _BETWEEN and parent.index(element):
        return _BETWEEN[str(parent.tag)]
    return _BEFORE.get(str(element.tag), "")


def _squeeze(text: str) -> str:
    """White space as a browser shows it; a no-break space is a character."""
    return _SPACES.sub(" ", text)


def _inner_text(element: etree._Element) -> str:
    """All the text inside, trimmed; a line break or a new paragraph is a line end."""
    parts: list[str] = []
    steps = etree.iterwalk(element, events=("start", "end"))
    for event, inner in steps:
        if event == "end":
            parts.append("" if inner is element else _squeeze(inner.tail or ""))
        elif _is_hidden(inner):
            steps.skip_subtree()
        else:
            parts.append("\n" if inner.tag in ("p", "div", "li") else "")
            parts.append(_own_text(inner))
    return "".join(parts).strip()


def _take_table(walk: _Walk, table: etree._Element) -> None:
    rows: list[list[str]] = []
    pending: dict[int, int] = {}
    for row in table.iter("tr"):
        rows.append(_row(row, pending))
        walk.cells += len(rows[-1])
        check_grid(len(rows), len(rows[-1]))
        check_cells(walk.cells)
    walk.tables += 1
    caption = table.find("caption")
    where = walk.where or f"tabla {walk.tables}"
    if any(map(any, rows)):
        text = "" if caption is None else _inner_text(caption)
        walk.blocks.append(Table(tuple(map(tuple, rows)), where, text))


def _row(row: etree._Element, pending: dict[int, int]) -> list[str]:
    """One string a column; `pending` holds for how many more rows each column is covered from above."""
    cells: list[str] = []
    for cell in row.iter("td", "th"):
        _cover(cells, pending)
        first, width = len(cells), _span(cell, "colspan")
        cells += [_inner_text(cell), *[""] * (width - 1)]
        pending.update({column: _span(cell, "rowspan") - 1 for column in range(first, first + width)})
    if not cells and (text := _inner_text(row)):
        cells = [text]
    _cover(cells, pending)
    return cells


def _cover(cells: list[str], pending: dict[int, int]) -> None:
    while pending.get(len(cells), 0):
        pending[len(cells)] -= 1
        cells.append("")


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(int(value), _SPAN) if value.isdecimal() and len(value) < 6 and int(value) else 1
