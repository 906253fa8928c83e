"""The network's input: a vector of `units`, a sequence, an image of `height` × `width` with `channels`, a volume."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader import spanish
from grader.layers._assembled import assembled, itself
from grader.layers._kind import PLAUSIBLE, Chosen, LayerKind, Parameter, Structure, WrongRule
from grader.model import Formula, Layer, Shape


def image(H: Any, W: Any, C: Any) -> tuple[Any, Any, Any]:
    return H, W, C


def vector(n: Any) -> tuple[Any]:
    return (n,)


def pesos_de_la_imagen(H: Any, W: Any, C: Any) -> Any:
    return H * W * C


def pesos_del_vector(n: Any) -> Any:
    return n


_NO_WEIGHTS = "la entrada trae los datos y no aprende nada"
_WRITE_0 = "Escribe 0: los pesos están en las capas que reciben estos datos."

WRONG = (
    WrongRule("entrada-con-pesos", "weights", pesos_de_la_imagen, _NO_WEIGHTS, PLAUSIBLE, _WRITE_0),
    WrongRule("entrada-con-pesos", "weights", pesos_del_vector, _NO_WEIGHTS, PLAUSIBLE, _WRITE_0),
)


def _numbers(layer: Layer) -> tuple[int, ...]:
    names = ("units",) if "units" in layer.parameters else _SIDES
    return tuple(int(layer.parameters[name]) for name in names if name in layer.parameters)


_SIDES = ("length", "depth", "height", "width", "channels")


def _detail(layer: Layer) -> str:
    it = layer.parameters
    if "units" in it:
        return spanish.plural(int(it["units"]), "neurona", "neuronas")
    return spanish.value(_numbers(layer))


def _sentence(layer: Layer) -> str:
    it = layer.parameters
    if "units" in it:
        return _detail(layer)
    channels = spanish.plural(int(it["channels"]), "canal", "canales")
    if "length" in it:
        return f"Secuencias de largo {it['length']} con {channels}"
    if "depth" in it:
        return f"Volúmenes de tamaño {it['depth']}x{it['height']}x{it['width']} con {channels}"
    hue = {1: " (escala de grises)", 3: " (RGB)"}.get(int(it["channels"]), "")
    return f"Imágenes de tamaño {it['height']}x{it['width']} con {channels}{hue}"


def _out_shape(it: Structure) -> Formula | None:
    for names, letters in _RANKS:
        if it.has(*names):
            return _KNOWN.get(len(letters)) or assembled(*((itself, (letter,)) for letter in letters))
    return None


_KNOWN: dict[int, Formula] = {1: vector, 3: image}
_RANKS = (
    (("units",), ("n",)),
    (("length", "channels"), ("L", "C")),
    (("depth", "height", "width", "channels"), ("D", "H", "W", "C")),
    (("height", "width", "channels"), ("H", "W", "C")),
)


def _refusal(layer: Layer, _: Sequence[Shape]) -> str:
    return "" if any(set(names) <= set(layer.parameters) for names, _ in _RANKS) else _NEEDS


_NEEDS = (
    "lleva units, o height y channels (y width si la imagen no es cuadrada), "
    "o length y channels si es una secuencia (y depth si es un volumen)"
)

KINDS = (
    LayerKind(
        name="input",
        words="entrada",
        parameters={
            "units": Parameter(1, optional=True, letter="n", meaning="entradas de la capa"),
            "height": Parameter(1, optional=True, letter="H", meaning="alto a la entrada"),
            "width": Parameter(1, "height", optional=True, letter="W", meaning="ancho a la entrada"),
            "channels": Parameter(1, optional=True, letter="C", meaning="canales a la entrada"),
            "length": Parameter(1, optional=True, letter="L", meaning="largo a la entrada"),
            "depth": Parameter(1, optional=True, letter="D", meaning="profundidad a la entrada"),
        },
        formulas={"out_shape": Chosen(_out_shape)},
        detail=_detail,
        sentence=_sentence,
        wrong=WRONG,
        aliases=("input", "entrada", "inputlayer", "capa de entrada", "imagen"),
        inputs=(0, 0),
        refuses=_refusal,
        refuses_by=(),
    ),
)
