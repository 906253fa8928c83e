"""From what a student was given to the graphs of cells that stand behind it, one kind of exercise a file.

The catalogue of families: every file of this folder without a leading underscore adds its `FAMILY`.
"""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

from grader.model import Instance, Sheet, Worksheet
from grader.sheets._family import Column, Family, Matrix

__all__ = ["COLUMNS", "FAMILIES", "Column", "Family", "Matrix", "build", "build_sheets", "family_of"]

FAMILIES: dict[str, Family] = {
    it.name: it
    for module in sorted(module.name for module in iter_modules(__path__))
    if not module.startswith("_")
    for it in [import_module(f"{__name__}.{module}").FAMILY]
}

COLUMNS: dict[str, Column] = {quantity: it for family in FAMILIES.values() for quantity, it in family.columns.items()}
"""Every quantity that some family asks for; no two families give one name to different things."""


def family_of(instance: Instance) -> Family:
    return FAMILIES[instance.family]


def build(instance: Instance, name: str = "") -> Sheet:
    """The sheet of an instance; `name` tells two occurrences of an exercise apart (`ejemplo-4#2`)."""
    return FAMILIES[instance.family].build(instance, name)


def build_sheets(worksheet: Worksheet) -> tuple[Sheet, ...]:
    """The sheets of a worksheet in order; an exercise that occurs again is called `exercise#2`."""
    seen: Counter[str] = Counter()
    sheets = []
    for instance in worksheet.instances:
        seen[instance.exercise] += 1
        times = seen[instance.exercise]
        sheets.append(build(instance, f"{instance.exercise}#{times}" if times > 1 else ""))
    return tuple(sheets)
