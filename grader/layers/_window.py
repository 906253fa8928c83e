"""A window sliding over an image: the size rule that convolution and pooling share, and how students bend it."""

from __future__ import annotations

from typing import Any

from grader.formula import ceil_div
from grader.layers._kind import WrongRule

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


def padding_una_vez(n: Any, p: Any, f: Any, s: Any) -> Any:
    return (n + p - f) // s + 1


def same_es_p1(n: Any, f: Any, s: Any) -> Any:
    return (n + 2 * 1 - f) // s + 1


def supone_same(n: Any, s: Any) -> Any:
    return ceil_div(n, s)


def olvida_mas_uno(n: Any, p: Any, f: Any, s: Any) -> Any:
    return (n + 2 * p - f) // s


def techo_por_piso(n: Any, p: Any, f: Any, s: Any) -> Any:
    return ceil_div(n + 2 * p - f, s) + 1


def ignora_stride(n: Any, p: Any, f: Any) -> Any:
    return n + 2 * p - f + 1


_SEEN, _PLAUSIBLE = "visto en material público", "plausible"

_SIDES = (
    ("ignora-padding", ignora_padding, "no sumaste el padding (p = {p}), que va a los dos lados: 2·p", _SEEN),
    (
        "padding-una-vez",
        padding_una_vez,
        "sumaste el padding (p = {p}) una sola vez y va a cada lado",
        _PLAUSIBLE,
    ),
    ("same-es-p1", same_es_p1, "tomaste un padding de 1 y el de esta capa es {p}", _SEEN),
    ("supone-same", supone_same, "supusiste un padding «same»; aquí el padding es {p}", _SEEN),
    ("olvida-mas-uno", olvida_mas_uno, "faltó el + 1 al final de la fórmula", _PLAUSIBLE),
    ("techo-por-piso", techo_por_piso, "redondeaste hacia arriba y se redondea hacia abajo", _SEEN),
    ("ignora-stride", ignora_stride, "no dividiste por el stride (s = {s})", _SEEN),
)


def wrong_shapes(channels: str) -> tuple[WrongRule, ...]:
    """The wrong sides as wrong shapes of a layer whose output has the channels of letter `channels`."""
    return tuple(
        WrongRule(slug, "out_shape", _both_sides(side, channels), sentence, source)
        for slug, side, sentence, source in _SIDES
    )


def _both_sides(side: Any, channels: str) -> Any:
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
