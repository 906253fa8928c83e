"""Document → cells: which table answers which exercise, which row is which layer, which column which quantity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from grader import spanish
from grader.check.headings import is_layer_heading, quantities
from grader.check.rows import match_rows
from grader.evaluate import answers
from grader.model import Document, Field, Heading, Line, Role, Sheet, Submission, Table, Written
from grader.names import normalise

_TOTAL_LINE = re.compile(
    r"\s*[-*•]?\s*(?:n[úu]mero\s+|#\s*)?(?:total|suma)\b[^\d:=(]{0,60}?[:=]\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def match(document: Document, sheets: Sequence[Sheet]) -> Submission:
    """All that the document holds for the cells of these sheets."""
    matcher = _Matcher(sheets)
    for block in document.blocks:
        match block:
            case Heading(text=text):
                matcher.enter(text)
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
    """The exercise whose title was met last."""
    cells: dict[str, list[Written]] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    notices: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.current = self.sheets[0] if len(self.sheets) == 1 else None

    def enter(self, text: str) -> bool:
        """A title opens its exercise until the next one."""
        words = normalise(text)
        for sheet in self.sheets:
            title = normalise(sheet.title)
            if words == title or words.startswith(f"{title} "):
                self.current = sheet
                return True
        return False

    def line(self, text: str, where: str) -> None:
        if len(text) < 200 and self.enter(text):
            return
        found = _TOTAL_LINE.match(text)
        if found and self.current:
            self._write(self.current, self.current.total, found["rest"].strip(), where)

    def table(self, table: Table) -> None:
        for part in _parts(table):
            if table.caption:
                self.enter(table.caption)
            sheet = self._sheet_of(part)
            if sheet is None:
                if len(part.rows) > 1 and part.is_answer_table:
                    self.notices.append(f"No se supo a qué ejercicio pertenece la tabla de {table.where}.")
                continue
            self.current = sheet
            self.answered.add(sheet.name)
            for ref, raw, place in part.cells(sheet):
                self._write(sheet, ref, raw, f"{table.where}, {place}" if table.where else place)

    def form_field(self, field: Field) -> None:
        """A form of ours names each field by its cell."""
        name, _, ref = field.name.partition("/")
        for sheet in self.sheets:
            if sheet.name == name:
                self._write(sheet, ref, field.text, field.where)

    def _write(self, sheet: Sheet, ref: str, raw: str, where: str) -> None:
        if ref in sheet.cells and sheet.cells[ref].role is Role.ASKED:
            self.cells.setdefault(f"{sheet.name}/{ref}", []).append(Written(raw, where))

    def _sheet_of(self, part: _Part) -> Sheet | None:
        """The exercise under whose title the table stands, else the one that it fits best."""
        if self.current and part.fit(self.current) > 0:
            return self.current
        free = [sheet for sheet in self.sheets if sheet.name not in self.answered]
        scores = {sheet.name: part.fit(sheet) for sheet in free}
        best = max(free, key=lambda sheet: scores[sheet.name], default=None)
        return best if best and scores[best.name] > 0 else None

    def submission(self, notices: Iterable[str]) -> Submission:
        return Submission(
            cells={ref: tuple(written) for ref, written in self.cells.items()},
            notices=(*notices, *self.notices),
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """A header and the rows under it."""

    header: tuple[str, ...]
    """Empty when the table has none."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each row with its place in the table, from 1."""

    @property
    def is_answer_table(self) -> bool:
        return any(quantities(heading) for heading in self.header)

    def columns(self, sheet: Sheet) -> dict[int, str]:
        """Place of a column → quantity; by position when the table has no header but the sheet's own width."""
        if not self.header:
            width = max((len(row) for _, row in self.rows), default=0)
            return dict(enumerate(sheet.columns, start=1)) if width == len(sheet.columns) + 1 else {}
        found: dict[int, str] = {}
        for i, heading in enumerate(self.header):
            quantity = next((q for q in quantities(heading) if q in sheet.columns), None)
            if quantity and quantity not in found.values():
                found[i] = quantity
        return found

    def layers(self, sheet: Sheet) -> dict[int, str]:
        """Place of a row → layer."""
        column = next((i for i, heading in enumerate(self.header) if is_layer_heading(heading)), 0)
        return match_rows([row[column] if column < len(row) else "" for _, row in self.rows], sheet.rows)

    def fit(self, sheet: Sheet) -> int:
        """How well the table fits the sheet; 0 when no answer would be found."""
        columns, layers = self.columns(sheet), self.layers(sheet)
        if not columns or not layers:
            return 0
        known = answers(sheet)
        printed = 0
        for i, layer in layers.items():
            row = self.rows[i][1]
            for column, quantity in columns.items():
                cell = sheet.cells.get(f"{layer}/{quantity}")
                if cell and cell.role is Role.GIVEN and column < len(row):
                    printed += normalise(row[column]) == normalise(spanish.value(known[cell.ref]))
        strangers = len(self.rows) - len(layers) - sum(_is_total(row) for _, row in self.rows)
        missing = len(sheet.rows) - len(set(layers.values()))
        return max(1, 4 * len(layers) + 2 * len(columns) + 4 * printed - 3 * missing - 3 * strangers)

    def cells(self, sheet: Sheet) -> Iterator[tuple[str, str, str]]:
        """Ref, raw text and place of every answer."""
        columns, layers = self.columns(sheet), self.layers(sheet)
        for i, (number, row) in enumerate(self.rows):
            if i not in layers and _is_total(row):
                place = next((c for c, quantity in columns.items() if quantity == "params"), len(row) - 1)
                yield sheet.total, _total_of(row, place), f"fila {number}"
            elif i in layers:
                for column, quantity in columns.items():
                    raw = row[column] if column < len(row) else ""
                    yield f"{layers[i]}/{quantity}", raw, f"fila {number}, columna {column + 1}"


def _parts(table: Table) -> Iterator[_Part]:
    """The table cut where a new header begins."""
    header: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, row in enumerate(table.rows, start=1):
        if _is_header(row):
            if rows:
                yield _Part(header, tuple(rows))
            header, rows = row, []
        elif any(row):
            rows.append((number, row))
    if rows:
        yield _Part(header, tuple(rows))


def _is_header(row: Sequence[str]) -> bool:
    known = sum(bool(quantities(text)) for text in row)
    return known >= 2 or (known == 1 and any(map(is_layer_heading, row)))


def _is_total(row: Sequence[str]) -> bool:
    first = next((text for text in row if text.strip()), "")
    return normalise(first).startswith(("total", "suma"))


def _total_of(row: Sequence[str], place: int) -> str:
    """The total stands under the parameters, else it is the last text of the row, else behind its label's colon."""
    if place < len(row) and row[place].strip() and not _is_total([row[place]]):
        return row[place]
    filled = [text for text in row if text.strip()]
    if len(filled) > 1:
        return filled[-1]
    found = _TOTAL_LINE.match(filled[0])
    return found["rest"].strip() if found else ""
