"""The network's input: a vector of `units`, or an image of `height` × `width` with `channels`."""

from __future__ import annotations

from typing import Any

from grader import spanish
from grader.layers._kind import PLAUSIBLE, LayerKind, Parameter, WrongRule
from grader.model import Layer


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


def _detail(layer: Layer) -> str:
    it = layer.parameters
    if "units" in it:
        return spanish.plural(int(it["units"]), "neurona", "neuronas")
    return spanish.value((int(it["height"]), int(it["width"]), int(it["channels"])))


def _sentence(layer: Layer) -> str:
    it = layer.parameters
    if "units" in it:
        return _detail(layer)
    channels = spanish.plural(int(it["channels"]), "canal", "canales")
    hue = {1: " (escala de grises)", 3: " (RGB)"}.get(int(it["channels"]), "")
    return f"Imágenes de tamaño {it['height']}x{it['width']} con {channels}{hue}"


KINDS = (
    LayerKind(
        name="input",
        words="entrada",
        parameters={
            "units": Parameter(1, optional=True, letter="n", meaning="entradas de la capa"),
            "height": Parameter(1, optional=True, letter="H", meaning="alto a la entrada"),
            "width": Parameter(1, "height", optional=True, letter="W", meaning="ancho a la entrada"),
            "channels": Parameter(1, optional=True, letter="C", meaning="canales a la entrada"),
        },
        formulas={"out_shape": (image, vector)},
        detail=_detail,
        sentence=_sentence,
        wrong=WRONG,
        aliases=("input", "entrada", "inputlayer", "capa de entrada", "imagen"),
    ),
)
