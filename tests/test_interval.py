"""Intervals lose no value: whatever is computed with numbers inside, or with rounded ones, lies inside the result."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import real, spanish
from grader.interval import Interval, interval

SLACK = 0.00005
numbers = st.fractions(-3, 3, max_denominator=1000)
FORMULAS = {
    "sum": lambda a, b: a + b,
    "difference": lambda a, b: 1 - a - b,
    "product": lambda a, b: a * b,
    "quotient": lambda a, b: a / (b + 4),
    "delta by tanh": lambda a, b: a * (1 - b**2),
    "delta by the sigmoid": lambda a, b: a * real.logistic_slope(b),
    "cubic": lambda a, b: a**3 - 3 * b**2,
    "neuron": lambda a, b: real.tanh(real.dot((a, b), (Fraction("2.3"), Fraction("-0.4"))) - 1),
    "sigmoid": lambda a, b: real.logistic(a - b),
    "rectified": lambda a, b: real.relu(a) - real.step(b) * b,
}


def around(number):
    near = float(number)
    return Interval(near, near, SLACK).widened(SLACK)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
@given(a=numbers, b=numbers)
def test_what_is_computed_with_numbers_inside_lies_inside(formula, a, b):
    found = formula(around(a), around(b))
    written = [spanish.declared(it, 4) for it in (a, b)]
    assert formula(a, b) in found
    assert formula(*map(Fraction, written)) in found


@given(a=numbers, b=numbers)
def test_a_product_may_be_rounded_before_it_is_used(a, b):
    product = Fraction(spanish.declared(a * b, 4))
    assert product - 1 in around(a) * around(b) - 1


@pytest.mark.parametrize(
    ("found", "low", "high"),
    [
        (Interval(-1, 2) ** 2, 0, 4),
        (Interval(-1, 2) ** 3, -1, 8),
        (1 - Interval(0.25, 0.5) ** 2, 0.75, 0.9375),
        (real.logistic_slope(Interval(0.25, 0.5)), 0.1875, 0.25),
        (real.logistic_slope(Interval(0.25, 0.75)), 0.1875, 0.25),
        (Interval(2, 3) * Interval(-1, 1), -3, 3),
        (Interval(7, 9) // 2, 3, 4),
    ],
)
def test_bounds_are_tight(found, low, high):
    assert found.low == pytest.approx(low, abs=1e-12)
    assert found.high == pytest.approx(high, abs=1e-12)


def test_a_decimal_number_is_held_by_two_neighbouring_floats():
    held = interval(Fraction("0.1"))
    assert Fraction("0.1") in held
    assert held.high - held.low < 1e-16


def test_a_quotient_by_nothing_says_nothing():
    assert 10**9 in 1 / Interval(-1, 1)
