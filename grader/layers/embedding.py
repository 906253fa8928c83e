"""Embedding: a table with a vector of m numbers for each of the V words; each number of the input picks a row."""

from __future__ import annotations

from typing import Any

from grader.layers._assembled import assembled, itself
from grader.layers._counts import none
from grader.layers._kind import PLAUSIBLE, Chosen, LayerKind, Parameter, Structure, WrongRule
from grader.layers._ranks import letters
from grader.model import Formula


def weights(V: Any, m: Any) -> Any:
    """
    >>> weights(500, 16)
    8000
    """
    return V * m


def largo_por_dimension(T: Any, m: Any) -> Any:
    return T * m


def _out_shape(it: Structure) -> Formula | None:
    names = ("T",) if it.rank == 1 else letters(it.rank)
    return assembled(*((itself, (letter,)) for letter in (*names, "m"))) if it.rank else None


WRONG = (
    WrongRule(
        "embedding-por-largo", "weights", largo_por_dimension,
        "usaste el largo de la secuencia; la tabla tiene una fila por cada una de las {V} palabras", PLAUSIBLE,
        "Multiplica las {V} palabras del vocabulario por los {m} números de cada una.",
    ),
)  # fmt: skip

KINDS = (
    LayerKind(
        name="embedding",
        words="embedding",
        parameters={
            "vocabulary": Parameter(1, letter="V", meaning="palabras del vocabulario"),
            "units": Parameter(1, letter="m", meaning="números de cada palabra"),
        },
        formulas={"out_shape": Chosen(_out_shape), "weights": (weights,), "biases": (none,)},
        detail=lambda layer: f"{layer.parameters['vocabulary']} palabras, {layer.parameters['units']} números cada una",
        sentence=lambda layer: (
            f"Embedding de {layer.parameters['vocabulary']} palabras en {layer.parameters['units']} números"
        ),
        conventions=("Un embedding es una tabla de pesos, una fila por palabra, y no tiene sesgos.",),
        wrong=WRONG,
        aliases=("embedding",),
        has_weights=True,
        axes={1: ("T",)},
    ),
)
