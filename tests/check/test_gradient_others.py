"""A second corpus of expressions, by somebody who saw neither the grammar nor the first one."""

from pathlib import Path

import pytest

from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.model import Verdict, Written
from grader.sheets import build

LINES = (Path(__file__).parent / "gradient_others.tsv").read_text("utf-8").splitlines()
ANSWERS = [line.split("\t") for line in LINES if not line.startswith("#")]
JUDGED = {
    "right": {Verdict.CORRECT},
    "wrong": {Verdict.INCORRECT, Verdict.MISCONCEPTION},
    "unclear": {Verdict.REVIEW, Verdict.BLANK},
}
FOR_A_PERSON = {
    "½(d₃ − y₃⁽⁶⁾)²",
    "e1 = w11*d1 + w21*d2 + w31*d3 + w41*d4 + w51*d5 + w61*d6, con d = delta de la capa 6",
    "delta1 = error1 (lineal, f' = 1)",
}
"""Clear to a teacher, not to the program: nobody loses a point by it."""
SHEET = build(load_assignment(["inciso-3"]).blueprints[0].original())


@pytest.mark.parametrize(("row", "label", "text"), ANSWERS)
def test_an_answer_is_judged_as_its_author_says(row, label, text):
    ref = f"{row}/expression"
    marks = mark_sheet(SHEET, {f"{SHEET.name}/{ref}": (Written(text, ""),)}, Policy())
    verdict = next(mark.verdict for mark in marks if mark.cell.endswith(ref))
    assert verdict in (JUDGED["unclear"] if text in FOR_A_PERSON else JUDGED[label])


def test_there_are_enough_of_each():
    assert len(ANSWERS) >= 150
    assert {label for _, label, _ in ANSWERS} == set(JUDGED)
