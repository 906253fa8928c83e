"""docs/retropropagacion.md is true: its exercise is drawn, its table is the key, and each answer judged as it says."""

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
from grader.sheets import _neuron_delta, _neuron_output, _neuron_update, build

TEXT = (Path(__file__).parents[2] / "docs" / "retropropagacion.md").read_text("utf-8")
BLUEPRINT = parse_blueprint(tomllib.loads(re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]), "xor-un-paso.toml")
SHEET = build(BLUEPRINT.original())
RIGHT = evaluate.answers(SHEET)
ASKED = [ref for ref, cell in SHEET.cells.items() if cell.role is Role.ASKED]


def printed(ref):
    return spanish.value(evaluate.printed(SHEET.cells[ref], RIGHT[ref]))


def table(title):
    _, _, found = TEXT.partition(f"| {title} |")
    lines = found.partition("\n\n")[0].splitlines()[2:]
    return [[part.strip() for part in line.split("|")[1:-1]] for line in lines]


def test_the_table_is_the_key():
    columns = [heading(column) for column in SHEET.columns]
    assert f"| fila | {' | '.join(columns)} |" in TEXT
    told = {
        f"{row[0]}/{column}": text
        for row in table("fila")
        for column, text in zip(SHEET.columns, row[1:], strict=True)
        if text != "—"
    }
    assert told == {ref: printed(ref) for ref in ASKED}


def test_the_steps_are_the_working():
    said = re.findall(r"`([^`]*[=≈][^`]*)`", TEXT.partition("## Resolverlo")[2].partition("## Qué vale")[0])
    steps = {
        write(it, Notation.PLAIN, symbols=False).replace("^2", "²").replace("0,4000", "0,4")
        for ref in ASKED
        for cell in [SHEET.cells[ref]]
        for it in working(cell.formula, cell.args, evaluate.arguments(cell.args, RIGHT), cell.decimals)
    }
    assert len(said) == 5
    assert set(said) <= steps


@pytest.mark.parametrize(("text", "fits", "why"), table("Salida 1, neta"))
def test_every_answer_is_judged_as_the_page_says(text, fits, why):
    texts = {ref: printed(ref) for ref in ASKED} | {"Salida 1/net": text}
    written = {f"{SHEET.name}/{ref}": (Written(it, ""),) for ref, it in texts.items()}
    mark = next(it for it in mark_sheet(SHEET, written, Policy()) if it.cell.endswith("Salida 1/net"))
    assert (mark.verdict is Verdict.CORRECT) is (fits == "sí")
    if "bias" in why:
        assert mark.diagnoses[0].slug == "neta-sin-bias"
    if "decimales:" in why:
        assert "menos decimales" in mark.reason


def test_what_is_cut_off_is_lost():
    texts = {ref: printed(ref) for ref in ASKED} | {"Oculta 1/delta": "0,0945"}
    written = {f"{SHEET.name}/{ref}": (Written(it, ""),) for ref, it in texts.items()}
    wrong = [it for it in mark_sheet(SHEET, written, Policy()) if it.verdict is not Verdict.CORRECT]
    assert [it.cell for it in wrong] == ["xor-un-paso/Oculta 1/delta"]
    assert "cortaste" in wrong[0].reason


def test_every_rule_that_is_named_exists():
    named = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", TEXT.partition("## Las ideas equivocadas")[2])
    modules = _neuron_output, _neuron_delta, _neuron_update
    rules = (it for module in modules for name, it in vars(module).items() if name.startswith("WRONG"))
    known = {it.slug for its in rules for it in (its if isinstance(its, tuple) else (its,))}
    assert len(named) > 10
    assert set(named) <= known


def test_it_gives_variants():
    drawn = draw(BLUEPRINT, seed("xor"), 0, lambda _: True)
    assert drawn.layers != BLUEPRINT.original().layers


def test_a_block_without_a_caption_leaves_no_gap_in_the_line_of_the_network(command, tmp_path):
    assert command("generar", "inciso-4", "--original", "--formatos", "md", "-o", tmp_path)[0] == 0
    (page,) = (tmp_path / "hojas").iterdir()
    assert "\n**Red:** **Entrada** → **Oculta** tanh → **Salida** sigmoidal\n" in page.read_text("utf-8")
