"""A model that stands in another one as a layer: the counts of its own layers in one row."""

from __future__ import annotations

from grader.layers._counts import inner_biases, inner_stored, inner_weights
from grader.layers._kind import Chosen, LayerKind
from grader.layers._ranks import same_shape

KINDS = (
    LayerKind(
        name="model",
        words="modelo anidado",
        parameters={},
        formulas={
            "out_shape": Chosen(same_shape),
            "weights": (inner_weights,),
            "biases": (inner_biases,),
            "stored": (inner_stored,),
        },
        detail=lambda _: "modelo anidado",
        sentence=lambda _: "Modelo anidado: cuenta lo de todas sus capas",
        has_weights=True,
        sees="same",
    ),
)
