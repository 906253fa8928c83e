"""What simple RNN, LSTM and GRU share: gates that each look at the input and at the layer's own last output."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from grader import spanish
from grader.layers._assembled import assembled, itself
from grader.layers._counts import none
from grader.layers._kind import SEEN, SWITCH, Chosen, LayerKind, Parameter, Structure, WrongRule
from grader.model import Formula, Layer

MERGES = ("concat", "sum", "ave", "mul")


@cache
def gate_weights(gates: int, directions: int) -> Formula:
    """Each gate has a weight from every input and from every unit of the layer itself.

    >>> gate_weights(4, 1)(10, 8)
    576
    """

    def one(n: Any, m: Any) -> Any:
        return n * m + m * m

    def weights(n: Any, m: Any) -> Any:
        return gates * (n * m + m * m)

    def both(n: Any, m: Any) -> Any:
        return 2 * gates * (n * m + m * m)

    return both if directions == 2 else weights if gates > 1 else one


@cache
def gate_biases(each: int) -> Formula:
    """`each` biases for every unit."""

    def one(m: Any) -> Any:
        return m

    def biases(m: Any) -> Any:
        return each * m

    return one if each == 1 else biases


def directions(it: Structure) -> int:
    return 2 if it.says(bidirectional=True) else 1


def _twice(m: Any) -> Any:
    return 2 * m


def _out_shape(it: Structure) -> Formula | None:
    if it.rank != 2:
        return None
    wide = directions(it) == 2 and it.word("merge") in (None, "concat")
    last = (_twice, ("m",)) if wide else (itself, ("m",))
    return assembled((itself, ("T",)), last) if it.says(return_sequences=True) else assembled(last)


def has_bias(it: Structure) -> bool:
    return not it.says(use_bias=False)


def recurrent_kind(
    name: str,
    words: str,
    gates: int,
    biases: Callable[[Structure], int],
    told: str,
    wrong: tuple[WrongRule, ...] = (),
    more: dict[str, Parameter] | None = None,
    tells: Callable[[Layer], tuple[str, ...]] | None = None,
) -> LayerKind:
    """`biases`: how many each unit has in one direction; `told`: the convention that every sheet prints."""

    def all_biases(it: Structure) -> Formula:
        return gate_biases(biases(it) * directions(it)) if has_bias(it) else none

    return LayerKind(
        name=name,
        words=words,
        parameters={
            "units": Parameter(1, letter="m", meaning="unidades de la capa"),
            "return_sequences": SWITCH,
            "use_bias": SWITCH,
            "bidirectional": SWITCH,
            "merge": Parameter(optional=True, words=MERGES),
            **(more or {}),
        },
        formulas={
            "out_shape": Chosen(_out_shape),
            "weights": Chosen(lambda it: gate_weights(gates, directions(it))),
            "biases": Chosen(all_biases),
            "macs": (_at_each_step,),
        },
        detail=_detail,
        sentence=lambda layer: f"{words}, {_detail(layer)}",
        conventions=(told,),
        tells=tells,
        wrong=wrong,
        aliases=(name.replace("_", ""), name.replace("_", " ")) if "_" in name else (name,),
        has_weights=True,
        needs="una secuencia (largo, valores por paso)",
    )


def _at_each_step(w: Any, T: Any) -> Any:
    return w * T


def _detail(layer: Layer) -> str:
    it = layer.parameters
    parts = [spanish.plural(int(it["units"]), "unidad", "unidades")]
    if it.get("bidirectional"):
        parts.append("en las dos direcciones")
        if it.get("merge", "concat") != "concat":
            parts.append({"sum": "sumadas", "ave": "promediadas", "mul": "multiplicadas"}[str(it["merge"])])
    parts.append("toda la secuencia" if it.get("return_sequences") else "último paso")
    return ", ".join([*parts, *(["sin sesgos"] if it.get("use_bias") is False else [])])


def one_direction(it: Structure) -> bool:
    return directions(it) == 1


def one_direction_with_bias(it: Structure) -> bool:
    return one_direction(it) and has_bias(it)


def wrong_gates(gates: int) -> tuple[WrongRule, ...]:
    """How the weights of a layer with several gates are miscounted."""

    def sin_recurrente(n: Any, m: Any) -> Any:
        return gates * n * m

    def sin_la_entrada(m: Any) -> Any:
        return gates * m * m

    def sin_factor(n: Any, m: Any) -> Any:
        return n * m + m * m

    return (
        WrongRule(
            "sin-factor-de-compuertas", "weights", sin_factor,
            f"contaste una sola compuerta y la capa tiene {gates} juegos de pesos", SEEN,
            f"Multiplica {{n}}·{{m}} + {{m}}·{{m}} por {gates}.", when=one_direction,
        ),
        WrongRule(
            "sin-recurrente", "weights", sin_recurrente,
            "faltaron los pesos que unen la capa consigo misma de un paso al siguiente", SEEN,
            f"Suma {{m}}·{{m}} dentro de cada uno de los {gates} juegos de pesos.", when=one_direction,
        ),
        WrongRule(
            "sin-entrada", "weights", sin_la_entrada,
            "faltaron los pesos que vienen de los {n} valores de cada paso", SEEN,
            f"Suma {{n}}·{{m}} dentro de cada uno de los {gates} juegos de pesos.", when=one_direction,
        ),
    )  # fmt: skip
