"""Counts and real numbers that follow from each other on one sheet: what is whole, what is rounded, what is carried."""

from fractions import Fraction

import pytest
from classroom import marks, network

from grader.formula import floor
from grader.model import Cell, Kind, Ref, Rewiring, Role, Row, Sheet
from grader.sheets._listed import Listed

SEVENTH, EIGHTH, RATE = Fraction(1, 7), Fraction(1, 8), Fraction("0.35")


def printed(rate):
    return rate


def times(n, factor):
    return n * factor


def hundredfold(part):
    return floor(part * 100)


CELLS = (
    Cell("A/rate", Kind.REAL, printed, (RATE,), Role.GIVEN, decimals=2),
    Cell("A/units", Kind.COUNT, times, (3, 2)),  # 6
    Cell("A/part", Kind.REAL, times, (Ref("A/units"), SEVENTH), decimals=2),  # 0,857…
    Cell("A/size", Kind.COUNT, hundredfold, (Ref("A/part"),)),  # 85; 86 from the rounded 0,86
    Cell("A/cost", Kind.REAL, times, (Ref("A/size"), Ref("A/rate")), decimals=2),  # 29,75; 30,10 from 86
    Cell("B/part", Kind.REAL, times, (5, SEVENTH), decimals=2),  # 0,714…
)
KEY = {"A/units": "6", "A/part": "0.86", "A/size": "85", "A/cost": "29.75", "B/part": "0.71"}
LETTERS = {"u": Ref("A/units"), "r": Ref("A/rate")}


def rule(slug, cell, formula, *args):
    return Rewiring(slug, cell, formula, args, "…", LETTERS)


RULES = (
    rule("por-tres", "A/units", times, 3, 3),
    rule("octavo", "A/part", times, Ref("A/units"), EIGHTH),  # 6/8 = 0,75
    rule("cuarto-de-tres", "A/part", times, 3, Fraction(1, 4)),  # 3/4 too
    rule("octavo", "B/part", times, 5, EIGHTH),  # 0,625
)
SHEET = Sheet(
    name="mixta",
    title="Mixta",
    columns=("units", "part", "size", "cost"),
    rows=(Row("A", "dense", ""), Row("B", "dense", "")),
    cells={it.ref: it for it in CELLS},
    instance=network(name="mixta"),
    wrong=Listed(lambda: RULES),
    total="",
)


def told(**texts):
    """Ref → the rules that are named, else the verdict; `A_part` stands for `A/part`, what is not given is right."""
    texts = {ref: texts.get(ref.replace("/", "_"), text) for ref, text in KEY.items()}
    return {ref: [it.slug for it in mark.diagnoses] or mark.verdict.value for ref, mark in marks(SHEET, texts).items()}


RIGHT = dict.fromkeys(KEY, "correct")


def test_the_key_is_right():
    assert told() == RIGHT


@pytest.mark.parametrize(
    ("part", "size", "verdict"),
    [
        ("0.86", "86", "correct"),  # ⌊86⌋
        ("0.857", "86", "correct"),  # 0,857 ± 0,005 reaches 0,862
        ("0.857", "85", "correct"),
        ("0.86", "87", "incorrect"),
        ("", "87", "incorrect"),
        ("0.86", "84", "incorrect"),
        ("", "85", "correct"),
        ("", "86", "correct"),
        ("0.86", "171/2", "incorrect"),  # 85,5: within reach, and no whole number
    ],
)
def test_a_count_is_right_where_honest_rounding_led_to_it(part, size, verdict):
    assert told(A_part=part, A_size=size, A_cost="")["A/size"] == verdict


def test_what_follows_from_a_count_that_rounding_led_to_is_right():
    assert told(A_size="86", A_cost="30.10") == RIGHT


def test_a_wrong_count_is_carried_through_the_numbers_after_it():
    """12/7 = 1,714…, ⌊171⌋, 171·0,35 = 59,85."""
    found = told(A_units="12", A_part="1.71", A_size="171", A_cost="59.85")
    assert found == {**RIGHT, "A/units": "incorrect", "A/part": "carried", "A/size": "carried", "A/cost": "carried"}


def test_the_right_numbers_after_a_wrong_count_are_right():
    assert told(A_units="12") == {**RIGHT, "A/units": "incorrect"}


@pytest.mark.parametrize(("cost", "verdict"), [("-1.75", "incorrect"), ("29.75", "correct")])
def test_from_a_count_that_cannot_be_nothing_follows(cost, verdict):
    """−5·0,35 = −1,75."""
    assert told(A_size="-5", A_cost=cost) == {**RIGHT, "A/size": "incorrect", "A/cost": verdict}


@pytest.mark.parametrize(("cost", "verdict"), [("-1.75", "incorrect"), ("29.75", "correct"), ("59.85", "carried")])
def test_what_stood_before_a_count_that_cannot_be_is_carried_past_it(cost, verdict):
    found = told(A_units="12", A_part="1.71", A_size="-5", A_cost=cost)
    assert (found["A/size"], found["A/cost"]) == ("incorrect", verdict)


@pytest.mark.parametrize(
    ("part", "expected"), [("1.29", ["por-tres"]), ("1.28", "incorrect"), ("1.2857", ["por-tres"]), ("0.86", "correct")]
)
def test_a_wrong_rule_for_a_count_that_was_left_out_shows_in_the_number_after_it(part, expected):
    """9/7 = 1,2857…"""
    assert told(A_units="", A_part=part)["A/part"] == expected


def test_a_wrong_rule_for_a_number_that_was_left_out_shows_in_the_count_after_it():
    assert told(A_part="", A_size="75")["A/size"] in (["octavo"], ["cuarto-de-tres"])


@pytest.mark.parametrize(
    ("other", "slugs"),
    [
        ("0.71", ["cuarto-de-tres"]),  # there the eighth was not used
        ("0.714", ["cuarto-de-tres"]),
        ("", ["octavo", "cuarto-de-tres"]),
        ("0.99", ["octavo", "cuarto-de-tres"]),  # wrong for another reason, which proves nothing
        ("0.63", ["octavo"]),  # 5/8 = 0,625, rounded: it explains both
    ],
)
def test_a_rule_is_refuted_by_a_number_that_is_right_within_rounding(other, slugs):
    assert told(A_part="0.75", A_size="", A_cost="", B_part=other)["A/part"] == slugs


@pytest.mark.parametrize(("units", "part", "shown"), [("6", "0.75", 6), ("12", "1.5", 12)])
def test_the_letters_of_a_rule_hold_the_students_own_numbers_as_they_are_printed(units, part, shown):
    """12/8 = 1,5; the rate is 0,35 and not 7/20."""
    texts = {**KEY, "A/units": units, "A/part": part, "A/size": "", "A/cost": "", "B/part": ""}
    diagnosis = marks(SHEET, texts)["A/part"].diagnoses[0]
    assert diagnosis.slug == "octavo"
    assert (diagnosis.letters["u"], str(diagnosis.letters["r"])) == (shown, "0.35")
