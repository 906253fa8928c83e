"""Dropout: silences some units while training; it changes no shape and learns nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader import spanish
from grader.layers._kind import PLAUSIBLE, SEEN, Chosen, LayerKind, Parameter, Structure, WrongRule
from grader.layers._ranks import same_shape
from grader.model import Layer


def dropout_reduce(n: Any, q: Any) -> tuple[Any]:
    return (n * (1 - q),)


def dropout_deja_la_tasa(n: Any, q: Any) -> tuple[Any]:
    return (n * q,)


def _is_vector(it: Structure) -> bool:
    return it.rank == 1


WRONG = (
    WrongRule(
        "dropout-reduce", "out_shape", dropout_reduce,
        "el dropout apaga neuronas al entrenar, pero no cambia el tamaño de la capa", SEEN,
        "Repite el tamaño de la entrada: {n}.", when=_is_vector,
    ),
    WrongRule(
        "dropout-deja-la-tasa", "out_shape", dropout_deja_la_tasa,
        "multiplicaste por la tasa; el dropout no cambia el tamaño de la capa", PLAUSIBLE,
        "Repite el tamaño de la entrada: {n}.", when=_is_vector,
    ),
)  # fmt: skip


def _sentence(layer: Layer) -> str:
    return f"Dropout con tasa de {spanish.value(Fraction(str(layer.parameters['rate'])))}"


KINDS = (
    LayerKind(
        name="dropout",
        words="dropout",
        parameters={"rate": Parameter(0, maximum=1, letter="q", meaning="tasa de dropout")},
        formulas={"out_shape": Chosen(same_shape)},
        detail=lambda layer: f"tasa {spanish.value(Fraction(str(layer.parameters['rate'])))}",
        sentence=_sentence,
        wrong=WRONG,
        aliases=("dropout",),
        sees="same",
    ),
)
