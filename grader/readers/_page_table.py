"""The tables of a page: one string a column, whatever spans them."""

from __future__ import annotations

from lxml import etree

from grader.model import Table
from grader.readers._limits import check_cells, check_grid
from grader.readers._page_text import inner_text

_SPAN = 64
"""The widest or highest span that is believed."""


def table_block(table: etree._Element, where: str, seen: int) -> tuple[Table | None, int]:
    """The table, none if nothing stands in it; and how many cells the page has with it, when it had `seen`."""
    _lift(table)
    rows: list[list[str]] = []
    pending: dict[int, int] = {}
    for row in table.iter("tr"):
        rows.append(_row(row, pending))
        seen += len(rows[-1])
        check_grid(len(rows), len(rows[-1]))
        check_cells(seen)
    if not any(map(any, rows)):
        return None, seen
    caption = table.find("caption")
    text = "" if caption is None else inner_text(caption)
    return Table(tuple(map(tuple, rows)), where, text), seen


def _lift(table: etree._Element) -> None:
    """`<td><font>8<td>` leaves a cell open, and libxml2 puts the next one inside it: each goes back beside it."""
    for inner in list(table.iter("td", "th", "tr")):
        kinds = ("tr",) if inner.tag == "tr" else ("td", "th")
        outer = next(inner.iterancestors(*kinds, "table"))
        if outer.tag != "table" and table in outer.iterancestors("table"):
            outer.addnext(inner)


def _row(row: etree._Element, pending: dict[int, int]) -> list[str]:
    """One string a column; `pending` holds for how many more rows each column is covered from above."""
    cells: list[str] = []
    for cell in row.iter("td", "th"):
        _cover(cells, pending)
        first, width = len(cells), _span(cell, "colspan")
        cells += [inner_text(cell), *[""] * (width - 1)]
        pending.update({column: _span(cell, "rowspan") - 1 for column in range(first, first + width)})
    if not cells and (text := inner_text(row)):
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
