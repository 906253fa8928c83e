"""Document → cells: which block belongs to which exercise, and what it answers there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain
from urllib.parse import unquote

from grader.check.match.found import Found, path
from grader.check.match.left_open import held_quantities, open_cells, strangers
from grader.check.match.lines import told_in_lines
from grader.check.match.named import is_named, named_table, only_asked, row_named
from grader.check.match.named_lines import named_lines, narrow, untold_lines
from grader.check.match.named_loose import UNNAMED, has_unnamed, otherwise_said, rows_as_lines
from grader.check.match.named_under import UNDECIDED, answers_under
from grader.check.match.placed import Placed, place
from grader.check.match.placed_cells import placed_cells
from grader.check.match.prose import tells_quantity
from grader.check.match.rows import row_names
from grader.check.match.spare import settled_texts, spare_answers, text_of
from grader.check.match.tables import Part, lone_text, parts, side_by_side, turned
from grader.check.match.titles import Titles
from grader.check.match.totals import is_total, total_of_row
from grader.model import FILE_NAME, Document, Field, Heading, Line, Sheet, Submission, Table
from grader.names import normalise
from grader.page import printed_lines

_PAIR = 2
_OURS = frozenset({"estudiante", "codigo de hoja"})
"""Labels of a worksheet's head, which a spreadsheet gives back as a table."""
_NUMERIC = re.compile(r"[\s(\[]*\d[\d.,\s)\]]*(?:[*×x·+=][\d.,\s*×x·+=]*)?")
_COUNTED = re.compile(r"[1-9]")
_SHOWN = 80


def match(document: Document, sheets: Sequence[Sheet]) -> Submission:
    """All that the document holds for the cells of these sheets."""
    matcher = _Matcher(sheets, Titles(sheets), sheets[0] if len(sheets) == 1 else None)
    for block in document.blocks:
        match block:
            case Line():
                matcher.line(block)
            case Table():
                matcher.table(block)
            case Heading():
                matcher.heading(block.text, block.where)
            case Field():
                matcher.form_field(block)
    matcher.read_lines()
    found = matcher.found
    found.settle()
    said = cache(lambda: text_of(document.blocks))
    used = cache(lambda: [*chain.from_iterable(settled_texts(it, found.texts(it)) for it in sheets)])
    for sheet in sheets:
        if sheet.name not in found.unplaced and (missing := found.missing(sheet)):  # else a person looks as it is
            found.doubt(sheet, spare_answers(sheet, missing, said(), used()))
    found.settle()
    cells = {ref: tuple(written) for ref, written in found.cells.items()}
    return Submission(cells, found.open_cells(sheets), (*document.notices, *matcher.notices))


