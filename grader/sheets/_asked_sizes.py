"""How the questions of `output_size.py` are worded: what each prints and what it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader import spanish
from grader.layers import conv2d, dense
from grader.layers._window import conv_side
from grader.model import Layer

_Numbers = Mapping[str, Any]


def parameters_of_filters(f: Any, C: Any, F: Any) -> Any:
    return conv2d.weights(f, C, F) + conv2d.biases(F)


def parameters_of_units(n: Any, m: Any) -> Any:
    return dense.weights(n, m) + dense.biases(m)


def shown_count(layer: Layer) -> int:
    """The parameters that an inverse question prints."""
    it = layer.parameters
    if layer.kind == "units":
        return int(parameters_of_units(it["input_units"], it["units"]))
    return int(parameters_of_filters(it["kernel"], it["channels"], it["filters"]))


def _window(it: _Numbers, *, stride: bool = True, padding: bool = True) -> str:
    parts = [f"kernel de {it['kernel']}x{it['kernel']}"]
    parts += [f"stride de {it['strides']}"] if stride else []
    parts += [f"padding de {it['padding']}"] if padding else []
    return spanish.listing(parts)


def _image(it: _Numbers, channels: object = "") -> str:
    by = f"x{channels}" if channels else ""
    return f"una imagen de {it['size']}x{it['size']}{by}"


def shown_side(it: _Numbers) -> int:
    """The output that an inverse question prints."""
    return int(conv_side(it["size"], it["padding"], it["kernel"], it["strides"]))


def told(it: _Numbers, *names: tuple[str, str], **more: int) -> str:
    """«n = 32, f = 5»: the printed numbers of a question by their letters."""
    parts = [(letter, it[name]) for letter, name in names] + list(more.items())
    return ", ".join(f"{letter} = {spanish.count(int(number))}" for letter, number in parts)


def ask_side(layer: Layer) -> str:
    it = layer.parameters
    return f"por {_image(it)} pasa un {_window(it)}. ¿Cuánto mide el lado m de la salida?"


def ask_volume(layer: Layer) -> str:
    it = layer.parameters
    filters = f"{it['filters']} filtros"
    return f"{_image(it, it['channels'])} pasa por {filters} con {_window(it)}. ¿Qué forma tiene la salida?"


def _seen(it: _Numbers, *, stride: bool = True, padding: bool = True) -> str:
    side = shown_side(it)
    return f"de {_image(it)}, con {_window(it, stride=stride, padding=padding)}, sale una de {side}x{side}"


def ask_padding(layer: Layer) -> str:
    return f"{_seen(layer.parameters, padding=False)}. ¿Qué padding p se usó?"


def ask_stride(layer: Layer) -> str:
    return f"{_seen(layer.parameters, stride=False)}. ¿Qué stride s se usó?"


def ask_filters(layer: Layer) -> str:
    it = layer.parameters
    kernel = f"kernels de {it['kernel']}x{it['kernel']} sobre {spanish.plural(int(it['channels']), 'canal', 'canales')}"
    return f"una convolución con {kernel} tiene {spanish.count(shown_count(layer))} parámetros. ¿Cuántos filtros F son?"


def ask_units(layer: Layer) -> str:
    inputs = spanish.count(int(layer.parameters["input_units"]))
    layer_of = f"una capa densa que recibe {inputs} valores"
    return f"{layer_of} tiene {spanish.count(shown_count(layer))} parámetros. ¿Cuántas neuronas m son?"
