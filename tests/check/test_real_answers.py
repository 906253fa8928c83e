"""How a person reads what stands in a cell that asks for a real number."""

from fractions import Fraction

import pytest

from grader.check.answers import read_answer
from grader.model import Kind, Status

VALUES = {
    "0.5": "0,5|0.5|,5|.5|0,500|+0,5|(0,5)|**0,5**|0'5|1/2|y = 0,5|aprox. 0,5|0,5 (aprox.)|≈0.5",
    "-0.5": "−0,5|- 0,5|–0.5|-.5|(−0,5)|e = d − y = 0,5 − 1 = −0,5",
    "0.0012": "1,2e-3|1.2E-03|1,2·10^-3|1.2x10⁻³|1,2 × 10^(-3)|$1,2\\cdot 10^{-3}$|0,0012",
    "0.7616": "tanh(1) = 0,7616|tanh(1) = 0.76159 ≈ 0.7616|1/(1+e^(-1,163)) = 0,7616|y1=0,7616",
    "1.234": "1.234|1,234",
    "1234.5": "1.234,5|1,234.5|1 234,5",
    "2.9": "2,3·3 + 2·(−2) = 2,9|(2.3)(3) + (2)(-2) = 2.9",
}


@pytest.mark.parametrize(("value", "raw"), [(it, raw) for it, raws in VALUES.items() for raw in raws.split("|")])
def test_every_spelling_is_read(value, raw):
    reading = read_answer(raw, Kind.REAL)
    assert (reading.status, reading.value) == (Status.READ, Fraction(value))


@pytest.mark.parametrize("raw", ["0,76 y 0,80", "0,12 ó 0,13", "50%", "0.761.594", "tanh(1)", "1e300", "0,5 ± 0,1"])
def test_what_may_mean_several_numbers_waits_for_a_person(raw):
    assert read_answer(raw, Kind.REAL).status is Status.DOUBT


def test_an_exponent_that_came_down_is_no_subtraction():
    reading = read_answer("-1.2x10-3", Kind.REAL)
    assert reading.status is Status.DOUBT
    assert reading.candidates == (Fraction("-0.0012"),)


def test_a_spreadsheets_zero_is_read():
    assert read_answer("6.935398275584961E-18", Kind.REAL).value == Fraction("6.935398275584961e-18")


@pytest.mark.parametrize("raw", ["", "___", "-", "no sé"])
def test_nothing_is_blank(raw):
    assert read_answer(raw, Kind.REAL).status is Status.BLANK


def test_a_calculation_and_its_rounded_value_agree():
    reading = read_answer("2,3·0,7616 − 0,4 = 1,3517", Kind.REAL)
    assert reading.value == reading.expression == Fraction("1.3517")
    assert not reading.note


def test_a_calculation_that_gives_something_else_is_told():
    reading = read_answer("0,5·0,5 = 0,5", Kind.REAL)
    assert (reading.value, reading.expression) == (Fraction("0.5"), Fraction("0.25"))
    assert "da 0,25" in reading.note


def test_the_kind_of_cell_decides_what_a_point_is():
    assert read_answer("564.938", Kind.COUNT).value == 564_938
    assert read_answer("564.938", Kind.REAL).value == Fraction("564.938")
