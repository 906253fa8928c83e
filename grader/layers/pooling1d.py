"""Max and average pooling over a sequence."""

from __future__ import annotations

from grader.layers._kind import Chosen
from grader.layers._pooling import pooled_shape, pooling_kind
from grader.layers._sides import AXES

_SHAPE = Chosen(lambda it: pooled_shape(it, AXES[1]))

KINDS = (
    pooling_kind("max_pooling1d", "max pooling 1D", "max", AXES[1], _SHAPE, (), ("maxpooling1d", "maxpool1d")),
    pooling_kind(
        "average_pooling1d", "average pooling 1D", "promedio", AXES[1], _SHAPE, (), ("averagepooling1d", "avgpool1d")
    ),
)
