"""Fully connected layer: each of its m units weighs all n inputs and has one bias."""

from __future__ import annotations

from typing import Any

from grader import spanish
from grader.layers._biases import wrong_biases
from grader.layers._kind import PLAUSIBLE, LayerKind, Parameter, WrongRule
from grader.model import Layer


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
    return spanish.plural(int(layer.parameters["units"]), "neurona", "neuronas")


KINDS = (
    LayerKind(
        name="dense",
        words="capa densa",
        parameters={"units": Parameter(1, letter="m", meaning="neuronas de la capa")},
        formulas={
            "inputs": (inputs,),
            "outputs": (outputs,),
            "out_shape": (out_shape,),
            "weights": (weights,),
            "biases": (biases,),
        },
        detail=_words,
        sentence=_words,
        conventions=("Cada neurona de una capa densa (FC) tiene un sesgo.",),
        wrong=(*WRONG_SIZES, *WRONG_WEIGHTS, *WRONG_BIASES, *WRONG_PARAMS),
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
    ),
)
