"""What is proved of an exercise: its guarantees over many variants, and what its original numbers cannot tell apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import isclose
from statistics import median

from grader import evaluate
from grader.errors import UsageError
from grader.generate.assignment import Assignment
from grader.generate.blindness import Blindness, blindness
from grader.generate.blueprint import Blueprint
from grader.generate.cases import Case
from grader.generate.draw import effort_of
from grader.generate.effort import work
from grader.generate.guarantees import CHECKS, Guarantee, has_sizes
from grader.generate.issue import issue
from grader.generate.overlap import Overlap, overlap
from grader.generate.plan import Plan, Values, numbers_in, plan
from grader.generate.roster import numbered_students
from grader.generate.second_opinion import second_opinion
from grader.generate.told_apart import asked_of, rewirings_of, told_apart
from grader.model import Instance, Kind, Role, Sheet, Value
from grader.sampled import as_written
from grader.sheets import build, family_of

KEY = "auditar"
"""Course key of the audited class: the same variants each time."""
PROMISED = 0.10
"""How far from the class's median a sheet's effort may be."""


@dataclass(slots=True)
class Tally:
    """What the variants of an exercise add up to, one after the other."""

    broken: Counter[Guarantee] = field(default_factory=Counter)
    shown: Counter[Case] = field(default_factory=Counter)
    """Case → variants where it changes an asked cell."""
    ties: Counter[tuple[Case, ...]] = field(default_factory=Counter)
    """Wrong rules that give one and the same wrong sheet → in how many variants."""
    efforts: list[int] = field(default_factory=list)
    floors: Counter[str] = field(default_factory=Counter)
    totals: list[int] = field(default_factory=list)
    sheets: list[tuple[Value, ...]] = field(default_factory=list)
    """The asked answers of each variant, zeros by structure aside."""
    cells: int = 0
    """Compared with the second opinion."""
    disagreements: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Original:
    """An exercise with its own numbers: nothing is guaranteed, everything is told."""

    blind: tuple[tuple[Case, Blindness], ...]
    effort: int
    has_idle_softmax: bool
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    blueprint: Blueprint
    cases: tuple[Case, ...]
    accepted: frozenset[Case]
    needless: tuple[str, ...]
    """What `[draw] accept` names and no rule of this exercise is called."""
    original: Original
    refusal: str = ""
    """Why there are no variants; empty: there are, or all numbers are fixed."""
    tally: Tally = field(default_factory=Tally)
    target: float = 0
    thrown: int = 0
    overlap: Overlap | None = None

    @property
    def count(self) -> int:
        return len(self.tally.sheets)

    @property
    def holds(self) -> bool:
        return not (self.refusal or self.tally.broken or self.tally.disagreements or self.original.disagreements)


def audit(blueprint: Blueprint, count: int) -> Audit:
    """Issue the exercise to a class of `count` and look at every variant, and at the original."""
    it = plan(blueprint)
    found = Audit(
        blueprint=blueprint,
        cases=it.cases,
        accepted=frozenset(filter(it.accepts, it.cases)),
        needless=it.needless,
        original=_original(it),
    )
    if it.is_fixed:
        return found
    return _of_class(found, it, count)


def _of_class(found: Audit, it: Plan, count: int) -> Audit:
    alone = Assignment(it.blueprint.id, it.blueprint.title, "", (it.blueprint,))
    try:
        issued = issue(alone, numbered_students(count), KEY)
    except UsageError as error:
        return replace(found, refusal=error.message)
    instances = [instance for line in issued for instance in line.worksheet.instances]
    tally = Tally()
    for instance in instances:
        _look_at(it, instance, tally)
    _look_at_efforts(tally)
    shares = overlap(tally.sheets)
    if shares and shares.alike:
        tally.broken[Guarantee.DIFFERENT] += shares.alike
    return replace(
        found,
        tally=tally,
        target=effort_of(it.blueprint),
        thrown=sum(instance.draw for instance in instances),
        overlap=shares,
    )


def whole_overlap(audits: Sequence[Audit]) -> Overlap | None:
    """What two students have in common over several exercises; `None` for a single one."""
    sheets = [it.tally.sheets for it in audits if it.count]
    if len(sheets) < 2:
        return None
    return overlap([tuple(value for part in parts for value in part) for parts in zip(*sheets, strict=True)])


def _look_at(it: Plan, instance: Instance, tally: Tally) -> None:
    """One variant, on its real sheet: nothing is taken over from the plan that it was drawn by but the cases' names."""
    sheet = build(instance)
    right = evaluate.answers(sheet)
    values = Values(it.sheet, numbers_in(it, instance))
    tally.disagreements += [*_disagreements(sheet, right), *_plan_disagreements(it, values, right)]
    tally.cells += len(right)
    checks = {Guarantee.SIZES: has_sizes(it, values), **{name: keeps(it, values) for name, keeps in CHECKS.items()}}
    tally.broken.update(name for name, holds in checks.items() if not holds)
    cost = work(sheet, right)
    tally.efforts.append(cost.steps)
    tally.floors.update(cost.floors or ("",))
    total = right.get(sheet.total)
    tally.totals += [total] if isinstance(total, int) else []
    tally.sheets.append(tuple(map(as_written, asked_of(sheet, right, with_structure=False))))
    shown, ties = told_apart(it, sheet)
    tally.shown.update(shown)
    tally.ties.update(ties)
    tally.broken[Guarantee.RULES] += any(not it.accepts(case) for case in it.cases if case not in shown)
    tally.broken = +tally.broken


def _look_at_efforts(tally: Tally) -> None:
    middle = median(tally.efforts)
    if off := sum(abs(steps - middle) > PROMISED * middle for steps in tally.efforts):
        tally.broken[Guarantee.EFFORT] += off


def _disagreements(sheet: Sheet, right: Mapping[str, Value]) -> list[str]:
    """Where the second opinion differs; what an expression only mentions is nobody's answer."""
    counted = (family_of(sheet.instance).counted or second_opinion)(sheet.instance)
    mentioned = {ref for ref, it in sheet.cells.items() if it.kind is Kind.EXPRESSION and it.role is Role.HIDDEN}
    return [
        f"{sheet.instance.exercise}/{ref}: {value} por la fórmula, {counted.get(ref)} contando"
        for ref, value in right.items()
        if ref not in mentioned and not _agree(counted.get(ref), value)
    ]


def _agree(counted: Value | None, value: Value) -> bool:
    """Real numbers come out of two ways of computing: they agree to a few units of the last of 16 digits."""
    if isinstance(counted, float) and isinstance(value, (float, Fraction)):
        return isclose(counted, value, rel_tol=1e-12, abs_tol=1e-13)
    return counted == value


def _plan_disagreements(it: Plan, values: Values, right: Mapping[str, Value]) -> list[str]:
    """Where the sheet that a variant was drawn by and the sheet that is handed out are not the same."""
    return [f"{it.blueprint.id}/{ref}: {values[ref]} al sortear, {right[ref]} en la hoja"
            for ref in right if values[ref] != right[ref]]  # fmt: skip


def _original(it: Plan) -> Original:
    instance = it.blueprint.original()
    sheet = build(instance)
    right = evaluate.answers(sheet)
    shown, _ = told_apart(it, sheet)
    return Original(
        blind=tuple(
            (case, blindness(sheet, rewirings))
            for case, rewirings in rewirings_of(it, sheet)
            if case not in shown and rewirings and not case.is_sum
        ),
        effort=work(sheet, right).steps,
        has_idle_softmax=any(right[ref] == (1,) for ref in it.softmaxes),
        disagreements=tuple(_disagreements(sheet, right)),
    )
