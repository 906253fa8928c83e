"""Rows that hold one answer each: a layer's tensor by its name, or a layer, a quantity and its value side by side."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from grader.check.match.headings import quantities
from grader.check.match.rows import row_names
from grader.check.match.tables import Part
from grader.model import Sheet

_TENSOR = re.compile(r"(?P<layer>.+?)[._/ ](?P<kind>weight|bias|kernel)", re.IGNORECASE)
_TENSORS = {"weight": "weights", "kernel": "weights", "bias": "biases"}
"""PyTorch and Keras list a layer's tensors one a row: `conv1.weight`, `dense/kernel`."""
_LONG = 3
"""Columns of a table in long form, at least: `CONV1, pesos, 432`."""


def singles(part: Part, sheet: Sheet) -> dict[int, str]:
    """Place of a row → the ref that its last text answers."""
    told = _named(part) or _long(part, sheet)
    named = {i: (row_names(sheet).named(layer), quantity) for i, (layer, quantity) in told.items()}
    return {i: f"{layer}/{quantity}" for i, (layer, quantity) in named.items() if layer}


def _named(part: Part) -> dict[int, tuple[str, str]]:
    return {i: it for i, (_, row) in enumerate(part.rows) if row and (it := _tensor(row[0]))}


@lru_cache(maxsize=8192)
def _tensor(text: str) -> tuple[str, str] | None:
    found = _TENSOR.fullmatch(text.strip())
    return (found["layer"], _TENSORS[found["kind"].lower()]) if found else None


def _long(part: Part, sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Where most rows have a quantity of the sheet in the second of three columns, or more with the working between.

    A layer that was written once stands for the rows under it, too.
    """
    if any(len(row) < _LONG for _, row in part.rows) or sum(map(bool, map(quantities, part.header))) >= _LONG:
        return {}  # or each quantity has a column of its own, and «Capa de Salida» is a layer
    layers = list(accumulate((row[0] for _, row in part.rows), _standing))
    quantities_told = [_quantity(row[1], sheet) for _, row in part.rows]
    told = {i: pair for i, pair in enumerate(zip(layers, quantities_told, strict=True)) if pair[1]}
    return told if len(told) * 2 > len(part.rows) else {}


def _standing(above: str, name: str) -> str:
    return name if name.strip() else above


def _quantity(text: str, sheet: Sheet) -> str:
    return next((quantity for quantity in quantities(text) if quantity in sheet.columns), "")
