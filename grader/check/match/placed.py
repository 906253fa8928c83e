"""A part of a table as the table of one exercise: which row is which layer, how well it fits, what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from grader import spanish
from grader.check.match.columns import columns_of, name_column
from grader.check.match.headings import is_fused, is_layer_heading, is_trap, quantities
from grader.check.match.merged import holds_several, pieces, together
from grader.check.match.rows import row_names
from grader.check.match.tables import Part
from grader.check.match.totals import is_total, total_of_row
from grader.evaluate import answers
from grader.model import Role, Sheet
from grader.names import normalise

_ARROW = re.compile(r"→|->|=>|⟶")
_JOINED = re.compile(r"\s*\d+\s*(?:-|–|a|x|×|:|,|por|to)\s*\d+\s*")
"""A row called «512-256» by the sizes that it joins."""
_TENSOR = re.compile(r"(?P<layer>.+?)[._/ ](?P<kind>weight|bias|kernel)", re.IGNORECASE)
_TENSORS = {"weight": "weights", "kernel": "weights", "bias": "biases"}
"""PyTorch and Keras list a layer's tensors one a row: `conv1.weight`, `dense/kernel`."""
_DEPTH = re.compile(r".*:\s*\d+-\d+")
"""torchinfo's `Conv2d: 1-1`: there a row without such a number is the whole model."""
_ENDS = re.compile(r"\s*(?:→|->|=>|/|\||×|x|y|,|;|-|–)\s*")

_NUMBER = re.compile(r"\d+")
_TOLD = re.compile(r"=|:\s*\d")
_CUT = re.compile(r"\b(?:de|del|la|el|los|las|en|y)\s*$", re.IGNORECASE)
"""How a label ends whose rest stands in another line."""
_NAMELESS = 2
"""Numbers in a row without a name that may be a layer's; one alone is a sum."""


