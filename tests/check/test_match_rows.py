"""Rows that hold several layers, rows of no layer, columns of no quantity: what is read, and what waits for whom."""

import pytest
from classroom import original

from grader.check.match.document import match
from grader.check.match.layer_names import LayerName, layer_name
from grader.check.match.merged import holds_several, pieces
from grader.check.match.rows import RowNames
from grader.model import Document, Heading, Line, Row, Table

NAMES = RowNames(
    [Row("CONV1", "conv2d", ""), Row("POOL1", "max_pooling2d", ""), Row("CONV2", "conv2d", ""),
     Row("FC1", "dense", ""), Row("FC2", "dense", "", "Capa de Salida")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("called", "layers"),
    [
        (["conv2d_2", "conv2d_1"], ["CONV2", "CONV1"]),
        (["conv2d", "conv2d_1", "max_pooling2d", "dense", "dense_1"], ["CONV1", "CONV2", "POOL1", "FC1", "FC2"]),
        (["C1", "S2", "C3", "F4", "F5"], ["CONV1", "POOL1", "CONV2", "FC1", "FC2"]),
        (["conv2d_2"], ["CONV2"]),
        (["dense", "Capa de Salida"], ["FC1", "FC2"]),
        (["Softmax (activación)"], [""]),
        (["FC1 / Densa 2"], [""]),
        (["Conv + Pool"], [""]),
        (["Aplanamiento\nCapa de salida"], [""]),
        (["FC2 / Salida"], ["FC2"]),
        (["Densa (2) y Salida"], ["FC2"]),
        (["FC1", "FC1"], ["FC1", "FC1"]),
        (["conv_1", "conv-1"], ["CONV1", "CONV1"]),
    ],
    ids=str,
)
def test_rows_by_kind_order_and_number(called, layers):
    found = NAMES.match(called)
    assert [found.get(i, "") for i in range(len(called))] == layers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MaxPool(2, 2)", LayerName("pool")),
        ("conv2d_1 (Conv2D)", LayerName("conv", "", 1)),
        ("C3", LayerName("conv")),
        ("Dense 2 (10)", LayerName("fc", "", 2)),
        ("3x3 Conv", LayerName("conv")),
        ("Activación Softmax", LayerName("activation")),
    ],
)
def test_what_a_name_tells(text, name):
    assert layer_name(text) == name


def read(rows, name="ejemplo-1", before=(), after=()):
    blocks = (*before, Table(tuple(map(tuple, rows)), ""), *after)
    found = match(Document("markdown", blocks), [original(name)])
    cells = {path.partition("/")[2]: " & ".join(it.raw for it in written) for path, written in found.cells.items()}
    return cells, {path.partition("/")[2] for path in found.loose}


HEAD = ("Capa", "Pesos", "Sesgos", "Parámetros")


def test_a_row_with_the_answers_of_two_layers_waits_and_so_does_the_layer_without_a_row():
    cells, waiting = read([HEAD, ("Densa 1 Salida (FC2)", "8192 64", "64 1", "65")])
    assert set(cells.values()) == {"8192 64 | 64 1 | 65"}
    assert waiting == {"FC1/weights", "FC1/biases", "FC1/params"}


def test_two_shapes_in_a_cell_are_two_layers_where_one_has_no_row():
    head = ("Capa", "Out Shape", "Pesos", "Sesgos", "Parámetros")
    merged = ("FLATTEN Output layer", "(2048, 1) (10, 1)", "20480", "10", "20490")
    rows = [head, ("Input", "", "", "", ""), ("CONV1", "(32, 32, 8)", "600", "8", "608"), ("POOL1", "", "", "", "")]
    cells, waiting = read([*rows, merged], "ejemplo-4")
    assert cells["Flatten/weights"] == cells["Flatten/biases"] == "(2048, 1) (10, 1) | 20480 | 10 | 20490"
    assert waiting == {"FC/weights", "FC/biases", "FC/params"}
    whole = [*rows, ("Flatten", "(16,16,8)\n(2048,1)", "0", "0", "0"), ("FC", "", "20480", "10", "20490")]
    cells, waiting = read(whole, "ejemplo-4")
    assert (cells["Flatten/weights"], waiting) == ("0", set())


def test_an_answer_with_its_unit_is_not_the_answers_of_two_layers():
    rows = [("Capa", "Out Shape", "Pesos"), ("Input / CONV1", "(32, 32, 3) / (32, 32, 8)", "600 pesos")]
    cells, _ = read(rows, "ejemplo-4")
    whole = "Input / CONV1 | (32, 32, 3) / (32, 32, 8) | 600 pesos"
    assert (cells["CONV1/weights"], cells["Input/weights"]) == (whole, whole)


