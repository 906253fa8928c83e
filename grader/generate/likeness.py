"""When two variants of an exercise are alike: every answer that they ask for is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from grader.evaluate import answers, printed
from grader.generate.plan import Plan, Values, numbers_in
from grader.model import Cell, Instance, Role, Value
from grader.sampled import as_written
from grader.sheets import build

Asked = tuple[str, tuple[Value, ...]]
"""An exercise's id and what it asks for, zeros by structure aside, in the order of its cells."""


def asked(instance: Instance) -> Asked:
    """What a variant asks for, whatever exercise it is of, even one that was edited since."""
    sheet = build(instance)
    return instance.exercise, _values(sheet.cells.values(), answers(sheet))


def asked_variant(plan: Plan, instance: Instance) -> Asked:
    """The same for a variant of this plan, ten times as fast."""
    return instance.exercise, _values(plan.sheet.cells.values(), Values(plan.sheet, numbers_in(plan, instance)))


def _values(cells: Iterable[Cell], values: Mapping[str, Any]) -> tuple[Value, ...]:
    asked = (cell for cell in cells if cell.role is Role.ASKED and not cell.structural)
    return tuple(as_written(printed(cell, values[cell.ref])) for cell in asked)
