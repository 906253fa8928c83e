"""What one neuron computes by hand, forwards and backwards, and the wrong rules that students use in its place.

Letters: `w` the weights into the neuron, `y` what comes in over them, `b` its bias, `neta`, `d` its target, `e` its
error, `delta`, `alpha` the learning rate. w(i, j) leads to neuron i from neuron j; e = d − y at the output.
Sources of the rules: «visto» in the solutions of the course's own assignment (seed, incisos 3 and 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.formula import total
from grader.layers import PLAUSIBLE, SEEN, WrongRule
from grader.model import Formula
from grader.real import dot, logistic, logistic_slope, relu, step, tanh


def net(w: Any, y: Any, b: Any) -> Any:
    """
    >>> net((2, -1), (3, 4), 5)
    7
    """
    return dot(w, y) + b


def sin_bias(w: Any, y: Any) -> Any:
    return dot(w, y)


def bias_restado(w: Any, y: Any, b: Any) -> Any:
    return dot(w, y) - b


def neta_con_la_columna(w_columna: Any, y: Any, b: Any) -> Any:
    return dot(w_columna, y) + b


WRONG_NET = (
    WrongRule(
        "neta-sin-bias", "net", sin_bias,
        "faltó sumar el bias de la neurona ({b})", PLAUSIBLE,
        "Al final de la suma de productos agrega {b}.",
    ),
    WrongRule(
        "bias-restado", "net", bias_restado,
        "restaste el bias; se suma con su signo", PLAUSIBLE,
        "Suma {b} tal como está en el vector de bias.",
    ),
    WrongRule(
        "w-transpuesto", "net", neta_con_la_columna,
        "usaste la columna de la matriz; los pesos que llegan a la neurona están en su fila", SEEN,
        "Recuerda: w(i, j) va hacia la neurona i desde la j. Toma la fila de esta neurona.",
    ),
)  # fmt: skip


def output_linear(neta: Any) -> Any:
    return neta


def output_logistic(neta: Any) -> Any:
    return logistic(neta)


def output_tanh(neta: Any) -> Any:
    return tanh(neta)


def output_relu(neta: Any) -> Any:
    return relu(neta)


def output_cubic(neta: Any) -> Any:
    """
    >>> output_cubic(-2)
    -8
    """
    return neta**3


def sin_activacion(neta: Any) -> Any:
    return neta


def exponente_sin_signo(neta: Any) -> Any:
    return 1 - logistic(neta)


def cubo_por_triple(neta: Any) -> Any:
    return 3 * neta


def cubo_por_cuadrado(neta: Any) -> Any:
    return neta**2


_NO_ACTIVATION = WrongRule(
    "sin-activacion", "output", sin_activacion,
    "ese es el valor de la neta; falta aplicarle la función de activación", SEEN,
    "La salida es f(neta), con la f de esta capa.",
)  # fmt: skip
_OTHER = "Mira qué función de activación tiene esta capa."

WRONG_LOGISTIC = (
    _NO_ACTIVATION,
    WrongRule(
        "otra-activacion", "output", output_tanh,
        "usaste la tangente hiperbólica; esta capa es sigmoidal", PLAUSIBLE, _OTHER,
    ),
    WrongRule(
        "exponente-sin-signo", "output", exponente_sin_signo,
        "en la sigmoidal el exponente lleva signo menos: 1/(1 + e^(−neta))", PLAUSIBLE,
        "Cambia el signo de la neta antes de calcular la exponencial.",
    ),
)  # fmt: skip
WRONG_TANH = (
    _NO_ACTIVATION,
    WrongRule(
        "otra-activacion", "output", output_logistic,
        "usaste la sigmoidal; esta capa es tangente hiperbólica", PLAUSIBLE, _OTHER,
    ),
)  # fmt: skip
WRONG_CUBIC = (
    _NO_ACTIVATION,
    WrongRule(
        "cubo-por-triple", "output", cubo_por_triple,
        "multiplicaste la neta por 3; el cubo es neta·neta·neta", PLAUSIBLE,
        "Multiplica la neta por sí misma tres veces.",
    ),
    WrongRule(
        "cubo-por-cuadrado", "output", cubo_por_cuadrado,
        "elevaste la neta al cuadrado; la función es cúbica", PLAUSIBLE, _OTHER,
    ),
)  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Activation:
    words: str
    """Spanish, after «neuronas»."""
    short: str
    """Under a layer's name in the diagram."""
    output: Formula
    delta: Formula
    wrong_output: tuple[WrongRule, ...] = ()
    wrong_delta: tuple[WrongRule, ...] = ()


ACTIVATIONS = {
    "linear": Activation("lineales", "lineal", output_linear, delta_linear),
    "logistic": Activation(
        "sigmoidales", "sigmoidal", output_logistic, delta_logistic, WRONG_LOGISTIC, WRONG_DELTA_LOGISTIC
    ),
    "tanh": Activation("tangente sigmoidales (tanh)", "tanh", output_tanh, delta_tanh, WRONG_TANH, WRONG_DELTA_TANH),
    "relu": Activation("ReLU", "ReLU", output_relu, delta_relu, (), WRONG_DELTA_RELU),
    "cubic": Activation("cúbicas (neta³)", "cúbica", output_cubic, delta_cubic, WRONG_CUBIC, WRONG_DELTA_CUBIC),
}


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
