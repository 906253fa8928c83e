"""Where a table divided by spaces begins, ends and goes on, and into which column each text falls."""

import pytest

from grader.model import Line, Table
from grader.readers import read
from grader.readers._columns import is_tabular, sniff
from grader.readers._gaps import columns_of, placed


def blocks(text, name="a.txt"):
    return read(text.encode(), name).blocks


def rows(text):
    return [block.rows for block in blocks(text) if isinstance(block, Table)]


RULED = "Capa    Pesos   Sesgos\n----------------------\nFC1     8192    64\nFC2     64      1\n"
WIDER = (
    "Capa                    Pesos    Sesgos\nFC1                      8192        64\nTotal de parámetros        65\n"
)


def test_the_same_names_again_under_a_blank_line_begin_another_table():
    assert rows(RULED + "\n" + WIDER) == [
        (("Capa", "Pesos", "Sesgos"), ("FC1", "8192", "64"), ("FC2", "64", "1")),
        (("Capa", "Pesos", "Sesgos"), ("FC1", "8192", "64"), ("Total de parámetros", "65", "")),
    ]


def test_other_names_under_a_blank_line_begin_another_table():
    first, second = rows(RULED + "\nNivel   W   B\nFC3     8   6\nFC4     7   1\n")
    assert (first[-1], second[0]) == (("FC2", "64", "1"), ("Nivel", "W", "B"))


def test_numbers_under_a_blank_line_go_on_with_a_ruled_table():
    (table,) = rows(RULED + "\nFC3     8       6\n")
    assert table[-1] == ("FC3", "8", "6")


def test_rules_alone_are_no_table():
    assert rows("===  ===\n\n===  ===\n") == []


def test_a_thousand_with_a_narrow_space_is_one_text():
    assert rows("Capa   Pesos   Sesgos\nFC1    8\u202f192   64\nFC2    64      1\n")[0][1] == (
        "FC1",
        "8\u202f192",
        "64",
    )


def test_a_total_behind_its_label_under_three_columns_is_no_row():
    assert blocks(RULED + "Total de parámetros:   8321\n")[-1] == Line("Total de parámetros:   8321", "línea 5")


def test_a_cut_shape_that_goes_on_in_the_next_line_of_a_summary():
    text = (
        "Layer (type)      Output Shape        Param #\n=================================================\n"
        "conv2d (Conv2D    (None, 26, 26, 32)  320\n)\n\ndense (Dense)     (None, 10)          650\n"
    )
    assert rows(text)[0][1:] == (
        ("conv2d (Conv2D)", "(None, 26, 26, 32)", "320"),
        ("dense (Dense)", "(None, 10)", "650"),
    )


SENTENCES = ["FC1, número de pesos: 92160", "FC1, número de sesgos: 192", "FC2, número de pesos: 29191"]


@pytest.mark.parametrize(
    ("lines", "tabular"),
    [
        (["Capa,Pesos,Sesgos", "FC1,8192,64", "FC2,64,1"], True),
        (["Capa, Pesos, Sesgos", "FC1, 8192, 64", "FC2, 64, 1"], True),
        (["Capa,Params", "FC1,8256", "FC2,65"], True),
        (["Capa;Pesos", "FC1;8,192", "FC2;64"], True),
        (SENTENCES, False),
        (["Capa  Pesos  Sesgos", "FC1   8192  64", "FC2   64    1", *SENTENCES], False),
        (["Capa   Pesos   Forma", "FC1    8,192   (64, 1)", "FC2    1,064   (1, 1)", "FC3    1,064   (1, 1)"], False),
        (["Hola profe, le mando la tarea, gracias."], False),
    ],
    ids=range(8),
)
def test_which_texts_are_columns(lines, tabular):
    assert is_tabular(lines) is tabular


def test_a_sentence_with_a_comma_each_outweighs_no_aligned_table():
    text = "Capa     Pesos    Sesgos\nFC1      92160    192\nFC2      29191    253\n\n" + "\n\n".join(SENTENCES)
    assert rows(text) == [(("Capa", "Pesos", "Sesgos"), ("FC1", "92160", "192"), ("FC2", "29191", "253"))]
    assert [it.text for it in blocks(text)[1:]] == SENTENCES


def test_the_commas_of_a_shape_divide_nothing():
    assert sniff(["CONV1;(32,32,8);600", "POOL1;(16,16,8);0"]) == (";", 1)
    assert sniff(["CONV1,(32,32,8),600", "FC,(10,1),80"]) == (",", 1)


def test_many_columns_outweigh_many_lines_of_one_comma():
    prose = ["Primero, hice esto", "Luego, hice lo otro", "Al final, sumé", "Gracias, profe"]
    assert sniff([*prose, "Capa;P;S;T;U", "FC1;1;2;3;4", "FC2;1;2;3;4"])[0] == ";"


COLUMNS = [(0, 8), (10, 20), (22, 30)]


def test_columns_are_where_the_full_lines_have_text():
    assert columns_of([[(0, 4), (10, 15), (22, 25)], [(0, 8), (12, 20), (23, 30)], [(0, 3)]], 3) == COLUMNS


def test_columns_that_run_into_one_another_are_those_of_the_first_full_line():
    assert columns_of([[(0, 4), (6, 9)], [(0, 7), (8, 9)]], 2) == [(0, 4), (6, 9)]


@pytest.mark.parametrize(
    ("line", "spans", "row"),
    [
        ("POOL1               (16, 16)", [(0, 5), (20, 28)], ["POOL1", "", "(16, 16)"]),
        ("CONV1       600", [(0, 5), (12, 15)], ["CONV1", "600", ""]),
        ("          (32, 32)", [(10, 18)], ["", "(32, 32)", ""]),
    ],
)
def test_a_text_belongs_to_the_column_that_it_stands_under(line, spans, row):
    assert placed(line, spans, COLUMNS, cut=False) == row


def test_a_name_cut_to_its_column_runs_into_the_next_only_where_that_begins():
    assert placed("max_pooli (None, 13) 0", [(0, 22)], [(0, 9), (10, 20), (21, 24)], cut=True) == [
        "max_pooli",
        "(None, 13)",
        "0",
    ]
    assert placed("a b c   d", [(0, 5), (8, 9)], [(0, 6), (8, 9)], cut=True) == ["a b c", "d"]


def test_a_text_set_to_the_right_of_its_column_is_not_cut():
    assert placed("FC        Softmax, 10 clases", [(0, 2), (10, 28)], [(0, 6), (20, 28), (30, 33)], cut=True) == [
        "FC", "Softmax, 10 clases", "",
    ]  # fmt: skip
