"""The answers of `output_size.py` found by trying them all, windows slid one by one: its second opinion, and the proof
that a question has one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count, takewhile

from grader.model import Instance, Layer, Value


def windows(n: int, p: int, f: int, s: int) -> int:
    """How many places a window takes, slid one by one over an image with its border."""
    return sum(1 for start in range(0, n + 2 * p, s) if start + f <= n + 2 * p)


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
    each = it["kernel"] ** 2 * it["channels"] + 1 if layer.kind == "filters" else it["input_units"] + 1
    shown = each * it["filters" if layer.kind == "filters" else "units"]
    fewer = takewhile(lambda number: number * each <= shown, count(1))
    return _only(lambda number: number * each, shown, fewer)


def counted(instance: Instance) -> dict[str, Value]:
    """Every cell of a sheet by trying out, not by its formula."""
    found: dict[str, Value] = {}
    for layer in instance.layers:
        (found[f"{layer.name}/answer"],) = solutions(layer)
        it: dict[str, int] = {name: int(number) for name, number in layer.parameters.items()}
        if layer.kind in ("padding", "stride"):
            found[f"{layer.name}/size"] = windows(it["size"], it["padding"], it["kernel"], it["strides"])
        elif layer.kind == "filters":
            found[f"{layer.name}/count"] = sum(it["kernel"] ** 2 * it["channels"] + 1 for _ in range(it["filters"]))
        elif layer.kind == "units":
            found[f"{layer.name}/count"] = sum(it["input_units"] + 1 for _ in range(it["units"]))
    return found
