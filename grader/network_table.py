"""The table of a network, or of any other exercise, solved: for a terminal or another program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader import spanish
from grader.errors import UsageError
from grader.evaluate import answers, printed
from grader.model import Instance, Kind, Role, Row, Sheet, Value
from grader.page import heading
from grader.sheets import build, family_of

_COLUMNS = ("out_shape", "weights", "biases", "params")


def as_json(instance: Instance, more: Sequence[str] = ()) -> str:
    """`{"layers": [{"name", "kind", "out_shape", "weights", "biases", "params"}, …], "total"}`; shapes are lists.

    What else the exercise asks for and `more` are other columns that each layer has too; `null` where a layer has no
    such number. Exercises that are no network have their own columns, real numbers and expressions as strings, and no
    total.
    """
    sheet, columns = _sheet(instance, more)
    values = _values(sheet)
    layers = [
        {
            "name": row.layer,
            "kind": row.kind,
            **{column: _plain(sheet, f"{row.layer}/{column}", values) for column in columns},
        }
        for row in sheet.rows
    ]
    total = {"total": values[sheet.total]} if sheet.total else {}
    return json.dumps({"layers": layers, **total}, ensure_ascii=False, indent=2)


def _sheet(instance: Instance, more: Sequence[str]) -> tuple[Sheet, tuple[str, ...]]:
    """With the columns that are shown: of a network always the same four, and what else its exercise asks for."""
    if more and not family_of(instance).is_network:
        raise UsageError(f"«{instance.exercise}» no es una red de capas; las columnas de más son de redes.")
    if more:
        instance = replace(instance, columns=tuple(dict.fromkeys((*instance.columns, *more))))
    sheet = build(instance)
    own = tuple(it for it in instance.columns if it != "detail")
    if family_of(instance).is_network:
        asked = {ref.rpartition("/")[2] for ref, cell in sheet.cells.items() if cell.role is Role.ASKED}
        own = (*_COLUMNS, *(it for it in own if it in asked))
    return sheet, tuple(dict.fromkeys((*own, *more)))


def _values(sheet: Sheet) -> Mapping[str, Value]:
    return {ref: printed(sheet.cells[ref], value) for ref, value in answers(sheet).items()}


def _plain(sheet: Sheet, ref: str, values: Mapping[str, Value]) -> Any:
    is_text = ref in sheet.cells and sheet.cells[ref].kind in (Kind.REAL, Kind.EXPRESSION)
    return str(values[ref]) if is_text else values.get(ref)


def as_text(instance: Instance, more: Sequence[str] = ()) -> str:
    """Aligned columns under the exercise's title."""
    sheet, columns = _sheet(instance, more)
    values, family = _values(sheet), family_of(instance)
    headings = [family.row_heading, spanish.COLUMNS["detail"], *map(heading, columns)]
    rows = [headings, *(_row(row, values, columns) for row in sheet.rows)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(_aligned(text, widths[i], i) for i, text in enumerate(row)).rstrip() for row in rows]
    total = [f"{family.total}: {spanish.value(values[sheet.total])}"] if sheet.total else []
    return "\n".join([sheet.title, lines[0], "-" * len(lines[0]), *lines[1:], *total])


def _row(row: Row, values: Mapping[str, Value], columns: Sequence[str]) -> list[str]:
    found = [values.get(f"{row.layer}/{column}") for column in columns]
    return [row.layer, row.detail, *("—" if it is None else spanish.value(it) for it in found)]


def _aligned(text: str, width: int, column: int) -> str:
    return text.ljust(width) if column < 3 else text.rjust(width)
