"""Document → cells: which table answers which exercise, which row is which layer, which column which quantity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grader.check.prose import Prose
from grader.check.rows import row_names
from grader.check.tables import Part, parts
from grader.check.titles import Titles
from grader.check.totals import is_total, lone_sum, total_of_line
from grader.model import Document, Field, Heading, Line, Role, Sheet, Submission, Table, Written

_PAIR = 2
_LONGEST_LINE = 400
"""A longer line is a paragraph: nobody answers in it, and patterns are not run over it."""


def match(document: Document, sheets: Sequence[Sheet]) -> Submission:
    """All that the document holds for the cells of these sheets."""
    matcher = _Matcher(sheets)
    for block in document.blocks:
        match block:
            case Heading(text=text, where=where):
                matcher.heading(text, where)
            case Line(text=text, where=where):
                matcher.line(text, where)
            case Table():
                matcher.table(block)
            case Field():
                matcher.form_field(block)
    return matcher.submission(document.notices)


@dataclass(slots=True)
class _Matcher:
    sheets: Sequence[Sheet]
    current: Sheet | None = None
    """The exercise whose title, or else whose table, was met last."""
    titled: bool = True
    """Whether a title said so: then its tables need no guessing."""
    cells: dict[str, list[Written]] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    prose: dict[str, Prose] = field(default_factory=dict)
    said: dict[str, list[Written]] = field(default_factory=dict)
    """Answers found in sentences: they count where no table or form holds one."""
    totals: dict[str, list[tuple[Sheet, str, Written]]] = field(default_factory=dict)
    """Total lines, each with the layer that it may sum instead of the network; empty: none."""
    announced: bool = False
    """The line before was a label for the total with nothing behind it."""
    notices: list[str] = field(default_factory=list)

    titles: Titles = field(init=False)

    def __post_init__(self) -> None:
        self.titles = Titles(self.sheets)
        self.current = self.sheets[0] if len(self.sheets) == 1 else None

    def enter(self, text: str) -> bool:
        """A title opens its exercise until the next one; a title of something else closes it."""
        sheet = self.titles.opened(text)
        if sheet is None and not self.titles.is_sibling(text):
            return False
        self.current, self.titled = sheet, sheet is not None
        return True

    def heading(self, text: str, where: str) -> None:
        """A heading opens an exercise, or announces the total that stands under it."""
        if not self.enter(text) and is_total([text]):
            self.line(f"{text.rstrip(':')}:", where)

    def line(self, text: str, where: str) -> None:
        if self.enter(text):
            return
        if self.current is None:
            return
        prose = self.prose.setdefault(self.current.name, Prose(row_names(self.current)))
        total = total_of_line(text[:_LONGEST_LINE])
        if total is None and (self.announced or not self.totals.get(self.current.name)):
            total = lone_sum(text, announced=self.announced)
        self.announced = total == ""
        if total is not None:
            sums = (self.current, prose.sums_its_layer(text), Written(total, where))
            self.totals.setdefault(self.current.name, []).append(sums)
            return
        if len(text) > _LONGEST_LINE:
            return
        for ref, raw in _spaced(text, self.current) or prose.answers(text):
            self._write(self.current, ref, raw, where, self.said)

    def table(self, table: Table) -> None:
        for part in parts(table):
            if table.caption:
                self.enter(table.caption)
            sheet = self._sheet_of(part)
            if sheet is None:
                self._unplaced(part, table.where)
                continue
            self.titled = self.titled and sheet is self.current
            self.current = sheet
            self.answered.add(sheet.name)
            for ref, raw, place in part.cells(sheet):
                self._write(sheet, ref, raw, f"{table.where}, {place}" if table.where else place)

    def _unplaced(self, part: Part, where: str) -> None:
        """A table of no exercise may be labels with their values; else the student hears that it was not used."""
        pairs = [[text for text in row if text.strip()] for _, row in part.rows]
        if all(len(pair) == _PAIR for pair in pairs):
            for label, text in pairs:
                self.line(f"{label.strip().rstrip(':')}: {text}", where)
        elif len(part.rows) > 1 and part.is_answer_table:
            self.notices.append(f"No se supo a qué ejercicio pertenece la tabla de {where}.")

    def form_field(self, field: Field) -> None:
        """A form of ours names each field by its cell."""
        name, _, ref = field.name.partition("/")
        for sheet in self.sheets:
            if sheet.name == name:
                self._write(sheet, ref, field.text, field.where)

    def _write(
        self, sheet: Sheet, ref: str, raw: str, where: str, into: dict[str, list[Written]] | None = None
    ) -> None:
        if ref in sheet.cells and sheet.cells[ref].role is Role.ASKED:
            found = self.cells if into is None else into
            found.setdefault(f"{sheet.name}/{ref}", []).append(Written(raw, where))

    def _sheet_of(self, part: Part) -> Sheet | None:
        """The exercise under whose title the table stands, else the one that it fits best."""
        if self.current and self.titled and part.fit(self.current) > 0:
            return self.current
        free = [sheet for sheet in self.sheets if sheet is self.current or sheet.name not in self.answered]
        scores = {sheet.name: part.fit(sheet) for sheet in free}
        best = max(free, key=lambda sheet: (scores[sheet.name], sheet is self.current), default=None)
        return best if best and scores[best.name] > 0 else None

    def _write_totals(self) -> None:
        """The last total line is the network's; an earlier one under a layer's bullets is that layer's."""
        for lines in self.totals.values():
            for sheet, layer, written in lines[:-1]:
                ref = f"{layer}/params" if layer else sheet.total
                self._write(sheet, ref, written.raw, written.where, self.said if layer else None)
            sheet, _, written = lines[-1]
            self._write(sheet, sheet.total, written.raw, written.where)

    def submission(self, notices: Iterable[str]) -> Submission:
        self._write_totals()
        answered = {ref for ref, written in self.cells.items() if any(it.raw.strip() for it in written)}
        said = {ref: written for ref, written in self.said.items() if ref not in answered}
        return Submission(
            cells={ref: tuple(written) for ref, written in {**self.cells, **said}.items()},
            notices=(*notices, *self.notices),
        )


def _spaced(text: str, sheet: Sheet) -> list[tuple[str, str]]:
    """«FC1 128 64 8192 64 8256»: a row typed with single spaces, one word a column."""
    name, *texts = text.split()
    layer = row_names(sheet).exact(name) if len(texts) == len(sheet.columns) else ""
    if not layer or "detail" in sheet.columns:
        return []
    return [(f"{layer}/{quantity}", raw) for quantity, raw in zip(sheet.columns, texts, strict=True)]
