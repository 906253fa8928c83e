"""From what a student was given to the graphs of cells that stand behind it, one kind of exercise a file."""

from __future__ import annotations

from collections import Counter

from grader.model import Sheet, Worksheet
from grader.sheets import parameters

__all__ = ["build_sheets"]


def build_sheets(worksheet: Worksheet) -> tuple[Sheet, ...]:
    """The sheets of a worksheet in order; an exercise that occurs again is called `exercise#2`."""
    seen: Counter[str] = Counter()
    sheets = []
    for instance in worksheet.instances:
        seen[instance.exercise] += 1
        times = seen[instance.exercise]
        sheets.append(parameters.build(instance, f"{instance.exercise}#{times}" if times > 1 else ""))
    return tuple(sheets)
