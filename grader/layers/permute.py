"""Permute: the axes change places."""

from __future__ import annotations

from itertools import permutations

from grader.layers._assembled import assembled, itself
from grader.layers._kind import Chosen, LayerKind, Parameter, Structure
from grader.layers._ranks import letters
from grader.model import Formula

_ORDERS = tuple(",".join(map(str, order)) for rank in (1, 2, 3, 4) for order in permutations(range(1, rank + 1)))


def _out_shape(it: Structure) -> Formula | None:
    order = [int(axis) for axis in str(it.word("order")).split(",")]
    if len(order) != it.rank:
        return None
    return assembled(*((itself, (letters(it.rank)[axis - 1],)) for axis in order))


KINDS = (
    LayerKind(
        name="permute",
        words="permutación de ejes",
        parameters={"order": Parameter(words=_ORDERS)},
        formulas={"out_shape": Chosen(_out_shape)},
        detail=lambda layer: f"ejes {layer.parameters['order']}",
        sentence=lambda layer: f"Cambia el orden de los ejes a {layer.parameters['order']}",
        aliases=("permute",),
        needs="una forma con tantos números como ejes nombra",
    ),
)
