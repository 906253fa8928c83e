"""docs/tamano-de-salida.md is true: its exercise, its example, what counts as an answer, its ideas."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from grader import evaluate, spanish
from grader.check.feedback_words import VERDICT_LABELS
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.formula import working, write
from grader.generate.blueprint import parse_blueprint
from grader.generate.draw import draw, seed
from grader.model import Layer, Verdict, Written
from grader.notation import Notation
from grader.sheets import build
from grader.sheets._tried_out import solutions
from grader.sheets.output_size import FAMILY, KINDS, why_ill_posed

TEXT = (Path(__file__).parents[2] / "docs" / "tamano-de-salida.md").read_text("utf-8")
BLUEPRINT = parse_blueprint(tomllib.loads(re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]), "mis-tamanos.toml")
SHEET = build(BLUEPRINT.original())
RIGHT = evaluate.answers(SHEET)


def table(heading):
    lines = TEXT.partition(f"\n| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def marked(texts):
    written = {f"mis-tamanos/{row}/answer": (Written(text, ""),) for row, text in texts.items()}
    return {mark.cell.split("/")[1]: mark for mark in mark_sheet(SHEET, written, Policy())}


EXAMPLE = table("pregunta")
MARKS = marked({row[0]: row[2].strip("`") for row in EXAMPLE})


@pytest.mark.parametrize("row", EXAMPLE, ids=[row[0] for row in EXAMPLE])
def test_each_row_of_the_example_is_marked_as_told(row):
    name, detail, _, key, told = row
    verdict, _, slug = told.partition(": ")
    printed = next(it.detail for it in SHEET.rows if it.layer == name)
    assert (printed.replace(spanish.NARROW_SPACE, ""), str(RIGHT[f"{name}/answer"])) == (detail, key)
    assert VERDICT_LABELS[MARKS[name].verdict][0] == verdict
    assert [it.slug for it in MARKS[name].diagnoses] == ([slug.strip("`")] if slug else [])


@pytest.mark.parametrize("name", [row[0] for row in EXAMPLE])
def test_the_steps_are_the_working(name):
    (said,) = re.findall(rf"- {name}: `(.*)`", TEXT)
    cell = SHEET.cells[f"{name}/answer"]
    steps = working(cell.formula, cell.args, evaluate.arguments(cell.args, RIGHT), cell.decimals)
    ours = [write(it, Notation.PLAIN, symbols=False).replace(spanish.NARROW_SPACE, "") for it in steps]
    assert said in ours


@pytest.mark.parametrize(("text", "counts"), table("en P2"))
def test_every_answer_is_judged_as_the_page_says(text, counts):
    mark = marked({"P2": text.strip("`")})["P2"]
    assert (mark.verdict is Verdict.CORRECT) is (counts == "sí")


def test_the_question_that_has_two_answers_is_refused():
    assert "Con n = 28, f = 5, s = 3, por\nejemplo, p = 2 y p = 3 dejan los dos un lado de 10" in TEXT
    layer = Layer("padding", "P1", "P1", {"size": 28, "kernel": 5, "strides": 3, "padding": 2})
    assert solutions(layer) == [2, 3]
    assert why_ill_posed(replace(BLUEPRINT.original(), layers=(layer,))) == "«P1» tiene más de una respuesta"


def test_every_kind_of_question_is_in_the_page_with_its_numbers():
    rows = {row[0].strip("`"): re.findall(r"`(\w+)`", row[3]) for row in table("clase (`kind`)")}
    assert rows.keys() == KINDS.keys() == FAMILY.kinds.keys()
    for kind, named in rows.items():
        here = set(KINDS[kind].parameters)
        assert set(named) - {"side"} <= here
        assert "side" in named or set(named) == here


def test_the_ideas_of_the_inverse_questions_are_those_that_are_known():
    named = {slug for row in table("idea")[1:] for slug in re.findall(r"`([\w-]+)`", row[0])}
    inverse = {it.slug for kind in ("padding", "stride", "filters", "units") for it in KINDS[kind].wrong}
    assert named == inverse
    side = set(re.findall(r"`([\w-]+)`", table("idea")[0][0]))
    assert side < {it.slug for it in KINDS["side"].wrong}


def test_it_gives_variants():
    drawn = draw(BLUEPRINT, seed("tamaños"), 0, lambda _: True)
    assert drawn.layers != BLUEPRINT.original().layers