@pytest.mark.parametrize(
    ("texts", "several"),
    [
        (["8192 64", "64 1"], True),
        (["(32,32,8) (16,16,8)", "600 / 0"], True),
        (["(32,32,8)\n(16,16,8)", "600\n0", "8\n0"], True),
        (["8 192", "64"], False),
        (["8 192", "12 345"], False),
        (["128*64 = 8192", "64 = 64"], False),
        (["8192", "64"], False),
        (["8192 pesos", "64 sesgos"], False),
        (["8192 64", "64"], False),
        (["-\n=15600", "-\n=13"], True),
        (["- -", "- -"], False),
        (["128 - 64", "64 - 1"], False),
        (["= 9 424", "= 62"], False),
        (["= 9 424", "= 9 486"], False),
        (["", ""], False),
    ],
    ids=str,
)
def test_which_cells_hold_several_answers(texts, several):
    assert holds_several(texts) is several


def test_pieces_are_as_many_as_the_layers_and_each_says_something():
    assert pieces("0 600", 2) == ["0", "600"]
    assert pieces("- 600", 2) == ["-", "600"]
    assert pieces("= 0 = 600", 2) == ["= 0", "= 600"]
    assert pieces("600", 2) == pieces("600 pesos", 2) == pieces("1 2 3", 2) == []


def test_what_the_worksheet_prints_in_a_fused_row_is_no_answer():
    rows = [("Capa", "Out Shape", "Pesos"), ("Input CONV1", "(32, 32, 3)", "0 600")]
    cells, _ = read(rows, "ejemplo-4")
    assert cells["CONV1/out_shape"] == ""


def test_only_the_cells_with_something_under_an_unknown_heading_wait():
    rows = [("Capa", "Out Shape", "Pesos", "Lo mío", "Parámetros"), ("CONV1", "(32,32,8)", "600", "\u200b8\xa0", "608"),
            ("POOL1", "(16,16,8)", "", "", ""), ("FC", "(10,1)", "20480", "\u200b-\xa0", "20490")]  # fmt: skip
    _, waiting = read(rows, "ejemplo-4")
    assert waiting == {"CONV1/biases", "FC/biases"}


def test_a_row_of_a_layer_that_nobody_knows_leaves_open_only_what_its_table_holds():
    rows = [("Capa", "Sesgos", "Parámetros"), ("Mi capa", "64", "8256"), ("FC2", "1", "65")]
    assert read(rows)[1] == {"FC1/biases", "FC1/params"}


def test_a_row_without_a_name_leaves_open_what_is_blank_in_its_columns():
    rows = [HEAD, ("FC1", "8192", "", ""), ("", "", "64", "8256"), ("FC2", "64", "1", "65")]
    cells, waiting = read(rows)
    assert waiting == {"FC1/biases", "FC1/params"}
    assert cells["FC1/weights"] == "8192"


def test_layers_without_a_name_leave_open_those_that_were_not_found():
    assert read([HEAD, ("", "8192", "64", "8256"), ("FC2", "64", "1", "65")])[1] == {
        "FC1/weights", "FC1/biases", "FC1/params",
    }  # fmt: skip


def test_names_that_stand_in_lines_under_a_nameless_table_are_not_its_rows():
    rows = [HEAD, ("", "8192", "64", "8256"), ("", "64", "1", "65"), ("FC1, número de pesos: 8192", "", "", "")]
    cells, waiting = read(rows)
    assert cells == {"FC1/weights": "8192"}
    assert {"FC1/biases", "FC2/weights", "FC2/params"} <= waiting


def test_a_heading_in_two_pieces_leaves_its_cells_open():
    rows = [("Capa", "Number of", "weights", "Sesgos"), ("FC1", "8192", "", "64"), ("FC2", "64", "", "1")]
    assert read(rows)[1] == {"FC1/weights", "FC2/weights", "FC1/params", "FC2/params"}


def test_a_question_mark_over_counts_is_no_index():
    rows = [("Capa", "Pesos", "?"), ("Flatten", "0", "0"), ("FC", "20480", "9")]
    assert {"Flatten/biases", "FC/biases"} <= read(rows, "ejemplo-4")[1]
    assert {"FC2/biases"} <= read([("Capa", "Pesos", "?"), ("FC2", "64", "1")])[1]
    for index in (("0", "1", "2"), ("2", "3", "1")):
        rows = [("", "Capa", "Pesos"), (index[0], "Flatten", "0"), (index[1], "FC", "20480"), (index[2], "ReLU", "")]
        assert read(rows, "ejemplo-4")[1] == set()


