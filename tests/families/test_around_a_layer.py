"""What wrong rules take from the layers around their own, and what sheets of one structure share: numbers by hand."""

from dataclasses import replace

import pytest
from classroom import FLATTEN, conv, dense, image, network, pool, sheet_of

from grader import evaluate
from grader.formula import parameters, working, write
from grader.notation import Notation
from grader.sheets import parameters as family
from grader.sheets.parameters import why_refused

OBLONG = ("input", "Input", {"height": 20, "width": 12, "channels": 3})
BN = ("batch_normalization", "BN", {})
AROUND = {"m_siguiente", "K", "n_red", "P_resto", "P_capa"}
AROUND |= {f"{letter}_{of}" for letter in "HWC" for of in ("salida", "previo", "imagen")}


def taken_from_around(*layers):
    """Cell → rule → what it gives, of the rules that take a letter of another layer or of the layer's own output."""
    sheet = sheet_of(*layers)
    right = evaluate.answers(sheet)
    found = {}
    for it in sheet.rewirings:
        if AROUND.intersection(parameters(it.formula)):
            values = found.setdefault(it.cell, {}).setdefault(it.slug, [])
            values.append(evaluate.follow(it.formula, it.args, right))
    return found


def test_the_surroundings_of_each_layer_of_an_oblong_network():
    """18·10·4, 9·5·4, 8·4·5 and 160 numbers leave the layers, which hold 112, 85, 20, 1127 and 16: 1360 in all.

    The normalisation has no filters of its own: after CONV2 the next layer that could be taken for it is FC1.
    """
    layers = (OBLONG, conv("CONV1", 4, 3), pool("POOL"), conv("CONV2", 5, 2), BN, FLATTEN, dense("FC1", 7))
    assert taken_from_around(*layers, dense("FC2", 2)) == {
        "CONV1/weights": {"cuenta-activaciones": [18 * 10 * 4], "un-kernel-por-posicion": [3 * 3 * 3 * 4 * 18 * 10]},
        "CONV1/biases": {"sesgo-de-la-capa-vecina": [5], "un-sesgo-por-posicion": [18 * 10 * 4]},
        "CONV2/weights": {
            "canales-rgb-siempre": [2 * 2 * 3 * 5],
            "cuenta-activaciones": [8 * 4 * 5],
            "un-kernel-por-posicion": [2 * 2 * 4 * 5 * 8 * 4],
        },
        "CONV2/biases": {"sesgo-de-la-capa-vecina": [7], "un-sesgo-por-posicion": [8 * 4 * 5]},
        "Flatten/out_shape": {"flatten-de-otra-capa": [(9 * 5 * 4,)], "flatten-de-la-imagen": [(20 * 12 * 3,)]},
        "FC1/weights": {
            "solo-canales-en-fc": [5 * 7],
            "pesos-hacia-la-siguiente": [7 * 2],
            "entrada-de-la-red-siempre": [20 * 12 * 3 * 7],
        },
        "FC1/biases": {"sesgo-de-la-capa-vecina": [2]},
        "FC2/weights": {"entrada-de-la-red-siempre": [20 * 12 * 3 * 2]},
        "total": {
            "omite-capa": [1360 - 112, 1360 - 85, 1360 - 20, 1360 - 1127, 1360 - 16],
            "capa-dos-veces": [1360 + 112, 1360 + 85, 1360 + 20, 1360 + 1127, 1360 + 16],
            "total-con-la-entrada": [1360 + 20 * 12 * 3],
        },
    }


def test_the_surroundings_of_layers_of_neurons():
    """6·4 + 4 = 28 and 4·3 + 3 = 15 parameters."""
    layers = (("input", "Input", {"units": 6}), FLATTEN, dense("FC1", 4), dense("FC2", 3))
    assert taken_from_around(*layers) == {
        "FC1/weights": {"pesos-hacia-la-siguiente": [4 * 3]},
        "FC1/biases": {"sesgo-de-la-capa-vecina": [3]},
        "FC2/weights": {"entrada-de-la-red-siempre": [6 * 3]},
        "total": {"omite-capa": [15, 28], "capa-dos-veces": [28 * 2 + 15, 28 + 15 * 2], "total-con-la-entrada": [49]},
    }


def test_a_layer_behind_a_global_pooling_gets_nothing_but_channels():
    """To take only the channels is right there: 5·2."""
    found = taken_from_around(image(9), conv("C", 5, 3), ("global_average_pooling2d", "GAP", {}), dense("FC", 2))
    assert found["FC/weights"] == {"entrada-de-la-red-siempre": [9 * 9 * 3 * 2]}


