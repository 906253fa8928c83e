"""Which wrong rules show on a sheet as it is handed out, each computed to the end, and which of them look alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from grader import evaluate
from grader.generate.cases import Case
from grader.generate.plan import Plan
from grader.generate.separation import swallowed
from grader.model import Rewiring, Role, Sheet, Value


def told_apart(it: Plan, sheet: Sheet) -> tuple[set[Case], list[tuple[Case, ...]]]:
    """The cases that change an asked cell beyond all rounding, and those among them that change all of them alike."""
    right = asked_of(sheet, evaluate.answers(sheet))
    by_answers: dict[tuple[Value | None, ...], list[Case]] = defaultdict(list)
    for case, rewirings in rewirings_of(it, sheet):
        by_answers[asked_of(sheet, evaluate.misled(sheet, rewirings))].append(case)
    by_answers.pop(right, None)
    hidden = set(swallowed(sheet, sheet.rewirings, it.cases))
    ties = [tuple(cases) for found in by_answers.values() if len(cases := _apart(found)) > 1]
    return {case for found in by_answers.values() for case in found} - hidden, ties


def _apart(found: Iterable[Case]) -> list[Case]:
    """One case of each rule; a rule used in all layers ties with what it ties with in one kind of them."""
    return list({case.slug: case for case in found if not case.is_sum}.values())


def rewirings_of(it: Plan, sheet: Sheet) -> Iterable[tuple[Case, tuple[Rewiring, ...]]]:
    """Each case of a plan with the wrong rules of a variant's own sheet, found by name and cell."""
    own: dict[tuple[str, str], list[Rewiring]] = defaultdict(list)
    for rewiring in sheet.rewirings:
        own[rewiring.slug, rewiring.cell].append(rewiring)
    planned: Counter[tuple[str, str]] = Counter()
    same: list[Rewiring | None] = []
    for rewiring in it.rewirings:
        name = (rewiring.slug, rewiring.cell)
        same.append(own[name][planned[name]] if planned[name] < len(own[name]) else None)
        planned[name] += 1
    for case in it.cases:
        yield case, tuple(found for i in case.rewirings if (found := same[i]))


def asked_of(sheet: Sheet, values: Mapping[str, Value | None], *, with_structure: bool = True) -> tuple[Value, ...]:
    """The values of the cells that are left for the student, in the order of the sheet."""
    cells = [cell for cell in sheet.cells.values() if cell.role is Role.ASKED]
    found = ((cell, values[cell.ref]) for cell in cells if with_structure or not cell.structural)
    return tuple(None if it is None else evaluate.printed(cell, it) for cell, it in found)  # type: ignore[misc]
