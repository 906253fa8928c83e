"""The answers of `output_size.py` found by trying them all, windows slid one by one: its second opinion, and the proof
that a question has one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count, takewhile

from grader.model import Instance, Layer, Value


def windows(n: int, p: int, f: int, s: int) -> int:
    """How many places a window takes, slid one by one over an image with its border, as long as it lies within."""
    return sum(1 for _ in takewhile(lambda start: start + f <= n + 2 * p, count(0, s)))


def _only(fitting: Callable[[int], int], wanted: int, candidates: Iterable[int]) -> list[Value]:
    return [it for it in candidates if fitting(it) == wanted]


def solutions(layer: Layer) -> list[Value]:
    """Every answer that fits what the question prints, found by trying them all: a padding below the kernel, a stride
    up to the image with its border, filters or neurons as long as they have no more parameters.
    """
    it: dict[str, int] = {name: int(number) for name, number in layer.parameters.items()}
    match layer.kind:
        case "side":
            return [windows(it["size"], it["padding"], it["kernel"], it["strides"])]
        case "volume":
            side = windows(it["size"], it["padding"], it["kernel"], it["strides"])
            return [(side, side, it["filters"])]
        case "padding" | "stride":
            n, p, f, s = (it[name] for name in ("size", "padding", "kernel", "strides"))
            shown = windows(n, p, f, s)
            if layer.kind == "padding":
                return _only(lambda other: windows(n, other, f, s), shown, range(f))
            return _only(lambda other: windows(n, p, f, other), shown, range(1, n + 2 * p + 1))
    each, number = _units(layer)
    fewer = takewhile(lambda other: other * each <= number * each, count(1))
    return _only(lambda other: other * each, number * each, fewer)


def _units(layer: Layer) -> tuple[int, int]:
    """The parameters of one filter or neuron, and how many of them there are."""
    it: dict[str, int] = {name: int(number) for name, number in layer.parameters.items()}
    if layer.kind == "filters":
        return it["kernel"] ** 2 * it["channels"] + 1, it["filters"]
    return it["input_units"] + 1, it["units"]


def counted(instance: Instance) -> dict[str, Value]:
    """Every cell of a sheet by trying out, not by its formula."""
    found: dict[str, Value] = {}
    for layer in instance.layers:
        (found[f"{layer.name}/answer"],) = solutions(layer)
        if layer.kind in ("padding", "stride"):
            n, p, f, s = (int(layer.parameters[name]) for name in ("size", "padding", "kernel", "strides"))
            found[f"{layer.name}/size"] = windows(n, p, f, s)
        elif layer.kind in ("filters", "units"):
            each, number = _units(layer)
            found[f"{layer.name}/count"] = sum(each for _ in range(number))
    return found
