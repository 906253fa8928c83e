"""The worksheets of a class by code, and whom a path may name, at the same cost for ten students and for 100 000."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from grader.model import Student, Worksheet
from grader.names import normalise

_MOST_WORDS = 80
"""Of a path; what comes after is no name."""


class Classroom(Mapping[str, Worksheet]):
    """Code → worksheet, and an index of the students' ids, e-mails and names."""

    @abstractmethod
    def with_keys(self, keys: Iterable[str]) -> Iterable[str]:
        """Codes of the worksheets of students with one of these keys."""

    def near(self, path: str) -> Iterator[Worksheet]:
        """The worksheets of all whom a path may name, in the order of the class; a few more than it does name."""
        return map(self.__getitem__, self.with_keys(_keys_in(path)))


class SmallClassroom(Classroom):
    """All in memory."""

    def __init__(self, worksheets: Mapping[str, Worksheet]) -> None:
        self._worksheets = worksheets
        self._codes: dict[str, dict[str, int]] = defaultdict(dict)
        for place, worksheet in enumerate(worksheets.values()):
            for student in worksheet.students:
                for key in keys(student):
                    self._codes[key][worksheet.code] = place

    def __getitem__(self, code: str) -> Worksheet:
        return self._worksheets[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._worksheets)

    def __len__(self) -> int:
        return len(self._worksheets)

    def with_keys(self, keys: Iterable[str]) -> Iterable[str]:
        found: dict[str, int] = {}
        for key in keys:
            found |= self._codes.get(key, {})
        return sorted(found, key=found.__getitem__)


def keys(student: Student) -> set[str]:
    """Under what a student is found: the two longest words of the id, of the e-mail's own part and of the name."""
    local = student.email.partition("@")[0]
    return {key for key in map(_key, (student.id, local, student.name)) if key}


def _key(text: str) -> str:
    words = sorted(set(normalise(text).split()), key=lambda word: (-len(word), word))
    return " ".join(sorted(words[:2]))


def _keys_in(path: str) -> Iterator[str]:
    """Every key that a path may hold: each of its words, and each two of them."""
    words = sorted(dict.fromkeys(normalise(path).split()[:_MOST_WORDS]))
    yield from words
    yield from map(" ".join, combinations(words, 2))
