"""docs/gradientes.md is true: its worked example is marked here, its ideas are those that are known, its file loads."""

import re
import tomllib
from pathlib import Path

import pytest

from grader.check.feedback_words import VERDICT_LABELS
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.generate.blueprint import parse_blueprint
from grader.generate.draw import draw
from grader.model import Written
from grader.sheets import build

TEXT = (Path(__file__).parents[2] / "docs" / "gradientes.md").read_text("utf-8")
(BLUEPRINT,) = load_assignment(["inciso-3"]).blueprints
SHEET = build(BLUEPRINT.original())


def table(title):
    part = TEXT.partition(f"## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


EXAMPLE = table("Un ejemplo completo")
MARKS = mark_sheet(
    SHEET, {f"inciso-3/{row[0]}/expression": (Written(row[1].strip("`"), ""),) for row in EXAMPLE}, Policy()
)


def test_the_example_fills_the_whole_sheet():
    assert [f"inciso-3/{row[0]}/expression" for row in EXAMPLE] == [mark.cell for mark in MARKS]


@pytest.mark.parametrize(("row", "mark"), list(zip(EXAMPLE, MARKS, strict=True)), ids=[row[0] for row in EXAMPLE])
def test_each_row_of_the_example_is_marked_as_told(row, mark):
    _, _, read, told = row
    verdict, _, slug = told.partition(": ")
    assert mark.reading.value.text == read
    assert VERDICT_LABELS[mark.verdict][0] == verdict
    assert [it.slug for it in mark.diagnoses][:1] == ([slug.strip("`")] if slug else [])


def test_the_ideas_are_those_that_are_known():
    assert {row[0].strip("`") for row in table("Las ideas que se reconocen")} == {it.slug for it in SHEET.rewirings}


def test_the_file_of_the_page_is_an_exercise_with_variants():
    (text,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    blueprint = parse_blueprint(tomllib.loads(text), "mi-gradiente.toml")
    sheet = build(draw(blueprint, "semilla", 0, lambda _: True))
    assert [row.layer for row in sheet.rows] == ["Error 3", "Delta 3", "Error 2", "Delta 2", "Peso"]