def test_an_answer_a_row():
    rows = [("capa", "cantidad", "valor"), ("FC1", "pesos", "8192"), ("FC1", "sesgos", ""), ("FC2", "parametros", "65"),
            ("total", "", "8321")]  # fmt: skip
    cells, _ = read(rows)
    assert cells == {"FC1/weights": "8192", "FC1/biases": "", "FC2/params": "65", "total": "8321"}


def test_a_second_table_under_a_title_goes_on_with_its_exercise():
    sheets = [original("ejemplo-1"), original("ejemplo-5")]
    head = ("Capa", "Detalle", "Out Shape", "Pesos", "Sesgos", "Parámetros")
    first = Table((head, ("CONV1", "", "(32, 32, 16)", "432", "16", "448")))
    second = Table(
        (head, ("FC1", "", "(128, 1)", "262144", "128", "262272"), ("FC2", "", "(10, 1)", "1280", "10", "1290"))
    )
    found = match(Document("xlsx", (Heading("Ejemplo 5"), first, second)), sheets)
    assert found.cells["ejemplo-5/FC1/weights"][0].raw == "262144"
    assert not [path for path in found.cells if path.startswith("ejemplo-1")]


def test_the_names_of_columns_in_a_line_say_that_the_rows_below_have_lost_theirs():
    lines = [
        "Capa Detalle Out Shape # de Pesos # de Sesgos # de Parámetros",
        "CONV1 f=5x5, 8 filtros 8 608",
        "POOL1 2x2",
    ]
    found = match(Document("pdf", tuple(map(Line, lines))), [original("ejemplo-4")])
    assert {"ejemplo-4/CONV1/weights", "ejemplo-4/CONV1/params", "ejemplo-4/POOL1/out_shape"} <= set(found.loose)


def test_a_table_of_no_exercise_leaves_open_the_one_under_whose_title_it_stands():
    sheets = [original("ejemplo-1"), original("ejemplo-2")]
    rows = (HEAD, ("", "32768", "128", "32896"), ("", "2049", "9", "640"))
    found = match(Document("markdown", (Heading("Ejemplo 2"), Table(rows))), sheets)
    assert {path.partition("/")[0] for path in found.loose} == {"ejemplo-2"}


def test_a_table_under_one_title_with_the_numbers_of_another_exercise_leaves_both_open():
    sheets = [original("ejemplo-1"), original("ejemplo-2")]
    rows = (HEAD, ("", "8192", "64", "8256"), ("", "64", "1", "65"))
    found = match(Document("markdown", (Heading("Ejemplo 2"), Table(rows))), sheets)
    assert {path.partition("/")[0] for path in found.loose} == {"ejemplo-1", "ejemplo-2"}


def test_a_total_alone_under_repeated_names_is_the_total():
    table = Table((HEAD, ("Softmax (activación)", "", "", ""), ("Total de parámetros", "", "", "8321")))
    cells, waiting = read([HEAD, ("FC1", "8192", "64", "8256"), ("FC2", "64", "1", "65")], after=[table])
    assert (cells["total"], waiting) == ("8321", set())


def test_a_total_in_two_pieces_is_shown_whole():
    cells, _ = read([HEAD, ("FC1", "8192", "64", "8256"), ("Total de parámetros: 832", "1", "", "")])
    assert cells["total"] == "832 | 1"


def test_names_that_are_quantities_too_turn_no_table():
    rows = [HEAD, ("FC1", "8192", "64", "8256"), ("Salida", "64", "1", "65"), ("Total de parámetros", "", "", "8321"),
            ("Total de parámetros", "", "", "8321")]  # fmt: skip
    cells, _ = read(rows)
    assert (cells["FC1/weights"], cells["FC2/params"]) == ("8192", "65")


@pytest.mark.parametrize("line", ["Flatten (2048, 1) — — —", "FC Softmax, 10 clases (10, 1) 20480 10 20490"])
def test_a_row_that_lost_its_columns_waits(line):
    found = match(Document("pdf", (Line(line),)), [original("ejemplo-4")])
    layer = line.split()[0]
    assert {f"ejemplo-4/{layer}/weights", f"ejemplo-4/{layer}/biases", f"ejemplo-4/{layer}/params"} <= set(found.loose)


@pytest.mark.parametrize(
    "line",
    ["Profe, no estoy segura de los sesgos.", "No recuerdo los pesos de la red.", "Capa de salida: no supe los sesgos"],
)
def test_not_knowing_is_no_answer(line):
    found = match(Document("markdown", (Line(line),)), [original("ejemplo-1")])
    assert (found.cells, found.loose) == ({}, {})


def test_a_sign_that_nobody_sees_hides_no_total():
    found = match(
        Document("markdown", (Line("La red tiene en total \u200b8321\u200b parámetros."),)), [original("ejemplo-1")]
    )
    assert [it.raw for it in found.cells["ejemplo-1/total"]] == ["8321 parámetros"]
