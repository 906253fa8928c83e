"""How a weight is trained, written as expressions: errors, deltas and the update of one weight: Instance → Sheet.

The slots are the layers of a small network, each with its activation; the weight stands between the two layers that it
joins. From the output back to that weight each layer asks for the error and the delta of one neuron, and the last row
for the updated weight (seed 001, inciso 3). Conventions: see `grader.neurons`.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import Fault
from grader.layers import LayerKind, Parameter
from grader.model import Instance, Layer
from grader.sheets import _gradient_wiring as wiring
from grader.sheets._family import Column, Family, NeuronLayer

MOST_NEURONS = 9
"""With more, `w₁₁₂` could be two weights."""
ACTIVATION_WORDS = {
    "linear": "lineal",
    "tanh": "tangente sigmoidal (tanh)",
    "logistic": "sigmoidal (logística)",
    "cubic": "cúbica",
}
_SHORT_WORDS = {"linear": "lineal", "tanh": "tanh", "logistic": "logística", "cubic": "cúbica"}
"""Under a layer of the diagram."""


def _layer_sentence(layer: Layer) -> str:
    units = int(layer.parameters["units"])
    neurons = "1 neurona" if units == 1 else f"{units} neuronas"
    return f"{neurons}, función de activación {ACTIVATION_WORDS[str(layer.parameters['activation'])]}"


def _weight_sentence(layer: Layer) -> str:
    i, j = int(layer.parameters["to"]), int(layer.parameters["from"])
    return f"el que se entrena es w({i},{j}), de la neurona {j} de la capa anterior a la neurona {i} de la siguiente"


CONVENTIONS = (
    (
        "wᵢⱼ⁽ᶜ⁾ es el peso w(i,j): va de la neurona j de la capa c a la neurona i de la capa c + 1; "
        "α es la tasa de aprendizaje."
    ),
    (
        "netaᵢ⁽ᶜ⁾, yᵢ⁽ᶜ⁾, eᵢ⁽ᶜ⁾ y δᵢ⁽ᶜ⁾: entrada neta, salida, error y delta de la neurona i de la capa c; "
        "dᵢ: salida deseada."
    ),
    (
        "El error de la salida es lo deseado menos lo obtenido, d − y. "
        "Sirve cualquier forma equivalente, también desarrollada."
    ),
)
"""What a student needs to answer in the names of the key, short: the sheet stays on one page."""

KINDS = {
    it.name: it
    for it in (
        LayerKind(
            name="neurons",
            words="capa de neuronas",
            parameters={
                "units": Parameter(1, meaning="neuronas de la capa"),
                "activation": Parameter(words=tuple(ACTIVATION_WORDS)),
                "neuron": Parameter(1, optional=True, meaning="neurona por la que se pregunta"),
            },
            formulas={},
            detail=_layer_sentence,
            sentence=_layer_sentence,
            conventions=CONVENTIONS,
        ),
        LayerKind(
            name="weight",
            words="peso",
            parameters={"to": Parameter(1, meaning="neurona a la que llega"), "from": Parameter(1)},
            formulas={},
            detail=_weight_sentence,
            sentence=_weight_sentence,
            has_weights=True,
        ),
    )
}


def faults(slots: Sequence[Layer]) -> list[Fault]:
    """The weight stands between two layers; every layer after those that asks for something says of which neuron."""
    weights = [i for i, it in enumerate(slots) if it.kind == "weight"]
    if len(weights) != 1:
        return [Fault("", 'lleva un peso (kind = "weight"), y solo uno')]
    at = weights[0]
    if at in (0, len(slots) - 1):
        return [Fault(f"[{at}]", "el peso va entre las dos capas que une")]
    return [
        Fault(f"[{i}].neuron", f"«{it.name}» pregunta por una neurona: di cuál, o pon row = false")
        for i, it in enumerate(slots)
        if i > at + 1 and it.row and "neuron" not in it.parameters
    ]


def why_ill_posed(instance: Instance) -> str:
    """In Spanish; empty where every neuron that is asked for exists and can be told by one digit."""
    for layer, neuron in wiring.asked_neurons(instance.layers):
        if neuron > int(layer.parameters["units"]):
            return f"«{layer.name}» no tiene la neurona {neuron}"
    sizes = [int(it.parameters["units"]) for it in instance.layers if it.kind == "neurons"]
    return f"una capa tiene más de {MOST_NEURONS} neuronas" if max(sizes) > MOST_NEURONS else ""


def drawn(instance: Instance) -> tuple[NeuronLayer, ...]:
    """The network neuron by neuron, with the name of the weight on its connection."""
    layers = [it for it in instance.layers if it.kind == "neurons"]
    at = next(i for i, it in enumerate(instance.layers) if it.kind == "weight")
    to, source = (int(instance.layers[at].parameters[end]) for end in ("to", "from"))
    return tuple(
        NeuronLayer(
            name=it.name,
            caption=_SHORT_WORDS[str(it.parameters["activation"])],
            neurons=tuple(str(i) for i in range(1, int(it.parameters["units"]) + 1)),
            named=((to, source, f"w({to},{source})"),) if place == at else (),
        )
        for place, it in enumerate(layers)
    )


FAMILY = Family(
    name="gradient",
    kinds=KINDS,
    columns={"expression": Column("Expresión", "expresión", ("formula", "ecuacion", "respuesta", "desarrollo"))},
    build=wiring.build,
    faults=faults,
    why_ill_posed=why_ill_posed,
    row_heading="Cantidad",
    structure="Red y peso:",
    drawn=drawn,
    counted=wiring.counted,
)
