"""Two-dimensional convolution: F filters of f × f over all C channels, or those of a group, one bias each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.layers import _conv
from grader.layers._biases import wrong_biases
from grader.layers._counts import none
from grader.layers._kind import (
    PLAUSIBLE,
    SEEN,
    SEEN_OFTEN,
    SWITCH,
    Chosen,
    LayerKind,
    Parameter,
    Structure,
    WrongRule,
    likelier_first,
)
from grader.layers._named_padding import wrong_named_shapes
from grader.layers._sides import AXES, takes_the_rule, window_parameters
from grader.layers._window import SIZE_CONVENTION, WITHOUT_CHANNELS, conv_side, wrong_shapes
from grader.model import Formula


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


def canales_rgb_siempre(f: Any, C_imagen: Any, F: Any) -> Any:
    return f * f * C_imagen * F


def tamano_espacial(H: Any, W: Any, C: Any, F: Any) -> Any:
    return H * W * C * F


def olvida_filtros(f: Any, C: Any) -> Any:
    return f * f * C


def lado_sin_cuadrado(f: Any, C: Any, F: Any) -> Any:
    return f * C * F


def doble_por_cuadrado(f: Any, C: Any, F: Any) -> Any:
    return 2 * f * C * F


def kernel_con_padding(f: Any, p: Any, C: Any, F: Any) -> Any:
    return (f + 2 * p) * (f + 2 * p) * C * F


def suma_canales_y_filtros(f: Any, C: Any, F: Any) -> Any:
    return f * f * (C + F)


def cuenta_activaciones(H_salida: Any, W_salida: Any, F: Any) -> Any:
    return H_salida * W_salida * F


def un_kernel_por_posicion(f: Any, C: Any, F: Any, H_salida: Any, W_salida: Any) -> Any:
    return f * f * C * F * H_salida * W_salida


def pesos_en_parametros(f: Any, C: Any, F: Any) -> Any:
    return f * f * C * F


def parametros_en_pesos(f: Any, C: Any, F: Any) -> Any:
    return f * f * C * F + F


def un_sesgo_por_entrada(C: Any) -> Any:
    return C


def un_sesgo_por_canal_y_filtro(C: Any, F: Any) -> Any:
    return C * F


def un_sesgo_por_celda_del_kernel(f: Any, F: Any) -> Any:
    return f * f * F


def un_sesgo_por_posicion(H_salida: Any, W_salida: Any, F: Any) -> Any:
    return H_salida * W_salida * F


def parametros_por_canales(w: Any, b: Any, C: Any) -> Any:
    return (w + b) * C


def conserva_canales(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C


def canales_sumados(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any, F: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C + F


def canales_multiplicados(H: Any, W: Any, p: Any, f: Any, s: Any, C: Any, F: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, s), conv_side(W, p, f, s), C * F


def ventanas_sin_traslape(H: Any, W: Any, p: Any, f: Any, F: Any) -> tuple[Any, Any, Any]:
    return conv_side(H, p, f, f), conv_side(W, p, f, f), F


WRONG_WEIGHTS = (
    WrongRule(
        "olvida-canales", "weights", olvida_canales,
        "te faltó multiplicar por los {C} canales de entrada: cada filtro los recorre todos", SEEN_OFTEN,
        "Cuenta los pesos de un solo filtro, {f}·{f}·{C}, y multiplica por los {F} filtros.",
    ),
    WrongRule(
        "canales-rgb-siempre", "weights", canales_rgb_siempre,
        "usaste los {C_imagen} canales de la imagen; a esta capa le llegan {C}", SEEN,
        "Toma los canales de la forma de salida de la capa anterior: {C}.",
    ),
    WrongRule(
        "tamano-espacial", "weights", tamano_espacial,
        "usaste el tamaño de la imagen; los pesos dependen del kernel ({f}×{f}), no de la imagen", SEEN,
        "Pon {f}·{f} donde pusiste {H}·{W}: el mismo kernel recorre toda la imagen.",
    ),
    WrongRule(
        "olvida-filtros", "weights", olvida_filtros,
        "esos son los pesos de un solo filtro y hay {F}", PLAUSIBLE,
        "Multiplica por los {F} filtros: cada uno tiene sus propios pesos.",
    ),
    WrongRule(
        "lado-sin-cuadrado", "weights", lado_sin_cuadrado,
        "el kernel es de {f}×{f} y su lado entra dos veces en el producto", PLAUSIBLE,
        "Cuenta primero las celdas del kernel: {f}·{f}.",
    ),
    WrongRule(
        "doble-por-cuadrado", "weights", doble_por_cuadrado,
        "tomaste el doble del lado; un kernel de {f}×{f} tiene {f}·{f} celdas", PLAUSIBLE,
        "Eleva {f} al cuadrado en vez de duplicarlo.",
    ),
    WrongRule(
        "kernel-con-padding", "weights", kernel_con_padding,
        "sumaste el padding al kernel; el padding agranda la imagen, no el kernel", PLAUSIBLE,
        "Cuenta los pesos con el kernel de {f}×{f}; el padding solo cambia la forma de salida.", "p",
    ),
    WrongRule(
        "suma-canales-y-filtros", "weights", suma_canales_y_filtros,
        "sumaste canales y filtros; se multiplican, porque cada uno de los {F} filtros recorre los {C} canales",
        PLAUSIBLE,
        "Cuenta los pesos de un filtro, {f}·{f}·{C}, y multiplica por {F}.",
    ),
    WrongRule(
        "cuenta-activaciones", "weights", cuenta_activaciones,
        "contaste los valores que salen de la capa, no sus pesos", PLAUSIBLE,
        "Pregúntate qué números aprende la capa: los de sus {F} kernels de {f}×{f}×{C}.",
    ),
    WrongRule(
        "un-kernel-por-posicion", "weights", un_kernel_por_posicion,
        "contaste un kernel nuevo en cada posición; los mismos pesos recorren toda la imagen", PLAUSIBLE,
        "Quita {H_salida}·{W_salida} del producto: mover el kernel no agrega pesos.",
    ),
    WrongRule(
        "confunde-pesos-y-parametros", "weights", parametros_en_pesos,
        "esos son los parámetros; los pesos van sin los sesgos", PLAUSIBLE,
        "Deja en esta columna solo los pesos y súmales los sesgos en la de parámetros.",
    ),
)  # fmt: skip

WRONG_BIASES = (
    *wrong_biases("filtro", "F"),
    WrongRule(
        "un-sesgo-por-entrada", "biases", un_sesgo_por_entrada,
        "contaste un sesgo por canal de entrada; hay uno por filtro", PLAUSIBLE,
        "Cuenta los sesgos a la salida: uno para cada uno de los {F} filtros.",
    ),
    WrongRule(
        "un-sesgo-por-canal-y-filtro", "biases", un_sesgo_por_canal_y_filtro,
        "contaste un sesgo por cada canal de cada filtro; cada filtro tiene uno solo", PLAUSIBLE,
        "Piensa que el filtro suma lo de todos sus canales y al final agrega un único sesgo.",
    ),
    WrongRule(
        "un-sesgo-por-celda-del-kernel", "biases", un_sesgo_por_celda_del_kernel,
        "contaste un sesgo por cada celda del kernel; cada filtro tiene uno solo", PLAUSIBLE,
        "Separa las dos cosas: el kernel tiene {f}·{f} pesos por canal y el filtro un sesgo.",
    ),
    WrongRule(
        "un-sesgo-por-posicion", "biases", un_sesgo_por_posicion,
        "contaste un sesgo por cada valor de la salida; el filtro usa el mismo en todas las posiciones", PLAUSIBLE,
        "Quita {H_salida}·{W_salida} del producto: queda un sesgo por filtro.",
    ),
)  # fmt: skip

WRONG_PARAMS = (
    WrongRule(
        "parametros-por-canales", "params", parametros_por_canales,
        "multiplicaste otra vez por los {C} canales, que ya están contados en los pesos", PLAUSIBLE,
        "Suma pesos y sesgos y no multipliques por nada más.",
    ),
    WrongRule(
        "confunde-pesos-y-parametros", "params", pesos_en_parametros,
        "esos son solo los pesos; los parámetros incluyen los sesgos", PLAUSIBLE,
        "Escribe aquí la suma de pesos y sesgos y deja los pesos en su columna.",
    ),
)  # fmt: skip

WRONG_SHAPES = (
    *wrong_shapes("F", takes_the_rule),
    WrongRule(
        "conserva-canales", "out_shape", conserva_canales,
        "los canales de salida son los {F} filtros, no los {C} canales de entrada", PLAUSIBLE,
        "Pon {F} como tercer número: cada filtro produce un canal.",
    ),
    WrongRule(
        "canales-sumados", "out_shape", canales_sumados,
        "sumaste canales y filtros; a la salida hay un canal por filtro ({F})", PLAUSIBLE,
        "Pon {F} como tercer número: los canales de entrada no se conservan.",
    ),
    WrongRule(
        "canales-multiplicados", "out_shape", canales_multiplicados,
        "multiplicaste canales por filtros; a la salida hay un canal por filtro ({F})", PLAUSIBLE,
        "Pon {F} como tercer número: cada filtro suma lo de todos los canales en uno.",
    ),
    WrongRule(
        "ventanas-sin-traslape", "out_shape", ventanas_sin_traslape,
        "avanzaste la ventana de {f} en {f}, su propio lado; el stride es {s}", PLAUSIBLE,
        "Divide por el stride, {s}: las posiciones del kernel se pueden traslapar.",
    ),
    WITHOUT_CHANNELS,
)  # fmt: skip


_AXES = AXES[2]


def _out_shape(it: Structure) -> Formula | None:
    plain = takes_the_rule(it)
    return out_shape if plain else _conv.filters_of(it, _AXES)


def _weights(it: Structure) -> Formula | None:
    return weights if it.has("kernel") and not it.has("groups") else _conv.weights_of(it, _AXES)


def _biases(it: Structure) -> Formula:
    return biases if _conv.has_bias(it) else none


def _fits(rule: WrongRule) -> WrongRule:
    """Rules of plain convolutions do not speak of groups, nor those about biases of layers without any."""
    when = {"weights": _conv.is_ungrouped, "biases": _conv.has_bias, "params": _conv.has_bias}
    return replace(rule, when=when.get(rule.quantity, takes_the_rule))


KINDS = (
    LayerKind(
        name="conv2d",
        words="convolución",
        parameters={
            "filters": Parameter(1, letter="F", meaning="número de filtros"),
            **window_parameters(_AXES),
            "groups": _conv.GROUPS,
            "use_bias": SWITCH,
        },
        formulas={
            "out_shape": Chosen(_out_shape),
            "weights": Chosen(_weights),
            "biases": Chosen(_biases),
            "macs": _conv.operations(_AXES),
        },
        detail=_conv.conv_detail(_AXES),
        sentence=_conv.conv_sentence(_AXES),
        conventions=(SIZE_CONVENTION, "Cada filtro de una convolución tiene un sesgo."),
        tells=_conv.side_conventions,
        wrong=(
            *likelier_first((*map(_fits, WRONG_SHAPES), *wrong_named_shapes("F"))),
            *map(_fits, (*WRONG_WEIGHTS, *WRONG_BIASES, *WRONG_PARAMS)),
        ),
        aliases=("conv", "conv2d", "convolucion", "convolution", "convolucional", "convolucao"),
        has_weights=True,
        refuses=_conv.refusal,
        refuses_by=("groups",),
        sees="window",
        needs="una imagen (alto, ancho, canales)",
        rank=3,
    ),
)
