"""RTF: lines and tables of the old exchange format of word processors."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.model import Block, Document, Line, Table
from grader.readers._limits import check_grid, check_marks
from grader.readers._rtf import rtf_pieces
from grader.readers._tabbed import with_tabbed


@dataclass
class _Body:
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    tables: int = 0

    def said(self) -> str:
        """Letters beyond U+FFFF come in two halves; half a letter is none."""
        text = "".join(self.text).strip()
        return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def end_cell(self) -> None:
        self.cells.append(self.said())
        self.text.clear()

    def end_row(self) -> None:
        if any(self.cells):
            check_grid(len(self.rows) + 1, len(self.cells))
            self.rows.append(tuple(self.cells))
        self.cells.clear()

    def start_row(self) -> None:
        """Text since the last row, if there is any, ends the table above."""
        if self.said():
            self.end_table()

    def end_table(self) -> None:
        if self.rows:
            self.tables += 1
            self.blocks.append(Table(tuple(self.rows), f"tabla {self.tables}"))
            self.rows.clear()
        lines = self.said().split("\n")
        self.blocks += [Line(line.strip()) for line in lines if line.strip()]
        self.text.clear()


def read_rtf(data: bytes) -> Document:
    check_marks(data.count(b"\\") + data.count(b"{"))
    body = _Body()
    ends = {"cell": body.end_cell, "nestcell": body.end_cell, "row": body.end_row, "nestrow": body.end_row}
    for kind, said in rtf_pieces(data.decode("cp1252", errors="replace")):
        if kind == "text":
            body.text.append(said)
        else:
            ends.get(kind, body.start_row)()
    body.end_table()
    return Document("rtf", tuple(with_tabbed(body.blocks)))
