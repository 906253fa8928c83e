"""Every exercise of the catalogue, of whatever family: printed, filled in, read back and marked."""

import os
from functools import cache

import pytest
from classroom import asked

from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.evaluate import answers, recompute
from grader.generate.assignment import catalogue, load_assignment
from grader.generate.audit import audit
from grader.generate.draw import draw, seed
from grader.model import Kind, Student, Verdict, Worksheet
from grader.page import filled_page, key_page, worksheet_page
from grader.sheets import FAMILIES, build_sheets
from grader.spanish import value
from grader.writers import write_page

SEEDS = int(os.environ.get("GRADER_SEEDS", "2"))
READ = ("csv", "xlsx", "md", "ipynb", "docx", "html")
NAMES = [
    path.stem
    for path in catalogue()
    for parts in [load_assignment([path.stem]).blueprints]
    if len(parts) == 1 and not FAMILIES[parts[0].family].is_network
]
NUMBERS = ("original", *range(SEEDS))


def blueprint(name):
    return load_assignment([name]).blueprints[0]


@cache
def alone(name, number):
    it = blueprint(name)
    drawn = it.original() if number == "original" else draw(it, seed("familias", name, str(number)), 0, lambda _: True)
    return Worksheet("222222-2", (Student("a01", "Ana Pérez Muñoz"),), "NN", "Calcular.", (drawn,))


def graded(data, name, *worksheets):
    return grade(data, name, Class({it.code: it for it in worksheets}, Policy()))


def verdicts(report):
    return {mark.cell.partition("/")[2]: mark.verdict for mark in report.marks}


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("format", READ)
@pytest.mark.parametrize("name", NAMES)
def test_a_key_read_back_earns_everything(name, format, number):
    worksheet = alone(name, number)
    report = graded(write_page(key_page(worksheet), format), f"clave.{format}", worksheet)
    (sheet,) = build_sheets(worksheet)
    assert verdicts(report) == dict.fromkeys(asked(sheet), Verdict.CORRECT), report.notices
    assert (report.status, report.grade) == ("graded", "5.00")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("format", READ)
@pytest.mark.parametrize("name", NAMES)
def test_an_empty_worksheet_earns_nothing(name, format, number):
    worksheet = alone(name, number)
    report = graded(write_page(worksheet_page(worksheet), format), f"hoja.{format}", worksheet)
    (sheet,) = build_sheets(worksheet)
    assert verdicts(report) == dict.fromkeys(asked(sheet), Verdict.BLANK), report.notices
    assert (report.status, report.grade) == ("graded", "0.00")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", NAMES)
def test_one_wrong_cell_costs_one_cell(name, number):
    """With everything after it computed on from what stands there."""
    worksheet = alone(name, number)
    (sheet,) = build_sheets(worksheet)
    right = answers(sheet)
    for ref in asked(sheet):
        if sheet.cells[ref].kind is not Kind.COUNT:
            continue
        wrong = recompute(sheet, {ref: right[ref] + 1})
        texts = {f"{sheet.name}/{it}": value(wrong[it]) for it in asked(sheet)}
        report = graded(write_page(filled_page(worksheet, texts), "csv"), "hoja.csv", worksheet)
        lost = [it for it, verdict in verdicts(report).items() if verdict not in (Verdict.CORRECT, Verdict.CARRIED)]
        assert lost == [ref]


@pytest.mark.parametrize("name", NAMES)
def test_the_audit_holds(name):
    found = audit(blueprint(name), 20)
    assert found.holds, (found.refusal, found.tally.broken, found.tally.disagreements, found.original.disagreements)
    assert found.count == 20
