"""A student's arithmetic: the usual precedence, exact numbers, and bounds that nothing gets past."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.check.answers._clean import clean
from grader.check.answers._tokens import tokenize
from grader.check.answers.expressions import MAX_LENGTH, compute
from grader.model import Kind


def evaluate(text):
    tokens = tokenize(clean(text), Kind.COUNT) if len(text) <= MAX_LENGTH else None
    return compute(tokens) if tokens else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14),
        ("2 - 3 - 4", -5),
        ("100 / 10 / 2", 5),
        ("12/2*3", 18),
        ("12/2 × 3", 18),
        ("12/2(3)", 18),
        ("12/(2)3", 18),
        ("12/2⌊3⌋", 18),
        ("12/2⌈3⌉", 18),
        ("12*2/3", 8),
        ("2*3^2", 18),
        ("7 / 2", Fraction(7, 2)),
        ("1/3 + 1/6", Fraction(1, 2)),
        ("2^3^2", 512),
        ("-2^2", -4),
        ("2 * -3", -6),
        ("+4", 4),
        ("5(3)", 15),
        ("(2)(3)(4)", 24),
        ("2(3 + 1)^2", 32),
        ("⌊7/2⌋ + ⌈7/2⌉", 7),
        ("⌊-1/2⌋", -1),
        ("(5·5·3 + 1) × 8", 608),
        (r"\left(5\cdot5\cdot3+1\right)\times8", 608),
        (r"\frac{32-5}{2}+1", Fraction(29, 2)),
        (r"\lfloor\frac{32+2\cdot2-5}{1}\rfloor+1", 32),
        ("5²·3", 75),
        ("2¹⁰", 1024),
        ("{[(1 + 2)*3]*4}", 36),
        ("0,5*4", 2),
        ("1.024*2", 2048),
        ("1,5*2", 3000),  # the thousands that a spreadsheet may have cut; half as a second choice
    ],
)
def test_arithmetic_is_computed_exactly(text, value):
    assert evaluate(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "2 +", "/ 2", "2 3", "2 + + 3", ")", "()", "(2))", "(2⌋", "1/0", "2^(1/2)", "2^-1", "2^1000",
        "9**9**9**9", "a.b", "f(2)", "2;3", "2 = 2", "(" * 300, "1+" * 300 + "1", "9" * 19,
        "__import__('os')", "lambda: 1", "1 if 2 else 3",
    ],
)  # fmt: skip
def test_what_is_no_expression_or_out_of_bounds_has_no_value(text):
    assert evaluate(text) is None


DEEPEST = {"({})": 24, "-{}": 24, "1^{}": 24, "1*({})": 12, "1-{}": 50, "⌊{}⌋": 24}


@pytest.mark.parametrize("wrap", DEEPEST)
def test_brackets_and_signs_stand_24_deep_at_most(wrap):
    """What groups to the left is as long as it likes; a product and its brackets count as one each."""
    text = "1"
    for _ in range(DEEPEST[wrap]):
        text = wrap.format(text)
    assert evaluate(text) is not None
    assert evaluate(wrap.format(text)) is None or wrap == "1-{}"


def test_an_expression_has_400_characters_at_most():
    assert evaluate(f"{'1 ':>400}") == 1
    assert evaluate(f"{'1 ':>401}") is None


def test_a_plus_in_front_counts_too():
    assert evaluate("+" + "(" * 23 + "1" + ")" * 23) == 1
    assert evaluate("+" + "(" * 24 + "1" + ")" * 24) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2^128", 2**128), ("2^129", None), ("3^128", 3**128), ("4^85", 4**85), ("4^86", None), ("1^256", 1),
        ("1^257", None), ("0^0", 1), ("(1/2)^128", Fraction(1, 2**128)), ("(1/2)^129", None), ("2^(4/2)", 4),
    ],
)  # fmt: skip
def test_a_power_has_256_bits_at_most(text, value):
    assert evaluate(text) == value


NUMBERS = st.integers(0, 999)


@given(
    st.recursive(
        NUMBERS.map(str),
        lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map("({0[0]} {0[1]} {0[2]})".format),
        max_leaves=20,
    )
)
def test_nested_sums_and_products_agree_with_python(text):
    assert evaluate(text) == eval(text)  # noqa: S307 (our own digits and operators: the second opinion)
