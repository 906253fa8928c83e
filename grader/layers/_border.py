"""Layers that add numbers to the ends of each axis, or take them away."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from grader.layers._assembled import Part, assembled, itself
from grader.layers._kind import Chosen, LayerKind, Parameter, Structure
from grader.layers._pooling import NEEDS
from grader.layers._sides import AXES, ENDS, SIDES, letter_at
from grader.model import Formula, Layer


@cache
def border_kind(
    rank: int,
    name: str,
    parameter: str,
    letter: str,
    words: str,
    both: Formula,
    apart: Formula,
    told: tuple[str, str],
    aliases: tuple[str, ...],
) -> LayerKind:
    """`both` takes a side and one number for its two ends, `apart` a number for each; `told`: detail and sentence."""
    axes = AXES[rank]

    def part(it: Structure, axis: str) -> Part | None:
        if it.has(f"{parameter}_{ENDS[axis][0][0]}"):
            return apart, (axis, *(f"{letter}_{sub}" for _, sub in ENDS[axis]))
        found = letter_at(it, parameter, letter, axis)
        return (both, (axis, found)) if found else None

    def out_shape(it: Structure) -> Formula | None:
        parts = [part(it, axis) for axis in axes]
        return None if None in parts or it.rank != rank + 1 else assembled(*[p for p in parts if p], (itself, ("C",)))

    return LayerKind(
        name=f"{name}{rank}d",
        words=words,
        parameters=_parameters(parameter, letter, axes, words),
        formulas={"out_shape": Chosen(out_shape)},
        detail=_told(parameter, axes, told[0]),
        sentence=_told(parameter, axes, told[1]),
        aliases=tuple(f"{alias}{rank}d" if i else alias for i, alias in enumerate((aliases[0], *aliases))),
        axes={2: ("L", "C")},
        needs=NEEDS[rank],
    )


def _parameters(parameter: str, letter: str, axes: tuple[str, ...], words: str) -> dict[str, Parameter]:
    found = {parameter: Parameter(0, optional=True, letter=letter, meaning=words)}
    for axis in axes if len(axes) > 1 else ():
        side, spanish = SIDES[axis]
        found[f"{parameter}_{side}"] = Parameter(
            0, optional=True, letter=f"{letter}_{axis}", meaning=f"{words} ({spanish})"
        )
    for axis in axes:
        for end, sub in ENDS[axis]:
            found[f"{parameter}_{end}"] = Parameter(
                0, optional=True, letter=f"{letter}_{sub}", meaning=f"{words} ({sub})"
            )
    return found


def _told(parameter: str, axes: tuple[str, ...], text: str) -> Callable[[Layer], str]:
    def told(layer: Layer) -> str:
        it = layer.parameters
        if parameter in it:
            return text.format(f"{it[parameter]} por lado")
        by_side = [f"{SIDES[axis][1]} {it[key]}" for axis in axes if axis in SIDES
                   if (key := f"{parameter}_{SIDES[axis][0]}") in it]  # fmt: skip
        ends = [f"{sub} {it[key]}" for axis in axes for end, sub in ENDS[axis] if (key := f"{parameter}_{end}") in it]
        return text.format(", ".join([*by_side, *ends]))

    return told


def grown(n: Any, p: Any) -> Any:
    return n + 2 * p


def grown_apart(n: Any, first: Any, last: Any) -> Any:
    return n + first + last


def cut(n: Any, c: Any) -> Any:
    return n - 2 * c


def cut_apart(n: Any, first: Any, last: Any) -> Any:
    return n - first - last
