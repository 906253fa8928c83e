"""Reshape: the same numbers in another shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from grader import spanish
from grader.layers._assembled import assembled, itself
from grader.layers._kind import Chosen, LayerKind, Parameter, Structure
from grader.model import Formula, Layer, Shape

_SIDES = ("size_1", "size_2", "size_3", "size_4", "size_5")


def _target(layer: Layer) -> tuple[int, ...]:
    return tuple(int(layer.parameters[name]) for name in _SIDES if name in layer.parameters)


def _out_shape(it: Structure) -> Formula | None:
    names = [f"k_{i}" for i, name in enumerate(_SIDES, 1) if it.has(name)]
    return assembled(*((itself, (name,)) for name in names)) if names else None


def _refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    target = _target(layer)
    if not target:
        return "lleva size_1 y, si la forma tiene más números, size_2, …"
    if prod(target) != prod(shapes[0]):
        return f"{tuple(shapes[0])} tiene {prod(shapes[0])} números y {target} tendría {prod(target)}"
    return ""


KINDS = (
    LayerKind(
        name="reshape",
        words="cambio de forma",
        parameters={
            name: Parameter(1, optional=True, letter=f"k_{i}", meaning="números de la forma nueva")
            for i, name in enumerate(_SIDES, 1)
        },
        formulas={"out_shape": Chosen(_out_shape)},
        detail=lambda layer: f"a {spanish.value(_target(layer))}",
        sentence=lambda layer: f"Cambia la forma a {spanish.value(_target(layer))} sin cambiar los números",
        aliases=("reshape",),
        refuses=_refusal,
    ),
)
