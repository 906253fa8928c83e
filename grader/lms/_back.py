"""What goes back to an LMS: all that was marked, who is who, and on what terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from grader.lms._book import Book
from grader.lms._delivery import Delivery
from grader.lms._marked import Graded, Marked
from grader.lms._people import Who


@dataclass(frozen=True, slots=True)
class Upload:
    file: Path
    how: str
    """Spanish: what is in it and where it goes."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """All that a grade file and a zip of pages are made from."""

    delivery: Delivery | None
    book: Book | None
    who: Who
    marked: Marked
    emails: Callable[[str], Iterable[str]]
    """Sheet code → of everybody who shares it."""
    highest: Fraction
    """Of the scale that the grades come in."""
    provisional: bool = False
    """Whether grades that may still change go out too."""

    def lets(self, it: Graded) -> bool:
        return self.provisional or not it.provisional

    def key_of(self, submission: str) -> str:
        return self.marked.key_of(submission)

    def goes(self, key: str) -> Graded | None:
        """What goes out, if anything does."""
        found = self.marked.get(key)
        return found if found and self.lets(found) else None

    def by_row(self) -> dict[int, str]:
        """The worksheet of each line of the book: by what came in under its id, else by whose line it is."""
        codes: dict[int, str] = {}
        for entry in self.delivery.entries if self.delivery else ():
            if line := self.who.line_of(entry):
                codes[line.row] = codes.get(line.row) or self.key_of(entry.submission)
        for line in self.book.lines if self.book else ():
            if line.row not in codes and len(found := self.who.of_line(line)) == 1:
                codes[line.row] = next(iter(found))
        return codes
