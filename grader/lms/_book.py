"""The LMS's own grade file: who is on each line, where a grade goes, and how it is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from grader import spanish
from grader.lms._sheet import SheetFile
from grader.names import normalise

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_PLACES = 2


@dataclass(frozen=True, slots=True)
class BookLine:
    """One student's line; what the LMS does not tell is empty."""

    row: int
    id: str
    """By which the LMS's downloads call the student."""
    name: str = ""
    email: str = ""
    number: str = ""
    """The institution's own («Número de ID», «SIS User ID»)."""
    login: str = ""
    highest: Fraction | None = None
    """What the grade is out of; `None`: the file does not say."""
    closed: str = ""
    """Why no grade may be written on this line, after «no se tocó:»; empty: it may."""


@dataclass(frozen=True, slots=True)
class Book:
    lms: str
    what: str
    """Spanish, with its article: «la hoja de calificaciones de Moodle»."""
    sheet: SheetFile
    lines: tuple[BookLine, ...]
    grade: int | None
    """The column that takes the grade; `None`: there is none, or it is not known which."""
    comment: int | None = None
    mark: str = "."
    """Decimal mark of the file's own numbers."""
    places: int = 0
    """Decimals that the file's own numbers always have."""
    doubt: str = ""
    """Spanish; why `grade` is not known."""


def headings(sheet: SheetFile) -> list[str]:
    return [normalise(text) for text in sheet.header]


def column(names: list[str], *wanted: str) -> int | None:
    """The place of the first heading that is there."""
    return next((names.index(name) for name in wanted if name in names), None)


def number(text: str) -> Fraction | None:
    """
    >>> number("100,00"), number("-"), number(" 20 ")
    (Fraction(100, 1), None, Fraction(20, 1))
    """
    found = _NUMBER.fullmatch(text.strip())
    return Fraction(found[0].replace(",", ".")) if found else None


def style(texts: list[str], separator: str) -> tuple[str, int]:
    """Decimal mark and the decimals that numbers always have, as a file's own numbers show them.

    >>> style(["100,00", "20,00"], ","), style(["100"], ","), style([""], ";"), style(["8.5", "10"], ";")
    ((',', 2), ('.', 0), (',', 0), ('.', 0))
    """
    numbers = [text.strip() for text in texts if _NUMBER.fullmatch(text.strip())]
    mark = next((c for text in numbers for c in text if c in ".,"), "," if separator == ";" else ".")
    return mark, min((len(text.partition(mark)[2]) for text in numbers), default=0)


def grade_text(book: Book, grade: Fraction) -> str:
    """Two decimals at most, and as many as the file's own numbers have."""
    whole, _, part = spanish.decimal(grade, _PLACES, book.mark).partition(book.mark)
    part = part.rstrip("0").ljust(min(book.places, _PLACES), "0")
    return f"{whole}{book.mark}{part}" if part else whole
