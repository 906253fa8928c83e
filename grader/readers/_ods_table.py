"""A table of ODS or ODT as rows of cells, whatever is repeated or spanned in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from grader.readers._limits import MAX_COLUMNS, check_cells, check_grid
from grader.readers._opendocument import TABLE

_ROW, _CELL, _COVERED = f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_ROWS, _COLUMNS = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
_FAR = 10**7


def table_rows(table: etree._Element, read: Callable[[etree._Element], str]) -> list[list[str]]:
    """`read` gives the text of a cell. Blank cells and rows that only fill the sheet to its edge are left out."""
    rows: list[list[str]] = []
    waiting = cells = 0
    for element in _own(table, _ROW):
        row = _row(element, read)
        count = _times(element, _ROWS)
        if not row:
            waiting += count
            continue
        check_grid(len(rows) + waiting + count, len(row))
        cells += len(row) * count
        check_cells(cells)
        rows += [[] for _ in range(waiting)]
        rows += [list(row) for _ in range(count)]
        waiting = 0
    return rows


def _row(element: etree._Element, read: Callable[[etree._Element], str]) -> list[str]:
    row: list[str] = []
    waiting = 0
    for cell in element:
        if cell.tag not in (_CELL, _COVERED):
            continue
        text = read(cell) if cell.tag == _CELL else ""
        count = _times(cell, _COLUMNS)
        if text:
            check_grid(0, len(row) + waiting + count)
            row += [""] * waiting + [text] * count
            waiting = 0
        else:
            waiting += count
    return row + [""] * min(waiting, MAX_COLUMNS - len(row)) if row and waiting < MAX_COLUMNS else row


def _own(table: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Its rows, in whatever groups they lie; not those of a table inside one of its cells."""
    steps = etree.iterwalk(table, events=("start",))
    for _, element in steps:
        if element.tag == tag:
            steps.skip_subtree()
            yield element


def _times(element: etree._Element, name: str) -> int:
    value = element.get(name, "1")
    return max(1, min(int(value), _FAR)) if value.isdecimal() and len(value) < 10 else 1
