"""The table of a network, for a terminal or another program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader import spanish
from grader.evaluate import answers
from grader.model import Instance, Row, Sheet, Value
from grader.sheets import COLUMNS
from grader.sheets.parameters import build

_COLUMNS = ("out_shape", "weights", "biases", "params")


def as_json(instance: Instance, more: Sequence[str] = ()) -> str:
    """`{"layers": [{"name", "kind", "out_shape", "weights", "biases", "params"}, …], "total"}`; shapes are lists.

    `more` are other columns that each layer has too; `null` where a layer has no such number.
    """
    more = [column for column in more if column not in _COLUMNS]
    sheet = _sheet(instance, more)
    values = answers(sheet)
    layers = [
        {
            "name": row.layer,
            "kind": row.kind,
            **{column: values.get(f"{row.layer}/{column}") for column in (*_COLUMNS, *more)},
        }
        for row in sheet.rows
    ]
    return json.dumps({"layers": layers, "total": values[sheet.total]}, ensure_ascii=False, indent=2)


def _sheet(instance: Instance, more: Sequence[str]) -> Sheet:
    return build(replace(instance, columns=tuple(dict.fromkeys((*instance.columns, *more)))) if more else instance)


def as_text(instance: Instance, more: Sequence[str] = ()) -> str:
    """Aligned columns under the exercise's title."""
    sheet, columns = _sheet(instance, more), tuple(dict.fromkeys((*_COLUMNS, *more)))
    values = answers(sheet)
    headings = [spanish.LAYER_COLUMN, spanish.COLUMNS["detail"], *(COLUMNS[column].heading for column in columns)]
    rows = [headings, *(_row(row, values, columns) for row in sheet.rows)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(_aligned(text, widths[i], i) for i, text in enumerate(row)).rstrip() for row in rows]
    total = f"{spanish.TOTAL}: {spanish.value(values[sheet.total])}"
    return "\n".join([sheet.title, lines[0], "-" * len(lines[0]), *lines[1:], total])


def _row(row: Row, values: Mapping[str, Value], columns: Sequence[str]) -> list[str]:
    found = [values.get(f"{row.layer}/{column}") for column in columns]
    return [row.layer, row.detail, *("—" if it is None else spanish.value(it) for it in found)]


def _aligned(text: str, width: int, column: int) -> str:
    return text.ljust(width) if column < 3 else text.rjust(width)
