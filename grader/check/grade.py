"""From the bytes of one submission to its report: a pure function, the unit of every batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grader import spanish
from grader.check.bundle import read_submission
from grader.check.conventions import mark_as_meant
from grader.check.decisions import Taken, decided, nobodys, owner, settled, taken
from grader.check.explain import explained
from grader.check.identify import Unidentified, identify
from grader.check.match.document import match
from grader.check.neighbours import remarks
from grader.check.policy import Policy
from grader.check.repeated import forgive_repeated
from grader.errors import UnreadableError
from grader.model import Act, Decision, Document, Mark, Report, Sheet, Verdict, Worksheet
from grader.sheets import build_sheets

_NOTHING_FOUND = "No se encontró ninguna respuesta de la hoja en este archivo; quizá se adjuntó otro."


@dataclass(frozen=True, slots=True)
class Class:
    """Against what submissions are marked."""

    worksheets: Mapping[str, Worksheet]
    policy: Policy
    only: Worksheet | None = None
    """Set when every submission answers this one worksheet (`--ejercicio`)."""


def grade(
    data: bytes, name: str, course: Class, decisions: Sequence[Decision] = (), claimed: Collection[str] = ()
) -> Report:
    """The report on one file; `name` is its path relative to what was handed in. Never raises on a submission.

    `decisions` are those in force on this file, `claimed` the sheet codes of whoever handed it in, where an LMS tells.
    """
    owned = owner(decisions, name)
    if owned and not owned.value:
        return nobodys(name, owned)
    if owned and owned.value in course.worksheets:
        course = replace(course, only=course.worksheets[owned.value])
    report = _undecided(data, name, course, decisions, claimed)
    if not decisions or report.worksheet is None:
        return report
    return settled(report, decisions, taken(decisions, report.worksheet.code), course.policy)


def _undecided(
    data: bytes, name: str, course: Class, decisions: Sequence[Decision], claimed: Collection[str]
) -> Report:
    """The report before what was decided on the submission as a whole."""
    try:
        document = read_submission(data, name)
    except UnreadableError as error:
        return refuse(name, error, course, decisions, claimed)
    worksheet = course.only or identify(document, name, course.worksheets, claimed)
    if isinstance(worksheet, Unidentified):
        status = "review" if worksheet.needs_person else "rejected"
        return Report(name, status, None, notices=(*document.notices, worksheet.reason))
    report = _marked(document, name, worksheet, course.policy, taken(decisions, worksheet.code))
    return replace(report, remarks=(*_unanswered(report), *remarks(report, course.worksheets)))


def _unanswered(report: Report) -> Iterator[str]:
    """A zero for a sheet that came back as it was handed out is fair, and is often a form that nobody saved."""
    if report.status == "graded" and all(it.verdict is Verdict.BLANK for it in report.marks):
        yield "llegó sin ninguna respuesta; quizá no se guardó lo que se escribió en ella."


def refuse(
    name: str, error: UnreadableError, course: Class, decisions: Sequence[Decision], claimed: Collection[str]
) -> Report:
    """The report on a file that gave no document; whose it is may still stand in its name."""
    status = "review" if error.needs_person else "rejected"
    worksheet = course.only or identify(Document("", ()), name, course.worksheets, claimed)
    if isinstance(worksheet, Unidentified):
        return Report(name, status, None, notices=(error.reason,))
    these = taken(decisions, worksheet.code)
    if these.was_seen:
        return _marked(Document("", (), unread=(error.reason,)), name, worksheet, course.policy, these)
    return Report(name, status, worksheet, notices=(error.reason,))


def _marked(document: Document, name: str, worksheet: Worksheet, policy: Policy, these: Taken) -> Report:
    sheets = build_sheets(worksheet)
    submission = match(document, sheets)
    if not submission.cells and not these.was_seen:
        return Report(name, "review", worksheet, notices=(*document.notices, *document.unread, _NOTHING_FOUND))
    marked = [mark_as_meant(sheet, submission.cells, policy, submission.loose) for sheet in sheets]
    marks = forgive_repeated(decided([mark for found, _ in marked for mark in found], sheets, these, policy), policy)
    marks = explained(sheets, marks)
    meant = [notice for _, notices in marked for notice in notices]
    notices = (*submission.notices, *document.unread, *meant, *_empty(sheets, submission.cells))
    report = _report(name, worksheet, marks, notices, policy)
    blanks = any(mark.verdict is Verdict.BLANK and mark.possible for mark in marks)
    waits = bool(document.unread) and blanks and Act.FINAL not in these.whole
    return replace(report, status="review") if waits else report


def _empty(sheets: tuple[Sheet, ...], cells: Mapping[str, object]) -> list[str]:
    """A notice for each exercise of which nothing was found: a student should hear it before the zero."""
    found = {ref.partition("/")[0] for ref in cells}
    missing = [sheet.title for sheet in sheets if sheet.name not in found]
    if not missing:
        return []
    return [f"No se encontró ninguna tabla de respuestas de {spanish.listing(missing)}."]


def _sum(points: Iterable[Fraction]) -> Fraction:
    """Exact, and ten times as fast as adding fractions one by one: few denominators occur."""
    numerators: dict[int, int] = defaultdict(int)
    for it in points:
        numerators[it.denominator] += it.numerator
    return sum((Fraction(n, d) for d, n in numerators.items()), Fraction(0))


def _report(
    name: str, worksheet: Worksheet, marks: tuple[Mark, ...], notices: tuple[str, ...], policy: Policy
) -> Report:
    earned = _sum(mark.earned for mark in marks)
    possible = _sum(mark.possible for mark in marks)
    in_review = any(mark.verdict is Verdict.REVIEW for mark in marks)
    return Report(
        submission=name,
        status="review" if in_review else "graded",
        worksheet=worksheet,
        marks=marks,
        notices=notices,
        earned=earned,
        possible=possible,
        grade=spanish.decimal(policy.grade(earned, possible), policy.scale.decimals, mark="."),
    )
