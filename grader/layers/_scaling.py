"""What normalisations share: a factor gamma and a shift beta for each channel, or for each number of some axes."""

from __future__ import annotations

from collections.abc import Sequence

from grader.layers._assembled import product_of
from grader.layers._counts import none
from grader.layers._kind import Parameter, Structure
from grader.layers._ranks import letters
from grader.model import Formula, Layer, Shape

AXIS = Parameter(optional=True, words=(-4, -3, -2, -1, 1, 2, 3, 4))
"""Counted like Keras does, with the batch as axis 0; not said: the last one."""


def axis_letter(it: Structure) -> str:
    """The letter of the axis that has a factor for each of its places."""
    axis = it.word("axis")
    place = -1 if axis is None else int(axis)
    return letters(it.rank)[place - 1 if place > 0 else place]


def factors(it: Structure, letters: tuple[str, ...]) -> Formula:
    """gamma: as many as the product of these letters, unless the layer says that it has none."""
    return none if it.says(scale=False) else product_of(*letters)


def shifts(it: Structure, letters: tuple[str, ...]) -> Formula:
    """beta"""
    return none if it.says(center=False) else product_of(*letters)


def without(layer: Layer) -> str:
    """«, sin gamma»: what most normalisations have."""
    missing = [word for name, word in (("scale", "gamma"), ("center", "beta")) if layer.parameters.get(name) is False]
    return f"sin {' ni '.join(missing)}" if missing else "gamma y beta"


def axis_refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    axis, rank = int(layer.parameters.get("axis", -1)), len(shapes[0])
    if not (-rank <= axis < 0 or 0 < axis <= rank):
        return f"el eje {axis} no existe en una forma de {rank} números"
    return ""
