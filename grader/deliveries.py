"""What an LMS let the docente download, on its way to the marks and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from grader import spanish
from grader.batch.collect import Incoming, collect
from grader.batch.done import Summary
from grader.check.grade import Class
from grader.check.grades import Received, that_counts
from grader.lms import open_book, open_delivery, write_back
from grader.lms._back import Graded, Outgoing, Upload
from grader.lms._book import Book
from grader.lms._delivery import Delivery
from grader.lms._pack import Packed
from grader.lms._people import Who, claims, who

FOLDER = "para-subir"


@dataclass(frozen=True, slots=True)
class Inbox:
    """All that came in."""

    deliveries: tuple[Delivery, ...]
    others: tuple[Incoming, ...]
    """What is no download of an LMS, by the file."""
    book: Book | None

    def told(self) -> Iterator[str]:
        """What was recognised, a line each."""
        for delivery in self.deliveries:
            yield delivery.told()
        if self.book:
            yield f"Se reconoció {self.book.what}, con {len(self.book.lines)} estudiantes."
            if self.book.doubt:
                yield f"En él no se escribirán notas: {self.book.doubt}."

    def known(self, course: Class) -> Who:
        return who(course.worksheets, self.book)

    def files(self, known: Who) -> tuple[Incoming, ...]:
        """What is to be marked."""
        return (*(it for delivery in self.deliveries for it in _incoming(delivery, known)), *self.others)


def receive(paths: Sequence[Path], leaving: Path, book: Path | None = None, column: str = "") -> Inbox:
    """Downloads of an LMS by the submission, everything else by the file; `leaving` is where results go."""
    opened = {path: open_delivery(path) for path in paths if path.exists()}
    downloads = list({path.resolve(): delivery for path, delivery in opened.items() if delivery}.values())
    others = [path for path in paths if not opened.get(path)]
    files = collect(others, leaving) if others or not downloads else ()
    if len(downloads) > 1:
        downloads = [_called(delivery, f"{i}-{delivery.root.stem}") for i, delivery in enumerate(downloads, 1)]
    ledger = open_book(book, column, [delivery.root.stem for delivery in downloads]) if book else None
    return Inbox(tuple(downloads), files, ledger)


def _called(delivery: Delivery, name: str) -> Delivery:
    """With the download's name before that of each entry: two downloads may hold the same names."""
    return replace(delivery, entries=tuple(replace(it, key=f"{name}/{it.key}") for it in delivery.entries))


def _incoming(delivery: Delivery, known: Who) -> Iterator[Incoming]:
    """A student's attempts in the order in which they came in, where the LMS tells."""
    claimed = claims(delivery, known)
    for entry in sorted(delivery.entries, key=lambda it: it.attempt):
        codes = tuple(sorted(claimed.get(entry.submission, ())))
        yield Incoming(entry.submission, Packed(entry), claimed=codes)


@dataclass(frozen=True, slots=True)
class Returning:
    """What is known when everything is marked."""

    inbox: Inbox
    who: Who
    course: Class
    folder: Path
    provisional: bool = False
    """Whether grades that may still change go out too."""

    def give_back(self, marked: Iterable[Summary]) -> list[str]:
        """Write what each LMS takes back, and say in Spanish what to do with it."""
        deliveries = _by_lms(self.inbox)
        graded, owners = self._graded(marked) if deliveries else ({}, {})
        uploads: list[Upload] = []
        for delivery in deliveries:
            book = self.inbox.book
            book = book if book and (not delivery or book.lms == delivery.lms) else None
            highest = self.course.policy.scale.highest
            out = Outgoing(delivery, book, self.who, graded, owners, highest, self.provisional)
            uploads += write_back(out, self.folder / FOLDER)
        return list(self._told(uploads, graded)) if uploads else []

    def _told(self, uploads: Sequence[Upload], graded: Mapping[str, Graded]) -> Iterator[str]:
        yield "Para subir, en este orden:"
        yield from (f"  {number}. {upload.file}: {upload.how}" for number, upload in enumerate(uploads, 1))
        waiting = sum(it.provisional for it in graded.values())
        if waiting and not self.provisional:
            what = spanish.plural(waiting, "nota provisional no salió", "notas provisionales no salieron")
            yield f"  {what}: revísalas antes, o usa --con-provisionales."
        if self.inbox.deliveries and not self.inbox.book:
            yield "  Con --libro y el libro de calificaciones de tu LMS, las notas vuelven puestas en él."

    def _graded(self, marked: Iterable[Summary]) -> tuple[dict[str, Graded], dict[str, str]]:
        """What counts for each worksheet, and whose each submission is; nothing counts until it is clear which."""
        found: dict[str, list[Received]] = defaultdict(list)
        pages, owners = {}, {}
        for it in marked:
            if code := it.received.code:
                key = owners[it.received.submission] = it.received.submission if self.course.only else code
                found[key].append(it.received)
                pages[it.received.submission] = self.folder / it.entry.page.name if it.entry.page else self.folder
        chosen = {key: that_counts(theirs) for key, theirs in found.items()}
        return {key: self._given(it, pages[it.submission]) for key, it in chosen.items() if it and it.is_marked}, owners

    def _given(self, it: Received, page: Path) -> Graded:
        emails = tuple(student.email for student in self.course.worksheets[it.code].students if student.email)
        return Graded(it.code, it.submission, Fraction(it.grade), it.status == "review", page, emails)


def _by_lms(inbox: Inbox) -> list[Delivery | None]:
    """All downloads of an LMS as one; without a download the grade file alone can still be filled."""
    found: dict[str, Delivery] = {}
    for it in inbox.deliveries:
        before = found.get(it.lms)
        found[it.lms] = replace(it, entries=(*before.entries, *it.entries)) if before else it
    return list(found.values()) or ([None] if inbox.book else [])
