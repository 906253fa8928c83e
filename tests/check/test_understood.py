"""One reading out of all that stands in a cell: what agrees, what differs, what the cell itself settles."""

import pytest

from grader.check.understood import agreed, lost_zeros, resolved, rounded
from grader.model import Reading, Status, Written
from grader.sampled import Sample, sample


def read(value, raw="", **how):
    return Reading(raw or str(value), Status.READ, value, **how)


def doubt(raw, *candidates, note="¿cuál?"):
    return Reading(raw, Status.DOUBT, candidates=candidates, note=note)


BLANK = Reading(" ", Status.BLANK)


@pytest.mark.parametrize(
    ("reading", "right", "follow", "expected"),
    [
        (read(145), 145_000, None, True),
        (read(145), 608, 145_000, True),
        (read(1), 1_000, 1_000, True),
        (read(145), 145, 145_000, False),
        (read(145), 145_001, None, False),
        (read(145), 14_500, None, False),
        (read(0), 0, 0, False),
        (read(-3), -3_000, None, False),
        (read(145, expression=145), 145_000, None, False),  # who worked it out wrote no dot
        (doubt("145", 145), 145_000, None, False),
        (BLANK, 145_000, None, False),
        (read((145,)), 145_000, None, False),
    ],
)
def test_a_spreadsheet_may_have_lost_three_zeros(reading, right, follow, expected):
    assert lost_zeros(right, reading, follow) is expected


TWICE = "Hay más de una respuesta para esta celda y no coinciden."


@pytest.mark.parametrize(
    ("readings", "expected", "where"),
    [
        ([read(608), read(608)], read(608), "1"),
        ([BLANK, read(608)], read(608), "2"),
        ([BLANK, BLANK], BLANK, "1"),
        ([doubt("?"), read(608)], read(608), "2"),
        ([BLANK, doubt("?"), BLANK], doubt("?"), "2"),
        ([read(608), BLANK, read(600)], Reading("608 | 600", Status.DOUBT, candidates=(608, 600), note=TWICE), "1 y 3"),
        (
            [read(608, " 608 "), read(600), read(608)],
            Reading("608 | 600", Status.DOUBT, candidates=(608, 600), note=TWICE),
            "1, 2 y 3",
        ),
        # the calculation on one line and its value on another
        ([read(608, "75*8+8", bare=True), read(608)], read(608, expression=608), "2"),
        ([read(600, "5*5*3*8", bare=True), read(608)], read(608, expression=600), "2"),
        ([read(608), read(1, "1", bare=True), read(600, "5*5*3*8", bare=True)], read(608, expression=600), "1"),
        ([read(608, "a", bare=True), read(608, "b", bare=True)], read(608, "a", bare=True), "1"),
    ],
)
def test_all_that_is_written_for_a_cell_is_one_answer_or_a_doubt(readings, expected, where):
    written = tuple(Written(it.raw, str(i)) for i, it in enumerate(readings, start=1))
    assert agreed(readings, written) == (expected, where.replace(", ", " y "))


@pytest.mark.parametrize(
    ("wanted", "value"),
    [((262_272, None), 262_272), ((7, 262_272), 262_272), ((262_272, 262_300), 262_272), ((262_400, None), None)],
)
def test_a_rounded_figure_is_taken_for_what_the_cell_asks_for(wanted, value):
    found = rounded(doubt("262.3K", 262_300), wanted)
    if value is None:
        assert found == doubt("262.3K", 262_300)
        return
    note = "Escribiste una cifra redondeada; es la de 262 272."
    assert (found.status, found.value, found.candidates) == (Status.READ, value, (262_300,))
    assert found.note.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") == note


def test_a_rounded_figure_stands_for_no_shape():
    assert rounded(doubt("262.3K", 262_300), ((262_272, 1), None)) == doubt("262.3K", 262_300)


SHAPE, SIZES = (16_384,), (16, 384)
TWO = doubt("(16,384)", SHAPE, SIZES)


@pytest.mark.parametrize(
    ("reading", "wanted", "value"),
    [
        (TWO, (SHAPE, None), SHAPE),
        (TWO, ((8,), SIZES), SIZES),
        (TWO, (SIZES, SHAPE), SIZES),  # what the key says before what follows
        (TWO, ((8,), None), None),
        (doubt("-2048.1", (2048, 1)), ((2048, 1), None), None),  # one reading only: a guess
        (doubt("?"), (None, None), None),
    ],
)
def test_a_doubtful_shape_is_settled_by_what_the_cell_asks_for(reading, wanted, value):
    found = resolved(reading, wanted)
    assert (found.status, found.value) == ((Status.DOUBT, None) if value is None else (Status.READ, value))
    assert (found.raw, found.candidates, found.note) == (reading.raw, reading.candidates, "¿cuál?")


ONE, OTHER, THIRD = (Sample(sample(number).values, text) for number, text in ((1, "y₄⁽²⁾"), (2, "y₄²"), (3, "y₄")))


@pytest.mark.parametrize(
    ("wanted", "text", "note"),
    [
        ((OTHER, ONE), "y₄⁽²⁾", "nota"),  # the likeliest reading follows from what stood before: nothing to settle
        ((OTHER, THIRD), "y₄²", ""),
        ((THIRD, OTHER), "y₄²", ""),
        ((THIRD, None), "y₄⁽²⁾", "nota"),
    ],
)
def test_an_expression_that_leaves_something_out_is_read_as_the_cell_asks(wanted, text, note):
    """With its own writing, not the key's."""
    asked = tuple(it and Sample(it.values, "clave") for it in wanted)
    found = resolved(read(ONE, "y_4^2", candidates=(ONE, OTHER), note="nota"), asked)
    assert (found.raw, found.status, found.value.text, found.note) == ("y_4^2", Status.READ, text, note)
    assert found.candidates == (ONE, OTHER)
