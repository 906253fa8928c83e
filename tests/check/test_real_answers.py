"""How a person reads what stands in a cell that asks for a real number."""

from fractions import Fraction

import pytest

from grader.check.answers import read_answer
from grader.model import Kind, Status

VALUES = {
    "0.5": "0,5|0.5|,5|.5|0,500|+0,5|(0,5)|**0,5**|0'5|1/2|y = 0,5|aprox. 0,5|0,5 (aprox.)|≈0.5",
    "-0.5": "−0,5|- 0,5|–0.5|-.5|(−0,5)|e = d − y = 0,5 − 1 = −0,5",
    "0.0012": "1,2e-3|1.2E-03|1,2·10^-3|1.2x10⁻³|1,2 × 10^(-3)|1,2·10^(- 3)|1,2·10^{-3}|$1,2\\cdot 10^{-3}$|0,0012",
    "0.7616": "0,76159 ≈ 0,7616|tanh(1) = 0,76159 = 0,761594 ≈ 0,7616|0,7616 ≈ tanh(1)|"
    "tanh(1) = 0,7616|tanh(1) = 0.76159 ≈ 0.7616|1/(1+e^(-1,163)) = 0,7616|y1=0,7616",
    "1.234": "1.234|1,234",
    "1234.5": "1.234,5|1,234.5|1 234,5|1.234,50",
    "1234": "1234|1 234|1234,0",
    "1234567": "1.234.567|1,234,567|1 234 567|1'234'567",
    "1234567.8": "1.234.567,8|1,234,567.8|1 234 567,8",
    "5": "5|5,0|= 5|+5|cinco = 5",
    "-3": "-3|−3|- 3|(-3)",
    "0": "0|0,000|cero|nada|no tiene",
    "1500000000000": "1,5e12|1,5·10^12",
    "2.9": "2,3·3 + 2·(−2) = 2,9|(2.3)(3) + (2)(-2) = 2.9",
}


@pytest.mark.parametrize(("value", "raw"), [(it, raw) for it, raws in VALUES.items() for raw in raws.split("|")])
def test_every_spelling_is_read(value, raw):
    reading = read_answer(raw, Kind.REAL)
    assert (reading.status, reading.value) == (Status.READ, Fraction(value))
    assert type(reading.value) is Fraction


@pytest.mark.parametrize("raw", ["0,5", "+0,5", "1.234,5", "1,2·10^-3", "0,76159 ≈ 0,7616"])
def test_a_number_alone_is_no_calculation(raw):
    reading = read_answer(raw, Kind.REAL)
    assert (reading.expression, reading.bare, reading.note) == (None, False, "")


@pytest.mark.parametrize("raw", ["0,76 y 0,80", "0,12 ó 0,13", "50%", "0.761.594", "tanh(1)", "1e300", "0,5 ± 0,1"])
def test_what_may_mean_several_numbers_waits_for_a_person(raw):
    assert read_answer(raw, Kind.REAL).status is Status.DOUBT


def test_a_person_is_shown_what_it_may_be():
    assert read_answer("0,76 y 0,80", Kind.REAL).candidates == (Fraction("0.76"), Fraction("0.8"))


MARKED_TWICE = ["1.234.5", "1.234,567,8", "12.34,5", "1.2345,6", "1,234'5", "1.234.567'8"]


@pytest.mark.parametrize("raw", MARKED_TWICE)
def test_marks_that_are_neither_thousands_nor_decimals_wait_for_a_person(raw):
    assert read_answer(raw, Kind.REAL).status is Status.DOUBT


def test_a_number_has_at_most_36_characters():
    assert read_answer("0," + "1" * 34, Kind.REAL).value == Fraction("0." + "1" * 34)
    assert read_answer("0," + "1" * 35, Kind.REAL).status is Status.DOUBT


def test_a_number_is_at_most_a_thousand_billions():
    """Nothing that is worked by hand is as large: more is a slip of the keyboard, and a person looks at it."""
    assert read_answer("1000000000000000", Kind.REAL).value == 10**15
    reading = read_answer("1000000000000001", Kind.REAL)
    assert (reading.status, reading.candidates) == (Status.DOUBT, (10**15 + 1,))
    assert reading.note == "No pude leer «1000000000000001» como una respuesta."


