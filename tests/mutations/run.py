"""One generated file: made from its number alone, marked, and told in a line."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from grader.check.grade import Class, grade
from grader.check.policy import Policy
from mutations import other_looks, other_marks, same_marks  # noqa: F401  they register their mutations
from mutations.catalogue import some
from mutations.paper import Paper, blocks
from mutations.pupils import paper
from mutations.verdicts import Difference, Outcome, differences
from mutations.writing import WRITERS

NONE = "(none)"


@dataclass(frozen=True)
class Case:
    number: int
    format: str
    mutations: tuple[str, ...]
    paper: Paper
    name: str
    data: bytes


@dataclass(frozen=True)
class Result:
    number: int
    format: str
    mutations: tuple[str, ...]
    cells: int
    differences: tuple[Difference, ...]

    @property
    def outcome(self) -> Outcome:
        found = {it.outcome for it in self.differences}
        return next((it for it in (Outcome.SILENT, Outcome.TIMID, Outcome.REVIEW) if it in found), Outcome.SAME)


def made(number: int, format: str = "") -> Case:
    """The same file for the same number, whatever was made before."""
    chance = Random(f"mutaciones {number}")  # noqa: S311
    names = list(WRITERS)
    chosen = chance.choices(names, [WRITERS[it][1] for it in names])[0]
    it = paper(chance)
    applied = tuple(mutation.name for mutation in some(chance) if mutation.change(it, chance))
    data, extension = WRITERS[format or chosen][0](blocks(it), chance)
    return Case(number, format or chosen, applied or (NONE,), it, f"entrega_{number}.{extension}", data)


def judged(case: Case) -> Result:
    sheet = case.paper.worksheet
    course = Class({sheet.code: sheet}, Policy(), None if case.paper.has_code else sheet)
    report = grade(case.data, case.name, course)
    cells = sum(len(section.sheet.cells) for section in case.paper.sections)
    return Result(case.number, case.format, case.mutations, cells, tuple(differences(case.paper, report)))


def told(result: Result, outcomes: tuple[Outcome, ...] = (Outcome.SILENT,)) -> str:
    found = [it for it in result.differences if it.outcome in outcomes]
    lines = [f"  {it.outcome.value} {it.cell}: wanted {it.expected}, got {it.got}" for it in found[:6]]
    more = [f"  … and {len(found) - 6} more"] if len(found) > 6 else []
    return "\n".join([f"#{result.number} {result.format}: {', '.join(result.mutations)}", *lines, *more])
