"""The short way to read the plainest answers gives what the long way gives, to the letter."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.check.answers import _read_closely
from grader.check.answers._plain import read_plain
from grader.model import Kind

NUMBER = st.integers(0, 10**19)
SEPARATOR = st.sampled_from([".", ",", " ", "\u202f", "\xa0", "", "'", ". ", "\u2009"])
RANK = st.sampled_from([None, 1, 2, 3])


def grouped(number, separator):
    return f"{number:,}".replace(",", separator)


NEARLY = st.text(alphabet="0123456789., \u202f\xa0()x-1²٣", max_size=16)
COUNTS = st.one_of(st.builds(grouped, NUMBER, SEPARATOR), st.integers(0, 999).map(lambda n: f"{n:03}.{n:03}"), NEARLY)
SIZES = st.lists(st.one_of(st.integers(0, 40), st.integers(0, 10**10)), min_size=1, max_size=5)
SHAPES = st.one_of(
    SIZES.map(lambda sizes: f"({', '.join(map(str, sizes))})"),
    SIZES.map(lambda sizes: f"({','.join(map(str, sizes))})"),
    st.integers(0, 10**10).map(lambda n: f"({n}, 1)"),
    NEARLY,
)


@settings(max_examples=2000, deadline=None)
@given(COUNTS, RANK, st.booleans())
def test_a_plain_count_reads_as_it_would_the_long_way(raw, rank, structural):
    short = read_plain(raw, Kind.COUNT, rank)
    assert short is None or short == _read_closely(raw, Kind.COUNT, structural, rank, square=False)


@settings(max_examples=2000, deadline=None)
@given(SHAPES, RANK, st.booleans())
def test_a_plain_shape_reads_as_it_would_the_long_way(raw, rank, structural):
    short = read_plain(raw, Kind.SHAPE, rank)
    assert short is None or short == _read_closely(raw, Kind.SHAPE, structural, rank, square=False)


REALS = st.one_of(st.decimals(-(10**10), 10**10, allow_nan=False).map(str), st.text("0123456789.,-e+ ", max_size=12))


@settings(max_examples=2000, deadline=None)
@given(REALS, RANK, st.booleans())
def test_a_plain_real_number_reads_as_it_would_the_long_way(raw, rank, structural):
    short = read_plain(raw, Kind.REAL, rank)
    assert short is None or short == _read_closely(raw, Kind.REAL, structural, rank, square=False)


@pytest.mark.parametrize(
    ("raw", "kind", "rank", "value"),
    [
        ("20\u202f480", Kind.COUNT, None, 20480),
        ("564.938", Kind.COUNT, None, 564938),
        ("1,000,000", Kind.COUNT, None, 1000000),
        ("8192", Kind.COUNT, None, 8192),
        ("0", Kind.COUNT, None, 0),
        ("0,5", Kind.REAL, None, Fraction(1, 2)),
        ("-12.3456", Kind.REAL, None, Fraction("-12.3456")),
        ("(32, 28, 8)", Kind.SHAPE, 3, (32, 28, 8)),
        ("(2048, 1)", Kind.SHAPE, 1, (2048,)),
    ],
)
def test_what_is_plain(raw, kind, rank, value):
    assert read_plain(raw, kind, rank).value == value


@pytest.mark.parametrize("raw", ["04.800", "4.64", "1.000,000", "1.0000", "12,34", "x", "", "-5", "3/4", "٣"])
def test_what_is_not(raw):
    assert read_plain(raw, Kind.COUNT, None) is None
