"""Flatten: the volume becomes one vector, no number is lost and none is learned."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import LayerKind, WrongRule


def out_shape(H: Any, W: Any, C: Any) -> tuple[Any]:
    """
    >>> out_shape(16, 16, 8)
    (2048,)
    """
    return (H * W * C,)


def vector(n: Any) -> tuple[Any]:
    return (n,)


def flatten_sin_canales(H: Any, W: Any) -> tuple[Any]:
    return (H * W,)


def flatten_solo_canales(C: Any) -> tuple[Any]:
    return (C,)


def flatten_suma(H: Any, W: Any, C: Any) -> tuple[Any]:
    return (H + W + C,)


def flatten_de_otra_capa(H_previo: Any, W_previo: Any, C_previo: Any) -> tuple[Any]:
    return (H_previo * W_previo * C_previo,)


WRONG = (
    WrongRule(
        "flatten-sin-canales", "out_shape", flatten_sin_canales,
        "te faltaron los {C} canales: se aplanan todos", "visto en material público",
    ),
    WrongRule("flatten-solo-canales", "out_shape", flatten_solo_canales, "te faltaron el alto y el ancho", "plausible"),
    WrongRule(
        "flatten-suma", "out_shape", flatten_suma,
        "sumaste los tres tamaños; al aplanar se multiplican", "plausible",
    ),
    WrongRule(
        "flatten-de-otra-capa", "out_shape", flatten_de_otra_capa,
        "aplanaste la salida de una capa anterior; a Flatten le llega ({H}, {W}, {C})", "visto en material público",
    ),
)  # fmt: skip

KINDS = (
    LayerKind(
        name="flatten",
        words="aplanado",
        parameters={},
        formulas={"out_shape": (out_shape, vector)},
        detail=lambda _: "",
        sentence=lambda _: "",
        wrong=WRONG,
        aliases=(
            "flatten",
            "aplanado",
            "aplanar",
            "aplanamiento",
            "flattend",
            "achatamento",
            "achatar",
            "achatada",
            "vectorizacion",
            "vectorizar",
            "aplanada",
            "aplanador",
        ),
    ),
)
