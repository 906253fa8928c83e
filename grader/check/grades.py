"""`notas.csv`: a line for every student of the class, whether something came in or not."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from grader.model import Report, Student, Verdict, Worksheet

HEADER = (
    "estudiante",
    "nombre",
    "correo",
    "grupo",
    "hoja",
    "entrega",
    "nota",
    "puntos",
    "de",
    "estado",
    "en_revision",
)


_STATES = {"review": "por revisar", "rejected": "rechazada"}


def grade_list(reports: Iterable[Report], worksheets: Sequence[Worksheet]) -> str:
    """The grade list as CSV text; a provisional grade says so in `estado`.

    Where nobody is named (`--ejercicio`), everybody answers the same sheet: a line for every submission.
    """
    by_code: dict[str, list[Report]] = defaultdict(list)
    strays = []
    for report in reports:
        if report.worksheet:
            by_code[report.worksheet.code].append(report)
        else:
            strays.append(report)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for worksheet in worksheets:
        received = by_code[worksheet.code]
        for student in worksheet.students:
            for theirs in [received] if student.id else [[report] for report in received]:
                writer.writerow(map(_safe, _line(student, worksheet, theirs)))
    for report in strays:
        state = f"{_STATES[report.status]}: {report.notices[-1]}"
        writer.writerow(map(_safe, ("", "", "", "", "", report.submission, "", "", "", state, "1")))
    return out.getvalue()


def _line(student: Student, worksheet: Worksheet, reports: list[Report]) -> tuple[str, ...]:
    who = (student.id, student.name, student.email, student.group, worksheet.code)
    if not reports:
        return (*who, "", "", "", "", "sin entrega", "0")
    if len(reports) > 1:
        names = " | ".join(report.submission for report in reports)
        return (*who, names, "", "", "", "por revisar: varias entregas, hay que decidir cuál vale", "1")
    report = reports[0]
    if not report.marks:
        state = f"{_STATES[report.status]}: {report.notices[-1]}"
        return (*who, report.submission, "", "", "", state, "1")
    waiting = sum(mark.verdict is Verdict.REVIEW for mark in report.marks)
    state = "provisional" if report.status == "review" else "definitiva"
    points = (f"{float(report.earned):.4f}", f"{float(report.possible):.4f}")
    return (*who, report.submission, report.grade, *points, state, str(waiting))


def _safe(text: str) -> str:
    """No spreadsheet takes a text of ours for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
