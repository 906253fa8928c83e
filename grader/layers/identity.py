"""A layer that changes no shape and learns nothing (noise, masking, a regulariser), whatever it is called."""

from __future__ import annotations

from grader.layers._kind import Chosen, LayerKind
from grader.layers._ranks import same_shape

KINDS = (
    LayerKind(
        name="identity",
        words="capa sin parámetros",
        parameters={},
        formulas={"out_shape": Chosen(same_shape)},
        detail=lambda _: "no cambia la forma",
        sentence=lambda _: "No cambia la forma ni aprende nada",
        sees="same",
    ),
)
