"""Two-dimensional convolution with square kernels: F filters of f × f over all C channels, one bias each."""

from __future__ import annotations

from typing import Any

from grader import spanish
from grader.layers._kind import LayerKind, Parameter, WrongRule
from grader.layers._window import SIZE_CONVENTION, conv_side, wrong_shapes
from grader.model import Layer


def out_shape(H: Any, W: Any, p: Any, f: Any, s: Any, F: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), F


def weights(f: Any, C: Any, F: Any) -> Any:
    """
    >>> weights(5, 3, 8)
    600
    """
    return f * f * C * F


def biases(F: Any) -> Any:
    return F


def olvida_canales(f: Any, F: Any) -> Any:
    return f * f * F


def canales_rgb_siempre(f: Any, F: Any) -> Any:
    return f * f * 3 * F


def lado_sin_cuadrado(f: Any, C: Any, F: Any) -> Any:
    return f * C * F


def tamano_espacial(H: Any, W: Any, C: Any, F: Any) -> Any:
    return H * W * C * F


def olvida_filtros(f: Any, C: Any) -> Any:
    return f * f * C


def un_sesgo_por_capa() -> Any:
    return 1


def un_sesgo_por_entrada(C: Any) -> Any:
    return C


def un_sesgo_por_peso(w: Any) -> Any:
    return w


def conserva_canales(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C


def canales_sumados(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any, F: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C + F


def canales_multiplicados(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any, F: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C * F


WRONG = (
    WrongRule(
        "olvida-canales", "weights", olvida_canales,
        "te faltó multiplicar por los {C} canales de entrada: cada filtro los recorre todos", "visto a menudo",
    ),
    WrongRule(
        "canales-rgb-siempre", "weights", canales_rgb_siempre,
        "usaste los 3 canales de la imagen; a esta capa le llegan {C}", "visto en material público",
    ),
    WrongRule(
        "lado-sin-cuadrado", "weights", lado_sin_cuadrado,
        "el kernel es de {f}×{f}: el lado entra dos veces en el producto", "plausible",
    ),
    WrongRule(
        "tamano-espacial", "weights", tamano_espacial,
        "usaste el tamaño de la imagen; los pesos dependen del kernel ({f}×{f}), no de la imagen",
        "visto en material público",
    ),
    WrongRule(
        "olvida-filtros", "weights", olvida_filtros,
        "esos son los pesos de un solo filtro y hay {F}", "plausible",
    ),
    WrongRule(
        "un-sesgo-por-capa", "biases", un_sesgo_por_capa,
        "hay un sesgo por filtro, no uno por capa", "visto en material público",
    ),
    WrongRule(
        "un-sesgo-por-entrada", "biases", un_sesgo_por_entrada,
        "contaste un sesgo por canal de entrada; hay uno por filtro", "plausible",
    ),
    WrongRule(
        "un-sesgo-por-peso", "biases", un_sesgo_por_peso,
        "repetiste el número de pesos; hay un sesgo por filtro", "plausible",
    ),
    *wrong_shapes("F"),
    WrongRule(
        "conserva-canales", "out_shape", conserva_canales,
        "los canales de salida son los {F} filtros, no los {C} canales de entrada", "plausible",
    ),
    WrongRule(
        "canales-sumados", "out_shape", canales_sumados,
        "sumaste canales y filtros; a la salida hay un canal por filtro ({F})", "plausible",
    ),
    WrongRule(
        "canales-multiplicados", "out_shape", canales_multiplicados,
        "multiplicaste canales por filtros; a la salida hay un canal por filtro ({F})", "plausible",
    ),
)  # fmt: skip


def _detail(layer: Layer) -> str:
    it = layer.parameters
    filters = spanish.plural(int(it["filters"]), "filtro", "filtros")
    return f"f={it['kernel']}x{it['kernel']}, s={it['strides']}, p={it['padding']}, {filters}"


def _sentence(layer: Layer) -> str:
    it = layer.parameters
    filters = spanish.plural(int(it["filters"]), "filtro", "filtros")
    zero = " (zero-padding)" if it["padding"] else ""
    return (
        f"Kernel de {it['kernel']}x{it['kernel']}, {filters}, stride de {it['strides']}, "
        f"padding de {it['padding']}{zero}"
    )


KINDS = (
    LayerKind(
        name="conv2d",
        words="convolución",
        parameters={
            "filters": Parameter(1, letter="F", meaning="número de filtros"),
            "kernel": Parameter(1, letter="f", meaning="lado del kernel"),
            "strides": Parameter(1, 1, letter="s", meaning="stride"),
            "padding": Parameter(0, 0, letter="p", meaning="padding"),
        },
        formulas={"out_shape": (out_shape,), "weights": (weights,), "biases": (biases,)},
        detail=_detail,
        sentence=_sentence,
        conventions=(SIZE_CONVENTION, "Cada filtro de una convolución tiene un sesgo."),
        wrong=WRONG,
        aliases=("conv", "conv2d", "convolucion", "convolution", "convolucional", "convolucao"),
        has_weights=True,
    ),
)
