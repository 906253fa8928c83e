"""What a placed table answers: a ref, the text that stands there and where that is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from grader import spanish
from grader.check.match.columns import PAIRS, two_counts
from grader.check.match.headings import is_fused
from grader.check.match.left_open import sum_row
from grader.check.match.merged import pieces
from grader.check.match.placed import Placed
from grader.check.match.totals import is_total, total_of_row
from grader.evaluate import answers
from grader.model import Role
from grader.names import normalise

Answer = tuple[str, str, str]
"""Ref, raw text and place."""
Columns = Sequence[tuple[int, str]]
"""Place of a column and its quantity, the description left out."""

_ENDS = re.compile(r"\s*(?:→|->|=>|/|\||×|x|y|,|;|-|–)\s*")
_CUT = re.compile(r"\b(?:de|del|la|el|los|las|en|y)\s*$", re.IGNORECASE)
"""How a label ends whose rest stands in another line."""


def placed_cells(placed: Placed, doubts: Collection[str]) -> Iterator[Answer]:
    """Every answer; a cell left blank is none where its answer may stand elsewhere."""
    fused = any(map(is_fused, placed.part.header))
    kept = [(column, quantity) for column, quantity in placed.columns.items() if quantity != "detail"]
    for row in range(len(placed.part.rows)):
        told = _of_row(placed, row, kept, fused=fused)
        yield from (it for it in told if it[1].strip() or it[0] not in doubts) if doubts else told


def _of_row(placed: Placed, row: int, kept: Columns, *, fused: bool) -> Iterable[Answer]:
    if row in placed.layers and row not in placed.merged and not fused and row not in placed.alone:
        return _of_layer(placed, row, kept)
    return _of_any(placed, row, kept, fused=fused)


def _of_layer(placed: Placed, row: int, kept: Columns) -> list[Answer]:
    """Of the one layer that a row is about, as nearly all are."""
    layer, (number, texts), width = placed.layers[row], placed.part.rows[row], len(placed.part.rows[row][1])
    found: list[Answer] = []
    for column, quantity in kept:
        raw = texts[column] if column < width else ""
        where = _place(placed, row, column) if placed.part.turned else f"fila {number}, columna {column + 1}"
        if quantity in PAIRS:
            found += _two(layer, quantity, raw, where)
        else:
            found.append((f"{layer}/{quantity}", raw, where))
    return found


def _of_any(placed: Placed, row: int, kept: Columns, *, fused: bool) -> Iterator[Answer]:
    texts = placed.part.rows[row][1]
    if row in placed.layers and (row in placed.merged or fused):
        for quantity in placed.sheet.columns:  # the whole row, for a person: nobody knows what is whose
            yield f"{placed.layers[row]}/{quantity}", " | ".join(texts[1:]), _place(placed, row)
    elif row in placed.together:
        yield from _apart(placed, row, kept)
    elif row in placed.alone:
        yield placed.alone[row], texts[-1], _place(placed, row)
    elif is_total(texts):
        params = next((column for column, quantity in placed.columns.items() if quantity == "params"), None)
        cut = next((text for text in texts if _CUT.search(text)), "")
        yield placed.sheet.total, total_of_row(texts, params) or cut, _place(placed, row)
    elif total := sum_row(placed, row):
        yield placed.sheet.total, total, _place(placed, row)


def _apart(placed: Placed, row: int, kept: Columns) -> Iterator[Answer]:
    """Rows that stuck together, «POOL1 Flatten» over «0 0»: one text for each; else all of it, for a person."""
    layers = placed.together[row]
    for column, quantity in kept:
        raw = placed.text(row, column)
        raw = "" if _is_printed(placed, raw, layers, quantity) else raw
        whole = " | ".join(placed.part.rows[row][1]) if raw.strip() else ""
        texts = pieces(raw, len(layers)) or [whole] * len(layers)
        for layer, text in zip(layers, texts, strict=True):
            where = _place(placed, row, column)
            yield from (
                _two(layer, quantity, text, where) if quantity in PAIRS else [(f"{layer}/{quantity}", text, where)]
            )


def _is_printed(placed: Placed, raw: str, layers: tuple[str, ...], quantity: str) -> bool:
    """Whether the text is only what the worksheet itself prints there."""
    known = answers(placed.sheet)
    cells = [placed.sheet.cells.get(f"{layer}/{quantity}") for layer in layers]
    given = [spanish.value(known[cell.ref]) for cell in cells if cell and cell.role is Role.GIVEN]
    return normalise(raw) in map(normalise, given)


def _two(layer: str, heading: str, raw: str, place: str) -> Iterator[Answer]:
    """«128 → 64», «594 / 22» under one heading for both; counts that do not fall into two answer nothing."""
    if heading == "both":
        texts = two_counts(raw) or ("", "")
    else:
        ends = _ENDS.split(raw.strip())
        texts = (ends[0], ends[1]) if len(ends) == 2 else (raw, raw)
    for quantity, text in zip(PAIRS[heading], texts, strict=True):
        yield f"{layer}/{quantity}", text, place


def _place(placed: Placed, row: int, column: int | None = None) -> str:
    number = placed.part.rows[row][0]
    if placed.part.turned:
        return f"columna {number}" if column is None else f"fila {column + 1}, columna {number}"
    return f"fila {number}" if column is None else f"fila {number}, columna {column + 1}"
