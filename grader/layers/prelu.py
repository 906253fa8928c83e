"""PReLU: an activation that learns its slope, one for each number of the input unless some axes share it."""

from __future__ import annotations

from itertools import combinations

from grader.layers._assembled import product_of
from grader.layers._counts import none
from grader.layers._kind import Chosen, LayerKind, Parameter, Structure
from grader.layers._ranks import letters, same_shape
from grader.model import Formula, Layer

ALL = "all"
_SHARED = (ALL, *(",".join(map(str, axes)) for size in (1, 2, 3, 4) for axes in combinations((1, 2, 3, 4), size)))
"""Axes as Keras counts them, the batch being axis 0."""


def _one() -> int:
    return 1


def _weights(it: Structure) -> Formula:
    shared = str(it.word("shared"))
    own = [letter for i, letter in enumerate(letters(it.rank), 1) if str(i) not in shared.split(",")]
    return _one if shared == ALL else product_of(*own)


def _detail(layer: Layer) -> str:
    shared = layer.parameters.get("shared")
    if not shared:
        return "una pendiente por número"
    return "una sola pendiente" if shared == ALL else f"pendientes compartidas en los ejes {shared}"


KINDS = (
    LayerKind(
        name="prelu",
        words="PReLU",
        parameters={"shared": Parameter(optional=True, words=_SHARED)},
        formulas={"out_shape": Chosen(same_shape), "weights": Chosen(_weights), "biases": (none,)},
        detail=_detail,
        sentence=lambda layer: f"PReLU, {_detail(layer)}",
        conventions=("Una PReLU aprende pendientes (pesos) y no tiene sesgos.",),
        aliases=("prelu",),
        has_weights=True,
        sees="same",
    ),
)
