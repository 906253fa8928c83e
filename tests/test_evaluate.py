"""The numbers of a sheet: by its formulas, from given values on, and after wrong rules."""

from decimal import Decimal
from fractions import Fraction

import pytest
from classroom import FLATTEN, conv, dense, image, original, pool, sheet_of

from grader import evaluate
from grader.model import Cell, Kind, Ref
from grader.sampled import sample


def test_the_answers_of_ejemplo_4():
    right = evaluate.answers(original("ejemplo-4"))
    assert (right["CONV1/out_shape"], right["POOL1/out_shape"]) == ((32, 32, 8), (16, 16, 8))
    assert (right["Flatten/out_shape"], right["FC/out_shape"], right["total"]) == ((2048,), (10,), 21098)


def test_what_follows_from_a_given_value_is_computed_anew_and_nothing_else():
    sheet = original("ejemplo-4")
    values = evaluate.recompute(sheet, {"CONV1/out_shape": (28, 28, 8)})
    right = evaluate.answers(sheet)
    changed = {ref: value for ref, value in values.items() if value != right[ref]}
    assert changed == {
        "CONV1/out_shape": (28, 28, 8), "POOL1/out_shape": (14, 14, 8), "Flatten/out_shape": (1568,),
        "FC/inputs": 1568, "FC/weights": 15680, "FC/params": 15690, "total": 16298,
    }  # fmt: skip


def rule(sheet, slug, cell):
    return next(it for it in sheet.rewirings if (it.slug, it.cell) == (slug, cell))


def test_who_uses_a_wrong_rule_computes_on_with_what_it_gives():
    sheet = original("ejemplo-4")
    values = evaluate.misled(sheet, [rule(sheet, "ignora-padding", "CONV1/out_shape")])
    assert (values["CONV1/out_shape"], values["FC/weights"], values["total"]) == ((28, 28, 8), 15680, 16298)
    assert (values["CONV1/weights"], values["FC/out_shape"]) == (600, (10,)), "it is printed on the sheet"


def test_what_is_printed_on_the_sheet_no_wrong_idea_can_change():
    layers = (image(32), conv("C1", 8, 5, 1, 2), pool("P1"), FLATTEN, dense("FC", 10))
    sheet = sheet_of(*layers, given=("P1/out_shape",))
    free = sheet_of(*layers)
    wrong = [rule(free, "ignora-padding", "C1/out_shape")]
    assert evaluate.misled(free, wrong)["P1/out_shape"] == (14, 14, 8)
    values = evaluate.misled(sheet, wrong)
    assert (values["C1/out_shape"], values["P1/out_shape"], values["FC/weights"]) == ((28, 28, 8), (16, 16, 8), 20480)


def test_nothing_follows_from_a_size_that_is_none():
    """A 5 × 5 kernel on a 4 × 4 image with the padding of 1 forgotten: 4 − 5 + 1 = 0."""
    sheet = sheet_of(image(4), conv("C1", 8, 5, 1, 1), FLATTEN, dense("FC", 10))
    values = evaluate.misled(sheet, [rule(sheet, "ignora-padding", "C1/out_shape")])
    refs = ("C1/out_shape", "Flatten/out_shape", "FC/weights", "FC/params", "total")
    assert [values[ref] for ref in refs] == [None] * 5
    assert values["C1/weights"] == 600


def test_arguments_are_numbers_cells_parts_of_cells_and_groups_of_them():
    values = {"a": (7, 8, 9), "b": 5, "nada": None}
    args = (2, Ref("a"), Ref("a", 0), Ref("b"), (Ref("b"), Ref("a", 2)), Ref("nada"), Ref("nada", 1))
    assert evaluate.arguments(args, values) == (2, (7, 8, 9), 7, 5, (5, 9), None, None)


def add(x, y):
    return x + (sum(y) if isinstance(y, tuple) else y)


def test_a_formula_gives_nothing_when_an_argument_holds_nothing():
    assert evaluate.apply(add, (1, 2)) == 3
    assert evaluate.apply(add, (1, (2, 3))) == 6
    assert evaluate.apply(add, (0, 0)) == 0
    assert evaluate.apply(add, (None, 2)) is None
    assert evaluate.apply(add, (1, (2, None))) is None
    assert evaluate.follow(add, (1, Ref("a")), {"a": None}) is None
    assert evaluate.follow(add, (1, Ref("a")), {"a": 2}) == 3


@pytest.mark.parametrize(
    ("kind", "value", "held"),
    [
        (Kind.REAL, 2, Fraction(2)), (Kind.REAL, Fraction(1, 2), Fraction(1, 2)), (Kind.REAL, 0.25, 0.25),
        (Kind.COUNT, 2, 2),
    ],
)  # fmt: skip
def test_a_real_cell_holds_no_int_and_keeps_what_is_only_near(kind, value, held):
    """So a whole real number is computed on with exactly; what a function gave is known to be rounded."""
    found = evaluate.compute(Cell("x", kind, lambda n: n, (value,)), {})
    assert (found, type(found)) == (held, type(held))


def test_a_real_number_is_printed_with_the_decimals_of_its_cell():
    assert evaluate.printed(Cell("x", Kind.REAL, add, (), decimals=2), Fraction("1.005")) == Decimal("1.01")
    assert evaluate.printed(Cell("x", Kind.COUNT, add, ()), 1005) == 1005


NO_SIZE = "no existe un tamaño menor que 1"
OTHER_RANK = "aquí se esperaba otra cantidad de números"
NO_EXPRESSION = "aquí se esperaba una expresión"
VOLUME = (32, 32, 8)
DELTA = sample(2)


@pytest.mark.parametrize(
    ("value", "right", "why"),
    [
        (0, 600, ""), (1, 600, ""), (-1, 600, "un conteo no es negativo"),
        (Fraction(1, 2), 600, "un conteo no tiene decimales"), ((600,), 600, "un conteo no tiene decimales"),
        ((1, 1, 8), VOLUME, ""), ((1, 1, 1), VOLUME, ""), ((2, 2, 0), VOLUME, NO_SIZE),
        ((32, 32), VOLUME, OTHER_RANK), (32, (32,), OTHER_RANK), ((32, 32, 8, 1), VOLUME, OTHER_RANK),
        (Fraction(-1, 2), Fraction(3, 2), ""), (-0.5, 0.25, ""), (DELTA, DELTA, ""), (2, DELTA, NO_EXPRESSION),
        ((DELTA, DELTA), (DELTA, DELTA), ""), (DELTA, (DELTA, DELTA), NO_EXPRESSION),
    ],
)  # fmt: skip
def test_why_nothing_can_follow_from_a_value(value, right, why):
    assert evaluate.why_degenerate(value, right) == why
