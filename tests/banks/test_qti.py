"""A QTI 2.1 package, played by a player of our own that knows the standard and nothing of the writer."""

import os
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from qti_player import QTI, faults, load
from shelf import EXERCISES, HOSTILE, SEEDS, bank, drawn, hostile, is_drawn, key, sheets, typed, wrong_values

from grader.banks import Form, make_bank
from grader.check.policy import Policy, Show
from grader.model import Role
from grader.page import cell_label

SCHEMA = os.environ.get("GRADER_QTI_XSD", "")
"""Path of 1EdTech's imsqti_v2p1.xsd, which is not ours to give away."""


def opened(worksheets, policy=None, form=Form.TABLE):
    return load(bank(worksheets, "qti", form, policy))


@pytest.mark.parametrize("name", EXERCISES)
def test_every_cell_is_an_entry_in_its_place_and_takes_the_key(name):
    worksheets = drawn(name)
    items = {it.title: it for it in opened(worksheets)}
    assert len(items) == SEEDS
    for worksheet in worksheets:
        for sheet in sheets([worksheet]):
            item = items[f"{sheet.title} · {worksheet.code}"]
            asked, placed = key(sheet), item.placed()
            assert placed.keys() == asked.keys()
            answers = {placed[place]: typed(value) for place, (_, value) in asked.items()}
            assert item.played(answers)[0] == item.maximum == len(asked)
            assert item.played(item.correct())[0] == item.maximum
            score, feedback = item.played({})
            assert score == 0
            assert feedback.startswith("Desarrollo"), "nothing is told of an empty answer but the solution"


@pytest.mark.parametrize("name", EXERCISES)
def test_wrong_rules_earn_what_the_policy_says_and_are_told(name):
    worksheets = drawn(name, 1)
    (item,) = opened(worksheets, Policy(misconception=Fraction(1, 4), show=Show.HINTS))
    (sheet,) = sheets(worksheets)
    placed = item.placed()
    for place, (ref, _) in key(sheet).items():
        for value in wrong_values(sheet, ref):
            score, feedback = item.played({placed[place]: typed(value)})
            assert score == 0.25
            assert feedback.startswith(f"{cell_label(ref)}: ")
            assert feedback.endswith(".")


@pytest.mark.parametrize("name", EXERCISES)
def test_one_item_a_cell(name):
    worksheets = drawn(name)
    items = {it.title: it for it in opened(worksheets, form=Form.CELL)}
    total = 0
    for worksheet in worksheets:
        for sheet in sheets([worksheet]):
            for ref, value in key(sheet).values():
                item = items[f"{cell_label(ref)} · {sheet.title} · {worksheet.code}"]
                assert item.played({"R1": typed(value)})[0] == item.maximum == 1
                assert item.entries == ["R1"]
                total += 1
    assert total == len(items)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", EXERCISES)
def test_items_hold_nothing_that_the_schema_would_refuse(name, form):
    for item in opened(drawn(name), form=form):
        assert not faults(item)
        images = list(item.root.iter(f"{QTI}img"))
        assert len(images) == len(item.files) - 1 == is_drawn(name)
        for image in images:
            assert etree.fromstring(item.files[image.get("src").removeprefix("../")]).tag.endswith("}svg")


@cache
def schema():
    return etree.XMLSchema(file=SCHEMA)


@pytest.mark.skipif(not Path(SCHEMA).is_file(), reason="GRADER_QTI_XSD names no schema")
@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", EXERCISES)
def test_items_are_valid(name, form):
    for item in opened(drawn(name, 1), form=form):
        schema().assertValid(item.root)


@pytest.mark.parametrize("form", Form)
def test_hostile_texts_survive(form):
    worksheet = hostile()
    (sheet,) = sheets([worksheet])
    items = opened([worksheet], form=form)
    asked = [ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED]
    assert sum(len(item.entries) for item in items) == len(asked)
    for item in items:
        assert not faults(item)
        assert f"T{HOSTILE}" in item.title
        assert "".join(item.root.find(f"{QTI}itemBody").itertext()).count(f"C{HOSTILE}") >= 2


def test_weights_are_the_policys():
    policy = Policy(cells={"out_shape": Fraction(3), "total": Fraction(0)})
    (item,) = opened(drawn("ejemplo-4", 1), policy)
    placed, right = item.placed(), item.correct()
    assert item.played({placed["CONV1", "Out Shape"]: right[placed["CONV1", "Out Shape"]]})[0] == 3
    assert item.played({placed["CONV1", "# de Pesos"]: right[placed["CONV1", "# de Pesos"]]})[0] == 1
    assert item.played({placed["Total de parámetros:", "total"]: "1"})[0] == 0


def test_no_more_is_told_than_the_policy_shows():
    (item,) = opened(drawn("ejemplo-4", 1), Policy(show=Show.VERDICTS))
    assert item.root.find(f"{QTI}modalFeedback") is None


def test_the_same_bytes_each_time():
    worksheets = drawn("ejemplo-5", 2)
    first, second = (make_bank(worksheets, Policy(), "qti", Form.TABLE).data for _ in range(2))
    assert first == second
