"""A report without anybody's name, to show or share: the sheet code stands for the student."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from grader.check.grade import Class
from grader.model import Decision, Mark, Report, Student, Worksheet
from grader.names import normalise

HIDDEN = "[…]"
_TOKEN = re.compile(r"[\w.+%'-]+@[\w.-]+\.[A-Za-z]{2,}|\w+")
"""An address or a word; `8@32x32` is a shape."""
_SHORTEST = 3
_PARTICLES = frozenset({"del", "las", "los", "san"})


@dataclass(frozen=True, slots=True)
class Veil:
    """What must not be seen."""

    words: frozenset[str]
    """Of names, normalised."""
    ids: frozenset[str]

    def over(self, text: str) -> str:
        """The text without words of a name and without addresses."""
        return _TOKEN.sub(lambda found: HIDDEN if self._is_personal(found[0]) else found[0], text)

    def over_all(self, text: str) -> str:
        """Without student ids either; not for answers, which are numbers too."""
        return _TOKEN.sub(
            lambda it: HIDDEN if it[0].casefold() in self.ids or self._is_personal(it[0]) else it[0], text
        )

    def _is_personal(self, token: str) -> bool:
        return "@" in token or normalise(token) in self.words


def veil(worksheets: Iterable[Worksheet]) -> Veil:
    students = [student for worksheet in worksheets for student in worksheet.students]
    words = {word for student in students for word in normalise(student.name).split()}
    ids = {student.id.casefold() for student in students if len(student.id) >= _SHORTEST}
    return Veil(frozenset(w for w in words if len(w) >= _SHORTEST and w not in _PARTICLES), frozenset(ids))


def nameless(worksheet: Worksheet) -> Worksheet:
    """With its code for a student, or for all of a group."""
    return replace(worksheet, students=(Student(worksheet.code, ""),))


def nameless_class(course: Class) -> Class:
    return replace(course, worksheets={code: nameless(it) for code, it in course.worksheets.items()})


def anonymous(report: Report, number: int, over: Veil) -> Report:
    """The report as anybody may see it; `number` tells apart what has no code."""
    suffix = PurePosixPath(report.submission).suffix
    called = report.worksheet.code if report.worksheet else f"entrega-{number}"
    return replace(
        report,
        submission=f"{called}{suffix if suffix.isascii() and suffix[1:].isalnum() else ''}",
        worksheet=nameless(report.worksheet) if report.worksheet else None,
        marks=tuple(_mark(mark, over) for mark in report.marks),
        notices=tuple(map(over.over_all, report.notices)),
        decisions=tuple(_decision(it, over) for it in report.decisions),
    )


def _decision(it: Decision, over: Veil) -> Decision:
    return replace(it, name="", who="", reason=over.over_all(it.reason))


def _mark(mark: Mark, over: Veil) -> Mark:
    reading = replace(mark.reading, raw=over.over(mark.reading.raw), note=over.over_all(mark.reading.note))
    decision = _decision(mark.decision, over) if mark.decision else None
    where, reason = over.over_all(mark.where), over.over_all(mark.reason)
    return replace(mark, reading=reading, where=where, reason=reason, decision=decision)
