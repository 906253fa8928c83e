"""What can be wrong in an authored file, all of it at once, in Spanish, each with its path."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from grader.errors import Fault
from grader.formula import bind, rank
from grader.layers import LAYERS
from grader.model import Instance, Layer
from grader.sheets import Family


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
        elif quantity not in columns or quantity not in family.columns:
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
    shape: tuple[int, ...] = ()
    if len(layers) < 2:
        return [Fault("network.layers", "la red lleva al menos una entrada y una capa")]
    for i, layer in enumerate(layers):
        if (layer.kind == "input") != (i == 0):
            return [
                *faults,
                Fault(f"network.layers[{i}].kind", "la red empieza por una capa input, y solo una"),
            ]
        found = _next_shape(layer, shape)
        if isinstance(found, str):
            return [*faults, Fault(f"network.layers[{i}]", found)]
        shape = found
        padding, kernel = layer.parameters.get("padding", 0), layer.parameters.get("kernel", 1)
        if is_excessive(int(padding), int(kernel)):
            faults.append(Fault(f"network.layers[{i}].padding", f"{padding} no puede llegar al kernel, {kernel}"))
    return faults


def is_excessive(padding: int, kernel: int) -> bool:
    """A window that lies wholly in the padding sees nothing of the image."""
    return padding >= kernel and padding > 0


def _next_shape(layer: Layer, shape: tuple[int, ...]) -> tuple[int, ...] | str:
    kind = LAYERS[layer.kind]
    letters = dict(zip("HWC" if len(shape) == 3 else "n", shape, strict=bool(shape)))
    for name, parameter in kind.parameters.items():
        if parameter.letter and name in layer.parameters:
            letters[parameter.letter] = layer.parameters[name]  # type: ignore[assignment]
    fits = all(any(bind(rule, letters) is not None for rule in rules) for rules in kind.formulas.values())  # type: ignore[arg-type]
    for rule in kind.formulas["out_shape"] if fits else ():
        args = bind(rule, letters)  # type: ignore[arg-type]
        if args is not None and rank(rule):
            after: tuple[int, ...] = rule(*args)
            return after if min(after) >= 1 else f"la salida sería {after}: un tamaño menor que 1 no existe"
    if layer.kind == "input":
        return "lleva units, o height y channels (y width si la imagen no es cuadrada)"
    need = "un vector: pon antes una capa flatten" if len(shape) == 3 else "una imagen (alto, ancho, canales)"
    return f"{kind.words} necesita a la entrada {need}"
