"""A student's table: which row is which layer, which column which quantity, and how well it fits an exercise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from grader import spanish
from grader.check.headings import is_fused, is_layer_heading, is_trap, quantities
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
_DEPTH = re.compile(r".*:\s*\d+-\d+")
"""torchinfo's `Conv2d: 1-1`: there a row without such a number is the whole model."""
_ENDS = re.compile(r"\s*(?:→|->|=>|/|\||×|x|y|,|;|-|–)\s*")

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

    def on(self, sheet: Sheet) -> Placed:
        """The part read as this sheet's table."""
        columns = self._columns(sheet)
        tensors = self._tensors(sheet)
        names = self._names() if columns or tensors else []
        layers = self._layers(names, sheet) if names else {}
        placed = Placed(self, sheet, columns, layers, tensors, names)
        placed.fit = placed.how_well()
        return placed

    def _columns(self, sheet: Sheet) -> dict[int, str]:
        """Place of a column → quantity; by position when the table has no header but the sheet's own width."""
        if not self.header:
            width = max((len(row) for _, row in self.rows), default=0)
            return dict(enumerate(sheet.columns, start=1)) if width == len(sheet.columns) + 1 else {}
        found: dict[str, int] = {}
        for i, options in _options(self.header, sheet.columns):
            for quantity in options:
                if quantity not in found or (self._is_prose(found[quantity]) and not self._is_prose(i)):
                    found[quantity] = i
                    break
        return {i: quantity for quantity, i in found.items() if quantity == "detail" or not self._is_prose(i)}

    def _is_prose(self, column: int) -> bool:
        """Whether most of a column describes layers: «Parameters» may head the hyperparameters."""
        texts = [text for _, row in self.rows if column < len(row) and (text := row[column]) and not text.isdigit()]
        wordy = sum(_is_wordy(text) for text in texts)
        return wordy > 1 and wordy * 2 > sum(column < len(row) and bool(row[column].strip()) for _, row in self.rows)

    def _names(self) -> list[str]:
        column = _name_column(self.header)
        names = [row[column] if column < len(row) else "" for _, row in self.rows]
        return ["" if is_total(row) else name for name, (_, row) in zip(names, self.rows, strict=True)]

    def _layers(self, names: list[str], sheet: Sheet) -> dict[int, str]:
        """Place of a row → layer."""
        if any(map(_DEPTH.fullmatch, names)):
            names[:] = [name if _DEPTH.fullmatch(name) else "" for name in names]
        by_ends = _by_arrow(tuple(names), sheet) if any(map(_ARROW.search, names)) else {}
        return by_ends or row_names(sheet).match(names)

    def _tensors(self, sheet: Sheet) -> dict[int, str]:
        """Place of a row → ref, where rows are a layer's weights or biases by name."""
        found = {i: it for i, (_, row) in enumerate(self.rows) if row and (it := _tensor(row[0]))}
        named = {i: (row_names(sheet).named(layer), kind) for i, (layer, kind) in found.items()}
        return {i: f"{layer}/{kind}" for i, (layer, kind) in named.items() if layer}


