"""Layers that join several inputs number by number: sum, difference, product, mean, maximum and minimum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader import spanish
from grader.formula import largest
from grader.layers._assembled import assembled, count_of
from grader.layers._kind import PLAUSIBLE, SWITCH, Chosen, LayerKind, Structure, WrongRule
from grader.layers._ranks import letters, same_shape
from grader.model import Formula, Layer, Shape


def _widest(n_cada: Any) -> Any:
    return largest(n_cada)


def suma_los_canales(H: Any, W: Any, C_1: Any, C_2: Any) -> tuple[Any, Any, Any]:
    return H, W, C_1 + C_2


def _out_shape(it: Structure) -> Formula | None:
    """The shape that all inputs share; where some have 1 in a place, the others' number is taken."""
    if not it.says(broadcast=True):
        return same_shape(it)
    if len(set(it.ranks)) > 1:
        return None
    return assembled(*((count_of(_widest, f"{letter}_cada"), (f"{letter}_cada",)) for letter in letters(it.rank)))


def _refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    written = " y ".join(map(str, dict.fromkeys(map(tuple, shapes))))
    if not layer.parameters.get("broadcast"):
        different = "; con broadcast = true un 1 se repite" if _stretches(shapes) else ""
        return (
            "" if len(set(map(tuple, shapes))) == 1 else f"sus entradas tienen formas distintas: {written}{different}"
        )
    return "" if _stretches(shapes) else f"sus entradas no se pueden combinar: {written}"


def _stretches(shapes: Sequence[Shape]) -> bool:
    same_rank = len(set(map(len, shapes))) == 1
    return same_rank and all(len({side for side in sides if side != 1}) < 2 for sides in zip(*shapes, strict=True))


WRONG = (
    WrongRule(
        "suma-los-canales", "out_shape", suma_los_canales,
        "juntaste los canales como al concatenar; aquí se combinan número a número y la forma no cambia", PLAUSIBLE,
        "Repite la forma de las entradas.", when=lambda it: it.ranks == (3, 3) and not it.says(broadcast=True),
    ),
)  # fmt: skip


def _kind(name: str, words: str, told: str) -> LayerKind:
    def sentence(layer: Layer) -> str:
        return f"{told} número a número " + (
            f"lo que dan {spanish.listing(layer.inputs)}" if layer.inputs else "sus entradas"
        )

    return LayerKind(
        name=name,
        words=words,
        parameters={"broadcast": SWITCH},
        formulas={"out_shape": Chosen(_out_shape)},
        detail=lambda layer: spanish.listing(layer.inputs),
        sentence=sentence,
        wrong=WRONG if name == "add" else (),
        inputs=(2, 64),
        refuses=_refusal,
        sees="same",
    )


KINDS = (
    _kind("add", "suma de capas", "Suma"),
    _kind("subtract", "resta de capas", "Resta"),
    _kind("multiply", "producto de capas", "Multiplica"),
    _kind("average", "promedio de capas", "Promedia"),
    _kind("maximum", "máximo de capas", "Toma el máximo"),
    _kind("minimum", "mínimo de capas", "Toma el mínimo"),
)
