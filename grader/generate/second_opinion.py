"""The numbers of a network found another way: windows slid one by one, connections and elements counted.

Nothing here knows the formulas of `grader.layers` or the wiring of `grader.sheets`; only `auditar` asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from grader.generate._counted import COUNTED, Found, number, starts, taps
from grader.model import Instance, Layer, Value


def second_opinion(instance: Instance) -> dict[str, Value]:
    """`LAYER/quantity` and `total` of every layer, counted."""
    found: dict[str, Found] = {}
    values: dict[str, Value] = {}
    reach: dict[str, list[tuple[int, int]] | None] = {}
    before, total = "", 0
    for layer in instance.layers:
        sources = [] if layer.kind == "input" else [*(layer.inputs or (before,))]
        counter, axes = COUNTED[layer.kind]
        it = counter([found[name].shape for name in sources], layer.parameters, axes)
        if layer.kind == "model":
            it = _inside(layer.name, found, it)
        found[layer.name] = it
        values |= {f"{layer.name}/{quantity}": value for quantity, value in _counts(layer, it).items()}
        values |= _ends(layer, it, [found[name] for name in sources])
        reach[layer.name] = _seen(layer, axes, [reach[name] for name in sources])
        values |= _reached(layer.name, reach[layer.name])
        values[f"{layer.name}/macs"] = _operations(layer, it, axes, [found[name] for name in sources])
        if layer.kind == "model":
            values |= _sums(layer.name, values)
        total += it.weights + it.biases + it.stored if layer.row else 0
        before = layer.name
    return values | {"total": total}


def _inside(name: str, found: Mapping[str, Found], it: Found) -> Found:
    inner = [other for key, other in found.items() if key.split("/")[:-1] == name.split("/")]
    return Found(it.shape, *(sum(getattr(other, what) for other in inner) for what in ("weights", "biases", "stored")))


def _sums(name: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """What a model's own layers count together."""
    found: dict[str, Value] = {}
    for quantity in ("trainable", "non_trainable", "macs"):
        inner = [
            values[key] for key in values if key.split("/")[:-2] == name.split("/") and key.endswith(f"/{quantity}")
        ]
        found[f"{name}/{quantity}"] = sum(it for it in inner if isinstance(it, int))
    return found


def _counts(layer: Layer, it: Found) -> dict[str, Value]:
    held = it.weights + it.biases + it.stored
    learned = 0 if layer.frozen else it.weights + it.biases
    return {
        "out_shape": it.shape,
        "weights": it.weights,
        "biases": it.biases,
        "stored": it.stored,
        "params": held,
        "trainable": learned,
        "non_trainable": held - learned,
        "activations": prod(it.shape),
    }


def _ends(layer: Layer, it: Found, sources: Sequence[Found]) -> dict[str, Value]:
    """Neurons on both sides of each dense layer: what the layer before gives, and its own."""
    if layer.kind != "dense":
        return {}
    return {f"{layer.name}/inputs": sources[0].shape[-1], f"{layer.name}/outputs": it.shape[-1]}


def _operations(layer: Layer, it: Found, axes: str, sources: Sequence[Found]) -> int:
    """Products of a weight and a number: each weight once at every place where its layer is laid."""
    if layer.kind == "dense":
        return it.weights * prod(it.shape[:-1])
    if layer.kind.endswith("_transpose"):
        return it.weights * prod(sources[0].shape[:-1])
    if layer.kind in ("simple_rnn", "lstm", "gru"):
        return it.weights * sources[0].shape[0]
    if layer.kind == "multi_head_attention":
        steps, its = sources[0].shape[0], layer.parameters
        k, v = int(its["key_dim"]), int(its.get("value_dim", its["key_dim"]))
        return it.weights * steps + sum(k + v for _ in range(int(its["heads"]))) * steps * steps
    return it.weights * prod(it.shape[:-1]) if axes and it.weights else 0


def _seen(layer: Layer, axes: str, sources: Sequence[list[tuple[int, int]] | None]) -> list[tuple[int, int]] | None:
    """First and last number of the network's input that the first two numbers of the output depend on.

    `None` where the layer has no window, or not one for all axes.
    """
    if layer.kind == "input":
        return [(0, 0), (1, 1)]
    if not sources or any(it is None for it in sources):
        return None
    known = [it for it in sources if it is not None]
    if axes:
        return _under_the_window(layer, axes, known[0])
    if layer.kind in _EVERYTHING:
        return None
    widest = max(known, key=lambda it: it[0][1] - it[0][0])
    step = known[0][1][0] - known[0][0][0]
    return [widest[0], (widest[0][0] + step, widest[0][1] + step)]


_EVERYTHING = frozenset(
    ("dense", "flatten", "reshape", "permute", "repeat_vector", "embedding", "simple_rnn", "lstm", "gru")
) | {"multi_head_attention", "group_normalization"}


def _under_the_window(layer: Layer, axes: str, below: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    it = layer.parameters
    windowed = {"kernel", "strides"} <= it.keys() and not layer.kind.endswith("_transpose")
    if not windowed or any(name.startswith(("dilation_", "kernel_", "strides_")) for name in it):
        return None
    step = below[1][0] - below[0][0]
    places = starts(10**4, {**it, "padding": 0}, axes[0])[:2] or [0]
    last = taps(it, axes[0])[-1]
    spans = [(below[0][0] + place * step, below[0][1] + (place + last) * step) for place in places]
    return spans if len(spans) == 2 else [spans[0], (spans[0][0] + number(it, "strides", axes[0]) * step, spans[0][1])]


def _reached(name: str, spans: list[tuple[int, int]] | None) -> dict[str, Value]:
    if spans is None:
        return {}
    (first, last), (then, _) = spans
    return {f"{name}/receptive_field": last - first + 1, f"{name}/jump": then - first}
