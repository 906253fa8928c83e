"""Grades written into the LMS's own file, every other byte of which stays as it came."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from grader import spanish
from grader.lms._back import Outgoing
from grader.lms._book import Book, BookLine, grade_text, number
from grader.lms._marked import Graded

_OURS = "Hoja "
"""Begins every comment of ours, so that a later run knows it."""


class Fate(StrEnum):
    """What became of a line of the grade file; the order is that of the summary."""

    FILLED = "con nota"
    PROVISIONAL = "con nota provisional, que no se escribió"
    CLOSED = "que no se tocaron"
    NOTHING = "sin nota que poner"


@dataclass(frozen=True, slots=True)
class FilledBook:
    data: bytes
    fates: Counter[Fate]
    closed: tuple[str, ...]
    """Why some lines were not touched."""
    replaced: int
    """Lines that held another grade before."""

    def told(self) -> str:
        """«43 filas: 40 con nota y 3 sin nota que poner.»."""
        rows = spanish.plural(sum(self.fates.values()), "fila", "filas")
        parts = [f"{spanish.count(self.fates[fate])} {fate}" for fate in Fate if self.fates[fate]]
        why = f" ({spanish.listing(self.closed)})" if self.closed else ""
        changed = spanish.plural(self.replaced, "tenía otra nota y se cambia", "tenían otra nota y se cambian")
        return f"{rows}: {spanish.listing(parts)}{why}.{f' {changed}.' if self.replaced else ''}"


def fill(book: Book, out: Outgoing) -> FilledBook:
    """The file with the grades in; `book` has a column for them."""
    assert book.grade is not None
    texts: dict[tuple[int, int], str] = {}
    fates: Counter[Fate] = Counter()
    codes, replaced = out.by_row(), 0
    for line in book.lines:
        found = out.marked.get(codes.get(line.row, ""))
        fate = _fate(line, found, out)
        fates[fate] += 1
        if found and fate is Fate.FILLED:
            text = _grade(book, line, found, out)
            before = number(book.sheet.cell(line.row, book.grade))
            replaced += before is not None and before != number(text)
            texts[line.row, book.grade] = text
            if book.comment is not None and _is_ours(book.sheet.cell(line.row, book.comment)):
                texts[line.row, book.comment] = comment(found, out)
    closed = tuple(dict.fromkeys(line.closed for line in book.lines if line.closed)) if fates[Fate.CLOSED] else ()
    return FilledBook(book.sheet.filled(texts), fates, closed, replaced)


def _fate(line: BookLine, found: Graded | None, out: Outgoing) -> Fate:
    if found is None:
        return Fate.NOTHING
    if line.closed:
        return Fate.CLOSED
    return Fate.FILLED if out.lets(found) else Fate.PROVISIONAL


def _grade(book: Book, line: BookLine, found: Graded, out: Outgoing) -> str:
    """On the scale of the line: what our highest is to theirs."""
    return grade_text(book, found.grade * line.highest / out.highest if line.highest else found.grade)


def _is_ours(comment: str) -> bool:
    """Empty, or of an earlier run: what the docente wrote stays."""
    return not comment or comment.startswith(_OURS)


def comment(found: Graded, out: Outgoing) -> str:
    """What the student reads beside the grade."""
    grade, highest = spanish.value(found.grade), spanish.value(out.highest)
    waits = " Es provisional: una persona mira todavía alguna celda." if found.provisional else ""
    return f"{_OURS}{found.code}: {grade} de {highest}.{waits}"
