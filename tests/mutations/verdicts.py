"""What the program made of a paper, cell by cell, beside what a careful person makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from grader.check.conventions import mark_as_meant
from grader.check.policy import Policy
from grader.model import Arg, Mark, Ref, Report, Sheet, Status, Verdict, Written
from mutations.paper import Paper

_NOTHING_READ = "No se encontró ninguna respuesta"


class Outcome(Enum):
    SAME = "unchanged"
    REVIEW = "review"
    """In review where a careful person would, or could, hesitate too; or a cell that follows from one."""
    TIMID = "needless"
    """In review though nobody would doubt."""
    SILENT = "silent"


@dataclass(frozen=True)
class Difference:
    outcome: Outcome
    cell: str
    expected: str
    got: str


def differences(paper: Paper, report: Report) -> Iterator[Difference]:
    """The cells that were not marked as the paper's author meant them."""
    if not report.marks or any(it.startswith(_NOTHING_READ) for it in report.notices):
        outcome = Outcome.REVIEW if paper.may_wait and report.status == "review" else Outcome.TIMID
        yield Difference(outcome if report.status == "review" else Outcome.SILENT, "*", "", " ".join(report.notices))
        return
    got = {mark.cell: mark for mark in report.marks}
    for section in paper.sections:
        yield from _of_sheet(section.sheet, paper, got)


def _of_sheet(sheet: Sheet, paper: Paper, got: dict[str, Mark]) -> Iterator[Difference]:
    head = f"{sheet.name}/"
    written = {path: (Written(text, ""),) for path, text in paper.answers.items() if path.startswith(head)}
    expected, _ = mark_as_meant(sheet, written, Policy())
    waiting: set[str] = set()
    for mark in expected:
        found = got[mark.cell]
        outcome = _outcome(mark, found, paper, follows=_follows(sheet, mark.cell, waiting))
        if found.verdict is Verdict.REVIEW or outcome is not Outcome.SAME:
            waiting.add(mark.cell.removeprefix(head))
        if outcome is not Outcome.SAME:
            yield Difference(outcome, mark.cell, _told(mark), _told(found))


def _outcome(mark: Mark, found: Mark, paper: Paper, *, follows: bool) -> Outcome:
    doubtful = mark.cell in paper.may_wait or mark.cell in paper.must_wait
    if found.verdict is Verdict.REVIEW:
        return Outcome.REVIEW if doubtful or follows else Outcome.TIMID
    if mark.cell in paper.must_wait and found.possible:
        return Outcome.SILENT
    if _says(found) == _says(mark):
        return Outcome.SAME
    if follows or (doubtful and not found.possible):  # an empty zero of structure costs nothing
        return Outcome.REVIEW
    return Outcome.SILENT


def _says(mark: Mark) -> tuple[Verdict, Fraction, bool]:
    """The verdict and the share of its points: how many they are depends on what else is left out of the sum."""
    return mark.verdict, mark.earned / mark.possible if mark.possible else Fraction(0), bool(mark.possible)


def _follows(sheet: Sheet, cell: str, waiting: set[str]) -> bool:
    """Whether a cell that waits for a person hands something on to this one."""
    seen: set[str] = set()
    open_ = [cell.partition("/")[2]]
    while open_:
        for ref in _refs(sheet.cells[open_.pop()].args):
            if ref not in seen:
                seen.add(ref)
                open_.append(ref)
    return bool(seen & waiting)


def _refs(args: tuple[Arg, ...]) -> Iterator[str]:
    for arg in args:
        if isinstance(arg, Ref):
            yield arg.cell
        elif isinstance(arg, tuple):
            yield from _refs(arg)


def _told(mark: Mark) -> str:
    blank = mark.reading.status is Status.BLANK
    return f"{mark.verdict.value} {'' if blank else mark.reading.raw!r} → {mark.reading.value}".strip()
