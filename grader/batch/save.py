"""Everything that a run leaves in its folder, written as results come by, and nothing of an earlier run beside it."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

from grader.batch.basis import Basis
from grader.batch.collect import Files
from grader.batch.copies import remove_parts
from grader.batch.done import Done, Summary
from grader.batch.ledger import Ledger
from grader.batch.outcome import Outcome, outcome, without_effect
from grader.batch.pool import Crew, here
from grader.batch.record import (
    CLASS_REPORT,
    FEEDBACK,
    GRADES,
    MANIFEST,
    POLICY,
    RESULTS,
    Entry,
    Piece,
    RecordWriter,
    piece,
    piece_of,
    read_pieces,
)
from grader.batch.resume import Marking, Settled
from grader.check.class_page import class_page
from grader.check.class_report import ClassReport
from grader.check.grades import grade_list
from grader.kept import KeptSet
from grader.model import Decision
from grader.render import render_class_report

Watch = Callable[[Iterator[Settled], int], Iterable[Settled]]
"""Looks at results going by (a progress bar); the number is how many there will be."""


@dataclass(slots=True)
class PageNames:
    """One page a submission; the second of a student ends in -2."""

    taken: KeptSet = field(default_factory=KeptSet)

    def give(self, stem: str) -> str:
        """The name of the next page with this stem; empty for no stem."""
        if not stem:
            return ""
        names = chain([f"{stem}.html"], (f"{stem}-{number}.html" for number in count(2)))
        return f"{FEEDBACK}/{next(filter(self.taken.add, names))}"


def named(done: Done, name: str) -> Summary:
    """The summary with its page, now that it has a name."""
    page = piece(name, done.page) if name else None
    return replace(done.summary, entry=replace(done.summary.entry, page=page))


def save_run(
    files: Files,
    basis: Basis,
    folder: Path,
    crew: Crew | None = None,
    *,
    watch: Watch = lambda results, _: results,
    check: Callable[[int, Entry], None] = lambda _, __: None,
    finish: Callable[[Iterator[Summary]], None] = lambda _: None,
) -> Outcome:
    """Mark and write everything; what an earlier run left and this one does not is removed.

    `check` sees the place and the entry of each submission before anything of it is written, `finish` sees them all
    when everything is. Killed at any moment and
    called again, it goes on and ends in the same files.
    """
    deque(read_pieces(folder), maxlen=0)  # a damaged record is told before anything is written
    (folder / FEEDBACK).mkdir(parents=True, exist_ok=True)
    _save_sources(basis, folder)
    applied: set[Decision] = set()
    of_class = ClassReport()
    with Ledger(folder) as ledger:
        marking = Marking(basis, folder, ledger, crew or here())
        names = PageNames()
        for place, it in enumerate(watch(marking.settled(files), len(files))):
            check(place, it.summary.entry)
            applied.update(it.summary.applied)
            of_class.count(it.summary.trace)
            _write(place, it, names.give(it.summary.stem), marking)
        written = [*_write_lists(ledger, basis, folder), _whole(folder, CLASS_REPORT, [report_page(of_class, basis)])]
        with RecordWriter(folder, basis.sources) as record:
            ours = {MANIFEST} if basis.policy is None else {MANIFEST, POLICY}
            stale = list(_remove_stale(read_pieces(folder), ours, ledger, folder))
            for summary in ledger.summaries():
                record.add(summary.entry)
            record.close(written)
        ledger.forget_earlier()
        remove_parts(folder)
        finish(ledger.summaries())
        idle = (without_effect(it) for it in basis.standing if it not in applied)
        return outcome(ledger, ledger.statuses(), basis.course, [*idle, *stale])


def _write(place: int, it: Settled, name: str, marking: Marking) -> None:
    """A result's page and its row; one that is known keeps its page if that still has its name and its bytes."""
    summary = it.summary
    if it.done is None and not _stands(marking.folder, summary.entry.page, name):
        it = marking.anew(it)
    if it.done:
        summary = named(it.done, name)
        if name:
            (marking.folder / name).write_bytes(it.done.page)
    marking.ledger.add(place, it.key, summary, it.line)


def _stands(folder: Path, page: Piece | None, name: str) -> bool:
    if page is None or page.name != name:
        return page is None and not name
    path = folder / name
    return path.is_file() and piece_of(name, path) == page


def _write_lists(ledger: Ledger, basis: Basis, folder: Path) -> list[Piece]:
    """The results and the grade list, each whole or not at all."""
    grades = (line.encode("utf-8", "backslashreplace") for line in grade_list(ledger, basis.course.worksheets.values()))
    return [_whole(folder, RESULTS, ledger.lines()), _whole(folder, GRADES, chain([b"\xef\xbb\xbf"], grades))]


def report_page(of_class: ClassReport, basis: Basis) -> bytes:
    return render_class_report(class_page(of_class, basis.course.policy)).encode()


def _whole(folder: Path, name: str, parts: Iterable[bytes]) -> Piece:
    part, digest, size = folder / f"{name}.tmp", sha256(), 0
    with part.open("wb") as file:
        for data in parts:
            file.write(data)
            digest.update(data)
            size += len(data)
    part.replace(folder / name)
    return Piece(name, size, digest.hexdigest())


def _save_sources(basis: Basis, folder: Path) -> None:
    kept = folder / MANIFEST
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not kept.exists() or not kept.samefile(basis.manifest):
        shutil.copyfile(basis.manifest, kept)
    if basis.policy is not None:
        (folder / POLICY).write_bytes(basis.policy)


def _remove_stale(earlier: Iterable[Piece], ours: set[str], ledger: Ledger, folder: Path) -> Iterator[str]:
    """Only what the earlier run wrote and nobody changed since is removed; what else is in the way is told."""
    for it in earlier:
        path = folder / it.name
        if it.name in ours or ledger.holds(it.name) or not path.is_file():
            continue
        if piece_of(it.name, path) == it:
            path.unlink()
        else:
            yield f"{it.name}: ya no es de esta corrida, pero alguien lo cambió; no se borró."
