"""Max and average pooling: a window that summarises each channel and learns nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.layers._kind import PLAUSIBLE, Chosen, Structure, WrongRule, likelier_first
from grader.layers._named_padding import wrong_named_shapes
from grader.layers._pooling import pooled_shape, pooling_kind
from grader.layers._sides import AXES, takes_the_rule
from grader.layers._window import WITHOUT_CHANNELS, conv_side, wrong_shapes
from grader.model import Formula


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
    *wrong_shapes("C", takes_the_rule),
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


def _out_shape(it: Structure) -> Formula | None:
    return out_shape if takes_the_rule(it) else pooled_shape(it, AXES[2])


def _fits(rule: WrongRule) -> WrongRule:
    return replace(rule, when=takes_the_rule) if rule.quantity == "out_shape" else rule


_WRONG = likelier_first((*map(_fits, WRONG), *wrong_named_shapes("C")))

KINDS = (
    pooling_kind(
        "max_pooling2d", "max pooling", "max", AXES[2], Chosen(_out_shape), _WRONG,
        ("maxpool", "max pooling", "maxpooling2d", "maxpool2d"),
    ),
    pooling_kind(
        "average_pooling2d", "average pooling", "promedio", AXES[2], Chosen(_out_shape), _WRONG,
        ("avgpool", "averagepooling2d", "avgpool2d"),
    ),
)  # fmt: skip
