"""Shapes and counts that no oracle's grid asks for, worked by hand from the rules that Keras and PyTorch document."""

import pytest
from classroom import FLATTEN, conv, dense, image, network, sheet_of

from grader.evaluate import answers, arguments, follow
from grader.formula import bind, parameters, working, write
from grader.generate.second_opinion import second_opinion
from grader.layers import LAYERS, _window
from grader.layers._kind import Chosen, Structure
from grader.notation import Notation

SEQUENCE = ("input", "Input", {"length": 12, "channels": 10})
VOLUME = ("input", "Input", {"depth": 4, "height": 5, "width": 6, "channels": 3})
SAID = {"kernel": 3, "strides": 1, "padding": 0}


def behind(before, kind, **said):
    """Shape and counts of a layer behind another one."""
    right = answers(sheet_of(before, (kind, "CAPA", said)))
    return right["CAPA/out_shape"], right["CAPA/weights"], right["CAPA/biases"]


SIZES = (
    (image(9), "cropping2d", {"cropping": 2}, (5, 5, 3)),
    (image(9), "cropping2d", {"cropping_height": 1, "cropping_width": 3}, (7, 3, 3)),
    (image(9), "zero_padding2d", {"padding": 2}, (13, 13, 3)),
    (image(9), "zero_padding2d", {"padding_height": 1, "padding_width": 3}, (11, 15, 3)),
    (SEQUENCE, "cropping1d", {"cropping": 2}, (8, 10)),
    (SEQUENCE, "activation", {"function": "ReLU"}, (12, 10)),
    (VOLUME, "activation", {"function": "ReLU"}, (4, 5, 6, 3)),
    # n + first + last − f, over s, rounded down, and 1
    (
        image(9), "conv2d",
        {"filters": 2, "kernel": 3, "strides": 2, "padding_top": 0, "padding_bottom": 1, "padding_left": 2,
         "padding_right": 3},
        (4, 6, 2),
    ),
    # (n − 1)·s − 2p + d·(f − 1) + 1 + o, as PyTorch has it
    (
        image(5), "conv2d_transpose",
        {"filters": 2, "kernel": 3, "strides": 2, "padding": 1, "dilation": 2, "output_padding": 1}, (12, 12, 2),
    ),
    # Keras: n·s + max(F − s; 0) with a kernel that covers F = d·(f − 1) + 1 = 10
    (
        image(5), "conv2d_transpose",
        {"filters": 2, "kernel": 4, "strides": 2, "padding": "valid", "dilation": 3}, (18, 18, 2),
    ),
    (
        image(5), "conv2d_transpose",
        {"filters": 2, "kernel": 2, "strides": 4, "padding": "valid", "dilation": 2}, (20, 20, 2),
    ),
    (image(5), "conv2d_transpose", {"filters": 2, "kernel": 2, "strides": 4, "padding": "valid"}, (20, 20, 2)),
    # Keras: (n − 1)·s + F mod 2 + o, whatever the kernel covers
    (
        image(5), "conv2d_transpose",
        {"filters": 2, "kernel": 3, "strides": 2, "padding": "same", "dilation": 2, "output_padding": 1}, (10, 10, 2),
    ),
    (
        image(5), "conv2d_transpose",
        {"filters": 2, "kernel": 4, "strides": 2, "padding": "same", "dilation": 3, "output_padding": 1}, (9, 9, 2),
    ),
    (  # the kernel is even, what it covers (7) is odd
        image(5), "conv2d_transpose",
        {"filters": 2, "kernel": 4, "strides": 2, "padding": "same", "dilation": 2, "output_padding": 1}, (10, 10, 2),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("before", "kind", "said", "shape"), SIZES)
def test_the_size_of_what_a_layer_gives(before, kind, said, shape):
    assert behind(before, kind, **said)[0] == shape
    assert second_opinion(network(before, (kind, "CAPA", said)))["CAPA/out_shape"] == shape


COUNTS = (  # n = 10 values a step, m = 8 units: one set of weights has 10·8 + 8·8 = 144
    ("simple_rnn", {}, (8,), 144, 8),
    ("simple_rnn", {"two_biases": True}, (8,), 144, 16),
    ("simple_rnn", {"bidirectional": True, "merge": "sum"}, (8,), 288, 16),
    ("lstm", {"return_sequences": True}, (12, 8), 576, 32),
    ("lstm", {"two_biases": True, "use_bias": True}, (8,), 576, 64),
    ("lstm", {"bidirectional": True}, (16,), 1152, 64),
    ("lstm", {"bidirectional": True, "merge": "concat", "return_sequences": True}, (12, 16), 1152, 64),
    ("lstm", {"bidirectional": True, "merge": "ave", "use_bias": False}, (8,), 1152, 0),
    ("lstm", {"bidirectional": False, "merge": "concat"}, (8,), 576, 32),
    ("gru", {}, (8,), 432, 48),
    ("gru", {"reset_after": False}, (8,), 432, 24),
    ("gru", {"bidirectional": True, "merge": "mul"}, (8,), 864, 96),
)


@pytest.mark.parametrize(("kind", "said", "shape", "weights", "biases"), COUNTS)
def test_a_recurrent_layer_by_hand(kind, said, shape, weights, biases):
    assert behind(SEQUENCE, kind, units=8, **said) == (shape, weights, biases)


def test_what_there_is_only_one_of_is_not_multiplied_by_one():
    sheet = sheet_of(SEQUENCE, ("simple_rnn", "CAPA", {"units": 8}))
    right = answers(sheet)
    cells = [sheet.cells[f"CAPA/{quantity}"] for quantity in ("weights", "biases")]
    lines = [working(it.formula, it.args, arguments(it.args, right))[0] for it in cells]
    assert [write(it, Notation.PLAIN) for it in lines] == ["n·m + m·m = 10·8 + 8·8 = 144", "m = 8"]


@pytest.mark.parametrize(
    ("said", "weights"),
    [({}, 75), ({"shared": "all"}, 1), ({"shared": "1,2"}, 3), ({"shared": "3"}, 25), ({"shared": "1,2,3"}, 1)],
)
def test_the_slopes_of_a_prelu_on_an_image_of_5_by_5_with_3_channels(said, weights):
    assert behind(image(5), "prelu", **said) == ((5, 5, 3), weights, 0)


@pytest.mark.parametrize(
    ("said", "weights"), [({}, 10), ({"last_axes": 1}, 10), ({"last_axes": 2}, 120), ({"scale": False}, 0)]
)
def test_a_normalization_of_the_last_axes(said, weights):
    assert behind(SEQUENCE, "layer_normalization", **said)[1] == weights


def test_a_shape_of_five_numbers():
    five = {"size_1": 1, "size_2": 2, "size_3": 3, "size_4": 2, "size_5": 4}
    layers = [("reshape", "R", five), ("activation", "A", {"function": "ReLU"}), FLATTEN]
    right = answers(sheet_of(image(4), *layers))
    assert (right["R/out_shape"], right["A/out_shape"]) == ((1, 2, 3, 2, 4), (1, 2, 3, 2, 4))
    assert right["Flatten/out_shape"] == (48,)


def structure(*ranks, **said):
    """`...` stands for any number."""
    words = frozenset((name, it) for name, it in said.items() if it is not ...)
    return Structure(ranks, frozenset(said), words)


def formula_of(kind, quantity, it):
    found = LAYERS[kind].formulas[quantity]
    assert isinstance(found, Chosen)
    return found.choose(it)


LETTERS = {"n": 3, "n_1": 3, "n_2": 5, "n_3": 7, "h": 2, "k": 11, "v": 13, "q": 17, "T": 4, "T_1": 4, "w": 100}
NUMBERS = {"heads": ..., "key_dim": ...}
WIDE = {**NUMBERS, "value_dim": ..., "output": ...}


@pytest.mark.parametrize(
    ("ranks", "said", "weights", "biases", "width"),
    [
        ((2,), NUMBERS, 4 * 66, 3 * 22 + 3, 3),
        ((2, 2), NUMBERS, 66 + 110 + 110 + 66, 69, 3),
        ((2, 2, 2), NUMBERS, 66 + 154 + 110 + 66, 69, 3),
        ((2, 2, 2), WIDE, 66 + 154 + 130 + 442, 22 + 22 + 26 + 17, 17),
        ((2,), {**WIDE, "use_bias": False}, 66 + 66 + 78 + 442, 0, 17),
    ],
)
def test_attention_over_queries_values_and_keys(ranks, said, weights, biases, width):
    """Keras's inputs come as query, value, key; h = 2 heads, k = 11, v = 13, q = 17."""
    it = structure(*ranks, **said)
    found = [formula_of("multi_head_attention", quantity, it) for quantity in ("weights", "biases", "out_shape")]
    assert [formula(*bind(formula, LETTERS)) for formula in found] == [weights, biases, (4, width)]


def test_the_operations_of_attention():
    """100 weights at each of 4 steps, then 4·4 pairs of steps with 2·11 products each, and as many with the values."""
    for said, value in ((NUMBERS, 11), (WIDE, 13)):
        formula = formula_of("multi_head_attention", "macs", structure(2, **said))
        assert formula(*bind(formula, LETTERS)) == 400 + 16 * 2 * 11 + 16 * 2 * value


def test_who_says_one_end_of_a_padding_has_to_say_the_other():
    """The missing letter tells it: nothing else stands in its place."""
    for kind, name, said in (
        ("conv2d", "p", {"filters": ..., **dict.fromkeys(SAID, ...), "padding_top": ...}),
        ("zero_padding2d", "p", {"padding": ..., "padding_top": ...}),
        ("cropping2d", "c", {"cropping": ..., "cropping_top": ...}),
    ):
        assert {f"{name}_arriba", f"{name}_abajo"} <= set(
            parameters(formula_of(kind, "out_shape", structure(3, **said)))
        )


def given_by(sheet, slug, cell):
    rules = [it for it in sheet.rewirings if (it.slug, it.cell) == (slug, cell)]
    return [follow(it.formula, it.args, answers(sheet)) for it in rules]


VALID = {"techo-por-piso": 5, "ignora-stride": 8, "supone-same": 6, "olvida-mas-uno": 3, "olvida-kernel": 7}
SAME = {"ignora-padding": 4, "piso-por-techo": 6}


@pytest.mark.parametrize(
    ("side", "padding", "right", "wrong"), [(12, "valid", 4, VALID), (13, "same", 7, {**SAME, "ignora-padding": 5})]
)
def test_wrong_sizes_where_the_padding_is_a_word(side, padding, right, wrong):
    """A kernel of 5 and a stride of 2."""
    sheet = sheet_of(image(side), conv("C", 8, 5, 2, padding))
    assert answers(sheet)["C/out_shape"] == (right, right, 8)
    rules = [it.slug for it in sheet.rewirings if it.cell == "C/out_shape"]
    assert set(wrong) <= set(rules)
    assert {it: given_by(sheet, it, "C/out_shape") for it in wrong} == {it: [(n, n, 8)] for it, n in wrong.items()}


def test_a_kernel_with_its_padding_is_taken_for_larger():
    sheet = sheet_of(image(32), conv("C", 8, 5, 1, 1), FLATTEN, dense("FC", 2))
    assert given_by(sheet, "kernel-con-padding", "C/weights") == [7 * 7 * 3 * 8]


APPLIES = (  # a kind, a structure, and whether the wrong rule makes sense there
    ("batch_normalization", "dos-por-capa", structure(3), True),
    ("batch_normalization", "dos-por-capa", structure(3, center=False), False),
    ("batch_normalization", "dos-por-capa", structure(3, scale=False), False),
    ("batch_normalization", "dos-por-capa", structure(3, axis=-1), True),
    ("batch_normalization", "dos-por-capa", structure(3, axis=1), False),
    ("batch_normalization", "bn-sin-lo-guardado", structure(3, moving=True), True),
    ("batch_normalization", "bn-sin-lo-guardado", structure(3, moving=False), False),
    ("concatenate", "concatenar-no-suma", structure(3, 3), True),
    ("concatenate", "concatenar-no-suma", structure(3, 3, axis=-1), True),
    ("concatenate", "concatenar-no-suma", structure(3, 3, axis=3), True),
    ("concatenate", "concatenar-no-suma", structure(3, 3, axis=1), False),
    ("concatenate", "concatenar-no-suma", structure(4, 4, axis=4), False),
    ("concatenate", "concatenar-no-suma", structure(2, 2), False),
    ("add", "suma-los-canales", structure(3, 3), True),
    ("add", "suma-los-canales", structure(3, 3, broadcast=False), True),
    ("add", "suma-los-canales", structure(3, 3, broadcast=True), False),
    ("add", "suma-los-canales", structure(2, 2), False),
    ("global_average_pooling2d", "global-no-reduce", structure(3), True),
    ("global_average_pooling2d", "global-no-reduce", structure(3, keepdims=True), False),
    ("dense", "un-sesgo-por-capa", structure(1), True),
    ("dense", "un-sesgo-por-capa", structure(1, use_bias=False), False),
    ("dense", "sesgo-en-las-dos-capas", structure(1, use_bias=False), False),
    ("conv2d", "olvida-canales", structure(3), True),
    ("conv2d", "olvida-canales", structure(3, groups=2), False),
    ("separable_conv2d", "separable-como-conv", structure(3), True),
    ("separable_conv2d", "separable-como-conv", structure(3, depth_multiplier=...), False),
    ("lstm", "sin-recurrente", structure(2), True),
    ("lstm", "sin-recurrente", structure(2, bidirectional=True), False),
    ("gru", "gru-otra-convencion", structure(2), True),
    ("gru", "gru-otra-convencion", structure(2, use_bias=False), False),
    ("gru", "gru-otra-convencion", structure(2, reset_after=False, use_bias=False), False),
    ("gru", "gru-otra-convencion", structure(2, bidirectional=True), False),
)


@pytest.mark.parametrize(("kind", "slug", "it", "applies"), APPLIES)
def test_a_wrong_rule_applies_where_a_layer_has_what_it_misuses(kind, slug, it, applies):
    assert any(rule.when(it) for rule in LAYERS[kind].wrong if rule.slug == slug) is applies


def test_the_kernel_forgotten_leaves_both_paddings():
    assert _window.olvida_kernel(32, 1, 1) == 35  # 32 + 2 + 1
