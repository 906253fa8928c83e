"""How the weights and the bias of a neuron are corrected, and the wrong rules that students use in its place.

Letters and sources of the rules: `_neuron_output.py`.
"""

from __future__ import annotations

from typing import Any

from grader.layers import PLAUSIBLE, SEEN, WrongRule


def updated_weight(w: Any, alpha: Any, delta: Any, y: Any) -> Any:
    """
    >>> updated_weight(1, 2, 3, 4)
    25
    """
    return w + alpha * delta * y


def updated_bias(b: Any, alpha: Any, delta: Any) -> Any:
    return b + alpha * delta


def peso_sin_alfa(w: Any, delta: Any, y: Any) -> Any:
    return w + delta * y


def peso_restado(w: Any, alpha: Any, delta: Any, y: Any) -> Any:
    return w - alpha * delta * y


def peso_solo_cambio(alpha: Any, delta: Any, y: Any) -> Any:
    return alpha * delta * y


def peso_con_error(w: Any, alpha: Any, e: Any, y: Any) -> Any:
    return w + alpha * e * y


def peso_con_indices_cambiados(w: Any, alpha: Any, delta_j: Any, y_i: Any) -> Any:
    return w + alpha * delta_j * y_i


def peso_transpuesto(w_transpuesto: Any, alpha: Any, delta: Any, y: Any) -> Any:
    return w_transpuesto + alpha * delta * y


def peso_con_su_salida(w: Any, alpha: Any, delta: Any, y_propia: Any) -> Any:
    return w + alpha * delta * y_propia


def peso_sin_entrada(w: Any, alpha: Any, delta: Any) -> Any:
    return w + alpha * delta


def peso_con_la_neta(w: Any, alpha: Any, delta: Any, neta_j: Any) -> Any:
    return w + alpha * delta * neta_j


def peso_con_otra_delta(w: Any, alpha: Any, delta_otra: Any, y: Any) -> Any:
    return w + alpha * delta_otra * y


_NO_RATE = "faltó multiplicar por la razón de aprendizaje ({alpha})"
_RATE = "Multiplica la corrección por {alpha} antes de sumarla."
_MINUS = "restaste la corrección; con e = d − y se suma"
_PLUS = "Suma α·δ al valor anterior, con el signo que tenga δ."
_ONLY = "esa es la corrección; falta sumarle el valor que había"
_ERROR = "usaste el error; la corrección lleva δ, que ya incluye la derivada"
_DELTA = "Usa la δ de la neurona a la que llega."
_ELSEWHERE = "usaste la delta de otra capa"

WRONG_WEIGHT = (
    WrongRule("sin-alfa", "updated", peso_sin_alfa, _NO_RATE, SEEN, _RATE),
    WrongRule(
        "indices-cambiados", "updated", peso_con_indices_cambiados,
        "cambiaste los índices: w(i, j) usa la δ de la neurona i y la salida de la j", SEEN,
        "Toma la δ de la neurona a la que llega el peso y la salida de aquella de la que sale.",
    ),
    WrongRule("delta-de-otra-capa", "updated", peso_con_otra_delta, _ELSEWHERE, SEEN, _DELTA),
    WrongRule("fuera-la-derivada", "updated", peso_con_error, _ERROR, SEEN, _DELTA),
    WrongRule("correccion-restada", "updated", peso_restado, _MINUS, PLAUSIBLE, _PLUS),
    WrongRule(
        "solo-la-correccion", "updated", peso_solo_cambio, _ONLY, PLAUSIBLE, "Suma {w}, el peso antes de actualizar.",
    ),
    WrongRule(
        "w-transpuesto", "updated", peso_transpuesto,
        "partiste de otro peso de la matriz, con fila y columna cambiadas", PLAUSIBLE,
        "w(i, j) está en la fila i y la columna j: vale {w}.",
    ),
    WrongRule(
        "su-propia-salida", "updated", peso_con_su_salida,
        "usaste la salida de la neurona a la que llega el peso; va la de aquella de la que sale", PLAUSIBLE,
        "Multiplica por lo que entra por ese peso: {y}.",
    ),
    WrongRule(
        "sin-la-entrada", "updated", peso_sin_entrada,
        "faltó multiplicar por lo que entra por ese peso ({y})", PLAUSIBLE,
        "Solo el bias se corrige con α·δ; un peso, con α·δ por su entrada.",
    ),
    WrongRule(
        "neta-por-salida", "updated", peso_con_la_neta,
        "usaste la neta de la neurona anterior; por el peso entra su salida", PLAUSIBLE,
        "Multiplica por lo que entra por ese peso: {y}.",
    ),
)  # fmt: skip


def bias_sin_alfa(b: Any, delta: Any) -> Any:
    return b + delta


def bias_con_error(b: Any, alpha: Any, e: Any) -> Any:
    return b + alpha * e


def bias_corregido_restado(b: Any, alpha: Any, delta: Any) -> Any:
    return b - alpha * delta


def bias_solo_cambio(alpha: Any, delta: Any) -> Any:
    return alpha * delta


def bias_igual(b: Any) -> Any:
    return b


def bias_por_su_salida(b: Any, alpha: Any, delta: Any, y_propia: Any) -> Any:
    return b + alpha * delta * y_propia


def bias_con_otra_delta(b: Any, alpha: Any, delta_otra: Any) -> Any:
    return b + alpha * delta_otra


WRONG_BIAS = (
    WrongRule("sin-alfa", "updated", bias_sin_alfa, _NO_RATE, SEEN, _RATE),
    WrongRule("delta-de-otra-capa", "updated", bias_con_otra_delta, _ELSEWHERE, SEEN, "Usa la δ de esta neurona."),
    WrongRule("fuera-la-derivada", "updated", bias_con_error, _ERROR, SEEN, "Usa la δ de esta neurona."),
    WrongRule("correccion-restada", "updated", bias_corregido_restado, _MINUS, PLAUSIBLE, _PLUS),
    WrongRule(
        "solo-la-correccion", "updated", bias_solo_cambio, _ONLY, PLAUSIBLE, "Suma {b}, el bias antes de actualizar.",
    ),
    WrongRule(
        "bias-sin-actualizar", "updated", bias_igual,
        "ese es el bias de antes; también se corrige, con α·δ", PLAUSIBLE, "Súmale α·δ de su neurona.",
    ),
    WrongRule(
        "bias-por-su-salida", "updated", bias_por_su_salida,
        "multiplicaste por la salida de la neurona; la entrada de un bias es siempre 1", PLAUSIBLE,
        "Suma solo α·δ.",
    ),
)  # fmt: skip
