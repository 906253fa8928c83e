"""What SymPy holds is printed as it was written: each bracket that matters, none that does not."""

import math
from fractions import Fraction

import pytest

from grader.formula import ceil, floor, recorded, working, write
from grader.notation import Notation
from grader.symbols import vouch
from grader.term import Term

WRITTEN = (  # a formula of a, b, c and how it is written
    (lambda a, b, c: a + b + c, "a + b + c"),
    (lambda a, b, c: c + b + a, "c + b + a"),
    (lambda a, b, c: a - b - c, "a − b − c"),
    (lambda a, b, c: a - (b - c), "a − (b − c)"),
    (lambda a, b, c: a - (b + c), "a − (b + c)"),
    (lambda a, b, c: a - b * c, "a − b·c"),
    (lambda a, b, c: (a + b) * c, "(a + b)·c"),
    (lambda a, b, c: c * (a - b), "c·(a − b)"),
    (lambda a, b, c: b * a * c, "b·a·c"),
    (lambda a, b, c: a + a + b - b + c - c, "a + a + b − b + c − c"),
    (lambda a, b, c: 1 * a + 0 + b * c, "1·a + 0 + b·c"),
    (lambda a, b, c: a * b / c, "a·b/c"),
    (lambda a, b, c: (a + b) / c, "(a + b)/c"),
    (lambda a, b, c: a / (b + c), "a/(b + c)"),
    (lambda a, b, c: a / (b * c), "a/(b·c)"),
    (lambda a, b, c: a / (b / c), "a/(b/c)"),
    (lambda a, b, c: a / b / c, "a/b/c"),
    (lambda a, b, c: a + b / c, "a + b/c"),
    (lambda a, b, c: (a + b) // c + 1, "⌊(a + b)/c⌋ + 1"),
    (lambda a, b, c: a // (b * c), "⌊a/(b·c)⌋"),
    (lambda a, b, c: 2 * (a // b) - c, "2·⌊a/b⌋ − c"),
    (lambda a, b, c: a * b * (1 - c), "a·b·(1 − c)"),
    (lambda a, b, c: a / b * c, "a/b·c"),
    (lambda a, b, c: 1 + a * b - c, "1 + a·b − c"),
    (lambda a, b, c: a // 1 + b - c, "⌊a/1⌋ + b − c"),
    (lambda a, b, c: a - 3 - b * c, "a − 3 − b·c"),
    (lambda a, b, c: 3 - a - b - c, "3 − a − b − c"),
    (lambda a, b, c: a - 2 * b - 1 * c, "a − 2·b − 1·c"),
    (lambda a, b, c: 2 * a * (b + c) - a * (b - c), "2·a·(b + c) − a·(b − c)"),
    (lambda a, b, c: a // b // c, "⌊⌊a/b⌋/c⌋"),
    (lambda a, b, c: floor(a + 1) - c * ceil(b + 2), "⌊a + 1⌋ − c·⌈b + 2⌉"),
    (lambda a, b, c: (a - b) / (c - 1) - a / (b * 2), "(a − b)/(c − 1) − a/(b·2)"),
)


@pytest.mark.parametrize(("formula", "text"), WRITTEN, ids=[text for _, text in WRITTEN])
def test_a_formula_is_written_as_it_stands(formula, text):
    (equation,) = working(formula, (0, 0, 0), (7, 5, 3))
    assert write(equation, Notation.PLAIN).split(" = ")[0] == text


@pytest.mark.parametrize(("formula", "text"), WRITTEN, ids=[text for _, text in WRITTEN])
def test_what_is_written_computes_to_what_is_printed_as_the_value(formula, text):
    """Python reads the printed line as a second opinion: `⌊x⌋` as `int(x)`, exact fractions."""
    source = text.translate(str.maketrans({"·": "*", "−": "-", "⌊": "floor(", "⌈": "ceil(", "⌋": ")", "⌉": ")"}))
    for a, b, c in ((7, 5, 3), (32, 2, 9)):
        numbers = {"a": Fraction(a), "b": Fraction(b), "c": Fraction(c), "floor": math.floor, "ceil": math.ceil}
        assert eval(source, {}, numbers) == formula(Fraction(a), Fraction(b), Fraction(c))  # noqa: S307


def test_a_denominator_needs_no_brackets_under_a_fraction_bar():
    (equation,) = working(lambda a, b, c: a / (b * c), (0, 0, 0), (7, 5, 3))
    assert write(equation, Notation.LATEX).startswith(r"\frac{a}{b \cdot c}")


def add(a, b):
    return a + b


def test_vouch_passes_the_formulas_own_writing():
    vouch(add, (0, 0), recorded(add, (0, 0)))


def test_vouch_raises_on_another_writing():
    a, b = Term("letter", (0,)), Term("letter", (1,))
    for other in (a - b, a * b, a + b + 1, a + 2 * b):
        with pytest.raises(AssertionError, match="add is written"):
            vouch(add, (0, 0), (other,))


def test_vouch_tells_a_floor_from_a_ceiling_and_from_a_plain_quotient():
    def whole(a, b):
        return a // b

    a, b = Term("letter", (0,)), Term("letter", (1,))
    vouch(whole, (0, 0), (Term("floor", (a / b,)),))
    for other in (Term("ceil", (a / b,)), a / b):
        with pytest.raises(AssertionError):
            vouch(whole, (0, 0), (other,))


def test_vouch_misses_no_number_of_a_shape():
    def pair(a, b):
        return a, b

    a, b = Term("letter", (0,)), Term("letter", (1,))
    with pytest.raises(AssertionError):
        vouch(pair, (0, 0), (b, a))
    with pytest.raises(ValueError, match="zip"):
        vouch(pair, (0, 0), (a,))
