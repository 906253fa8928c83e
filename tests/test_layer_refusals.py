"""What a layer cannot be put behind, and why: the reasons that its author reads; no formula where it makes no sense."""

import pytest

from grader.layers import LAYERS
from grader.layers._kind import Chosen, Structure
from grader.model import Layer

GROUPS_OF_CHANNELS = "los 6 canales de la entrada no se reparten en 4 grupos iguales (groups)"
GROUPS_OF_FILTERS = "los 6 filtros no se reparten en 4 grupos iguales (groups)"
NO_SEQUENCE = "la atención toma secuencias (largo, valores por paso)"
NO_INPUT = (
    "lleva units, o height y channels (y width si la imagen no es cuadrada), "
    "o length y channels si es una secuencia (y depth si es un volumen)"
)
TOO_MUCH = "el relleno de salida (output_padding), 2, debe ser menor que el stride, 2"
AXIS = "el eje {} no existe en una forma de 3 números"

REFUSED = (  # a kind, what it says, the shapes that it gets, and why not; empty: it takes them
    ("conv2d", {"filters": 8, "groups": 4}, [(9, 9, 8)], ""),
    ("conv2d", {"filters": 8, "groups": 4}, [(9, 9, 6)], GROUPS_OF_CHANNELS),
    ("conv2d", {"filters": 6, "groups": 4}, [(9, 9, 8)], GROUPS_OF_FILTERS),
    ("conv1d", {"filters": 5}, [(9, 3)], ""),
    ("conv2d_transpose", {"filters": 4, "strides": 2, "output_padding": 1}, [(9, 9, 4)], ""),
    ("conv2d_transpose", {"filters": 4, "strides": 2, "output_padding": 0}, [(9, 9, 4)], ""),
    ("conv2d_transpose", {"filters": 4, "strides": 2, "output_padding": 2}, [(9, 9, 4)], TOO_MUCH),
    ("conv2d_transpose", {"filters": 4, "strides": 2, "output_padding": 2, "dilation": 2}, [(9, 9, 4)], TOO_MUCH),
    ("conv2d_transpose", {"filters": 4, "strides": 2, "output_padding": 2, "dilation": 3}, [(9, 9, 4)], ""),
    (
        "conv2d_transpose",
        {"filters": 4, "strides_height": 3, "strides_width": 2, "output_padding_height": 2, "output_padding_width": 2},
        [(9, 9, 4)],
        TOO_MUCH,
    ),
    ("conv1d_transpose", {"filters": 4, "strides": 2, "groups": 4}, [(9, 6)], GROUPS_OF_CHANNELS),
    ("batch_normalization", {}, [(9, 9, 4)], ""),
    ("batch_normalization", {}, [(4,)], ""),
    *(("batch_normalization", {"axis": axis}, [(9, 9, 4)], "") for axis in (-3, -1, 1, 3)),
    *(("batch_normalization", {"axis": axis}, [(9, 9, 4)], AXIS.format(axis)) for axis in (-4, 0, 4)),
    ("normalization", {"axis": 4}, [(9, 9, 4)], AXIS.format(4)),
    ("layer_normalization", {"last_axes": 3}, [(9, 9, 4)], ""),
    ("layer_normalization", {}, [(4,)], ""),
    ("layer_normalization", {"last_axes": 4}, [(9, 9, 4)], "no hay 4 ejes en una forma de 3 números"),
    ("group_normalization", {"groups": 4}, [(9, 9, 8)], ""),
    ("group_normalization", {"groups": 4}, [(9, 9, 6)], "los 6 canales no se reparten en 4 grupos iguales (groups)"),
    ("multi_head_attention", {}, [(12, 6), (12, 6)], ""),
    ("multi_head_attention", {}, [(12, 6), (12,)], NO_SEQUENCE),
    ("multi_head_attention", {}, [(9, 9, 4)], NO_SEQUENCE),
    ("reshape", {"size_1": 4, "size_2": 8}, [(4, 4, 2)], ""),
    ("reshape", {"size_1": 4, "size_2": 4}, [(4, 4, 2)], "(4, 4, 2) tiene 32 números y (4, 4) tendría 16"),
    ("reshape", {}, [(4, 4, 2)], "lleva size_1 y, si la forma tiene más números, size_2, …"),
    ("add", {}, [(4, 4, 2), (4, 4, 2)], ""),
    ("add", {}, [(4, 4, 2), (4, 4, 3)], "sus entradas tienen formas distintas: (4, 4, 2) y (4, 4, 3)"),
    (
        "add", {}, [(4, 4, 2), (1, 1, 2)],
        "sus entradas tienen formas distintas: (4, 4, 2) y (1, 1, 2); con broadcast = true un 1 se repite",
    ),
    ("add", {}, [(4, 4, 2), (4, 2)], "sus entradas tienen formas distintas: (4, 4, 2) y (4, 2)"),
    ("multiply", {"broadcast": True}, [(4, 4, 2), (1, 1, 2)], ""),
    (
        "multiply", {"broadcast": True}, [(4, 4, 2), (4, 4, 3)],
        "sus entradas no se pueden combinar: (4, 4, 2) y (4, 4, 3)",
    ),
    ("multiply", {"broadcast": True}, [(4, 2), (4, 4, 2)], "sus entradas no se pueden combinar: (4, 2) y (4, 4, 2)"),
    ("concatenate", {}, [(4, 4, 2), (4, 4, 3)], ""),
    ("concatenate", {}, [(4, 4, 2)], ""),
    ("concatenate", {"axis": 1}, [(4, 4, 2), (5, 4, 2)], ""),
    ("concatenate", {"axis": -3}, [(4, 4, 2), (5, 4, 2)], ""),
    (
        "concatenate", {}, [(4, 4, 2), (5, 4, 2)],
        "sus entradas solo pueden diferir en el eje que se concatena: (4, 4, 2) y (5, 4, 2)",
    ),
    (
        "concatenate", {"axis": 2}, [(4, 4, 2), (5, 4, 2)],
        "sus entradas solo pueden diferir en el eje que se concatena: (4, 4, 2) y (5, 4, 2)",
    ),
    ("concatenate", {}, [(4, 4, 2), (4, 2)], "sus entradas tienen formas con distinta cantidad de números"),
    ("concatenate", {"axis": 4}, [(4, 4, 2), (4, 4, 2)], AXIS.format(4)),
    ("input", {"units": 4}, [], ""),
    ("input", {"height": 4, "width": 4, "channels": 1}, [], ""),
    ("input", {"length": 4, "channels": 1}, [], ""),
    ("input", {"height": 4, "width": 4}, [], NO_INPUT),
    ("input", {"length": 4}, [], NO_INPUT),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "parameters", "shapes", "why"), REFUSED)
