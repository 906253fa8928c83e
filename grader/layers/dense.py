"""Fully connected layer: each of its m units weighs all n inputs and has one bias."""

from __future__ import annotations

from typing import Any

from grader import spanish
from grader.layers._kind import LayerKind, Parameter, WrongRule
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


def suma_en_vez_de_producto(n: Any, m: Any) -> Any:
    return n + m


def solo_canales_en_fc(K: Any, m: Any) -> Any:
    return K * m


def un_sesgo_por_capa() -> Any:
    return 1


def un_sesgo_por_entrada(n: Any) -> Any:
    return n


def un_sesgo_por_peso(w: Any) -> Any:
    return w


WRONG = (
    WrongRule(
        "suma-en-vez-de-producto", "weights", suma_en_vez_de_producto,
        "sumaste; cada una de las {m} neuronas tiene un peso por cada una de las {n} entradas", "plausible",
    ),
    WrongRule(
        "solo-canales-en-fc", "weights", solo_canales_en_fc,
        "usaste solo los {K} canales; a la capa le llega todo el volumen aplanado ({n} valores)", "plausible",
    ),
    WrongRule(
        "un-sesgo-por-capa", "biases", un_sesgo_por_capa,
        "hay un sesgo por neurona, no uno por capa", "visto en material público",
    ),
    WrongRule(
        "un-sesgo-por-entrada", "biases", un_sesgo_por_entrada,
        "contaste un sesgo por entrada; hay uno por neurona de la capa", "plausible",
    ),
    WrongRule(
        "un-sesgo-por-peso", "biases", un_sesgo_por_peso,
        "repetiste el número de pesos; hay un sesgo por neurona", "plausible",
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
        wrong=WRONG,
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
