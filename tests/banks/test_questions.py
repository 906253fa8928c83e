"""What becomes a question, whatever the target."""

from dataclasses import replace

import pytest
from classroom import FLATTEN, conv, dense, image, network, worksheet
from shelf import EXERCISES, drawn

from grader.banks import Form
from grader.banks._left_out import why_left_out
from grader.banks._questions import questions
from grader.check.policy import Policy
from grader.model import Kind
from grader.sheets import build

CNN = network(image(28), conv("CONV1", 4, 3), FLATTEN, dense("FC", 10))


@pytest.mark.parametrize(("kind", "why"), [(Kind.REAL, "números con decimales"), (Kind.EXPRESSION, "expresiones")])
def test_what_no_lms_can_compare_is_left_out(kind, why):
    sheet = build(CNN)
    assert not why_left_out(sheet)
    others = {**sheet.cells, "FC/params": replace(sheet.cells["FC/params"], kind=kind)}
    assert why_left_out(replace(sheet, cells=others)).startswith(f"pide {why} («FC, número de parámetros») y ")


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", EXERCISES)
def test_idents_and_names_tell_questions_apart(name, form):
    found = list(questions(drawn(name), Policy(), form))
    assert len({it.ident for it in found}) == len({it.name for it in found}) == len(found)
    assert all(it.ident.replace("-", "").isalnum() and it.ident.isascii() and len(it.ident) <= 100 for it in found)


def test_a_long_name_is_cut_where_it_tells_least():
    (question,) = questions([worksheet(replace(CNN, title="ñ" * 400))], Policy(), Form.TABLE)
    assert len(question.name) == 250
    assert question.name.endswith("ñ · 222222-2")


def test_the_steps_of_other_cells_are_not_in_a_question_of_one():
    by_name = {it.asked: it for it in questions([worksheet(CNN)], Policy(), Form.CELL)}
    only = by_name["CONV1, número de sesgos"]
    assert [it.label for it in only.workings] == ["CONV1, número de sesgos"]
    assert dict(only.letters).keys() == {"F"}
    assert not by_name["Flatten, número de pesos"].workings
