"""Group normalisation: the channels are normalised in groups; gamma and beta for each channel."""

from __future__ import annotations

from collections.abc import Sequence

from grader.layers._kind import SWITCH, Chosen, LayerKind, Parameter
from grader.layers._ranks import channels, same_shape
from grader.layers._scaling import factors, shifts, without
from grader.model import Layer, Shape


def _refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    groups, channels = int(layer.parameters["groups"]), shapes[0][-1]
    return f"los {channels} canales no se reparten en {groups} grupos iguales (groups)" if channels % groups else ""


KINDS = (
    LayerKind(
        name="group_normalization",
        words="normalización por grupos",
        parameters={
            "groups": Parameter(1, letter="g", meaning="número de grupos"),
            "center": SWITCH,
            "scale": SWITCH,
        },
        formulas={
            "out_shape": Chosen(same_shape),
            "weights": Chosen(lambda it: factors(it, (channels(it),))),
            "biases": Chosen(lambda it: shifts(it, (channels(it),))),
        },
        detail=lambda layer: f"{layer.parameters['groups']} grupos, {without(layer)}",
        sentence=lambda layer: f"Normalización en {layer.parameters['groups']} grupos de canales, {without(layer)}",
        conventions=("La normalización por grupos aprende un gamma (peso) y un beta (sesgo) por canal.",),
        aliases=("groupnorm", "groupnormalization", "group normalization"),
        has_weights=True,
        refuses=_refusal,
    ),
)