@pytest.mark.parametrize(
    ("raw", "status"), [("1e12", "read"), ("1e13", "doubt"), ("1e-40", "read"), ("1e-41", "doubt")]
)
def test_exponents_that_a_calculator_shows_are_read(raw, status):
    assert read_answer(raw, Kind.REAL).status.value == status


def test_a_long_number_with_an_exponent_is_none():
    assert read_answer("1" * 37 + "e-35", Kind.REAL).status is Status.DOUBT


@pytest.mark.parametrize(
    ("raw", "value"),
    [("-1.2x10-3", "-0.0012"), ("1,2x10-3", "0.0012"), ("- 1,2 · 10 -3", "-0.0012"), ("5*10-2", "0.05")],
)
def test_an_exponent_that_came_down_is_no_subtraction(raw, value):
    reading = read_answer(raw, Kind.REAL)
    assert reading.status is Status.DOUBT
    assert reading.candidates == (Fraction(value),)
    assert reading.note.endswith("parece una potencia de diez que perdió su exponente.")


CHAINS = (  # one number twice, the second time rounded; within a unit of its last decimal; its value or a doubt
    ("0,76159 ≈ 0,7616", "0.7616"), ("0,76159 ≈ 0,7615", "0.7615"), ("0,76159 ≈ 0,7618", None), ("1,5 ≈ 1,4", "1.4"),
    ("1,5 ≈ 1,3", None), ("2,5 = 3", None), ("0,33333 → 0,3333", "0.3333"), ("z = 1,2 = 1,20", "1.2"),
    ("0,76159 ≈ 0,7616 ≈ tanh(1)", None), ("0,41 ≈ 0,5 ≈ 0,51", None), ("0,4 mil ≈ 400,44 ≈ 400,4", "400.4"),
    ("y 0,76159 ≈ y 0,7616 = 2·0,38", None),
)  # fmt: skip


@pytest.mark.parametrize(("raw", "value"), CHAINS)
def test_a_number_and_its_rounded_self_are_one_answer(raw, value):
    assert read_answer(raw, Kind.REAL).value == (value and Fraction(value))


def test_a_spreadsheets_zero_is_read():
    assert read_answer("6.935398275584961E-18", Kind.REAL).value == Fraction("6.935398275584961e-18")


@pytest.mark.parametrize("raw", ["", "___", "-", "no sé"])
def test_nothing_is_blank(raw):
    reading = read_answer(raw, Kind.REAL)
    assert (reading.status, reading.value) == (Status.BLANK, None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("2,3·0,7616 − 0,4 = 1,3517", "1.3517"), ("1/3 = 0,33", "0.33"), ("1/3 = 0,34", "0.34"), ("2·0,5 = 1,1", "1.1")],
)
def test_a_calculation_and_its_rounded_value_agree(raw, value):
    reading = read_answer(raw, Kind.REAL)
    assert reading.value == reading.expression == Fraction(value)
    assert not reading.note


@pytest.mark.parametrize(
    ("raw", "value", "expression", "told"),
    [
        ("0,5·0,5 = 0,5", "0.5", "0.25", "da 0,25"),
        ("1/4 = 0,37", "0.37", "0.25", "da 0,25"),
        ("2·0,5 = 1,2", "1.2", "1", "da 1"),
        ("7/2 = 3", "3", "3.5", "da 3,5"),
    ],
)
def test_a_calculation_that_gives_something_else_is_told(raw, value, expression, told):
    reading = read_answer(raw, Kind.REAL)
    assert (reading.value, reading.expression) == (Fraction(value), Fraction(expression))
    assert told in reading.note


def test_the_kind_of_cell_decides_what_a_point_is():
    assert read_answer("564.938", Kind.COUNT).value == 564_938
    assert read_answer("564.938", Kind.REAL).value == Fraction("564.938")
