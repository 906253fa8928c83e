"""What was marked, by the worksheet that it answers: on disk, looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from grader.check.grades import Received, that_counts
from grader.kept import KeptGroups


@dataclass(frozen=True, slots=True)
class Graded:
    """What a worksheet was given, by the submission that counts."""

    code: str
    """Of the worksheet."""
    submission: str
    grade: Fraction
    provisional: bool
    """Something in it waits for a person."""
    page: Path
    """Its feedback."""


@dataclass(frozen=True, slots=True)
class _Came:
    received: Received
    page: str
    """Name in the run's folder; empty: there is none."""


class Marked:
    """Filled as results go by; nothing counts until it is clear which of a student's submissions does."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the run's."""
        self._folder = folder
        self._came = KeptGroups(_Came)
        self._keys = KeptGroups(str)

    def add(self, key: str, received: Received, page: str) -> None:
        """`key` is the sheet's code; where all answer the same sheet, the submission."""
        self._came.add(key, _Came(received, page))
        self._keys.add(received.submission, key)

    def key_of(self, submission: str) -> str:
        """Empty: it is nobody's."""
        return (self._keys.of(submission) or [""])[-1]

    def get(self, key: str) -> Graded | None:
        theirs = self._came.of(key)
        it = that_counts([came.received for came in theirs]) if theirs else None
        if it is None or not it.is_marked:
            return None
        page = next(came.page for came in theirs if came.received is it)
        return Graded(it.code, it.submission, Fraction(it.grade), it.status == "review", self._folder / page)

    def __iter__(self) -> Iterator[Graded]:
        """What counts, in the order in which it came in."""
        return (graded for key in self._came if (graded := self.get(key)))
