"""What a run of marking leaves: `resultados.jsonl`, one feedback page a submission, `notas.csv`, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader import spanish
from grader.check.feedback import feedback_page
from grader.check.grade import Class
from grader.check.grades import grade_list
from grader.check.results import result_line
from grader.model import Report
from grader.names import slug
from grader.publish import file_stem
from grader.render import render_feedback

RESULTS, GRADES, FEEDBACK = "resultados.jsonl", "notas.csv", "retroalimentacion"


@dataclass(slots=True)
class Outcome:
    statuses: Counter[str] = field(default_factory=Counter)
    troubled: list[Report] = field(default_factory=list)
    """What was rejected or belongs to nobody yet."""
    missing: int = 0

    @property
    def exit_status(self) -> int:
        return 1 if self.statuses["review"] or self.statuses["rejected"] else 0

    def summary(self) -> str:
        """What happened, in Spanish, for the end of the command."""
        total = spanish.plural(sum(self.statuses.values()), "entrega", "entregas")
        missing = spanish.plural(self.missing, "estudiante", "estudiantes")
        counts = (
            f"{total}: {self.statuses['graded']} sin nada pendiente, {self.statuses['review']} con algo por revisar, "
            f"{self.statuses['rejected']} rechazadas. Sin entrega: {missing}."
        )
        return "\n".join([counts, *(f"  {report.submission}: {report.notices[-1]}" for report in self.troubled)])


def save_outcome(reports: Iterable[Report], course: Class, folder: Path) -> Outcome:
    """Write everything as reports come by."""
    outcome, light = Outcome(), []
    pages = folder / FEEDBACK
    pages.mkdir(parents=True, exist_ok=True)
    names: Counter[str] = Counter()
    with (folder / RESULTS).open("wb") as results:
        for report in reports:
            results.write(result_line(report))
            outcome.statuses[report.status] += 1
            if report.worksheet:
                light.append(report)
            if report.marks:
                page = render_feedback(feedback_page(report, course.policy))
                (pages / _page_name(report, names)).write_text(page, "utf-8", errors="backslashreplace")
            else:
                outcome.troubled.append(report)
    (folder / GRADES).write_text(grade_list(light, tuple(course.worksheets.values())), "utf-8-sig", newline="")
    answered = {report.worksheet.code for report in light if report.worksheet}
    outcome.missing = sum(len(it.students) for code, it in course.worksheets.items() if code not in answered)
    return outcome


def _page_name(report: Report, names: Counter[str]) -> str:
    """One page a submission; the second of a student ends in -2."""
    assert report.worksheet is not None
    stem = file_stem(report.worksheet) if report.worksheet.students[0].id else slug(report.submission)
    names[stem] += 1
    return f"{stem}.html" if names[stem] == 1 else f"{stem}-{names[stem]}.html"
