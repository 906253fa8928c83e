"""What a figure with fewer digits than the sheet asks for may stand for, and what a student is told about it."""

from fractions import Fraction

import pytest

from grader.check.abbreviated import stands_for
from grader.check.rounding import why_not_rounded

TOO_FEW = "Parece el valor correcto con menos decimales: la hoja pide 4."
CUT_OFF = "Parece que cortaste los decimales: la hoja pide redondear el último."
TANH_OF_1 = 0.7615941559557649

NEAR = (  # what stands there, the right value, what is told where four decimals are asked for
    ("0.762", TANH_OF_1, TOO_FEW), ("0.76", TANH_OF_1, TOO_FEW), ("0.8", TANH_OF_1, TOO_FEW),
    ("0.77", TANH_OF_1, ""), ("0.7", TANH_OF_1, ""), ("0.9", TANH_OF_1, ""), ("0.761", TANH_OF_1, ""),
    ("2.5", Fraction("2.55"), TOO_FEW), ("2.5", Fraction("2.551"), ""),  # half a unit, and more
    ("1", 1.2, ""),  # a whole number was not rounded: it was not worked out
    ("0.7615", TANH_OF_1, CUT_OFF), ("-0.7615", -TANH_OF_1, CUT_OFF), ("0.7617", TANH_OF_1, ""),
)  # fmt: skip


@pytest.mark.parametrize(("value", "right", "told"), NEAR)
def test_too_few_decimals_and_decimals_cut_off_are_told(value, right, told):
    assert why_not_rounded(Fraction(value), (None, right), 4) == told


def test_nothing_is_told_of_what_is_no_number():
    assert why_not_rounded(None, (TANH_OF_1,), 4) == why_not_rounded((1, 2), (1,), 4) == ""


FIGURES = (  # what stands there, the number, whether it rounds to that
    ("262.3K", 262_272, True), ("262,3k", 262_350, True), ("262.3K", 262_250, True), ("262,3k", 262_351, False),
    ("262,3k", 262_249, False), ("3,31 M", 3_305_000, True), ("3,31M", 3_315_000, True), ("3,31M", 3_315_001, False),
    ("2 mil", 1_500, True), ("2 mil", 2_500, True), ("2 mil", 2_501, False), ("~0,5 millones", 500_000, True),
    ("1e6", 1_000_000, False), ("8", 8, False),
)  # fmt: skip


@pytest.mark.parametrize(("raw", "number", "expected"), FIGURES)
def test_a_rounded_figure_stands_for_the_numbers_that_round_to_it(raw, number, expected):
    assert stands_for(raw, number) is expected
