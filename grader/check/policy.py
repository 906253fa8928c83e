"""What each verdict earns, what feedback shows and how points become a grade. Every default is stated here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from grader.model import Verdict


class Show(StrEnum):
    """How much a student's feedback tells, each level with all before it."""

    NOTHING = "nada"
    VERDICTS = "veredictos"
    HINTS = "pistas"
    SOLUTION = "solucion"


class Rounding(StrEnum):
    HALF_UP = "mitad"
    DOWN = "abajo"
    UP = "arriba"


class Repeated(StrEnum):
    """How often the same misconception costs."""

    EACH = "cada-vez"
    EXERCISE = "una-por-ejercicio"
    SUBMISSION = "una-por-entrega"


class Counting(StrEnum):
    """Which of a student's attempts counts."""

    ASK = "preguntar"
    LAST = "ultimo"
    FIRST = "primero"
    BEST = "mejor"


class Abbreviations(StrEnum):
    """What happens to a rounded figure such as `262.3K`."""

    REVIEW = "revision"
    TOLERANCE = "tolerancia"


@dataclass(frozen=True, slots=True)
class Scale:
    """The grade's scale; the share of points earned is spread evenly over it."""

    lowest: Fraction = Fraction(0)
    highest: Fraction = Fraction(5)
    decimals: int = 2
    passing: Fraction = Fraction(3)
    rounding: Rounding = Rounding.HALF_UP

    def exact(self, part: Fraction) -> Fraction:
        """The grade for this part of the points, before it is rounded."""
        return self.lowest + part * (self.highest - self.lowest)

    def rounded(self, exact: Fraction) -> Fraction:
        """
        >>> Scale().rounded(Fraction("0.625")), Scale(rounding=Rounding.DOWN).rounded(Fraction("2.999"))
        (Fraction(63, 100), Fraction(299, 100))
        """
        scaled = exact * 10**self.decimals
        match self.rounding:
            case Rounding.HALF_UP:
                whole = floor(scaled + Fraction(1, 2))
            case Rounding.DOWN:
                whole = floor(scaled)
            case Rounding.UP:
                whole = ceil(scaled)
            case _:
                assert_never(self.rounding)
        return Fraction(whole, 10**self.decimals)


SCALES = {
    "0-5": Scale(),
    "0-10": Scale(highest=Fraction(10), passing=Fraction(5)),
    "0-20": Scale(highest=Fraction(20), passing=Fraction(10)),
    "0-100": Scale(highest=Fraction(100), decimals=1, passing=Fraction(60)),
    "1-7": Scale(lowest=Fraction(1), highest=Fraction(7), decimals=1, passing=Fraction(4)),
}
"""The scales of Colombia, Spain and Mexico, Peru, Moodle and Canvas, Chile."""


_ALL, _NONE = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Policy:
    scale: Scale = field(default_factory=Scale)
    show: Show = Show.SOLUTION
    carried: Fraction = Fraction(1)
    """An earlier mistake was paid where it was made."""
    slip: Fraction = Fraction(1, 2)
    """The rule is known, the arithmetic failed."""
    misconception: Fraction = Fraction(0)
    repeated_misconception: Repeated = Repeated.EACH
    bare_expression: Fraction = Fraction(1)
    """The right expression without its value: the formula is what is being taught."""
    wrong_expression: Fraction = Fraction(1)
    """The right value beside an expression that does not give it: the value counts."""
    abbreviations: Abbreviations = Abbreviations.REVIEW
    counting: Counting = Counting.ASK
    attempts: int = 0
    """How many are allowed; 0: nothing was said, and what is marked is not handed in again."""
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    """Exercise → its points; 1 for each exercise that is not named."""
    cells: Mapping[str, Fraction] = field(default_factory=dict)
    """Quantity or `total` → what a cell of it weighs in its exercise; 1 for each that is not named."""

    def share(self, verdict: Verdict, *, bare: bool = False, disagrees: bool = False) -> Fraction:
        """What part of its points a cell earns."""
        match verdict:
            case Verdict.CORRECT | Verdict.CARRIED:
                full = _ALL if verdict is Verdict.CORRECT else self.carried
                if bare:
                    return full * self.bare_expression
                return full * self.wrong_expression if disagrees else full
            case Verdict.SLIP:
                return self.slip
            case Verdict.MISCONCEPTION:
                return self.misconception
            case _:
                return _NONE

    def exercise_points(self, exercise: str) -> Fraction:
        """The points of an exercise; its second occurrence in a worksheet has as many."""
        return self.weights.get(exercise.partition("#")[0], _ALL)

    def cell_weight(self, cell: str) -> Fraction:
        """What the cell weighs beside the others of its exercise; `cell` ends in its quantity or is the total."""
        return self.cells.get(cell.rpartition("/")[2], _ALL)

    def points(self, exercise: str, cells: Sequence[str]) -> dict[str, Fraction]:
        """The points of an exercise spread over the cells that count in it."""
        whole = self.exercise_points(exercise)
        if not self.cells:
            return dict.fromkeys(cells, whole / len(cells)) if cells else {}
        weights = {cell: self.cell_weight(cell) for cell in cells}
        sum_of_weights = sum(weights.values())
        return {cell: whole * it / sum_of_weights if it else _NONE for cell, it in weights.items()}

    def shown(self, used: int = 1) -> Show:
        """What feedback tells after so many attempts: no solution while another one may come."""
        return Show.HINTS if self.show is Show.SOLUTION and used < self.attempts else self.show

    def grade(self, earned: Fraction, possible: Fraction) -> Fraction:
        """The grade on the scale, rounded to its decimals; the lowest when nothing was possible."""
        return self.scale.rounded(self.scale.exact(earned / possible if possible else Fraction(0)))
