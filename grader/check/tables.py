"""A student's table: which row is which layer, which column which quantity, and how well it fits an exercise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader import spanish
from grader.check.headings import is_layer_heading, quantities
from grader.check.rows import row_names
from grader.check.totals import is_total, total_of_row
from grader.evaluate import answers
from grader.model import Role, Sheet, Table
from grader.names import normalise

_ARROW = re.compile(r"→|->|=>|⟶")
_TENSOR = re.compile(r"(?P<layer>.+?)[._/ ](?P<kind>weight|bias|kernel)", re.IGNORECASE)
_TENSORS = {"weight": "weights", "kernel": "weights", "bias": "biases"}
"""PyTorch and Keras list a layer's tensors one a row: `conv1.weight`, `dense/kernel`."""
_WORDS = re.compile(r"filt|kernel|strid|padd|pool|relu|softmax|unid|units|clases|dropout|tasa|rate", re.IGNORECASE)
"""What a column of hyperparameters says («32 filters, 3×3»)."""


@dataclass(frozen=True, slots=True)
class Part:
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
        found: dict[str, int] = {}
        for i, heading in enumerate(self.header):
            for quantity in quantities(heading):
                if quantity in sheet.columns and (quantity not in found or self._better(i, found[quantity])):
                    found[quantity] = i
                    break
        return {i: quantity for quantity, i in found.items() if quantity == "detail" or not self._is_prose(i)}

    def _better(self, column: int, other: int) -> bool:
        """Of two columns for one quantity, the one that holds answers rather than words."""
        return self._is_prose(other) and not self._is_prose(column)

    def _is_prose(self, column: int) -> bool:
        """Whether most of a column describes layers: «Parameters» may head the hyperparameters."""
        texts = [row[column] for _, row in self.rows if column < len(row) and row[column].strip()]
        wordy = sum(bool(_WORDS.search(text)) for text in texts)
        return wordy > 1 and wordy * 2 > len(texts)

    def layers(self, sheet: Sheet) -> dict[int, str]:
        """Place of a row → layer."""
        names = self._names()
        return self._by_arrow(names, sheet) or row_names(sheet).match(names)

    def _names(self) -> list[str]:
        column = next((i for i, heading in enumerate(self.header) if is_layer_heading(heading)), 0)
        names = [row[column] if column < len(row) else "" for _, row in self.rows]
        return ["" if is_total(row) else name for name, (_, row) in zip(names, self.rows, strict=True)]

    def _by_arrow(self, names: Sequence[str], sheet: Sheet) -> dict[int, str]:
        """«128 → 64», «Entrada(4) → Oculta1(5)»: a row is named by how many neurons it joins."""
        known = answers(sheet)
        ends = {
            (str(known[f"{row.layer}/inputs"]), str(known[f"{row.layer}/outputs"])): row.layer
            for row in sheet.rows
            if f"{row.layer}/inputs" in known
        }
        said = {i: tuple(_last_number(end) for end in _ARROW.split(name)) for i, name in enumerate(names)}
        return {i: ends[pair] for i, pair in said.items() if pair in ends}

    def fit(self, sheet: Sheet) -> int:
        """How well the table fits the sheet; 0 when no answer would be found."""
        columns, layers = self.columns(sheet), self.layers(sheet)
        tensors = self._tensors(sheet)
        if tensors:
            return 4 * tensors
        if not columns or not layers:
            return 0
        strangers = len(self.rows) - len(layers) - sum(is_total(row) for _, row in self.rows)
        missing = len(sheet.rows) - len(set(layers.values()))
        printed = self._agreement(sheet, columns, layers)
        return max(1, 4 * len(layers) + 2 * len(columns) + 4 * printed - 3 * missing - 3 * strangers)

    def _tensors(self, sheet: Sheet) -> int:
        """How many rows are a layer's weights or biases by name."""
        found = [_TENSOR.fullmatch(row[0].strip()) for _, row in self.rows if row]
        return sum(bool(row_names(sheet).named(it["layer"])) for it in found if it)

    def _agreement(self, sheet: Sheet, columns: dict[int, str], layers: dict[int, str]) -> int:
        """How many of the values that the worksheet prints stand where they should."""
        known = answers(sheet)
        found = 0
        for i, layer in layers.items():
            row = self.rows[i][1]
            for column, quantity in columns.items():
                cell = sheet.cells.get(f"{layer}/{quantity}")
                if cell and cell.role is Role.GIVEN and column < len(row):
                    found += normalise(row[column]) == normalise(spanish.value(known[cell.ref]))
        return found

    def strangers(self, sheet: Sheet) -> list[str]:
        """Names of rows that hold numbers and may be layers of the sheet, but nobody can tell which."""
        columns, layers = self.columns(sheet), self.layers(sheet)
        names = self._names()
        return [
            names[i].strip()
            for i, (_, row) in enumerate(self.rows)
            if i not in layers
            and names[i].strip()
            and row_names(sheet).may_be(names[i])
            and any(any(c.isdigit() for c in row[column]) for column in columns if column < len(row))
        ]

    def cells(self, sheet: Sheet) -> Iterator[tuple[str, str, str]]:
        """Ref, raw text and place of every answer."""
        columns, layers = self.columns(sheet), self.layers(sheet)
        params = next((column for column, quantity in columns.items() if quantity == "params"), None)
        for i, (number, row) in enumerate(self.rows):
            tensor = _TENSOR.fullmatch(row[0].strip()) if row else None
            if tensor and (layer := row_names(sheet).named(tensor["layer"])):
                yield f"{layer}/{_TENSORS[tensor['kind'].lower()]}", row[-1], f"fila {number}"
            elif i in layers:
                for column, quantity in columns.items():
                    raw = row[column] if column < len(row) else ""
                    yield f"{layers[i]}/{quantity}", raw, f"fila {number}, columna {column + 1}"
            elif is_total(row):
                yield sheet.total, total_of_row(row, params), f"fila {number}"


def parts(table: Table) -> Iterator[Part]:
    """The table cut where a new header begins."""
    header: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, row in enumerate(table.rows, start=1):
        if _is_header(row):
            if rows:
                yield Part(header, tuple(rows))
            header, rows = row, []
        elif any(row):
            rows.append((number, row))
    if rows:
        yield Part(header, tuple(rows))


def _is_header(row: Sequence[str]) -> bool:
    known = sum(bool(quantities(text)) for text in row)
    return known >= 2 or (known == 1 and any(map(is_layer_heading, row)))


def _last_number(text: str) -> str:
    numbers = re.findall(r"\d+", text)
    return numbers[-1] if numbers else ""
