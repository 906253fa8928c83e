"""Windows slid one by one and connections counted: literals first, then every exercise and some networks at random."""

import os
import subprocess
import sys

import pytest
from classroom import EJEMPLOS, FLATTEN, TOTALS, blueprint, conv, dense, image, network, pool
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.evaluate import answers
from grader.generate._counted import COUNTED
from grader.generate.draw import draw, seed
from grader.generate.faults import network_faults
from grader.generate.second_opinion import second_opinion
from grader.layers import LAYERS
from grader.sheets.parameters import build

SEEDS = int(os.environ.get("GRADER_SEEDS", "20"))


@pytest.mark.parametrize("name", EJEMPLOS)
def test_the_seeds_totals(name):
    assert second_opinion(blueprint(name).original())["total"] == TOTALS[name]


def test_a_window_that_does_not_fit_any_more_is_not_counted():
    """Seed 001: 11 → 5."""
    found = second_opinion(network(image(11, 2), pool("POOL1"), conv("CONV1", 3, 2, 2, 1)))
    assert found["POOL1/out_shape"] == (5, 5, 2)
    assert found["CONV1/out_shape"] == (3, 3, 3)  # of 7 with the border: at 0, 2 and 4
    assert found["CONV1/weights"] == 24  # 2·2·2·3
    assert found["CONV1/params"] == 27


def test_a_network_that_is_not_square():
    layers = (
        ("input", "Input", {"height": 6, "width": 9, "channels": 2}),
        conv("CONV1", 5, 3, 2),
        FLATTEN,
        dense("FC", 4),
    )
    found = second_opinion(network(*layers))
    assert (found["CONV1/out_shape"], found["Flatten/out_shape"]) == ((2, 4, 5), (40,))
    assert (found["FC/inputs"], found["FC/outputs"], found["FC/weights"], found["total"]) == (40, 4, 160, 95 + 164)


@pytest.mark.parametrize("name", EJEMPLOS)
def test_it_agrees_with_every_cell_of_every_variant(name):
    for i in range(SEEDS):
        instance = draw(blueprint(name), seed("segunda opinión", str(i)), 0, lambda _: True)
        right = answers(build(instance))
        counted = second_opinion(instance)
        assert {ref: counted[ref] for ref in right} == dict(right)


@settings(max_examples=60, deadline=None)
@given(
    side=st.integers(5, 40),
    channels=st.integers(1, 5),
    windows=st.lists(st.tuples(st.integers(1, 7), st.integers(1, 4), st.integers(0, 3)), min_size=1, max_size=3),
    units=st.integers(1, 30),
)
def test_it_agrees_on_networks_nobody_thought_of(side, channels, windows, units):
    middle = [conv(f"CONV{i}", i + 2, *window) for i, window in enumerate(windows)]
    instance = network(image(side, channels), *middle, pool("POOL1", 2, 3), FLATTEN, dense("FC", units))
    if not network_faults(instance.layers):
        right = answers(build(instance))
        assert {ref: second_opinion(instance)[ref] for ref in right} == dict(right)


def test_every_kind_of_layer_can_be_counted():
    assert set(COUNTED) == set(LAYERS)


def test_making_worksheets_never_asks_for_it():
    code = (
        "import sys, grader.generate.issue, grader.publish\n"
        "print([name for name in sys.modules if 'second_opinion' in name or 'audit' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
