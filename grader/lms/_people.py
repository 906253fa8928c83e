"""Who is who: from what an LMS tells of a student to the worksheets that may be theirs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.lms._book import Book, BookLine
from grader.lms._delivery import Entry
from grader.model import Student, Worksheet
from grader.names import normalise

Codes = frozenset[str]


class Directory:
    """The class as it can be asked for, in a file of its own that goes with it: a class may be of any size."""

    def __init__(self, worksheets: Mapping[str, Worksheet]) -> None:
        self._rows = sqlite3.connect("")  # temporary, on disk
        self._rows.execute("CREATE TABLE known (how TEXT, key TEXT, code TEXT)")
        found = (it for worksheet in worksheets.values() for it in _keys(worksheet))
        self._rows.executemany("INSERT INTO known VALUES (?, ?, ?)", found)
        self._rows.execute("CREATE INDEX known_key ON known (key, how)")

    def sure(self, key: str) -> Codes:
        """By e-mail, student id and the part of an e-mail before its @."""
        return self._codes("sure", key)

    def named(self, key: str) -> Codes:
        """By name, in any order of its words, and by name of a group."""
        return self._codes("named", key)

    def team(self, key: str) -> Codes:
        return self._codes("team", key)

    def _codes(self, how: str, key: str) -> Codes:
        rows = self._rows.execute("SELECT code FROM known WHERE key = ? AND how = ?", (key, how))
        return frozenset(code for (code,) in rows)


def _keys(worksheet: Worksheet) -> Iterator[tuple[str, str, str]]:
    for student in worksheet.students:
        yield from (("sure", key, worksheet.code) for key in _sure(student))
        yield from (("named", key, worksheet.code) for key in _orders(student.name))
        if team := glued(student.group):
            yield "team", team, worksheet.code


def glued(name: str) -> str:
    """What is left of a name in any LMS: «O'Higgins, José» and «ohigginsjosé» are one.

    >>> glued("García-Núñez, María"), glued("garcíanúñezmaría")
    ('garcianunezmaria', 'garcianunezmaria')
    """
    return normalise(name).replace(" ", "")


def _orders(name: str) -> Iterator[str]:
    """Surname first or last: each rotation of the words."""
    words = normalise(name).split()
    return ("".join((*words[i:], *words[:i])) for i in range(len(words)))


def _sure(student: Student) -> Iterator[str]:
    for text in (student.id, student.email, student.email.partition("@")[0]):
        if text.strip():
            yield text.strip().casefold()


@dataclass(frozen=True, slots=True)
class Who:
    """The class and, where the LMS's own list is at hand, the lines of it."""

    people: Directory
    lines: Mapping[str, BookLine]
    """By the id that downloads use."""

    def line_of(self, entry: Entry) -> BookLine | None:
        """The line with the entry's id, unless it bears another name: a team's number is no student's."""
        found = self.lines.get(entry.id)
        if found and entry.name and found.login != entry.id and glued(entry.name) not in set(_orders(found.name)):
            return None
        return found

    def of_line(self, line: BookLine) -> Codes:
        return self._whose((line.email, line.number, line.login), (line.name,))

    def of_entry(self, entry: Entry) -> Codes:
        """The worksheets that may be of whoever handed in; none: the class list does not know what the LMS tells."""
        line = self.line_of(entry)
        known = (line.email, line.number, line.login) if line else ()
        return self._whose((entry.login, *known), (entry.name, line.name if line else ""))

    def is_surely(self, entry: Entry, code: str) -> bool:
        """Whether the entry's id is that of a student with this sheet, and not the number of a team."""
        if self.lines:
            return self.line_of(entry) is not None
        return bool(entry.id) and (not entry.name or code in self.people.named(glued(entry.name)))

    def _whose(self, sure: Iterable[str], names: Iterable[str]) -> Codes:
        found = _union(self.people.sure(key.strip().casefold()) for key in sure if key.strip())
        keys = [key for key in map(glued, names) if key]
        named = _union(self.people.named(key) for key in keys)
        if not found:
            return named or _union(self.people.team(key) for key in keys)
        return found & named or found | named


def who(worksheets: Mapping[str, Worksheet], book: Book | None) -> Who:
    return Who(Directory(worksheets), {line.id: line for line in (book.lines if book else ()) if line.id})


def _union(sets: Iterable[Codes]) -> Codes:
    return Codes().union(*sets)
