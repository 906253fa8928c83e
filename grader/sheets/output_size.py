"""Questions on the size rule of convolutions, straight and inverse, each a row of its own: Instance → Sheet.

A direct question asks for the output; an inverse one prints the output, or the number of parameters, and asks for what
gives it. The number asked for is drawn like the others and never printed.
"""

from __future__ import annotations

from typing import Any

from grader.formula import ceil_div, quotient
from grader.layers import PLAUSIBLE, SEEN, LayerKind, Parameter, WrongRule
from grader.layers._window import conv_side, wrong_sides
from grader.model import Instance
from grader.sheets import _asked_sizes as asked
from grader.sheets._asked_sizes import (
    parameters_of_filters,
    parameters_of_units,
    shown_count,
    shown_side,
    told,
)
from grader.sheets._family import Column, Family
from grader.sheets._rows import Rows
from grader.sheets._tried_out import counted, solutions

SIZE = Parameter(1, letter="n", meaning="lado de la imagen de entrada")
KERNEL = Parameter(1, letter="f", meaning="lado del kernel")
STRIDES = Parameter(1, 1, letter="s", meaning="stride")
PADDING = Parameter(0, 0, letter="p", meaning="padding")
CHANNELS = Parameter(1, letter="C", meaning="canales de entrada")
FILTERS = Parameter(1, letter="F", meaning="número de filtros")
INPUTS = Parameter(1, letter="n", meaning="neuronas de entrada")
UNITS = Parameter(1, letter="m", meaning="neuronas de la capa")

RULE = (
    "Del lado n de la entrada queda m = ⌊(n + 2p − f)/s⌋ + 1 a la salida; las barras ⌊ ⌋ piden redondear hacia abajo."
)
WHOLE = (
    "Cada respuesta es un número entero y hay una sola; el padding se suma a los dos lados y es menor que el kernel."
)
BIAS = "Los parámetros P cuentan pesos y sesgos: un sesgo por filtro o por neurona."


def volume(n: Any, p: Any, f: Any, s: Any, F: Any) -> tuple[Any, Any, Any]:
    """
    >>> volume(28, 1, 3, 1, 16)
    (28, 28, 16)
    """
    return conv_side(n, p, f, s), conv_side(n, p, f, s), F


def padding_for(n: Any, f: Any, s: Any, m: Any) -> Any:
    """The least padding that gives at least a side of m.

    >>> padding_for(32, 5, 1, 32), padding_for(28, 3, 2, 14)
    (2, 1)
    """
    return ceil_div((m - 1) * s + f - n, 2)


def stride_for(n: Any, p: Any, f: Any, m: Any) -> Any:
    """The largest stride that still gives a side of m.

    >>> stride_for(227, 0, 11, 55)
    4
    """
    return (n + 2 * p - f) // (m - 1)


def filters_for(f: Any, C: Any, P: Any) -> Any:
    """
    >>> filters_for(5, 3, 608)
    8
    """
    return quotient(P, f * f * C + 1)


def units_for(n: Any, P: Any) -> Any:
    """
    >>> units_for(2048, 20490)
    10
    """
    return quotient(P, n + 1)


def padding_sin_mitad(n: Any, f: Any, s: Any, m: Any) -> Any:
    return (m - 1) * s + f - n


def padding_sin_menos_uno(n: Any, f: Any, s: Any, m: Any) -> Any:
    return ceil_div(m * s + f - n, 2)


def padding_sin_stride(n: Any, f: Any, m: Any) -> Any:
    return ceil_div(m - 1 + f - n, 2)


def stride_sin_menos_uno(n: Any, p: Any, f: Any, m: Any) -> Any:
    return (n + 2 * p - f) // m


def stride_sin_padding(n: Any, f: Any, m: Any) -> Any:
    return (n - f) // (m - 1)


def stride_como_razon(n: Any, m: Any) -> Any:
    return n // m


def filtros_sin_sesgo(f: Any, C: Any, P: Any) -> Any:
    return P // (f * f * C)