def test_a_layer_says_why_it_cannot_get_these_shapes(kind, parameters, shapes, why):
    assert LAYERS[kind].refuses(Layer(kind, "CAPA", "CAPA", parameters), shapes) == why


def chosen(kind, quantity, *ranks, **parameters):
    """The formula that a layer of this structure has; a word stands for itself, `...` for any number."""
    words = frozenset((name, it) for name, it in parameters.items() if it is not ...)
    found = LAYERS[kind].formulas[quantity]
    assert isinstance(found, Chosen)
    return found.choose(Structure(ranks, frozenset(parameters), words))


OUT_OF_PLACE = (  # a kind, the rank that it takes, others that it does not, what it has to say
    *((f"{name}{rank}d", rank + 1, {2, 3, 4} - {rank + 1}, parameters)
      for rank in (1, 2, 3)
      for name, parameters in {
          "zero_padding": {"padding": ...}, "cropping": {"cropping": ...}, "upsampling": {"size": ...},
          "adaptive_max_pooling": {"output": ...}, "global_max_pooling": {},
      }.items()),
    ("lstm", 2, {1, 3}, {"units": ...}),
    ("multi_head_attention", 2, {1, 3}, {"heads": ..., "key_dim": ...}),
    ("permute", 3, {2, 4}, {"order": "3,1,2"}),
    ("embedding", 1, {0}, {"vocabulary": ..., "units": ...}),
    ("concatenate", 3, {0}, {}),
    ("activation", 3, {0}, {"function": "ReLU"}),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "rank", "others", "parameters"), OUT_OF_PLACE)
def test_a_layer_has_a_shape_only_behind_what_it_takes(kind, rank, others, parameters):
    assert chosen(kind, "out_shape", rank, **parameters) is not None
    assert [chosen(kind, "out_shape", *([other] if other else []), **parameters) for other in others] == [None] * len(
        others
    )


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("separable_conv2d", {"filters": ..., "strides": ..., "padding": ...}),
        ("separable_conv2d", {"filters": ..., "kernel": ..., "padding": ...}),
        ("conv2d_transpose", {"filters": ..., "kernel": ..., "strides": ...}),
        ("conv2d_transpose", {"filters": ..., "strides": ..., "padding": ...}),
        ("depthwise_conv2d", {"strides": ..., "padding": ...}),
        ("adaptive_max_pooling2d", {"output_height": ...}),
        ("upsampling2d", {"size_height": ...}),
        ("zero_padding2d", {"padding_width": ...}),
        ("reshape", {}),
    ],
)
def test_a_layer_that_does_not_say_its_size_has_no_shape(kind, said):
    assert chosen(kind, "out_shape", 3, **said) is None


def test_layers_of_different_rank_are_not_joined():
    assert chosen("concatenate", "out_shape", 3, 2) is None
    assert chosen("add", "out_shape", 3, 2, broadcast=True) is None
    assert chosen("add", "out_shape", 3, 3, broadcast=True)((4, 1), (4, 4), (2, 2)) == (4, 4, 2)
