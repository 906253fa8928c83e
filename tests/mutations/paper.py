"""What a student hands in before it takes any format: titles, tables, lines, and what a careful person reads there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from grader.model import Sheet, Worksheet

BOLD, PLAIN, BREAK = "\ue000", "\ue001", "\ue002"
"""Begin and end of bold type and a new line inside a cell: each format has its own sign for them."""
TOTAL = "Total de parámetros"


@dataclass
class Row:
    layer: str
    """The layer that the row answers; empty for any other row."""
    texts: list[str]
    """One for each column of its grid."""


@dataclass
class Grid:
    columns: list[str]
    """`layer`, `detail`, a quantity, or `extra` for what nobody asked."""
    header: list[str]
    """Empty: the table has none."""
    rows: list[Row]

    def at(self, column: str) -> int:
        return self.columns.index(column)

    def copy(self) -> Grid:
        return Grid(list(self.columns), list(self.header), [Row(it.layer, list(it.texts)) for it in self.rows])


@dataclass
class Section:
    sheet: Sheet
    title: str
    """Empty: it has none."""
    grids: list[Grid]
    total: str
    total_as: str = "line"
    """`line`, `row`, `own row`, `sentence` or `nowhere`."""
    total_label: str = TOTAL
    before: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    """Between the title and the table, and between the tables."""
    after: list[str] = field(default_factory=list)

    @property
    def grid(self) -> Grid:
        return self.grids[0]

    def path(self, layer: str, quantity: str) -> str:
        return f"{self.sheet.name}/{layer}/{quantity}"

    @property
    def total_path(self) -> str:
        return f"{self.sheet.name}/{self.sheet.total}"

    def asked(self, grid: Grid, row: Row) -> Iterator[tuple[int, str]]:
        """Column and path of each answer in a row."""
        for i, column in enumerate(grid.columns):
            if f"{row.layer}/{column}" in self.sheet.cells:
                yield i, self.path(row.layer, column)


@dataclass
class Paper:
    worksheet: Worksheet
    sections: list[Section]
    answers: dict[str, str]
    """`exercise/LAYER/quantity` → what a careful person reads there, plainly written; blanks are left out."""
    top: list[str] = field(default_factory=list)
    bottom: list[str] = field(default_factory=list)
    may_wait: set[str] = field(default_factory=set)
    """Cells that a careful person may leave to the teacher."""
    must_wait: set[str] = field(default_factory=set)
    """Cells with two answers: nobody can mark them."""
    has_code: bool = False

    def cells(self) -> Iterator[tuple[Section, Grid, Row, int, str]]:
        """Every place in a table where an answer is asked."""
        for section in self.sections:
            for grid in section.grids:
                for row in grid.rows:
                    for i, path in section.asked(grid, row):
                        yield section, grid, row, i, path


@dataclass(frozen=True)
class Block:
    kind: str
    """`title`, `line` or `table`."""
    text: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def grid(self) -> tuple[tuple[str, ...], ...]:
        return (self.header, *self.rows) if self.header else self.rows


def blocks(paper: Paper) -> list[Block]:
    """The paper as a reader's eye meets it, ready for any format."""
    found = [_line(f"Código de hoja: {paper.worksheet.code}")] if paper.has_code else []
    found += map(_line, paper.top)
    for section in paper.sections:
        found += [_line(it) for it in section.before]
        found += [Block("title", section.title)] if section.title else []
        for i, grid in enumerate(section.grids):
            found += [_line(it) for it in section.between[i : i + 1]]
            found.append(_table(section, grid, is_last=i == len(section.grids) - 1))
        found += map(_line, _told_total(section))
        found += map(_line, section.after)
    return found + [_line(it) for it in paper.bottom]


def without_signs(block: Block) -> Block:
    """For formats that know no bold type."""
    return replace(
        block,
        text=plain(block.text),
        header=tuple(map(plain, block.header)),
        rows=tuple(tuple(map(plain, row)) for row in block.rows),
    )


def plain(text: str) -> str:
    return text.replace(BOLD, "").replace(PLAIN, "")


def _line(text: str) -> Block:
    return Block("line", text)


def _table(section: Section, grid: Grid, *, is_last: bool) -> Block:
    rows = [tuple(row.texts) for row in grid.rows]
    if is_last and section.total_as in ("row", "own row"):
        rows.append(_total_row(section, grid))
    return Block("table", header=tuple(grid.header), rows=tuple(rows))


def _total_row(section: Section, grid: Grid) -> tuple[str, ...]:
    texts = [""] * len(grid.columns)
    if section.total_as == "own row":
        texts[0] = f"{section.total_label}: {section.total}"
        return tuple(texts)
    texts[0] = section.total_label
    place = grid.at("params") if "params" in grid.columns else len(texts) - 1
    texts[place or 1] = section.total
    return tuple(texts)


def _told_total(section: Section) -> list[str]:
    match section.total_as:
        case "line":
            return [f"{section.total_label}: {section.total}"]
        case "sentence" if section.total:
            return [f"Entonces la red tiene en total {section.total} parámetros."]
        case _:
            return []
