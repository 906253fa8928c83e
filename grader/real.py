"""The functions of real-valued formulas, each in all readings: numbers, letters, intervals, and SymPy's own.

Numbers come out of `decimal`, whose `exp` is rounded correctly by its standard, and not out of the machine's own
mathematics library: the same answer on every machine, to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import inf, nextafter
from typing import Any

from grader.interval import Interval
from grader.term import Term

_EXACT = Context(prec=40)
_LARGEST = 700
"""Beyond it the functions below are at their limits as far as a float can tell."""


def dot(a: Iterable[Any], b: Iterable[Any]) -> Any:
    """a₁·b₁ + a₂·b₂ + …

    >>> dot((2, 3), (5, 7))
    31
    """
    first, *others = [x * y for x, y in zip(a, b, strict=True)]
    for product in others:
        first = first + product
    return first


def tanh(x: Any) -> Any:
    """
    >>> tanh(1)
    0.7615941559557649
    """
    return _applied("tanh", x, _tanh)


def logistic(x: Any) -> Any:
    """1/(1 + e⁻ˣ), the sigmoid.

    >>> logistic(0), logistic(2)
    (0.5, 0.8807970779778824)
    """
    return _applied("logistic", x, _logistic)


def relu(x: Any) -> Any:
    """
    >>> relu(-3), relu(3)
    (0, 3)
    """
    if isinstance(x, Interval):
        return Interval(max(0.0, x.low), max(0.0, x.high), x.slack, x.is_raw)
    return _written("relu", x) if _is_symbolic(x) else max(x, 0)


def step(x: Any) -> Any:
    """The slope of ReLU: 1 where x is positive, else 0."""
    if isinstance(x, Interval):
        return Interval(float(x.low > 0), float(x.high > 0), x.slack)
    return _written("step", x) if _is_symbolic(x) else int(x > 0)


def power(base: Any, exponent: Any) -> Any:
    """base^exponent, the exponent a whole positive number.

    Its intervals hold whatever comes of multiplying step by step, in any order, each product rounded or not.

    >>> power(Fraction(6, 5), 3)
    Fraction(216, 125)
    """
    if isinstance(base, Term) or isinstance(exponent, Term):
        return Term("^", (base, exponent))
    if not isinstance(base, Interval):
        return base**exponent
    it = base.rounded()
    off = _off(max(abs(it.low), abs(it.high)), exponent, base.slack)
    return replace(it**exponent, low=(it**exponent).low - off, high=(it**exponent).high + off)


@lru_cache(maxsize=1 << 10)
def _off(size: float, exponent: int, slack: float) -> float:
    """By how much the last of the products that make a power is off, when all before it were rounded."""
    off = [0.0, 0.0]
    for n in range(2, exponent + 1):
        parts = [(off[i] + slack * (i > 1), off[n - i] + slack * (n - i > 1), i) for i in range(1, n // 2 + 1)]
        off.append(max(a * size ** (n - i) + b * size**i + a * b for a, b, i in parts))
    return off[-1]


def logistic_slope(y: Any) -> Any:
    """y·(1 − y), the sigmoid's slope where its value is y; its intervals are as narrow as can be.

    >>> logistic_slope(Fraction(1, 4))
    Fraction(3, 16)
    """
    if not isinstance(y, Interval):
        return y * (1 - y)
    it = y.rounded()
    ends = [Interval(end, end) * (1 - Interval(end, end)) for end in (it.low, it.high)]
    highest = 0.25 if 0.5 in it else max(end.high for end in ends)
    return Interval(min(end.low for end in ends), highest, y.slack, is_raw=True)


def _applied(name: str, x: Any, function: Callable[[Fraction], Decimal]) -> Any:
    if isinstance(x, Interval):
        return x.over(lambda bound: _around(function, Fraction(bound)))
    return _written(name, x) if _is_symbolic(x) else _number(function, Fraction(x))


def _is_symbolic(x: Any) -> bool:
    return not isinstance(x, (int, float, Fraction))


def _written(name: str, x: Any) -> Any:
    if isinstance(x, Term):
        return Term(name, (x,))
    from grader.symbols import applied  # SymPy takes half a second to import

    return applied(name, x)


@lru_cache(maxsize=1 << 14)
def _number(function: Callable[[Fraction], Decimal], x: Fraction) -> float:
    return float(function(x))


def _around(function: Callable[[Fraction], Decimal], x: Fraction) -> tuple[float, float]:
    near = _number(function, x)
    return nextafter(near, -inf), nextafter(near, inf)


def _logistic(x: Fraction) -> Decimal:
    if x > 0:  # the small one of the two exponentials, which loses no digits
        return _EXACT.divide(Decimal(1), _EXACT.add(Decimal(1), _exp(-x)))
    return _EXACT.divide(_exp(x), _EXACT.add(Decimal(1), _exp(x)))


def _tanh(x: Fraction) -> Decimal:
    small = _exp(-2 * abs(x))
    size = _EXACT.divide(_EXACT.subtract(Decimal(1), small), _EXACT.add(Decimal(1), small))
    return size if x >= 0 else size.copy_negate()


def _exp(x: Fraction) -> Decimal:
    bounded = max(x, Fraction(-_LARGEST))
    return _EXACT.exp(_EXACT.divide(Decimal(bounded.numerator), Decimal(bounded.denominator)))
