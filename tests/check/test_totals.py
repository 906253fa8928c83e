"""The total in sentences, and totals that may be a layer's."""

import pytest
from classroom import original

from grader.check.conventions import mark_as_meant
from grader.check.match.document import match
from grader.check.match.totals import total_of_line, total_of_network
from grader.check.policy import Policy
from grader.generate.blueprint import parse_blueprint
from grader.model import Document, Line, Table
from grader.sheets import build

LINES = (
    ("En total la red tiene 8321 parámetros", "8321 parámetros"),
    ("Total (FC1 + FC2) = 8256 + 65 = 8321", "8256 + 65 = 8321"), ("8321 parámetros en total", "8321 parámetros"),
    ("Corrección: el total de parámetros es 8321", "8321"), ("Altogether 8,321 parameters", "8,321 parameters"),
    ("total_parametros = 8321", "8321"), ("Suma = 8321", "8321"), ("Parámetros totales: 8321", "8321"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "total"), LINES, ids=[line for line, _ in LINES])
def test_total_sentences(line, total):
    assert total_of_line(line) == total


@pytest.mark.parametrize(
    "line", ["Total de pesos: 8256", "Non-trainable params: 0", "Total mult-adds (M): 3", "Capa 2"]
)
def test_other_sums_are_no_total(line):
    assert total_of_line(line) is None


def test_the_network_has_so_many_parameters():
    assert total_of_network("La red tiene 8321 parámetros") == "8321 parámetros"
    assert total_of_network("parámetros de la red = 608 + 0 +") is None


def found(lines, *before):
    submission = match(Document("markdown", (*before, *map(Line, lines))), [original("ejemplo-1")])
    return {
        path.partition("/")[2]: [it.raw for it in written] for path, written in submission.cells.items()
    }, submission


def test_the_total_of_a_layer_is_its_parameters():
    cells, _ = found(["Total FC1: 8256", "Total FC2: 65", "Total: 8321"])
    assert cells == {"FC1/params": ["8256"], "FC2/params": ["65"], "total": ["8321"]}


ROWS = (("Capa", "Pesos", "Sesgos", "Parámetros"), ("FC1", "8192", "64", "8256"), ("FC2", "64", "1", "65"))


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (("", "", "", "8321"), ["8321"]),
        (("", "8256", "65", "8321"), None),
        (("", "", "Total", "8321"), ["8321"]),
        (("3", "Total", "", "8321"), ["8321"]),
        (("Total de parámetros de la", "", "", ""), ["Total de parámetros de la"]),
        (("Total: 8321", "", "", ""), ["8321"]),
        (("Totalmente conectada", "", "", "8321"), None),
    ],
    ids=str,
)
def test_the_last_row_of_a_table(row, total):
    assert found([], Table((*ROWS, row)))[0].get("total") == total


def test_a_lone_number_is_no_total_where_a_layer_is_missing():
    table = Table((*ROWS[:2], ("FC2", "64", "1", ""), ("", "", "", "65")))
    cells, submission = found([], table)
    assert "total" not in cells
    assert "ejemplo-1/FC2/params" in submission.loose


def test_two_totals_are_both_kept():
    assert found(["Total: 8321", "Corrección: el total es 8320"])[0]["total"] == ["8321", "8320"]


def test_a_last_total_that_may_be_a_layers_waits():
    _, submission = found(["FC1: 8192 pesos, 64 sesgos, 8256 parámetros", "FC2: 64 pesos, 1 sesgo", "Total: 65"])
    assert {"ejemplo-1/total", "ejemplo-1/FC2/params"} <= set(submission.loose)


def test_keras_3_counts_the_optimizer():
    lines = ["Total params: 24,965 (97 KB)", "Trainable params: 8,321 (32 KB)", "Non-trainable params: 0 (0.00 B)",
             "Optimizer params: 16,644 (65 KB)"]  # fmt: skip
    assert found(lines)[0]["total"] == ["8,321"]


def test_the_batch_costs_one_notice():
    sheet = original("ejemplo-4")
    rows = (
        ("Capa", "Out Shape"),
        ("CONV1", "[64, 8, 32, 32]"),
        ("POOL1", "[64, 8, 16, 16]"),
        ("Flatten", "[64, 2048]"),
    )
    cells = match(Document("markdown", (Table(rows),)), [sheet]).cells
    marks, notices = mark_as_meant(sheet, cells, Policy())
    read = {mark.cell: (mark.reading.raw, mark.verdict.value) for mark in marks if mark.reading.raw}
    assert read["ejemplo-4/CONV1/out_shape"] == ("[64, 8, 32, 32]", "correct")
    assert read["ejemplo-4/Flatten/out_shape"] == ("[64, 2048]", "correct")
    assert len(notices) == 2


def residual(name):
    """A block whose layer Add bears the name: two inputs of (8, 8, 16) and 3·3·16·16 + 16 parameters."""
    layers = [
        {"kind": "input", "name": "Input", "height": 8, "channels": 16},
        {"kind": "conv2d", "name": "CONV1", "filters": 16, "kernel": 3, "padding": 1},
        {"kind": "add", "name": name, "inputs": ["Input", "CONV1"]},
        {"kind": "flatten", "name": "Flatten"},
    ]
    columns = ["out_shape", "weights", "biases", "params"]
    data = {"id": "r", "version": 1, "title": "R", "table": {"columns": columns}, "network": {"layers": layers}}
    return build(parse_blueprint(data, "r.toml").original())


@pytest.mark.parametrize(
    ("layer", "last"),
    [("SUMA", "Total"), ("SUMA", "Suma total"), ("Suma", "SUMA"), ("Suma 1", "Suma"), ("ADD1", "Suma")],
)
def test_a_layer_called_suma_is_no_total(layer, last):
    rows = (
        ("Capa", "Out Shape", "# de Pesos", "# de Sesgos", "# de Parámetros"),
        ("Input", "(8,8,16)", "0", "0", "0"), ("CONV1", "(8,8,16)", "2304", "16", "2320"),
        (layer.upper(), "(8,8,16)", "0", "0", "0"), ("Flatten", "(1024, 1)", "0", "0", "0"), (last, "", "", "", "2320"),
    )  # fmt: skip
    cells = match(Document("csv", (Table(rows),)), [residual(layer)]).cells
    assert [it.raw for it in cells[f"r/{layer}/out_shape"]] == ["(8,8,16)"]
    assert [it.raw for it in cells[f"r/{layer}/params"]] == ["0"]
    assert [it.raw for it in cells["r/total"]] == ["2320"]
