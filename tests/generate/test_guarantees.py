"""What every released variant satisfies, broken one guarantee at a time; and what the originals cannot see."""

import os
from copy import deepcopy
from tomllib import loads

import pytest
from classroom import EJEMPLOS, blueprint

from grader.errors import Fault, FileFaultsError, UsageError
from grader.evaluate import answers, misled
from grader.generate.blueprint import parse_blueprint
from grader.generate.cases import Case
from grader.generate.draw import draw, effort_of, seed
from grader.generate.effort import work
from grader.generate.guarantees import BAND, Broken, Guarantee, broken, unseen
from grader.generate.plan import Values, numbers_in, plan
from grader.model import Role
from grader.resources import folder
from grader.sheets.parameters import build

SEEDS = int(os.environ.get("GRADER_SEEDS", "20"))

TOML = """
id = "red"
version = 1
title = "Red"
activation = "Softmax a la salida."
[table]
columns = ["out_shape", "weights", "biases", "params"]
[[network.layers]]
kind = "input"
name = "Input"
height = { original = 20, min = 20, max = 40 }
channels = 2
[[network.layers]]
kind = "conv2d"
name = "CONV1"
filters = { original = 4, min = 4, max = 9 }
kernel = { original = 3, values = [3, 5] }
strides = { original = 2, values = [1, 2, 3] }
padding = { original = 2, values = [0, 1, 2, 4] }
[[network.layers]]
kind = "flatten"
name = "Flatten"
[[network.layers]]
kind = "dense"
name = "FC"
units = { original = 7, min = 1, max = 9 }
"""
GOOD = {"Input.height": 22, "Input.channels": 2, "CONV1.filters": 6, "CONV1.kernel": 3, "CONV1.strides": 2,
        "CONV1.padding": 2, "FC.units": 8}  # fmt: skip
"""(22 + 4 − 3)/2 leaves a remainder: 12 × 12 × 6; the biases are 6 and 8, the channels 2."""


def exercise(**rules):
    data = loads(TOML)
    data["draw"] = rules
    return parse_blueprint(data, "red.toml")


def what_breaks(rules=None, **numbers):
    changed = {name.replace("_", "."): value for name, value in numbers.items()}
    it = plan(exercise(**(rules or {})))
    return broken(it, GOOD | changed, it.blueprint.draw.effort)


def test_good_numbers_keep_them_all():
    assert what_breaks() is None


@pytest.mark.parametrize(
    ("rules", "numbers", "guarantee"),
    [
        ({}, {"Input_height": 2, "CONV1_kernel": 5, "CONV1_padding": 1}, Guarantee.SIZES),
        ({}, {"CONV1_padding": 4}, Guarantee.SIZES),  # a window of 3 in a border of 4
        ({"max_total": 7033}, {}, Guarantee.TOTAL),  # 6·(18 + 1) + 8·(864 + 1) = 7034
        ({"min_total": 7035}, {}, Guarantee.TOTAL),
        ({}, {"FC_units": 1}, Guarantee.SOFTMAX),
        ({}, {"Input_height": 20, "CONV1_filters": 4, "FC_units": 7}, Guarantee.OTHER),
        ({"floors": []}, {}, Guarantee.FLOORS),
        ({"floors": ["FC"]}, {}, Guarantee.FLOORS),
        ({"effort": 5}, {}, Guarantee.EFFORT),
    ],
)
def test_each_guarantee_can_be_broken(rules, numbers, guarantee):
    assert what_breaks(rules, **numbers) == Broken(guarantee)


def test_limits_that_are_just_kept():
    assert what_breaks({"min_total": 7034, "max_total": 7034, "floors": ["CONV1"]}) is None


@pytest.mark.parametrize(
    ("numbers", "rule"),
    [
        ({"CONV1_strides": 1}, "techo-por-piso/conv2d"),  # and ignora-stride
        ({"Input_height": 21}, "techo-por-piso/conv2d"),  # 22/2
        ({"CONV1_padding": 0}, "ignora-padding/conv2d"),
        ({"CONV1_padding": 1}, "same-es-p1/conv2d"),
        ({"CONV1_filters": 2}, "un-sesgo-por-entrada/conv2d"),  # as many filters as channels
    ],
)
def test_a_rule_that_would_go_unseen_breaks_it(numbers, rule):
    found = what_breaks(None, **numbers)
    assert found is not None
    assert found.guarantee is Guarantee.RULES
    it = plan(exercise())
    numbers = GOOD | {name.replace("_", "."): value for name, value in numbers.items()}
    assert rule in [case.key for case in unseen(it, Values(it.sheet, numbers), it.cases)]


def test_what_the_author_accepts_is_let_through():
    numbers = {"Input_height": 21}
    it = plan(exercise())
    blind = [case.key for case in unseen(it, Values(it.sheet, GOOD | {"Input.height": 21}), it.cases)]
    assert what_breaks(None, **numbers) is not None
    assert what_breaks({"accept": blind}, **numbers) is None
    assert what_breaks({"accept": sorted({key.partition("/")[0] for key in blind})}, **numbers) is None


