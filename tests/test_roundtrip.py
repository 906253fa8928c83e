"""What is printed can be read back: a key earns everything, a worksheet nothing, whatever the format or the hand."""

import os
from functools import cache
from itertools import pairwise

import pytest
from classroom import EJEMPLOS, asked, blueprint

from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.evaluate import answers
from grader.generate.assignment import load_assignment
from grader.generate.draw import draw, seed
from grader.generate.issue import issue
from grader.model import Student, Verdict, Worksheet
from grader.page import filled_page, key_page, worksheet_page
from grader.sheets import build_sheets
from grader.spanish import NARROW_SPACE
from grader.writers import write_page

SEEDS = int(os.environ.get("GRADER_SEEDS", "3"))
"""Drawn variants of each exercise; the acceptance run is `GRADER_SEEDS=50 pytest tests/test_roundtrip.py`."""

READ = ("csv", "xlsx", "md", "ipynb", "docx", "html")
"""The formats that are read back; a PDF is for paper."""

CELLS = {"ejemplo-1": 7, "ejemplo-2": 10, "ejemplo-3": 13, "ejemplo-4": 19, "ejemplo-5": 31}
"""What the seed's tables leave empty, the total included."""
STRUCTURAL = {"ejemplo-1": 0, "ejemplo-2": 0, "ejemplo-3": 0, "ejemplo-4": 9, "ejemplo-5": 12}
"""The zeros of layers without weights: weights, biases and parameters of input, pooling and flatten."""


@cache
def alone(name, number):
    """A worksheet of one exercise: the seed's own numbers, or the variant of that number."""
    it = blueprint(name)
    drawn = it.original() if number == "original" else draw(it, seed("ida y vuelta", name, str(number)), 0, _any)
    return Worksheet("222222-2", (Student("a01", "Ana Pérez Muñoz"),), "NN", "Calcular.", (drawn,))


def _any(_):
    return True


@cache
def workshop(number):
    """The taller of one student: five exercises in one file."""
    assignment = load_assignment(["taller-parametros"])
    student = Student(f"a{number}", "Ana Pérez Muñoz", "ana@example.edu")
    (line,) = issue(assignment, (student,), "ida y vuelta", original=number == "original")
    return line.worksheet


def graded(data, name, worksheet, others=()):
    """The report on a file that comes in with a whole class."""
    known = {it.code: it for it in (*others, worksheet)}
    return grade(data, name, Class(known, Policy()))


def verdicts(report):
    return {str(mark.verdict) for mark in report.marks}


def assert_full(report, cells):
    assert (report.status, report.notices) == ("graded", ())
    assert [mark for mark in report.marks if mark.verdict is not Verdict.CORRECT] == []
    assert len(report.marks) == cells
    assert report.earned == report.possible == len(report.worksheet.instances)
    assert report.grade == "5.00"


def assert_blank(report, cells):
    assert (report.status, report.notices) == ("graded", ())
    assert [mark for mark in report.marks if mark.verdict is not Verdict.BLANK] == []
    assert len(report.marks) == cells
    assert (report.earned, report.grade) == (0, "0.00")


NUMBERS = ("original", *range(SEEDS))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("format", READ)
@pytest.mark.parametrize("name", EJEMPLOS)
def test_a_key_read_back_earns_everything(name, format, number):
    sheet = alone(name, number)
    assert_full(graded(write_page(key_page(sheet), format), f"clave.{format}", sheet), CELLS[name])


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("format", READ)
@pytest.mark.parametrize("name", EJEMPLOS)
def test_a_worksheet_read_back_is_blank_and_earns_nothing(name, format, number):
    sheet = alone(name, number)
    report = graded(write_page(worksheet_page(sheet), format), f"hoja.{format}", sheet)
    assert_blank(report, CELLS[name])
    left_out = sum(mark.possible == 0 for mark in report.marks)
    assert left_out == STRUCTURAL[name]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("format", READ)
def test_the_whole_taller_in_one_file(format, number):
    """80 cells of five exercises: full marks for the key, five blank exercises for the worksheet."""
    sheet = workshop(number)
    assert_full(graded(write_page(key_page(sheet), format), f"taller.{format}", sheet), 80)
    assert_blank(graded(write_page(worksheet_page(sheet), format), f"taller.{format}", sheet), 80)
