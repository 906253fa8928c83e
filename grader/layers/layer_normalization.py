"""Layer normalisation: gamma and beta for each place of the last axes; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence

from grader.layers._kind import SWITCH, Chosen, LayerKind, Parameter, Structure
from grader.layers._ranks import letters, same_shape
from grader.layers._scaling import factors, shifts, without
from grader.model import Layer, Shape


def _normalized(it: Structure) -> tuple[str, ...]:
    """The letters of the last axes, as many as the layer says."""
    return letters(it.rank)[-int(it.word("last_axes") or 1) :]


def _refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    many, rank = int(layer.parameters.get("last_axes", 1)), len(shapes[0])
    return f"no hay {many} ejes en una forma de {rank} números" if many > rank else ""


KINDS = (
    LayerKind(
        name="layer_normalization",
        words="normalización por capa",
        parameters={
            "center": SWITCH,
            "scale": SWITCH,
            "last_axes": Parameter(1, optional=True, words=(1, 2, 3, 4)),
        },
        formulas={
            "out_shape": Chosen(same_shape),
            "weights": Chosen(lambda it: factors(it, _normalized(it))),
            "biases": Chosen(lambda it: shifts(it, _normalized(it))),
        },
        detail=without,
        sentence=lambda layer: f"Normalización por capa (layer normalization), {without(layer)}",
        conventions=("La normalización por capa aprende un gamma (peso) y un beta (sesgo) por canal.",),
        aliases=("layernorm", "layernormalization", "layer normalization"),
        has_weights=True,
        refuses=_refusal,
        refuses_by=(),
        sees="same",
    ),
)