@dataclass(slots=True)
class Placed:
    """A part as the table of one exercise."""

    part: Part
    sheet: Sheet
    columns: dict[int, str]
    layers: dict[int, str]
    tensors: dict[int, str]
    names: list[str]
    together: dict[int, tuple[str, ...]]
    """Place of a row → the several layers that it names."""
    fit: int = field(default=0)
    """How well the table fits the sheet; 0 when no answer would be found."""

    def how_well(self) -> int:
        if self.tensors:
            return 4 * len(self.tensors)
        columns, layers = self.columns, self.layers
        if not columns or not (layers or self.together):
            return 0
        strangers = len(self.part.rows) - len(layers) - sum(is_total(row) for _, row in self.part.rows)
        missing = len(self.sheet.rows) - len(set(layers.values()))
        printed = self._agreement()
        return max(1, 4 * len(layers) + 2 * len(columns) + 4 * printed - 3 * missing - 3 * strangers)

    def fits_columns(self) -> bool:
        """Whether every quantity of the header is one that the sheet asks for or prints."""
        known = {*self.sheet.columns, "detail", "ends"}
        return all(known & {*options} for heading in self.part.header if (options := quantities(heading)))

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
        found = {*self.layers, *self.together, *self.tensors}
        left = [i for i in range(len(self.part.rows)) if i not in found]
        return [self.names[i].strip() or "una sin nombre" for i in left if self._may_be_layer(i)]

    def _may_be_layer(self, row: int) -> bool:
        told = sum(bool(_NUMBER.search(self._text(row, column).replace("0", ""))) for column in self.columns)
        if self.names[row].strip():
            return bool(told) and row_names(self.sheet).may_be(self.names[row])
        texts = self.part.rows[row][1]
        return told >= _NAMELESS and not (is_total(texts) or _is_line(texts))

    def quantities(self) -> set[str]:
        """What its columns hold, and what may stand under a heading that nobody knows."""
        told = (
            {"inputs", "outputs", *self.columns.values()}
            if "ends" in self.columns.values()
            else {*self.columns.values()}
        )
        unknown = any(self._is_unknown(i, heading) for i, heading in enumerate(self.part.header))
        return {*self.sheet.columns} if unknown else told

    def doubts(self) -> dict[str, str]:
        """Ref → reason, for what is asked and was not found, but may stand where nobody can tell what it is."""
        return self._unknown_columns() | self._swallowed()

    def _unknown_columns(self) -> dict[str, str]:
        """What has no column and may stand in its layer's row under a heading that nobody knows."""
        told = {"inputs", "outputs"} if "ends" in self.columns.values() else set(self.columns.values())
        told -= {quantity for column, quantity in self.columns.items() if self._is_blank(column)}
        missing = [quantity for quantity in self.sheet.columns if quantity not in told and quantity != "detail"]
        header = enumerate(self.part.header)
        unknown = [(i, heading) for i, heading in header if missing and self._is_unknown(i, heading)]
        return {
            f"{layer}/{quantity}": f"No supe qué hay en la columna «{heading.strip()}»."
            for column, heading in reversed(unknown)
            for row, layer in self.layers.items()
            for quantity in missing
            if self._text(row, column).strip()
        }

    def _swallowed(self) -> dict[str, str]:
        """The layers without a row, where another row has the answers of several."""
        rows = self._merged()
        found = {*self.layers.values(), *(layer for layers in self.together.values() for layer in layers)}
        reasons = [f"La fila «{self.names[row].strip()}» parece juntar las respuestas de varias capas." for row in rows]
        lost = (row.layer for row in self.sheet.rows if row.layer not in found)
        refs = (f"{layer}/{quantity}" for layer in lost for quantity in self.sheet.columns)
        return dict.fromkeys((ref for ref in refs if self._is_asked(ref)), reasons[0]) if rows else {}

    def _is_asked(self, ref: str) -> bool:
        return ref in self.sheet.cells and self.sheet.cells[ref].role is Role.ASKED

    def _merged(self) -> list[int]:
        """Places of the rows that were taken for one layer's and have the answers of more."""
        return [row for row in self.layers if holds_several(self._text(row, column) for column in self.columns)]

    def _is_blank(self, column: int) -> bool:
        return not any(self._text(row, column).strip() for row in self.layers)

    def _text(self, row: int, column: int) -> str:
        texts = self.part.rows[row][1]
        return texts[column] if column < len(texts) else ""

    def _is_unknown(self, column: int, heading: str) -> bool:
        """Whether nobody can tell what a column of numbers is."""
        is_named = any(map(str.isalnum, heading))
        if column in self.columns or is_layer_heading(heading) or (is_named and is_trap(heading)):
            return False
        if quantities(heading):
            return False
        texts = [row[column] for i, (_, row) in enumerate(self.part.rows) if i in self.layers and column < len(row)]
        if not is_named and _is_index(texts):
            return False
        answered = [text for text in texts if any(c.isalnum() and c != "0" for c in text)]
        return sum(any(c.isdigit() for c in text) for text in answered) * 2 > len(answered)

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Ref, raw text and place of every answer."""
        doubts = self.doubts()
        yield from (it for it in self._told() if it[1].strip() or it[0] not in doubts)

    def _told(self) -> Iterator[tuple[str, str, str]]:
        params = next((column for column, quantity in self.columns.items() if quantity == "params"), None)
        kept = [(column, quantity) for column, quantity in self.columns.items() if quantity != "detail"]
        unsure = self.layers if any(map(is_fused, self.part.header)) else self._merged()
        for i, (number, row) in enumerate(self.part.rows):
            if i in unsure:  # the whole row, for a person: nobody knows what is whose
                for quantity in self.sheet.columns:
                    yield f"{self.layers[i]}/{quantity}", " | ".join(row[1:]), self._place(number, None)
            elif i in self.together:
                yield from self._apart(self.together[i], kept, row, number)
            elif i in self.tensors:
                yield self.tensors[i], row[-1], f"fila {number}"
            elif i in self.layers:
                for column, quantity in kept:
                    raw = row[column] if column < len(row) else ""
                    yield from self._cell(self.layers[i], quantity, raw, self._place(number, column))
            elif is_total(row):
                cut = next((text for text in row if _CUT.search(text)), "")
                yield self.sheet.total, total_of_row(row, params) or cut, self._place(number, None)

    def _apart(
        self, layers: tuple[str, ...], kept: list[tuple[int, str]], row: tuple[str, ...], number: int
    ) -> Iterator[tuple[str, str, str]]:
        """Rows that stuck together, «POOL1 Flatten» over «0 0»: one text for each; else all of it, for a person."""
        for column, quantity in kept:
            raw = row[column] if column < len(row) else ""
            raw = "" if self._is_printed(raw, layers, quantity) else raw
            texts = pieces(raw, len(layers)) or [" | ".join(row) if raw.strip() else ""] * len(layers)
            for layer, text in zip(layers, texts, strict=True):
                yield from self._cell(layer, quantity, text, self._place(number, column))

    def _is_printed(self, raw: str, layers: tuple[str, ...], quantity: str) -> bool:
        """Whether the text is only what the worksheet itself prints there."""
        known = answers(self.sheet)
        cells = [self.sheet.cells.get(f"{layer}/{quantity}") for layer in layers]
        given = [spanish.value(known[cell.ref]) for cell in cells if cell and cell.role is Role.GIVEN]
        return normalise(raw) in map(normalise, given)

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


def _is_index(texts: list[str]) -> bool:
    """Whether a column counts the rows, as a frame of pandas does."""
    numbers = [int(text) for text in map(str.strip, texts) if text.isdecimal() and len(text) < 4]
    return len(numbers) == len(texts) and numbers[:1] in ([0], [1]) and all(b == a + 1 for a, b in pairwise(numbers))


def place(part: Part, sheet: Sheet) -> Placed:
    """The part read as this sheet's table."""
    columns = columns_of(part, sheet)
    tensors = _tensors(part, sheet)
    names = _names(part) if columns or tensors else []
    layers = _layers(names, sheet) if names else {}
    stuck = together(names, layers, sheet) if columns and len(layers) < len(names) else {}
    placed = Placed(part, sheet, columns, layers, tensors, names, stuck)
    placed.fit = placed.how_well()
    return placed


