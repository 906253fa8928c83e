"""An activation with a row of its own: it changes no shape and learns nothing."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import LayerKind, Parameter

FUNCTIONS = ("ReLU", "Softmax", "Sigmoid", "Tanh", "Linear")


def volume(H: Any, W: Any, C: Any) -> tuple[Any, Any, Any]:
    return H, W, C


def vector(n: Any) -> tuple[Any]:
    return (n,)


KINDS = (
    LayerKind(
        name="activation",
        words="activación",
        parameters={"function": Parameter(0, words=FUNCTIONS)},
        formulas={"out_shape": (volume, vector)},
        detail=lambda layer: str(layer.parameters["function"]),
        sentence=lambda layer: f"Activación {layer.parameters['function']}",
        aliases=("activation", "activacion", "relu", "softmax", "sigmoid", "tanh"),
    ),
)
