"""Flatten: the volume becomes one vector, no number is lost and none is learned."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import PLAUSIBLE, SEEN, Chosen, LayerKind, Structure, WrongRule
from grader.layers._ranks import flat_shape
from grader.model import Formula


def out_shape(H: Any, W: Any, C: Any) -> tuple[Any]:
    """
    >>> out_shape(16, 16, 8)
    (2048,)
    """
    return (H * W * C,)


def flatten_sin_canales(H: Any, W: Any) -> tuple[Any]:
    return (H * W,)


def flatten_solo_canales(C: Any) -> tuple[Any]:
    return (C,)


def flatten_suma(H: Any, W: Any, C: Any) -> tuple[Any]:
    return (H + W + C,)


def flatten_de_otra_capa(H_previo: Any, W_previo: Any, C_previo: Any) -> tuple[Any]:
    return (H_previo * W_previo * C_previo,)


def flatten_de_la_imagen(H_imagen: Any, W_imagen: Any, C_imagen: Any) -> tuple[Any]:
    return (H_imagen * W_imagen * C_imagen,)


def flatten_un_solo_lado(H: Any, C: Any) -> tuple[Any]:
    return (H * C,)


def flatten_conserva_la_forma(H: Any, W: Any, C: Any) -> tuple[Any, Any, Any]:
    return H, W, C


WRONG = (
    WrongRule(
        "flatten-sin-canales", "out_shape", flatten_sin_canales,
        "te faltaron los {C} canales: se aplanan todos", SEEN,
        "Multiplica también por los {C} canales.",
    ),
    WrongRule(
        "flatten-de-otra-capa", "out_shape", flatten_de_otra_capa,
        "aplanaste la salida de una capa anterior; a Flatten le llega ({H}, {W}, {C})", SEEN,
        "Multiplica los tres números de la fila de arriba: {H}·{W}·{C}.",
    ),
    WrongRule(
        "flatten-solo-canales", "out_shape", flatten_solo_canales,
        "te faltaron el alto y el ancho", PLAUSIBLE,
        "Multiplica los tres números de la fila de arriba: {H}·{W}·{C}.",
    ),
    WrongRule(
        "flatten-un-solo-lado", "out_shape", flatten_un_solo_lado,
        "te faltó uno de los dos lados", PLAUSIBLE,
        "Multiplica alto, ancho y canales: {H}·{W}·{C}.",
    ),
    WrongRule(
        "flatten-suma", "out_shape", flatten_suma,
        "sumaste los tres tamaños; al aplanar se multiplican", PLAUSIBLE,
        "Cambia las sumas por productos: {H}·{W}·{C}.",
    ),
    WrongRule(
        "flatten-de-la-imagen", "out_shape", flatten_de_la_imagen,
        "aplanaste la imagen de entrada; a Flatten le llega ({H}, {W}, {C})", PLAUSIBLE,
        "Multiplica los tres números de la fila de arriba: {H}·{W}·{C}.",
    ),
    WrongRule(
        "flatten-conserva-la-forma", "out_shape", flatten_conserva_la_forma,
        "repetiste la forma de entrada; al aplanar queda un solo vector", PLAUSIBLE,
        "Multiplica los tres números y escribe un vector: {H}·{W}·{C} valores.",
    ),
)  # fmt: skip


def _out_shape(it: Structure) -> Formula | None:
    return out_shape if it.rank == 3 else flat_shape(it)


KINDS = (
    LayerKind(
        name="flatten",
        words="aplanado",
        parameters={},
        formulas={"out_shape": Chosen(_out_shape)},
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
