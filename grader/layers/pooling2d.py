"""Max and average pooling: a window that summarises each channel and learns nothing."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import PLAUSIBLE, LayerKind, Parameter, WrongRule
from grader.layers._window import SIZE_CONVENTION, WITHOUT_CHANNELS, conv_side, wrong_shapes
from grader.model import Layer


def out_shape(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any) -> tuple[Any, Any, Any]:
    """
    >>> out_shape(32, 32, 0, 2, 2, 8)
    (16, 16, 8)
    """
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C


def pooling_reduce_canales(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C // s


def pooling_aumenta_canales(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C * s


def pooling_no_reduce(H: Any, W: Any, C: Any) -> tuple[Any, Any, Any]:
    return H, W, C


def pesos_del_pooling(f: Any, C: Any) -> Any:
    return f * f * C


def sesgos_del_pooling(C: Any) -> Any:
    return C


_LENET = "visto: LeNet-5 (1998) sí los tenía"
_NO_PARAMETERS = "Escribe 0: el pooling solo resume cada ventana con una cuenta fija."

WRONG = (
    *wrong_shapes("C"),
    WrongRule(
        "pooling-reduce-canales", "out_shape", pooling_reduce_canales,
        "el pooling reduce el alto y el ancho; los {C} canales siguen siendo {C}", PLAUSIBLE,
        "Repite los {C} canales de la entrada: cada canal se resume por separado.",
    ),
    WrongRule(
        "pooling-aumenta-canales", "out_shape", pooling_aumenta_canales,
        "el pooling no crea canales; los {C} de la entrada siguen siendo {C}", PLAUSIBLE,
        "Repite los {C} canales de la entrada: solo una convolución cambia cuántos hay.",
    ),
    WrongRule(
        "pooling-no-reduce", "out_shape", pooling_no_reduce,
        "repetiste la forma de entrada; un pooling {f}×{f} con stride {s} cambia el alto y el ancho", PLAUSIBLE,
        "Aplica la fórmula del tamaño con f = {f} y s = {s}.",
    ),
    WITHOUT_CHANNELS,
    WrongRule(
        "pooling-con-parametros", "weights", pesos_del_pooling,
        "un pooling no aprende nada y no tiene pesos", _LENET, _NO_PARAMETERS,
    ),
    WrongRule(
        "pooling-con-parametros", "biases", sesgos_del_pooling,
        "un pooling no aprende nada y no tiene sesgos", _LENET, _NO_PARAMETERS,
    ),
)  # fmt: skip


def _kind(name: str, words: str, kind_of: str, aliases: tuple[str, ...]) -> LayerKind:
    def detail(layer: Layer) -> str:
        it = layer.parameters
        padding = f", p={it['padding']}" if it["padding"] else ""
        return f"{it['kernel']}x{it['kernel']}, s={it['strides']}{padding}, {kind_of}"

    def sentence(layer: Layer) -> str:
        it = layer.parameters
        padding = f", padding de {it['padding']}" if it["padding"] else ""
        return f"Pooling {it['kernel']}x{it['kernel']}, stride de {it['strides']}{padding}, tipo '{kind_of}'"

    return LayerKind(
        name=name,
        words=words,
        parameters={
            "kernel": Parameter(1, letter="f", meaning="lado del kernel"),
            "strides": Parameter(1, "kernel", letter="s", meaning="stride"),
            "padding": Parameter(0, 0, letter="p", meaning="padding", unsaid=0),
        },
        formulas={"out_shape": (out_shape,)},
        detail=detail,
        sentence=sentence,
        conventions=(SIZE_CONVENTION,),
        wrong=WRONG,
        aliases=("pool", "pooling", "submuestreo", "subsampling", "agrupacion", "agrupamiento", *aliases),
    )


KINDS = (
    _kind("max_pooling2d", "max pooling", "max", ("maxpool", "max pooling", "maxpooling2d", "maxpool2d")),
    _kind("average_pooling2d", "average pooling", "promedio", ("avgpool", "averagepooling2d", "avgpool2d")),
)
