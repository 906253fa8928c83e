"""Upsampling: every number is repeated along each axis."""

from __future__ import annotations

from grader.layers._assembled import assembled, itself, product_of
from grader.layers._kind import Chosen, LayerKind, Parameter, Structure
from grader.layers._pooling import NEEDS
from grader.layers._sides import AXES, SIDES, each, letter_at
from grader.model import Formula, Layer


def _kind(rank: int) -> LayerKind:
    axes = AXES[rank]

    def out_shape(it: Structure) -> Formula | None:
        letters = [letter_at(it, "size", "k", axis) for axis in axes]
        if "" in letters or it.rank != rank + 1:
            return None
        sides = [(product_of(axis, letter), (axis, letter)) for axis, letter in zip(axes, letters, strict=True)]
        return assembled(*sides, (itself, ("C",)))

    def times(layer: Layer) -> str:
        return "x".join(map(str, each(layer, "size", axes)))

    return LayerKind(
        name=f"upsampling{rank}d",
        words="aumento de tamaño (upsampling)",
        parameters={
            "size": Parameter(1, optional=True, letter="k", meaning="veces que se repite cada número"),
            **{
                f"size_{SIDES[axis][0]}": Parameter(1, optional=True, letter=f"k_{axis}", meaning="veces")
                for axis in (axes if rank > 1 else ())
            },
        },
        formulas={"out_shape": Chosen(out_shape)},
        detail=lambda layer: f"×{times(layer)}",
        sentence=lambda layer: f"Upsampling {times(layer)}: cada número se repite en cada lado",
        aliases=("upsampling", f"upsampling{rank}d", "upsample"),
        axes={2: ("L", "C")},
        needs=NEEDS[rank],
    )


KINDS = tuple(_kind(rank) for rank in AXES)
