"""The five ejemplos and the networks of seed 001: every cell, as literals and against Keras and torch."""

import json
from pathlib import Path

import pytest
from classroom import (
    EJEMPLOS,
    FLATTEN,
    TOTALS,
    asked,
    blueprint,
    conv,
    dense,
    image,
    network,
    original,
    pool,
    sheet_of,
)

from grader.evaluate import answers
from grader.layers._window import conv_side
from grader.model import Role
from grader.network_table import as_json

ORACLES = Path(__file__).resolve().parents[2] / "shared" / "oracles"

MLP = {  # layer: inputs, outputs, weights, biases, params
    "ejemplo-1": {"FC1": (128, 64, 8192, 64, 8256), "FC2": (64, 1, 64, 1, 65)},
    "ejemplo-2": {
        "FC1": (256, 128, 32768, 128, 32896),
        "FC2": (128, 64, 8192, 64, 8256),
        "FC3": (64, 10, 640, 10, 650),
    },
    "ejemplo-3": {
        "FC1": (512, 256, 131072, 256, 131328),
        "FC2": (256, 128, 32768, 128, 32896),
        "FC3": (128, 64, 8192, 64, 8256),
        "FC4": (64, 10, 640, 10, 650),
    },
}
CNN = {  # layer: detail, out_shape, weights, biases, params
    "ejemplo-4": {
        "Input": ("(32, 32, 3)", (32, 32, 3), 0, 0, 0),
        "CONV1": ("f=5x5, s=1, p=2, 8 filtros", (32, 32, 8), 600, 8, 608),
        "POOL1": ("2x2, s=2, max", (16, 16, 8), 0, 0, 0),
        "Flatten": ("", (2048,), 0, 0, 0),
        "FC": ("Softmax, 10 clases", (10,), 20480, 10, 20490),
    },
    "ejemplo-5": {
        "Input": ("(32, 32, 3)", (32, 32, 3), 0, 0, 0),
        "CONV1": ("f=3x3, s=1, p=1, 16 filtros", (32, 32, 16), 432, 16, 448),
        "POOL1": ("2x2, s=2, max", (16, 16, 16), 0, 0, 0),
        "CONV2": ("f=3x3, s=1, p=1, 32 filtros", (16, 16, 32), 4608, 32, 4640),
        "POOL2": ("2x2, s=2, max", (8, 8, 32), 0, 0, 0),
        "Flatten": ("", (2048,), 0, 0, 0),
        "FC1": ("128 neuronas", (128,), 262144, 128, 262272),
        "FC2": ("Softmax, 10 clases", (10,), 1280, 10, 1290),
    },
}
GIVEN = {
    "ejemplo-1": {f"FC{i}/{q}" for i in (1, 2) for q in ("inputs", "outputs")},
    "ejemplo-2": {f"FC{i}/{q}" for i in (1, 2, 3) for q in ("inputs", "outputs")},
    "ejemplo-3": {f"FC{i}/{q}" for i in (1, 2, 3, 4) for q in ("inputs", "outputs")},
    "ejemplo-4": {"Input/out_shape", "FC/out_shape"},
    "ejemplo-5": {"Input/out_shape", "FC2/out_shape"},
}


@pytest.mark.parametrize("name", MLP)
def test_every_cell_of_an_mlp_is_the_seeds(name):
    values = answers(original(name))
    found = {
        layer: tuple(values[f"{layer}/{q}"] for q in ("inputs", "outputs", "weights", "biases", "params"))
        for layer in MLP[name]
    }
    assert found == MLP[name]


@pytest.mark.parametrize("name", CNN)
def test_every_cell_of_a_cnn_is_the_seeds(name):
    sheet = original(name)
    values = answers(sheet)
    found = {
        row.layer: (row.detail, *(values[f"{row.layer}/{q}"] for q in ("out_shape", "weights", "biases", "params")))
        for row in sheet.rows
    }
    assert found == CNN[name]


@pytest.mark.parametrize("name", EJEMPLOS)
def test_the_totals_are_the_seeds(name):
    assert answers(original(name))["total"] == TOTALS[name]


@pytest.mark.parametrize("name", EJEMPLOS)
def test_rows_stand_in_the_seeds_order(name):
    assert [row.layer for row in original(name).rows] == list((MLP | CNN)[name])


@pytest.mark.parametrize(("name", "count"), list(zip(EJEMPLOS, (7, 10, 13, 19, 31), strict=True)))
def test_the_seed_asks_for_80_cells(name, count):
    """7 + 10 + 13 + 19 + 31: all that the seed's tables leave empty, and the five totals."""
    assert len(asked(original(name))) == count


@pytest.mark.parametrize("name", EJEMPLOS)
def test_what_the_seed_prints_is_given_and_nothing_else(name):
    given = {ref for ref, cell in original(name).cells.items() if cell.role is Role.GIVEN}
    assert given == GIVEN[name]


