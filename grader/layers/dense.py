"""Fully connected layer: each of its m units weighs all n inputs and has one bias."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from grader import spanish
from grader.layers._assembled import product_of
from grader.layers._biases import wrong_biases
from grader.layers._counts import none
from grader.layers._kind import PLAUSIBLE, SWITCH, Chosen, LayerKind, Parameter, Structure, WrongRule
from grader.layers._ranks import channels, letters, with_last
from grader.model import Formula, Layer, Shape


def inputs(n: Any) -> Any:
    return n


def outputs(m: Any) -> Any:
    return m


def out_shape(m: Any) -> tuple[Any]:
    return (m,)


def weights(n: Any, m: Any) -> Any:
    """
    >>> weights(2048, 10)
    20480
    """
    return n * m


def biases(m: Any) -> Any:
    return m


def entrada_por_salida(n: Any) -> Any:
    return n


def salida_por_entrada(m: Any) -> Any:
    return m


def forma_de_entrada(n: Any) -> tuple[Any]:
    return (n,)


def entradas_de_la_red(n_red: Any) -> Any:
    return n_red


def suma_en_vez_de_producto(n: Any, m: Any) -> Any:
    return n + m


def solo_canales_en_fc(K: Any, m: Any) -> Any:
    return K * m


def pesos_hacia_la_siguiente(m: Any, m_siguiente: Any) -> Any:
    return m * m_siguiente


def pesos_desde_la_red(n_red: Any, m: Any) -> Any:
    return n_red * m


def pesos_desde_la_imagen(H_imagen: Any, W_imagen: Any, C_imagen: Any, m: Any) -> Any:
    return H_imagen * W_imagen * C_imagen * m


def pesos_dentro_de_la_capa(m: Any) -> Any:
    return m * m


def neurona_de_mas(n: Any, m: Any) -> Any:
    return n * (m + 1)


def parametros_en_pesos(n: Any, m: Any) -> Any:
    return n * m + m


def pesos_en_parametros(n: Any, m: Any) -> Any:
    return n * m


def un_sesgo_por_entrada(n: Any) -> Any:
    return n


def un_sesgo_por_entrada_y_salida(n: Any, m: Any) -> Any:
    return n + m


def sesgo_en_las_dos_capas(n: Any, m: Any) -> Any:
    return (n + 1) * (m + 1)


_FROM_THE_INPUT = (
    "usaste el tamaño de la entrada de la red; a esta capa le llega la salida de la capa anterior ({n} valores)"
)
_FROM_THE_LAYER_BEFORE = "Toma como entradas las salidas de la capa anterior: {n}."

WRONG_SIZES = (
    WrongRule(
        "entrada-y-salida-cambiadas", "inputs", salida_por_entrada,
        "esas son las neuronas de salida; a la capa le entran {n}", PLAUSIBLE,
        "Sigue las flechas: entra lo que da la capa anterior y salen las neuronas de esta.", written=True,
    ),
    WrongRule(
        "entrada-y-salida-cambiadas", "outputs", entrada_por_salida,
        "esas son las entradas; de la capa salen {m} valores, uno por neurona", PLAUSIBLE,
        "Sigue las flechas: entra lo que da la capa anterior y salen las neuronas de esta.", written=True,
    ),
    WrongRule(
        "entrada-y-salida-cambiadas", "out_shape", forma_de_entrada,
        "esa es la forma de la entrada; a la salida hay un valor por neurona ({m})", PLAUSIBLE,
        "Escribe cuántas neuronas tiene esta capa: {m}.", written=True,
    ),
    WrongRule(
        "entrada-de-la-red-siempre", "inputs", entradas_de_la_red,
        _FROM_THE_INPUT, PLAUSIBLE, _FROM_THE_LAYER_BEFORE, written=True,
    ),
)  # fmt: skip

WRONG_WEIGHTS = (
    WrongRule(
        "suma-en-vez-de-producto", "weights", suma_en_vez_de_producto,
        "sumaste; cada una de las {m} neuronas tiene un peso por cada una de las {n} entradas", PLAUSIBLE,
        "Multiplica: {n} pesos en cada una de las {m} neuronas.",
    ),
    WrongRule(
        "solo-canales-en-fc", "weights", solo_canales_en_fc,
        "usaste solo los {K} canales; a la capa le llega todo el volumen aplanado ({n} valores)", PLAUSIBLE,
        "Multiplica el tamaño del vector aplanado, {n}, por las {m} neuronas.",
    ),
    WrongRule(
        "pesos-hacia-la-siguiente", "weights", pesos_hacia_la_siguiente,
        "esos son los pesos de la capa siguiente; los de esta son los que le llegan", PLAUSIBLE,
        "Multiplica lo que entra a esta capa, {n}, por sus {m} neuronas.",
    ),
    WrongRule(
        "entrada-de-la-red-siempre", "weights", pesos_desde_la_red, _FROM_THE_INPUT, PLAUSIBLE, _FROM_THE_LAYER_BEFORE
    ),
    WrongRule(
        "entrada-de-la-red-siempre", "weights", pesos_desde_la_imagen,
        _FROM_THE_INPUT, PLAUSIBLE, _FROM_THE_LAYER_BEFORE,
    ),
    WrongRule(
        "pesos-dentro-de-la-capa", "weights", pesos_dentro_de_la_capa,
        "conectaste las {m} neuronas entre sí; sus pesos vienen de las {n} entradas", PLAUSIBLE,
        "Multiplica las {n} entradas por las {m} neuronas: dentro de una capa no hay conexiones.",
    ),
    WrongRule(
        "neurona-de-mas", "weights", neurona_de_mas,
        "contaste el sesgo como una neurona más; la capa tiene {m}", PLAUSIBLE,
        "Multiplica {n} por {m} y deja los sesgos para su columna.",
    ),
    WrongRule(
        "confunde-pesos-y-parametros", "weights", parametros_en_pesos,
        "esos son los parámetros; los pesos van sin los sesgos", PLAUSIBLE,
        "Deja en esta columna solo los pesos y súmales los sesgos en la de parámetros.",
    ),
)  # fmt: skip

WRONG_BIASES = (
    *wrong_biases("neurona", "m"),
    WrongRule(
        "un-sesgo-por-entrada", "biases", un_sesgo_por_entrada,
        "contaste un sesgo por entrada; hay uno por neurona de la capa", PLAUSIBLE,
        "Cuenta los sesgos a la salida: uno para cada una de las {m} neuronas.",
    ),
    WrongRule(
        "un-sesgo-por-entrada-y-salida", "biases", un_sesgo_por_entrada_y_salida,
        "contaste un sesgo por cada entrada y otro por cada neurona; solo las neuronas tienen", PLAUSIBLE,
        "Cuenta solo las neuronas de esta capa: {m}.",
    ),
)  # fmt: skip

WRONG_PARAMS = (
    WrongRule(
        "sesgo-en-las-dos-capas", "params", sesgo_en_las_dos_capas,
        "sumaste 1 a las entradas y también a las neuronas; el sesgo entra una sola vez", PLAUSIBLE,
        "Suma 1 solo a las entradas: ({n} + 1)·{m}, que son los pesos más los sesgos.",
    ),
    WrongRule(
        "confunde-pesos-y-parametros", "params", pesos_en_parametros,
        "esos son solo los pesos; los parámetros incluyen los sesgos", PLAUSIBLE,
        "Escribe aquí la suma de pesos y sesgos y deja los pesos en su columna.",
    ),
)  # fmt: skip


def _words(layer: Layer) -> str:
    text = spanish.plural(int(layer.parameters["units"]), "neurona", "neuronas")
    text += " en cada posición" if layer.parameters.get("per_position") else ""
    return text + (", sin sesgos" if layer.parameters.get("use_bias") is False else "")


def _inputs(it: Structure) -> Formula:
    return inputs if it.rank < 3 else product_of(channels(it))


def _out_shape(it: Structure) -> Formula | None:
    return out_shape if it.rank == 1 else with_last(it, "m")


def _weights(it: Structure) -> Formula:
    return weights if it.rank < 3 else product_of(channels(it), "m")


def _biases(it: Structure) -> Formula:
    return biases if has_bias(it) else none


def _operations(it: Structure) -> Formula:
    """Each weight is used once at every position."""
    return product_of("w", *letters(it.rank)[:-1])


def has_bias(it: Structure) -> bool:
    return not it.says(use_bias=False)


def _refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    if len(shapes[0]) > 1 and not layer.parameters.get("per_position"):
        return (
            "capa densa necesita a la entrada un vector: pon antes una capa flatten, "
            "o per_position = true si actúa en cada posición"
        )
    return ""


def _fits(rule: WrongRule) -> WrongRule:
    """Where it acts in each position, or has no biases, only what is said of weights may be told."""
    if rule.quantity in ("biases", "params"):
        return replace(rule, when=has_bias)
    return replace(rule, when=_is_vector)


def _is_vector(it: Structure) -> bool:
    return it.rank == 1


KINDS = (
    LayerKind(
        name="dense",
        words="capa densa",
        parameters={
            "units": Parameter(1, letter="m", meaning="neuronas de la capa"),
            "use_bias": SWITCH,
            "per_position": SWITCH,
        },
        formulas={
            "inputs": Chosen(_inputs),
            "outputs": (outputs,),
            "out_shape": Chosen(_out_shape),
            "weights": Chosen(_weights),
            "biases": Chosen(_biases),
            "macs": Chosen(_operations),
        },
        detail=_words,
        sentence=_words,
        conventions=("Cada neurona de una capa densa (FC) tiene un sesgo.",),
        wrong=tuple(map(_fits, (*WRONG_SIZES, *WRONG_WEIGHTS, *WRONG_BIASES, *WRONG_PARAMS))),
        aliases=(
            "fc",
            "dense",
            "densa",
            "linear",
            "fully connected",
            "totalmente conectada",
            "completamente conectada",
            "lineal",
            "capa densa",
        ),
        has_weights=True,
        refuses=_refusal,
        refuses_by=(),
        needs="un vector: pon antes una capa flatten",
    ),
)
