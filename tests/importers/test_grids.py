"""Single layers at random, as Keras 3.15.1 and torch 2.13.0 answer: shapes, counts, and what they refuse.

`grid_*.jsonl` has a case a line: class, input without its batch, arguments, then output, parameters and (Keras) those
that are trained; `null` where the library refuses.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from grader.evaluate import answers
from grader.generate.second_opinion import second_opinion
from grader.importers._fault import ModelFault
from grader.importers._keras import network_of
from grader.importers._keras_layers import input_of
from grader.importers._network import Network
from grader.importers._torch_layers import make
from grader.sheets.parameters import build

HERE = Path(__file__).parent
ALL = ("trainable", "non_trainable", "macs", "activations", "receptive_field")


def cases(name):
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def by_class(name):
    found = {}
    for case in cases(name):
        found.setdefault(case[0], []).append(case)
    return found


def in_keras(kind, given, settings):
    """The network of one layer behind its input, read as Keras writes it."""
    layers = [
        {"class_name": "InputLayer", "config": {"name": "entrada", "batch_shape": [None, *given]}},
        {"class_name": kind, "config": {"name": "capa", **settings}},
    ]
    return network_of({"class_name": "Sequential", "config": {"name": "red", "layers": layers}}, "red")


def in_torch(kind, given, settings):
    network = Network()
    network.add("entrada", input_of(given, "entrada"))
    network.add("capa", make(kind, settings, "capa", [tuple(given)]), ["entrada"])
    return network.instance("red")


def refused(made, *case):
    with pytest.raises(ModelFault) as raised:
        made(*case)
    return raised.value


KERAS = by_class("grid_keras.jsonl")
TORCH = by_class("grid_torch.jsonl")


def test_no_case_is_lost():
    assert sum(map(len, KERAS.values())) == 600
    assert sum(map(len, TORCH.values())) == 500


@pytest.mark.parametrize("kind", KERAS)
def test_keras_gives_the_same_or_both_refuse(kind):
    for _, given, settings, *wanted in KERAS[kind]:
        if wanted == [None]:
            fault = refused(in_keras, kind, given, settings)
            assert (fault.where, bool(fault.message)) == ("capa", True)
        else:
            instance = in_keras(kind, given, settings)
            right = answers(build(replace(instance, columns=(*instance.columns, *ALL))))
            found = [list(right["capa/out_shape"]), right["capa/params"], right["capa/trainable"]]
            assert found == wanted, (given, settings)


def test_a_separable_convolution_may_have_strides_and_gaps_at_once():
    """Keras refuses both together only in plain and transposed convolutions."""
    settings = {"filters": 2, "kernel_size": [3], "strides": [3], "padding": "same", "dilation_rate": [2]}
    right = answers(build(in_keras("SeparableConv1D", [7, 6], {**settings, "use_bias": False})))
    assert (right["capa/out_shape"], right["capa/params"]) == ((3, 2), 30)
    assert "dilation_rate" in refused(in_keras, "Conv1D", [7, 6], settings).message


def channels_last(shape, kind):
    return shape if kind == "Linear" or len(shape) == 1 else [*shape[1:], shape[0]]


@pytest.mark.parametrize("kind", TORCH)
def test_torch_gives_the_same_or_both_refuse(kind):
    for _, given, settings, *wanted in TORCH[kind]:
        ours = channels_last(given, kind)
        if wanted == [None]:
            assert refused(in_torch, kind, ours, settings).message
        else:
            right = answers(build(in_torch(kind, ours, settings)))
            found = [list(right["capa/out_shape"]), right["capa/params"]]
            assert found == [channels_last(wanted[0], kind), wanted[1]], (given, settings)


@pytest.mark.parametrize("kind", KERAS)
def test_counting_one_by_one_finds_every_cell_too(kind):
    for _, given, settings, *wanted in KERAS[kind]:
        if wanted != [None]:
            instance = in_keras(kind, given, settings)
            instance = replace(instance, columns=(*instance.columns, *ALL))
            counted = second_opinion(instance)
            right = answers(build(instance))
            assert {ref: counted.get(ref) for ref in right} == dict(right), (given, settings)
