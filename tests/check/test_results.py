"""A line of `resultados.jsonl` and of `notas.csv`: the contract that scripts depend on."""

import csv
import io
import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from batch.papers import PHOTO
from classroom import computing_on, original, original_taller

from grader.check.grade import Class, grade
from grader.check.grades import HEADER, ArrivedList, grade_list, received
from grader.check.policy import Policy
from grader.check.results import cell_path, result_line
from grader.model import Report, Student

VERDICTS = {"correct", "carried", "slip", "misconception", "incorrect", "blank", "review"}
POINTS = re.compile(r"\d+(\.\d*[1-9])?|\d+/\d+")
WORKSHEET = original_taller()


def ejemplo_4(**changed):
    """Ejemplo 4 handed in as Markdown, `LAYER_quantity` = text where it differs from the key."""
    texts = computing_on(original("ejemplo-4"), {}) | {
        ref.replace("_", "/", 1): text for ref, text in changed.items() if ref != "total"
    }
    rows = [
        f"| {row.layer} | {row.detail} | "
        + " | ".join(texts.get(f"{row.layer}/{q}", "") for q in ("out_shape", "weights", "biases", "params"))
        + " |"
        for row in original("ejemplo-4").rows
    ]
    head = [
        "# Ejemplo 4",
        "",
        "| Capa | Detalle | Out Shape | # de Pesos | # de Sesgos | # de Parámetros |",
        "|---" * 6 + "|",
    ]
    total = changed.get("total", texts["total"])
    return "\n".join([*head, *rows, "", f"Total de parámetros: {total}", ""])


def handed_in(text, name="ana.md"):
    return grade(text.encode(), name, Class({WORKSHEET.code: WORKSHEET}, Policy(), WORKSHEET))


def line(report):
    encoded = result_line(report)
    assert encoded.endswith(b"\n")
    assert encoded.count(b"\n") == 1
    return json.loads(encoded)


def cells(report):
    return {cell["cell"]: cell for cell in line(report)["cells"]}


TYPES = {
    "schema": int, "grader": str, "submission": str, "student": str, "sheet": str, "status": str, "earned": str,
    "possible": str, "grade": str, "decided": dict, "cells": list, "notices": list, "remarks": list,
}  # fmt: skip
CELL_TYPES = {
    "cell": str, "raw": str, "verdict": str, "candidates": list, "earned": str, "possible": str, "where": str,
    "read": int | list | str | None, "expected": int | list | str, "misconception": str | None,
    "decided": bool, "reason": str,
    "explanation": str | None,
}  # fmt: skip


@pytest.mark.parametrize(
    "report",
    [
        handed_in(ejemplo_4()),
        handed_in(ejemplo_4(CONV1_weights="200", FC_params="4.64", POOL1_out__shape="", total="1/3")),
        Report("roto.pdf", "rejected", None, notices=("No se puede leer.",)),
    ],
    ids=["right", "mixed", "rejected"],
)
def test_every_field_is_there_and_of_its_type(report):
    found = line(report)
    assert {key: type(value) for key, value in found.items()} == TYPES
    assert found["status"] in {"graded", "review", "rejected"}
    assert POINTS.fullmatch(found["earned"])
    for cell in found["cells"]:
        assert set(cell) == set(CELL_TYPES)
        assert all(isinstance(value, CELL_TYPES[key]) for key, value in cell.items()), cell
        assert cell["verdict"] in VERDICTS
        assert POINTS.fullmatch(cell["earned"])
        assert POINTS.fullmatch(cell["possible"])
        assert not isinstance(cell["read"], bool)
        assert (cell["misconception"] is None) == (cell["verdict"] != "misconception")
        assert cell["candidates"][:1] == ([cell["misconception"]] if cell["misconception"] else [])


def test_counts_are_integers_and_shapes_arrays_of_integers():
    found = cells(handed_in(ejemplo_4()))
    assert found["ejemplo-4/CONV1/weights"]["read"] == found["ejemplo-4/CONV1/weights"]["expected"] == 600
    assert found["ejemplo-4/CONV1/out_shape"]["read"] == [32, 32, 8]
    assert found["ejemplo-4/Flatten/out_shape"]["expected"] == [2048]
    assert found["ejemplo-4/total"]["expected"] == 21098


def test_points_are_decimals_or_fractions_never_floats():
    found = cells(handed_in(ejemplo_4()))
    assert found["ejemplo-4/CONV1/weights"]["earned"] == "1/19"
    assert found["ejemplo-2/FC1/weights"]["possible"] == "0.1"


def test_the_cells_stand_in_the_sheets_order_all_80_of_them():
    found = list(cells(handed_in(ejemplo_4())))
    assert len(found) == 80
    assert found[0] == "ejemplo-1/FC1/weights"
    assert found[-1] == "ejemplo-5/total"


def test_a_misconception_is_named():
    cell = cells(handed_in(ejemplo_4(CONV1_weights="200")))["ejemplo-4/CONV1/weights"]
    assert (cell["verdict"], cell["misconception"], cell["read"], cell["raw"]) == (
        "misconception",
        "olvida-canales",
        200,
        "200",
    )