@dataclass(slots=True)
class _Matcher:
    sheets: Sequence[Sheet]
    titles: Titles
    current: Sheet | None
    """The exercise whose title, or else whose table, was met last."""
    titled: bool = True
    """Whether a title said so: then its tables need no guessing."""
    found: Found = field(default_factory=Found)
    answered: set[str] = field(default_factory=set)
    """Names of the exercises that a table was found for."""
    forms: set[str] = field(default_factory=set)
    """Names of the exercises that are answered in form fields."""
    lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    stray: str = ""
    """Why answers that stood under no title could not be placed, in Spanish."""
    notices: list[str] = field(default_factory=list)

    def enter(self, text: str) -> bool:
        """A title opens its exercise until the next one; a title of something else closes it."""
        if not self.titles.may_open(text):
            return False
        sheet, is_title = self.titles.opened(text)
        if is_title:
            self.current, self.titled = sheet, sheet is not None
        return is_title

    def heading(self, text: str, where: str) -> None:
        """A heading opens an exercise, names a layer, or announces the total under it; a file's name only hints."""
        if where == FILE_NAME:
            self.current, self.titled = self.titles.opened(text)[0] or self.current, False
        elif not self.enter(text) and not self._entered_behind(text) and self.current:
            announces = is_total([text]) and not any(c.isdigit() for c in text)
            self.lines[self.current.name].append(Line(f"{text.rstrip(':')}:" if announces else text, where))

    def _entered_behind(self, text: str) -> bool:
        """«Parte de Ana: Ejemplo 2»."""
        _, colon, title = text.rpartition(":")
        return bool(colon) and self.enter(title)

    def line(self, line: Line) -> None:
        if self.enter(line.text) and not _says_more(line.text):
            return
        if self.current:
            self.lines[self.current.name].append(line)
        elif not self.stray and tells_quantity(line.text):
            self.stray = f"No supe a qué ejercicio pertenece el renglón «{line.text.strip()[:_SHOWN]}»."

    def table(self, table: Table) -> None:
        if table.caption:
            self.enter(table.caption)
        for piece in self._under_titles(table):
            for one in side_by_side(piece):
                self._read_table(one)

    def _under_titles(self, table: Table) -> Iterator[Table]:
        """The table cut where a row is nothing but the title of another exercise; rows keep their numbers."""
        start = 0
        for i, row in enumerate(table.rows):
            alone = lone_text(row)
            if alone and i and self.titles.opened(alone)[0] not in (None, self.current):
                yield replace(table, rows=((),) * start + table.rows[start:i])
                self.enter(alone)
                start = i + 1
        yield replace(table, rows=((),) * start + table.rows[start:]) if start else table

    def _read_table(self, table: Table) -> None:
        if self._read_named(table):
            return
        sideways = turned(table.rows)
        if sideways and (placed := self._placed(sideways)):
            self._take(placed, table.where)
            self._total_beside(placed, table)
            return
        for part in parts(table):
            placed = self._placed(part)
            if placed is None:
                self._unplaced(part, table.where)
            else:
                self._take(placed, table.where)
            for text in _sentences_of(part):
                self.line(Line(text, table.where))

    def _read_named(self, table: Table) -> bool:
        """Whether it is a table of an exercise that is no network: of the one that is open, else of the first one.

        Under the title of such an exercise, a table of none of them is a lost one, unless it is a network's.
        """
        named = [sheet for sheet in self.sheets if is_named(sheet)]
        for sheet in sorted(named, key=lambda it: it is not self.current):
            if lines := rows_as_lines(sheet, table):
                self.current = sheet
                self.lines[sheet.name] += lines
                return True
            found = named_table(sheet, table)
            if not found or (sheet is not self.current and sheet.name in self.answered):
                continue
            self.current = sheet
            self.answered.add(sheet.name)
            if found.stranger:
                self.found.lose_rows(sheet, found.stranger, sheet.columns)
            self.found.doubt(sheet, found.doubts)
            self.found.write(sheet, found.answers, table.where)
            return True
        if not (self.current and self.titled and is_named(self.current)):
            return False
        return not any(map(self._placed, parts(table))) and self._lose(self.current, table)

    def _lose(self, sheet: Sheet, table: Table) -> bool:
        """A table under the title of an exercise of which no row is known."""
        rows = [row for row in table.rows if row and normalise(row[0]) not in _OURS]
        if not any(any(map(str.isdigit, text)) for row in rows for text in row):
            return True
        reason = f"No supe leer {f'la tabla de {table.where}' if table.where else 'una tabla'} de este ejercicio."
        self.notices.append(reason)
        self.found.lose_table([sheet], reason)
        return True

    def _take(self, placed: Placed, where: str) -> None:
        sheet = placed.sheet
        self.titled = self.titled and sheet is self.current
        self.current = sheet
        self.answered.add(sheet.name)
        if names := strangers(placed):
            reason = f"Hay filas que no supe a qué capa corresponden: {', '.join(names)}."
            self.found.lose_rows(sheet, reason, held_quantities(placed))
        doubts = open_cells(placed)
        self.found.doubt(sheet, doubts)
        answers = placed_cells(placed, doubts)
        if not placed.part.header:  # then only what a page break cut off the table before
            settled = {it.rpartition("/")[0] for it in self.found.cells}
            answers = (it for it in answers if path(sheet, it[0]).rpartition("/")[0] not in settled)
        self.found.write(sheet, answers, where)

    def _total_beside(self, placed: Placed, table: Table) -> None:
        """«TOTAL | 57519»: where the layers stand side by side, a lone number in a row of its own."""
        if "params" in placed.columns.values():
            for row in table.rows:
                if is_total(row) and sum(any(map(str.isdigit, text)) for text in row) == 1:
                    self.found.write(placed.sheet, [(placed.sheet.total, total_of_row(row, None), table.where)])

    def _placed(self, part: Part) -> Placed | None:
        """On the exercise under whose title the table stands, else on the one that it fits best."""
        here = place(part, self.current) if self.current and self.titled and not is_named(self.current) else None
        if here and here.fits and (here.sheet.name not in self.answered or self._completes(here)):
            return here
        networks = (sheet for sheet in self.sheets if not is_named(sheet))
        free = [sheet for sheet in networks if sheet is self.current or sheet.name not in self.answered]
        tried = [here if here and sheet is here.sheet else place(part, sheet) for sheet in free]
        best = max(tried, key=lambda it: (it.fit, it.sheet is self.current), default=None)
        return best if best and best.fits else None

    def _completes(self, placed: Placed) -> bool:
        """Whether a table goes on with the layers that its exercise has no answers for yet."""
        answered = {ref.rpartition("/")[0] for ref in self.found.filled[placed.sheet.name]}
        return bool(placed.layers) and placed.fits_columns() and not answered & {*placed.layers.values()}

    def _unplaced(self, part: Part, where: str) -> None:
        """A table of no exercise may be labels with their values; else the student hears that it was not used."""
        rows = [[text.strip() for text in row if text.strip()] for _, row in part.rows]
        if all(len(row) == _PAIR for row in rows) or (not part.header and any(map(tells_quantity, chain(*rows)))):
            for label, *texts in rows:
                says = ", " if ":" in label or "=" in label else ": "
                self.line(Line(says.join([label.rstrip(":"), ", ".join(texts)]), where))
        elif not part.header and (sheet := self._named_in(part)):
            reason = f"La tabla{f' de {where}' if where else ''} no tiene encabezados: no supe qué hay en cada columna."
            self.found.loose.setdefault(sheet.name, reason)
        elif part.header and self.current and (total := _only_total(part)):
            self.found.write(self.current, [(self.current.total, total, where)])
        elif part.is_answer_table and (len(rows) > 1 or any(c.isdigit() for text in rows[0] for c in text)):
            reason = f"No supe a qué ejercicio pertenece {f'la tabla de {where}' if where else 'una tabla'}."
            self.notices.append(reason)
            self.found.lose_table([self.current] if self.current and self.titled else self.sheets, reason)

    def _named_in(self, part: Part) -> Sheet | None:
        """The exercise whose layers head the rows, or half of them, of a table of numbers without any heading."""
        names = [row[0] if row else "" for _, row in part.rows]
        if not any(_NUMERIC.fullmatch(text) for _, row in part.rows for text in row[1:]):
            return None
        free = [sheet for sheet in self.sheets if sheet.name not in self.answered]
        tried = [self.current] if self.current else free
        return next(
            (it for it in tried if it and not is_named(it) and len(row_names(it).match(names)) * 2 >= len(names)), None
        )

    def _read_named_lines(self, sheet: Sheet, lines: Sequence[Line]) -> None:
        """What the lines say; what the worksheet itself says comes back with a submission and is no answer."""
        printed, filled = printed_lines(sheet), {*self.found.filled[sheet.name]}
        lines = [narrow(line) for line in lines]
        told = [line for line in lines if line.text.removeprefix("• ") not in printed]
        said = named_lines(sheet, told)
        self.found.tell(sheet, ((ref, it) for ref, it in said if ref not in filled))
        filled |= self.found.filled[sheet.name]
        for ref, below in answers_under(lines, printed, partial(only_asked, sheet), partial(row_named, sheet)):
            if below is None:
                self.found.doubt(sheet, {ref: UNDECIDED})
            elif ref not in filled:
                self.found.tell(sheet, [(ref, below)])
        self.found.contradict(sheet, otherwise_said(sheet, told))
        if has_unnamed(told):
            self.found.doubt(sheet, dict.fromkeys(self.found.missing(sheet), UNNAMED))
        self.found.doubt(sheet, dict(untold_lines(sheet, told)))

    def form_field(self, field: Field) -> None:
        """A form of ours names each field by its cell."""
        name, _, ref = unquote(field.name).partition("/")
        for sheet in self.sheets:
            if sheet.name == name:
                self.found.write(sheet, [(ref, field.text, field.where)])
                self.forms.add(name)

    def read_lines(self) -> None:
        """What was written outside tables, once it is known what the tables hold."""
        for sheet in self.sheets:
            if sheet.name in self.forms:
                continue  # all around a form's fields is what we printed
            if not (lines := self.lines[sheet.name]):
                continue
            if is_named(sheet):
                self._read_named_lines(sheet, lines)
                continue
            told = told_in_lines(sheet, lines, self.found.filled[sheet.name])
            self.found.tell(sheet, told.answers)
            self.found.doubt(sheet, told.doubts)
        if self.stray:
            answered = {it.partition("/")[0] for it in self.found.cells} | {*self.found.loose}
            self.found.loose |= {it.name: self.stray for it in self.sheets if it.name not in answered}


def _sentences_of(part: Part) -> Iterator[str]:
    """«La red tiene en total 8321 parámetros.»: lines under a table, which a spreadsheet pads to its width."""
    for _, row in part.rows:
        text = lone_text(row)
        if text and not is_total([text]) and any(map(str.isdigit, text)) and _says_more(text):
            yield text


def _only_total(part: Part) -> str:
    """The total where nothing else of a table's part holds a number: the rest of it stands before."""
    numbers = [row for _, row in part.rows if _COUNTED.search("".join(row))]
    return total_of_row(numbers[0], None) if len(numbers) == 1 and is_total(numbers[0]) else ""


def _says_more(title: str) -> bool:
    """«Ejemplo 1: FC1 tiene 8192 pesos»: a title and an answer in one line."""
    return tells_quantity(title) or "=" in title or "total" in title.lower()
