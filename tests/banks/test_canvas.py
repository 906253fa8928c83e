"""A bank for Canvas, opened by a reader of our own that knows Canvas and nothing of the writer."""

import re
from fractions import Fraction

import pytest
from canvas_import import load
from lxml import etree
from moodle_import import plain
from shelf import EXERCISES, HOSTILE, SEEDS, bank, drawn, hostile, is_drawn, key, sheets, typed, wrong_values

from grader.banks import Form, make_bank
from grader.check.policy import Policy, Show
from grader.model import Role
from grader.page import cell_label


def opened(worksheets, policy=None, form=Form.TABLE):
    return load(bank(worksheets, "canvas", form, policy))


@pytest.mark.parametrize("name", EXERCISES)
def test_every_cell_is_a_blank_in_its_place_and_takes_the_key_alone(name):
    worksheets = drawn(name)
    items = {it.title: it for it in opened(worksheets).items}
    assert len(items) == SEEDS
    for worksheet in worksheets:
        for sheet in sheets([worksheet]):
            item = items[f"{sheet.title} · {worksheet.code}"]
            assert item.kind == "fill_in_multiple_blanks_question"
            asked, placed = key(sheet), item.placed()
            assert placed.keys() == asked.keys()
            assert sum(item.shares.values()) == pytest.approx(100, abs=0.5)
            for place, (ref, value) in asked.items():
                assert item.marked(typed(value), placed[place])
                assert not any(item.marked(typed(wrong), placed[place]) for wrong in wrong_values(sheet, ref))
                if isinstance(value, int) and value > 999:
                    assert all(item.marked(f"{value:,}".replace(",", it), placed[place]) for it in ".,' \u202f")


@pytest.mark.parametrize("name", EXERCISES)
def test_one_question_a_cell(name):
    worksheets = drawn(name)
    items = {it.title: it for it in opened(worksheets, form=Form.CELL).items}
    total = 0
    for worksheet in worksheets:
        for sheet in sheets([worksheet]):
            for ref, value in key(sheet).values():
                item = items[f"{cell_label(ref)} · {sheet.title} · {worksheet.code}"]
                numeric = isinstance(value, int) and not sheet.cells[ref].structural
                assert item.kind == ("numerical_question" if numeric else "short_answer_question")
                assert item.marked(typed(value))
                assert not any(item.marked(typed(wrong)) for wrong in wrong_values(sheet, ref))
                total += 1
    assert total == len(items)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", EXERCISES)
def test_a_quiz_draws_one_variant_of_each_group(name, form):
    quiz = opened(drawn(name), form=form)
    assert quiz.points == sum(group.points for group in quiz.groups)
    assert len({it.ident for it in quiz.items}) == len(quiz.items)
    for group in quiz.groups:
        assert group.pick == 1
        assert len(group.items) == SEEDS
        for item in group.items:
            assert item.points == group.points == max(1, len(item.shares))
            sources = re.findall(r'src="([^"]+)"', item.text)
            assert len(sources) == is_drawn(name)
            for source in sources:
                drawing = quiz.files[source.removeprefix("%24IMS-CC-FILEBASE%24/")]
                assert etree.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
            assert "Desarrollo" in plain(item.feedback)


@pytest.mark.parametrize("form", Form)
def test_hostile_texts_survive_and_make_no_blank(form):
    worksheet = hostile()
    (sheet,) = sheets([worksheet])
    quiz = opened([worksheet], form=form)
    asked = [ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED]
    assert sum(len(item.accepted) for item in quiz.items) == len(asked)
    assert quiz.title == f"taller/{HOSTILE}"
    for item in quiz.items:
        assert f"T{HOSTILE}" in item.title
        assert plain(item.text).count(f"C{HOSTILE}") >= 2
        assert len(re.findall(r"\[\w+\]", item.text)) == (len(asked) if form is Form.TABLE else 0)


def test_what_the_policy_hides_is_not_in_the_package():
    quiz = opened(drawn("ejemplo-4", 1), Policy(show=Show.HINTS))
    assert not quiz.items[0].feedback


def test_points_are_the_policys_as_far_as_canvas_can():
    policy = Policy(cells={"out_shape": Fraction(3), "total": Fraction(0)})
    by_cell = {it.title.partition(" ·")[0]: it.points for it in opened(drawn("ejemplo-4", 1), policy, Form.CELL).items}
    assert by_cell["CONV1, forma de salida"] == 3
    assert by_cell["CONV1, número de pesos"] == 1
    assert by_cell["Total de parámetros"] == 0


def test_the_same_bytes_each_time():
    worksheets = drawn("ejemplo-5", 2)
    first, second = (make_bank(worksheets, Policy(), "canvas", Form.TABLE).data for _ in range(2))
    assert first == second
