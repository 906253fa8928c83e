"""A convolution of any number of dimensions, without the wrong rules that only the two-dimensional one has."""

from __future__ import annotations

from grader.layers import _conv
from grader.layers._biases import wrong_biases
from grader.layers._kind import SWITCH, Chosen, LayerKind, Parameter
from grader.layers._sides import window_parameters
from grader.layers._window import SIZE_CONVENTION


def conv_kind(name: str, words: str, axes: tuple[str, ...], needs: str, aliases: tuple[str, ...]) -> LayerKind:
    return LayerKind(
        name=name,
        words=words,
        parameters={
            "filters": Parameter(1, letter="F", meaning="número de filtros"),
            **window_parameters(axes),
            "groups": _conv.GROUPS,
            "use_bias": SWITCH,
        },
        formulas={
            "out_shape": Chosen(lambda it: _conv.filters_of(it, axes)),
            "weights": Chosen(lambda it: _conv.weights_of(it, axes)),
            "biases": Chosen(_conv.filter_biases),
            "macs": _conv.operations(axes),
        },
        detail=_conv.conv_detail(axes),
        sentence=_conv.conv_sentence(axes),
        conventions=(SIZE_CONVENTION, "Cada filtro de una convolución tiene un sesgo."),
        tells=_conv.side_conventions,
        wrong=wrong_biases("filtro", "F", _conv.has_bias),
        aliases=aliases,
        has_weights=True,
        axes={2: ("L", "C")},
        refuses=_conv.refusal,
        refuses_by=("groups",),
        sees="window",
        needs=needs,
        rank=len(axes) + 1,
    )
