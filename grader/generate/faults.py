"""What can be wrong in an authored file, all of it at once, in Spanish, each with its path."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from grader.errors import Fault
from grader.layers import LAYERS
from grader.model import Instance, Layer, Shape
from grader.sheets import Family
from grader.wiring import inputs_of, shape_after


def author_faults(data: dict[str, Any], file: str, family: Family) -> list[Fault]:
    """What the schema cannot see, told even when the schema found faults of its own."""
    *outer, last = family.slots
    held: Any = data
    for key in outer:
        held = held.get(key) if isinstance(held, dict) else None
    layers = [layer for layer in _items(held, last) if isinstance(layer, dict)]
    where = ".".join(family.slots)
    return [
        *_id_faults(data, PurePath(file).stem),
        *_name_faults(layers, where),
        *_given_faults(data, layers, family),
        *_text_faults(layers, where),
        *_floor_faults(data, layers),
    ]


def slot_faults(family: Family, original: Instance) -> list[Fault]:
    """What is wrong with an exercise's own numbers."""
    if family.is_network:
        return network_faults(original.layers)
    where = ".".join(family.slots)
    faults = [Fault(f"{where}{it.path}", it.message) for it in family.faults(original.layers)]
    reason = "" if faults else family.why_ill_posed(original)
    return [*faults, *([Fault(where, f"con los números originales, {reason}")] if reason else [])]


def _items(table: Any, key: str) -> list[Any]:
    items = table.get(key) if isinstance(table, dict) else None
    return items if isinstance(items, list) else []


def _id_faults(data: dict[str, Any], stem: str) -> Iterator[Fault]:
    if isinstance(data.get("id"), str) and data["id"] != stem:
        yield Fault("id", f"es «{data['id']}» y el archivo se llama «{stem}.toml»: deben coincidir")


def _name_faults(layers: list[dict[str, Any]], where: str) -> Iterator[Fault]:
    names = Counter(str(layer.get("name")) for layer in layers if "name" in layer)
    for i, layer in enumerate(layers):
        if names[str(layer.get("name"))] > 1:
            yield Fault(f"{where}[{i}].name", f"«{layer['name']}» se repite; cada capa lleva su nombre")


def _given_faults(data: dict[str, Any], layers: list[dict[str, Any]], family: Family) -> Iterator[Fault]:
    columns = [str(column) for column in _items(data.get("table"), "columns")]
    rows = [str(layer.get("name")) for layer in layers if layer.get("row", True)]
    for i, given in enumerate(_items(data.get("table"), "given")):
        layer, _, quantity = str(given).rpartition("/")
        if layer not in rows:
            yield Fault(f"table.given[{i}]", f"«{given}»: la tabla no tiene la capa «{layer}»")
        elif columns and (quantity not in columns or quantity not in family.columns):
            yield Fault(f"table.given[{i}]", f"«{given}»: la tabla no tiene la columna «{quantity}»")


def _floor_faults(data: dict[str, Any], layers: list[dict[str, Any]]) -> Iterator[Fault]:
    names = [str(layer.get("name")) for layer in layers]
    for i, name in enumerate(_items(data.get("draw"), "floors")):
        if str(name) not in names:
            yield Fault(f"draw.floors[{i}]", f"no hay ninguna capa «{name}»")


def _text_faults(layers: list[dict[str, Any]], where: str) -> Iterator[Fault]:
    for i, layer in enumerate(layers):
        for key in ("note", "detail"):
            try:
                fields = [it for it in string.Formatter().parse(str(layer.get(key, ""))) if it[1] is not None]
            except ValueError:
                yield Fault(f"{where}[{i}].{key}", "tiene una llave { o } suelta")
                continue
            for _, name, spec, conversion in fields:
                if name not in layer or spec or conversion:
                    yield Fault(f"{where}[{i}].{key}", f"la capa no tiene «{name}»")
                    break


def network_faults(layers: Sequence[Layer]) -> list[Fault]:
    """Why these layers are no network: a layer out of place, a rank that does not fit, a size below 1."""
    faults: list[Fault] = []
    shapes: dict[str, Shape] = {}
    if len(layers) < 2:
        return [Fault("network.layers", "la red lleva al menos una entrada y una capa")]
    for i, layer in enumerate(layers):
        place, before = f"network.layers[{i}]", layers[i - 1].name if i else ""
        if (layer.kind == "input") != (i == 0) and not (i and layer.kind == "input" and _is_graph(layers)):
            return [*faults, Fault(f"{place}.kind", "la red empieza por una capa input, y solo una")]
        if unknown := [name for name in layer.inputs if name not in shapes]:
            return [*faults, Fault(f"{place}.inputs", f"no hay ninguna capa «{unknown[0]}» antes de «{layer.name}»")]
        if lacking := _lacking(layer):
            return [*faults, Fault(f"{place}.{lacking}", "falta; es obligatorio")]
        found = shape_after(layer, [shapes[name] for name in inputs_of(layer, before)])
        if isinstance(found, str):
            return [*faults, Fault(place, found)]
        shapes[layer.name] = found
        faults += _window_faults(layer, place)
    return faults


def _is_graph(layers: Sequence[Layer]) -> bool:
    """Whether layers say where they get their shapes from: only then may there be several inputs."""
    return any(layer.inputs for layer in layers)


def _lacking(layer: Layer) -> str:
    """A parameter that neither stands there nor is replaced by another; empty: none."""
    for name, it in LAYERS[layer.kind].parameters.items():
        needed = it.instead and it.default is None and not it.optional
        if needed and name not in layer.parameters and it.instead not in layer.parameters:
            return name
    return ""


def _window_faults(layer: Layer, place: str) -> Iterator[Fault]:
    padding, kernel = layer.parameters.get("padding", 0), layer.parameters.get("kernel")
    if kernel is not None and not isinstance(padding, str) and is_excessive(int(padding), int(kernel)):
        yield Fault(f"{place}.padding", f"{padding} no puede llegar al kernel, {kernel}")


def is_excessive(padding: int, kernel: int) -> bool:
    """A window that lies wholly in the padding sees nothing of the image."""
    return padding >= kernel and padding > 0
