"""One worksheet with exercises of several families: what its pages say of each does not spill over to another."""

from dataclasses import replace

import pytest

from grader.check.class_page import class_page
from grader.check.class_report import ClassReport
from grader.check.feedback import feedback_page
from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.evaluate import answers
from grader.generate.assignment import load_assignment
from grader.model import Role, Student, Verdict, Worksheet
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.spanish import value
from grader.writers import write_page

NAMES = ("ejemplo-1", "tamano-de-salida", "inciso-3")
WORKSHEET = Worksheet(
    "222222-2",
    (Student("7", "Ana Pérez"),),
    "De todo",
    "",
    tuple(blueprint.original() for blueprint in load_assignment(NAMES).blueprints),
)
RIGHT = {
    f"{sheet.name}/{ref}": value(answers(sheet)[ref])
    for sheet in build_sheets(WORKSHEET)
    for ref, cell in sheet.cells.items()
    if cell.role is Role.ASKED
}


def report(**instead):
    wrong = {ref.replace("__", "/"): text for ref, text in instead.items()}
    page = filled_page(WORKSHEET, RIGHT | wrong)
    return grade(write_page(page, "csv"), "hoja.csv", Class({WORKSHEET.code: WORKSHEET}, Policy()))


WRONG = report(**{
    "ejemplo-1/FC1/weights": "192",
    "tamano-de-salida/P4/answer": "3",
    "tamano-de-salida/P3/answer": "2",
    "inciso-3/Error 5/expression": "d1 - y1",
})  # fmt: skip


def test_a_letter_with_two_meanings_has_both():
    told = dict(feedback_page(WRONG, Policy()).letters)
    assert told["n"] == "entradas de la capa o lado de la imagen de entrada"
    assert told["m"] == "neuronas de la capa o lado de la imagen de salida"
    assert told["p"] == "padding"


def test_the_class_report_names_letters_and_no_number_of_a_student():
    found = ClassReport()
    found.add(WRONG)
    found.add(report(**{"tamano-de-salida/P4/answer": "4", "tamano-de-salida/P3/answer": "2"}))
    page = class_page(found, Policy())
    texts = [text for idea in page.ideas for text in (*idea.sentences, *idea.advice)]
    assert "d − y solo vale en la capa de salida: para una neurona oculta no hay salida deseada." in texts
    assert "Escribe la fórmula con m y pasa primero el + 1 al otro lado." in texts


@pytest.mark.parametrize("title", ["## Inciso 1: pasas (Raisin)\n\n", ""], ids=["under its title", "without titles"])
def test_a_number_in_a_networks_table_is_no_questions(title):
    """A layer with 6 inputs is not question 6."""
    blueprints = load_assignment(["inciso-1-pasas", "tamano-de-salida"]).blueprints
    worksheet = replace(WORKSHEET, instances=tuple(it.original() for it in blueprints))
    text = (
        f"Código de hoja: 222222-2\n\n{title}| Capa | Neuronas de Entrada | Neuronas de Salida | Pesos | Sesgos "
        "| Parámetros |\n" + "|---" * 6 + "|\n| FC1 | 6 | 16 | 96 | 16 | 112 |\n| FC2 | 16 | 8 | 128 | 8 | 136 |\n"
    )
    found = grade(text.encode(), "hoja.md", Class({worksheet.code: worksheet}, Policy()))
    marks = {mark.cell: mark for mark in found.marks}
    assert marks["inciso-1-pasas/FC1/params"].reading.raw == "112"
    assert marks["tamano-de-salida/P6/answer"].verdict is Verdict.BLANK
