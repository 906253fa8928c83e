"""The body of a Word document in one pass over its elements: each text goes to the cell or line that it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from grader.model import Block, Heading, Line, Table
from grader.readers import _word_xml as xml
from grader.readers._limits import check_cells, check_grid
from grader.readers._word_math import equations_in_lines

Cell = list[str]
"""The texts of its paragraphs."""

_READ = (xml.P, xml.TBL, xml.TR, xml.TC, xml.TEXT, xml.MATH, xml.RAISED, xml.STYLE, xml.OUTLINE, xml.V_MERGE, xml.SPAN,
         xml.BEFORE, xml.RUN, xml.STRUCK, xml.STRUCK_TWICE, *xml.SIGNS)  # fmt: skip


@dataclass(slots=True)
class _Grid:
    where: str
    rows: list[list[Cell]] = field(default_factory=list)

    def table(self) -> Table | None:
        rows = tuple(tuple(["\n".join(cell).strip() if cell else "" for cell in row]) for row in self.rows)
        check_grid(len(rows), max(map(len, rows), default=0))
        return Table(rows, self.where) if any(map(any, rows)) else None


@dataclass(slots=True)
class _Pass:
    blocks: list[Block | _Grid] = field(default_factory=list)
    grids: dict[etree._Element, _Grid] = field(default_factory=dict)
    cells: dict[etree._Element, Cell] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    """The text of the open paragraph."""
    home: Cell | None = None
    """The cell that the open paragraph lies in."""
    level: int = 0
    raised: str = ""
    struck: bool = False
    """Whether the open run is crossed out."""
    row: list[Cell] = field(default_factory=list)
    open_cell: etree._Element | None = None

    def text(self, element: etree._Element) -> None:
        text = self.raised + (element.text or "")
        self.parts.append(f"~~{text}~~" if self.struck else text)
        self.raised = ""

    def paragraph(self, element: etree._Element) -> None:
        self.close()
        parent = element.getparent()
        self.home = self.cells[parent] if parent in self.cells else self._cell_around(element)

    def _cell_around(self, element: etree._Element) -> Cell | None:
        """What lies in a content control or a text box has its cell farther up."""
        around = next((it for it in element.iterancestors(xml.TC) if it in self.cells), None)
        return None if around is None else self.cells[around]

    def close(self) -> None:
        """The open paragraph is at its end."""
        text = "".join(self.parts).strip()
        if self.home is not None:
            self.home.append(text)
        elif text and self.level:
            self.blocks.append(Heading(text, self.level))
        elif text:
            self.blocks += [Line(line.strip()) for line in text.split("\n") if line.strip()]
        self.parts.clear()
        self.home, self.level, self.raised = None, 0, ""

    def table(self, element: etree._Element) -> None:
        self.close()
        self.grids[element] = grid = _Grid(f"tabla {len(self.grids) + 1}")
        self.blocks.append(grid)

    def table_row(self, element: etree._Element) -> None:
        self.close()
        table = next((it for it in element.iterancestors(xml.TBL) if it in self.grids), None)
        self.row = []
        if table is not None:
            self.grids[table].rows.append(self.row)

    def cell(self, element: etree._Element) -> None:
        self.close()
        cell: Cell = []
        self.cells[element], self.open_cell = cell, element
        self.row.append(cell)
        check_cells(len(self.cells))

    def covered(self, element: etree._Element) -> None:
        """A cell below the first of those merged from top to bottom shows no text of its own."""
        if element.get(xml.VAL) != "restart" and self.open_cell is not None:
            self.cells[self.open_cell] = []
            self.row[-1] = []

    def sign(self, element: etree._Element) -> None:
        parent = element.getparent()
        if element.tag != xml.TAB or parent is None or parent.tag != xml.TAB_STOPS:
            self.parts.append(xml.SIGNS[str(element.tag)])

    def run(self, _: etree._Element) -> None:
        self.struck = False

    def look(self, element: etree._Element) -> None:
        """What is said of the paragraph, the row or the cell that has just begun."""
        value = element.get(xml.VAL)
        if element.tag == xml.STYLE:
            self.level = self.level or xml.style_level(value or "")
        elif element.tag == xml.OUTLINE:
            self.level = self.level or xml.outline_level(value or "")
        elif element.tag == xml.RAISED:
            self.raised = "^" if value == "superscript" else ""
        elif element.tag in (xml.STRUCK, xml.STRUCK_TWICE):
            self.struck = value not in ("0", "false") and _is_of_run(element)
        elif element.tag == xml.SPAN:
            self.row += [[] for _ in range(xml.number(value, 1) - 1)]
        else:
            self.row += [[] for _ in range(xml.number(value, 0))]


def _is_of_run(element: etree._Element) -> bool:
    """The mark at the end of a paragraph may look crossed out, too."""
    properties = element.getparent()
    around = None if properties is None else properties.getparent()
    return around is not None and around.tag == xml.RUN


def _without_prompts(root: etree._Element) -> None:
    """«Haga clic o pulse aquí para escribir texto», which Word shows in a content control until somebody does."""
    for mark in list(root.iter(xml.PROMPT)):
        control = next(mark.iterancestors(xml.CONTROL), None)
        for text in [] if control is None else control.iter(xml.TEXT):
            if text.text and not any(map(str.isdigit, text.text)):
                text.text = ""


def word_blocks(root: etree._Element) -> Iterator[Block]:
    """In reading order; a table inside a cell comes after its own."""
    etree.strip_elements(root, *xml.REMOVED, with_tail=False)
    _without_prompts(root)
    equations_in_lines(root)
    reading = _Pass()
    steps = {
        xml.TEXT: reading.text, xml.MATH: reading.text, xml.P: reading.paragraph, xml.TBL: reading.table,
        xml.TR: reading.table_row, xml.TC: reading.cell, xml.V_MERGE: reading.covered,
        xml.RUN: reading.run,
    } | dict.fromkeys(xml.SIGNS, reading.sign)  # fmt: skip
    for element in root.iter(*_READ):
        steps.get(element.tag, reading.look)(element)
    reading.close()
    for block in reading.blocks:
        if not isinstance(block, _Grid):
            yield block
        elif table := block.table():
            yield table
