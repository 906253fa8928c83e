"""A run that somebody goes through: what is known of each submission now, and what was decided since it was marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from grader.batch.basis import Basis, of_run
from grader.batch.decision_log import FILE_NAME, append, by_submission, in_force
from grader.batch.engine import Graded, archived, grade_file
from grader.batch.record import RESULTS, Entry, Record
from grader.check.grades import Received, received
from grader.check.results import read_result
from grader.errors import UsageError
from grader.model import Decision


@dataclass(slots=True)
class Review:
    folder: Path
    record: Record
    basis: Basis
    known: list[Received] = field(default_factory=list)
    """What is known of each submission, in the record's order."""
    graded: dict[int, Graded] = field(default_factory=dict)
    """Those that were marked again, by their place."""

    def entry(self, place: int) -> Entry:
        return self.record.submissions[place]

    def report(self, place: int) -> Graded:
        """The submission with its marks, as decided until now."""
        if place not in self.graded:
            self.graded[place] = self._grade(place, self.basis.decisions.get(self.entry(place).sha256, ()))
        return self.graded[place]

    def trial(self, place: int, decision: Decision) -> Graded:
        """How it would be marked with one decision more."""
        tried = by_submission(in_force((*self.basis.log.decisions, decision)))
        return self._grade(place, tried.get(self.entry(place).sha256, ()))

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Adds decisions to the log; they are on the disk when this returns."""
        these = list(decisions)
        self.basis = replace(self.basis, log=append(self.folder / FILE_NAME, these))
        touched = {it.submission for it in these}
        sheets = {it.sheet for it in these} - {""}
        for place, it in enumerate(self.known):
            if it.digest in touched or it.code in sheets:
                self.refresh(place)

    def refresh(self, place: int) -> None:
        self.graded.pop(place, None)
        self.known[place] = received(self.report(place).report, self.entry(place).sha256)

    def _grade(self, place: int, decisions: tuple[Decision, ...]) -> Graded:
        (file,) = archived(self.folder, [self.entry(place)])
        graded = grade_file(file, self.basis.course, {self.entry(place).sha256: decisions})
        return unchanged(graded, self.entry(place))


def open_review(folder: Path, record: Record) -> Review:
    """Where a run stands: what its results say, and marked again where something waits or was decided."""
    basis = of_run(folder, record)
    review = Review(folder, record, basis)
    touched = basis.decisions.keys() | {it.submission for it in basis.log.decisions}
    for place, line in enumerate(_lines(folder, record)):
        entry = record.submissions[place]
        review.known.append(_received(line, entry))
        if line["status"] != "graded" or entry.sha256 in touched:
            review.refresh(place)
    return review


def unchanged(graded: Graded, entry: Entry) -> Graded:
    """The submission, if it still is the one that was marked."""
    insist(graded.entry, entry)
    return graded


def insist(now: Entry, then: Entry) -> None:
    """Raises `UsageError` when a file that was archived is not the one that was marked."""
    if now.sha256 != then.sha256:
        reason = "ya no es el que se calificó" if now.sha256 else "falta o no se puede abrir"
        raise UsageError(f"«{then.copy}» {reason}; «grader verificar» dice qué más cambió.")


def _lines(folder: Path, record: Record) -> Iterator[dict[str, Any]]:
    """The line of the results of each submission, in order."""
    with (folder / RESULTS).open("rb") as file:
        lines = [read_result(line) for line in file]
    if len(lines) != len(record.submissions):
        raise UsageError(f"«{RESULTS}» no tiene una línea por cada entrega; «grader verificar» dice qué cambió.")
    return iter(lines)


def _received(line: dict[str, Any], entry: Entry) -> Received:
    """What a line of the results says; nobody decided anything on it."""
    return Received(
        submission=line["submission"],
        digest=entry.sha256 or line["submission"],
        code=line["sheet"],
        status=line["status"],
        grade=line["grade"],
        points=Fraction(line["earned"]),
        out_of=Fraction(line["possible"]),
        waiting=0,
        first="",
        said="",
        is_marked=bool(line["grade"]),
        is_dismissed=False,
        chosen_of=frozenset(),
    )