@dataclass(slots=True)
class Placed:
    """A part as the table of one exercise."""

    part: Part
    sheet: Sheet
    columns: dict[int, str]
    layers: dict[int, str]
    tensors: dict[int, str]
    names: list[str]
    fit: int = field(default=0)
    """How well the table fits the sheet; 0 when no answer would be found."""

    def how_well(self) -> int:
        if self.tensors:
            return 4 * len(self.tensors)
        columns, layers = self.columns, self.layers
        if not columns or not layers:
            return 0
        strangers = len(self.part.rows) - len(layers) - sum(is_total(row) for _, row in self.part.rows)
        missing = len(self.sheet.rows) - len(set(layers.values()))
        printed = self._agreement()
        return max(1, 4 * len(layers) + 2 * len(columns) + 4 * printed - 3 * missing - 3 * strangers)

    def _agreement(self) -> int:
        """How many of the values that the worksheet prints stand where they should."""
        printed = _printed(self.sheet)
        places = {quantity: column for column, quantity in self.columns.items()}
        found = 0
        for i, layer in self.layers.items():
            row = self.part.rows[i][1]
            for quantity, text in printed.get(layer, ()):
                column = places.get(quantity, len(row))
                found += column < len(row) and normalise(row[column]) == text
        return found

    def strangers(self) -> list[str]:
        """Names of rows that hold numbers and may be layers of the sheet, but nobody can tell which."""
        return [
            self.names[i].strip()
            for i, (_, row) in enumerate(self.part.rows)
            if i not in self.layers
            and i not in self.tensors
            and self.names[i].strip()
            and row_names(self.sheet).may_be(self.names[i])
            and any(any(c.isdigit() for c in row[column]) for column in self.columns if column < len(row))
        ]

    def doubts(self) -> dict[str, str]:
        """Ref → reason, for what is asked, has no column of its own, and may stand under a heading that nobody knows."""
        told = {"inputs", "outputs"} if "ends" in self.columns.values() else set(self.columns.values())
        missing = [quantity for quantity in self.sheet.columns if quantity not in told and quantity != "detail"]
        unknown = [heading for i, heading in enumerate(self.part.header) if missing and self._is_unknown(i, heading)]
        if fused := next(filter(is_fused, self.part.header), ""):
            missing, unknown = [*self.sheet.columns], [fused]
        if not unknown:
            return {}
        reason = f"No supe qué hay en la columna «{unknown[0].strip()}»."
        return {f"{layer}/{quantity}": reason for layer in self.layers.values() for quantity in missing}

    def _is_unknown(self, column: int, heading: str) -> bool:
        """Whether nobody can tell what a column of numbers is."""
        if column in self.columns or not heading.strip() or is_layer_heading(heading) or is_trap(heading):
            return False
        if quantities(heading):
            return False
        texts = [row[column] for i, (_, row) in enumerate(self.part.rows) if i in self.layers and column < len(row)]
        return sum(any(c.isdigit() for c in text) for text in texts) * 2 > len(self.layers)

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Ref, raw text and place of every answer."""
        if any(map(is_fused, self.part.header)):
            return
        params = next((column for column, quantity in self.columns.items() if quantity == "params"), None)
        kept = [(column, quantity) for column, quantity in self.columns.items() if quantity != "detail"]
        for i, (number, row) in enumerate(self.part.rows):
            if i in self.tensors:
                yield self.tensors[i], row[-1], f"fila {number}"
            elif i in self.layers:
                for column, quantity in kept:
                    raw = row[column] if column < len(row) else ""
                    yield from self._cell(self.layers[i], quantity, raw, self._place(number, column))
            elif is_total(row):
                yield self.sheet.total, total_of_row(row, params), self._place(number, None)

    def _cell(self, layer: str, quantity: str, raw: str, place: str) -> Iterator[tuple[str, str, str]]:
        if quantity != "ends":
            yield f"{layer}/{quantity}", raw, place
            return
        ends = _ENDS.split(raw.strip())
        for end, text in zip(("inputs", "outputs"), ends if len(ends) == 2 else (raw, raw), strict=True):
            yield f"{layer}/{end}", text, place

    def _place(self, number: int, column: int | None) -> str:
        if self.part.turned:
            return f"columna {number}" if column is None else f"fila {column + 1}, columna {number}"
        return f"fila {number}" if column is None else f"fila {number}, columna {column + 1}"


@lru_cache(maxsize=2048)
def _options(header: tuple[str, ...], columns: tuple[str, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Place of each heading and what may stand under it, of what the sheet has."""
    wanted = {*columns, "ends"} if "inputs" in columns else set(columns)
    found = ((i, tuple(q for q in quantities(heading) if q in wanted)) for i, heading in enumerate(header))
    return tuple((i, options) for i, options in found if options)


@lru_cache(maxsize=2048)
def _name_column(header: tuple[str, ...]) -> int:
    return next((i for i, heading in enumerate(header) if is_layer_heading(heading)), 0)


@lru_cache(maxsize=8192)
def _is_wordy(text: str) -> bool:
    return bool(_WORDS.search(text))


@lru_cache(maxsize=8192)
def _tensor(text: str) -> tuple[str, str] | None:
    found = _TENSOR.fullmatch(text.strip())
    return (found["layer"], _TENSORS[found["kind"].lower()]) if found else None


@lru_cache(maxsize=1024)
def _printed(sheet: Sheet) -> dict[str, list[tuple[str, str]]]:
    """Layer → quantity and text of what the worksheet prints in its row."""
    known, found = answers(sheet), dict[str, list[tuple[str, str]]]()
    for ref, cell in sheet.cells.items():
        layer, _, quantity = ref.rpartition("/")
        if cell.role is Role.GIVEN:
            found.setdefault(layer, []).append((quantity, normalise(spanish.value(known[ref]))))
    return found


def _by_arrow(names: tuple[str, ...], sheet: Sheet) -> dict[int, str]:
    """«128 → 64», «Entrada(4) → Oculta1(5)»: a row is named by how many neurons it joins."""
    known = answers(sheet)
    ends = {
        (str(known[f"{row.layer}/inputs"]), str(known[f"{row.layer}/outputs"])): row.layer
        for row in sheet.rows
        if f"{row.layer}/inputs" in known
    }
    said = {i: tuple(_last_number(end) for end in _ARROW.split(name)) for i, name in enumerate(names)}
    return {i: ends[pair] for i, pair in said.items() if pair in ends}


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
    known = sum(bool(quantities(text)) for text in row)
    return known >= 2 or (known == 1 and any(map(is_layer_heading, row)))


def _merged(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """A heading of two rows, «Neuronas» over «Entrada» and «Salida»: the lower one tells more."""
    upper = (*upper, *[""] * (len(lower) - len(upper)))
    lower = (*lower, *[""] * (len(upper) - len(lower)))
    return tuple(below if below.strip() else above for above, below in zip(upper, lower, strict=True))


def turned(rows: Sequence[tuple[str, ...]]) -> Part | None:
    """A table whose layers stand side by side: the quantities are in its first column."""
    labels = [row[0] if row else "" for row in rows]
    known = sum(bool(quantities(text)) for text in labels[1:])
    if known < 2 or known <= sum(map(bool, map(quantities, rows[0]))) or min(map(len, rows)) < 2:
        return None
    width = max(map(len, rows))
    columns = [tuple(row[i] if i < len(row) else "" for row in rows) for i in range(width)]
    header = (columns[0][0] or "Capa", *columns[0][1:])
    return Part(header, tuple(enumerate(columns[1:], start=2)), turned=True)


def _last_number(text: str) -> str:
    numbers = re.findall(r"\d+", text)
    return numbers[-1] if numbers else ""
