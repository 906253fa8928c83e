"""The arithmetic from the points of each exercise to the grade, as one line that a student can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from grader import spanish
from grader.check.policy import Policy, Rounding, Scale

_ROUNDED = {
    Rounding.HALF_UP: "redondeada",
    Rounding.DOWN: "redondeada hacia abajo",
    Rounding.UP: "redondeada hacia arriba",
}
_MORE_PLACES = range(2, 13)


@dataclass(frozen=True, slots=True)
class Part:
    """What one exercise brings to the grade."""

    earned: Fraction
    possible: Fraction
    """Both in the exercise's own points, a cell each unless the policy weighs them."""
    points: Fraction
    """What the exercise weighs beside the others; never nothing."""


def exact(number: Fraction) -> str:
    """Without rounding: a decimal when three places are enough, else a fraction.

    >>> exact(Fraction(35, 2)), exact(Fraction(52, 3)), exact(Fraction(7))
    ('17,5', '52/3', '7')
    """
    return _exact(number.numerator, number.denominator)


@lru_cache(maxsize=512)
def _exact(numerator: int, denominator: int) -> str:
    """Kept by its two numbers: to hash a fraction takes longer than to write it."""
    if denominator == 1:
        return spanish.value(numerator)
    if 1000 % denominator == 0:
        return spanish.value(Fraction(numerator, denominator))
    return f"{spanish.count(numerator)}/{spanish.count(denominator)}"


def grade_line(parts: Sequence[Part], policy: Policy, grade: str) -> str:
    """«5·(7/7 + 17,5/19)/2 ≈ 4,8026; redondeada a 2 decimales, 4,80».

    Empty when nothing counted, and when these parts do not give `grade` (a person decided on the points).
    """
    counted = [part for part in parts if part.possible]
    whole = sum((part.points for part in counted), Fraction(0))
    if not counted:
        return ""
    scale = policy.scale
    share = sum((part.points * part.earned / part.possible for part in counted), Fraction(0)) / whole
    value = scale.exact(share)
    if spanish.decimal(scale.rounded(value), scale.decimals) != grade:
        return ""
    return f"{_written(counted, whole, scale)} {_result(value, scale, grade)}"


def _written(parts: Sequence[Part], whole: Fraction, scale: Scale) -> str:
    terms = [_term(part, alone=len(parts) == 1) for part in parts]
    share = terms[0] if len(terms) == 1 else f"({' + '.join(terms)})/{_factor(whole)}"
    lowest = f"{exact(scale.lowest)} + " if scale.lowest else ""
    return f"{lowest}{_factor(scale.highest - scale.lowest)}·{share}"


def _term(part: Part, *, alone: bool) -> str:
    ratio = f"{_factor(part.earned)}/{_factor(part.possible)}"
    return ratio if alone or part.points == 1 else f"{_factor(part.points)}·{ratio}"


def _factor(number: Fraction) -> str:
    text = exact(number)
    return f"({text})" if "/" in text else text


def _result(value: Fraction, scale: Scale, grade: str) -> str:
    if (value * 10**scale.decimals).denominator == 1:
        return f"= {grade}"
    places = spanish.plural(scale.decimals, "decimal", "decimales") if scale.decimals else "cero decimales"
    return f"{_approximately(value, scale)}; {_ROUNDED[scale.rounding]} a {places}, {grade}"


def _approximately(value: Fraction, scale: Scale) -> str:
    """With as many decimals as it takes to see how it will be rounded."""
    rounded = scale.rounded(value)
    for more in _MORE_PLACES:
        shown = spanish.declared(value, scale.decimals + more)
        if scale.rounded(Fraction(shown)) == rounded:
            break
    return f"≈ {spanish.value(shown)}"
