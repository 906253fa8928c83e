"""docs/escalado.md is true: its exercise is drawn, its table is the key, and each answer judged as it says."""

import re
import tomllib
from pathlib import Path

import pytest

from grader import evaluate, spanish
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.formula import working, write
from grader.generate.blueprint import parse_blueprint
from grader.generate.draw import draw, seed
from grader.model import Role, Verdict, Written
from grader.notation import Notation
from grader.page import heading
from grader.sheets import build
from grader.sheets.scaling import KINDS

TEXT = (Path(__file__).parents[2] / "docs" / "escalado.md").read_text("utf-8")
BLUEPRINT = parse_blueprint(tomllib.loads(re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]), "efficientnet-b2.toml")
SHEET = build(BLUEPRINT.original())
RIGHT = evaluate.answers(SHEET)
ASKED = [ref for ref, cell in SHEET.cells.items() if cell.role is Role.ASKED]
IDEAS = {"olvidó los cuadrados": "olvida-cuadrados", "usó 2 elevado a φ": "dos-a-la-phi"}


def printed(ref):
    return spanish.value(evaluate.printed(SHEET.cells[ref], RIGHT[ref]))


def table(title):
    _, _, found = TEXT.partition(f"\n| {title} |")
    lines = found.partition("\n\n")[0].splitlines()[2:]
    return [[part.strip() for part in line.split("|")[1:-1]] for line in lines]


def test_the_table_is_the_key():
    columns = SHEET.columns[1:]
    assert f"| fila | {' | '.join(map(heading, columns))} |" in TEXT
    told = {
        f"{row[0]}/{column}": text
        for row in table("fila")
        for column, text in zip(columns, row[1:], strict=True)
        if text != "—"
    }
    assert told == {ref: printed(ref) for ref in ASKED}


def test_the_steps_are_the_working():
    said = re.findall(r"`([^`]*[=≈][^`]*)`", TEXT.partition("## Resolverlo")[2].partition("## Qué vale")[0])
    steps = {
        write(it, Notation.PLAIN, symbols=False)
        for ref in ASKED
        for cell in [SHEET.cells[ref]]
        for it in working(cell.formula, cell.args, evaluate.arguments(cell.args, RIGHT), cell.decimals)
    }
    assert len(said) == 3
    assert set(said) <= steps


@pytest.mark.parametrize(("text", "fits", "why"), table("en FLOPS"))
def test_every_answer_is_judged_as_the_page_says(text, fits, why):
    texts = {ref: printed(ref) for ref in ASKED} | {"FLOPS/factor": text}
    written = {f"{SHEET.name}/{ref}": (Written(it, ""),) for ref, it in texts.items()}
    mark = next(it for it in mark_sheet(SHEET, written, Policy()) if it.cell.endswith("FLOPS/factor"))
    assert (mark.verdict is Verdict.CORRECT) is (fits == "sí")
    if why in IDEAS:
        assert [it.slug for it in mark.diagnoses] == [IDEAS[why]]


def test_every_rule_is_named():
    named = re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", TEXT.partition("## Las ideas equivocadas")[2])
    assert sorted(named) == sorted({rule.slug for kind in KINDS.values() for rule in kind.wrong})


def test_it_gives_variants():
    drawn = draw(BLUEPRINT, seed("b2"), 0, lambda _: True)
    assert drawn.layers != BLUEPRINT.original().layers
