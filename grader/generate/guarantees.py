"""What every released variant satisfies; the first guarantee that some numbers break, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from grader import evaluate
from grader.generate.blueprint import Number
from grader.generate.cases import Case
from grader.generate.effort import work
from grader.generate.faults import is_excessive
from grader.generate.plan import Plan, Values
from grader.generate.separation import swallowed
from grader.model import Role
from grader.reach import real_cells
from grader.sheets import build, family_of

BAND = 21
"""A variant may cost 1/21 more or less than the exercise's own effort. Then no sheet costs over 10 % more than another
(22/20), and whatever the median of a class is, all its sheets lie within 10 % of it."""


class Guarantee(StrEnum):
    SIZES = "toda forma existe: cada tamaño es al menos 1"
    POSED = "cada pregunta está bien planteada"
    TOTAL = "el total está entre min_total y max_total"
    SOFTMAX = "ningún Softmax sobre una sola neurona, que daría siempre 1"
    OTHER = "los números no son los del original"
    DIFFERENT = "no hay dos hojas iguales"
    FLOORS = "divisiones inexactas solo donde el ejercicio las admite"
    EFFORT = "el trabajo a mano es el del ejercicio"
    SEPARATED = "ninguna regla equivocada cae dentro de lo que el redondeo admite"
    RULES = "cada regla equivocada da otra hoja que la correcta"


@dataclass(frozen=True, slots=True)
class Broken:
    guarantee: Guarantee
    detail: str = ""
    """The rule that cannot be told from the right one, as `[draw] accept` names it; empty elsewhere."""


def broken(plan: Plan, numbers: Mapping[str, Number], effort: float | None) -> Broken | None:
    """A guarantee that these numbers break, the cheapest ones looked at first; without `effort` they may cost any."""
    values = Values(plan.sheet, numbers)
    if not has_sizes(plan, values):
        return Broken(Guarantee.SIZES)
    rule = next(_not_accepted(plan, values, plan.shape_cases), None)
    if rule:
        return Broken(Guarantee.RULES, rule.key)
    for guarantee, keeps in CHECKS.items():
        if not keeps(plan, values):
            return Broken(guarantee)
    if effort is not None and abs(work(plan.sheet, values).steps - effort) * BAND > effort:
        return Broken(Guarantee.EFFORT)
    rule = next(_not_accepted(plan, values, plan.other_cases), None)
    return Broken(Guarantee.RULES, rule.key) if rule else None


def stages(plan: Plan) -> list[Broken]:
    """All that can be broken, in the order in which it is looked at."""
    early, late = ([Broken(Guarantee.RULES, it.key) for it in found] for found in (plan.shape_cases, plan.other_cases))
    return [Broken(Guarantee.SIZES), *early, *map(Broken, CHECKS), Broken(Guarantee.EFFORT), *late]


def has_sizes(plan: Plan, values: Values) -> bool:
    """Every size is at least 1 and no window lies wholly in the padding."""
    if any(is_excessive(padding, kernel) for padding, kernel in evaluate.arguments(plan.paddings, values)):
        return False
    return all(min(values[ref]) >= 1 for ref in plan.shapes)


def _not_accepted(plan: Plan, values: Values, cases: Iterable[Case]) -> Iterator[Case]:
    return (it for it in unseen(plan, values, cases) if not plan.accepts(it))


def unseen(plan: Plan, values: Values, cases: Iterable[Case]) -> Iterator[Case]:
    """The cases that no asked cell tells from the right rule.

    Up to the first cell where the wrong rule gives something else, a student who is misled in this way has computed
    right: if that cell is asked, it tells; only if it is hidden must the student's whole sheet be computed.
    """
    for case in cases:
        for i in case.rewirings:
            it = plan.rewirings[i]
            if it.formula(*evaluate.arguments(it.args, values)) != values[it.cell]:
                if not plan.asked[i] and not _tells_later(plan, values, case):
                    yield case
                break
        else:
            yield case


def _tells_later(plan: Plan, values: Values, case: Case) -> bool:
    sheet = build(plan.blueprint.instance(values.numbers, draw=0))
    right = evaluate.answers(sheet)
    wrong = evaluate.misled(sheet, [sheet.rewirings[i] for i in case.rewirings])
    return any(wrong[ref] != right[ref] for ref, cell in sheet.cells.items() if cell.role is Role.ASKED)


def _is_within_the_total(plan: Plan, values: Values) -> bool:
    if not plan.sheet.total:
        return True
    rules, total = plan.blueprint.draw, values[plan.sheet.total]
    return bool((rules.min_total or 0) <= total <= (rules.max_total or total))


def _has_no_idle_softmax(plan: Plan, values: Values) -> bool:
    return all(values[ref] != (1,) for ref in plan.softmaxes)


def _is_not_the_original(plan: Plan, values: Values) -> bool:
    return values.numbers != plan.originals


def _is_well_posed(plan: Plan, values: Values) -> bool:
    instance = plan.blueprint.instance(values.numbers, draw=0)
    return not family_of(instance).why_ill_posed(instance)


def _has_floors_where_allowed(plan: Plan, values: Values) -> bool:
    allowed = plan.blueprint.draw.floors
    return allowed is None or set(work(plan.sheet, values).floors) <= set(allowed)


def _are_separated(plan: Plan, values: Values) -> bool:
    if not real_cells(plan.sheet):
        return True
    sheet = build(plan.blueprint.instance(values.numbers, draw=0))
    return all(plan.accepts(it) for it in swallowed(sheet, sheet.rewirings, plan.cases))


CHECKS: dict[Guarantee, Callable[[Plan, Values], bool]] = {
    Guarantee.POSED: _is_well_posed,
    Guarantee.TOTAL: _is_within_the_total,
    Guarantee.SOFTMAX: _has_no_idle_softmax,
    Guarantee.OTHER: _is_not_the_original,
    Guarantee.FLOORS: _has_floors_where_allowed,
    Guarantee.SEPARATED: _are_separated,
}
