"""A part of a table as the table of one exercise, and how well it fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from grader import spanish
from grader.check.match.columns import PAIRS, columns_of
from grader.check.match.headings import quantities
from grader.check.match.merged import holds_several, holds_two_shapes, together
from grader.check.match.row_layers import is_line, layers_of, names_of
from grader.check.match.singles import singles
from grader.check.match.tables import Part
from grader.check.match.totals import is_total
from grader.evaluate import answers
from grader.model import Role, Sheet
from grader.names import normalise
from grader.same import once_a_sheet


@dataclass(frozen=True)
class Placed:
    """A part read as a sheet's table. Rows and columns go by their place in the part, from 0."""

    part: Part
    sheet: Sheet
    columns: dict[int, str]
    """Place of a column → quantity."""
    layers: Mapping[int, str]
    """Place of a row → layer."""
    alone: dict[int, str]
    """Place of a row → the one ref that it answers."""
    names: list[str]
    """One a row; empty for what is no layer's."""
    together: dict[int, tuple[str, ...]]
    """Place of a row → the several layers that it names."""

    @cached_property
    def merged(self) -> list[int]:
        """Places of the rows that were taken for one layer's and have the answers of more."""
        lacks = len({*self.layers.values()}) < len(self.sheet.rows)
        found = []
        for row in self.layers:
            texts = self.part.rows[row][1]
            its = [texts[column] for column in self.columns if column < len(texts)]
            if holds_several(its) or (lacks and holds_two_shapes(its)):
                found.append(row)
        return found

    @cached_property
    def others(self) -> list[int]:
        """Places of the rows that are no layer's, no total and no line under the table."""
        found = {*self.layers, *self.together, *self.alone}
        rows = enumerate(row for _, row in self.part.rows)
        return [i for i, row in rows if i not in found and not is_total(row) and not is_line(row)]

    @property
    def fits(self) -> bool:
        """Whether any answer would be found."""
        return bool(self.alone or (self.columns and (self.layers or self.together)))

    @cached_property
    def fit(self) -> int:
        """How well the table fits the sheet; 0 when no answer would be found."""
        if self.alone or not self.fits:
            return 4 * len(self.alone)
        columns, layers = self.columns, self.layers
        totals = sum(is_total(row) for i, (_, row) in enumerate(self.part.rows) if i not in layers)
        strangers = len(self.part.rows) - len(layers) - totals
        missing = len(self.sheet.rows) - len(set(layers.values()))
        return max(1, 4 * len(layers) + 2 * len(columns) + 4 * self._agreement() - 3 * missing - 3 * strangers)

    def fits_columns(self) -> bool:
        """Whether every quantity of the header is one that the sheet asks for or prints."""
        known = {*self.sheet.columns, "detail", *PAIRS}
        return all(known & {*options} for heading in self.part.header if (options := quantities(heading)))

    @property
    def quantities(self) -> set[str]:
        """What the columns hold, two where one heads two."""
        return {each for it in self.columns.values() for each in PAIRS.get(it, (it,))}

    def text(self, row: int, column: int) -> str:
        """Empty where the row ends before."""
        texts = self.part.rows[row][1]
        return texts[column] if column < len(texts) else ""

    def is_asked(self, ref: str) -> bool:
        return ref in self.sheet.cells and self.sheet.cells[ref].role is Role.ASKED

    def _agreement(self) -> int:
        """How many of the values that the worksheet prints stand where they should."""
        printed = _printed(self.sheet)
        return sum(
            normalise(self.text(row, column)) == printed[ref]
            for row, layer in self.layers.items()
            for column, quantity in self.columns.items()
            if (ref := f"{layer}/{quantity}") in printed
        )


def place(part: Part, sheet: Sheet) -> Placed:
    """The part read as this sheet's table."""
    columns = columns_of(part, sheet)
    alone = singles(part, sheet)
    names = names_of(part, sheet) if columns or alone else []
    layers = layers_of(names, sheet) if names else {}
    stuck = together(names, layers, sheet) if columns and len(layers) < len(names) else {}
    return Placed(part, sheet, columns, layers, alone, names, stuck)


@once_a_sheet
def _printed(sheet: Sheet) -> dict[str, str]:
    """Ref → what the worksheet prints there."""
    known = answers(sheet)
    return {ref: normalise(spanish.value(known[ref])) for ref, cell in sheet.cells.items() if cell.role is Role.GIVEN}
