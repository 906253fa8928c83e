"""What a run of marking leaves: `resultados.jsonl`, one feedback page a submission, `notas.csv`, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.check.feedback import feedback_page
from grader.check.grade import Class
from grader.check.grades import grade_list
from grader.check.results import result_line
from grader.model import Report, Verdict
from grader.names import slug
from grader.publish import file_stem
from grader.render import render_feedback
from grader.spanish import plural

RESULTS, GRADES, FEEDBACK = "resultados.jsonl", "notas.csv", "retroalimentacion"


_LISTED = 20
"""More than this and the summary points to the grade list."""


@dataclass(slots=True)
class Outcome:
    statuses: Counter[str] = field(default_factory=Counter)
    pending: list[str] = field(default_factory=list)
    """What waits for a person or was rejected, a line each."""
    missing: int = 0

    @property
    def exit_status(self) -> int:
        return 1 if self.pending else 0

    def add(self, report: Report) -> None:
        self.statuses[report.status] += 1
        if report.status != "graded":
            waiting = [mark for mark in report.marks if mark.verdict is Verdict.REVIEW]
            cells = f"{plural(len(waiting), 'celda', 'celdas')}, la primera {waiting[0].cell}" if waiting else ""
            self.pending.append(f"{report.submission}: {cells or ' '.join(report.notices[-1:])}")

    def add_repeated(self, names: list[str]) -> None:
        self.pending.append(f"{', '.join(names)}: son del mismo estudiante; hay que decidir cuál vale.")

    def summary(self) -> str:
        """What happened, in Spanish, for the end of the command."""
        one, several = self.statuses["rejected"], plural(self.missing, "estudiante", "estudiantes")
        counts = (
            f"{plural(sum(self.statuses.values()), 'entrega', 'entregas')}: "
            f"{plural(self.statuses['graded'], 'calificada', 'calificadas')}, "
            f"{self.statuses['review']} con algo por revisar, {plural(one, 'rechazada', 'rechazadas')}. "
            f"Sin entrega: {several}."
        )
        more = [f"  … y {len(self.pending) - _LISTED} más, en {GRADES}"] if len(self.pending) > _LISTED else []
        return "\n".join([counts, *(f"  {line}" for line in self.pending[:_LISTED]), *more])


def save_outcome(reports: Iterable[Report], course: Class, folder: Path) -> Outcome:
    """Write everything as reports come by."""
    outcome = Outcome()
    received: list[Report] = []
    pages = folder / FEEDBACK
    pages.mkdir(parents=True, exist_ok=True)
    names: Counter[str] = Counter()
    with (folder / RESULTS).open("wb") as results:
        for report in reports:
            results.write(result_line(report))
            outcome.add(report)
            received.append(report)
            if report.worksheet:
                page = render_feedback(feedback_page(report, course.policy))
                (pages / _page_name(report, names)).write_text(page, "utf-8", errors="backslashreplace")
    grades = grade_list(received, tuple(course.worksheets.values()))
    (folder / GRADES).write_text(grades, "utf-8-sig", newline="", errors="backslashreplace")
    _count_students(outcome, received, course)
    return outcome


def _count_students(outcome: Outcome, received: list[Report], course: Class) -> None:
    """Who handed in more than once, and how many not at all."""
    by_code: dict[str, list[str]] = {}
    for report in received:
        if report.worksheet:
            by_code.setdefault(report.worksheet.code, []).append(report.submission)
    for names in by_code.values():
        if len(names) > 1 and course.only is None:
            outcome.add_repeated(names)
    outcome.missing = sum(len(it.students) for code, it in course.worksheets.items() if code not in by_code)


def _page_name(report: Report, names: Counter[str]) -> str:
    """One page a submission; the second of a student ends in -2."""
    assert report.worksheet is not None
    stem = file_stem(report.worksheet) if report.worksheet.students[0].id else slug(report.submission)
    names[stem] += 1
    return f"{stem}.html" if names[stem] == 1 else f"{stem}-{names[stem]}.html"
