"""A submission that answers somebody else's sheet is noticed; honest mistakes are not, and no mark changes."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from classroom import original_taller, taller

from grader.check import neighbours
from grader.check.feedback import feedback_page
from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.check.results import read_result, result_line
from grader.generate.manifest import SCHEMA, Issued, save_manifest
from grader.model import Student
from grader.page import filled_page
from grader.render import render_feedback
from grader.spanish import value
from grader.writers import write_page

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

SEEDS = int(os.environ.get("GRADER_SEEDS", "1"))
"""Dozens of submissions; the full measurement is `python benchmarks/neighbours.py`."""

CLASS = taller(40)


def differing(own, other):
    """The cells in which two keys differ, of the 59 that are no zeros by structure."""
    mine = neighbours.key(own)
    return [cell for cell, it in neighbours.key(other).items() if mine[cell] != it]


OWN = next(iter(CLASS.values()))
OTHER = min((it for it in CLASS.values() if it is not OWN), key=lambda it: len(differing(OWN, it)))
"""The sheet that has most in common with the own one."""
DIFFERENT = differing(OWN, OTHER)


def handed_in(cells, own=OWN, other=OTHER, worksheets=CLASS):
    """The own key, but for these cells, which hold what is right on the other sheet."""
    answers = {**neighbours.key(own), **{cell: neighbours.key(other)[cell] for cell in cells}}
    page = filled_page(own, {cell: value(it) for cell, it in answers.items()})
    return grade(write_page(page, "md"), "entrega.md", Class(worksheets, Policy()))


def test_a_whole_key_of_somebody_else_is_noticed_with_the_evidence():
    report = handed_in(neighbours.key(OTHER))
    assert report.worksheet is OWN
    agreeing = f"{len(DIFFERENT)} de sus respuestas coinciden con la clave de la hoja {OTHER.code}"
    assert report.remarks == (f"{agreeing}, que no es la suya; 0 con la propia.",)


def test_eight_copied_cells_are_noticed_wherever_they_stand():
    for first in range(0, len(DIFFERENT) - 8, 3):
        (remark,) = handed_in(DIFFERENT[first : first + 8]).remarks
        assert f"la hoja {OTHER.code}," in remark
        assert remark.startswith("8 de sus respuestas"), DIFFERENT[first : first + 8]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_what_chance_can_do_is_not_noticed(count):
    assert handed_in(DIFFERENT[:count]).remarks == ()


def test_right_answers_are_no_evidence_though_others_share_them():
    same = [cell for cell in neighbours.key(OTHER) if cell not in DIFFERENT]
    assert len(same) >= 4
    assert handed_in(same).remarks == ()


def test_cells_that_stand_on_two_other_sheets_name_both():
    """The evidence does not tell whose they are, so neither is named alone."""
    twin = replace(OTHER, code="222222-2", students=(Student("gemelo", "Gemela Idéntica"),))
    report = handed_in(DIFFERENT[:8], worksheets={**CLASS, twin.code: twin})
    assert [OTHER.code in report.remarks[0], twin.code in report.remarks[1]] == [True, True]


def test_no_mark_changes_and_the_student_does_not_read_of_it():
    cells = DIFFERENT[:12]
    noticed, alone = handed_in(cells), handed_in(cells, worksheets={OWN.code: OWN})
    assert (bool(noticed.remarks), alone.remarks) == (True, ())
    assert replace(noticed, remarks=()) == alone
    page = render_feedback(feedback_page(noticed, Policy()))
    assert OTHER.code not in page
    assert "coinciden" not in page
    assert read_result(result_line(noticed))["remarks"] == list(noticed.remarks)


def test_original_sheets_are_all_alike_and_are_left_out():
    own = original_taller()
    twin = replace(own, code="333333-3")
    drawn = {own.code: own, twin.code: twin, OTHER.code: OTHER}
    assert handed_in(differing(own, OTHER), own, OTHER, drawn).remarks == ()


def test_a_class_that_is_too_large_is_left_out_and_told(monkeypatch):
    monkeypatch.setattr(neighbours, "LARGEST_CLASS", 39)
    assert handed_in(DIFFERENT).remarks == ()
    assert neighbours.not_compared(CLASS) == (
        "Con más de 39 hojas (hay 40) no se busca si alguien respondió la de otra persona."
    )
    monkeypatch.setattr(neighbours, "LARGEST_CLASS", 40)
    assert neighbours.not_compared(CLASS) == ""


def test_the_index_is_built_once_a_run_and_not_for_a_class_without_mistakes(monkeypatch):
    built = []
    monkeypatch.setattr(neighbours, "index", lambda _: built.append(1) or neighbours.Keys(("x",), {}, {}))
    course = dict(CLASS)
    for _ in range(3):
        handed_in([], worksheets=course)
    assert built == []
    for _ in range(3):
        handed_in(DIFFERENT, worksheets=course)
    assert built == [1]


def test_the_summary_of_a_run_lists_what_was_noticed(command, tmp_path):
    save_manifest(tmp_path / "manifiesto.jsonl", tuple(Issued(SCHEMA, "0", "0", it) for it in CLASS.values()))
    answers = {**neighbours.key(OWN), **{cell: neighbours.key(OTHER)[cell] for cell in DIFFERENT[:10]}}
    page = filled_page(OWN, {cell: value(it) for cell, it in answers.items()})
    (tmp_path / "entrega.md").write_bytes(write_page(page, "md"))
    out = tmp_path / "notas"
    status, said, _ = command(
        "calificar", tmp_path / "entrega.md", "--manifiesto", tmp_path / "manifiesto.jsonl", "-o", out
    )
    assert status == 0
    assert "Solo para ti; no cambia ninguna nota ni se dice en la retroalimentación:" in said
    assert f"entrega.md: 10 de sus respuestas coinciden con la clave de la hoja {OTHER.code}" in said
    (line,) = [json.loads(it) for it in (out / "resultados.jsonl").read_text().splitlines()]
    assert line["remarks"][0] in said
    assert "coinciden" not in (out / "notas.csv").read_text()


def test_planted_copies_are_noticed_and_honest_mistakes_are_not():
    """Issue 4, line 6, with a small class; the command measures it for a class of 1 000."""
    import neighbours as simulation

    found = simulation.measure(simulation.drawn_class(120), 40 * SEEDS)
    assert found.false == 0
    for way in ("al azar", "al azar entre las distintas", "seguidas entre las distintas"):
        assert found.noticed[way] == found.planted[way] == 20 * SEEDS
    assert found.third == 0
