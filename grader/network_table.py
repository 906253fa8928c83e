"""The table of a network, for a terminal or another program."""

from __future__ import annotations

import json
from collections.abc import Mapping

from grader import spanish
from grader.evaluate import answers
from grader.model import Instance, Row, Value
from grader.sheets.parameters import build

_COLUMNS = ("out_shape", "weights", "biases", "params")


def as_json(instance: Instance) -> str:
    """`{"layers": [{"name", "kind", "out_shape", "weights", "biases", "params"}, …], "total"}`; shapes are lists."""
    sheet = build(instance)
    values = answers(sheet)
    layers = [
        {
            "name": row.layer,
            "kind": row.kind,
            **{column: values[f"{row.layer}/{column}"] for column in _COLUMNS},
        }
        for row in sheet.rows
    ]
    return json.dumps({"layers": layers, "total": values[sheet.total]}, ensure_ascii=False, indent=2)


def as_text(instance: Instance) -> str:
    """Aligned columns under the exercise's title."""
    sheet = build(instance)
    values = answers(sheet)
    headings = [spanish.LAYER_COLUMN, spanish.COLUMNS["detail"], *(spanish.COLUMNS[column] for column in _COLUMNS)]
    rows = [headings, *(_row(row, values) for row in sheet.rows)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(_aligned(text, widths[i], i) for i, text in enumerate(row)).rstrip() for row in rows]
    total = f"{spanish.TOTAL}: {spanish.value(values[sheet.total])}"
    return "\n".join([sheet.title, lines[0], "-" * len(lines[0]), *lines[1:], total])


def _row(row: Row, values: Mapping[str, Value]) -> list[str]:
    return [row.layer, row.detail, *(spanish.value(values[f"{row.layer}/{column}"]) for column in _COLUMNS)]


def _aligned(text: str, width: int, column: int) -> str:
    return text.ljust(width) if column < 3 else text.rjust(width)
