"""The same results without anybody's name, written beside a run while its reports go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.batch.basis import Basis
from grader.batch.engine import Graded
from grader.batch.outcome import Outcome, outcome
from grader.batch.record import FEEDBACK, GRADES, RESULTS
from grader.batch.save import Writing
from grader.check.anonymous import Veil, anonymous, nameless_class, veil

FOLDER = "anonimo"


@dataclass(slots=True)
class Share:
    """Results, grades and pages with sheet codes in the place of names; nothing that was handed in."""

    basis: Basis
    folder: Path
    """Of the run."""
    writing: Writing = field(init=False)
    over: Veil = field(init=False)

    def __post_init__(self) -> None:
        self.over = veil(self.basis.course.worksheets.values())
        self.writing = Writing(replace(self.basis, course=nameless_class(self.basis.course)))

    def passing(self, graded: Iterable[Graded]) -> Iterator[Graded]:
        """The same submissions, each written without its name as it goes by."""
        place = self.folder / FOLDER
        (place / FEEDBACK).mkdir(parents=True, exist_ok=True)
        for old in (place / FEEDBACK).glob("*.html"):
            old.unlink()  # a page of a worksheet that is no longer there
        with (place / RESULTS).open("wb") as results:
            for number, it in enumerate(graded, 1):
                report = anonymous(it.report, number, self.over)
                entry, line, page = self.writing.add(Graded(replace(it.entry, name=report.submission), report))
                results.write(line)
                if entry.page:
                    (place / entry.page.name).write_bytes(page)
                yield it
        (place / GRADES).write_bytes(self.writing.grades())

    def outcome(self) -> Outcome:
        """What the run came to, in words that name nobody."""
        return outcome(self.writing.received, self.writing.basis.course, ())
