"""What each kind of layer gives and holds, found by laying windows, placing connections and counting them.

Nothing here knows the formulas of `grader.layers`: it is their second opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from grader.model import Shape

Numbers = Mapping[str, Any]


class Found(NamedTuple):
    shape: Shape
    weights: int = 0
    biases: int = 0
    stored: int = 0


Counter = Callable[[Sequence[Shape], Numbers, Sequence[str]], Found]
"""Takes the shapes of the inputs, the layer's parameters and the letters of its axes."""

AXES = {1: "L", 2: "HW", 3: "DHW"}
_SIDE = {"D": "_depth", "H": "_height", "W": "_width", "L": ""}
_ENDS = {"D": ("front", "back"), "H": ("top", "bottom"), "W": ("left", "right"), "L": ("left", "right")}


def number(it: Numbers, name: str, axis: str, default: int = 1) -> Any:
    """A parameter along an axis: its own, or the one for all."""
    return it.get(f"{name}{_SIDE[axis]}", it.get(name, default))


def ends(it: Numbers, name: str, axis: str) -> tuple[int, int]:
    first, last = (f"{name}_{end}" for end in _ENDS[axis])
    if first in it:
        return it[first], it[last]
    both = number(it, name, axis, 0)
    return both, both


def taps(it: Numbers, axis: str) -> list[int]:
    """Where a window that begins at 0 looks."""
    return [i * number(it, "dilation", axis) for i in range(number(it, "kernel", axis))]


def starts(side: int, it: Numbers, axis: str) -> list[int]:
    """Where the window may begin on the side, its padding before 0."""
    step = number(it, "strides", axis)
    if number(it, "padding", axis, 0) in ("same", "causal"):
        return list(range(0, side, step))
    before, after = (0, 0) if number(it, "padding", axis, 0) == "valid" else ends(it, "padding", axis)
    last = taps(it, axis)[-1]
    found, start = [], -before
    while start + last < side + after:
        found.append(start)
        start += step
    uncovered = not found or found[-1] + last < side + after - 1
    if it.get("ceil_mode") and found and uncovered and start < side:
        found.append(start)
    return found


