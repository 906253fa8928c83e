"""A run that was marked and decided once is the same from now on; `make.py` says how to change what it should be."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from make import ARCHIVE, MARKS, marks, unpacked
from submissions import DECISIONS, STUDENTS

from grader import __version__
from grader.batch.archive import open_run
from grader.batch.basis import of_run
from grader.batch.record import FILE_NAME, RESULTS
from grader.batch.regrade import rerun
from grader.evaluate import answers
from grader.model import Act, Role
from grader.sheets import build_sheets

GOLDEN = list(csv.DictReader(io.StringIO(MARKS.read_text("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The stored run, its basis, and what came of marking it once more."""
    folder = unpacked(tmp_path_factory.mktemp("otra vez"))
    folder, record = open_run(folder)
    basis = of_run(folder, record)
    return folder, record, basis, rerun(folder, record, basis)


def test_the_instances_of_the_manifest_have_the_values_they_had(again):
    """The key of every cell that was marked, from the manifest alone."""
    _, _, basis, _ = again
    known = {(row["hoja"], row["celda"]): row["clave"] for row in golden_cells()}
    found = {
        (code, f"{sheet.name}/{ref}"): json.dumps(list(value) if isinstance(value, tuple) else value)
        for code, worksheet in basis.course.worksheets.items()
        for sheet in build_sheets(worksheet)
        for ref, value in answers(sheet).items()
        if sheet.cells[ref].role is Role.ASKED
    }
    assert known.items() <= found.items()
    assert len({code for code, _ in known}) == 8, "of the nine sheets; of Inés there is a photo"


def golden_cells():
    """The rows of cells, each with the code of its sheet, which stands in the row of its submission."""
    sheet = {row["entrega"]: row["leído"] for row in GOLDEN if not row["celda"]}
    return [row | {"hoja": sheet[row["entrega"]]} for row in GOLDEN if row["celda"]]


def test_readings_and_marks_are_what_they_were(again):
    """Where this fails on purpose: `python tests/archive/make.py`, and read the difference."""
    folder, *_ = again
    assert marks(folder / RESULTS).splitlines() == MARKS.read_text("utf-8").splitlines()


def test_the_same_version_leaves_the_same_bytes(again):
    """The record holds the hash of every page, of the results and of the grade list."""
    folder, record, _, _ = again
    stored = open_run(ARCHIVE)[0]
    if record.sources.grader == __version__:
        assert (folder / FILE_NAME).read_bytes() == (stored / FILE_NAME).read_bytes()
    else:
        assert record.sources.grader < __version__, "made by an earlier version: only its marks are held to"


def test_the_archive_is_whole(command):
    status, out, _ = command("verificar", ARCHIVE)
    assert (status, out.splitlines()[0]) == (0, "La corrida está entera.")


def test_every_decision_still_holds(again):
    _, _, basis, outcome = again
    assert len(basis.standing) == DECISIONS
    assert not [line for line in outcome.told if "sin efecto" in line]
    whole = {row["entrega"]: row["decidida"] for row in GOLDEN if not row["celda"] and row["decidida"]}
    assert whole == {"308.zip": "counts", "Inés León.png": "grade", "perro.png": "owner", "tarea.txt": "owner"}
    assert {row["celda"] for row in GOLDEN if row["celda"] and row["decidida"]} == {
        "ejemplo-1/FC1/biases", "ejemplo-4/CONV1/weights",
    }  # fmt: skip
    assert {it.act for it in basis.standing} == {Act.OWNER, Act.COUNTS, Act.POINTS, Act.READING, Act.GRADE}


def test_the_class_has_every_sort_of_answer():
    """So that what is held to is worth it."""
    assert {row["veredicto"] for row in GOLDEN if row["celda"]} >= {
        "correct", "carried", "slip", "misconception", "incorrect", "blank",
    }  # fmt: skip
    endings = {row["entrega"].rpartition(".")[2] for row in GOLDEN}
    assert endings == {"ipynb", "xlsx", "docx", "md", "html", "csv", "zip", "png", "txt"}


def test_every_student_has_one_line_of_grades(again):
    folder, *_ = again
    rows = list(csv.DictReader((folder / "notas.csv").read_text("utf-8-sig").splitlines()))
    assert [row["estudiante"] for row in rows if row["estudiante"]] == [student.id for student in STUDENTS]
    assert {row["estudiante"]: row["nota"] for row in rows}["309"] == "7.50"


def test_a_change_of_policy_shows_in_the_slips_and_nowhere_else(command, tmp_path):
    """`slip` from 0.75 to 1; every other line of the policy as it was."""
    folder = unpacked(tmp_path / "notas")
    policy = tmp_path / "p.toml"
    policy.write_text((folder / "archivo" / "politica.toml").read_text("utf-8").replace("0.75", "1"), "utf-8")
    _, out, _ = command("recalificar", folder, "--politica", policy)
    slips = [row["celda"] for row in GOLDEN if row["veredicto"] == "slip"]
    assert slips
    assert [line.strip().partition(": ")[0] for line in out.splitlines() if line.startswith("  ejemplo")] == slips
    assert "desliz (3/4) → " in out
