"""What was found so far for the cells of the exercises, and which cells may still stand somewhere in the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.check.match.placed_cells import Answer
from grader.model import Role, Sheet, Written


@dataclass(slots=True)
class Found:
    """Paths are `exercise/LAYER/quantity`; refs are those of one sheet."""

    cells: dict[str, list[Written]] = field(default_factory=lambda: defaultdict(list))
    filled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Exercise → the refs where something stands."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Path → why a person has to look, in Spanish, unless it is answered elsewhere."""
    loose: dict[str, str] = field(default_factory=dict)
    """Exercise → what could not be placed in it, in Spanish."""
    columns: dict[str, set[str]] = field(default_factory=dict)
    """Exercise → the quantities that a row of a layer which nobody can tell holds; without it, any."""
    unplaced: set[str] = field(default_factory=set)
    """Names of the exercises that a table may be of which fits none: any of their cells may stand there."""

    def write(self, sheet: Sheet, answers: Iterable[Answer], where: str = "") -> None:
        """All that one place answers; `where` that is, in Spanish, before each answer's own."""
        cells, filled, name, before = sheet.cells, self.filled[sheet.name], sheet.name, f"{where}, " if where else ""
        for ref, raw, spot in answers:
            cell = cells.get(ref)
            if cell and cell.role is Role.ASKED:
                self.cells[f"{name}/{ref}"].append(Written(raw, before + spot))
                if raw and not raw.isspace():
                    filled.add(ref)

    def tell(self, sheet: Sheet, told: Iterable[tuple[str, Written]]) -> None:
        """What lines answer: each says itself where it stands."""
        self.write(sheet, ((ref, it.raw, it.where) for ref, it in told))

    def contradict(self, sheet: Sheet, told: Iterable[tuple[str, Written]]) -> None:
        """What lines say of a cell that is answered, and that none of its answers says: both stand there then."""
        for ref, written in told:
            said = [it.raw for it in self.cells.get(path(sheet, ref), ())]
            if any(said) and not any(re.search(rf"(?<!\d){re.escape(written.raw)}(?!\d)", raw) for raw in said):
                self.tell(sheet, [(ref, written)])

    def doubt(self, sheet: Sheet, doubts: Mapping[str, str]) -> None:
        self.doubts |= {path(sheet, ref): reason for ref, reason in doubts.items()}

    def missing(self, sheet: Sheet) -> list[str]:
        """Refs that are asked, of which nothing was found and for which no person waits yet."""
        filled, waiting = self.filled[sheet.name], self.open_cells([sheet])
        asked = (ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED and ref not in filled)
        return [ref for ref in asked if path(sheet, ref) not in waiting]

    def texts(self, sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
        """The refs for which something stands, each with all that answers it."""
        return ((ref, [it.raw for it in self.cells[path(sheet, ref)]]) for ref in self.filled[sheet.name])

    def lose_rows(self, sheet: Sheet, reason: str, quantities: Iterable[str]) -> None:
        """Rows of layers that nobody can tell hold these quantities."""
        self.loose[sheet.name] = reason
        self.columns.setdefault(sheet.name, set()).update(quantities)

    def lose_table(self, sheets: Sequence[Sheet], reason: str) -> None:
        """A whole table that is of one of these exercises, and of which nobody can tell."""
        self.loose |= {sheet.name: reason for sheet in sheets if sheet.name not in self.loose}
        self.unplaced |= {sheet.name for sheet in sheets}

    def settle(self) -> None:
        """A cell left blank where it was looked for is not found, when its answer may stand elsewhere."""
        if not (self.doubts or self.unplaced):
            return
        for it in [*self.cells]:
            name, _, ref = it.partition("/")
            if ref not in self.filled[name] and (
                it in self.doubts or (name in self.unplaced and not self.filled[name])
            ):
                del self.cells[it]

    def open_cells(self, sheets: Sequence[Sheet]) -> dict[str, str]:
        """Path → reason, of what was found nowhere and may be somewhere."""
        doubts = {it: reason for it, reason in self.doubts.items() if it not in self.cells}
        return doubts | {path(sheet, ref): self.loose[sheet.name] for sheet in sheets for ref in self._lost(sheet)}

    def _lost(self, sheet: Sheet) -> Iterator[str]:
        """All that is missing where a table was lost; where rows were, what they hold of the layers without one."""
        if sheet.name not in self.loose:
            return
        layers = {it.rpartition("/")[0] for it in self.cells}
        columns = self.columns.get(sheet.name, sheet.columns)
        for ref, cell in sheet.cells.items():
            layer, _, quantity = path(sheet, ref).rpartition("/")
            of_rows = ref != sheet.total and layer not in layers and quantity in columns
            if cell.role is Role.ASKED and path(sheet, ref) not in self.cells:
                yield from [ref] if sheet.name in self.unplaced or of_rows else []


def path(sheet: Sheet, ref: str) -> str:
    return f"{sheet.name}/{ref}"
