"""A network made elsewhere as an exercise file: a stretch of it, with the rows and columns that an author chooses."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.errors import UsageError
from grader.evaluate import answers
from grader.model import Instance, Layer, Shape
from grader.sheets.parameters import build
from grader.wiring import inputs_of

LONGEST = 40
"""Letters of a layer's name in an exercise."""
_SIZES = {
    1: ("units",),
    2: ("length", "channels"),
    3: ("height", "width", "channels"),
    4: ("depth", "height", "width", "channels"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of a network the exercise asks for."""

    first: str = ""
    """Name of its first layer; empty: the network's own."""
    last: str = ""
    rows: tuple[str, ...] = ()
    """Names or kinds of the layers that have a row; empty: all."""
    columns: tuple[str, ...] = ("detail", "out_shape", "weights", "biases", "params")


def exercise_toml(network: Instance, id: str, part: Stretch) -> str:
    """The exercise file; raises `UsageError` where the network has no such layer."""
    layers = _renamed(_with_rows(_stretch(network, part), part.rows))
    given = [f"{layer.name}/out_shape" for layer in layers if layer.kind == "input" and layer.row]
    head = [
        "# Hecho de un modelo con «grader importar». Para que cada estudiante reciba otros números, cambia algunos por",
        "# rangos: filters = { original = 64, min = 48, max = 80 }. «grader auditar» dice si las variantes sirven.",
        f"id = {_text(id)}",
        "version = 1",
        f"title = {_text(network.title)}",
        'structure = "bullets"',
        "",
        "[table]",
        f"columns = {_list(part.columns)}",
        f"given = {_list(given if 'out_shape' in part.columns else [])}",
    ]
    return "\n".join([*head, *(line for layer in layers for line in _slot(layer))]) + "\n"


def _slot(layer: Layer) -> Iterator[str]:
    yield from ("", "[[network.layers]]", f"kind = {_text(layer.kind)}", f"name = {_text(layer.name)}")
    if layer.inputs:
        yield f"inputs = {_list(layer.inputs)}"
    if not layer.row:
        yield "row = false"
    if layer.frozen:
        yield "frozen = true"
    for name, value in layer.parameters.items():
        yield f"{name} = {_text(value) if isinstance(value, str) else json.dumps(value)}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(items: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, items))}]"


def _stretch(network: Instance, part: Stretch) -> list[Layer]:
    """The layers from the first to the last; what they get from elsewhere becomes an input of its own."""
    names = [layer.name for layer in network.layers]
    start, end = _place(part.first, names, 0), _place(part.last, names, len(names) - 1)
    while start and names[start - 1].startswith(f"{names[start]}/"):
        start -= 1  # a model is asked for with the layers inside it
    if end < start:
        raise UsageError(
            f"«{part.last}» está antes de «{part.first}»: --desde nombra la primera capa y --hasta la última."
        )
    chosen = network.layers[start : end + 1]
    sources = {
        layer.name: inputs_of(layer, names[start + i - 1] if start + i else "") for i, layer in enumerate(chosen)
    }
    outside = [it for it in dict.fromkeys(it for found in sources.values() for it in found) if it not in sources]
    right = answers(build(network))
    shapes = {name: right[f"{name}/out_shape"] for name in outside}
    inputs = [_input(name, shape) for name, shape in shapes.items() if isinstance(shape, tuple)]
    inside: list[Layer] = list(inputs)
    for layer in chosen:
        follows = bool(inside) and sources[layer.name] == (inside[-1].name,) and layer.kind != "model"
        inside.append(replace(layer, inputs=() if follows else sources[layer.name]))
    return inside


def _place(name: str, names: Sequence[str], default: int) -> int:
    if not name:
        return default
    if name not in names:
        from difflib import get_close_matches

        close = get_close_matches(name, names, 1)
        raise UsageError(
            f"El modelo no tiene ninguna capa «{name}»." + (f" ¿Querías decir «{close[0]}»?" if close else "")
        )
    return names.index(name)


def _input(name: str, shape: Shape) -> Layer:
    if len(shape) not in _SIZES:
        raise UsageError(f"La salida de «{name}» tiene {len(shape)} números: elige otra capa en --desde.")
    return Layer("input", name, name, dict(zip(_SIZES[len(shape)], shape, strict=True)))


def _with_rows(layers: Sequence[Layer], rows: Collection[str]) -> list[Layer]:
    known = {layer.name for layer in layers} | {layer.kind for layer in layers}
    if unknown := [it for it in rows if it not in known]:
        raise UsageError(f"El tramo no tiene ninguna capa ni clase de capa «{unknown[0]}» (--filas).")
    return [
        replace(layer, row=layer.row and (layer.name in rows or layer.kind in rows)) if rows else layer
        for layer in layers
    ]


def _renamed(layers: Sequence[Layer]) -> list[Layer]:
    """With names short enough for a table; those inside a model are numbered, as no row shows them."""
    names: dict[str, str] = {}
    for layer in sorted(layers, key=lambda it: it.name.count("/")):  # a model before what stands inside it
        model = layer.name.rpartition("/")[0]
        if model in names:
            names[layer.name] = f"{names[model]}/{len(names)}"
        else:
            names[layer.name] = _free(_cut(layer.name, LONGEST - 6 * (layer.kind == "model")), set(names.values()))
    return [
        replace(layer, name=names[layer.name], label=names[layer.name], inputs=tuple(names[it] for it in layer.inputs))
        for layer in layers
    ]


def _cut(name: str, size: int) -> str:
    """What tells names of one network apart stands at their end."""
    return name if len(name) <= size else f"…{name[1 - size :]}"


def _free(name: str, taken: Collection[str]) -> str:
    number = 2
    found = name
    while found in taken:
        found = f"{name[: LONGEST - len(str(number)) - 1]}~{number}"
        number += 1
    return found