def filtros_sin_canales(f: Any, P: Any) -> Any:
    return P // (f * f + 1)


def neuronas_sin_sesgo(n: Any, P: Any) -> Any:
    return P // n


WRONG_PADDING = (
    WrongRule(
        "padding-sin-mitad", "answer", padding_sin_mitad,
        "ese es el borde de los dos lados juntos; p es el de uno solo", PLAUSIBLE,
        "Divide por 2 el borde que hace falta en total.",
    ),
    WrongRule(
        "despeja-sin-menos-uno", "answer", padding_sin_menos_uno,
        "al despejar faltó pasar el 1 restando: queda m − 1", PLAUSIBLE,
        "Escribe la fórmula con m = {m} y pasa primero el + 1 al otro lado.",
    ),
    WrongRule(
        "ignora-stride", "answer", padding_sin_stride,
        "no multiplicaste m − 1 por el stride (s = {s})", PLAUSIBLE,
        "Al despejar, el stride que dividía pasa a multiplicar: (m − 1)·{s}.",
    ),
)  # fmt: skip

WRONG_STRIDE = (
    WrongRule(
        "despeja-sin-menos-uno", "answer", stride_sin_menos_uno,
        "dividiste por m y se divide por m − 1: el + 1 pasa antes al otro lado", PLAUSIBLE,
        "Escribe la fórmula con m = {m} y pasa primero el + 1 al otro lado.",
    ),
    WrongRule(
        "ignora-padding", "answer", stride_sin_padding,
        "no sumaste el padding (p = {p}), que va a los dos lados: 2·p", SEEN,
        "Suma 2·{p} al lado de la entrada antes de restar el kernel.",
    ),
    WrongRule(
        "stride-como-razon", "answer", stride_como_razon,
        "dividiste el lado de la entrada por el de la salida, como si el padding fuera «same»", PLAUSIBLE,
        "Despeja s en la fórmula completa: resta el kernel y suma el padding antes de dividir.",
    ),
)  # fmt: skip

WRONG_FILTERS = (
    WrongRule(
        "sin-sesgo", "answer", filtros_sin_sesgo,
        "dividiste por los pesos de un filtro y faltó contar su sesgo", SEEN,
        "Cada filtro tiene {f}·{f}·{C} pesos y un sesgo: divide por todos juntos.",
    ),
    WrongRule(
        "olvida-canales", "answer", filtros_sin_canales,
        "te faltó multiplicar por los {C} canales de entrada: cada filtro los recorre todos", SEEN,
        "Cuenta los parámetros de un solo filtro, {f}·{f}·{C} + 1, y divide.",
    ),
)  # fmt: skip

WRONG_UNITS = (
    WrongRule(
        "sin-sesgo", "answer", neuronas_sin_sesgo,
        "dividiste por los pesos de una neurona y faltó contar su sesgo", SEEN,
        "Cada neurona tiene {n} pesos y un sesgo: divide por {n} + 1.",
    ),
)  # fmt: skip


_N, _P, _F, _S = ("n", "size"), ("p", "padding"), ("f", "kernel"), ("s", "strides")
_WINDOW = {"size": SIZE, "kernel": KERNEL, "strides": STRIDES, "padding": PADDING}


def _hidden(parameter: Parameter) -> Parameter:
    """What the question asks for: no formula may take it but the one that makes the question."""
    return Parameter(parameter.minimum, letter=f"{parameter.letter}_oculto", meaning=parameter.meaning)


def side_by_stride(n: Any, p: Any, f: Any, s_oculto: Any) -> Any:
    return conv_side(n, p, f, s_oculto)


def side_by_padding(n: Any, p_oculto: Any, f: Any, s: Any) -> Any:
    return conv_side(n, p_oculto, f, s)


def count_by_filters(f: Any, C: Any, F_oculto: Any) -> Any:
    return parameters_of_filters(f, C, F_oculto)


def count_by_units(n: Any, m_oculto: Any) -> Any:
    return parameters_of_units(n, m_oculto)


