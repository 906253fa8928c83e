"""LSTM: four sets of weights (three gates and the candidate), each over the input and the layer's last output."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import SEEN, SWITCH, Structure, WrongRule
from grader.layers._recurrent import one_direction_with_bias, recurrent_kind, wrong_gates


def sesgos_de_una_compuerta(m: Any) -> Any:
    return m


def _biases(it: Structure) -> int:
    return 8 if it.says(two_biases=True) else 4


WRONG = (
    *wrong_gates(4),
    WrongRule(
        "sin-factor-de-compuertas", "biases", sesgos_de_una_compuerta,
        "contaste los sesgos de una sola compuerta y la capa tiene 4 juegos", SEEN,
        "Multiplica por 4 los {m} sesgos.", when=one_direction_with_bias,
    ),
)  # fmt: skip

KINDS = (
    recurrent_kind(
        "lstm",
        "LSTM",
        4,
        _biases,
        "Una LSTM tiene 4 juegos de pesos (tres compuertas y el candidato), cada uno sobre la entrada y sobre su "
        "propia salida anterior.",
        WRONG,
        {"two_biases": SWITCH},
        lambda layer: (
            ("Cada juego tiene dos sesgos por unidad, como en PyTorch.",)
            if layer.parameters.get("two_biases")
            else ("Cada juego tiene un sesgo por unidad, como en Keras.",)
        ),
    ),
)
