"""Columns that a table of a network has only where it asks: what is learned, MACs, activations, what is seen."""

from dataclasses import replace

import pytest
from classroom import FLATTEN, conv, dense, image, network, pool, sheet_of

from grader.evaluate import answers, arguments
from grader.formula import working, write
from grader.notation import Notation
from grader.sheets.parameters import build

ALL = ("trainable", "non_trainable", "macs", "activations", "receptive_field")


def counted(*layers, frozen=(), columns=ALL):
    """All numbers; layers in a model (`m/a`) have no row, as importers leave them."""
    instance = network(*(it[:3] for it in layers), columns=columns)
    wired = {it[1]: it[3] for it in layers if len(it) > 3}
    rows = tuple(
        replace(it, frozen=it.name in frozen, row="/" not in it.name, inputs=wired.get(it.name, ()))
        for it in instance.layers
    )
    return answers(build(replace(instance, layers=rows)))


def column(found, quantity):
    return {ref.rpartition("/")[0]: value for ref, value in found.items() if ref.endswith(f"/{quantity}")}


def after(layer, *inputs):
    return (*layer, inputs)


BN = "batch_normalization"
LEARNED = (  # after an image of 6 × 6 × 3: what training changes and what it does not; then the same layer frozen
    ("conv2d", conv("", 4, 3)[2], (112, 0), (0, 112)),  # 3·3·3·4 + 4
    (BN, {}, (6, 6), (0, 12)),  # gamma and beta, mean and variance of 3 channels
    (BN, {"moving": False}, (6, 0), (0, 6)),
    ("normalization", {}, (0, 7), (0, 7)),  # 3 means, 3 variances and how much it has seen
    ("normalization", {"stored": False}, (0, 0), (0, 0)),
    ("max_pooling2d", pool("")[2], (0, 0), (0, 0)),
)


@pytest.mark.parametrize(("kind", "said", "learns", "is_frozen"), LEARNED)
def test_what_is_learned_and_what_is_only_kept(kind, said, learns, is_frozen):
    for frozen, wanted in (((), learns), (("L",), is_frozen)):
        found = counted(image(6), (kind, "L", said), frozen=frozen)
        assert (found["L/trainable"], found["L/non_trainable"]) == wanted
        assert found["L/params"] == found["total"] == sum(wanted)


def test_what_a_layer_keeps_is_a_number_of_its_own_only_where_it_keeps_any():
    assert counted(image(6), (BN, "L", {}))["L/stored"] == 6
    for layer in ((BN, "L", {"moving": False}), ("normalization", "L", {"stored": False}), conv("L", 4, 3)):
        assert "L/stored" not in counted(image(6), layer)


@pytest.mark.parametrize("frozen", [False, True])
def test_what_learns_nothing_may_leave_its_counts_empty(frozen):
    """As with its weights, frozen or not."""
    layers = (image(6), conv("C", 4, 3), pool("P"))
    instance = network(*layers, columns=("params", "trainable", "non_trainable", "macs", "activations"))
    sheet = build(replace(instance, layers=tuple(replace(it, frozen=frozen) for it in instance.layers)))
    empty = {ref for ref, cell in sheet.cells.items() if cell.structural and ref.startswith("P/")}
    assert empty == {f"P/{it}" for it in ("weights", "biases", "params", "trainable", "non_trainable", "macs")}
    assert not sheet.cells["C/macs"].structural


ALEXNET = (
    image(227), conv("C1", 96, 11, 4), pool("P1", 3, 2), ("conv2d", "C2", {**conv("", 256, 5, 1, 2)[2], "groups": 2}),
    pool("P2", 3, 2), conv("C3", 384, 3, 1, 1), ("conv2d", "C4", {**conv("", 384, 3, 1, 1)[2], "groups": 2}),
    ("conv2d", "C5", {**conv("", 256, 3, 1, 1)[2], "groups": 2}), pool("P5", 3, 2), FLATTEN,
    dense("F6", 4096), dense("F7", 4096), dense("F8", 1000),
)  # fmt: skip


def test_alexnets_operations_are_those_that_are_published():
    """Sze et al., «Efficient Processing of Deep Neural Networks» (2017), table II: 666 M, 58.6 M, together 724 M."""
    found = column(counted(*ALEXNET), "macs")
    assert found["C1"] == 105415200  # 55·55 places of 11·11·3·96 weights
    assert sum(found[name] for name in ("C1", "C2", "C3", "C4", "C5")) == 665784864
    assert [found[name] for name in ("F6", "F7", "F8")] == [37748736, 16777216, 4096000]
    assert sum(found.values()) == 724406816
    assert {name for name, it in found.items() if not it} == {"Input", "P1", "P2", "P5", "Flatten"}


def test_activations_are_the_numbers_that_leave_a_layer():
    found = column(counted(image(6), conv("C", 4, 3), pool("P"), FLATTEN, dense("F", 10)), "activations")
    assert found == {"Input": 108, "C": 64, "P": 16, "Flatten": 16, "F": 10}


def test_the_numbers_of_a_long_shape_go_by_their_place():
    five = {f"size_{i}": side for i, side in enumerate((1, 2, 3, 2, 4), 1)}
    sheet = sheet_of(image(4), ("reshape", "R", five), columns=("activations",))
    cell = sheet.cells["R/activations"]
    (equation,) = working(cell.formula, cell.args, arguments(cell.args, answers(sheet)))
    letters = "·".join(f"N{i}(salida)" for i in range(1, 6))
    assert write(equation, Notation.PLAIN) == f"{letters} = 1·2·3·2·4 = 48"


def vgg16():
    yield image(224)
    for block, (times, filters) in enumerate(((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)), 1):
        for number in range(1, times + 1):
            yield conv(f"C{block}{number}", filters, 3, 1, 1)
        yield pool(f"P{block}")


