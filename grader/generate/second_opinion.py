"""The numbers of a network found another way: windows slid one by one, connections and elements counted.

Nothing here knows the formulas of `grader.layers` or the wiring of `grader.sheets`; only `auditar` asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from grader.model import Instance, Layer, Shape, Value

_Numbers = Mapping[str, int | float | str]


def second_opinion(instance: Instance) -> dict[str, Value]:
    """`LAYER/quantity` and `total` of every layer, counted."""
    found: dict[str, Value] = {}
    shape: Shape = ()
    total = 0
    for layer in instance.layers:
        shape, weights, biases = _COUNTED[layer.kind](shape, layer.parameters)
        found |= {
            f"{layer.name}/out_shape": shape,
            f"{layer.name}/weights": weights,
            f"{layer.name}/biases": biases,
            f"{layer.name}/params": weights + biases,
        }
        total += weights + biases if layer.row else 0
    return found | _ends(instance.layers, found) | {"total": total}


def _ends(layers: tuple[Layer, ...], found: Mapping[str, Value]) -> dict[str, Value]:
    """Neurons on both sides of each dense layer: what the layer before gives, and its own."""
    ends: dict[str, Value] = {}
    for i, layer in enumerate(layers):
        if layer.kind == "dense":
            before, own = found[f"{layers[i - 1].name}/out_shape"], found[f"{layer.name}/out_shape"]
            assert isinstance(before, tuple)
            assert isinstance(own, tuple)
            ends |= {f"{layer.name}/inputs": before[0], f"{layer.name}/outputs": own[0]}
    return ends


def _input(_: Shape, it: _Numbers) -> tuple[Shape, int, int]:
    if "units" in it:
        return (int(it["units"]),), 0, 0
    return (int(it["height"]), int(it["width"]), int(it["channels"])), 0, 0


def _dense(shape: Shape, it: _Numbers) -> tuple[Shape, int, int]:
    neurons = range(int(it["units"]))
    inputs = [None] * shape[0]
    return (len(neurons),), sum(len(inputs) for _ in neurons), sum(1 for _ in neurons)


def _conv2d(shape: Shape, it: _Numbers) -> tuple[Shape, int, int]:
    height, width = (_windows(side, it) for side in shape[:2])
    filters = range(int(it["filters"]))
    kernel = [(row, column) for row in range(int(it["kernel"])) for column in range(int(it["kernel"]))]
    weights = sum(len(kernel) for _ in filters for _ in range(shape[2]))
    return (height, width, len(filters)), weights, sum(1 for _ in filters)


def _pooling2d(shape: Shape, it: _Numbers) -> tuple[Shape, int, int]:
    height, width = (_windows(side, it) for side in shape[:2])
    return (height, width, shape[2]), 0, 0


def _windows(side: int, it: _Numbers) -> int:
    """How many times the window fits while it is moved over the padded side, step by step."""
    padded = [0] * int(it["padding"]) + [1] * side + [0] * int(it["padding"])
    first, count = 0, 0
    while len(padded[first : first + int(it["kernel"])]) == int(it["kernel"]):
        count += 1
        first += int(it["strides"])
    return count


def _flatten(shape: Shape, _: _Numbers) -> tuple[Shape, int, int]:
    elements = 1
    for side in shape:
        elements = sum(elements for _ in range(side))
    return (elements,), 0, 0


def _same(shape: Shape, _: _Numbers) -> tuple[Shape, int, int]:
    return shape, 0, 0


_COUNTED: dict[str, Callable[[Shape, _Numbers], tuple[Shape, int, int]]] = {
    "input": _input,
    "dense": _dense,
    "conv2d": _conv2d,
    "max_pooling2d": _pooling2d,
    "average_pooling2d": _pooling2d,
    "flatten": _flatten,
    "dropout": _same,
    "activation": _same,
}
