"""Settings that a summary does not print, found again: the simplest ones that give the printed shape and count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

from grader.importers._fault import ModelFault
from grader.importers._keras_layers import MAKERS, Made, make
from grader.model import Layer, Shape
from grader.wiring import held_by, shape_after

_KERNELS = (3, 1, 2, 5, 7, 4, 11, 6, 9, 8, 10)
_STRIDES = (1, 2, 3, 4)
_PADDINGS = ("valid", "same")
_SWITCH = (True, False)


def solve(name: str, where: str, shapes: Sequence[Shape], shape: Shape, params: int) -> Made:
    """Our layer of this class of Keras that takes these shapes, gives that one and has as many parameters."""
    for config in _candidates(name, shapes, shape, params):
        try:
            made = make(name, config, where, shapes)
        except ModelFault:
            if name not in MAKERS:
                raise
            continue
        layer = Layer(made[0], where, where, made[1])
        if shape_after(layer, shapes) == shape and held_by(layer, shapes) == params:
            return made
    raise ModelFault(where, f"un resumen no dice lo que falta para que {name[:40]} dé {shape} con {params} parámetros")


Config = dict[str, Any]


def _candidates(name: str, shapes: Sequence[Shape], shape: Shape, params: int) -> Iterator[Config]:
    """The likelier settings first."""
    family = name.removesuffix("D").rstrip("123")
    given = shapes[0] if shapes else ()
    return _FAMILIES.get(family, _nothing)(given, shape, params)


def _nothing(_: Shape, __: Shape, ___: int) -> Iterator[Config]:
    yield {}


def _units(_: Shape, shape: Shape, __: int) -> Iterator[Config]:
    for bias, after in product(_SWITCH, _SWITCH):
        yield {"units": shape[-1], "use_bias": bias, "reset_after": after, "return_sequences": len(shape) > 1}


def _filters(_: Shape, shape: Shape, __: int) -> Iterator[Config]:
    return _windows(max(len(shape) - 1, 1), {"filters": shape[-1]})


def _by_channel(given: Shape, shape: Shape, _: int) -> Iterator[Config]:
    many = max(shape[-1] // given[-1], 1) if given else 1
    return _windows(max(len(shape) - 1, 1), {"depth_multiplier": many})


def _pooling(_: Shape, __: Shape, ___: int) -> Iterator[Config]:
    for size, step, padding in product((2, 3, 4, 5, 7, 1), (None, 2, 1, 3, 4), _PADDINGS):
        yield {"pool_size": size, "strides": step, "padding": padding}


def _global(_: Shape, __: Shape, ___: int) -> Iterator[Config]:
    yield from ({"keepdims": keeps} for keeps in (False, True))


def _factors(_: Shape, __: Shape, ___: int) -> Iterator[Config]:
    yield from ({"scale": scale, "center": center} for scale, center in product(_SWITCH, _SWITCH))


def _table(_: Shape, shape: Shape, params: int) -> Iterator[Config]:
    yield {"input_dim": max(params // shape[-1], 1), "output_dim": shape[-1]}


def _reshape(_: Shape, shape: Shape, __: int) -> Iterator[Config]:
    yield {"target_shape": list(shape)}


def _repeated(given: Shape, shape: Shape, _: int) -> Iterator[Config]:
    sizes = [after // before for before, after in zip(given[:-1], shape[:-1], strict=False)]
    yield {"size": sizes if len(sizes) > 1 else sum(sizes)}


def _axis(_: Shape, __: Shape, ___: int) -> Iterator[Config]:
    yield from ({"axis": axis} for axis in (-1, 1, 2))


def _dropout(_: Shape, __: Shape, ___: int) -> Iterator[Config]:
    yield {"rate": 0.5}


def _statistics(_: Shape, __: Shape, ___: int) -> Iterator[Config]:
    yield from ({}, {"mean": [0]})


def _windows(rank: int, rest: Config) -> Iterator[Config]:
    """A square kernel first, then one with two sides."""
    for bias, kernel, step, padding in product(_SWITCH, _KERNELS, _STRIDES, _PADDINGS):
        yield {**rest, "kernel_size": kernel, "strides": step, "padding": padding, "use_bias": bias}
    if rank == 2:
        for bias, sides, padding in product(_SWITCH, product((1, 3, 5, 7), repeat=2), _PADDINGS):
            yield {**rest, "kernel_size": list(sides), "strides": 1, "padding": padding, "use_bias": bias}


def _bidirectional(_: Shape, shape: Shape, __: int) -> Iterator[Config]:
    units = shape[-1]
    for wrapped, merge, bias in product(("LSTM", "GRU", "SimpleRNN"), ("concat", "sum"), _SWITCH):
        inner = {
            "units": units // 2 if merge == "concat" else units,
            "use_bias": bias,
            "return_sequences": len(shape) > 1,
        }
        yield {"layer": {"class_name": wrapped, "config": inner}, "merge_mode": merge}


def _borders(key: str) -> Callable[[Shape, Shape, int], Iterator[Config]]:
    """The same on both ends, one more on the last or the first, or all of it there."""

    def found(given: Shape, shape: Shape, _: int) -> Iterator[Config]:
        grown = [abs(after - before) for before, after in zip(given[:-1], shape[:-1], strict=False)]
        for firsts in ([n // 2 for n in grown], [n - n // 2 for n in grown], [0 for _ in grown]):
            pairs = [[first, n - first] for first, n in zip(firsts, grown, strict=True)]
            yield {key: pairs if len(pairs) > 1 else (pairs or [[0, 0]])[0]}

    return found


_FAMILIES: dict[str, Callable[[Shape, Shape, int], Iterator[Config]]] = {
    **dict.fromkeys(("Dense", "SimpleRNN", "LSTM", "GRU"), _units),
    **dict.fromkeys(("Conv", "SeparableConv"), _filters),
    **dict.fromkeys(("MaxPooling", "AveragePooling"), _pooling),
    **dict.fromkeys(("GlobalMaxPooling", "GlobalAveragePooling"), _global),
    **dict.fromkeys(("BatchNormalization", "LayerNormalization"), _factors),
    **dict.fromkeys(("Dropout", "SpatialDropout"), _dropout),
    "Bidirectional": _bidirectional,
    "DepthwiseConv": _by_channel,
    "Embedding": _table,
    "Reshape": _reshape,
    "ZeroPadding": _borders("padding"),
    "Cropping": _borders("cropping"),
    "UpSampling": _repeated,
    "Concatenate": _axis,
    "Normalization": _statistics,
}
