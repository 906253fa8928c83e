"""`notas.csv`: a line for every student of the class, whether something came in or not."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from grader.check.results import cell_path
from grader.model import Act, Report, Student, Verdict, Worksheet
from grader.spanish import plural

HEADER = (
    "estudiante",
    "nombre",
    "correo",
    "grupo",
    "hoja",
    "entrega",
    "nota",
    "provisional",
    "puntos",
    "de",
    "estado",
    "pendientes",
)
"""`nota` holds definite grades only; one that may still change stands in `provisional`."""

_STATES = {"review": "por revisar", "rejected": "rechazada"}


@dataclass(frozen=True, slots=True)
class Received:
    """What a list of the class needs to know of a report."""

    submission: str
    digest: str
    """SHA-256 of the file; the same bytes twice are one attempt."""
    code: str
    """Of the worksheet; empty when it is nobody's."""
    status: str
    grade: str
    points: Fraction
    out_of: Fraction
    waiting: int
    """Cells in review."""
    first: str
    """The first of them; empty: none."""
    said: str
    """The last notice: why there is no grade."""
    is_marked: bool
    is_dismissed: bool
    """A person decided that it is no submission of this class."""
    chosen_of: frozenset[str]
    """The attempts among which a person chose this one; empty: nobody did."""
    remarks: tuple[str, ...] = ()
    """For the docente alone; no list holds them."""


def received(report: Report, digest: str = "") -> Received:
    waiting = [mark.cell for mark in report.marks if mark.verdict is Verdict.REVIEW]
    acts = {it.act: it for it in report.decisions if not it.cell}
    return Received(
        submission=report.submission,
        digest=digest or report.submission,
        code=report.worksheet.code if report.worksheet else "",
        status=report.status,
        grade=report.grade,
        points=report.earned,
        out_of=report.possible,
        waiting=len(waiting) if report.status == "review" else 0,
        first=cell_path(waiting[0]) if waiting else "",
        said=report.notices[-1] if report.notices else "",
        is_marked=bool(report.grade),
        is_dismissed=Act.OWNER in acts and report.worksheet is None,
        chosen_of=frozenset(acts[Act.COUNTS].value.split()) if Act.COUNTS in acts else frozenset(),
        remarks=report.remarks,
    )


def that_counts(theirs: Sequence[Received]) -> Received | None:
    """The one of a student's submissions that gives the grade; none: a person has to say which.

    The same bytes handed in twice are one. A choice holds until another attempt comes in.
    """
    attempts = {it.digest: it for it in reversed(theirs)}
    if len(attempts) == 1:
        return theirs[0]
    chosen = [it for it in attempts.values() if it.chosen_of >= attempts.keys()]
    return chosen[0] if chosen else None


class Arrived(Protocol):
    """What came in from a class, wherever that is kept."""

    def codes(self) -> Iterable[str]:
        """Of the worksheets for which something came in; the empty code for what is nobody's."""

    def of_worksheet(self, code: str) -> Sequence[Received]:
        """What came in for a worksheet, in order."""


def by_worksheet(found: Iterable[Received]) -> Mapping[str, list[Received]]:
    """Code of a worksheet → what was handed in for it; what is nobody's under the empty code."""
    by_code: dict[str, list[Received]] = defaultdict(list)
    for it in found:
        by_code[it.code].append(it)
    return by_code


class ArrivedList:
    """What came in, in memory."""

    def __init__(self, found: Iterable[Received]) -> None:
        self._by_code = by_worksheet(found)

    def codes(self) -> Iterable[str]:
        return self._by_code

    def of_worksheet(self, code: str) -> Sequence[Received]:
        return self._by_code.get(code, [])


def grade_list(arrived: Arrived, worksheets: Iterable[Worksheet]) -> Iterator[str]:
    """The grade list as lines of CSV text.

    Where nobody is named (`--ejercicio`), everybody answers the same sheet: a line for every submission.
    """
    yield _csv(HEADER)
    nothing = ("", "", "", "", "", "; ".join(filter(None, ("sin entrega", ownerless(arrived)))), "0")
    for worksheet in worksheets:
        theirs = arrived.of_worksheet(worksheet.code)
        for student in dict.fromkeys(worksheet.students):
            for its in [theirs] if student.id else [[it] for it in theirs]:
                yield _csv((*_who(student, worksheet), *(_line(its) if its else nothing)))
    for it in arrived.of_worksheet(""):
        yield _csv(("", "", "", "", "", *_line([it])))


def ownerless(arrived: Arrived) -> str:
    """What may still be of a student of whom nothing came in, in Spanish; empty: nothing."""
    files = sum(it.status == "review" and not it.is_dismissed for it in arrived.of_worksheet(""))
    return f"hay {plural(files, 'archivo', 'archivos')} sin dueño" if files else ""


def _csv(row: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(map(safe, row))
    return out.getvalue()


def _who(student: Student, worksheet: Worksheet) -> tuple[str, ...]:
    return student.id, student.name, student.email, student.group, worksheet.code


def _line(theirs: Sequence[Received]) -> tuple[str, ...]:
    """What came in from a student, its grade and how final that is."""
    it = that_counts(theirs)
    if it is None:
        names = " | ".join(it.submission for it in theirs)
        return (names, "", "", "", "", "por revisar: varias entregas, hay que decidir cuál vale", "1")
    if not it.is_marked:
        return (it.submission, "", "", "", "", f"{_STATES[it.status]}: {it.said}", "0" if it.is_dismissed else "1")
    points = (f"{float(it.points):.4f}", f"{float(it.out_of):.4f}")
    if it.status == "review":
        return (it.submission, "", it.grade, *points, "provisional", str(it.waiting or 1))
    return (it.submission, it.grade, "", *points, "definitiva", "0")


def safe(text: str) -> str:
    """No spreadsheet takes a text of ours for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
