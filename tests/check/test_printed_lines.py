"""What a worksheet itself prints comes back with every submission and never answers a cell."""

import pytest
from classroom import EJEMPLOS, SEEDS, network, original, variant

from grader.check.grade import Class, grade
from grader.check.match.lines import told_in_lines
from grader.check.policy import Policy
from grader.model import Line, Student, Verdict, Worksheet
from grader.page import printed_lines, worksheet_page
from grader.writers import write_page

NEURONS = network(
    ("input", "Entrada", {"units": 96}),
    ("dense", "FC1", {"units": 36}),
    ("dense", "FC2", {"units": 4}),
    columns=("inputs", "outputs", "weights", "biases", "params"),
)


@pytest.mark.parametrize("format", ["ipynb", "md", "docx", "html", "csv", "xlsx"])
def test_the_neurons_that_the_structure_tells_are_not_the_answer(format):
    sheet = Worksheet("222222-2", (Student("7", "Ana"),), "Taller", "", (NEURONS,))
    course = Class({sheet.code: sheet}, Policy())
    report = grade(write_page(worksheet_page(sheet), format), f"hoja.{format}", course)
    asked = [mark for mark in report.marks if mark.cell.endswith(("inputs", "outputs"))]
    assert len(asked) == 4
    assert {mark.verdict for mark in asked} == {Verdict.BLANK}


SHEETS = [original(name) for name in EJEMPLOS] + [variant(name, i) for name in EJEMPLOS for i in range(SEEDS)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.name} {sheet.instance.draw}")
def test_no_printed_line_answers_anything(sheet):
    told = told_in_lines(sheet, [Line(text) for text in printed_lines(sheet)], frozenset())
    assert (told.answers, told.doubts) == ((), {})


def test_an_answer_under_a_printed_line_is_its_layers():
    sheet = original("ejemplo-4")
    (line,) = [text for text in printed_lines(sheet) if text.startswith("CONV1")]
    assert line == "CONV1: Kernel de 5x5, 8 filtros, stride de 1, padding de 2 (zero-padding)."
    told = told_in_lines(sheet, [Line(line), Line("Pesos: 600")], frozenset())
    assert [(ref, written.raw) for ref, written in told.answers] == [("CONV1/weights", "600")]


def test_nobody_answers_in_the_text_of_a_picture():
    sheet = original("ejemplo-4")
    told = told_in_lines(sheet, [Line("![CONV1: 600 pesos](attachment:red.svg)")], frozenset())
    assert told.answers == ()
