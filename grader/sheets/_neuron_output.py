"""What one neuron computes by hand, its net input and its output, and the wrong rules that students use in their place.

Letters: `w` the weights into the neuron, `y` what comes in over them, `b` its bias, `neta`, `d` its target, `e` its
error, `delta`, `alpha` the learning rate. w(i, j) leads to neuron i from neuron j; e = d − y at the output.
Sources of the rules: «visto» in the solutions of the course's own assignment (seed, incisos 3 and 4).
"""

from __future__ import annotations

from typing import Any

from grader.layers import PLAUSIBLE, SEEN, WrongRule
from grader.real import dot, logistic, relu, tanh


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