def test_calcular_tells_the_same_table_as_json():
    table = json.loads(as_json(blueprint("ejemplo-4").original()))
    assert table["total"] == 21098
    assert table["layers"][1] == {
        "name": "CONV1",
        "kind": "conv2d",
        "out_shape": [32, 32, 8],
        "weights": 600,
        "biases": 8,
        "params": 608,
    }


FLOOR_CASES = (  # n, p, f, s, out
    (28, 1, 3, 1, 28), (13, 0, 2, 2, 6), (32, 2, 5, 1, 32), (227, 0, 11, 4, 55), (224, 2, 11, 4, 55),
    (224, 3, 7, 2, 112), (55, 0, 3, 2, 27), (7, 0, 3, 2, 3), (10, 0, 3, 2, 4), (5, 0, 2, 2, 2), (11, 0, 2, 2, 5),
)  # fmt: skip


@pytest.mark.parametrize(("n", "p", "f", "s", "out"), FLOOR_CASES)
def test_sizes_are_rounded_down(n, p, f, s, out):
    """Seed 002 with the floor of seed 001."""
    assert conv_side(n, p, f, s) == out


INCISO_2D = (
    image(32), conv("conv1", 32, 5), conv("conv2", 32, 3), pool("pool1"), conv("conv3", 32, 3), pool("pool2"),
    ("dropout", "dropout", {"rate": 0.25}), ("flatten", "flatten", {}),
    dense("fc1", 512), dense("fc2", 256), dense("out", 10),
)  # fmt: skip
INCISO_6C = (
    image(64), conv("conv_1_1", 10, 3), conv("conv_1_2", 10, 3), pool("max_pool_1"),
    conv("conv_2_1", 10, 3), conv("conv_2_2", 10, 3), pool("max_pool_2"), ("flatten", "flatten", {}),
    dense("output", 10),
)  # fmt: skip


def test_inciso_2d_has_564938_parameters():
    """The CIFAR-10 network of seed 001, dropout included; 11 → 5 in its second pooling."""
    values = answers(sheet_of(*INCISO_2D))
    shapes = ["conv1", "conv2", "pool1", "conv3", "pool2", "dropout", "flatten"]
    assert [values[f"{layer}/out_shape"] for layer in shapes] == [
        (28, 28, 32), (26, 26, 32), (13, 13, 32), (11, 11, 32), (5, 5, 32), (5, 5, 32), (800,),
    ]  # fmt: skip
    layers = ["conv1", "conv2", "conv3", "dropout", "fc1", "fc2", "out"]
    assert [values[f"{layer}/params"] for layer in layers] == [2432, 9248, 9248, 0, 410112, 131328, 2570]
    assert values["total"] == 564938


def test_inciso_6c_has_19920_parameters():
    values = answers(sheet_of(*INCISO_6C))
    layers = ["conv_1_1", "conv_1_2", "conv_2_1", "conv_2_2", "output"]
    assert [values[f"{layer}/params"] for layer in layers] == [280, 910, 910, 910, 16910]
    assert values["flatten/out_shape"] == (1690,)
    assert values["total"] == 19920


SINGLE_LAYERS = (  # input, layer, out_shape, params: Keras 3.15.1 and torch 2.13.0 say so (plus our biases)
    ((20, 29, 12), conv("L", 1, 5, 3), (6, 9, 1), 301),
    ((3, 3, 6), conv("L", 4, 3), (1, 1, 4), 220),
    ((21, 8, 2), conv("L", 6, 2, 2), (10, 4, 6), 54),
    ((11, 15, 6), conv("L", 1, 5, 2, 1), (5, 7, 1), 151),
    ((10, 25, 1), conv("L", 1, 1, 1, 1), (12, 27, 1), 2),
    ((37, 38, 6), pool("L", 5, 1), (33, 34, 6), 0),
    ((10, 18, 4), pool("L", 5, 5), (2, 3, 4), 0),
    ((35, 23, 6), pool("L", 3, 3), (11, 7, 6), 0),
    ((25, 25, 6), pool("L", 3, 2, kind="average_pooling2d"), (12, 12, 6), 0),
    ((12, 24, 6), pool("L", 7, 3, kind="average_pooling2d"), (2, 6, 6), 0),
    ((27, 22, 1), pool("L", 5, 3, kind="average_pooling2d"), (8, 6, 1), 0),
    ((12, 29, 4), pool("L", 3, 3, kind="average_pooling2d"), (4, 9, 4), 0),
    ((29, 24, 4), pool("L", 11, 11, 1, kind="average_pooling2d"), (2, 2, 4), 0),
    ((10, 7, 2), FLATTEN, (140,), 0),
    ((11, 34, 8), FLATTEN, (2992,), 0),
    ((7,), dense("L", 1), (1,), 8),
    ((42,), dense("L", 10), (10,), 430),
    ((21,), dense("L", 1), (1,), 22),
)


