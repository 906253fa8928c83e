"""An activation with a row of its own: it changes no shape and learns nothing."""

from __future__ import annotations

from grader.layers._kind import Chosen, LayerKind, Parameter
from grader.layers._ranks import same_shape

FUNCTIONS = ("ReLU", "Softmax", "Sigmoid", "Tanh", "Linear", "ReLU6", "LeakyReLU", "ELU", "SELU", "GELU", "SiLU",
             "Softplus", "Softsign", "HardSigmoid", "HardSwish", "Exponential", "Mish")  # fmt: skip

KINDS = (
    LayerKind(
        name="activation",
        words="activación",
        parameters={"function": Parameter(words=FUNCTIONS)},
        formulas={"out_shape": Chosen(same_shape)},
        detail=lambda layer: str(layer.parameters["function"]),
        sentence=lambda layer: f"Activación {layer.parameters['function']}",
        aliases=("activation", "activacion", "relu", "softmax", "sigmoid", "tanh"),
        sees="same",
    ),
)
