"""Layer scale (ConvNeXt): one learned factor for each channel."""

from __future__ import annotations

from grader.layers._assembled import product_of
from grader.layers._counts import none
from grader.layers._kind import Chosen, LayerKind
from grader.layers._ranks import channels, same_shape

KINDS = (
    LayerKind(
        name="layer_scale",
        words="escala por canal",
        parameters={},
        formulas={
            "out_shape": Chosen(same_shape),
            "weights": Chosen(lambda it: product_of(channels(it))),
            "biases": (none,),
        },
        detail=lambda _: "un factor por canal",
        sentence=lambda _: "Multiplica cada canal por un factor que aprende",
        conventions=("Una escala por canal aprende un factor por canal y no tiene sesgos.",),
        aliases=("layerscale", "layer scale"),
        has_weights=True,
        sees="same",
    ),
)
