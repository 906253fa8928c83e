"""A student's table, cut into parts: a header and the rows under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.check.match.headings import is_layer_heading, quantities
from grader.check.match.totals import is_total
from grader.model import Table
from grader.names import normalise

Rows = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A header and the rows under it."""

    header: tuple[str, ...]
    """Empty when the table has none."""
    rows: Rows
    """Each row with its place in the table, from 1."""
    turned: bool = False
    """Whether the student's table has its layers side by side: then rows are its columns."""

    @property
    def is_answer_table(self) -> bool:
        return any(quantities(heading) for heading in self.header)


def lone_text(row: Sequence[str]) -> str:
    """The only text in a row; empty for a row that has none, or several."""
    found = ""
    for text in row:
        if text and not text.isspace():
            if found:
                return ""
            found = text
    return found


def side_by_side(table: Table) -> tuple[Table, ...]:
    """Two tables beside each other in a spreadsheet: each begins at a column of layers; columns keep their places."""
    starts: list[int] = []
    for row in table.rows:
        headings = [i for i, text in enumerate(row) if is_layer_heading(text)]
        named = [i for i in headings if normalise(row[i]) == normalise(row[headings[0]])]  # not «Capa | Tipo»
        if len(named) > 1 and _is_header(row):
            starts = named[1:]
            break
    ends = [*starts, max(map(len, table.rows), default=0)]
    if len(ends) == 1:
        return (table,)
    return tuple(
        replace(table, rows=tuple(("",) * start + row[start:end] for row in table.rows))
        for start, end in zip([0, *starts], ends, strict=True)
    )


def parts(table: Table) -> Iterator[Part]:
    """The table cut where a new header begins."""
    header: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, row in enumerate(table.rows, start=1):
        if _is_header(row):
            if rows:
                yield Part(header, tuple(rows))
            header, rows = _merged(header, row) if header and not rows else row, []
        elif any(row):
            rows.append((number, row))
    if rows:
        yield Part(header, tuple(rows))


@lru_cache(maxsize=8192)
def _is_header(row: tuple[str, ...]) -> bool:
    known = len([text for text in row if quantities(text)])
    if not known or (is_total(row) and any(c.isdigit() for text in row for c in text)):
        return False  # «Total | de parámetros | 8321»
    return known >= 2 or any(map(is_layer_heading, row))


def _merged(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """A heading of two rows, «Neuronas» over «Entrada» and «Salida»: the lower one tells more."""
    upper = (*upper, *[""] * (len(lower) - len(upper)))
    lower = (*lower, *[""] * (len(upper) - len(lower)))
    return tuple(below if below.strip() else above for above, below in zip(upper, lower, strict=True))


def turned(rows: Sequence[tuple[str, ...]]) -> Part | None:
    """A table whose layers stand side by side: the quantities are in its first column."""
    told = [found for row in rows[1:] if row and (found := quantities(row[0]))]
    known = len({options[0] for options in told})
    if known < 2 or known <= max(sum(map(bool, map(quantities, row))) for row in rows) or min(map(len, rows)) < 2:
        return None
    width = max(map(len, rows))
    columns = [tuple(row[i] if i < len(row) else "" for row in rows) for i in range(width)]
    header = (columns[0][0] or "Capa", *columns[0][1:])
    return Part(header, tuple(enumerate(columns[1:], start=2)), turned=True)
