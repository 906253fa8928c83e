"""Wrong rules that show only where an expression writes out the ones before it: how far back, and on whose numbers."""

from dataclasses import replace

import pytest

from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.model import Written
from grader.sheets import build

INSTANCE = load_assignment(["inciso-3"]).blueprints[0].original()
SHEET = build(INSTANCE)
"""The seed's network: the updated w(4,2) of layer 1 needs δ₄⁽²⁾, and so e₄⁽²⁾, and so the four δ⁽³⁾."""

RIGHT = {
    "Delta 3": "e_2^{(3)} y_2^{(3)} (1 - y_2^{(3)})",
    "Error 2": "Σ_{i=1}^{4} w_{i4}^{(2)} δ_i^{(3)}",
    "Delta 2": "e_4^{(2)} (1 - (y_4^{(2)})^2)",
    "Peso": "w_{42}^{(1)} + α δ_4^{(2)} y_2^{(1)}",
}
DELTA_OF = "({}) (1 - (y_4^{{(2)}})^2)"
UPDATE_BY = "w_{{42}}^{{(1)}} + α ({}) (1 - (y_4^{{(2)}})^2) y_2^{{(1)}}"
WITHOUT_WEIGHTS = "Σ_{i=1}^{4} δ_i^{(3)}"
WITHOUT_SLOPE = "w_{14}^{(2)} δ_1^{(3)} + w_{24}^{(2)} e_2^{(3)} + w_{34}^{(2)} δ_3^{(3)} + w_{44}^{(2)} δ_4^{(3)}"
"""The error e₄⁽²⁾ where δ₂⁽³⁾ was taken without its derivative."""
WITHOUT_BOTH = "δ_1^{(3)} + e_2^{(3)} + δ_3^{(3)} + δ_4^{(3)}"


def told(texts, sheet=SHEET):
    """Row → the rules that are named, all of them, else the verdict."""
    written = {f"inciso-3/{row}/expression": (Written(text, ""),) for row, text in texts.items()}
    marks = [mark for mark in mark_sheet(sheet, written, Policy()) if mark.reading.raw]
    return {mark.cell.split("/")[1]: [it.slug for it in mark.diagnoses] or mark.verdict.value for mark in marks}


def test_the_answers_of_this_file_are_right_where_nothing_is_changed():
    assert told(RIGHT) == dict.fromkeys(RIGHT, "correct")


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        ("Error 2", WITHOUT_WEIGHTS, ["olvida-pesos"]),
        ("Delta 2", DELTA_OF.format(WITHOUT_WEIGHTS), ["olvida-pesos"]),
        ("Peso", UPDATE_BY.format(WITHOUT_WEIGHTS), ["olvida-pesos"]),
        ("Error 2", WITHOUT_SLOPE, ["fuera-la-derivada"]),
        ("Delta 2", DELTA_OF.format(WITHOUT_SLOPE), ["fuera-la-derivada"]),
        ("Peso", UPDATE_BY.format(WITHOUT_SLOPE), "incorrect"),
        ("Error 2", WITHOUT_BOTH, ["olvida-pesos+fuera-la-derivada"]),
        ("Delta 2", DELTA_OF.format(WITHOUT_BOTH), "incorrect"),
    ],
)
def test_a_rule_shows_in_what_is_written_out_down_to_two_answers_back(row, text, expected):
    """Two of them show together only where the later one is at the very answer."""
    assert told({row: text}) == {row: expected}


def test_a_rule_is_found_on_the_right_numbers_though_an_answer_before_was_wrong():
    """e₄⁽²⁾ is right by the names of the deltas, of which one was wrong; the update leaves out the weights."""
    texts = {**RIGHT, "Delta 3": "e_2^{(3)}", "Peso": UPDATE_BY.format(WITHOUT_WEIGHTS)}
    assert told(texts) == {
        "Delta 3": ["fuera-la-derivada"], "Error 2": "correct", "Delta 2": "correct", "Peso": ["olvida-pesos"],
    }  # fmt: skip


@pytest.mark.parametrize("summed", [WITHOUT_WEIGHTS, WITHOUT_BOTH])
def test_a_rule_is_found_on_the_students_own_numbers_and_on_the_right_ones(summed):
    """δ₂⁽³⁾ by its name, or as it was written before: without its derivative."""
    texts = {"Delta 3": "e_2^{(3)}", "Error 2": summed}
    assert told(texts) == {"Delta 3": ["fuera-la-derivada"], "Error 2": ["olvida-pesos"]}


def test_a_rule_is_found_on_the_right_numbers_though_all_before_was_wrong():
    """e₃⁽⁶⁾ by its name, which was written with the signs exchanged."""
    texts = {"Error 6": "y_3^{(6)} - d_3", "Delta 6": "e_3^{(6)} y_3^{(6)}"}
    assert told(texts) == {"Error 6": ["signo-del-error"], "Delta 6": ["funcion-por-derivada"]}


def test_a_rule_is_used_at_no_answer_that_the_sheet_prints():
    update = {"Peso": "w_{42}^{(1)} + α e_4^{(2)} y_2^{(1)}"}
    assert told(update) == {"Peso": ["fuera-la-derivada"]}
    assert told(update, build(replace(INSTANCE, given=("Delta 2/expression",)))) == {"Peso": "incorrect"}