KINDS = {
    it.name: it
    for it in (
        LayerKind(
            name="side",
            words="lado de la salida",
            parameters=_WINDOW,
            formulas={"answer": (conv_side,)},
            detail=lambda layer: told(layer.parameters, _N, _P, _F, _S),
            sentence=asked.ask_side,
            conventions=(RULE,),
            wrong=wrong_sides("answer"),
        ),
        LayerKind(
            name="volume",
            words="forma de la salida",
            parameters={**_WINDOW, "channels": CHANNELS, "filters": FILTERS},
            formulas={"answer": (volume,)},
            detail=lambda layer: told(layer.parameters, _N, _P, _F, _S, ("C", "channels"), ("F", "filters")),
            sentence=asked.ask_volume,
            conventions=(RULE, "La forma se escribe (alto, ancho, canales)."),
        ),
        LayerKind(
            name="padding",
            words="padding que da una salida",
            parameters={**_WINDOW, "padding": _hidden(PADDING)},
            formulas={"size": (side_by_padding,), "answer": (padding_for,)},
            detail=lambda layer: told(layer.parameters, _N, _F, _S, m=shown_side(layer.parameters)),
            sentence=asked.ask_padding,
            conventions=(RULE, WHOLE),
            wrong=WRONG_PADDING,
        ),
        LayerKind(
            name="stride",
            words="stride que da una salida",
            parameters={**_WINDOW, "strides": _hidden(STRIDES)},
            formulas={"size": (side_by_stride,), "answer": (stride_for,)},
            detail=lambda layer: told(layer.parameters, _N, _P, _F, m=shown_side(layer.parameters)),
            sentence=asked.ask_stride,
            conventions=(RULE, WHOLE),
            wrong=WRONG_STRIDE,
        ),
        LayerKind(
            name="filters",
            words="filtros que dan un número de parámetros",
            parameters={"kernel": KERNEL, "channels": CHANNELS, "filters": _hidden(FILTERS)},
            formulas={"count": (count_by_filters,), "answer": (filters_for,)},
            detail=lambda layer: told(layer.parameters, _F, ("C", "channels"), P=shown_count(layer)),
            sentence=asked.ask_filters,
            conventions=(BIAS,),
            wrong=WRONG_FILTERS,
        ),
        LayerKind(
            name="units",
            words="neuronas que dan un número de parámetros",
            parameters={"input_units": INPUTS, "units": _hidden(UNITS)},
            formulas={"count": (count_by_units,), "answer": (units_for,)},
            detail=lambda layer: told(layer.parameters, ("n", "input_units"), P=shown_count(layer)),
            sentence=asked.ask_units,
            conventions=(BIAS,),
            wrong=WRONG_UNITS,
        ),
    )
}  # fmt: skip


def why_ill_posed(instance: Instance) -> str:
    """A question has exactly one answer, and the window fits into the image."""
    for layer in instance.layers:
        it: dict[str, int] = {name: int(number) for name, number in layer.parameters.items()}
        if "size" in it and it["kernel"] > it["size"] + 2 * it["padding"]:
            return f"en «{layer.name}» el kernel no cabe en la imagen"
        if "padding" in it and it["padding"] >= it["kernel"]:
            return f"en «{layer.name}» el padding no puede llegar al kernel"
        if len(solutions(layer)) != 1:
            return f"«{layer.name}» tiene más de una respuesta"
    return ""


ROWS = Rows(KINDS, ("answer",), {"size": "m", "count": "P"}, squares=("side/answer", "padding/answer", "stride/answer"))

FAMILY = Family(
    name="output_size",
    kinds=KINDS,
    columns={"answer": Column("Respuesta", "respuesta", ("resultado", "solucion", "valor", "rta", "resp", "answer"))},
    build=ROWS.build,
    why_ill_posed=why_ill_posed,
    row_heading="Pregunta",
    letters={"m": "lado de la imagen de salida", "P": "número de parámetros"},
    counted=counted,
)
