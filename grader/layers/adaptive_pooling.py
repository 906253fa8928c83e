"""Adaptive pooling (PyTorch): the windows are laid so that the output has the sides that the layer says."""

from __future__ import annotations

from grader.layers._assembled import assembled, itself
from grader.layers._kind import Chosen, LayerKind, Parameter, Structure
from grader.layers._pooling import NEEDS
from grader.layers._sides import AXES, SIDES, each, letter_at
from grader.model import Formula, Layer


def _kind(rank: int, name: str, words: str, sort: str) -> LayerKind:
    axes = AXES[rank]

    def out_shape(it: Structure) -> Formula | None:
        letters = [letter_at(it, "output", "q", axis) for axis in axes]
        if "" in letters or it.rank != rank + 1:
            return None
        return assembled(*((itself, (letter,)) for letter in letters), (itself, ("C",)))

    def size(layer: Layer) -> str:
        return "x".join(map(str, each(layer, "output", axes)))

    return LayerKind(
        name=f"adaptive_{name}_pooling{rank}d",
        words=words,
        parameters={
            "output": Parameter(1, optional=True, letter="q", meaning="lado a la salida"),
            **{
                f"output_{SIDES[axis][0]}": Parameter(
                    1, optional=True, letter=f"q_{axis}", meaning=f"{SIDES[axis][1]} a la salida"
                )
                for axis in (axes if rank > 1 else ())
            },
        },
        formulas={"out_shape": Chosen(out_shape)},
        detail=lambda layer: f"adaptativo a {size(layer)}, {sort}",
        sentence=lambda layer: f"Pooling adaptativo de tipo '{sort}': a la salida queda {size(layer)} en cada canal",
        aliases=(f"adaptive{name}pool", f"adaptive{name}pool{rank}d"),
        axes={2: ("L", "C")},
        needs=NEEDS[rank],
    )


KINDS = tuple(
    _kind(rank, *names)
    for rank in AXES
    for names in (
        ("average", "pooling adaptativo promedio", "promedio"),
        ("max", "pooling adaptativo máximo", "max"),
    )
)
