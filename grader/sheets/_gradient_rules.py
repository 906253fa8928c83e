"""The rules of backpropagation as expressions, each with the wrong ones that students use in its place.

A right rule is a plain function of quantities; a wrong one is another function, or the same one over other quantities,
whose letters say which (`delta_de_otra_capa`). Where those letters exist it applies (`_gradient_wiring.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.layers import PLAUSIBLE, SEEN, WrongRule
from grader.model import Formula
from grader.neurons import summed


def output_error(d: Any, y: Any) -> Any:
    return d - y


def error_al_reves(d: Any, y: Any) -> Any:
    return y - d


def error_al_cuadrado(d: Any, y: Any) -> Any:
    return (d - y) ** 2


def mitad_del_cuadrado(d: Any, y: Any) -> Any:
    return (d - y) ** 2 / 2


def hidden_error(w: Any, delta: Any) -> Any:
    """Σ wᵢⱼ·δᵢ over the neurons i that the weights reach."""
    return summed(w, delta)


def error_negado(w: Any, delta: Any) -> Any:
    return -summed(w, delta)


def sin_el_ultimo(w: Any, delta: Any) -> Any:
    return summed(w[:-1], delta[:-1])


def sin_el_primero(w: Any, delta: Any) -> Any:
    return summed(w[1:], delta[1:])


def solo_el_ultimo(w: Any, delta: Any) -> Any:
    return w[-1] * delta[-1]


def solo_el_primero(w: Any, delta: Any) -> Any:
    return w[0] * delta[0]


def con_pesos_traspuestos(w_traspuestos: Any, delta: Any) -> Any:
    return summed(w_traspuestos, delta)


def con_pesos_de_otra_capa(w_de_otra_capa: Any, delta: Any) -> Any:
    return summed(w_de_otra_capa, delta)


def con_pesos_actualizados(w_actualizados: Any, delta: Any) -> Any:
    return summed(w_actualizados, delta)


def con_deltas_de_otra_capa(w: Any, delta_de_otra_capa: Any) -> Any:
    return summed(w, delta_de_otra_capa)


def con_errores_siguientes(w: Any, e_siguientes: Any) -> Any:
    return summed(w, e_siguientes)


def sin_pesos(delta: Any) -> Any:
    return summed(delta)


def hasta_otra_capa(w_hasta_otra: Any, delta_hasta_otra: Any) -> Any:
    return summed(w_hasta_otra, delta_hasta_otra)


def como_en_la_salida(d: Any, y: Any) -> Any:
    return d - y


def delta_linear(e: Any) -> Any:
    """δ = e·f′(neta), and the derivative of neta is 1."""
    return e


def delta_tanh(e: Any, y: Any) -> Any:
    return e * (1 - y**2)


def delta_logistic(e: Any, y: Any) -> Any:
    return e * y * (1 - y)


def delta_cubic(e: Any, neta: Any) -> Any:
    return e * 3 * neta**2


DELTAS: Mapping[str, Formula] = {
    "linear": delta_linear,
    "tanh": delta_tanh,
    "logistic": delta_logistic,
    "cubic": delta_cubic,
}
"""δ for each activation, its derivative written in what the forward pass has already given."""


def sin_derivada(e: Any) -> Any:
    return e


def funcion_sin_derivar(e: Any, y: Any) -> Any:
    return e * y


def delta_negado(e: Any, f_derivada: Any) -> Any:
    return -e * f_derivada


def con_error_de_otra_capa(e_de_otra_capa: Any, f_derivada: Any) -> Any:
    return e_de_otra_capa * f_derivada


def con_delta_por_error(delta_siguiente: Any, f_derivada: Any) -> Any:
    return delta_siguiente * f_derivada


def tanh_en_neta(e: Any, neta: Any) -> Any:
    return e * (1 - neta**2)


def logistica_en_neta(e: Any, neta: Any) -> Any:
    return e * neta * (1 - neta)


def cubica_en_y(e: Any, y: Any) -> Any:
    return e * 3 * y**2


def delta_de_la_otra_neurona(e_traspuesto: Any, f_derivada_traspuesta: Any) -> Any:
    return e_traspuesto * f_derivada_traspuesta


def derivada_en_y(e: Any, f_derivada_en_y: Any) -> Any:
    return e * f_derivada_en_y


def update(w: Any, alpha: Any, delta: Any, y: Any) -> Any:
    """w(t+1) = w(t) + α·δ·y."""
    return w + alpha * delta * y


def sin_alfa(w: Any, delta: Any, y: Any) -> Any:
    return w + delta * y


def solo_incremento(alpha: Any, delta: Any, y: Any) -> Any:
    return alpha * delta * y


def solo_gradiente(delta: Any, y: Any) -> Any:
    return delta * y


def gradiente_negado(delta: Any, y: Any) -> Any:
    return -delta * y


def paso_al_reves(w: Any, alpha: Any, delta: Any, y: Any) -> Any:
    return w - alpha * delta * y


def como_un_sesgo(w: Any, alpha: Any, delta: Any) -> Any:
    return w + alpha * delta


def traspuesto(w_traspuesto: Any, alpha: Any, delta_traspuesto: Any, y_traspuesto: Any) -> Any:
    return w_traspuesto + alpha * delta_traspuesto * y_traspuesto


def con_delta_de_otra_capa(w: Any, alpha: Any, delta_de_otra_capa: Any, y: Any) -> Any:
    return w + alpha * delta_de_otra_capa * y


def con_salida_de_otra_capa(w: Any, alpha: Any, delta: Any, y_de_otra_capa: Any) -> Any:
    return w + alpha * delta * y_de_otra_capa


_SIGN = "el signo está al revés: con e = d − y el error es lo deseado menos lo obtenido y la actualización suma"
_TRANSPOSED = "los índices están al revés: w(i,j) llega a la neurona i y sale de la neurona j"

WRONG_OUTPUT_ERRORS = (
    WrongRule("signo-del-error", "error", error_al_reves, _SIGN, SEEN, "Escribe primero d y réstale y."),
    WrongRule(
        "error-cuadratico", "error", error_al_cuadrado,
        "elevaste la diferencia al cuadrado: eso es el costo, y lo que se propaga es su derivada", PLAUSIBLE,
        "Deja la diferencia como está.",
    ),
    WrongRule(
        "error-cuadratico", "error", mitad_del_cuadrado,
        "escribiste el costo; lo que se propaga es su derivada, la diferencia", PLAUSIBLE,
        "Deja la diferencia como está.",
    ),
)  # fmt: skip

_PART = "la suma no recorre todas las neuronas a las que llega un peso de esta"
_ALL = "Suma un término por cada neurona de la capa siguiente."

WRONG_HIDDEN_ERRORS = (
    WrongRule("suma-parcial", "error", sin_el_ultimo, _PART, PLAUSIBLE, _ALL),
    WrongRule("suma-parcial", "error", sin_el_primero, _PART, PLAUSIBLE, _ALL),
    WrongRule("suma-parcial", "error", solo_el_ultimo, _PART, PLAUSIBLE, _ALL),
    WrongRule("suma-parcial", "error", solo_el_primero, _PART, PLAUSIBLE, _ALL),
    WrongRule(
        "w-transpuesto", "error", con_pesos_traspuestos,
        "los índices de los pesos están al revés: w(i,j) llega a la neurona i y sale de la neurona j", SEEN,
        "En la suma cambia el primer índice del peso; el segundo es la neurona por la que se pregunta.",
    ),
    WrongRule(
        "delta-de-otra-capa", "error", con_deltas_de_otra_capa,
        "los deltas son de otra capa: se propagan los de la capa siguiente", SEEN,
        "Mira a qué capa llegan los pesos que salen de esta neurona: de ahí vienen los deltas.",
    ),
    WrongRule(
        "pesos-de-otra-capa", "error", con_pesos_de_otra_capa,
        "los pesos son de otra capa: el error vuelve por los que salen de esta neurona", PLAUSIBLE,
        "Usa los pesos que van de esta capa a la siguiente.",
    ),
    WrongRule(
        "fuera-la-derivada", "error", con_errores_siguientes,
        "propagaste errores en lugar de deltas: faltó la derivada de la capa siguiente", SEEN,
        "Multiplica cada peso por el delta, que ya lleva la derivada.",
    ),
    WrongRule(
        "olvida-pesos", "error", sin_pesos,
        "sumaste los deltas sin multiplicarlos por los pesos", PLAUSIBLE,
        "Cada delta vuelve por su peso: multiplica antes de sumar.",
    ),
    WrongRule(
        "usa-pesos-actualizados", "error", con_pesos_actualizados,
        "usaste los pesos ya actualizados, w(t+1); el error se propaga con los de antes", PLAUSIBLE,
        "Calcula todos los errores y deltas antes de cambiar algún peso.",
    ),
    WrongRule(
        "suma-de-otra-capa", "error", hasta_otra_capa,
        "la suma llega hasta el tamaño de otra capa", PLAUSIBLE,
        "El índice recorre las neuronas de la capa siguiente: termina en su tamaño.",
    ),
    WrongRule(
        "error-de-salida-en-oculta", "error", como_en_la_salida,
        "d − y solo vale en la capa de salida: para una neurona oculta no hay salida deseada", PLAUSIBLE,
        "El error de una neurona oculta vuelve desde la capa siguiente por los pesos.",
    ),
    WrongRule("signo-del-error", "error", error_negado, _SIGN, SEEN, "El error propagado no cambia de signo."),
)  # fmt: skip

_DERIVED_IN = "evaluaste la derivada en otro lugar: f′ se evalúa en neta, y con y solo si está escrita en términos de y"
_BACK_TO_NETA = "Escribe la derivada de la función y mira de qué depende: de neta, o de la salida y."

WRONG_DELTAS = (
    WrongRule(
        "fuera-la-derivada", "delta", sin_derivada,
        "faltó multiplicar por la derivada de la función de activación", SEEN,
        "δ lleva el error y la derivada de la activación de su propia capa.",
    ),
    WrongRule(
        "funcion-por-derivada", "delta", funcion_sin_derivar,
        "multiplicaste por la función de activación y no por su derivada", SEEN,
        "Deriva la función: f′(neta), no f(neta).",
    ),
    WrongRule("derivada-en-y-por-neta", "delta", derivada_en_y, _DERIVED_IN, SEEN, _BACK_TO_NETA),
    WrongRule(
        "w-transpuesto", "delta", delta_de_la_otra_neurona,
        "es el delta de otra neurona: w(i,j) llega a la neurona i, y de esa se pregunta", SEEN,
        "Mira el primer índice del peso: de esa neurona son el error y el delta.",
    ),
    WrongRule("signo-del-error", "delta", delta_negado, _SIGN, SEEN, "El error por la derivada no cambia de signo."),
    WrongRule(
        "error-de-otra-capa", "delta", con_error_de_otra_capa,
        "el error es de otra capa", PLAUSIBLE,
        "Usa el error de la misma neurona por la que se pregunta.",
    ),
    WrongRule(
        "delta-de-otra-capa", "delta", con_delta_por_error,
        "usaste el delta de la capa siguiente como si fuera el error de esta", SEEN,
        "Primero el error de esta neurona; después, por la derivada.",
    ),
)  # fmt: skip

_OTHER = "la derivada es la de otra función de activación"
_OWN = "Mira qué activación tiene la capa y deriva esa."


def wrong_derivatives(activation: str) -> tuple[WrongRule, ...]:
    """The derivatives of the other activations, and the right one evaluated at what it is not a function of."""
    others = [rule for name, rule in DELTAS.items() if name not in (activation, "linear")]
    misplaced = {"tanh": tanh_en_neta, "logistic": logistica_en_neta, "cubic": cubica_en_y}
    found = [WrongRule("derivada-de-otra-activacion", "delta", rule, _OTHER, PLAUSIBLE, _OWN) for rule in others]
    if activation in misplaced:
        slug = "derivada-en-y-por-neta"
        found.append(WrongRule(slug, "delta", misplaced[activation], _DERIVED_IN, SEEN, _BACK_TO_NETA))
    return tuple(found)


WRONG_UPDATES = (
    WrongRule(
        "sin-alfa", "update", sin_alfa,
        "faltó la tasa de aprendizaje", SEEN,
        "El paso es α·δ·y: sin α el peso cambia demasiado.",
    ),
    WrongRule(
        "solo-incremento", "update", solo_incremento,
        "ese es el incremento Δw; faltó sumarlo al peso w(t)", PLAUSIBLE,
        "w(t+1) es el peso de antes más el incremento.",
    ),
    WrongRule(
        "solo-gradiente", "update", solo_gradiente,
        "ese es el gradiente sin su signo; faltan la tasa de aprendizaje y el peso w(t)", PLAUSIBLE,
        "Multiplica por α y súmalo al peso de antes.",
    ),
    WrongRule(
        "solo-gradiente", "update", gradiente_negado,
        "ese es el gradiente ∂E/∂w; se pide el peso después de un paso contra él", PLAUSIBLE,
        "Al peso de antes réstale α por el gradiente.",
    ),
    WrongRule("signo-del-error", "update", paso_al_reves, _SIGN, SEEN, "Con e = d − y el paso se suma."),
    WrongRule(
        "como-un-sesgo", "update", como_un_sesgo,
        "faltó la salida de la neurona de donde sale el peso; así se actualiza un sesgo", PLAUSIBLE,
        "Multiplica también por la y de la neurona de origen.",
    ),
    WrongRule(
        "w-transpuesto", "update", traspuesto, _TRANSPOSED, SEEN,
        "El delta es el de la neurona a la que llega el peso; la y, la de la neurona de donde sale.",
    ),
    WrongRule(
        "delta-de-otra-capa", "update", con_delta_de_otra_capa,
        "el delta es de otra capa: va el de la neurona a la que llega el peso", SEEN,
        "Busca a qué capa llega el peso: el delta es de esa capa.",
    ),
    WrongRule(
        "salida-de-otra-capa", "update", con_salida_de_otra_capa,
        "la salida y es de otra capa: va la de la neurona de donde sale el peso", PLAUSIBLE,
        "Busca de qué capa sale el peso: la y es de esa capa.",
    ),
)  # fmt: skip
