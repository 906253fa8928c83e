"""Separable convolution: one filter of f × f (or f) a channel, then F filters of 1 × 1 over what they give."""

from __future__ import annotations

from typing import Any

from grader import spanish
from grader.layers import _conv
from grader.layers._assembled import product_of, sum_of
from grader.layers._biases import wrong_biases
from grader.layers._kind import PLAUSIBLE, SEEN, SWITCH, Chosen, LayerKind, Parameter, Structure, WrongRule
from grader.layers._sides import AXES, kernel_letters, window_parameters
from grader.layers._window import SIZE_CONVENTION
from grader.model import Formula, Layer


def como_una_convolucion(f: Any, C: Any, F: Any) -> Any:
    return f * f * C * F


def solo_por_canal(f: Any, C: Any) -> Any:
    return f * f * C


def _is_simple(it: Structure) -> bool:
    return not it.has("depth_multiplier")


WRONG = (
    WrongRule(
        "separable-como-conv", "weights", como_una_convolucion,
        "contaste una convolución normal; esta filtra cada canal por separado y después los mezcla con 1×1", SEEN,
        "Suma las dos partes: {f}·{f}·{C} por canal y {C}·{F} de los filtros de 1×1.", when=_is_simple,
    ),
    WrongRule(
        "separable-sin-los-1x1", "weights", solo_por_canal,
        "faltaron los {F} filtros de 1×1 que mezclan los canales", PLAUSIBLE,
        "Suma {C}·{F} a los pesos por canal.", when=_is_simple,
    ),
    *wrong_biases("filtro", "F", _conv.has_bias),
)  # fmt: skip


def _kind(rank: int, needs: str) -> LayerKind:
    axes = AXES[rank]

    def weights(it: Structure) -> Formula | None:
        kernel = kernel_letters(it, axes)
        if "" in kernel:
            return None
        many = ("M",) if it.has("depth_multiplier") else ()
        each, mixed = (*kernel, "C", *many), ("C", *many, "F")
        return sum_of((product_of(*each), tuple(dict.fromkeys(each))), (product_of(*mixed), mixed))

    def detail(layer: Layer) -> str:
        return f"{_conv.window_detail(layer, axes)}, separable, {_filters(layer)}"

    def sentence(layer: Layer) -> str:
        kernel, rest = _conv.window_sentence(layer, axes)
        return f"Separable: {kernel.lower()} en cada canal y después {_filters(layer)} de 1x1, {rest}"

    return LayerKind(
        name=f"separable_conv{rank}d",
        words="convolución separable",
        parameters={
            "filters": Parameter(1, letter="F", meaning="número de filtros"),
            **window_parameters(axes),
            "depth_multiplier": Parameter(1, optional=True, letter="M", meaning="filtros por canal"),
            "use_bias": SWITCH,
        },
        formulas={
            "out_shape": Chosen(lambda it: _conv.filters_of(it, axes)),
            "weights": Chosen(weights),
            "biases": Chosen(_conv.filter_biases),
            "macs": _conv.operations(axes),
        },
        detail=detail,
        sentence=sentence,
        conventions=(
            SIZE_CONVENTION,
            "Una convolución separable tiene un filtro por canal y después filtros de 1×1; solo estos llevan sesgo.",
        ),
        tells=_conv.side_conventions,
        wrong=WRONG if rank == 2 else (),
        aliases=("separable", "separableconv", f"separableconv{rank}d", "separable conv"),
        has_weights=True,
        axes={2: ("L", "C")},
        sees="window",
        needs=needs,
        rank=rank + 1,
    )


def _filters(layer: Layer) -> str:
    filters = spanish.plural(int(layer.parameters["filters"]), "filtro", "filtros")
    many = int(layer.parameters.get("depth_multiplier", 1))
    more = f", {many} por canal" if many > 1 else ""
    return filters + more + (", sin sesgos" if layer.parameters.get("use_bias") is False else "")


KINDS = (
    _kind(1, "una secuencia (largo, canales)"),
    _kind(2, "una imagen (alto, ancho, canales)"),
)
