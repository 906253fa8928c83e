"""A report as a student reads it: where the path leaves the right one, the path from there, and the right one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from grader import spanish
from grader.check.feedback_cells import Numbered, Teller, label_of, part_of
from grader.check.feedback_records import FeedbackPage, FeedbackSection, FirstLook
from grader.check.feedback_words import VERDICT_LABELS, WRONG
from grader.check.grade_sum import grade_line
from grader.check.policy import Policy, Show
from grader.check.verified import letters_of
from grader.model import Report, Sheet, Verdict, Worksheet
from grader.page import letters
from grader.sheets import build_sheets

_AT_MOST = 3


def feedback_page(report: Report, policy: Policy, used: int = 1) -> FeedbackPage:
    """The page for one report that has a worksheet, with as much told as the policy shows.

    `used` is how many attempts the student has made, this one among them.
    """
    worksheet = report.worksheet
    assert worksheet is not None
    teller = Teller(policy, policy.shown(used))
    parts = _parts(report, build_sheets(worksheet)) if report.marks else []
    points = [part_of(sheet, marks, policy) for sheet, marks in parts]
    shows = teller.show is not Show.NOTHING
    told = zip(parts, points, strict=True) if shows else ()
    sections = tuple(teller.section(sheet, marks, part) for (sheet, marks), part in told)
    counts = Counter([mark.verdict for mark in report.marks])
    grade = report.grade.replace(".", ",")
    return FeedbackPage(
        title=worksheet.title,
        student=spanish.listing([student.name for student in worksheet.students]),
        code=worksheet.code,
        submission=report.submission,
        grade=f"{grade} de {spanish.decimal(policy.scale.highest, policy.scale.decimals)}" if grade else "",
        arithmetic=grade_line(points, policy, grade) if shows else "",
        provisional=report.status == "review",
        verdict_counts=tuple(_counts(counts)) if shows else (),
        first=tuple(_first(parts, sections))[:_AT_MOST],
        notices=report.notices,
        sections=sections,
        letters=_legend(worksheet, sections),
    )


def _counts(counts: Counter[Verdict]) -> Iterator[tuple[Verdict, str, int]]:
    return ((v, VERDICT_LABELS[v][counts[v] != 1], counts[v]) for v in Verdict if counts[v])


def _parts(report: Report, sheets: Iterable[Sheet]) -> list[tuple[Sheet, list[Numbered]]]:
    """Each exercise with its marks."""
    found: defaultdict[str, list[Numbered]] = defaultdict(list)
    for i, mark in enumerate(report.marks):
        found[mark.cell.partition("/")[0]].append((i, mark))
    return [(sheet, found[sheet.name]) for sheet in sheets]


def _first(parts: list[tuple[Sheet, list[Numbered]]], sections: tuple[FeedbackSection, ...]) -> Iterator[FirstLook]:
    """What to look at first: one item an idea or a lone mistake, that which lost most before the others."""
    cells = {cell.anchor: cell for section in sections for cell in section.steps}
    found: dict[str, list[tuple[str, str, Fraction]]] = {}
    for sheet, marks in parts:
        for number, mark in marks:
            if mark.verdict in WRONG and f"c{number}" in cells:
                idea = mark.diagnoses[0].slug if mark.diagnoses else f"c{number}"
                place = f"{label_of(mark)} ({sheet.title})" if len(parts) > 1 else label_of(mark)
                found.setdefault(idea, []).append((place, f"c{number}", mark.possible - mark.earned))
    for places in sorted(found.values(), key=lambda it: -sum(lost for _, _, lost in it)):
        cell = cells[places[0][1]]
        yield FirstLook(tuple(it[:2] for it in places), " ".join(cell.why), " ".join(cell.advice))


def _legend(worksheet: Worksheet, sections: Sequence[FeedbackSection]) -> tuple[tuple[str, str], ...]:
    """The meaning of each letter in which something on the page is written, once: both if two exercises differ."""
    sheets = build_sheets(worksheet) if sections else ()
    meanings: dict[str, dict[str, None]] = {}
    for instance, sheet, section in zip(worksheet.instances, sheets, sections, strict=bool(sections)):
        equations = (it for cell in (*section.steps, *section.blanks) for it in (*cell.path, *cell.working))
        used = {letter for equation in equations for letter in letters_of(equation)}
        for letter, words in letters(instance, sheet) if used else ():
            if letter in used:
                meanings.setdefault(letter, {})[words] = None
    return tuple((letter, spanish.listing([*words], "o")) for letter, words in meanings.items())
