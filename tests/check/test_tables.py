"""Tables of every make: headings, rows called by kind, place or size, turned, stuck together, without headings."""

import pytest
from classroom import original

from grader.check.match.document import match
from grader.check.match.headings import is_fused, is_trap, quantities
from grader.model import Document, Line, Table

VALUES = (("8192", "64", "8256"), ("64", "1", "65"))


def read(rows, name="ejemplo-1"):
    found = match(Document("markdown", (Table(tuple(map(tuple, rows)), "tabla 1"),)), [original(name)])
    cells = {path.partition("/")[2]: " | ".join(it.raw for it in written) for path, written in found.cells.items()}
    return cells, {path.partition("/")[2]: reason for path, reason in found.loose.items()}


def layers(cells):
    return [cells.get(f"FC{i}/{q}", "") for i in (1, 2) for q in ("weights", "biases", "params")]


HEADINGS = (
    ("W", "b", "W+b"), ("Nº de pesos", "Nº de sesgos", "Nº de parámetros"),
    ("Qtd. de pesos", "Qtd. de vieses", "Total"),
    ("# weights", "# bias", "Param #"), ("Pesos (W)", "Sesgos (b)", "Parámetros (W+b)"),
    ("Nro pesos", "Bias", "Nro total"),
    ("Cantidad de pesos", "Umbrales", "Peso total"), ("Weights", "Biases", "Learnable parameters"),
)  # fmt: skip


@pytest.mark.parametrize("headings", HEADINGS, ids=[it[0] for it in HEADINGS])
def test_headings_of_many_kinds(headings):
    cells, _ = read([("Capa", *headings), ("FC1", *VALUES[0]), ("FC2", *VALUES[1])])
    assert layers(cells) == [*VALUES[0], *VALUES[1]]


NAMES = (("1", "2"), ("Capa 1", "Capa 2"), ("oculta", "salida"), ("128-64", "64-1"), ("128 → 64", "64 → 1"),
         ("Entrada → Oculta", "Oculta → Salida"), ("dense", "dense_1"), ("Linear: 1-1", "Linear: 1-2"),
         ("Primera capa", "Segunda capa"), ("F1", "F2"), ("fc0", "FC1"), ("Dense_0", "Dense_1"))  # fmt: skip


@pytest.mark.parametrize("names", NAMES, ids=[it[0] for it in NAMES])
def test_rows_called_by_place_kind_or_size(names):
    cells, waiting = read([("Capa", "Pesos", "Sesgos", "Params"), (names[0], *VALUES[0]), (names[1], *VALUES[1])])
    assert (layers(cells), waiting) == ([*VALUES[0], *VALUES[1]], {})


@pytest.mark.parametrize("heading", ["Pesos / Sesgos", "Pesos y sesgos", "W/b", "Pesos (sesgos)"])
def test_weights_and_biases_in_one_column(heading):
    rows = [("FC1", "8.192 / 64", "8256"), ("FC2", "64 y 1", "65")]
    cells, waiting = read([("Capa", heading, "Parámetros"), *rows])
    assert (layers(cells), waiting) == (["8.192", "64", "8256", "64", "1", "65"], {})
    assert layers(read([("Capa", heading), ("FC1", "8256"), ("FC2", "65")])[0]) == ["", "", "8256", "", "", "65"]


@pytest.mark.parametrize("text", ["8192 pesos / 64 sesgos", "8192 (64)", "64 sesgos, 8192 pesos"])
def test_weights_and_biases_with_their_words(text):
    cells, waiting = read([("Capa", "Pesos / Sesgos", "Parámetros"), ("FC1", text, "8256"), ("FC2", "64 / 1", "65")])
    assert (layers(cells), waiting) == (["8192", "64", "8256", "64", "1", "65"], {})


def test_one_count_under_a_heading_of_two_waits():
    rows = [("FC1", "8192 / 64", "8256"), ("FC2", "64", "65")]
    _, waiting = read([("Capa", "Pesos / Sesgos", "Parámetros"), *rows])
    assert {*waiting} == {"FC2/weights", "FC2/biases"}


def test_a_frame_whose_index_stands_before_the_output_layer():
    heading = ("", "Capa", "Pesos", "Sesgos", "Parámetros")
    total = ("2", "Total de parámetros", "", "", "8321")
    cells, _ = read([heading, ("0", "Primera capa densa", *VALUES[0]), ("1", "Capa de Salida", *VALUES[1]), total])
    assert (layers(cells), cells["total"]) == ([*VALUES[0], *VALUES[1]], "8321")


def test_layers_side_by_side():
    rows = [("", "FC1", "FC2", "Total"), ("Pesos", "8192", "64", "8256"), ("Sesgos", "64", "1", "65")]
    cells, _ = read([*rows, ("Parámetros", "8256", "65", "8321")])
    assert (layers(cells), cells["total"]) == ([*VALUES[0], *VALUES[1]], "8321")


def test_a_heading_of_two_rows():
    rows = [("Capa", "Neuronas", "", "Pesos", "Sesgos", "Parámetros"), ("", "Entrada", "Salida", "", "", "")]
    cells, _ = read([*rows, ("FC1", "128", "64", *VALUES[0]), ("FC2", "64", "1", *VALUES[1])])
    assert layers(cells) == [*VALUES[0], *VALUES[1]]


