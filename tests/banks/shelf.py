"""Worksheets to make banks of: every exercise, drawn as `generar` draws it, and one whose every text is hostile."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

from classroom import FLATTEN, conv, dense, image, network, pool, worksheet

from grader import evaluate, spanish
from grader.banks import make_bank
from grader.check.policy import Policy
from grader.generate.assignment import catalogue, load_assignment
from grader.generate.issue import issue
from grader.generate.roster import numbered_students
from grader.model import Kind, Role
from grader.sheets import COLUMNS, build, build_sheets, family_of

PRACTICE = Path(__file__).parents[1] / "practice"


def _holds_counts_and_shapes(path):
    """In variants that are drawn."""
    blueprints = load_assignment([str(path)]).blueprints
    cells = (cell for it in blueprints for cell in build(it.original()).cells.values())
    is_drawn = any(len(it.values) > 1 for blueprint in blueprints for it in blueprint.slots().values())
    return len(blueprints) == 1 and is_drawn and all(cell.kind in (Kind.COUNT, Kind.SHAPE) for cell in cells)


EXERCISES = tuple(
    path.stem for path in (*catalogue(), *sorted(PRACTICE.glob("*.toml"))) if _holds_counts_and_shapes(path)
)
"""All that can be exported: a bank does not know how much rounding to accept."""
SEEDS = int(os.environ.get("GRADER_SEEDS", "3"))
"""Variants of each exercise; the acceptance run is `GRADER_SEEDS=50 pytest tests/banks`."""

HOSTILE = "}#~<b>&amp;\"'{1:NM:=3}\\(W^{[1]}\\) ñ ]]> \\} &#123; {0}"
"""What Cloze, XML, HTML and LaTeX each take for their own."""


@cache
def drawn(name, count=SEEDS):
    path = PRACTICE / f"{name}.toml"
    assignment = load_assignment([str(path) if path.exists() else name])
    return tuple(line.worksheet for line in issue(assignment, numbered_students(count), "banco"))


_BANKS = {}


def bank(worksheets, target, form, policy=None):
    """The file; those of the default policy are made once."""
    if policy:
        return make_bank(worksheets, policy, target, form).data
    place = tuple(it.code for it in worksheets), target, form
    if place not in _BANKS:
        _BANKS[place] = make_bank(worksheets, Policy(), target, form).data
    return _BANKS[place]


def is_drawn(name):
    """Whether its sheets show the diagram of a network."""
    return family_of(drawn(name)[0].instances[0]).is_network


@cache
def hostile():
    layers = (image(28), conv(f"C{HOSTILE}", 4, 3), pool("P"), FLATTEN, dense(f"D{HOSTILE}", 7))
    instance = replace(network(*layers), title=f"T{HOSTILE}", objective=f"O{HOSTILE}", activation=HOSTILE)
    named = tuple(replace(layer, detail=f"{HOSTILE} {i}", note=HOSTILE) for i, layer in enumerate(instance.layers))
    return replace(worksheet(replace(instance, layers=named)), title=f"taller/{HOSTILE}")


def key(sheet):
    """(row, heading) of each asked cell → (ref, right value), as a reader of the printed table finds it."""
    right = evaluate.answers(sheet)
    found = {}
    for ref, cell in sheet.cells.items():
        if cell.role is Role.ASKED:
            layer, _, quantity = ref.rpartition("/")
            place = (layer, COLUMNS[quantity].heading) if layer else ("Total de parámetros:", "total")
            found[place] = (ref, right[ref])
    return found


def sheets(worksheets):
    """Each sheet of the worksheets, in the order in which they become questions."""
    return [sheet for it in worksheets for sheet in build_sheets(it)]


def wrong_values(sheet, ref):
    """What the wrong rules of a cell give on the right numbers, the right value aside."""
    right = evaluate.answers(sheet)
    values = (evaluate.follow(it.formula, it.args, right) for it in sheet.rewirings if it.cell == ref)
    return {value for value in values if value is not None and value != right[ref] and is_whole(value)}


def is_whole(value):
    return all(number == int(number) >= 0 for number in (value if isinstance(value, tuple) else (value,)))


def typed(value):
    return spanish.value(value) if isinstance(value, tuple) else str(value)
