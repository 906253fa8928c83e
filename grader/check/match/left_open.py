"""What a placed table leaves open: rows of no layer, columns of no quantity, and the cells that they may answer."""

from __future__ import annotations

import re

from grader.check.match.columns import PAIRS, two_counts
from grader.check.match.headings import is_layer_heading, is_trap, quantities
from grader.check.match.placed import Placed
from grader.check.match.rows import row_names

_COUNTED = re.compile(r"[1-9]")
_SEVERAL = 2
"""Numbers in a row without a name that may be a layer's of its own; one alone is a piece of another row, or a sum."""
_COLUMN = "No supe qué hay en la columna «{}»."
_ONE_FOR_BOTH = "En «{}» no supe cuáles son los pesos y cuáles los sesgos."
_MERGED = "La fila «{}» parece juntar las respuestas de varias capas."
_NAMELESS = "No supe de qué capa es «{}», que está en una fila sin nombre."


def strangers(placed: Placed) -> list[str]:
    """Names of rows that hold numbers and may be layers of the sheet, but nobody can tell which."""
    return [placed.names[row].strip() or "una sin nombre" for row in placed.others if _may_be_layer(placed, row)]


def _may_be_layer(placed: Placed, row: int) -> bool:
    told = sum(bool(_COUNTED.search(placed.text(row, column))) for column in placed.columns)
    if placed.names[row].strip():
        return bool(told) and row_names(placed.sheet).may_be(placed.names[row])
    return told >= _SEVERAL


def held_quantities(placed: Placed) -> set[str]:
    """What the columns hold, and what may stand under a heading that nobody knows."""
    if any(_is_unknown(placed, i, heading) for i, heading in enumerate(placed.part.header)):
        return {*placed.sheet.columns}
    return placed.quantities


def open_cells(placed: Placed) -> dict[str, str]:
    """Ref → reason, for what is asked and was not found, but may stand where nobody can tell what it is."""
    return _unknown_columns(placed) | _swallowed(placed) | _beside_nameless(placed) | _undivided(placed)


def _undivided(placed: Placed) -> dict[str, str]:
    """Under «Pesos / Sesgos», what is no two counts."""
    columns = [column for column, quantity in placed.columns.items() if quantity == "both"]
    return {
        f"{layer}/{quantity}": _ONE_FOR_BOTH.format(placed.text(row, column).strip())
        for column in columns
        for row, layer in placed.layers.items()
        if not two_counts(placed.text(row, column))
        for quantity in PAIRS["both"]
    }


def _unknown_columns(placed: Placed) -> dict[str, str]:
    """What has no column, or a blank one, and may stand in its layer's row under a heading that nobody knows."""
    header = enumerate(placed.part.header)
    unknown = [(i, heading) for i, heading in header if _is_unknown(placed, i, heading)]
    if not unknown:
        return {}
    blank = [quantity for column, quantity in placed.columns.items() if _is_blank(placed, column)]
    missing = [quantity for quantity in placed.sheet.columns if quantity not in {*placed.quantities, "detail"}] + blank
    return {
        f"{layer}/{quantity}": _COLUMN.format(heading.strip())
        for column, heading in reversed(unknown)
        for row, layer in placed.layers.items()
        for quantity in missing
        if placed.text(row, column).strip() and placed.is_asked(f"{layer}/{quantity}")
    }


def _is_blank(placed: Placed, column: int) -> bool:
    return not any(placed.text(row, column).strip() for row in placed.layers)


def _is_unknown(placed: Placed, column: int, heading: str) -> bool:
    """Whether nobody can tell what a column of numbers is."""
    is_named = any(map(str.isalnum, heading))
    if column in placed.columns or is_layer_heading(heading) or quantities(heading):
        return False
    texts = [placed.text(row, column) for row in placed.layers]
    if is_trap(heading) if is_named else column == 0 and _is_index(texts, len(placed.part.rows)):
        return False
    answered = [text for text in texts if any(c.isalnum() and c != "0" for c in text)]
    return sum(any(c.isdigit() for c in text) for text in answered) * 2 > len(answered)


def _is_index(texts: list[str], rows: int) -> bool:
    """Whether a first column counts the rows, as a frame of pandas does, in whatever order they stand."""
    numbers = [int(text) for text in map(str.strip, texts) if text.isdecimal() and len(text) < 4]
    return len(numbers) == len(texts) == len(set(numbers)) and max(numbers, default=0) <= rows


def _swallowed(placed: Placed) -> dict[str, str]:
    """The layers without a row, where another row has the answers of several."""
    if not placed.merged:
        return {}
    reason = _MERGED.format(placed.names[placed.merged[0]].strip())
    found = {*placed.layers.values(), *(layer for layers in placed.together.values() for layer in layers)}
    lost = (row.layer for row in placed.sheet.rows if row.layer not in found)
    refs = (f"{layer}/{quantity}" for layer in lost for quantity in placed.sheet.columns)
    return {ref: reason for ref in refs if placed.is_asked(ref)}


def _beside_nameless(placed: Placed) -> dict[str, str]:
    """The cells left blank in a column in which a row without a name has something."""
    return {
        f"{layer}/{quantity}": _NAMELESS.format(placed.text(row, column).strip())
        for row in placed.others
        if not placed.names[row].strip() and not sum_row(placed, row)
        for column, quantity in placed.columns.items()
        if quantity != "detail" and _COUNTED.search(placed.text(row, column))
        for at, layer in placed.layers.items()
        if not placed.text(at, column).strip()
    }


def sum_row(placed: Placed, row: int) -> str:
    """The lone number under all parameters, which is the total though nothing says so; else empty."""
    column = next((column for column, quantity in placed.columns.items() if quantity == "params"), -1)
    filled = [i for i, text in enumerate(placed.part.rows[row][1]) if text.strip()]
    if row not in placed.others or column < 0 or filled != [column] or row < max(placed.layers, default=row):
        return ""
    asked = {ref for ref in placed.sheet.cells if ref.endswith("/params") and placed.is_asked(ref)}
    told = {f"{layer}/params" for at, layer in placed.layers.items() if placed.text(at, column).strip()}
    structural = {ref for ref in asked if placed.sheet.cells[ref].structural}
    return placed.text(row, column) if asked - structural <= told else ""
