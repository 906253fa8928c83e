"""What each verdict earns, what feedback shows and how points become a grade. Every default is stated here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from grader import spanish
from grader.model import Verdict


class Show(StrEnum):
    """How much a student's feedback tells, each level with all before it."""

    NOTHING = "nada"
    VERDICTS = "veredictos"
    HINTS = "pistas"
    SOLUTION = "solucion"


@dataclass(frozen=True, slots=True)
class Scale:
    """The grade's scale; the share of points earned is spread evenly over it."""

    lowest: Fraction = Fraction(0)
    highest: Fraction = Fraction(5)
    decimals: int = 2
    passing: Fraction = Fraction(3)


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
    bare_expression: Fraction = Fraction(1)
    """The right expression without its value: the formula is what is being taught."""
    wrong_expression: Fraction = Fraction(1)
    """The right value beside an expression that does not give it: the value counts."""
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    """Exercise → its points; 1 for each exercise that is not named."""

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

    def grade(self, earned: Fraction, possible: Fraction) -> Fraction:
        """The grade on the scale, rounded half up to its decimals; the lowest when nothing was possible."""
        part = earned / possible if possible else Fraction(0)
        exact = self.scale.lowest + part * (self.scale.highest - self.scale.lowest)
        return Fraction(spanish.decimal(exact, self.scale.decimals, mark="."))
