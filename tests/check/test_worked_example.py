"""docs/calificacion.md is true: its worked example is marked here, and each of its sums is computed."""

import re
from pathlib import Path

import pytest
from classroom import asked, blueprint, original, worksheet
from equalities import check_page

from grader.check.feedback import feedback_page
from grader.check.feedback_words import VERDICT_LABELS
from grader.check.grade import Class, grade
from grader.check.grade_sum import exact
from grader.check.policy import Policy
from grader.model import Verdict
from grader.page import cell_label, filled_page
from grader.writers import write_page

TEXT = (Path(__file__).parents[2] / "docs" / "calificacion.md").read_text("utf-8")
SHEET, WORKSHEET = original("ejemplo-4"), worksheet(blueprint("ejemplo-4").original())
REFS = {cell_label(ref): ref for ref in asked(SHEET)}


def rows():
    """Cell label → answer, key, verdict and points of the worked example."""
    _, _, example = TEXT.partition("## Un ejemplo completo")
    lines = [line for line in example.partition("\n## ")[0].splitlines() if line.startswith("| ")][1:]
    found = [[part.strip() for part in line.split("|")[1:-1]] for line in lines]
    return {row[0]: [row[1].strip("`"), *row[2:5]] for row in found}


ROWS = rows()
COURSE = Class({WORKSHEET.code: WORKSHEET}, Policy(), WORKSHEET)


def marked(**instead):
    texts = {f"ejemplo-4/{REFS[label]}": row[0] for label, row in ROWS.items()}
    page = filled_page(WORKSHEET, texts | {f"ejemplo-4/{ref}": text for ref, text in instead.items()})
    return grade(write_page(page, "csv"), "ana.csv", COURSE)


REPORT = marked()
MARKS = {cell_label(mark.cell.partition("/")[2]): mark for mark in REPORT.marks}


def test_the_example_has_every_cell_that_counts():
    assert len(ROWS) == 10
    assert {label for label, mark in MARKS.items() if mark.possible} == set(ROWS)


@pytest.mark.parametrize("label", ROWS)
def test_each_line_is_what_the_program_says(label):
    mark, (answer, key, verdict, points) = MARKS[label], ROWS[label]
    told = "pendiente" if mark.verdict is Verdict.REVIEW else exact(mark.earned / mark.possible)
    expected = str(mark.expected) if isinstance(mark.expected, int) else key
    assert mark.reading.raw == answer
    assert (VERDICT_LABELS[mark.verdict][0], told, expected) == (verdict, points, key)
    if not isinstance(mark.expected, int):
        assert [int(it) for it in re.findall(r"\d+", key)][: len(mark.expected)] == list(mark.expected)


def test_the_grade_is_that_of_the_page():
    assert (REPORT.earned / REPORT.possible * 10, REPORT.grade, REPORT.status) == (5.5, "2.75", "review")
    assert "Son 5,5 de 10 puntos, y en la escala de 0 a 5 la nota es 5·5,5/10 = 2,75." in TEXT
    assert feedback_page(REPORT, Policy()).arithmetic == "5·5,5/10 = 2,75"


def test_so_is_the_grade_after_a_decision():
    assert marked(**{"CONV1/biases": "8"}).grade == "3.25"
    assert marked(**{"CONV1/biases": "24"}).grade == "2.75"
    assert "la nota queda en 3,25" in TEXT


def test_every_sum_of_the_page_is_true():
    ours = TEXT.replace("`1568·10 = 15860`", "")  # all but what she wrote
    found = check_page("".join(f"<p>{line}</p>" for line in ours.splitlines()))
    assert (found.false, found.unread) == ([], [])
    assert found.checked >= 7


def test_the_page_explains_every_verdict_with_what_it_earns():
    default = {Verdict.REVIEW: "pendiente"} | {it: exact(Policy().share(it)) for it in Verdict if it != "review"}
    rows = {
        row[0].strip(): row[2].strip() for row in re.findall(r"^\| ([^|]+)\|([^|]+)\|([^|]+)\|$", TEXT, re.MULTILINE)
    }
    assert {words[0]: rows.get(words[0]) for words in VERDICT_LABELS.values()} == {
        VERDICT_LABELS[verdict][0]: told for verdict, told in default.items()
    }
