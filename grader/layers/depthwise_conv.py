"""Depthwise convolution: each channel has its own filters of f × f (or f), and no filter sees two channels."""

from __future__ import annotations

from typing import Any

from grader import spanish
from grader.layers import _conv
from grader.layers._assembled import product_of
from grader.layers._counts import none
from grader.layers._kind import PLAUSIBLE, SEEN, SWITCH, Chosen, LayerKind, Parameter, Structure, WrongRule
from grader.layers._sides import AXES, kernel_letters, window_parameters
from grader.layers._window import SIZE_CONVENTION
from grader.model import Formula, Layer


def mezcla_los_canales(f: Any, C: Any) -> Any:
    return f * f * C * C


def un_filtro_para_todos(f: Any) -> Any:
    return f * f


def un_sesgo_por_capa() -> Any:
    return 1


def olvida_multiplicador(f: Any, C: Any) -> Any:
    return f * f * C


def _multiplied(it: Structure) -> tuple[str, ...]:
    return ("C", "M") if it.has("depth_multiplier") else ("C",)


def _biases(it: Structure) -> Formula:
    return product_of(*_multiplied(it)) if _conv.has_bias(it) else none


def _has_multiplier(it: Structure) -> bool:
    return it.has("depth_multiplier")


WRONG = (
    WrongRule(
        "depthwise-como-conv", "weights", mezcla_los_canales,
        "contaste una convolución normal de {C} filtros; aquí cada filtro ve un solo canal", SEEN,
        "Cuenta un filtro de {f}·{f} para cada uno de los {C} canales.",
    ),
    WrongRule(
        "depthwise-un-solo-filtro", "weights", un_filtro_para_todos,
        "contaste un solo filtro y cada uno de los {C} canales tiene el suyo", PLAUSIBLE,
        "Multiplica por los {C} canales: {f}·{f}·{C}.",
    ),
    WrongRule(
        "depthwise-sin-multiplicador", "weights", olvida_multiplicador,
        "cada canal tiene {M} filtros (depth multiplier) y contaste uno", PLAUSIBLE,
        "Multiplica también por {M}: {f}·{f}·{C}·{M}.", when=_has_multiplier,
    ),
    WrongRule(
        "un-sesgo-por-capa", "biases", un_sesgo_por_capa,
        "contaste un solo sesgo para toda la capa y hay uno por canal de salida", SEEN,
        "Cuenta los canales que salen: cada uno tiene su sesgo.", when=_conv.has_bias,
    ),
)  # fmt: skip


def _kind(rank: int, needs: str) -> LayerKind:
    axes = AXES[rank]

    def out_shape(it: Structure) -> Formula | None:
        return _conv.shape_of(it, axes, (product_of(*_multiplied(it)), _multiplied(it)))

    def weights(it: Structure) -> Formula | None:
        kernel = kernel_letters(it, axes)
        return None if "" in kernel else product_of(*kernel, *_multiplied(it))

    def detail(layer: Layer) -> str:
        return f"{_conv.window_detail(layer, axes)}, por canal{_more(layer)}"

    def sentence(layer: Layer) -> str:
        kernel, rest = _conv.window_sentence(layer, axes)
        return f"{kernel} en cada canal por separado (depthwise){_more(layer)}, {rest}"

    return LayerKind(
        name=f"depthwise_conv{rank}d",
        words="convolución por canal (depthwise)",
        parameters={
            **window_parameters(axes),
            "depth_multiplier": Parameter(1, optional=True, letter="M", meaning="filtros por canal"),
            "use_bias": SWITCH,
        },
        formulas={
            "out_shape": Chosen(out_shape),
            "weights": Chosen(weights),
            "biases": Chosen(_biases),
            "macs": _conv.operations(axes),
        },
        detail=detail,
        sentence=sentence,
        conventions=(
            SIZE_CONVENTION,
            "En una convolución depthwise cada filtro recorre un solo canal; hay un sesgo por canal de salida.",
        ),
        tells=_conv.side_conventions,
        wrong=WRONG if rank == 2 else (),
        aliases=("depthwise", "depthwiseconv", f"depthwiseconv{rank}d", "depthwise conv"),
        has_weights=True,
        axes={2: ("L", "C")},
        sees="window",
        needs=needs,
        rank=rank + 1,
    )


def _more(layer: Layer) -> str:
    many = int(layer.parameters.get("depth_multiplier", 1))
    filters = f", {spanish.plural(many, 'filtro', 'filtros')} por canal" if many > 1 else ""
    return filters + (", sin sesgos" if layer.parameters.get("use_bias") is False else "")


KINDS = (
    _kind(1, "una secuencia (largo, canales)"),
    _kind(2, "una imagen (alto, ancho, canales)"),
)
