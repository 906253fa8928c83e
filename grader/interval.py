"""Intervals: every value that a number worked out by hand may have, when its steps were rounded honestly.

Bounds are floats, moved outwards at each operation, so that no value is ever lost. A product, a quotient or a function
gives a number with more decimals than the sheet declares: whoever goes on with it may round it first. That is the
`slack`, half a unit of the last declared decimal; sums and whole multiples need no rounding of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor, inf, nextafter
from typing import Any


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both among them."""

    low: float
    high: float
    slack: float = 0.0
    """By how much a rounded step may be off."""
    is_raw: bool = False
    """Whether it came out of a step whose result nobody has rounded yet."""

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, float, Fraction)) and self.low <= value <= self.high

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: float) -> Interval:
        return Interval(_down(self.low - by), _up(self.high + by), self.slack)

    def rounded(self) -> Interval:
        """The same after a rounding that may or may not have been done."""
        return self.widened(self.slack) if self.is_raw else self

    def over(self, function: Callable[[float], tuple[float, float]]) -> Interval:
        """Through a function that never falls; it gives the two nearest bounds of its value."""
        it = self.rounded()
        return Interval(function(it.low)[0], function(it.high)[1], self.slack, is_raw=True)

    def __add__(self, other: Any) -> Interval:
        a, b = self.rounded(), interval(other).rounded()
        return Interval(_down(a.low + b.low), _up(a.high + b.high), max(a.slack, b.slack))

    __radd__ = __add__

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.slack, self.is_raw)

    def __sub__(self, other: Any) -> Interval:
        return self + -interval(other)

    def __rsub__(self, other: Any) -> Interval:
        return -self + interval(other)

    def __mul__(self, other: Any) -> Interval:
        a, b = self.rounded(), interval(other).rounded()
        ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        return Interval(_down(min(ends)), _up(max(ends)), max(a.slack, b.slack), is_raw=not isinstance(other, int))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Interval:
        a, b = self.rounded(), interval(other).rounded()
        if 0 in b:
            return Interval(-inf, inf, max(a.slack, b.slack), is_raw=True)
        ends = [x / y for x in (a.low, a.high) for y in (b.low, b.high)]
        return Interval(_down(min(ends)), _up(max(ends)), max(a.slack, b.slack), is_raw=True)

    def __rtruediv__(self, other: Any) -> Interval:
        return interval(other) / self

    def __floordiv__(self, other: Any) -> Interval:
        it = self / other
        return Interval(floor(it.low), floor(it.high), it.slack)

    def __pow__(self, exponent: int) -> Interval:
        """A whole positive power, as tight as can be: the square of −1 to 2 is 0 to 4."""
        it = self.rounded()
        ends = [it.low**exponent, it.high**exponent]
        low = 0.0 if exponent % 2 == 0 and 0 in it else min(ends)
        return Interval(_down(_down(low)), _up(_up(max(ends))), self.slack, is_raw=True)


def interval(number: Any) -> Interval:
    """A number as the narrowest interval that holds it."""
    if isinstance(number, Interval):
        return number
    near = float(number)
    return Interval(near if near <= number else _down(near), near if near >= number else _up(near))


def _down(bound: float) -> float:
    return nextafter(bound, -inf)


def _up(bound: float) -> float:
    return nextafter(bound, inf)
