"""What goes back through one neuron, its error and its delta, and the wrong rules that students use in their place.

Letters and sources of the rules: `_neuron_output.py`.
"""

from __future__ import annotations

from typing import Any

from grader.formula import total
from grader.layers import PLAUSIBLE, SEEN, WrongRule
from grader.real import dot, logistic, logistic_slope, step, tanh


def error_of_output(d: Any, y: Any) -> Any:
    return d - y


def signo_del_error(d: Any, y: Any) -> Any:
    return y - d


def error_al_cuadrado(d: Any, y: Any) -> Any:
    return (d - y) ** 2


WRONG_OUTPUT_ERROR = (
    WrongRule(
        "signo-del-error", "error", signo_del_error,
        "restaste al revés; en esta hoja el error es lo deseado menos lo obtenido", SEEN,
        "Calcula d − y, en ese orden.",
    ),
    WrongRule(
        "error-al-cuadrado", "error", error_al_cuadrado,
        "elevaste el error al cuadrado; aquí se pide el error de la neurona, d − y", PLAUSIBLE,
        "Deja la diferencia sin elevarla.",
    ),
)  # fmt: skip


def error_of_hidden(w: Any, delta: Any) -> Any:
    """`w` the weights that leave the neuron, `delta` those of the neurons that they reach.

    >>> error_of_hidden((2, -1), (3, 4))
    2
    """
    return dot(w, delta)


def error_con_la_fila(w_fila: Any, delta: Any) -> Any:
    return dot(w_fila, delta)


def suma_parcial(w_resto: Any, delta_resto: Any) -> Any:
    return dot(w_resto, delta_resto)


def solo_un_termino(w_propio: Any, delta_propio: Any) -> Any:
    return w_propio * delta_propio


def error_sin_pesos(delta: Any) -> Any:
    return total(delta)


def errores_por_deltas(w: Any, e: Any) -> Any:
    return dot(w, e)


def pesos_actualizados(w: Any, delta: Any, alpha: Any, y: Any) -> Any:
    return dot(tuple(it + alpha * each * y for it, each in zip(w, delta, strict=True)), delta)


def deseado_en_la_oculta(d: Any, y: Any) -> Any:
    return d - y


WRONG_HIDDEN_ERROR = (
    WrongRule(
        "w-transpuesto", "error", error_con_la_fila,
        "usaste la fila de la matriz; los pesos que salen de esta neurona están en su columna", SEEN,
        "Recorre la columna de esta neurona en la matriz de la capa siguiente.",
    ),
    WrongRule(
        "errores-por-deltas", "error", errores_por_deltas,
        "propagaste los errores de la capa siguiente; se propagan sus deltas", SEEN,
        "Multiplica cada peso por la δ de la neurona a la que llega.",
    ),
    WrongRule(
        "error-sin-pesos", "error", error_sin_pesos,
        "sumaste las deltas sin multiplicarlas por los pesos", PLAUSIBLE,
        "Multiplica cada δ por el peso que la une con esta neurona.",
    ),
    WrongRule(
        "pesos-actualizados", "error", pesos_actualizados,
        "usaste los pesos ya actualizados; el error se propaga con los de antes", PLAUSIBLE,
        "Vuelve a los pesos de la matriz del enunciado.",
    ),
    WrongRule(
        "solo-un-termino", "error", solo_un_termino,
        "tomaste una sola neurona de la capa siguiente; esta neurona llega a todas", SEEN,
        "Suma un producto por cada neurona de la capa siguiente.",
    ),
    WrongRule(
        "deseado-en-la-oculta", "error", deseado_en_la_oculta,
        "restaste de una salida deseada; las neuronas ocultas no tienen ninguna", PLAUSIBLE,
        "El error de una neurona oculta viene de las deltas de la capa siguiente.",
    ),
)  # fmt: skip
WRONG_SUMMAND = WrongRule(
    "suma-parcial", "error", suma_parcial,
    "a la suma le falta la neurona «neurona»", SEEN,
    "Suma un producto por cada neurona de la capa siguiente.",
)  # fmt: skip
"""Once for each neuron of the next layer, where it has more than one."""


def delta_linear(e: Any) -> Any:
    return e


def delta_logistic(e: Any, y: Any) -> Any:
    """
    >>> delta_logistic(8, 0.5)
    2.0
    """
    return e * logistic_slope(y)


def delta_tanh(e: Any, y: Any) -> Any:
    return e * (1 - y**2)


def delta_relu(e: Any, neta: Any) -> Any:
    return e * step(neta)


def delta_cubic(e: Any, neta: Any) -> Any:
    return e * (3 * neta**2)


def fuera_la_derivada(e: Any) -> Any:
    return e


