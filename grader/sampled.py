"""Expressions as numbers: what they give at a few random points, exactly enough to tell any two of them apart.

Two expressions over the same quantities are the same when they give the same there, however they are written. A
formula called with samples gives a sample, and its writing with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction
from typing import Any

POINTS = 2
CONTEXT = Context(prec=34, Emax=9999, Emin=-9999, traps=[DivisionByZero, InvalidOperation, Overflow])
"""Bounded: no power of powers takes time or memory. What leaves the bounds is an `ArithmeticError`."""
_ROUGH = Context(prec=17, Emax=9999, Emin=-9999)
"""Half the digits are compared: what rounding adds on different ways to the same value is far below."""

SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4
"""How tightly a writing holds together."""
_SUPERSCRIPTS = str.maketrans("0123456789-()/", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾ᐟ")


def superscript(text: str) -> str:
    return text.translate(_SUPERSCRIPTS)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The value of an expression at each point; equal to another one that gives the same at all of them."""

    values: tuple[Decimal, ...]
    text: str = ""
    """Its writing, in plain Unicode; empty: none was asked for."""
    binds: int = ATOM

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sample) and self._rough() == other._rough()

    def __hash__(self) -> int:
        return hash(self._rough())

    def __str__(self) -> str:
        return self.text

    def _rough(self) -> tuple[Decimal, ...]:
        return tuple(map(_ROUGH.plus, self.values))

    def __add__(self, other: Any) -> Sample:
        return _both(CONTEXT.add, self, sample(other), "+")

    def __radd__(self, other: Any) -> Sample:
        return sample(other) + self

    def __sub__(self, other: Any) -> Sample:
        return _both(CONTEXT.subtract, self, sample(other), "-")

    def __rsub__(self, other: Any) -> Sample:
        return sample(other) - self

    def __mul__(self, other: Any) -> Sample:
        return _both(CONTEXT.multiply, self, sample(other), "*")

    def __rmul__(self, other: Any) -> Sample:
        return sample(other) * self

    def __truediv__(self, other: Any) -> Sample:
        return _both(CONTEXT.divide, self, sample(other), "/")

    def __rtruediv__(self, other: Any) -> Sample:
        return sample(other) / self

    def __pow__(self, other: Any) -> Sample:
        return _both(CONTEXT.power, self, sample(other), "^")

    def __neg__(self) -> Sample:
        return Sample(tuple(map(CONTEXT.minus, self.values)), self.text and f"−{within(self, PRODUCT)}", SUM)


def sample(number: Any) -> Sample:
    """A plain number as a sample that is the same everywhere."""
    if isinstance(number, Sample):
        return number
    exact = Fraction(number)
    value = CONTEXT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return Sample((value,) * POINTS, str(exact), ATOM if exact.denominator == 1 and exact >= 0 else PRODUCT)


def as_written(value: Any) -> Any:
    """What stands on a sheet: expressions over two networks are alike when they are written alike."""
    return value.text if isinstance(value, Sample) else value


def pointwise(function: Callable[[Decimal], Decimal], argument: Sample, name: str) -> Sample:
    """A function of one number at each point."""
    return Sample(tuple(map(function, argument.values)), argument.text and f"{name}({argument.text})")


_WRITTEN: dict[str, tuple[str, int, int, int]] = {
    "+": ("{} + {}", SUM, SUM, SUM),
    "-": ("{} − {}", SUM, PRODUCT, SUM),
    "*": ("{}·{}", PRODUCT, PRODUCT, PRODUCT),
    "/": ("{}/{}", PRODUCT, POWER, PRODUCT),
}
"""How an operation is written, how tightly its operands must hold together, and how tightly the whole does."""


def _both(operation: Callable[[Decimal, Decimal], Decimal], left: Sample, right: Sample, sign: str) -> Sample:
    values = tuple(map(operation, left.values, right.values))
    if not left.text or not right.text:
        return Sample(values)
    if sign == "^":
        return Sample(values, f"({left.text}){superscript(right.text)}", POWER)
    form, before, after, binds = _WRITTEN[sign]
    return Sample(values, form.format(within(left, before), within(right, after)), binds)


def within(it: Sample, least: int) -> str:
    """Its writing, in brackets where it would fall apart."""
    return it.text if it.binds >= least else f"({it.text})"
