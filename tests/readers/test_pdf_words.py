"""Letters put together to words, words to lines, lines to the rows of a table that a page's end cuts."""

import pytest

from grader.model import Line, Table
from grader.readers._pdf_page import page_blocks
from grader.readers._pdf_pages import joined_pages, open_width
from grader.readers._pdf_words import Word, joined, lines_of


def word(text, x, y=100.0, size=10.0, width=None):
    return Word(text, x, x + (len(text) * 5 if width is None else width), y, size)


def laid(*rows, top=700.0):
    """Words at the given places, a row every 15 points."""
    return [word(text, x, top - 15 * i) for i, row in enumerate(rows) for x, text in row]


def test_a_line_is_read_from_left_to_right_whatever_the_order_of_the_file():
    words = [word("608", 80), word("CONV1", 0), word("abajo", 0, y=80), word("8", 40, y=101)]
    assert [joined(line) for line in lines_of(words)] == ["CONV1 8 608", "abajo"]


def test_words_that_touch_are_one():
    assert joined([word("28", 0, width=10), word("543", 10.5)]) == "28543"
    assert joined([word("28", 0, width=10), word("543", 14)]) == "28 543"


NAMES = [(0, "Capa"), (100, "Pesos"), (200, "Sesgos"), (300, "Parametros")]


def table_of(words, above=0):
    return page_blocks(words, [], "página 1", above)


def test_columns_that_stand_below_one_another_with_a_cell_left_blank():
    found = table_of(laid(NAMES, [(0, "FC1"), (100, "8192"), (300, "8256")], [(0, "FC2"), (100, "64"), (200, "1")]))
    assert found == [
        Table(
            (("Capa", "Pesos", "Sesgos", "Parametros"), ("FC1", "8192", "", "8256"), ("FC2", "64", "1", "")), "página 1"
        )
    ]


TWO = laid([(0, "FC3"), (100, "640"), (200, "10"), (300, "650")], [(0, "FC4"), (100, "640"), (200, "10"), (300, "650")])


def test_two_rows_alone_are_lines_and_under_the_end_of_a_table_are_its_rows():
    assert [type(it) for it in table_of(TWO)] == [Line, Line]
    assert table_of(TWO, above=4) == [Table((("FC3", "640", "10", "650"), ("FC4", "640", "10", "650")), "página 1")]
    assert [type(it) for it in table_of(TWO, above=6)] == [Line, Line]


def test_a_single_row_under_the_end_of_a_table_is_its_last():
    (block,) = table_of(laid([(0, "FC3"), (100, "640"), (200, "10"), (300, "650")]), above=4)
    assert block == Table((("FC3", "640", "10", "650"),), "página 1")


def test_names_at_the_end_of_a_page_head_the_table_of_the_next():
    first = page_blocks(laid([(0, "Ejemplo 4")], NAMES), [], "página 1")
    assert first[-1] == Table((("Capa", "Pesos", "Sesgos", "Parametros"),), "página 1")
    second = page_blocks(TWO, [], "página 2", open_width(first))
    (title, table) = joined_pages([first, second])
    assert (title.text, table.rows[0], table.rows[2]) == (
        "Ejemplo 4", ("Capa", "Pesos", "Sesgos", "Parametros"), ("FC4", "640", "10", "650"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("page", "width"),
    [
        ([Table((("a", "b", "c"),))], 3),
        ([Table((("a", "b"),)), Line("Página 1 de 2")], 2),
        ([Table((("a", "b"),)), Line("x"), Line("y"), Line("z")], 0),
        ([Line("x")], 0),
        ([], 0),
    ],
    ids=range(5),
)
def test_a_table_may_go_on_where_little_stands_below_it(page, width):
    assert open_width(page) == width
