"""Whether the numbers of a backpropagation exercise are worth working out by hand."""

from __future__ import annotations

from collections.abc import Iterator

from grader import evaluate
from grader.model import Sheet
from grader.sheets._network import Network, Neurons

_MOST = {"tanh": 2.5, "logistic": 4.0, "relu": 20.0, "linear": 20.0, "cubic": 3.0}
"""Beyond it a neuron is saturated, or its numbers are no work for a hand; an author's own may be."""
_ORIGINAL = -1
_LEAST_RELU = 0.1
_LEAST_DIGITS = 2
"""How many digits an answer has beside the zeros that it begins with."""


def why_ill_posed(sheet: Sheet, net: Network) -> str:
    """In Spanish; empty when they are."""
    return next(_reasons(sheet, net), "")


def _reasons(sheet: Sheet, net: Network) -> Iterator[str]:
    right = evaluate.answers(sheet)
    for layer in net.layers if sheet.instance.draw != _ORIGINAL else ():
        for i in layer.neurons:
            if layer.ref(i, "net") in sheet.cells:
                yield from _of_neuron(layer, i, float(right[layer.ref(i, "net")]))  # type: ignore[arg-type]
    least = 10.0 ** (_LEAST_DIGITS - 1 - net.decimals)
    for ref in sheet.cells:
        if ref.rpartition("/")[2] in ("error", "delta") and abs(float(right[ref])) < least:  # type: ignore[arg-type]
            yield f"«{ref}» casi desaparece: pide más decimales u otros números"


def _of_neuron(layer: Neurons, i: int, neta: float) -> Iterator[str]:
    if layer.activation == "relu" and neta < _LEAST_RELU:
        yield f"la neurona «{layer.named(i)}» está apagada: su neta no es positiva"
    if abs(neta) > _MOST[layer.activation]:
        yield f"la neurona «{layer.named(i)}» está saturada: su neta es {neta:.2f}".replace(".", ",")
