"""The functions that an answer may use, by the names that students give them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from grader.neurons import ACTIVATIONS
from grader.sampled import CONTEXT

OWN = "f"
"""The activation of the layer that its argument belongs to."""
_TWO = Decimal(2)


class Function(NamedTuple):
    value: Callable[[Decimal], Decimal]
    slope: Callable[[Decimal], Decimal] | None
    """Its derivative; `None`: nobody needs it."""
    printed: str


def _cosh(x: Decimal) -> Decimal:
    grown = CONTEXT.exp(x)
    return CONTEXT.divide(CONTEXT.add(grown, CONTEXT.divide(Decimal(1), grown)), _TWO)


def _sinh(x: Decimal) -> Decimal:
    grown = CONTEXT.exp(x)
    return CONTEXT.divide(CONTEXT.subtract(grown, CONTEXT.divide(Decimal(1), grown)), _TWO)


def _sech(x: Decimal) -> Decimal:
    return CONTEXT.divide(Decimal(1), _cosh(x))


FUNCTIONS = {
    "exp": Function(CONTEXT.exp, CONTEXT.exp, "exp"),
    "cosh": Function(_cosh, _sinh, "cosh"),
    "sinh": Function(_sinh, _cosh, "sinh"),
    "sech": Function(_sech, None, "sech"),
} | {
    name: Function(*ACTIVATIONS[name], printed)
    for name, printed in {"linear": "lineal", "tanh": "tanh", "logistic": "sigmoide", "cubic": "cúbica"}.items()
}
_WORDS = {
    OWN: "f fact fa φ g act activacion activación",
    "tanh": "tanh tansig tgh tanhip",
    "logistic": "σ sigmoid sigmoide sigmoidal sigm sig logsig logistica logística",
    "linear": "lineal purelin identidad",
    "cubic": "cubica cúbica cubo",
    "exp": "exp",
    "cosh": "cosh ch",
    "sinh": "sinh senh",
    "sech": "sech",
}
BY_WORD = {word: name for name, words in _WORDS.items() for word in words.split()}
