"""What a class has not understood, counted as reports come by: never who, and no more memory than the sheet needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from grader.model import Mark, Report, Verdict

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


@dataclass(frozen=True, slots=True)
class Shown:
    """A misconception in one cell of one submission."""

    slug: str
    cell: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What one submission adds to the picture of the class; small enough to be sent and kept."""

    status: str
    grade: str
    """Empty: nothing in it was marked."""
    titles: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, Verdict], ...]
    """Without empty zeros by structure."""
    ideas: tuple[Shown, ...]


def trace(report: Report) -> Trace:
    sheet = report.worksheet
    titles = [("", sheet.title), *((it.exercise, it.title) for it in sheet.instances)] if sheet else []
    counted = [mark for mark in report.marks if mark.possible or mark.verdict is not Verdict.BLANK]
    ideas = [_shown(mark) for mark in counted if mark.verdict is Verdict.MISCONCEPTION and mark.diagnoses]
    return Trace(
        status=report.status,
        grade=report.grade if report.marks else "",
        titles=tuple(titles),
        cells=tuple((mark.cell, mark.verdict) for mark in counted),
        ideas=tuple(ideas),
    )


def _shown(mark: Mark) -> Shown:
    """The likeliest misconception, with letters in place of the student's numbers."""
    rewiring = mark.diagnoses[0].rewiring
    names = {letter: letter for letter in rewiring.letters}
    sentence, advice = rewiring.sentence.format_map(names), rewiring.advice.format_map(names)
    return Shown(mark.diagnoses[0].slug, mark.cell, sentence, advice)


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
        self.count(trace(report))

    def count(self, it: Trace) -> None:
        self.statuses[it.status] += 1
        self.unmarked += it.status == "review" and not it.cells
        for exercise, title in it.titles:
            self.titles.setdefault(exercise, title)
        if it.grade:
            self.grades[Fraction(it.grade), it.status == "review"] += 1
        for cell, verdict in it.cells:
            if cell not in self.cells:
                self.cells[cell] = Counter()
            self.cells[cell][verdict] += 1
        self.waiting += any(verdict is Verdict.REVIEW for _, verdict in it.cells)
        self._count_ideas(it.ideas)

    def _count_ideas(self, shown: tuple[Shown, ...]) -> None:
        for it in shown:
            idea = self.ideas.setdefault(it.slug, Idea())
            idea.cells[it.cell] += 1
            idea.sentences[it.sentence] += 1
            if it.advice:
                idea.advice[it.advice] += 1
        for slug in {it.slug for it in shown}:
            self.ideas[slug].submissions += 1

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