@pytest.mark.parametrize(
    "layers",
    [
        (("input", "Input", {"length": 8, "channels": 3}), ("simple_rnn", "RNN", {"units": 2})),
        (
            ("input", "Input", {"depth": 4, "height": 4, "width": 4, "channels": 3}),
            ("conv3d", "CONV", {"filters": 1, "kernel": 1, "strides": 1, "padding": 0}),
        ),
    ],
)
def test_one_layer_that_learns_cannot_be_left_out_and_only_images_and_vectors_are_added(layers):
    """2·3 + 2·2 + 2 = 12 and 3 + 1 = 4 parameters, counted twice."""
    twice = {"RNN": 24, "CONV": 8}[layers[1][1]]
    assert taken_from_around(*layers)["total"] == {"capa-dos-veces": [twice]}


def test_padding_is_misused_only_where_the_sheet_prints_one():
    """Three students of one structure; only the second one's pooling has a padding, and its worksheet says so."""
    about = {"ignora-padding", "padding-una-vez", "same-es-p1", "supone-same", "padding-restado"}
    for padding in (0, 1, 0):
        sheet = sheet_of(image(9), pool("P", 3, 2, padding), FLATTEN)
        assert about & {it.slug for it in sheet.wrong.at("P/out_shape")} == (about if padding else set())


def test_sheets_of_one_structure_share_their_wiring_and_each_has_its_own_numbers():
    first, second = (sheet_of(image(9), conv("C", filters, 3), FLATTEN) for filters in (2, 5))
    for sheet, filters in ((first, 2), (second, 5)):
        assert evaluate.answers(sheet)["C/weights"] == 27 * filters
        every = [it for it in sheet.rewirings if it.cell == "C/weights"]
        assert every == list(sheet.wrong.at("C/weights"))
        assert sheet.wrong.at("C/weights") is sheet.wrong.at("C/weights")
        letters = sheet.wrong.letters_of("C")
        assert {it["F"] for it in letters} == {filters}
        assert sorted(map(id, letters)) == sorted({id(it.letters) for it in sheet.rewirings if it.cell[:2] == "C/"})
        assert sheet.wrong.cells_of("olvida-canales") == ("C/weights",)
        assert sheet.wrong.letters_of("nada") == sheet.wrong.cells_of("nada") == sheet.wrong.at("nada") == ()


def test_only_so_many_structures_are_kept_and_one_is_wired_once_while_it_is(monkeypatch):
    monkeypatch.setattr(family, "_PATTERNS", {})
    monkeypatch.setattr(family, "_MOST_PATTERNS", 2)
    made = [network(image(9), *(conv(f"C{i}", 2, 2) for i in range(many))) for many in (1, 2, 3)]
    kept = [family._pattern(it) for it in made[:2]]
    assert [family._pattern(it) for it in made[:2]] == kept
    assert [family._pattern(it) is pattern for it, pattern in zip(made, kept, strict=False)] == [True, True]
    family._pattern(made[2])
    assert len(family._PATTERNS) == 1


def test_parameters_are_told_with_what_is_stored_only_where_something_is():
    """Gamma and beta of 3 channels; with or without their mean and variance."""
    for moving, told in ((True, "w + b + u = 3 + 3 + 6 = 12"), (False, "w + b = 3 + 3 = 6")):
        sheet = sheet_of(image(4), ("batch_normalization", "BN", {} if moving else {"moving": False}))
        cell = sheet.cells["BN/params"]
        (line,) = working(cell.formula, cell.args, evaluate.arguments(cell.args, evaluate.answers(sheet)))
        assert write(line, Notation.PLAIN) == told


def joined(first, second):
    layers = (image(first), conv("A", 2, 3), conv("B", 2, second), ("add", "SUMA", {}))
    instance = network(*layers)
    last = (replace(instance.layers[2], inputs=("Input",)), replace(instance.layers[3], inputs=("A", "B")))
    return replace(instance, layers=(*instance.layers[:2], *last))


def grouped(groups):
    return network(image(9), ("conv2d", "C", {**conv("", 6, 3)[2], "groups": groups}), ("flatten", "F", {}))


@pytest.mark.parametrize(
    ("instance", "why"),
    [
        (network(image(9), conv("C", 6, 3), FLATTEN, dense("FC", 2)), ""),
        (network(image(9), conv("C", 6, 3), BN), ""),
        (grouped(3), ""),
        (grouped(2), "«C»: los 3 canales de la entrada no se reparten en 2 grupos iguales (groups)"),
        (joined(9, 3), ""),
        (joined(9, 5), "«SUMA»: sus entradas tienen formas distintas: (7, 7, 2) y (5, 5, 2)"),
    ],
)
def test_numbers_that_a_layer_refuses_make_no_variant(instance, why):
    assert why_refused(instance) == why