def sin_el_error_logistic(y: Any) -> Any:
    return logistic_slope(y)


def sin_el_error_tanh(y: Any) -> Any:
    return 1 - y**2


def logistic_en_la_neta(e: Any, neta: Any) -> Any:
    return e * (neta * (1 - neta))


def logistic_dos_veces(e: Any, y: Any) -> Any:
    return e * logistic_slope(logistic(y))


def tanh_en_la_neta(e: Any, neta: Any) -> Any:
    return e * (1 - neta**2)


def tanh_dos_veces(e: Any, y: Any) -> Any:
    return e * (1 - tanh(y) ** 2)


def tanh_sin_cuadrado(e: Any, y: Any) -> Any:
    return e * (1 - y)


def relu_por_la_salida(e: Any, y: Any) -> Any:
    return e * y


def cubic_en_la_salida(e: Any, y: Any) -> Any:
    return e * (3 * y**2)


def cubic_sin_el_tres(e: Any, neta: Any) -> Any:
    return e * neta**2


_NO_SLOPE = WrongRule(
    "fuera-la-derivada", "delta", fuera_la_derivada,
    "ese es el error; falta multiplicarlo por la derivada de la activación", SEEN,
    "Multiplica el error por f′(neta), con la f de esta capa.",
)  # fmt: skip
_TWICE = "usaste la salida donde va la neta: la activación quedó aplicada dos veces"
_IN_NET = "pusiste la neta donde va la salida; con y la derivada es {}"
_NO_ERROR = "esa es la derivada; falta multiplicarla por el error"
_TIMES_ERROR = "Multiplica la derivada por el error de la neurona."

WRONG_DELTA_LOGISTIC = (
    _NO_SLOPE,
    WrongRule(
        "derivada-de-otra", "delta", delta_tanh,
        "usaste la derivada de la tangente hiperbólica; esta capa es sigmoidal", PLAUSIBLE,
        "Usa y·(1 − y).",
    ),
    WrongRule(
        "derivada-en-la-neta", "delta", logistic_en_la_neta,
        _IN_NET.format("y·(1 − y)"), SEEN, "Usa la salida de la neurona en y·(1 − y).",
    ),
    WrongRule(
        "derivada-en-y-por-neta", "delta", logistic_dos_veces,
        _TWICE, SEEN, "Evalúa la derivada una sola vez: con la salida es y·(1 − y).",
    ),
    WrongRule("delta-sin-error", "delta", sin_el_error_logistic, _NO_ERROR, PLAUSIBLE, _TIMES_ERROR),
)  # fmt: skip
WRONG_DELTA_TANH = (
    _NO_SLOPE,
    WrongRule(
        "derivada-de-otra", "delta", delta_logistic,
        "usaste la derivada de la sigmoidal; esta capa es tangente hiperbólica", PLAUSIBLE,
        "Usa 1 − y².",
    ),
    WrongRule(
        "derivada-en-la-neta", "delta", tanh_en_la_neta,
        _IN_NET.format("1 − y²"), SEEN, "Usa la salida de la neurona en 1 − y².",
    ),
    WrongRule(
        "derivada-en-y-por-neta", "delta", tanh_dos_veces,
        _TWICE, SEEN, "Evalúa la derivada una sola vez: con la salida es 1 − y².",
    ),
    WrongRule(
        "derivada-sin-cuadrado", "delta", tanh_sin_cuadrado,
        "faltó elevar la salida al cuadrado en 1 − y²", PLAUSIBLE, "Calcula y² antes de restar.",
    ),
    WrongRule("delta-sin-error", "delta", sin_el_error_tanh, _NO_ERROR, PLAUSIBLE, _TIMES_ERROR),
)  # fmt: skip
WRONG_DELTA_RELU = (
    WrongRule(
        "derivada-de-relu-es-su-salida", "delta", relu_por_la_salida,
        "multiplicaste por la salida; la derivada de la ReLU es 1 o 0", PLAUSIBLE,
        "Mira el signo de la neta: si es positiva, la derivada es 1.",
    ),
)  # fmt: skip
WRONG_DELTA_CUBIC = (
    _NO_SLOPE,
    WrongRule(
        "derivada-en-y-por-neta", "delta", cubic_en_la_salida,
        "usaste la salida donde va la neta: la derivada de neta³ es 3·neta²", SEEN, "Evalúa 3·neta² en la neta.",
    ),
    WrongRule(
        "derivada-sin-el-tres", "delta", cubic_sin_el_tres,
        "la derivada de neta³ es 3·neta²; faltó el 3", PLAUSIBLE, "Multiplica por 3.",
    ),
)  # fmt: skip