def _names(part: Part) -> list[str]:
    column = name_column(part.header)
    names = [row[column] if column < len(row) else "" for _, row in part.rows]
    return ["" if is_total(row) or _is_line(row) else name for name, (_, row) in zip(names, part.rows, strict=True)]


def _is_line(row: tuple[str, ...]) -> bool:
    """«CONV1: sesgos = 8» in a row of its own is a line under the table, no layer left blank."""
    filled = [text for text in row if text.strip()]
    return len(filled) == 1 and len(row) > 1 and bool(_TOLD.search(filled[0]))


def _layers(names: list[str], sheet: Sheet) -> dict[int, str]:
    """Place of a row → layer."""
    if any(map(_DEPTH.fullmatch, names)):
        names[:] = [name if _DEPTH.fullmatch(name) else "" for name in names]
    joined = any(map(_ARROW.search, names)) or any(map(_JOINED.fullmatch, names))
    by_ends = _by_arrow(tuple(names), sheet) if joined else {}
    return by_ends or row_names(sheet).match(names)


def _tensors(part: Part, sheet: Sheet) -> dict[int, str]:
    """Place of a row → ref, where rows are a layer's weights or biases by name."""
    found = {i: it for i, (_, row) in enumerate(part.rows) if row and (it := _tensor(row[0]))}
    named = {i: (row_names(sheet).named(layer), kind) for i, (layer, kind) in found.items()}
    return {i: f"{layer}/{kind}" for i, (layer, kind) in named.items() if layer}


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
    said = {
        i: tuple(_NUMBER.findall(name) if _JOINED.fullmatch(name) else map(_last_number, _ARROW.split(name)))
        for i, name in enumerate(names)
    }
    return {i: ends[pair] for i, pair in said.items() if pair in ends}


def _last_number(text: str) -> str:
    numbers = _NUMBER.findall(text)
    return numbers[-1] if numbers else ""