def test_a_misconception_on_the_students_own_values_is_named():
    """28 stands before; 14·14 without its 8 channels is 196, a rule on the student's path, not on the key's."""
    texts = {"CONV1_out_shape": "(28, 28, 8)", "POOL1_out_shape": "(14, 14, 8)", "Flatten_out_shape": "196"}
    cell = cells(handed_in(ejemplo_4(**texts)))["ejemplo-4/Flatten/out_shape"]
    assert (cell["verdict"], cell["misconception"]) == ("misconception", "flatten-sin-canales")


def test_a_slip_is_no_misconception():
    cell = cells(handed_in(ejemplo_4(CONV1_weights="5*5*3*8 = 640")))["ejemplo-4/CONV1/weights"]
    assert (cell["verdict"], cell["misconception"], cell["earned"]) == ("slip", None, "1/38")


def test_one_cell_in_review_makes_the_report_provisional():
    report = handed_in(ejemplo_4(CONV1_weights="4.64"))
    assert report.status == "review"
    cell = cells(report)["ejemplo-4/CONV1/weights"]
    assert (cell["verdict"], cell["read"], cell["earned"]) == ("review", None, "0")


def test_the_sums_are_those_of_the_cells():
    found = line(handed_in(ejemplo_4(CONV1_weights="200")))
    for key in ("earned", "possible"):
        assert Fraction(found[key]) == sum(Fraction(cell[key]) for cell in found["cells"])
    assert Fraction(found["earned"]) == Fraction(18, 19), (
        "200, and the 608 and 21098 that do not follow from it stay right"
    )


def test_what_was_not_found_is_a_notice():
    assert "Ejemplo 1, Ejemplo 2, Ejemplo 3 y Ejemplo 5" in " ".join(handed_in(ejemplo_4()).notices)


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("ejemplo-4/CONV1/weights", "ejemplo-4/CONV1/weights"),
        ("ejemplo-4#2/total", "ejemplo-4#2/total"),
        ("e/A/B/weights", "e/A%2FB/weights"),
        ("e/100%#1/biases", "e/100%25%231/biases"),
        ("e/Capa Ñ/biases", "e/Capa Ñ/biases"),
    ],
)
def test_marks_of_the_path_inside_a_name_are_percent_encoded(cell, path):
    assert cell_path(cell) == path


def grades(reports, *worksheets):
    rows = list(csv.reader(io.StringIO("".join(grade_list(ArrivedList(map(received, reports)), worksheets)))))
    assert tuple(rows[0]) == HEADER
    return [dict(zip(HEADER, row, strict=True)) for row in rows[1:]]


def test_every_student_has_a_line_whether_something_came_in_or_not():
    (found,) = grades([], WORKSHEET)
    assert (found["estudiante"], found["nota"], found["estado"]) == ("7", "", "sin entrega")


def test_a_grade_in_doubt_says_that_it_is_provisional():
    (sure,) = grades([handed_in(ejemplo_4())], WORKSHEET)
    (doubt,) = grades([handed_in(ejemplo_4(CONV1_weights="4.64"))], WORKSHEET)
    assert (sure["estado"], sure["pendientes"]) == ("definitiva", "0")
    assert (doubt["estado"], doubt["pendientes"]) == ("provisional", "1")
    assert (sure["nota"], sure["provisional"]) == ("1.00", "")
    assert (doubt["nota"], doubt["provisional"]) == ("", "0.95"), "18 of 19 cells; no list takes it for a definite one"


def test_two_submissions_of_a_student_wait_for_a_decision():
    (found,) = grades([handed_in(ejemplo_4(), "a.md"), handed_in(ejemplo_4(), "b.md")], WORKSHEET)
    assert (found["nota"], found["entrega"]) == ("", "a.md | b.md")


def test_members_of_a_group_share_one_grade():
    group = replace(WORKSHEET, students=(Student("1", "Ana", group="A"), Student("2", "Bruno", group="A")))
    report = grade(ejemplo_4().encode(), "a.md", Class({group.code: group}, Policy(), group))
    first, second = grades([report], group)
    assert (first["estudiante"], second["estudiante"]) == ("1", "2")
    assert first["nota"] == second["nota"] != ""
    assert line(report)["student"] == "1; 2"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_a_name_is_no_formula_in_a_spreadsheet(name):
    sheet = replace(WORKSHEET, students=(Student("1", name),))
    (found,) = grades([], sheet)
    assert found["nombre"][0] not in "=+-@\t\r"


@pytest.mark.parametrize("only", [WORKSHEET, None], ids=["of the one worksheet", "of nobody"])
def test_a_file_without_a_text_waits_or_is_rejected_with_its_reason(only):
    """A photo may be graded by a person; what is damaged has to be handed in again."""
    course = Class({WORKSHEET.code: WORKSHEET}, Policy(), only)
    photo, broken = grade(PHOTO, "foto.png", course), grade(b"PK\x03\x04roto", "hoja.xlsx", course)
    assert (photo.status, broken.status) == ("review", "rejected")
    assert photo.worksheet is broken.worksheet is only
    assert "es una foto" in photo.notices[0]
    assert "dañado" in broken.notices[0]
