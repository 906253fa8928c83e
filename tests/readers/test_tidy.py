"""What copying did to a table: undone where nothing is guessed, else left as it stands."""

import pytest

from grader.model import Table
from grader.readers._tidy import tidy

HEAD = ("Capa", "Out Shape", "Pesos", "Sesgos")


def rows(*given):
    return tidy(Table(tuple(given))).rows


def test_two_layers_in_a_row_come_apart():
    assert rows(HEAD, ("FC1 FC2", "(64, 1) (1, 1)", "8192 64", "64 1"))[1:] == (
        ("FC1", "(64, 1)", "8192", "64"),
        ("FC2", "(1, 1)", "64", "1"),
    )


def test_the_layers_may_stand_on_two_lines_and_dashes_say_something():
    assert rows(HEAD, ("Flatten\nFC", "(2048, 1)\n(10, 1)", "-\n20480", "-\n10"))[1:] == (
        ("Flatten", "(2048, 1)", "-", "-"),
        ("FC", "(10, 1)", "20480", "10"),
    )


def test_a_value_keeps_the_sign_before_it():
    assert rows(HEAD, ("FC1 FC2", "(64, 1) (1, 1)", "= 8192 = 64", "= 64 = 1"))[1] == (
        "FC1", "(64, 1)", "= 8192", "= 64",
    )  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        ("FC1 FC2", "(64, 1)", "8192 pesos", "64 sesgos"),
        ("FC1 FC2", "(64, 1) (1, 1)", "8 192", "64 1"),
        ("FC1 FC2", "(64, 1) (1, 1)", "= 8\u202f192", "64 1"),
        ("FC1 FC2", "(64, 1) (1, 1)", "8192", "64 1"),
        ("FC1 y FC2", "(64, 1) (1, 1)", "8192 64", "64 1"),
        ("FC1 FC2", "", "", ""),
    ],
    ids=str,
)
def test_what_may_be_one_layers_answer_is_left_whole(row):
    assert rows(HEAD, row) == (HEAD, row)


def test_names_on_two_lines_become_one():
    upper, lower = ("", "Out", "# de", "Parámet-"), ("Capa", "Shape", "Pesos", "ros")
    assert rows(upper, lower, ("FC1", "1", "2", "3"))[0] == ("Capa", "Out Shape", "# de Pesos", "Parámetros")


def test_two_rows_of_answers_are_no_names():
    given = (("", "8", "600"), ("Capa", "7", "64"))
    assert rows(*given) == given
