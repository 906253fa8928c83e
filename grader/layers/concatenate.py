"""Concatenate: the inputs stand one after the other along one axis, by default the channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader import formula, spanish
from grader.layers._assembled import assembled, count_of, itself
from grader.layers._kind import PLAUSIBLE, Chosen, LayerKind, Structure, WrongRule
from grader.layers._ranks import letters
from grader.layers._scaling import AXIS, axis_refusal
from grader.model import Formula, Layer, Shape


def _joined(n_cada: Any) -> Any:
    return formula.total(n_cada)


def _place(axis: object, rank: int) -> int:
    number = -1 if axis is None else int(str(axis))
    return number - 1 if number > 0 else rank + number


def _out_shape(it: Structure) -> Formula | None:
    if len(set(it.ranks)) > 1 or not it.rank:
        return None
    place = _place(it.word("axis"), it.rank)
    return assembled(
        *(
            (count_of(_joined, f"{letter}_cada"), (f"{letter}_cada",)) if i == place else (itself, (letter,))
            for i, letter in enumerate(letters(it.rank))
        )
    )


def _refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    if reason := axis_refusal(layer, shapes):
        return reason
    if len(set(map(len, shapes))) > 1:
        return "sus entradas tienen formas con distinta cantidad de números"
    place = _place(layer.parameters.get("axis"), len(shapes[0]))
    rest = {tuple(side for i, side in enumerate(shape) if i != place) for shape in shapes}
    written = " y ".join(map(str, dict.fromkeys(map(tuple, shapes))))
    return "" if len(rest) == 1 else f"sus entradas solo pueden diferir en el eje que se concatena: {written}"


def solo_la_primera(H: Any, W: Any, C: Any) -> tuple[Any, Any, Any]:
    return H, W, C


WRONG = (
    WrongRule(
        "concatenar-no-suma", "out_shape", solo_la_primera,
        "repetiste la forma de una sola entrada; al concatenar se suman los canales de todas", PLAUSIBLE,
        "Suma los canales de todas las entradas.",
        when=lambda it: it.rank == 3 and it.word("axis") in (None, -1, 3),
    ),
)  # fmt: skip


def _names(layer: Layer) -> str:
    return spanish.listing(layer.inputs)


KINDS = (
    LayerKind(
        name="concatenate",
        words="concatenación",
        parameters={"axis": AXIS},
        formulas={"out_shape": Chosen(_out_shape)},
        detail=_names,
        sentence=lambda layer: (
            f"Une una tras otra las salidas de {_names(layer)}" if layer.inputs else "Une sus entradas"
        ),
        conventions=("Al concatenar, los canales de las entradas se suman y los lados no cambian.",),
        wrong=WRONG,
        aliases=("concatenate", "concat", "concatenacion", "concatenar"),
        inputs=(1, 64),
        refuses=_refusal,
        sees="same",
    ),
)
