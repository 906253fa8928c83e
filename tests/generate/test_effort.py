"""What a sheet costs by hand: every expected number here was counted with pencil and paper."""

from fractions import Fraction

import pytest
from classroom import conv, image, network, original, pool, sheet_of

from grader.evaluate import answers
from grader.formula import ceil
from grader.generate.assignment import load_assignment
from grader.generate.effort import Effort, Work, effort, is_constant, work
from grader.layers._window import conv_side
from grader.layers.conv2d import out_shape
from grader.sheets import build as build_sheet
from grader.sheets.parameters import build


def times(n, m):
    return n * m


def plus(n, m):
    return n + m


def minus(n, m):
    return n - m


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        (7, 8, 1),
        (7, 1, 0),
        (100, 64, 0),
        (64, 1000, 0),
        (0, 64, 0),
        (11, 23, 1),  # two rows that are copied, 23 + 230: one sum of two digits
        (12, 4, 1),  # 4·2 = 8, 4·1 is copied
        (28, 4, 3),  # 4·8 = 32, 4·2 + 3
        (208, 4, 2),  # 4·8 = 32, the 3 is written in the place of the 0, 4·2
        (128, 64, 11),  # 4·8, 4·2 + 3, 4 + 1; 6·8, 6·2 + 4, 6 + 1: 4 products, 4 carries; 512 + 7680: 2 sums, 1 carry
        (64, 128, 11),
        (2048, 10, 0),
    ],
)
def test_a_product(one, other, steps):
    assert effort(times, (one, other)) == Effort(steps, 0)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [(600, 8, 0), (608, 1, 1), (8192, 64, 3), (8256, 65, 4), (999, 1, 3), (20480, 10, 1)],
)
def test_a_sum(one, other, steps):
    """8192 + 64: 2 + 4, 9 + 6 and its carry. A digit over a 0 is only written down."""
    assert effort(plus, (one, other)) == Effort(steps, 0)


def test_a_division_costs_one_and_tells_whether_it_leaves_a_remainder():
    """A subtraction costs what the addition costs that checks it: 9 + 2 for 11 − 2, and nothing for 12 − 2."""
    assert effort(conv_side, (11, 0, 2, 2)) == Effort(3, 1)  # 11 − 2, 9/2, 4 + 1
    assert effort(conv_side, (12, 0, 2, 2)) == Effort(2, 0)  # 10/2, 5 + 1
    assert effort(conv_side, (32, 2, 5, 1)) == Effort(4, 0)  # 2·2, 32 + 4, 36 − 5, 31 + 1; dividing by 1 is nothing


def test_a_sheet_by_hand():
    """Ejemplo 1: 128·64 (11), 8192 + 64 (3), 64·1 (0), 64 + 1 (1), 8256 + 65 (4)."""
    sheet = original("ejemplo-1")
    assert work(sheet, answers(sheet)) == Work(19, ())


def test_what_is_computed_once_counts_once():
    """A square image has one side: 2·2, 32 + 4, 36 − 5, 31 + 1. Another has two: 36 + 4 and 40 − 5 carry, 35 + 1."""
    assert effort(out_shape, (32, 32, 2, 5, 1, 8)) == Effort(4, 0)
    assert effort(out_shape, (32, 36, 2, 5, 1, 8)) == Effort(9, 0)


def test_layers_with_a_remainder_are_told():
    """Seed 001: 11 → 5."""
    sheet = sheet_of(image(11), conv("CONV1", 2, 2, 2), pool("POOL1"))
    assert work(sheet, answers(sheet)).floors == ("CONV1", "POOL1")


def test_what_is_printed_costs_nothing():
    given = network(image(11), conv("CONV1", 2, 2, 2), given=("CONV1/out_shape",), columns=("out_shape",))
    asked = network(image(11), conv("CONV1", 2, 2, 2), columns=("out_shape",))
    costs = [work(it, answers(it)).steps for it in map(build, (given, asked))]
    assert costs[1] - costs[0] == 3  # 11 − 2, 9/2, 4 + 1


def up(n, p):
    return ceil(n * p)


@pytest.mark.parametrize(
    ("formula", "handed", "expected"),
    [
        (times, (4, Fraction("2.8")), Effort(3, 0)),  # as 4·28: the comma is put in afterwards
        (plus, (Fraction("0.75"), Fraction("2.5")), Effort(2, 0)),  # 075 + 250: 7 + 5 and its carry
        (minus, (Fraction("3.25"), Fraction("0.75")), Effort(2, 0)),  # checked by that sum
        (up, (3, Fraction("1.4")), Effort(2, 1)),  # 3·4 = 12, the 1 is carried to a copied 3
        (up, (5, 2), Effort(1, 0)),
    ],
)
def test_numbers_with_decimals(formula, handed, expected):
    assert effort(formula, handed) == expected


def test_who_has_a_calculator_uses_it_for_everything():
    """Operations: 1 a power, 4 for the FLOPS, 7 for the side, 10 for each number of channels, 2 for the repeats."""
    sheet = build_sheet(load_assignment(["inciso-5"]).blueprints[0].original())
    assert is_constant(sheet)
    assert work(sheet, answers(sheet)).steps == 3 * 1 + 4 + 7 + 5 * 10 + 3 * 2
    assert not is_constant(original("ejemplo-4"))