def spread(side: int, it: Numbers, axis: str) -> Any:
    """How far a transposed convolution reaches: each number of the input lays its window, a stride apart."""
    step, last, more = number(it, "strides", axis), taps(it, axis)[-1], number(it, "output_padding", axis, -1)
    word = it.get("padding")
    reached = {i * step + tap for i in range(side) for tap in (0, last)}
    if word == "same" and more < 0:
        return len(range(side)) * step
    if word == "valid" and more < 0:
        return max(*reached, side * step - 1) + 1
    cut = 2 * ((last + 1) // 2) if word == "same" else 0 if word == "valid" else 2 * ends(it, "padding", axis)[0]
    return max(reached) + 1 - cut + max(more, 0)


def kernel(it: Numbers, axes: Iterable[str]) -> int:
    return sum(1 for _ in product(*(taps(it, axis) for axis in axes)))


def has_bias(it: Numbers) -> bool:
    return it.get("use_bias", True) is not False


def _conv(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    *sides, channels = shapes[0]
    groups = it.get("groups", 1)
    filters = range(it["filters"])
    seen = len(range(0, channels, groups))  # of its own group
    weights = sum(kernel(it, axes) * seen for _ in filters)
    out = [len(starts(side, it, axis)) for side, axis in zip(sides, axes, strict=True)]
    return Found((*out, len(filters)), weights, len(filters) if has_bias(it) else 0)


def _depthwise(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    *sides, channels = shapes[0]
    filters = [(c, i) for c in range(channels) for i in range(it.get("depth_multiplier", 1))]
    out = [len(starts(side, it, axis)) for side, axis in zip(sides, axes, strict=True)]
    weights = sum(kernel(it, axes) for _ in filters)
    return Found((*out, len(filters)), weights, len(filters) if has_bias(it) else 0)


def _separable(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    first = _depthwise(shapes, {**it, "use_bias": False}, axes)
    then = _conv([(*(1 for _ in axes), first.shape[-1])], {"filters": it["filters"], "kernel": 1, **_bias(it)}, axes)
    return Found((*first.shape[:-1], it["filters"]), first.weights + then.weights, then.biases)


def _bias(it: Numbers) -> dict[str, Any]:
    return {"use_bias": has_bias(it)}


def _transposed(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    *sides, channels = shapes[0]
    reached = range(0, it["filters"], it.get("groups", 1))  # each channel spreads over the filters of its group
    weights = sum(kernel(it, axes) * len(reached) for _ in range(channels))
    out = [spread(side, it, axis) for side, axis in zip(sides, axes, strict=True)]
    return Found((*out, it["filters"]), weights, it["filters"] if has_bias(it) else 0)


def _pooling(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    *sides, channels = shapes[0]
    return Found((*(len(starts(side, it, axis)) for side, axis in zip(sides, axes, strict=True)), channels))


def _global(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    return Found((*((1,) * len(axes) if it.get("keepdims") else ()), shapes[0][-1]))


def _adaptive(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    return Found((*(number(it, "output", axis) for axis in axes), shapes[0][-1]))


def _padded(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    rows = [
        [0] * a + [1] * n + [0] * z
        for n, (a, z) in zip(shapes[0], (ends(it, "padding", x) for x in axes), strict=False)
    ]
    return Found((*map(len, rows), shapes[0][-1]))


def _cropped(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    rows = [range(n)[a : n - z] for n, (a, z) in zip(shapes[0], (ends(it, "cropping", x) for x in axes), strict=False)]
    return Found((*map(len, rows), shapes[0][-1]))


def _upsampled(shapes: Sequence[Shape], it: Numbers, axes: Sequence[str]) -> Found:
    rows = [[i for i in range(n) for _ in range(number(it, "size", x))] for n, x in zip(shapes[0], axes, strict=False)]
    return Found((*map(len, rows), shapes[0][-1]))


def _input(_: Sequence[Shape], it: Numbers, __: Sequence[str]) -> Found:
    names = ("units", "length", "depth", "height", "width", "channels")
    return Found(tuple(it[name] for name in names if name in it))


def _dense(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    neurons, inputs = range(it["units"]), range(shapes[0][-1])
    weights = sum(len(inputs) for _ in neurons)
    return Found((*shapes[0][:-1], len(neurons)), weights, len(neurons) if has_bias(it) else 0)


def _flat(shapes: Sequence[Shape], _: Numbers, __: Sequence[str]) -> Found:
    elements = 1
    for side in shapes[0]:
        elements = sum(elements for _ in range(side))
    return Found((elements,))


def _same(shapes: Sequence[Shape], _: Numbers, __: Sequence[str]) -> Found:
    return Found(shapes[0])


def _places(shape: Shape, axes: Iterable[int]) -> int:
    """How many places these axes of a shape have together."""
    return sum(1 for _ in product(*(range(shape[axis]) for axis in axes)))


def _axis(it: Numbers, rank: int) -> int:
    axis = it.get("axis", -1)
    return int(axis - 1 if axis > 0 else rank + axis)


def _normalized(shape: Shape, it: Numbers, axes: Sequence[int], stored: int = 0) -> Found:
    places = _places(shape, axes)
    return Found(
        shape,
        places if it.get("scale", True) else 0,
        places if it.get("center", True) else 0,
        stored * places,
    )


def _batch_norm(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    return _normalized(shapes[0], it, [_axis(it, len(shapes[0]))], 2 if it.get("moving", True) else 0)


def _layer_norm(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    rank = len(shapes[0])
    return _normalized(shapes[0], it, range(rank)[-it.get("last_axes", 1) :])


def _group_norm(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    return _normalized(shapes[0], it, [len(shapes[0]) - 1])


def _stored_norm(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    channels = range(shapes[0][_axis(it, len(shapes[0]))])
    return Found(shapes[0], stored=sum(2 for _ in channels) + 1 if it.get("stored", True) else 0)


def _scaled(shapes: Sequence[Shape], _: Numbers, __: Sequence[str]) -> Found:
    return Found(shapes[0], len(range(shapes[0][-1])))


def _prelu(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    shared = it.get("shared", "")
    own = [] if shared == "all" else [i for i in range(len(shapes[0])) if str(i + 1) not in shared.split(",")]
    return Found(shapes[0], _places(shapes[0], own))


def _embedding(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    return Found((*shapes[0], it["units"]), sum(it["units"] for _ in range(it["vocabulary"])))


def _recurrent(gates: int, biases: Callable[[Numbers], int]) -> Counter:
    def counted(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
        steps, width = shapes[0]
        units, ways = range(it["units"]), 2 if it.get("bidirectional") else 1
        sources = [*range(width), *units]  # the input of a step, and what the layer itself gave before
        weights = sum(len(sources) for _ in range(ways * gates) for _ in units)
        last = len(units) * (ways if it.get("merge", "concat") == "concat" else 1)
        shape = (steps, last) if it.get("return_sequences") else (last,)
        return Found(shape, weights, sum(biases(it) for _ in range(ways) for _ in units) if has_bias(it) else 0)

    return counted


def _attention(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    query = shapes[0][-1]
    value = shapes[1][-1] if len(shapes) > 1 else query
    key = shapes[2][-1] if len(shapes) > 2 else value
    k, v, out = it["key_dim"], it.get("value_dim", it["key_dim"]), it.get("output", query)
    per_head = query * k + key * k + value * v + v * out
    biases = sum(k + k + v for _ in range(it["heads"])) + out
    return Found((shapes[0][0], out), sum(per_head for _ in range(it["heads"])), biases if has_bias(it) else 0)


def _merged(shapes: Sequence[Shape], _: Numbers, __: Sequence[str]) -> Found:
    return Found(tuple(max(sides) for sides in zip(*shapes, strict=True)))


def _joined(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    place = _axis(it, len(shapes[0]))
    whole = [i for shape in shapes for i in range(shape[place])]
    return Found(tuple(len(whole) if i == place else side for i, side in enumerate(shapes[0])))


def _reshaped(_: Sequence[Shape], it: Numbers, __: Sequence[str]) -> Found:
    return Found(tuple(it[f"size_{i}"] for i in range(1, 6) if f"size_{i}" in it))


def _permuted(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    return Found(tuple(shapes[0][int(axis) - 1] for axis in it["order"].split(",")))


def _repeated(shapes: Sequence[Shape], it: Numbers, _: Sequence[str]) -> Found:
    return Found((it["times"], *shapes[0]))


_PER_AXES: dict[str, Counter] = {
    "conv{}d": _conv,
    "depthwise_conv{}d": _depthwise,
    "separable_conv{}d": _separable,
    "conv{}d_transpose": _transposed,
    "max_pooling{}d": _pooling,
    "average_pooling{}d": _pooling,
    "global_max_pooling{}d": _global,
    "global_average_pooling{}d": _global,
    "adaptive_max_pooling{}d": _adaptive,
    "adaptive_average_pooling{}d": _adaptive,
    "zero_padding{}d": _padded,
    "cropping{}d": _cropped,
    "upsampling{}d": _upsampled,
}
_ONE_AND_TWO = ("depthwise_conv{}d", "separable_conv{}d")

COUNTED: dict[str, tuple[Counter, str]] = {
    name.format(rank): (counter, letters)
    for name, counter in _PER_AXES.items()
    for rank, letters in AXES.items()
    if rank < 3 or name not in _ONE_AND_TWO
} | {
    name: (counter, "")
    for name, counter in {
        "input": _input,
        "dense": _dense,
        "flatten": _flat,
        "batch_normalization": _batch_norm,
        "layer_normalization": _layer_norm,
        "group_normalization": _group_norm,
        "normalization": _stored_norm,
        "layer_scale": _scaled,
        "prelu": _prelu,
        "embedding": _embedding,
        "simple_rnn": _recurrent(1, lambda it: 2 if it.get("two_biases") else 1),
        "lstm": _recurrent(4, lambda it: 8 if it.get("two_biases") else 4),
        "gru": _recurrent(3, lambda it: 3 if it.get("reset_after") is False else 6),
        "multi_head_attention": _attention,
        "concatenate": _joined,
        "reshape": _reshaped,
        "permute": _permuted,
        "repeat_vector": _repeated,
        **dict.fromkeys(("add", "subtract", "multiply", "average", "maximum", "minimum"), _merged),
        **dict.fromkeys(("dropout", "activation", "identity", "rescaling", "model"), _same),
    }.items()
}
