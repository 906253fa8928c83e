"""A window sliding over an image: the size rule that convolution and pooling share, and how students bend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.formula import ceil_div
from grader.layers._kind import PLAUSIBLE, SEEN, Structure, WrongRule
from grader.model import Formula

SIZE_CONVENTION = (
    "De un lado n a la entrada de una convolución o de un pooling queda ⌊(n + 2p − f)/s⌋ + 1 a la salida; "
    "las barras ⌊ ⌋ piden redondear hacia abajo."
)


def conv_side(n: Any, p: Any, f: Any, s: Any) -> Any:
    """Side of the output of a convolution or pooling (seed 002, with the floor of seed 001).

    >>> conv_side(32, 2, 5, 1), conv_side(11, 0, 2, 2)
    (32, 5)
    """
    return (n + 2 * p - f) // s + 1


def ignora_padding(n: Any, f: Any, s: Any) -> Any:
    return (n - f) // s + 1


def same_es_p1(n: Any, f: Any, s: Any) -> Any:
    return (n + 2 * 1 - f) // s + 1


def supone_same(n: Any, s: Any) -> Any:
    return ceil_div(n, s)


def techo_por_piso(n: Any, p: Any, f: Any, s: Any) -> Any:
    return ceil_div(n + 2 * p - f, s) + 1


def ignora_stride(n: Any, p: Any, f: Any) -> Any:
    return n + 2 * p - f + 1


def padding_una_vez(n: Any, p: Any, f: Any, s: Any) -> Any:
    return (n + p - f) // s + 1


def olvida_mas_uno(n: Any, p: Any, f: Any, s: Any) -> Any:
    return (n + 2 * p - f) // s


def olvida_kernel(n: Any, p: Any, s: Any) -> Any:
    return (n + 2 * p) // s + 1


def padding_restado(n: Any, p: Any, f: Any, s: Any) -> Any:
    return (n - 2 * p - f) // s + 1


@dataclass(frozen=True, slots=True)
class _Side:
    """A wrong rule for one side of the output."""

    slug: str
    formula: Formula
    sentence: str
    advice: str
    source: str
    about: str = ""


_SIDES = (
    _Side(
        "ignora-padding", ignora_padding,
        "no sumaste el padding (p = {p}), que va a los dos lados: 2·p",
        "Suma 2·{p} al lado de la entrada antes de restar el kernel.", SEEN, "p",
    ),
    _Side(
        "techo-por-piso", techo_por_piso,
        "redondeaste hacia arriba y se redondea hacia abajo",
        "Quita los decimales de la división: la última ventana no cabe entera y no se cuenta.", SEEN,
    ),
    _Side(
        "ignora-stride", ignora_stride,
        "no dividiste por el stride (s = {s})",
        "Divide por {s} antes de sumar 1: la ventana avanza de {s} en {s}.", SEEN,
    ),
    _Side(
        "supone-same", supone_same,
        "dividiste el lado por el stride, como si el padding fuera «same»; aquí el padding es {p}",
        "Aplica la fórmula completa con el padding de la hoja, p = {p}.", SEEN, "p",
    ),
    _Side(
        "same-es-p1", same_es_p1,
        "tomaste un padding de 1 y el de esta capa es {p}",
        "Busca el padding en la fila de la capa y ponlo en la fórmula.", SEEN, "p",
    ),
    _Side(
        "olvida-mas-uno", olvida_mas_uno,
        "faltó el + 1 al final de la fórmula",
        "Suma 1 al resultado de la división: la ventana cuenta también donde empieza.", PLAUSIBLE,
    ),
    _Side(
        "padding-una-vez", padding_una_vez,
        "sumaste el padding (p = {p}) una sola vez y va a cada lado",
        "Suma 2·{p}: el borde se agrega a los dos lados.", PLAUSIBLE, "p",
    ),
    _Side(
        "olvida-kernel", olvida_kernel,
        "no restaste el lado del kernel (f = {f})",
        "Resta {f} antes de dividir: la ventana tiene que caber entera.", PLAUSIBLE,
    ),
    _Side(
        "padding-restado", padding_restado,
        "restaste el padding (p = {p}), que agranda la imagen y por eso se suma",
        "Suma 2·{p} al lado de la entrada y resta solo el kernel.", PLAUSIBLE, "p",
    ),
)  # fmt: skip


def wrong_shapes(channels: str, when: Callable[[Structure], bool]) -> tuple[WrongRule, ...]:
    """The wrong sides as wrong shapes of a layer whose output has the channels of letter `channels`."""
    return tuple(
        WrongRule(
            it.slug, "out_shape", both_sides(it.formula, channels), it.sentence, it.source, it.advice, it.about,
            when=when,
        )
        for it in _SIDES
    )  # fmt: skip


def wrong_sides(quantity: str) -> tuple[WrongRule, ...]:
    """The wrong sides as they are, where a single side is asked for."""
    return tuple(WrongRule(it.slug, quantity, it.formula, it.sentence, it.source, it.advice, it.about) for it in _SIDES)


def forma_sin_canales(H: Any, W: Any, p: Any, f: Any, s: Any) -> tuple[Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s)


WITHOUT_CHANNELS = WrongRule(
    "forma-sin-canales", "out_shape", forma_sin_canales,
    "a la forma le falta su tercer número, el de canales", PLAUSIBLE,
    "Escribe la forma completa: alto, ancho y canales.",
)  # fmt: skip


def both_sides(side: Any, channels: str) -> Any:
    """`(side(H), side(W), channels)` with the letters that `side` asks for in its signature."""
    from inspect import Parameter, Signature

    from grader.formula import parameters

    rest = [name for name in parameters(side) if name != "n"]

    def shape(H: Any, W: Any, *others: Any) -> tuple[Any, Any, Any]:
        return side(H, *others[:-1]), side(W, *others[:-1]), others[-1]

    names = ["H", "W", *rest, channels]
    shape.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter(name, Parameter.POSITIONAL_ONLY) for name in names]
    )
    shape.__name__ = side.__name__
    return shape
