"""GRU: three sets of weights; with `reset_after` (Keras's default, and PyTorch) each has two biases a unit."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import SEEN, SWITCH, Structure, WrongRule
from grader.layers._recurrent import one_direction_with_bias, recurrent_kind, wrong_gates


def sesgos_sin_reset_after(m: Any) -> Any:
    return 3 * m


def sesgos_con_reset_after(m: Any) -> Any:
    return 6 * m


def _biases(it: Structure) -> int:
    return 3 if it.says(reset_after=False) else 6


def _has_six(it: Structure) -> bool:
    return one_direction_with_bias(it) and not it.says(reset_after=False)


def _has_three(it: Structure) -> bool:
    return one_direction_with_bias(it) and it.says(reset_after=False)


WRONG = (
    *wrong_gates(3),
    WrongRule(
        "gru-otra-convencion", "biases", sesgos_sin_reset_after,
        "contaste un sesgo por unidad en cada juego; aquí van dos (reset_after)", SEEN,
        "Cuenta 2·3·{m}, como dice la hoja.", when=_has_six,
    ),
    WrongRule(
        "gru-otra-convencion", "biases", sesgos_con_reset_after,
        "contaste dos sesgos por unidad en cada juego; aquí va uno", SEEN,
        "Cuenta 3·{m}, como dice la hoja.", when=_has_three,
    ),
)  # fmt: skip

KINDS = (
    recurrent_kind(
        "gru",
        "GRU",
        3,
        _biases,
        "Una GRU tiene 3 juegos de pesos (dos compuertas y el candidato), cada uno sobre la entrada y sobre su propia "
        "salida anterior.",
        WRONG,
        {"reset_after": SWITCH},
        lambda layer: (
            ("Cada juego tiene un sesgo por unidad (reset_after = false).",)
            if layer.parameters.get("reset_after") is False
            else ("Cada juego tiene dos sesgos por unidad (reset_after, como en Keras y PyTorch).",)
        ),
    ),
)
