"""Simple recurrent layer: m units that look at the input of each step and at their own last output."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import SEEN, SWITCH, Structure, WrongRule
from grader.layers._recurrent import one_direction, recurrent_kind


def sin_recurrente(n: Any, m: Any) -> Any:
    return n * m


WRONG = (
    WrongRule(
        "sin-recurrente", "weights", sin_recurrente,
        "faltaron los pesos que unen la capa consigo misma de un paso al siguiente", SEEN,
        "Suma {m}·{m} a los {n}·{m} que vienen de la entrada.", when=one_direction,
    ),
)  # fmt: skip


def _biases(it: Structure) -> int:
    return 2 if it.says(two_biases=True) else 1


KINDS = (
    recurrent_kind(
        "simple_rnn",
        "recurrente simple",
        1,
        _biases,
        "Una capa recurrente tiene pesos desde la entrada y desde su propia salida anterior; no dependen del largo.",
        WRONG,
        {"two_biases": SWITCH},
        lambda layer: ("Cada unidad tiene dos sesgos, como en PyTorch.",) if layer.parameters.get("two_biases") else (),
    ),
)
