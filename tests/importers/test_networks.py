"""Whole networks: every layer and total as Keras 3.15.1 (with its moving statistics) and torchvision count them.

`networks.zip` holds the networks as `to_json()` writes them, without initialisers, and Keras's own table of each.
"""

import json
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from classroom import FLATTEN, conv, dense, image, network, pool

from grader.evaluate import answers
from grader.generate.second_opinion import second_opinion
from grader.importers import read_network
from grader.importers._keras_layers import input_of
from grader.importers._network import Network
from grader.importers._torch_layers import make
from grader.sheets.parameters import build

HERE = Path(__file__).parent
ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"
ALL = ("trainable", "non_trainable", "macs", "activations", "receptive_field")
with zipfile.ZipFile(HERE / "networks.zip") as archive:
    NETWORKS = sorted(name[:-5] for name in archive.namelist() if not name.endswith(".table.json"))


def member(name):
    with zipfile.ZipFile(HERE / "networks.zip") as archive:
        return archive.read(name)


@cache
def table(name):
    instance = read_network(member(f"{name}.json"), f"{name}.json")
    instance = replace(instance, columns=(*instance.columns, *ALL))
    return instance, answers(build(instance))


@pytest.mark.parametrize("name", NETWORKS)
def test_every_layer_and_the_total_of_a_real_network(name):
    instance, right = table(name)
    wanted = json.loads(member(f"{name}.table.json"))
    for layer, shape, params, trainable in wanted["layers"]:
        assert (layer, right[f"{layer}/params"]) == (layer, params)
        assert not shape or list(right[f"{layer}/out_shape"]) == shape
        assert trainable == right[f"{layer}/trainable"] or f"{layer}/" in "".join(it.name for it in instance.layers)
    assert right["total"] == wanted["total"]
    assert sum(right[f"{it.name}/trainable"] for it in instance.layers if it.row) == wanted["trainable"]


def test_there_are_twelve_of_them():
    assert len(NETWORKS) == 12


@pytest.mark.parametrize("name", ["ConvNeXtTiny", "MobileNetV2", "VGG16"])
def test_counting_one_by_one_finds_every_cell_too(name):
    instance, right = table(name)
    counted = second_opinion(instance)
    assert {ref: counted.get(ref) for ref in right} == dict(right)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_file_as_keras_wrote_it_gives_the_same(name):
    path = ORACLES / "keras_config" / f"{name}.json"
    if not path.exists():
        pytest.skip("the whole files are not here")
    assert read_network(path.read_bytes(), path.name).layers == table(name)[0].layers


def with_torch():
    with zipfile.ZipFile(HERE / "torchvision.zip") as archive:
        return json.loads(archive.read("torchvision.json"))


@pytest.mark.parametrize("name", with_torch())
def test_every_module_of_torchvision_where_moving_statistics_are_no_parameters(name):
    """Shapes there have the channels first; a `Linear` acts on the last number wherever it stands."""
    total = 0
    for kind, given, arguments, output, params in with_torch()[name]["layers"]:
        shapes = [it if len(it) < 3 else [*it[1:], it[0]] for it in (given, output)]
        one = Network()
        one.add("entrada", input_of(shapes[0], "entrada"))
        one.add("capa", make(kind, arguments, "capa", [tuple(shapes[0])]), ["entrada"])
        right = answers(build(one.instance("red")))
        assert (list(right["capa/out_shape"]), right["capa/params"]) == (shapes[1], params), (kind, arguments)
        total += params
    assert total == with_torch()[name]["params"]


def params_of(*layers):
    right = answers(build(network(*layers)))
    return [right[f"{layer[1]}/params"] for layer in layers[1:]], right["total"]


def test_andrew_ngs_table_with_its_errata_corrected():
    layers = (image(32), conv("C1", 8, 5), pool("P1"), conv("C2", 16, 5), pool("P2"), FLATTEN)
    found, total = params_of(*layers, dense("F3", 120), dense("F4", 84), dense("F5", 10))
    assert found == [608, 0, 3216, 0, 0, 48120, 10164, 850]
    assert total == 62958  # the slide prints 59547: it forgets the channels, and counts one bias a layer


def test_lenet_as_it_is_taught_today():
    """61 706 of 32 × 32 without padding; LeNet's own pooling learned and its third layer saw only some maps."""
    layers = (image(32, 1), conv("C1", 6, 5), pool("S2"), conv("C3", 16, 5), pool("S4"), FLATTEN)
    found, total = params_of(*layers, dense("F5", 120), dense("F6", 84), dense("F7", 10))
    assert found == [156, 0, 2416, 0, 0, 48120, 10164, 850]
    assert total == 61706


@pytest.mark.parametrize(
    ("groups", "wanted", "total"),
    [
        (2, [34944, 307456, 885120, 663936, 442624, 37752832, 16781312, 4097000], 60965224),
        (1, [34944, 614656, 885120, 1327488, 884992, 37752832, 16781312, 4097000], 62378344),
    ],
)
def test_alexnet_with_the_groups_of_its_paper_and_without(groups, wanted, total):
    def grouped(name, filters, kernel, padding):
        kind, _, numbers = conv(name, filters, kernel, 1, padding)
        return kind, name, {**numbers, **({"groups": groups} if groups > 1 else {})}

    layers = (
        image(227), conv("C1", 96, 11, 4), pool("P1", 3, 2), grouped("C2", 256, 5, 2), pool("P2", 3, 2),
        conv("C3", 384, 3, 1, 1), grouped("C4", 384, 3, 1), grouped("C5", 256, 3, 1), pool("P5", 3, 2), FLATTEN,
        dense("F6", 4096), dense("F7", 4096), dense("F8", 1000),
    )  # fmt: skip
    found, whole = params_of(*layers)
    assert [it for it in found if it] == wanted
    assert whole == total


def test_cs231ns_vgg16_weights_without_biases_and_its_activations():
    _, right = table("VGG16")
    weights = [right[ref] for ref in right if ref.endswith("/weights") and right[ref]]
    assert weights[:4] == [1728, 36864, 73728, 147456]
    assert sum(weights) == 138344128
    assert sum(right[ref] for ref in right if ref.endswith("/biases")) == 13416
    sizes = [right[ref] for ref in right if ref.endswith("/activations") and "flatten" not in ref]
    assert sum(sizes) == 15237608