def test_rows_stuck_together_come_apart():
    rows = [("Capa", "Out Shape", "Pesos"), ("Input CONV1", "(32,32,3) (32,32,8)", "0 600")]
    cells, _ = read(rows, "ejemplo-4")
    assert (cells["CONV1/out_shape"], cells["CONV1/weights"], cells["Input/weights"]) == ("(32,32,8)", "600", "0")


def test_a_row_for_two_layers_waits_for_a_person():
    cells, _ = read([("Capa", "Out Shape", "Pesos"), ("Conv+Pool", "(16,16,8)", "600")], "ejemplo-4")
    assert cells["CONV1/weights"] == cells["POOL1/weights"] == "Conv+Pool | (16,16,8) | 600"


def test_a_column_of_unknown_numbers_waits_when_something_is_missing():
    cells, waiting = read([("Capa", "Conexiones", "Sesgos", "Params"), ("FC1", *VALUES[0]), ("FC2", *VALUES[1])])
    assert cells["FC1/biases"] == "64"
    assert waiting["FC1/weights"] == "No supe qué hay en la columna «Conexiones»."


def test_a_table_without_headings_waits():
    _, waiting = read([("FC1", "8192", "64"), ("FC2", "64", "1")])
    assert set(waiting) >= {"FC1/weights", "FC2/biases"}
    _, waiting = read([("Flatten", "", "(2048, 1)"), ("POOL1", "2x2, s=2, max", "(16, 16, 8)")], "ejemplo-4")
    assert set(waiting) >= {"Flatten/out_shape", "POOL1/out_shape"}


@pytest.mark.parametrize("heading", ["Acumulado", "Parámetros acumulados", "Memoria (KB)", "f"])
def test_traps(heading):
    assert quantities(heading) == ()
    assert is_trap(heading)


@pytest.mark.parametrize(("heading", "quantity"), [("MACs", "macs"), ("Activation size", "activations")])
def test_a_column_that_few_sheets_ask_for_is_a_trap_for_the_others(heading, quantity):
    assert quantities(heading) == (quantity,)
    assert is_trap(heading)


def test_headings_that_stuck_together():
    assert is_fused("Out ShapePesos")
    assert not any(map(is_fused, ["Out Shape", "Input Shape", "Neuronas de salida", "Pesos y sesgos", "Detalle"]))


def test_model_and_containers_of_torchinfo_are_no_layers():
    rows = [("Layer (type:depth-idx)", "Param #"), ("MLP", "--"), ("Sequential: 1-1", "--"), ("Linear: 2-1", "8,256"),
            ("ReLU: 2-2", "--"), ("Linear: 2-3", "65")]  # fmt: skip
    cells, waiting = read(rows)
    assert (cells["FC1/params"], cells["FC2/params"], waiting) == ("8,256", "65", {})


def test_answers_under_no_title_wait_in_every_exercise():
    sheets = [original("ejemplo-1"), original("ejemplo-2")]
    found = match(Document("markdown", (Line("FC1: 8192 pesos"),)), sheets)
    assert {path.partition("/")[0] for path in found.loose} == {"ejemplo-1", "ejemplo-2"}


def test_the_answers_beside_a_worksheet_left_blank():
    rows = [
        ("Capa", "# de Pesos", "# de Sesgos", "", "Capa", "Pesos", "Sesgos", "Parámetros"),
        ("FC1", "", "", "", "FC1", *VALUES[0]),
        ("FC2", "", "", "", "FC2", *VALUES[1]),
    ]
    cells, _ = read(rows)
    assert [text.removeprefix(" | ") for text in layers(cells)] == [*VALUES[0], *VALUES[1]]


def test_a_kind_beside_a_name_does_not_cut_the_table():
    cells, _ = read([("Capa", "Tipo", "Pesos"), ("FC1", "Densa", "8192"), ("FC2", "Densa", "64")])
    assert (cells["FC1/weights"], cells["FC2/weights"]) == ("8192", "64")


def test_a_total_of_its_own_where_the_layers_stand_side_by_side():
    rows = [("", "FC1", "FC2"), ("Pesos", "8192", "64"), ("Parámetros", "8256", "65"), ("TOTAL", "8321", "")]
    assert read(rows)[0]["total"] == "8321"


def test_a_long_table_with_its_workings_and_layers_written_once():
    rows = [("Capa", "Concepto", "Operación", "Resultado"), ("FC1", "Pesos", "128·64", "8192"),
            ("", "Sesgos", "", "64"), ("", "Parámetros", "8192+64", "8256"), ("FC2", "Pesos", "64·1", "64"),
            ("", "Sesgos", "", "1"), ("", "Parámetros", "", "65"), ("Total", "", "", "8321")]  # fmt: skip
    cells, _ = read(rows)
    assert (layers(cells), cells["total"]) == ([*VALUES[0], *VALUES[1]], "8321")


def test_rows_called_like_quantities_do_not_turn_a_table_with_a_header_further_down():
    rows = [("Folha", "ABC", "", ""), ("Camada", "Parâmetros", "Vieses", "Pesos"), ("Entrada", "0", "0", "0"),
            ("FC1", "8256", "64", "8192"), ("FC2", "65", "1", "64"), ("Total", "8321", "", "")]  # fmt: skip
    assert layers(read(rows)[0]) == [*VALUES[0], *VALUES[1]]