@pytest.mark.parametrize("name", EJEMPLOS)
def test_every_variant_keeps_them_on_its_own_sheet(name):
    """Not by the plan that it was drawn with: every wrong rule is computed to the end on the sheet handed out."""
    it, target = plan(blueprint(name)), effort_of(blueprint(name))
    for i in range(SEEDS):
        sheet = build(draw(it.blueprint, seed("garantías", str(i)), 0, lambda _: True))
        right = answers(sheet)
        asked = [ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED]
        for case in it.cases:
            wrong = misled(sheet, [sheet.rewirings[k] for k in case.rewirings])
            assert it.accepts(case) or any(wrong[ref] != right[ref] for ref in asked), case.key
        assert abs(work(sheet, right).steps - target) * BAND <= target
        assert all(min(value) >= 1 for value in right.values() if isinstance(value, tuple))


@pytest.mark.parametrize("name", EJEMPLOS)
def test_a_plan_computes_what_the_sheet_does(name):
    it = plan(blueprint(name))
    for i in range(SEEDS):
        instance = draw(it.blueprint, seed("plan", str(i)), 0, lambda _: True)
        sheet = build(instance)
        values = Values(it.sheet, numbers_in(it, instance))
        assert {ref: values[ref] for ref in sheet.cells} == dict(answers(sheet))
        assert [(r.slug, r.cell) for r in sheet.rewirings] == [(r.slug, r.cell) for r in it.rewirings]


@pytest.mark.parametrize("name", ["ejemplo-4", "ejemplo-5"])
def test_each_cnn_has_a_conv_that_tells_ceil_stride_and_same_apart(name):
    needed = {"techo-por-piso", "ignora-stride", "supone-same"}
    it = plan(blueprint(name))
    cases = [case for case in it.cases if case.slug in needed and case.scope == "conv2d"]
    assert {case.slug for case in cases} == needed
    for i in range(SEEDS):
        instance = draw(it.blueprint, seed("conv", str(i)), 0, lambda _: True)
        values = Values(it.sheet, numbers_in(it, instance))
        assert list(unseen(it, values, cases)) == []


@pytest.mark.parametrize("name", ["ejemplo-4", "ejemplo-5"])
def test_the_originals_are_blind_to_ceil_stride_and_same(name):
    """facts/misconceptions.md: every conv has s = 1 and f = 2p + 1."""
    it = plan(blueprint(name))
    blind = {case.key for case in unseen(it, Values(it.sheet, it.originals), it.cases)}
    assert {"techo-por-piso/conv2d", "ignora-stride/conv2d", "supone-same/conv2d"} <= blind


def test_what_an_exercise_never_says_cannot_be_got_wrong():
    """Its poolings have no padding to forget, and its layers without weights nothing to leave out; its convs have."""
    found = {case.key for case in plan(blueprint("ejemplo-5")).cases}
    assert {"ignora-padding/conv2d", "omite-capa/CONV1", "omite-capa/FC2"} <= found
    assert not {key for key in found if key.startswith("ignora-padding") and key != "ignora-padding/conv2d"}
    assert not {"omite-capa/POOL1", "omite-capa/Flatten", "omite-capa/Input"} & found


def test_the_stride_that_the_author_wrote_can_be_got_wrong():
    data = loads(TOML)
    data["network"]["layers"][1]["strides"] = 1
    assert "ignora-stride/conv2d" in {case.key for case in plan(parse_blueprint(data, "red.toml")).cases}


def test_ranges_that_cannot_keep_a_guarantee_are_refused_with_its_name():
    data = deepcopy(loads(TOML))
    data["network"]["layers"][1]["strides"] = 1
    with pytest.raises(UsageError) as refused:
        draw(parse_blueprint(data, "red.toml"), "ab", 0, lambda _: True)
    first, blocker, *_, remedy = refused.value.message.splitlines()
    assert first == "Los rangos de «red» no dan ninguna variante con todas las garantías en 4000 intentos."
    assert blocker.startswith("  cada regla equivocada da otra hoja que la correcta (")
    assert remedy.startswith('Amplía los rangos, o acepta el punto ciego: accept = ["')


def test_without_a_number_of_the_author_the_effort_is_the_median_of_a_sample():
    it = exercise()
    found = effort_of(it)
    costs = sorted(
        work(sheet, answers(sheet)).steps
        for sheet in (build(draw(it, seed("mediana", str(i)), 0, lambda _: True)) for i in range(60))
    )
    assert costs[0] <= found <= costs[-1] <= 1.1 * costs[0]


def test_an_exercise_without_ranges_is_given_out_as_it_is():
    data = loads((folder("exercises") / "ejemplo-1.toml").read_text("utf-8"))
    for layer in data["network"]["layers"]:
        layer["units"] = layer["units"]["original"]
    fixed = parse_blueprint(data, "ejemplo-1.toml")
    assert draw(fixed, "ab", 0, lambda _: True).layers == fixed.original().layers


def test_floors_name_layers_that_there_are():
    with pytest.raises(FileFaultsError) as refused:
        exercise(floors=["CONV1", "CONV2"])
    assert refused.value.faults == (Fault("draw.floors[1]", "no hay ninguna capa «CONV2»"),)


def test_a_case_is_named_as_an_author_names_it():
    assert Case("techo-por-piso", "conv2d", "", ()).key == "techo-por-piso/conv2d"
    assert Case("techo-por-piso", "", "en todas", (), is_sum=True).key == "techo-por-piso"
