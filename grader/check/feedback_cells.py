"""The cells of an exercise as they are told to the student who filled them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from grader import evaluate, spanish
from grader.check.feedback_records import FeedbackCell, FeedbackSection, RightCell
from grader.check.feedback_words import VERDICT_LABELS, WRONG, advice, why
from grader.check.grade_sum import Part, exact
from grader.check.policy import Policy, Show
from grader.check.verified import verified
from grader.formula import Equation
from grader.model import Cell, Kind, Mark, Sheet, Value, Verdict
from grader.page import cell_label
from grader.sampled import Sample

Numbered = tuple[int, Mark]
"""A mark and its place in the report."""


def part_of(sheet: Sheet, marks: Iterable[Numbered], policy: Policy) -> Part:
    """The exercise's own points: what its cells weigh, and what of that they earned."""
    possible, earned = Fraction(0), Fraction(0)
    for weight, those in _by_weight([mark for _, mark in marks if mark.possible], policy):
        part = [mark for mark in those if not _is_full(mark)]  # few, and adding fractions is slow
        full = Fraction(len(those) - len(part))
        possible += weight * len(those)
        earned += weight * sum((mark.earned / mark.possible for mark in part if mark.earned), full)
    return Part(earned, possible, policy.exercise_points(sheet.name))


def _is_full(mark: Mark) -> bool:
    return mark.earned is mark.possible or mark.earned == mark.possible


def _by_weight(marks: list[Mark], policy: Policy) -> Iterable[tuple[Fraction, list[Mark]]]:
    if not policy.cells:
        return [(policy.cell_weight(""), marks)]
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.cell.rpartition("/")[2], []).append(mark)
    return [(policy.cell_weight(quantity), those) for quantity, those in groups.items()]


@dataclass(frozen=True, slots=True)
class Teller:
    policy: Policy
    show: Show

    def section(self, sheet: Sheet, marks: list[Numbered], part: Part) -> FeedbackSection:
        right, key_path = evaluate.right_path(sheet)
        steps, blanks, fine = list[FeedbackCell](), list[FeedbackCell](), list[RightCell]()
        for number, mark in marks:
            cell = sheet.cells[mark.cell.partition("/")[2]]
            if _is_fine(cell, mark, key_path[cell.ref]):
                fine.append(self.right(cell, mark))
            else:
                group = blanks if mark.verdict is Verdict.BLANK else steps
                group.append(self.cell(cell, right, mark, number))
        points = exact(part.possible)
        return FeedbackSection(
            title=sheet.title,
            points=f"{exact(part.earned)} de {points} {'punto' if points == '1' else 'puntos'}",
            lead=_lead([mark for _, mark in marks], len(blanks), self.policy),
            steps=tuple(steps),
            blanks=tuple(blanks),
            right=tuple(fine),
            solved=self.show is Show.SOLUTION,
        )

    def right(self, cell: Cell, mark: Mark) -> RightCell:
        """What needs no correction is told in a line, without the way there."""
        wrote = mark.reading.raw.strip()
        said = tuple(why(mark, self.show, structural=cell.structural)) if _says(mark) and self.explains else ()
        return RightCell(cell_label(cell.ref), wrote, _read(cell, wrote, mark.reading.value), said)

    def cell(self, cell: Cell, right: Mapping[str, Value], mark: Mark, number: int) -> FeedbackCell:
        wrote, solved = mark.reading.raw.strip(), self.show is Show.SOLUTION
        shown = solved and not cell.structural
        return FeedbackCell(
            label=cell_label(cell.ref),
            anchor=f"c{number}",
            wrote=wrote,
            read=_read(cell, wrote, mark.reading.value),
            expected=spanish.value(mark.expected) if solved else "",
            verdict=mark.verdict,
            verdict_label=VERDICT_LABELS[mark.verdict][0],
            why=tuple(_why(cell, mark, self.show)) if self.explains else (),
            advice=advice(mark.diagnoses) if self.explains and mark.diagnoses else (),
            path=_path(cell, mark) if shown else (),
            working=_working(cell, right) if shown else (),
            points=self.points(mark),
        )

    @property
    def explains(self) -> bool:
        return self.show in (Show.SOLUTION, Show.HINTS)

    def points(self, mark: Mark) -> str:
        if not mark.possible:
            return "—"
        if mark.verdict is Verdict.REVIEW:
            return "pendiente"
        weight = self.policy.cell_weight(mark.cell)
        if _is_full(mark):
            return _all_of(weight.numerator, weight.denominator)
        return f"{exact(weight * mark.earned / mark.possible)} de {exact(weight)}"


