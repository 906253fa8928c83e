"""Everything that a run leaves in its folder, written as reports come by, and nothing of an earlier run beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

from grader.batch.basis import Basis
from grader.batch.engine import Graded
from grader.batch.outcome import Outcome, outcome, without_effect
from grader.batch.record import (
    CLASS_REPORT,
    FEEDBACK,
    GRADES,
    MANIFEST,
    POLICY,
    RESULTS,
    Entry,
    Piece,
    Record,
    RecordWriter,
    load_record,
    piece,
)
from grader.check.class_page import class_page
from grader.check.class_report import ClassReport
from grader.check.feedback import feedback_page
from grader.check.grades import Received, grade_list, received
from grader.check.policy import Policy
from grader.check.results import result_line
from grader.model import Decision, Report
from grader.names import slug
from grader.publish import file_stem
from grader.render import render_class_report, render_feedback


@dataclass(slots=True)
class Writing:
    """A submission after the other turned into what is written of it, without touching a disk."""

    basis: Basis
    names: set[str] = field(default_factory=set)
    """Of the pages so far."""
    received: list[Received] = field(default_factory=list)
    applied: set[Decision] = field(default_factory=set)
    of_class: ClassReport = field(default_factory=ClassReport)

    def add(self, graded: Graded) -> tuple[Entry, bytes, bytes]:
        """Its entry, its line of the results, and its feedback page; empty: nobody is known to get one."""
        report = graded.report
        self.received.append(received(report, graded.entry.sha256))
        self.applied.update(report.decisions)
        self.of_class.add(report)
        if report.worksheet is None:
            return graded.entry, result_line(report), b""
        page = _page(report, self.basis.course.policy)
        name = f"{FEEDBACK}/{_page_name(report, self.names)}"
        return replace(graded.entry, page=piece(name, page)), result_line(report), page

    def grades(self) -> bytes:
        text = grade_list(self.received, tuple(self.basis.course.worksheets.values()))
        return text.encode("utf-8-sig", errors="backslashreplace")

    def class_report(self) -> bytes:
        return render_class_report(class_page(self.of_class, self.basis.course.policy)).encode()

    def without_effect(self) -> Iterator[str]:
        return (without_effect(it) for it in self.basis.standing if it not in self.applied)


def save_run(graded: Iterable[Graded], basis: Basis, folder: Path) -> Outcome:
    """Write everything as reports come by; what an earlier run left and this one does not is removed."""
    earlier = load_record(folder)
    writing = Writing(basis)
    (folder / FEEDBACK).mkdir(parents=True, exist_ok=True)
    _save_sources(basis, folder)
    ours = {MANIFEST, POLICY} if basis.policy is not None else {MANIFEST}
    digest, size = sha256(), 0
    part = folder / f"{RESULTS}.tmp"
    with RecordWriter(folder, basis.sources) as record, part.open("wb") as results:
        for it in graded:
            entry, line, page = writing.add(it)
            results.write(line)
            digest.update(line)
            size += len(line)
            if entry.page:
                (folder / entry.page.name).write_bytes(page)
                ours.add(entry.page.name)
            ours.add(entry.copy)
            record.add(entry)
        lists = {GRADES: writing.grades(), CLASS_REPORT: writing.class_report()}
        for name, data in lists.items():
            (folder / name).write_bytes(data)
        results.close()
        part.replace(folder / RESULTS)
        written = [piece(name, data) for name, data in lists.items()]
        record.close([Piece(RESULTS, size, digest.hexdigest()), *written])
    told = [*writing.without_effect(), *_remove_stale(earlier, ours, folder)]
    return outcome(writing.received, basis.course, told)


def _save_sources(basis: Basis, folder: Path) -> None:
    (folder / MANIFEST).parent.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).write_bytes(basis.manifest)
    if basis.policy is not None:
        (folder / POLICY).write_bytes(basis.policy)


def _remove_stale(earlier: Record | None, ours: set[str], folder: Path) -> Iterator[str]:
    """Only what the earlier run wrote and nobody changed since is removed; what else is in the way is told."""
    kept = {RESULTS, GRADES, CLASS_REPORT, *ours}
    for name, it in (earlier.pieces if earlier else {}).items():
        path = folder / name
        if name in kept or not path.is_file():
            continue
        if sha256(path.read_bytes()).hexdigest() == it.sha256:
            path.unlink()
        else:
            yield f"{name}: ya no es de esta corrida, pero alguien lo cambió; no se borró."


def _page(report: Report, policy: Policy) -> bytes:
    return render_feedback(feedback_page(report, policy)).encode("utf-8", errors="backslashreplace")


def _page_name(report: Report, taken: set[str]) -> str:
    """One page a submission; the second of a student ends in -2."""
    assert report.worksheet is not None
    stem = file_stem(report.worksheet) if report.worksheet.students[0].id else slug(report.submission)
    names = chain([f"{stem}.html"], (f"{stem}-{number}.html" for number in count(2)))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name
