"""Max and average pooling over a volume."""

from __future__ import annotations

from grader.layers._kind import Chosen
from grader.layers._pooling import pooled_shape, pooling_kind
from grader.layers._sides import AXES

_SHAPE = Chosen(lambda it: pooled_shape(it, AXES[3]))

KINDS = (
    pooling_kind("max_pooling3d", "max pooling 3D", "max", AXES[3], _SHAPE, (), ("maxpooling3d", "maxpool3d")),
    pooling_kind(
        "average_pooling3d", "average pooling 3D", "promedio", AXES[3], _SHAPE, (), ("averagepooling3d", "avgpool3d")
    ),
)