def single(shape, layer):
    """Out shape, weights and biases of one layer on an input."""
    names = ("units",) if len(shape) == 1 else ("height", "width", "channels")
    first = ("input", "Input", dict(zip(names, shape, strict=True)))
    values = answers(sheet_of(first, layer))
    return tuple(values[f"{layer[1]}/{q}"] for q in ("out_shape", "weights", "biases", "params"))


@pytest.mark.parametrize(("shape", "layer", "out_shape", "params"), SINGLE_LAYERS)
def test_single_layers_are_what_the_libraries_say(shape, layer, out_shape, params):
    found = single(shape, layer)
    assert (found[0], found[3]) == (out_shape, params)


def oracle(name):
    path = ORACLES / name
    if not path.exists():
        pytest.skip("the oracles lie outside the repository")
    return json.loads(path.read_text("utf-8"))


OF_THE_SEEDS = {
    **{name: blueprint(name).original() for name in EJEMPLOS},
    "inciso2d_cifar10": network(*INCISO_2D),
    "inciso6c_cnn_explainer": network(*INCISO_6C),
}


@pytest.mark.parametrize("name", OF_THE_SEEDS)
def test_every_cell_agrees_with_keras(name):
    expected = oracle("seeds_expected.json")[name.replace("-", "")]
    table = json.loads(as_json(OF_THE_SEEDS[name]))
    rows = [row for row in expected["filas"] if row["layer"] != "pad2"]
    layers = [layer for layer in table["layers"] if layer["kind"] != "input"]
    assert [list(layer.values())[2:] for layer in layers] == [list(row.values())[2:] for row in rows]
    assert [layer["name"] for layer in layers] == [row["layer"] for row in rows]
    assert table["total"] == expected["total"]


def test_the_floor_cases_of_seed_002_agree():
    cases = oracle("seeds_expected.json")["doc002"]["floor_cases"]
    assert [conv_side(*case[:4]) for case in cases] == [case[4] for case in cases]
    assert tuple(tuple(case[:5]) for case in cases) == FLOOR_CASES


def side(pair):
    """The one number of a square pair; `None` when it is none."""
    pair = pair if isinstance(pair, list) else [pair, pair]
    return pair[0] if pair[0] == pair[1] else None


def of_keras(case):
    """Our layer for a case of the Keras grid; `None` when no kind of ours expresses it."""
    kw = case["kw"]
    match case["layer"]:
        case "Conv2D" if kw["groups"] == 1 and kw["dilation_rate"] == [1, 1] and kw["padding"] == "valid":
            numbers = kw["filters"], side(kw["kernel_size"]), side(kw["strides"])
            return conv("L", *numbers) if None not in numbers else None
        case "MaxPooling2D" | "AveragePooling2D" as name if kw["padding"] == "valid":
            numbers = side(kw["pool_size"]), side(kw["strides"] or kw["pool_size"])
            kind = "max_pooling2d" if name == "MaxPooling2D" else "average_pooling2d"
            return pool("L", *numbers, kind=kind) if None not in numbers else None
        case "Flatten":
            return FLATTEN
        case "Dense" if len(case["input"]) == 2:
            return dense("L", kw["units"])
    return None


def of_torch(case):
    kw = case["kw"]
    if kw.get("groups", 1) != 1 or kw.get("ceil_mode") or kw.get("dilation", 1) not in (1, [1, 1]):
        return None
    match case["layer"]:
        case "Conv2d":
            numbers = kw["out_channels"], side(kw["kernel_size"]), side(kw["stride"]), side(kw["padding"])
            return conv("L", *numbers) if None not in numbers else None
        case "MaxPool2d" | "AvgPool2d" as name:
            numbers = side(kw["kernel_size"]), side(kw["stride"] or kw["kernel_size"]), side(kw["padding"])
            kind = "max_pooling2d" if name == "MaxPool2d" else "average_pooling2d"
            return pool("L", *numbers, kind=kind) if None not in numbers else None
        case "Linear" if len(case["input"]) == 2:
            return dense("L", kw["out_features"])
    return None


def channels_last(shape):
    return (*shape[1:], shape[0]) if len(shape) == 3 else tuple(shape)


@pytest.mark.parametrize(
    ("file", "layer_of", "turned", "at_least"),
    [("grid_keras.json", of_keras, tuple, 50), ("grid_torch.json", of_torch, channels_last, 50)],
)
def test_the_grid_of_single_layers_agrees(file, layer_of, turned, at_least):
    """Layers without bias are told by their weights: ours always have one bias a unit."""
    checked = 0
    for case in oracle(file)["cases"]:
        layer = layer_of(case) if "error" not in case else None
        if layer is None:
            continue
        out_shape, weights, biases, params = single(turned(case["input"][1:]), layer)
        has_bias = len(case["weights"]) == 2
        assert out_shape == turned(case["output"][1:]), case
        assert (params if has_bias else weights) == case["params"], case
        if has_bias:
            assert biases == case["weights"][1][0], case
        checked += 1
    assert checked >= at_least, f"only {checked} cases of {file} were checked"
