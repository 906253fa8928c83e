"""The functions of real numbers: the same digits on every machine, and the same function in every reading."""

import math
from fractions import Fraction

import pytest

from grader.formula import working, write
from grader.interval import Interval
from grader.model import Ref
from grader.notation import Notation
from grader.real import dot, logistic, logistic_slope, power, relu, step, tanh
from grader.sampled import sample

HIGH_PRECISION = [
    (tanh, Fraction(1), 0.7615941559557649),
    (tanh, Fraction("-2.5"), -0.9866142981514303),
    (tanh, Fraction("0.001"), 0.0009999996666668),
    (logistic, Fraction("0.2"), 0.549833997312478),
    (logistic, Fraction("-1.2"), 0.23147521650098238),
    (logistic, Fraction(-40), 4.248354255291589e-18),
]
"""From tables with 17 digits, not from this program."""


@pytest.mark.parametrize(("function", "x", "expected"), HIGH_PRECISION)
def test_values_are_right_to_the_last_digit(function, x, expected):
    assert function(x) == pytest.approx(expected, rel=3e-16)


@pytest.mark.parametrize("x", [-1000, -30, -1, 0, 1, 30, 1000])
def test_nothing_overflows(x):
    assert tanh(x) == pytest.approx(math.tanh(x), abs=1e-15)
    assert 0 <= logistic(x) <= 1


def neta(w, y, b):
    return dot(w, y) + b


def delta(e, y):
    return e * logistic_slope(y)


def rectified(neta):
    return relu(neta) * step(neta)


def test_the_working_names_each_number_of_a_sum():
    args = (
        (Ref("W", None, "w_2,1"), Ref("W", None, "w_2,2")),
        (Ref("y", None, "x_1"), Ref("y", None, "x_2")),
        Ref("b"),
    )
    handed = ((Fraction("2.3"), Fraction(-2)), (0.76159, Fraction(1, 2)), Fraction(1))
    (equation,) = working(neta, args, handed, 4)
    assert write(equation, Notation.PLAIN) == "w(2,1)·x(1) + w(2,2)·x(2) + b = 2,3·0,7616 + (−2)·0,5 + 1 ≈ 1,7517"


def test_an_exact_value_is_equal_and_a_rounded_one_is_near():
    (equation,) = working(delta, (Ref("a"), Ref("b")), (Fraction(1), Fraction(1, 2)), 4)
    assert write(equation, Notation.PLAIN) == "e·y·(1 − y) = 1·0,5·(1 − 0,5) = 0,2500"
    assert write(equation, Notation.LATEX).endswith("= 0{,}2500")


def test_every_function_has_its_markup():
    for notation in Notation:
        (equation,) = working(rectified, (Ref("a", None, "neta_1"),), (Fraction(2),), 2)
        assert "ReLU" in write(equation, notation)


def test_a_function_has_brackets_of_its_own():
    """ReLU(−2), not ReLU((−2)); a sum inside stands as it is."""
    (equation,) = working(rectified, (0,), (-2,), 2)
    assert write(equation, Notation.PLAIN) == "ReLU(neta)·ReLU′(neta) = ReLU(−2)·ReLU′(−2) = 0,00"

    def activated(w, x):
        return dot(w, tuple([relu(it) for it in x])) + relu(w[0] + x[0])

    (equation,) = working(activated, (Ref("w"), Ref("x")), ((-1, 2), (-3, 4)))
    assert write(equation, Notation.PLAIN) == (
        "w(1)·ReLU(x(1)) + w(2)·ReLU(x(2)) + ReLU(w(1) + x(1)) = (−1)·ReLU(−3) + 2·ReLU(4) + ReLU((−1) + (−3)) = 8"
    )


def test_an_expression_needs_no_working():
    """Its writing is its answer."""
    assert working(delta, (Ref("e"), Ref("y")), (sample(2), sample(3))) == ()


@pytest.mark.parametrize("exponent", range(1, 8))
def test_a_power_holds_every_way_of_multiplying(exponent):
    """1,37 with three decimals: one factor after the other, or squares, each product rounded up or down."""
    unit = Fraction(1, 1000)
    reached = {1: {Fraction("1.37")}}
    for n in range(2, exponent + 1):
        products = {a * b for i in range(1, n // 2 + 1) for a in reached[i] for b in reached[n - i]}
        reached[n] = {it + off for it in products for off in (0, unit / 2, -unit / 2)}
    raw = {a * b for i in range(1, exponent // 2 + 1) for a in reached[i] for b in reached[exponent - i]} or reached[1]
    found = power(Interval(1.37, 1.37, slack=0.0005), exponent)
    assert all(it in found for it in raw)
    assert float(max(raw)) == pytest.approx(found.high, rel=1e-12)


def test_a_power_in_letters():
    def grown(alpha, phi):
        return power(alpha, phi + 2)

    (equation,) = working(grown, (1, 1), (Fraction("1.2"), 3), 3)
    assert write(equation, Notation.PLAIN) == "α^(φ + 2) = 1,2^(3 + 2) ≈ 2,488"
    assert write(equation, Notation.LATEX) == (
        r"\alpha ^{\left(\varphi  + 2\right)} = 1{,}2^{\left(3 + 2\right)} \approx 2{,}488"
    )


def test_a_product_is_raised_in_brackets():
    def squared(d, w):
        return power(d * w, 2)

    (equation,) = working(squared, (1, 1), (2, 3))
    assert write(equation, Notation.PLAIN) == "(d·w)^2 = (2·3)^2 = 36"
