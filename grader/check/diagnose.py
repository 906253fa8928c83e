"""Which wrong rules give exactly a student's values, on the student's own earlier numbers or on the right ones.

The value alone does not prove a rule, so the whole sheet is heard: a rule that explains more of the student's wrong
cells comes first, and one that the student demonstrably did not use elsewhere comes last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from grader import evaluate, spanish
from grader.check.slips import is_slip
from grader.check.written_out import Step, written_out
from grader.model import Cell, Diagnosis, Kind, Reading, Rewiring, Sheet, Value
from grader.reach import accepted, real_cells
from grader.sampled import Sample

_Path = Mapping[str, Any]


@dataclass(frozen=True)
class Answers:
    """What a student's whole sheet says."""

    sheet: Sheet
    read: Mapping[str, Value]
    """The asked cells that were answered and read, with their values."""
    handed: _Path
    """What each cell hands on: the student's reading, else the formula over what was handed to it."""
    unread: frozenset[str]
    """Cells without an answer of the student's: a wrong rule may have been used there in the head."""
    reaches: tuple[_Path, _Path] = ({}, {})
    """What honest rounding can reach in each cell, on the student's own path and on the right one."""

    @cached_property
    def paths(self) -> tuple[tuple[_Path, _Path], ...]:
        """The values to compute on, the student's own first, and what rounding can reach from them."""
        return tuple(zip((self.handed, evaluate.answers(self.sheet)), self.reaches, strict=True))

    def kind(self, ref: str) -> str:
        """The kind of the layer that a cell belongs to; empty for the total."""
        return self.kinds.get(ref.rpartition("/")[0], "")

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return {row.layer: row.kind for row in self.sheet.rows}


def diagnose(answers: Answers, wrong: Sequence[str]) -> dict[str, tuple[Diagnosis, ...]]:
    """The rules behind each of the `wrong` cells, likeliest first, each slug once; cells without any are left out."""
    found = {cell: candidates for cell in wrong if (candidates := _candidates(answers, cell))}
    explains: dict[str, set[str]] = defaultdict(set)
    for cell, candidates in found.items():
        for slug in candidates:
            explains[slug].add(cell)
    return {
        cell: tuple(candidates[slug] for slug in slugs)
        for cell, candidates in found.items()
        if (slugs := _likeliest(answers, cell, list(candidates), explains))
    }


def _likeliest(answers: Answers, cell: str, candidates: list[str], explains: Mapping[str, set[str]]) -> list[str]:
    """Without those that the student did not use at a like layer, and those of which another explains all and more.

    Where nothing else is left they stay, except one that explains this cell alone, and a slip of the pen does it too.
    """
    against = {slug: _refuting(answers, slug) for slug in candidates}
    alike = {slug: {it for it in cells if answers.kind(it) == answers.kind(cell)} for slug, cells in against.items()}
    kept = [slug for slug in candidates if not alike[slug]]
    if not kept:
        slip = _looks_like_a_slip(answers, cell)
        kept = [it for it in candidates if not (slip and len(explains[it]) == 1 and _in_column(cell, alike[it]))]
    best = [slug for slug in kept if not any(explains[slug] < explains[other] for other in kept)]
    return sorted(best, key=lambda slug: (-len(explains[slug]), len(against[slug])))


def _in_column(cell: str, others: set[str]) -> bool:
    quantity = cell.rpartition("/")[2]
    return any(other.rpartition("/")[2] == quantity for other in others)


def _candidates(answers: Answers, cell: str) -> dict[str, Diagnosis]:
    """Slug → the rule that gives the cell's value: used there, else in the head on the way there."""
    value = answers.read[cell]
    if isinstance(value, Sample):
        steps = _explained(answers, cell, {value}).get(value, ())
        first = {step.rule.slug: step for step in reversed(steps)}
        slugs = dict.fromkeys(step.rule.slug for step in steps)
        return {slug: _diagnosis(answers, first[slug].rule, first[slug].path) for slug in slugs}
    found: dict[str, Diagnosis] = {}
    for path in answers.paths:
        for rewiring in answers.sheet.wrong.at(cell):
            if rewiring.slug not in found and _gives(answers, rewiring, path, value):
                found[rewiring.slug] = _diagnosis(answers, rewiring, path[0])
    return found or dict(_in_the_head(answers, cell))


def settled(answers: Answers, cell: str, reading: Reading) -> Reading:
    """An expression that leaves something out, read in the way that a wrong rule explains, if there is one."""
    if len(reading.candidates) < 2 or not isinstance(reading.value, Sample):
        return reading
    samples = {it for it in reading.candidates if isinstance(it, Sample)}
    rules = _explained(answers, cell, samples)
    meant = next((it for it in reading.candidates if it in rules), reading.value)
    return reading if meant is reading.value else replace(reading, value=meant, note="")


def _explained(answers: Answers, cell: str, wanted: Collection[Sample]) -> Mapping[Sample, tuple[Step, ...]]:
    return written_out(answers.sheet, cell, [values for values, _ in answers.paths], wanted)


