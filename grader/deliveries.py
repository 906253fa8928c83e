"""What an LMS let the docente download, on its way to the marks and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from grader import spanish
from grader.batch.collect import Files, Incoming, collect
from grader.batch.done import Summary
from grader.check.grade import Class
from grader.kept import KeptList
from grader.lms import open_book, open_delivery, write_back
from grader.lms._back import Outgoing, Upload
from grader.lms._book import Book
from grader.lms._delivery import Delivery, Entry
from grader.lms._marked import Marked
from grader.lms._pack import Packed
from grader.lms._people import Who, who

FOLDER = "para-subir"


@dataclass(frozen=True, slots=True)
class Inbox:
    """All that came in."""

    deliveries: tuple[Delivery, ...]
    others: Files
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

    def files(self, known: Who) -> Files:
        """What is to be marked."""
        return _Received(self, known)


@dataclass(frozen=True, slots=True)
class _Received:
    """The files of an inbox, made anew each time they are gone through: there may be a hundred thousand."""

    inbox: Inbox
    known: Who

    def __len__(self) -> int:
        return sum(len(it.entries) for it in self.inbox.deliveries) + len(self.inbox.others)

    def __iter__(self) -> Iterator[Incoming]:
        for delivery in self.inbox.deliveries:
            for entry in _in_time(delivery.entries):
                yield Incoming(entry.submission, Packed(entry), claimed=tuple(sorted(self.known.of_entry(entry))))
        yield from self.inbox.others


def _in_time(entries: Sequence[Entry]) -> Iterator[Entry]:
    """A student's attempts in the order in which they came in, where the LMS tells."""
    attempts = [it.attempt for it in entries]
    return (entries[place] for place in sorted(range(len(attempts)), key=attempts.__getitem__))


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
    return replace(delivery, entries=KeptList(Entry, (replace(it, key=f"{name}/{it.key}") for it in delivery.entries)))


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
        found = self._marked(marked if deliveries else ())
        uploads: list[Upload] = []
        for delivery in deliveries:
            book = self.inbox.book
            book = book if book and (not delivery or book.lms == delivery.lms) else None
            highest = self.course.policy.scale.highest
            out = Outgoing(delivery, book, self.who, found, self._emails, highest, self.provisional)
            uploads += write_back(out, self.folder / FOLDER)
        return list(self._told(uploads, found)) if uploads else []

    def _told(self, uploads: Sequence[Upload], found: Marked) -> Iterator[str]:
        yield "Para subir, en este orden:"
        yield from (f"  {number}. {upload.file}: {upload.how}" for number, upload in enumerate(uploads, 1))
        waiting = sum(it.provisional for it in found)
        if waiting and not self.provisional:
            what = spanish.plural(waiting, "nota provisional no salió", "notas provisionales no salieron")
            yield f"  {what}: revísalas antes, o usa --con-provisionales."
        if self.inbox.deliveries and not self.inbox.book:
            yield "  Con --libro y el libro de calificaciones de tu LMS, las notas vuelven puestas en él."

    def _marked(self, marked: Iterable[Summary]) -> Marked:
        found = Marked(self.folder)
        for it in marked:
            if code := it.received.code:
                key = it.received.submission if self.course.only else code
                found.add(key, it.received, it.entry.page.name if it.entry.page else "")
        return found

    def _emails(self, code: str) -> Iterator[str]:
        return (student.email for student in self.course.worksheets[code].students if student.email)


def _by_lms(inbox: Inbox) -> list[Delivery | None]:
    """All downloads of an LMS as one; without a download the grade file alone can still be filled."""
    found: dict[str, Delivery] = {}
    for it in inbox.deliveries:
        before = found.get(it.lms)
        found[it.lms] = replace(it, entries=KeptList(Entry, chain(before.entries, it.entries))) if before else it
    return list(found.values()) or ([None] if inbox.book else [])