def test_published_receptive_fields():
    """Araujo, Norris and Sim, «Computing Receptive Fields of Convolutional Neural Networks» (Distill, 2019)."""
    seen = column(counted(*ALEXNET), "receptive_field")
    assert list(seen.values()) == [11, 19, 51, 67, 99, 131, 163, 195]
    assert list(seen)[-1] == "P5"
    seen = column(counted(*vgg16()), "receptive_field")
    assert [seen[f"P{block}"] for block in range(1, 6)] == [6, 16, 44, 100, 212]


def test_a_wavenet_of_kernels_of_2_sees_as_many_steps_as_its_gaps_add_up_to_and_one():
    """Van den Oord et al., «WaveNet» (2016), figure 3: gaps of 1, 2, 4 and 8 reach back 15 steps."""
    said = {"filters": 1, "kernel": 2, "strides": 1, "padding": "causal"}
    stack = [("conv1d", f"D{gap}", {**said, "dilation": gap}) for gap in (1, 2, 4, 8)]
    seen = column(counted(("input", "In", {"length": 64, "channels": 1}), *stack), "receptive_field")
    assert seen == {"D1": 2, "D2": 4, "D4": 8, "D8": 16}


def dilated(name, kernel, dilation, strides=1):
    kind, _, said = conv(name, 2, kernel, strides)
    return kind, name, {**said, "dilation": dilation}


RELU = ("activation", "RELU", {"function": "ReLU"})
SEEN = (  # r + (f − 1)·d·j, where j is the product of the strides before
    ((conv("A", 2, 3, 2), RELU, dilated("B", 3, 2)), {"A": 3, "RELU": 3, "B": 3 + 2 * 2 * 2}),
    ((dilated("A", 3, 2, 3), conv("B", 2, 4), pool("C", 2, 2)), {"A": 5, "B": 5 + 3 * 3, "C": 14 + 1 * 3}),
    (  # a residual block: who adds sees what the farther branch sees
        (conv("A", 3, 3, 1, 1), after(("add", "SUM", {}), "Input", "A"), conv("B", 2, 3)),
        {"A": 3, "SUM": 3, "B": 5},
    ),
    (  # both branches halve the image: 2 pixels from one number to the next
        (
            after(pool("P"), "Input"), after(conv("A", 3, 5, 2, 2), "Input"),
            after(("concatenate", "JOIN", {}), "P", "A"), conv("B", 2, 3),
        ),
        {"P": 2, "A": 5, "JOIN": 5, "B": 5 + 2 * 2},
    ),
    (  # whoever comes back from a smaller image has no window; nor has what is joined with it
        (
            conv("A", 2, 3, 1, 1), pool("P"), ("upsampling2d", "UP", {"size": 2}),
            after(("concatenate", "JOIN", {}), "A", "UP"), conv("B", 2, 3),
        ),
        {"A": 3, "P": 4},
    ),
    ((FLATTEN, dense("F", 3)), {}),
)  # fmt: skip


@pytest.mark.parametrize(("layers", "wanted"), SEEN)
def test_what_a_number_sees_of_the_image(layers, wanted):
    assert column(counted(image(32), *layers), "receptive_field") == wanted


APART = {"kernel": (3, 5), "strides": (1, 2), "dilation": (1, 2)}


@pytest.mark.parametrize("name", APART)
def test_a_window_that_differs_along_its_axes_sees_no_square(name):
    """3 × 5 pixels have no side to ask for, and what comes after has none either."""
    said = {**conv("", 2, 3)[2], "dilation": 1}
    del said[name]
    high, wide = APART[name]
    layer = ("conv2d", "A", {**said, f"{name}_height": high, f"{name}_width": wide})
    assert column(counted(image(32), layer, conv("B", 2, 3)), "receptive_field") == {}


def test_the_padding_changes_nothing_of_what_is_seen():
    sides = {f"padding_{side}": number for number, side in enumerate(("top", "bottom", "left", "right"))}
    layer = ("conv2d", "A", {"filters": 2, "kernel": 3, "strides": 2, **sides})
    found = counted(image(32), layer, conv("B", 2, 3))
    assert column(found, "receptive_field") == {"A": 3, "B": 7}


NESTED = (image(6), conv("m/a", 4, 3), (BN, "m/b", {}), ("model", "m", {}), conv("C", 2, 3))


def test_a_model_inside_a_network_counts_what_its_layers_count():
    """A convolution of 112 parameters (108 weights at 4·4 places) and a batch normalisation of 8 + 8 in it."""
    found = counted(*NESTED)
    assert [found[f"m/{it}"] for it in ALL] == [120, 8, 1728, 64, 3]
    assert [found[f"C/{it}"] for it in ALL] == [74, 0, 288, 8, 5]  # 3·3·4·2 = 72 weights at 2·2 places
    assert found["total"] == 112 + 16 + 74
    found = counted(*NESTED, frozen=("m/a",))
    assert (found["m/trainable"], found["m/non_trainable"]) == (8, 120)


ALONE = (("trainable", 8, 74), ("non_trainable", 120, 0), ("macs", 1728, 288), ("activations", 64, 8))


@pytest.mark.parametrize(("quantity", "model", "after"), [*ALONE, ("receptive_field", 3, 5)])
def test_a_table_that_asks_for_one_of_them_has_no_other_and_the_same_numbers(quantity, model, after):
    """The numbers of the model above."""
    found = counted(*NESTED, frozen=("m/a",), columns=("params", quantity))
    assert {it for it in ALL if column(found, it)} == {quantity}
    assert (found[f"m/{quantity}"], found[f"C/{quantity}"]) == (model, after)