def _in_the_head(answers: Answers, cell: str) -> Iterator[tuple[str, Diagnosis]]:
    """Rules at unanswered cells that the cell is computed from, each used at one of them or at all."""
    way = _unanswered_way(answers, cell)
    by_slug: dict[str, list[Rewiring]] = defaultdict(list)
    for ref in way:
        for rewiring in answers.sheet.wrong.at(ref):
            by_slug[rewiring.slug].append(rewiring)
    for slug, rules in by_slug.items():
        for used in ([rule] for rule in rules) if len(rules) == 1 else (*([rule] for rule in rules), rules):
            if _leads_to(answers, (*way, cell), used):
                yield slug, _diagnosis(answers, used[0], answers.handed)
                break


def _unanswered_way(answers: Answers, cell: str) -> tuple[str, ...]:
    """The unanswered cells that `cell` is computed from with no answer in between, in the sheet's order."""
    found: set[str] = set()
    todo = [cell]
    while todo:
        new = {*evaluate.taken(answers.sheet.cells[todo.pop()].args)} & answers.unread - found
        found |= new
        todo += new
    return tuple(ref for ref in answers.sheet.cells if ref in found)


def _leads_to(answers: Answers, way: tuple[str, ...], used: list[Rewiring]) -> bool:
    """Whether these rules, used before it, give what stands in the last cell of `way`."""
    last = way[-1]
    value = answers.read[last]
    if last not in real_cells(answers.sheet):
        return bool(_along(answers, way, used) == value)
    wrong = {rewiring.cell: rewiring for rewiring in used}
    values = dict(answers.reaches[0])
    for ref in way:
        rule, cell = wrong.get(ref, answers.sheet.cells[ref]), answers.sheet.cells[ref]
        values[ref] = accepted(rule.formula, rule.args, cell, values)
    return values[last] is not None and value in values[last]


def _along(answers: Answers, way: tuple[str, ...], used: list[Rewiring]) -> Any:
    """The value of the last cell of `way` when some rules are used before it."""
    wrong = {rewiring.cell: rewiring for rewiring in used}
    right = evaluate.answers(answers.sheet)
    values = dict(answers.handed)
    first = next(i for i, ref in enumerate(way) if ref in wrong)  # up to there all is as it was handed on
    for ref in way[first:]:
        rule = wrong.get(ref, answers.sheet.cells[ref])
        value = evaluate.follow(rule.formula, rule.args, values)
        values[ref] = None if value is None or evaluate.why_degenerate(value, right[ref]) else value
    return values[way[-1]]


def _refuting(answers: Answers, slug: str) -> set[str]:
    """The cells where the student did right what the rule would have done wrong."""
    return {
        ref
        for ref in answers.sheet.wrong.cells_of(slug)
        if ref in answers.read
        if _is_right(answers, ref) and not _rule_gives(answers, slug, ref)
    }


def _rule_gives(answers: Answers, slug: str, ref: str) -> bool:
    value = answers.read[ref]
    rules = [it for it in answers.sheet.wrong.at(ref) if it.slug == slug]
    return any(_gives(answers, rule, path, value) for rule in rules for path in answers.paths)


def _is_right(answers: Answers, ref: str) -> bool:
    if ref not in real_cells(answers.sheet):
        return answers.read[ref] in _right_ones(answers, ref)
    cell = answers.sheet.cells[ref]
    found = (accepted(cell.formula, cell.args, cell, reach) for reach in answers.reaches)
    return any(it is not None and answers.read[ref] in it for it in found)


def _right_ones(answers: Answers, ref: str) -> tuple[Value | None, ...]:
    """The key's value and what follows from the student's own earlier cells."""
    cell = answers.sheet.cells[ref]
    return evaluate.answers(answers.sheet)[ref], evaluate.follow(cell.formula, cell.args, answers.handed)


def _looks_like_a_slip(answers: Answers, cell: str) -> bool:
    """Whether a slip of the pen explains the value as well: a digit left out, or exchanged with the next."""
    return any(is_slip(answers.read[cell], right) for right in _right_ones(answers, cell))


def _gives(answers: Answers, rewiring: Rewiring, path: tuple[_Path, _Path], value: Value) -> bool:
    values, reach = path
    if rewiring.cell in real_cells(answers.sheet):
        found = accepted(rewiring.formula, rewiring.args, answers.sheet.cells[rewiring.cell], reach)
        return found is not None and value in found
    result = evaluate.follow(rewiring.formula, rewiring.args, values)
    return type(result) is type(value) and bool(result == value)


def _diagnosis(answers: Answers, rewiring: Rewiring, path: _Path) -> Diagnosis:
    """With the letters of its sentences: the student's own numbers, the right ones where nothing was handed on.

    A letter that stands for the very cell takes what belongs there («a la capa le entran 128»).
    """
    names, args = tuple(rewiring.letters), tuple(rewiring.letters.values())
    cell = answers.sheet.cells[rewiring.cell]
    own = evaluate.arguments(args, {**path, cell.ref: evaluate.follow(cell.formula, cell.args, path)})
    right = evaluate.arguments(args, evaluate.answers(answers.sheet))
    letters = {name: key if value is None else value for name, value, key in zip(names, own, right, strict=True)}
    letters = {name: _shown(cell, it) for name, it in letters.items()}
    return Diagnosis(rewiring, evaluate.arguments(rewiring.args, path), letters, cell.decimals)


def _shown(cell: Cell, number: Any) -> Any:
    """As the sheet or the student prints it."""
    if cell.kind is Kind.REAL and isinstance(number, Fraction):
        return spanish.exact(number)
    return evaluate.printed(cell, number) if isinstance(number, float) else number
