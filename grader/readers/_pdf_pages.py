"""Tables that go on over the end of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from grader.model import Block, Line, Table

_NUMBERED = re.compile(
    r"\d+(?=\s*(?:/|de|of)\s*\d)|(?<=\d)\s*(?:/|de|of)\s*\d+|(?<=p[áa]g[.ie ])\S*\s*\d+|^\d+$", re.IGNORECASE
)
"""The number of a page, which differs where all else is the same."""
_FOOT = 2
"""Lines at the foot of a page."""


def open_width(page: list[Block]) -> int:
    """Of a table with little below it on its page, which may go on over the end of it; 0 when there is none."""
    last = next((block for block in page[: -_FOOT - 2 : -1] if isinstance(block, Table)), None)
    return len(last.rows[0]) if last else 0


def joined_pages(pages: list[list[Block]]) -> list[Block]:
    """All blocks in order; a table that begins a page under the end of one as wide is its continuation."""
    edges = _edges(pages)
    joined: list[Block] = []
    for page in pages:
        place = next((i for i, block in enumerate(page) if not _is_edge(block, edges)), len(page))
        last = next((i for i in range(len(joined) - 1, -1, -1) if not _is_edge(joined[i], edges)), -1)
        first = page[place] if place < len(page) else None
        above = joined[last] if last >= 0 else None
        if isinstance(above, Table) and isinstance(first, Table) and _continues(above, first):
            joined[last] = _glued(above, first)
            page = [*page[:place], *page[place + 1 :]]  # noqa: PLW2901
        joined += page
    return joined


def _edges(pages: list[list[Block]]) -> frozenset[str]:
    """Lines that stand on two pages or more: headers and footers."""
    counts = Counter(text for page in pages for text in {_edge(block) for block in page if isinstance(block, Line)})
    return frozenset(text for text, count in counts.items() if count > 1)


def _edge(line: Line) -> str:
    return _NUMBERED.sub("#", line.text)


def _is_edge(block: Block, edges: Iterable[str]) -> bool:
    return isinstance(block, Line) and _edge(block) in edges


def _continues(above: Table, below: Table) -> bool:
    """With the same column names again, or with none."""
    if len(above.rows[0]) != len(below.rows[0]):
        return False
    return above.rows[0] == below.rows[0] or any(map(str.isdigit, "".join(below.rows[0])))


def _glued(above: Table, below: Table) -> Table:
    rows = below.rows[1:] if above.rows[0] == below.rows[0] else below.rows
    return Table((*above.rows, *rows), above.where, above.caption)
