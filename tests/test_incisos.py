"""The networks of seed 001 as exercises of the catalogue: every layer as worked by hand, checked against Keras."""

from dataclasses import replace
from functools import cache

import pytest
from classroom import original
from injected import blueprint as practice

from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.evaluate import answers
from grader.generate.draw import draw, seed
from grader.model import Student, Verdict, Worksheet
from grader.page import key_page, worksheet_page
from grader.writers import write_page

INCISOS = {  # layer: out_shape, weights, biases, params
    "inciso-2d": {
        "CONV1": ((28, 28, 32), 2400, 32, 2432),
        "CONV2": ((26, 26, 32), 9216, 32, 9248),
        "POOL1": ((13, 13, 32), 0, 0, 0),
        "CONV3": ((11, 11, 32), 9216, 32, 9248),
        "POOL2": ((5, 5, 32), 0, 0, 0),
        "Dropout": ((5, 5, 32), 0, 0, 0),
        "Flatten": ((800,), 0, 0, 0),
        "FC1": ((512,), 409600, 512, 410112),
        "FC2": ((256,), 131072, 256, 131328),
        "OUT": ((10,), 2560, 10, 2570),
    },
    "inciso-6c": {
        "CONV1_1": ((62, 62, 10), 270, 10, 280),
        "CONV1_2": ((60, 60, 10), 900, 10, 910),
        "POOL1": ((30, 30, 10), 0, 0, 0),
        "CONV2_1": ((28, 28, 10), 900, 10, 910),
        "CONV2_2": ((26, 26, 10), 900, 10, 910),
        "POOL2": ((13, 13, 10), 0, 0, 0),
        "Flatten": ((1690,), 0, 0, 0),
        "OUT": ((10,), 16900, 10, 16910),
    },
    "inciso-1-pasas": {
        "FC1": ((16,), 112, 16, 128),
        "FC2": ((8,), 128, 8, 136),
        "FC3": ((2,), 16, 2, 18),
    },
    "convnetjs-cifar10": {  # 5·5·3·16 + 16, 5·5·16·20 + 20, 5·5·20·20 + 20, 320·10 + 10
        "CONV1": ((32, 32, 16), 1200, 16, 1216),
        "POOL1": ((16, 16, 16), 0, 0, 0),
        "CONV2": ((16, 16, 20), 8000, 20, 8020),
        "POOL2": ((8, 8, 20), 0, 0, 0),
        "CONV3": ((8, 8, 20), 10000, 20, 10020),
        "POOL3": ((4, 4, 20), 0, 0, 0),
        "Flatten": ((320,), 0, 0, 0),
        "FC": ((10,), 3200, 10, 3210),
    },
}
TOTALS = {"inciso-2d": 564938, "inciso-6c": 19920, "inciso-1-pasas": 282, "convnetjs-cifar10": 22466}


@pytest.mark.parametrize("name", INCISOS)
def test_every_layer_of_the_original(name):
    sheet = original(name)
    right = answers(sheet)
    rows = {row.layer: row for row in sheet.rows if row.kind != "input"}
    found = {
        layer: tuple(right[f"{layer}/{column}"] for column in ("out_shape", "weights", "biases", "params"))
        for layer in rows
    }
    assert found == INCISOS[name]
    assert right["total"] == TOTALS[name]


def test_valid_padding_is_told_as_a_word_and_needs_no_p():
    sheet = original("inciso-2d")
    assert next(row.detail for row in sheet.rows if row.layer == "CONV1") == "f=5x5, s=1, p=valid, 32 filtros"
    assert not any("p" in it.letters for it in sheet.rewirings if it.cell == "CONV1/out_shape")


def test_an_incomplete_division_rounds_down():
    """11 → 5 in the second pooling: (11 − 2)/2 + 1 = 5,5."""
    assert answers(original("inciso-2d"))["POOL2/out_shape"] == (5, 5, 32)


ALL_COLUMNS = ("detail", "out_shape", "params", "trainable", "non_trainable", "macs", "activations", "receptive_field")
ROUND_TRIPS = [
    *((name, "original") for name in INCISOS),
    *((name, 1) for name in INCISOS),
    ("capas-en-grafo", "original"),
    ("recurrentes", "original"),
    ("inciso-2d", ALL_COLUMNS),
    ("capas-en-grafo", ALL_COLUMNS),
]


@cache
def sheet_for(name, what):
    it = practice(name)
    drawn = draw(it, seed("ida y vuelta", name), 0, lambda _: True) if what == 1 else it.original()
    drawn = drawn if isinstance(what, (int, str)) else replace(drawn, columns=what, given=())
    return Worksheet("222222-2", (Student("a01", "Ana Pérez Muñoz"),), "NN", "Calcular.", (drawn,))


@pytest.mark.parametrize("format", ["csv", "xlsx", "md", "ipynb", "docx", "html"])
@pytest.mark.parametrize(("name", "what"), ROUND_TRIPS, ids=[f"{name}-{str(what)[:9]}" for name, what in ROUND_TRIPS])
def test_a_key_read_back_earns_everything_and_a_worksheet_nothing(name, what, format):
    sheet = sheet_for(name, what)
    known = Class({sheet.code: sheet}, Policy())
    report = grade(write_page(key_page(sheet), format), f"clave.{format}", known)
    wrong = [(mark.cell, mark.reading.raw, mark.expected, mark.verdict) for mark in report.marks
             if mark.verdict is not Verdict.CORRECT]  # fmt: skip
    assert (wrong, report.status, report.notices) == ([], "graded", ())
    empty = grade(write_page(worksheet_page(sheet), format), f"hoja.{format}", known)
    assert {mark.verdict for mark in empty.marks} == {Verdict.BLANK}
