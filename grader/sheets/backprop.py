"""Backpropagation by hand: one step of gradient descent of a small network with printed weights: Instance → Sheet.

The rows are neurons and, below them, the weights and biases to update; only what those are computed from is asked.
Source of the conventions: inciso 4 of the course's assignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from grader import formula, spanish
from grader.layers import LayerKind, Parameter, WrongRule
from grader.model import Arg, Cell, Formula, Instance, Kind, Layer, Rewiring, Role, Row, Sheet
from grader.same import Same
from grader.sheets import _neuron_delta as backward
from grader.sheets import _neuron_output as forward
from grader.sheets import _neuron_update as correction
from grader.sheets._activations import ACTIVATIONS
from grader.sheets._complex_step import counted
from grader.sheets._family import Column, Family, Matrix, NeuronLayer
from grader.sheets._listed import Listed
from grader.sheets._network import Network, Neurons, network, why_no_network
from grader.sheets._posed import why_ill_posed

_NUMBER = Parameter(-1000, decimals=2)


def printed_number(number: Any) -> Any:
    """A number of the exercise, as a cell that the sheet prints."""
    return number


def build(instance: Instance, name: str = "") -> Sheet:
    """The sheet of an instance; `name` tells two occurrences of an exercise apart (`inciso-4#2`)."""
    return _built(Same(instance), name or instance.exercise)


@lru_cache(maxsize=256)
def _built(held: Same[Instance], name: str) -> Sheet:
    instance = held.it
    draft = _Draft(network(instance.layers), instance)
    draft.wire()
    return Sheet(
        name=name,
        title=instance.title,
        columns=instance.columns,
        rows=draft.rows(),
        cells=draft.cells,
        instance=instance,
        wrong=Listed(draft.rewirings),
        total="",
    )


@dataclass(slots=True)
class _Draft:
    """A sheet while it is wired: each cell asks for those that it takes."""

    net: Network
    instance: Instance
    cells: dict[str, Cell] = field(default_factory=dict)
    letters: dict[str, dict[str, Arg]] = field(default_factory=dict)
    """Ref → the letters that its rules, right and wrong, may take."""

    def wire(self) -> None:
        for ref, number in self.net.numbers.items():
            self.cells[ref] = Cell(ref, Kind.REAL, printed_number, (number,), Role.GIVEN)
        needed = self.net.needed()
        for layer in self.net.layers:
            for i in layer.neurons:
                self._forward(layer, i, needed)
        for layer in reversed(self.net.layers):
            for i in layer.neurons:
                self._backward(layer, i, needed)
        for layer in self.net.layers:
            for update in layer.updates:
                self._update(layer, update)

    def _forward(self, layer: Neurons, i: int, needed: set[str]) -> None:
        if layer.ref(i, "net") in needed:
            letters: dict[str, Arg] = {"w": layer.row(i), "y": self.net.incoming(layer), "b": layer.bias(i)}
            self._add(layer.ref(i, "net"), forward.net, letters)
            self._add(layer.ref(i, "output"), ACTIVATIONS[layer.activation].output, {"neta": layer.net(i)})

    def _backward(self, layer: Neurons, i: int, needed: set[str]) -> None:
        if layer.ref(i, "delta") not in needed:
            return
        after = self.net.after(layer)
        if after is None:
            letters: dict[str, Arg] = {"d": self.net.target(i), "y": layer.output(i)}
            self._add(layer.ref(i, "error"), backward.error_of_output, letters)
        else:
            letters = {"w": after.column(i), "delta": after.all("delta"), "y": layer.output(i)}
            self._add(layer.ref(i, "error"), backward.error_of_hidden, letters)
        letters = {"e": layer.error(i), "y": layer.output(i), "neta": layer.net(i)}
        self._add(layer.ref(i, "delta"), ACTIVATIONS[layer.activation].delta, letters)

    def _update(self, layer: Neurons, update: tuple[int, ...]) -> None:
        i, *source = update
        letters: dict[str, Arg] = {"alpha": self.net.rate, "delta": layer.delta(i)}
        if source:
            letters |= {"w": layer.weight(i, source[0]), "y": self.net.incoming(layer)[source[0] - 1]}
            self._add(layer.updated(update), correction.updated_weight, letters)
        else:
            self._add(layer.updated(update), correction.updated_bias, {**letters, "b": layer.bias(i)})

    def _add(self, ref: str, rule: Formula, letters: dict[str, Arg]) -> None:
        self.letters[ref] = letters
        args = formula.bind(rule, letters)
        assert args is not None
        asked = ref.rpartition("/")[2] in self.instance.columns
        self.cells[ref] = Cell(
            ref, Kind.REAL, rule, args, Role.ASKED if asked else Role.HIDDEN, decimals=self.net.decimals
        )

    def rows(self) -> tuple[Row, ...]:
        """Of everything that has a cell; whose column is not printed has no row."""
        asked = {ref.rpartition("/")[0] for ref, cell in self.cells.items() if cell.role is Role.ASKED}
        layers = self.net.layers
        rows = [Row(layer.named(i), "neurons", _short(layer)) for layer in layers for i in layer.neurons]
        rows += [Row(layer.updated(it).rpartition("/")[0], "neurons", "") for layer in layers for it in layer.updates]
        return tuple(row for row in rows if row.layer in asked)

    def rewirings(self) -> tuple[Rewiring, ...]:
        found: list[Rewiring] = []
        for layer in self.net.layers:
            for i in layer.neurons:
                found += self._of_neuron(layer, i)
            for update in layer.updates:
                found += self._of_update(layer, update)
        return tuple(it for it in found if it.cell in self.cells)

    def _of_neuron(self, layer: Neurons, i: int) -> Iterator[Rewiring]:
        after, activation = self.net.after(layer), ACTIVATIONS[layer.activation]
        square = {"w_columna": layer.column(i)} if layer.is_square else {}
        yield from self._wrong(layer.ref(i, "net"), forward.WRONG_NET, square)
        yield from self._wrong(layer.ref(i, "output"), activation.wrong_output)
        yield from self._wrong(layer.ref(i, "delta"), activation.wrong_delta)
        if after is None:
            yield from self._wrong(layer.ref(i, "error"), backward.WRONG_OUTPUT_ERROR)
            return
        letters: dict[str, Arg] = {"e": after.all("error"), "alpha": self.net.rate}
        if after.is_square:
            letters["w_fila"] = after.row(i)
        if len(after.neurons) > 2 and i in after.neurons:
            letters |= {"w_propio": after.weight(i, i), "delta_propio": after.delta(i)}
        if i <= len(self.net.targets):
            letters["d"] = self.net.target(i)
        yield from self._wrong(layer.ref(i, "error"), backward.WRONG_HIDDEN_ERROR, letters)
        yield from self._without_one(layer, i, after)

    def _without_one(self, layer: Neurons, i: int, after: Neurons) -> Iterator[Rewiring]:
        weights, deltas = after.column(i), after.all("delta")
        for k in after.neurons if len(after.neurons) > 1 else ():
            rest = [n for n in range(len(weights)) if n != k - 1]
            letters = {"w_resto": tuple(weights[n] for n in rest), "delta_resto": tuple(deltas[n] for n in rest)}
            named = replace(backward.WRONG_SUMMAND, sentence=_naming(backward.WRONG_SUMMAND.sentence, after.named(k)))
            yield from self._wrong(layer.ref(i, "error"), (named,), letters)

    def _of_update(self, layer: Neurons, update: tuple[int, ...]) -> Iterator[Rewiring]:
        i, *source = update
        letters: dict[str, Arg] = {"e": layer.error(i), "y_propia": layer.output(i)}
        letters |= self._other_delta(layer, i)
        if source:
            (j,) = source
            before = self.net.before(layer)
            letters |= {"delta_j": layer.delta(j)} if self._has(layer, j, "delta") else {}
            letters |= {"y_i": self.net.incoming(layer)[i - 1]} if i <= layer.inputs else {}
            letters |= {"w_transpuesto": layer.weight(j, i)} if layer.is_square and i != j else {}
            letters |= {"neta_j": before.net(j)} if before else {}
            if i == j:  # nothing to exchange
                letters.pop("delta_j", None)
        yield from self._wrong(
            layer.updated(update), correction.WRONG_WEIGHT if source else correction.WRONG_BIAS, letters
        )

    def _other_delta(self, layer: Neurons, i: int) -> dict[str, Arg]:
        """The delta of the same neuron of the layer after, or before, if the sheet has it."""
        for other in (self.net.after(layer), self.net.before(layer)):
            if other and self._has(other, i, "delta"):
                return {"delta_otra": other.delta(i)}
        return {}

    def _has(self, layer: Neurons, i: int, quantity: str) -> bool:
        return layer.ref(i, quantity) in self.cells

    def _wrong(
        self, ref: str, catalogue: Iterable[WrongRule], more: Mapping[str, Arg] | None = None
    ) -> Iterator[Rewiring]:
        letters = {**self.letters.get(ref, {}), **(more or {})}
        told = {name: arg for name, arg in letters.items() if not isinstance(arg, tuple)}
        for rule in catalogue:
            args = formula.bind(rule.formula, letters)
            if args is not None:
                yield Rewiring(rule.slug, ref, rule.formula, args, rule.sentence, told, rule.advice)


def _short(layer: Neurons) -> str:
    return ACTIVATIONS[layer.activation].short


def _naming(sentence: str, name: str) -> str:
    return sentence.replace("«neurona»", name.replace("{", "{{").replace("}", "}}"))


def ill_posed(instance: Instance) -> str:
    """Why nobody should work these numbers out by hand, in Spanish; empty when they are fine."""
    return why_ill_posed(build(instance), network(instance.layers))


def _vector(layer: Layer, name: str) -> str:
    found = [spanish.value(formula.exact(it)) for key, it in layer.parameters.items() if re.match(rf"{name}\[", key)]
    return f"({'; '.join(found)})"


def _matrices(instance: Instance) -> tuple[Matrix, ...]:
    net = network(instance.layers)
    return tuple(Matrix("W", layer.name, tuple(_printed(net, layer, i) for i in layer.neurons)) for layer in net.layers)


def _drawn(instance: Instance) -> tuple[NeuronLayer, ...]:
    net = network(instance.layers)
    first = NeuronLayer(instance.layers[0].name, "", tuple(f"x{j + 1}" for j in range(len(net.inputs))))
    return (first, *(_drawn_layer(layer) for layer in net.layers))


def _drawn_layer(layer: Neurons) -> NeuronLayer:
    named = tuple((it[0], it[1] if len(it) > 1 else 0, layer.updated(it).partition(" ")[0]) for it in layer.updates)
    return NeuronLayer(layer.name, _short(layer), tuple(f"{layer.short}{i}" for i in layer.neurons), named)


def _printed(net: Network, layer: Neurons, i: int) -> tuple[str, ...]:
    return tuple(spanish.value(net.numbers[ref.cell]) for ref in layer.row(i))


def _say_inputs(layer: Layer) -> str:
    return f"X = {_vector(layer, 'values')}"


def _say_neurons(layer: Layer) -> str:
    count = sum(key.startswith("biases[") for key in layer.parameters)
    it = ACTIVATIONS[str(layer.parameters["activation"])]
    neurons = spanish.plural(count, f"neurona {it.short}", f"neuronas {it.words}")
    return f"{neurons}, b = {_vector(layer, 'biases')}"


def _say_training(layer: Layer) -> str:
    rate = spanish.value(formula.exact(layer.parameters["rate"]))
    return (
        f"salidas deseadas D = {_vector(layer, 'targets')}; razón de aprendizaje α = {rate}; "
        f"cada resultado se escribe redondeado a {layer.parameters['decimals']} decimales"
    )


KINDS = {
    it.name: it
    for it in (
        LayerKind(
            name="inputs",
            words="la entrada",
            parameters={"values": replace(_NUMBER, axes=1)},
            formulas={},
            detail=lambda _: "",
            sentence=_say_inputs,
        ),
        LayerKind(
            name="neurons",
            words="las neuronas",
            parameters={
                "activation": Parameter(words=tuple(ACTIVATIONS)),
                "weights": replace(_NUMBER, axes=2),
                "biases": replace(_NUMBER, axes=1),
                "update": Parameter(optional=True, is_text=True),
            },
            formulas={},
            detail=lambda layer: ACTIVATIONS[str(layer.parameters["activation"])].words,
            sentence=_say_neurons,
            conventions=(
                "El peso w(i, j) va hacia la neurona i desde la neurona (o entrada) j: fila i, columna j de W.",
                "El error de una neurona de salida es e = d − y; hacia atrás se usan los pesos sin actualizar.",
            ),
            aliases=("neurona",),
            has_weights=True,
        ),
        LayerKind(
            name="training",
            words="el entrenamiento",
            parameters={
                "targets": replace(_NUMBER, axes=1),
                "rate": Parameter(0.001, decimals=3),
                "decimals": Parameter(2, 4),
            },
            formulas={},
            detail=lambda _: "",
            sentence=_say_training,
            conventions=("Para seguir calculando sirve tanto el valor escrito como el que tiene todos sus decimales.",),
        ),
    )
}

FAMILY = Family(
    name="backprop",
    kinds=KINDS,
    columns={
        "net": Column("neta", "neta", ("net", "neto", "z", "suma", "entrada neta")),
        "output": Column("salida y", "salida", ("y", "salida", "salidas", "f(neta)", "output")),
        "error": Column("error e", "error", ("e", "error", "errores")),
        "delta": Column("delta δ", "delta", ("δ", "delta", "deltas", "gradiente local")),
        "updated": Column(
            "nuevo valor",
            "nuevo valor",
            ("valor nuevo", "actualizado", "t+1", "nuevo", "w(t+1)", "new value", "updated"),
        ),
    },
    build=build,
    slots=("network", "layers"),
    faults=why_no_network,
    why_ill_posed=ill_posed,
    row_heading="Neurona o peso",
    letters={
        "w": "peso",
        "b": "bias",
        "neta": "entrada neta de la neurona",
        "y": "salida de la neurona",
        "d": "salida deseada",
        "e": "error de la neurona",
        "δ": "error por la derivada de la activación",
        "α": "razón de aprendizaje",
    },
    structure="Red y datos:",
    matrices=_matrices,
    drawn=_drawn,
    counted=counted,
)
