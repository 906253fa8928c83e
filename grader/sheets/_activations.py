"""The activations of a neuron: how it computes its output and its delta, and what goes wrong there."""

from __future__ import annotations

from dataclasses import dataclass

from grader.layers import WrongRule
from grader.model import Formula
from grader.sheets import _neuron_delta as backward
from grader.sheets import _neuron_output as forward


@dataclass(frozen=True, slots=True)
class Activation:
    words: str
    """Spanish, after «neuronas»."""
    short: str
    """Under a layer's name in the diagram."""
    output: Formula
    delta: Formula
    wrong_output: tuple[WrongRule, ...] = ()
    wrong_delta: tuple[WrongRule, ...] = ()


ACTIVATIONS = {
    "linear": Activation("lineales", "lineal", forward.output_linear, backward.delta_linear),
    "logistic": Activation(
        "sigmoidales",
        "sigmoidal",
        forward.output_logistic,
        backward.delta_logistic,
        forward.WRONG_LOGISTIC,
        backward.WRONG_DELTA_LOGISTIC,
    ),
    "tanh": Activation(
        "tangente sigmoidales (tanh)",
        "tanh",
        forward.output_tanh,
        backward.delta_tanh,
        forward.WRONG_TANH,
        backward.WRONG_DELTA_TANH,
    ),
    "relu": Activation("ReLU", "ReLU", forward.output_relu, backward.delta_relu, (), backward.WRONG_DELTA_RELU),
    "cubic": Activation(
        "cúbicas (neta³)",
        "cúbica",
        forward.output_cubic,
        backward.delta_cubic,
        forward.WRONG_CUBIC,
        backward.WRONG_DELTA_CUBIC,
    ),
}
