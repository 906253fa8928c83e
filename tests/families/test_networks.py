"""Small networks of every shape and activation: two ways of computing agree, and honest answers are right."""

import sys
from itertools import pairwise
from math import isclose
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import evaluate
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.model import Instance, Layer, Role, Verdict, Written
from grader.reach import widest
from grader.sheets import build
from grader.sheets._activations import ACTIVATIONS
from grader.sheets._complex_step import counted
from grader.sheets._network import network

sys.path += [str(Path(__file__).parent)]
from by_hand import a_hand, worked

COLUMNS = ("net", "output", "error", "delta", "updated")
tenths = st.integers(-15, 15).filter(bool).map(lambda it: it / 10)
hundredths = st.integers(-150, 150).filter(bool).map(lambda it: it / 100)


@st.composite
def instances(draw, columns=COLUMNS, numbers=tenths, least=3):
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    layers = [Layer("inputs", "Entrada", "Entrada", vector(draw, "values", sizes[0], numbers))]
    updates = 0
    for place, (arriving, size) in enumerate(pairwise(sizes), 1):
        weights = {f"weights[{i},{j}]": draw(numbers) for i in range(1, size + 1) for j in range(1, arriving + 1)}
        asked = draw(st.lists(st.sampled_from(names(size, arriving)), max_size=2, unique=True))
        if not updates and place == len(sizes) - 1:
            asked = asked or ["b(1)"]
        updates += len(asked)
        activation = draw(st.sampled_from(sorted(ACTIVATIONS)))
        parameters = {
            "activation": activation,
            **weights,
            **vector(draw, "biases", size, numbers),
            "update": ", ".join(asked),
        }
        layers.append(Layer("neurons", f"Capa {place}", f"Capa {place}", parameters))
    end = {**vector(draw, "targets", sizes[-1]), "rate": 0.3, "decimals": draw(st.integers(least, 6))}
    layers.append(Layer("training", "Fin", "Fin", end))
    return Instance("red", 1, "Red", "", "", True, columns, (), tuple(layers), 0, "backprop")


def vector(draw, name, size, numbers=tenths):
    return {f"{name}[{i}]": draw(numbers) for i in range(1, size + 1)}


def names(size, arriving):
    return [f"b({i})" for i in range(1, size + 1)] + [
        f"w({i},{j})" for i in range(1, size + 1) for j in range(1, arriving + 1)
    ]


def is_workable(instance):
    """Cubes of cubes of cubes are no work for a hand."""
    return all(abs(float(it)) < 1000 for it in evaluate.answers(build(instance)).values())


def asked(sheet):
    return [ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED]


def verdicts(sheet, texts):
    written = {f"{sheet.name}/{ref}": (Written(texts[ref], ""),) for ref in asked(sheet)}
    return {mark.cell.partition("/")[2]: mark.verdict for mark in mark_sheet(sheet, written, Policy())}


@given(instances().filter(is_workable))
def test_formulas_and_the_complex_step_agree(instance):
    sheet = build(instance)
    right, found = evaluate.answers(sheet), counted(instance)
    for ref, value in right.items():
        assert isclose(float(value), float(found[ref]), rel_tol=1e-9, abs_tol=1e-12), ref


@settings(max_examples=40, deadline=None)
@given((instances() | instances(numbers=hundredths, least=2)).filter(is_workable), st.integers(0, 10**6))
def test_honest_answers_are_right(instance, number):
    sheet = build(instance)
    decimals = network(instance.layers).decimals
    texts = worked(instance, a_hand(Random(number), decimals))  # noqa: S311
    assert {ref: it for ref, it in verdicts(sheet, texts).items() if it is not Verdict.CORRECT} == {}


@settings(max_examples=40, deadline=None)
@given(instances(columns=("net", "delta", "updated")).filter(is_workable), st.integers(0, 10**6))
def test_steps_that_are_not_asked_may_be_rounded_too(instance, number):
    sheet = build(instance)
    decimals = network(instance.layers).decimals
    texts = worked(instance, a_hand(Random(number), decimals))  # noqa: S311
    assert set(verdicts(sheet, texts).values()) <= {Verdict.CORRECT}


@given(instances())
def test_every_wrong_rule_can_be_worked_out(instance):
    sheet = build(instance)
    right = evaluate.answers(sheet)
    for rule in sheet.rewirings:
        assert rule.cell in sheet.cells
        assert evaluate.follow(rule.formula, rule.args, right) is not None
        assert "«" not in rule.sentence
        rule.sentence.format_map(dict.fromkeys(rule.letters, "1"))
        rule.advice.format_map(dict.fromkeys(rule.letters, "1"))


@given(instances())
def test_a_manifest_keeps_every_number(instance):
    assert msgspec.json.decode(msgspec.json.encode(instance), type=Instance) == instance


@given(instances())
def test_the_key_lies_within_its_own_reach(instance):
    sheet = build(instance)
    reach, right = widest(sheet).accepted, evaluate.answers(sheet)
    for ref in asked(sheet):
        assert right[ref] in reach[ref]


def test_a_relu_at_zero_is_off():
    """Its slope there is a convention; draws keep away from it."""
    layers = (
        Layer("inputs", "x", "x", {"values[1]": 1.0}),
        Layer("neurons", "R", "R", {"activation": "relu", "weights[1,1]": 1.0, "biases[1]": -1.0, "update": "b(1)"}),
        Layer("training", "t", "t", {"targets[1]": 1.0, "rate": 0.5, "decimals": 4}),
    )
    sheet = build(Instance("red", 1, "Red", "", "", True, COLUMNS, (), layers, 0, "backprop"))
    assert evaluate.answers(sheet)["R 1/delta"] == 0


@pytest.mark.parametrize("word", sorted(ACTIVATIONS))
def test_every_activation_has_its_words(word):
    assert ACTIVATIONS[word].words
    assert ACTIVATIONS[word].short
