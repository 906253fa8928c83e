"""Rescaling: every number is multiplied and shifted by fixed numbers; nothing is learned."""

from __future__ import annotations

from grader.layers._kind import Chosen, LayerKind
from grader.layers._ranks import same_shape

KINDS = (
    LayerKind(
        name="rescaling",
        words="cambio de escala",
        parameters={},
        formulas={"out_shape": Chosen(same_shape)},
        detail=lambda _: "cambia la escala",
        sentence=lambda _: "Cambia la escala de los datos con números fijos",
        aliases=("rescaling",),
        sees="same",
    ),
)