@lru_cache(maxsize=64)
def _all_of(numerator: int, denominator: int) -> str:
    whole = exact(Fraction(numerator, denominator))
    return f"{whole} de {whole}"


def _read(cell: Cell, wrote: str, value: Value | None) -> str:
    """How a text was understood; empty where it was taken as it stands."""
    if not wrote or value is None or wrote == str(value):
        return ""
    read = spanish.written(value)
    if cell.kind is Kind.REAL:
        shown = (read, spanish.value(evaluate.printed(cell, value)))
        return "" if wrote.translate(_PLAIN) in [it.translate(_PLAIN) for it in shown] else read
    return "" if wrote == read else read


def _says(mark: Mark) -> bool:
    """Whether there may be anything to say of a right answer, or of a place where nothing counts."""
    return bool(mark.verdict is not Verdict.CORRECT or mark.reading.note or mark.reason or mark.decision)


def _is_fine(cell: Cell, mark: Mark, key_path: tuple[Any, ...]) -> bool:
    """Whether a cell is told in a line: it is right in every way, or empty where nothing counts.

    `key_path` are the arguments of its formula on the right path, from which nothing can come back to it.
    """
    if mark.verdict is Verdict.BLANK:
        return cell.structural and not mark.possible
    if mark.verdict is not Verdict.CORRECT or mark.decision or _disagrees(mark) or not _is_full(mark):
        return False
    return mark.handed == key_path or not _is_back(cell, mark)


def _disagrees(mark: Mark) -> bool:
    reading = mark.reading
    return reading.expression is not None and reading.expression != reading.value


def _is_back(cell: Cell, mark: Mark) -> bool:
    """Whether a right answer came after others that would have led elsewhere; names of expressions lead nowhere."""
    if isinstance(mark.expected, Sample):
        return False
    return mark.verdict is Verdict.CORRECT and _follows(cell, mark) not in (None, mark.expected)


def _working(cell: Cell, right: Mapping[str, Value]) -> tuple[Equation, ...]:
    return verified(cell.formula, cell.args, evaluate.arguments(cell.args, right), cell.decimals)


def _follows(cell: Cell, mark: Mark) -> Value | None:
    """What the formula gives over what the student's own earlier cells hand to it."""
    follows = evaluate.apply(cell.formula, mark.handed)
    return None if follows is None else evaluate.printed(cell, follows)


_PLAIN = str.maketrans("−.", "-,")


def _why(cell: Cell, mark: Mark, show: Show) -> Iterator[str]:
    if _is_back(cell, mark):
        yield "Aquí vuelves al camino correcto: con tus respuestas anteriores habría salido otro valor."
    yield from why(mark, show, structural=cell.structural)


def _path(cell: Cell, mark: Mark) -> tuple[Equation, ...]:
    """The cell's formula over the student's own numbers, where that is not the right path."""
    follows = _follows(cell, mark)
    return () if follows in (None, mark.expected) else verified(cell.formula, cell.args, mark.handed, cell.decimals)


_LEAVES = "Tu camino se separa del correcto en «{}»."
_CARRIED = "Lo que sale bien desde ahí con tus propios números es un arrastre{}."


def _lead(marks: Sequence[Mark], blanks: int, policy: Policy) -> str:
    """Where an exercise's path leaves the right one, in a few short sentences."""
    leaves = next((mark for mark in marks if mark.verdict in WRONG), None)
    verdicts = [mark.verdict for mark in marks]
    waiting = verdicts.count(Verdict.REVIEW)
    texts = []
    if leaves is not None:
        texts.append(_LEAVES.format(label_of(leaves)))
        if Verdict.CARRIED in verdicts:
            texts.append(_CARRIED.format(": no vuelve a costar" if policy.carried == 1 else ""))
    elif not any(mark.reading.raw.strip() for mark in marks):
        return "No se encontró nada escrito en este ejercicio."
    else:
        texts.append("Todo lo que se leyó está bien." if waiting or blanks else "Todo está bien.")
    if waiting:
        texts.append(f"{spanish.plural(waiting, 'celda espera', 'celdas esperan')} a una persona.")
    if blanks:
        texts.append(f"{spanish.plural(blanks, 'celda quedó', 'celdas quedaron')} en blanco.")
    return " ".join(texts)


def label_of(mark: Mark) -> str:
    return cell_label(mark.cell.partition("/")[2])
