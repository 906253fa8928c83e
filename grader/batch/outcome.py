"""What a run of marking came to, for the end of the command: a count of everything, and what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from grader.batch.record import GRADES, RESULTS
from grader.check.grade import Class
from grader.check.grades import Arrived, Received, ownerless, that_counts
from grader.check.neighbours import not_compared
from grader.model import Act, Decision
from grader.spanish import plural

_REASONS = 8
"""Most reasons told; there are few, and each bears the name of no file."""
_LISTED = 20
"""More than this and the summary points to the grade list."""


@dataclass(frozen=True, slots=True)
class Few:
    """The first of many lines, and how many there are."""

    first: tuple[str, ...]
    count: int

    @staticmethod
    def of(lines: Iterable[str]) -> Few:
        every = iter(lines)
        first = tuple(islice(every, _LISTED))
        return Few(first, len(first) + sum(1 for _ in every))

    def listed(self, rest: str = GRADES) -> Iterator[str]:
        yield from (f"  {line}" for line in self.first)
        if self.count > len(self.first):
            yield f"  … y {self.count - len(self.first)} más, en {rest}"


@dataclass(frozen=True, slots=True)
class Outcome:
    statuses: Counter[str]
    """Status → how many files; the sum is all that came in."""
    pending: Few
    """What waits for a person or was rejected, a line each."""
    missing: int
    """Students of whom nothing came in."""
    ownerless: str = ""
    """What may still be theirs, in Spanish; empty: nothing."""
    undecided: int = 0
    """Students of whom somebody has to say which attempt counts."""
    repeated: int = 0
    """Submissions with the very bytes of another one for the same worksheet."""
    refused: tuple[tuple[str, int], ...] = ()
    """Why submissions were rejected, in Spanish, and how many; the commonest reason first."""
    told: tuple[str, ...] = ()
    """What else somebody should know."""
    remarks: Few = Few((), 0)
    """What only the docente should know of a submission; it changes no mark."""

    @property
    def exit_status(self) -> int:
        return 1 if self.pending.count else 0

    def summary(self) -> str:
        """What happened, in Spanish."""
        one, several = self.statuses["rejected"], plural(self.missing, "estudiante", "estudiantes")
        counts = (
            f"{plural(sum(self.statuses.values()), 'entrega', 'entregas')}: "
            f"{plural(self.statuses['graded'], 'calificada', 'calificadas')}, "
            f"{self.statuses['review']} con algo por revisar, {plural(one, 'rechazada', 'rechazadas')}. "
            f"Sin entrega: {several}{f'; {self.ownerless}' if self.missing and self.ownerless else ''}."
        )
        if self.undecided:
            counts += f" Con varias entregas, sin decidir cuál vale: {plural(self.undecided, 'hoja', 'hojas')}."
        if self.repeated:
            counts += f" Repetidas: {self.repeated}, iguales a otra de la misma hoja."
        whole = (*self.pending.listed(), *self._reasons(), *Few.of(self.told).listed(), *self._aside())
        return "\n".join([counts, *whole])

    def _reasons(self) -> Iterator[str]:
        """Where not every submission is listed with its own."""
        if self.pending.count > len(self.pending.first):
            yield from (f"  {plural(number, 'rechazada', 'rechazadas')}: {reason}" for reason, number in self.refused)

    def _aside(self) -> Iterator[str]:
        if self.remarks.count:
            yield "Solo para ti; no cambia ninguna nota ni se dice en la retroalimentación:"
            yield from self.remarks.listed(RESULTS)


def outcome(arrived: Arrived, statuses: Mapping[str, int], course: Class, told: Iterable[str]) -> Outcome:
    came = _Came()
    pending = Few.of(came.pending(arrived, course))
    return Outcome(
        statuses=Counter(statuses),
        pending=pending,
        missing=_missing(arrived, course),
        ownerless=ownerless(arrived),
        undecided=came.undecided,
        repeated=came.repeated,
        refused=tuple(came.refused.most_common(_REASONS)),
        told=tuple(told),
        remarks=Few.of(_remarks(arrived, course)),
    )


@dataclass(slots=True)
class _Came:
    """What is counted of all that came in while somebody else goes through it."""

    undecided: int = 0
    repeated: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def pending(self, arrived: Arrived, course: Class) -> Iterator[str]:
        """What waits for a person, a line each; of attempts among which one was chosen, only that one's."""
        for code in arrived.codes():
            theirs = arrived.of_worksheet(code)
            self.repeated += len(theirs) - len({it.digest for it in theirs})
            self.refused.update(it.said for it in theirs if it.status == "rejected" and not it.is_dismissed)
            is_choice = bool(code) and course.only is None
            chosen = that_counts(theirs) if is_choice else None
            yield from (line for it in ([chosen] if chosen else theirs) for line in _waiting(it))
            if is_choice and not chosen:
                self.undecided += 1
                names = ", ".join(it.submission for it in theirs)
                yield f"{names}: son del mismo estudiante; hay que decidir cuál vale."


def _remarks(arrived: Arrived, course: Class) -> Iterator[str]:
    if reason := not_compared(course.worksheets):
        yield reason
        return
    for code in arrived.codes():
        yield from (f"{it.submission}: {remark}" for it in arrived.of_worksheet(code) for remark in it.remarks)


def _missing(arrived: Arrived, course: Class) -> int:
    absent = (code for code in course.worksheets if not arrived.of_worksheet(code))
    return sum(len(set(course.worksheets[code].students)) for code in absent)


def _waiting(it: Received) -> Iterator[str]:
    if it.status != "graded" and not it.is_dismissed:
        cells = f"{plural(it.waiting, 'celda', 'celdas')}, la primera {it.first}" if it.waiting else ""
        yield f"{it.submission}: {cells or it.said}"


_MATTERS = {
    Act.READING: "la lectura de {cell}",
    Act.POINTS: "los puntos de {cell}",
    Act.OWNER: "de quién es",
    Act.COUNTS: "que es la que cuenta",
    Act.GRADE: "su nota",
    Act.AT_LEAST: "que su nota no baje",
    Act.FINAL: "que está completa",
    Act.WITHDRAWN: "",
}


def without_effect(decision: Decision) -> str:
    """A decision whose submission, worksheet or cell is not there, in Spanish."""
    matter = _MATTERS[decision.act].format(cell=decision.cell)
    return f"Decisión sin efecto: {matter}, en «{decision.name}»; esa entrega o esa celda ya no está."
