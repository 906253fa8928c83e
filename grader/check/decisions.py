"""What a person decided on a submission, applied after marking: a pure function of marks and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from grader import spanish
from grader.check.mark import remark_sheet
from grader.check.policy import Policy
from grader.check.results import cell_path
from grader.model import Act, Decision, Mark, Report, Sheet, Verdict

_CELL = frozenset({Act.READING, Act.POINTS})
_FULL, _NOTHING = frozenset({Verdict.CORRECT, Verdict.CARRIED}), Fraction(0)
_ONE = Fraction(1)
_NOBODYS = "Una persona decidió que este archivo no es una entrega de esta clase."
_TOLD = {
    Act.OWNER: "Una persona decidió de quién es esta entrega.",
    Act.COUNTS: "Una persona decidió que esta es la entrega que cuenta.",
    Act.GRADE: "Una persona puso la nota de esta entrega.",
    Act.AT_LEAST: "Al recalificar se conservó la nota anterior, que era más alta.",
    Act.FINAL: "Una persona miró lo que no se pudo leer: no hay más respuestas.",
}
"""How a student is told what was decided on the whole submission."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The decisions in force on a submission that answers one worksheet."""

    cells: Mapping[str, Decision] = field(default_factory=dict)
    """Cell as in the results → a reading or points."""
    whole: Mapping[Act, Decision] = field(default_factory=dict)

    @property
    def was_seen(self) -> bool:
        """Whether a person looked into a file in which nothing could be read."""
        return bool(self.cells) or Act.FINAL in self.whole


def owner(decisions: Iterable[Decision], name: str) -> Decision | None:
    """Whose the submission was decided to be; one for the same file under another name holds where no other does."""
    found = [it for it in decisions if it.act is Act.OWNER]
    return next((it for it in reversed(found) if it.name == name), found[-1] if found else None)


def nobodys(name: str, decision: Decision) -> Report:
    """The report on a file that a person knows to be no submission of this class."""
    said = f"{_NOBODYS} {spanish.sentence(decision.reason) if decision.reason else ''}".rstrip()
    return Report(name, "rejected", None, notices=(said,), decisions=(decision,))


def taken(decisions: Iterable[Decision], code: str) -> Taken:
    """Those that concern the worksheet with this code."""
    here = [it for it in decisions if it.sheet == code]
    return Taken(
        {it.cell: it for it in here if it.act in _CELL},
        {it.act: it for it in here if it.act not in _CELL},
    )


def decided(marks: Sequence[Mark], sheets: Iterable[Sheet], these: Taken, policy: Policy) -> tuple[Mark, ...]:
    """The marks with a person's readings, from which those that follow are marked anew, and a person's points."""
    if not these.cells:
        return tuple(marks)
    by_sheet = [(sheet, [it for it in marks if it.cell.partition("/")[0] == sheet.name]) for sheet in sheets]
    return tuple(mark for sheet, its in by_sheet for mark in _on_sheet(sheet, its, these, policy))


def _on_sheet(sheet: Sheet, marks: Sequence[Mark], these: Taken, policy: Policy) -> Iterable[Mark]:
    found = {mark.cell: these.cells.get(cell_path(mark.cell)) for mark in marks}
    texts = {cell: it.value for cell, it in found.items() if it and it.act is Act.READING}
    marks = remark_sheet(sheet, marks, texts, policy) if texts else marks
    return (_with(mark, found[mark.cell]) for mark in marks)


def _with(mark: Mark, decision: Decision | None) -> Mark:
    if decision is None or decision.act is Act.READING:
        return replace(mark, decision=decision) if decision else mark
    share = Fraction(decision.value)
    return replace(
        mark,
        decision=decision,
        verdict=_worth(mark.verdict, share),
        earned=mark.possible * share,
        reason="" if mark.verdict is Verdict.REVIEW else mark.reason,
    )


def _worth(verdict: Verdict, share: Fraction) -> Verdict:
    """The verdict that fits the points: what was found stays unless they contradict it."""
    if share == _ONE:
        return verdict if verdict in _FULL else Verdict.CORRECT
    if verdict is Verdict.REVIEW or (share == _NOTHING and verdict in _FULL):
        return Verdict.INCORRECT
    return verdict


def settled(report: Report, decisions: Iterable[Decision], these: Taken, policy: Policy) -> Report:
    """The report with what was decided on the whole submission, and all the decisions that it was made by."""
    cells = tuple(mark.decision for mark in report.marks if mark.decision)
    owned = [it for it in [owner(decisions, report.submission)] if it]
    whole = (*owned, *these.whole.values())
    report = replace(report, decisions=(*whole, *cells), notices=(*report.notices, *map(_told, whole)))
    if given := these.whole.get(Act.GRADE):
        return replace(_graded(report, Fraction(given.value), policy), status="graded")
    floor = these.whole.get(Act.AT_LEAST)
    if floor and report.earned < report.possible * Fraction(floor.value):
        return _graded(report, Fraction(floor.value), policy)
    return report


def _told(decision: Decision) -> str:
    return f"{_TOLD[decision.act]} {spanish.sentence(decision.reason) if decision.reason else ''}".rstrip()


def _graded(report: Report, share: Fraction, policy: Policy) -> Report:
    """A part of all points, also for a file in which nothing could be marked."""
    assert report.worksheet is not None
    exercises = [instance.exercise for instance in report.worksheet.instances]
    possible = report.possible or sum((policy.weights.get(it, _ONE) for it in exercises), _NOTHING)
    grade = policy.grade(share * possible, possible)
    printed = spanish.decimal(grade, policy.scale.decimals, mark=".")
    return replace(report, earned=share * possible, possible=possible, grade=printed)
