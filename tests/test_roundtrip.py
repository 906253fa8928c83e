"""What is printed can be read back: a key earns everything, a worksheet nothing, whatever the format or the hand."""

import os
import re
from dataclasses import replace
from functools import cache

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


SEPARATORS = {
    "punto": ".",
    "coma": ",",
    "espacio": " ",
    "espacio fino": NARROW_SPACE,
    "espacio duro": "\xa0",
    "nada": "",
}


def by_hand(worksheet, separator):
    """Every right answer as somebody writes it who groups thousands with `separator`, from four digits on."""

    def count(number):
        return f"{number:,}".replace(",", separator)

    def text(value):
        return f"({', '.join(map(count, value))})" if isinstance(value, tuple) else count(value)

    sheets = build_sheets(worksheet)
    return {f"{sheet.name}/{ref}": text(answers(sheet)[ref]) for sheet in sheets for ref in asked(sheet)}


def test_a_hand_writes_what_it_should():
    """The seed's numbers, so that the pens of this file are known to differ."""
    texts = {name: by_hand(workshop("original"), separator) for name, separator in SEPARATORS.items()}
    assert [texts[name]["ejemplo-5/total"] for name in SEPARATORS] == [
        "268.650", "268,650", "268 650", "268\u202f650", "268\xa0650", "268650",
    ]  # fmt: skip
    assert texts["punto"]["ejemplo-4/Flatten/out_shape"] == "(2.048)"
    assert texts["coma"]["ejemplo-4/CONV1/out_shape"] == "(32, 32, 8)"


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("format", READ)
def test_thousands_are_grouped_as_one_likes(format, separator):
    """DESIGN.md: `564.938`, `564,938` and `564 938` are one number, whatever the file."""
    sheet = workshop(0)
    page = filled_page(sheet, by_hand(sheet, SEPARATORS[separator]))
    assert_full(graded(write_page(page, format), f"entrega.{format}", sheet), 80)


@pytest.mark.parametrize("format", READ)
def test_exercises_in_another_order(format):
    """Matching goes by title, not by place."""
    sheet = workshop(0)
    page = key_page(sheet)
    turned = replace(page, sections=page.sections[::-1])
    assert_full(graded(write_page(turned, format), f"entrega.{format}", sheet), 80)


@pytest.mark.parametrize("number", NUMBERS)
def test_tables_in_another_order_and_without_titles(number):
    """Without a title a table finds its exercise by its layers, its columns and its given cells."""
    sheet = workshop(number)
    page = key_page(sheet)
    text = write_page(replace(page, sections=page.sections[::-1]), "md").decode()
    bare = re.sub(r"^#+ Ejemplo \d$", "", text, flags=re.MULTILINE)
    assert "Ejemplo" not in bare
    assert_full(graded(bare.encode(), "entrega.md", sheet), 80)


@pytest.mark.parametrize("format", READ)
def test_the_code_in_the_file_decides_whose_it_is(format):
    """Not the name of the file, which may be anybody's."""
    hers, his = workshop(0), workshop(1)
    report = graded(write_page(key_page(hers), format), f"2026002_Bruno Ñáñez.{format}", hers, others=[his])
    assert report.worksheet.code == hers.code
    assert_full(report, 80)


@pytest.mark.parametrize("format", READ)
def test_two_codes_wait_for_a_person(format):
    """Somebody's worksheet under the file name that another student's had."""
    hers, his = workshop(0), workshop(1)
    report = graded(write_page(key_page(hers), format), f"ana_{his.code}.{format}", hers, others=[his])
    assert (report.status, report.worksheet) == ("review", None)
    assert report.notices == (f"Trae los códigos de varias hojas: {hers.code}, {his.code}.",)


KINDS = {
    "csv": "un archivo CSV",
    "xlsx": "un libro de Excel",
    "md": "texto",
    "ipynb": "un cuaderno de Jupyter",
    "docx": "un documento de Word",
    "html": "una página HTML",
}
MISNAMED = [
    (format, extension)
    for format in READ
    for extension in (*READ, "pdf", "xls", "doc", "zip")
    if extension not in (format, "ipynb") and (format, extension) != ("csv", "md")
] + [("xlsx", "ipynb"), ("docx", "ipynb")]  # fmt: skip


@pytest.mark.parametrize(("format", "extension"), MISNAMED)
def test_a_wrong_extension_costs_nothing_and_is_told(format, extension):
    sheet = workshop(0)
    report = graded(write_page(key_page(sheet), format), f"entrega.{extension}", sheet)
    told = f"El archivo se llama .{extension} pero es {KINDS[format]}; se leyó como tal."
    assert report.notices == (told,)
    assert_full(replace(report, notices=()), 80)


@pytest.mark.parametrize(("format", "extension"), [("csv", "txt"), ("csv", "tsv"), ("md", "txt"), ("html", "htm")])
def test_another_usual_extension_is_no_matter(format, extension):
    sheet = workshop(0)
    assert_full(graded(write_page(key_page(sheet), format), f"entrega.{extension}", sheet), 80)


@pytest.mark.parametrize("format", ["csv", "md", "html"])
def test_what_calls_itself_a_notebook_and_is_none_is_sent_back(format):
    """Any text may be a notebook cut short: reading it as something else could lose answers."""
    sheet = workshop(0)
    report = graded(write_page(key_page(sheet), format), "entrega.ipynb", sheet)
    reason = "El cuaderno está incompleto o dañado. Ábrelo en Jupyter, guárdalo y vuelve a entregarlo."
    assert (report.status, report.notices) == ("rejected", (reason,))
