"""A run once more without anybody's name, beside it, to be shown or shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from grader.batch.archive import open_run
from grader.batch.basis import Basis, of_run
from grader.batch.done import Done, done
from grader.batch.engine import archived, grade_all
from grader.batch.outcome import Outcome, outcome
from grader.batch.record import CLASS_REPORT, FEEDBACK, GRADES, RESULTS, Record
from grader.batch.save import PageNames, report_page
from grader.check.anonymous import anonymous, nameless_class, veil
from grader.check.class_report import ClassReport
from grader.check.grades import ArrivedList, grade_list
from grader.progress import progress

FOLDER = "anonimo"


def share_run(folder: Path) -> Outcome:
    """Results, grades and pages with sheet codes in the place of names, and nothing that was handed in."""
    _, record = open_run(folder)
    basis = of_run(folder, record)
    place = folder / FOLDER
    (place / FEEDBACK).mkdir(parents=True, exist_ok=True)
    for old in (place / FEEDBACK).glob("*.html"):
        old.unlink()  # a page of a worksheet that is no longer there
    names, arrived, of_class = PageNames(), [], ClassReport()
    with (place / RESULTS).open("wb") as results:
        for it in _nameless(folder, record, basis):
            results.write(it.line)
            arrived.append(it.summary.received)
            of_class.count(it.summary.trace)
            if name := names.give(it.summary.stem):
                (place / name).write_bytes(it.page)
    course = nameless_class(basis.course)
    came = ArrivedList(arrived)
    grades = "".join(grade_list(came, course.worksheets.values()))
    (place / GRADES).write_text(grades, "utf-8-sig", errors="backslashreplace", newline="")
    (place / CLASS_REPORT).write_bytes(report_page(of_class, basis))
    return outcome(came, Counter(it.status for it in arrived), course, ())


def _nameless(folder: Path, record: Record, basis: Basis) -> Iterator[Done]:
    over = veil(basis.course.worksheets.values())
    files = progress(archived(folder, record.submissions), len(record.submissions), "Quitando nombres")
    for number, it in enumerate(grade_all(files, basis.course, basis.decisions), 1):
        report = anonymous(it.report, number, over)
        yield done(replace(it, report=report), basis.course.policy)
