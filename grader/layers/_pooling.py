"""What max and average pooling of one, two and three dimensions share: a window over each channel by itself."""

from __future__ import annotations

from grader.layers._assembled import itself
from grader.layers._conv import kernel_words, number_words, shape_of, side_conventions
from grader.layers._kind import SWITCH, Chosen, LayerKind, Parameter, Structure, WrongRule
from grader.layers._sides import PADDINGS, window_parameters
from grader.layers._window import SIZE_CONVENTION
from grader.model import Formula, Layer

UPWARDS = "Este pooling redondea hacia arriba: la última ventana cuenta aunque no quepa entera."
NEEDS = {
    1: "una secuencia (largo, canales)",
    2: "una imagen (alto, ancho, canales)",
    3: "un volumen (profundidad, alto, ancho, canales)",
}


def pooled_shape(it: Structure, axes: tuple[str, ...]) -> Formula | None:
    return shape_of(it, axes, (itself, ("C",)))


def pooling_kind(
    name: str,
    words: str,
    sort: str,
    axes: tuple[str, ...],
    out_shape: Chosen,
    wrong: tuple[WrongRule, ...],
    aliases: tuple[str, ...],
) -> LayerKind:
    """`sort`: how the «Detalle» column tells it («max»)."""

    def detail(layer: Layer) -> str:
        padding = number_words(layer, "padding", axes)
        return ", ".join(
            [
                f"{kernel_words(layer, axes)}, s={number_words(layer, 'strides', axes)}",
                *([f"p={padding}"] if padding != "0" else []),
                *([f"d={gaps}"] if (gaps := number_words(layer, "dilation", axes)) != "1" else []),
                sort + (", redondeo hacia arriba" if layer.parameters.get("ceil_mode") else ""),
            ]
        )

    def sentence(layer: Layer) -> str:
        padding = number_words(layer, "padding", axes)
        around = f", padding «{padding}»" if padding in PADDINGS else f", padding de {padding}"
        around = "" if padding == "0" else around
        kernel, strides = kernel_words(layer, axes), number_words(layer, "strides", axes)
        upwards = ", redondeando hacia arriba" if layer.parameters.get("ceil_mode") else ""
        return f"Pooling {kernel}, stride de {strides}{around}, tipo '{sort}'{upwards}"

    def tells(layer: Layer) -> tuple[str, ...]:
        return (*side_conventions(layer), *([UPWARDS] if layer.parameters.get("ceil_mode") else []))

    return LayerKind(
        name=name,
        words=words,
        parameters={**_parameters(axes), "ceil_mode": SWITCH},
        formulas={"out_shape": out_shape},
        detail=detail,
        sentence=sentence,
        conventions=(SIZE_CONVENTION,),
        tells=tells,
        wrong=wrong,
        aliases=("pool", "pooling", "submuestreo", "subsampling", "agrupacion", "agrupamiento", *aliases),
        axes={2: ("L", "C")},
        sees="window",
        needs=NEEDS[len(axes)],
        rank=len(axes) + 1,
    )


def _parameters(axes: tuple[str, ...]) -> dict[str, Parameter]:
    from dataclasses import replace

    found = window_parameters(axes, "kernel")
    return {**found, "padding": replace(found["padding"], unsaid=0)}
