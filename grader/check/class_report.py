"""What a class has not understood, counted as reports come by: never who, and no more memory than the sheet needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from grader.model import Diagnosis, Mark, Report, Verdict

DONE = frozenset({Verdict.CORRECT, Verdict.CARRIED})


@dataclass(slots=True)
class Idea:
    """One misconception, over the whole class."""

    submissions: int = 0
    """In how many it shows."""
    cells: Counter[str] = field(default_factory=Counter)
    """`exercise/LAYER/quantity` → how many students show it there."""
    sentences: Counter[str] = field(default_factory=Counter)
    advice: Counter[str] = field(default_factory=Counter)
    """Both with letters in place of a student's numbers."""


@dataclass(slots=True)
class ClassReport:
    """Counters only: no name, no code, no answer and no file is kept."""

    titles: dict[str, str] = field(default_factory=dict)
    """Exercise → its title; the empty key holds the worksheet's own."""
    statuses: Counter[str] = field(default_factory=Counter)
    unmarked: int = 0
    """Files that wait for a person and hold no marks yet."""
    grades: Counter[tuple[Fraction, bool]] = field(default_factory=Counter)
    """(Grade, whether it is provisional) → how many."""
    cells: dict[str, Counter[Verdict]] = field(default_factory=dict)
    """Cell → verdicts; empty zeros by structure are left out."""
    ideas: dict[str, Idea] = field(default_factory=dict)
    """Slug → what is known of it; of several candidates the likeliest counts."""
    waiting: int = 0
    """How many submissions have a cell in review."""

    def add(self, report: Report) -> None:
        self.statuses[report.status] += 1
        if report.status == "review" and not report.marks:
            self.unmarked += 1
        if report.worksheet is not None:
            self.titles.setdefault("", report.worksheet.title)
            for instance in report.worksheet.instances:
                self.titles.setdefault(instance.exercise, instance.title)
        if report.grade and report.marks:
            self.grades[Fraction(report.grade), report.status == "review"] += 1
        self._add_marks(report)

    def _add_marks(self, report: Report) -> None:
        shown: set[str] = set()
        for mark in report.marks:
            if mark.verdict is Verdict.BLANK and not mark.possible:
                continue
            counts = self.cells.get(mark.cell)
            if counts is None:
                counts = self.cells[mark.cell] = Counter()
            counts[mark.verdict] += 1
            if mark.verdict is Verdict.MISCONCEPTION and mark.diagnoses:
                self._add_idea(mark, mark.diagnoses[0], is_first=mark.diagnoses[0].slug not in shown)
                shown.add(mark.diagnoses[0].slug)
        self.waiting += any(mark.verdict is Verdict.REVIEW for mark in report.marks)

    def _add_idea(self, mark: Mark, diagnosis: Diagnosis, *, is_first: bool) -> None:
        idea = self.ideas.setdefault(diagnosis.slug, Idea())
        rewiring = diagnosis.rewiring
        names = {letter: letter for letter in rewiring.letters}
        idea.submissions += is_first
        idea.cells[mark.cell] += 1
        idea.sentences[rewiring.sentence.format_map(names)] += 1
        if rewiring.advice:
            idea.advice[rewiring.advice.format_map(names)] += 1

    def hardest(self) -> list[tuple[str, Fraction]]:
        """Cells with the share of answers that are neither right nor carried, the largest first; reviews apart."""
        return sorted(self._missed(), key=lambda it: (-it[1], it[0]))

    def _missed(self) -> Iterator[tuple[str, Fraction]]:
        for cell, counts in self.cells.items():
            decided = counts.total() - counts[Verdict.REVIEW]
            missed = decided - sum(counts[verdict] for verdict in DONE)
            if missed:
                yield cell, Fraction(missed, decided)

    def median(self) -> Fraction | None:
        """Of all grades, provisional ones among them; `None` when there is none."""
        total = self.grades.total()
        if not total:
            return None
        return (self._grade_at((total - 1) // 2) + self._grade_at(total // 2)) / 2

    def _grade_at(self, place: int) -> Fraction:
        """The grade at this place when all stand in order."""
        for (grade, _), number in sorted(self.grades.items()):
            place -= number
            if place < 0:
                return grade
        raise IndexError(place)
