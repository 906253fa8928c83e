"""No submission, changed at random and in every format, is silently marked otherwise than a careful person would.

`GRADER_MUTATIONS` files are made; `benchmarks/mutations.py` makes 2 000 and prints what became of them.
"""

import os

import pytest

from mutations.catalogue import MUTATIONS
from mutations.run import NONE, judged, made, told
from mutations.verdicts import Outcome
from mutations.writing import WRITERS

FILES = int(os.environ.get("GRADER_MUTATIONS", "150"))
PIECES = 10
"""Cases in which the files are told apart, so that they can be marked side by side."""


@pytest.mark.parametrize("piece", range(PIECES))
def test_no_mark_differs_silently(piece):
    results = [judged(made(number)) for number in range(piece, FILES, PIECES)]
    silent = [told(it) for it in results if it.outcome is Outcome.SILENT]
    assert not silent, "\n".join(silent)


def test_few_cells_wait_for_a_person_without_a_reason():
    results = [judged(made(number)) for number in range(0, FILES, 3)]
    needless = sum(it.outcome is Outcome.TIMID for it in results)
    assert needless * 50 <= len(results), "more than one file in fifty"


@pytest.mark.parametrize("format", WRITERS)
def test_what_is_not_mutated_is_marked_as_it_was_meant(format):
    """The first papers that no mutation touched, in each format."""
    plain = [number for number in range(200) if made(number).mutations == (NONE,)][:2]
    assert plain
    for number in plain:
        result = judged(made(number, format))
        assert result.outcome is Outcome.SAME, told(result, tuple(Outcome))


def test_the_same_number_makes_the_same_file():
    """PDF apart: Typst writes the day into it."""
    for number in range(12):
        one, other = made(number, "md"), made(number, "md")
        assert (one.data, one.mutations) == (other.data, other.mutations)


def test_every_mutation_and_every_format_comes_up():
    cases = [made(number, "csv") for number in range(600)]
    assert set(MUTATIONS) <= {name for case in cases for name in case.mutations}
