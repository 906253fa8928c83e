"""The network of a backpropagation exercise: its printed numbers as cells, and what is computed from what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader import spanish
from grader.errors import Fault
from grader.formula import exact
from grader.model import Layer, Ref

_ENTRY = re.compile(r"(\w+)\[(\d+)(?:,(\d+))?\]")
_UPDATE = re.compile(r"\s*(?:w\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)|b\s*\(\s*(\d+)\s*\))\s*")
_MOST_DECIMALS = 10


@dataclass(frozen=True, slots=True)
class Neurons:
    """A layer of neurons and the refs of all that belongs to it. Neurons count from 1."""

    name: str
    activation: str
    size: int
    inputs: int
    updates: tuple[tuple[int, ...], ...]
    """`(i, j)` of each weight and `(i,)` of each bias whose new value is asked."""
    short: str
    """Before a neuron's number in the working («s2»)."""

    @property
    def neurons(self) -> range:
        return range(1, self.size + 1)

    @property
    def is_square(self) -> bool:
        """Whether rows and columns of its matrix can be mistaken for one another."""
        return self.size == self.inputs > 1

    def named(self, i: int) -> str:
        return f"{self.name} {i}"

    def ref(self, i: int, quantity: str) -> str:
        return f"{self.named(i)}/{quantity}"

    def updated(self, update: tuple[int, ...]) -> str:
        """`w(2,4) Salida/updated`, `b(1) Oculta/updated`."""
        return f"{'w' if len(update) > 1 else 'b'}({','.join(map(str, update))}) {self.name}/updated"

    def weight(self, i: int, j: int) -> Ref:
        return Ref(f"{self.name}/w({i},{j})", symbol=f"w_{i},{j}")

    def bias(self, i: int) -> Ref:
        return Ref(f"{self.name}/b({i})", symbol=f"b_{i}")

    def row(self, i: int) -> tuple[Ref, ...]:
        """The weights that lead to neuron i."""
        return tuple(self.weight(i, j) for j in range(1, self.inputs + 1))

    def column(self, j: int) -> tuple[Ref, ...]:
        """The weights that come from neuron j of the layer before."""
        return tuple(self.weight(i, j) for i in self.neurons)

    def net(self, i: int) -> Ref:
        return Ref(self.ref(i, "net"), symbol=f"neta_{self.short}{i}")

    def output(self, i: int) -> Ref:
        return Ref(self.ref(i, "output"), symbol=f"y_{self.short}{i}")

    def error(self, i: int) -> Ref:
        return Ref(self.ref(i, "error"), symbol=f"e_{self.short}{i}")

    def delta(self, i: int) -> Ref:
        return Ref(self.ref(i, "delta"), symbol=f"delta_{self.short}{i}")

    def all(self, quantity: str) -> tuple[Ref, ...]:
        return tuple((self.error if quantity == "error" else self.delta)(i) for i in self.neurons)


@dataclass(frozen=True, slots=True)
class Network:
    layers: tuple[Neurons, ...]
    inputs: tuple[Ref, ...]
    targets: tuple[Ref, ...]
    rate: Ref
    numbers: dict[str, int | Fraction]
    """Ref → what the sheet prints there."""
    decimals: int

    def before(self, layer: Neurons) -> Neurons | None:
        place = self.layers.index(layer)
        return self.layers[place - 1] if place else None

    def after(self, layer: Neurons) -> Neurons | None:
        place = self.layers.index(layer) + 1
        return self.layers[place] if place < len(self.layers) else None

    def incoming(self, layer: Neurons) -> tuple[Ref, ...]:
        """What the neurons of a layer get: the outputs of the layer before, or the network's input."""
        before = self.before(layer)
        return tuple(before.output(i) for i in before.neurons) if before else self.inputs

    def target(self, i: int) -> Ref:
        return self.targets[i - 1]

    def needed(self) -> set[str]:
        """The netas and deltas that the updates are computed from.

        A delta needs all those of the layer after it, a neta all outputs of the layer before it.
        """
        found: set[str] = set()
        deltas: set[int] = set()
        for layer in self.layers:
            deltas = {*layer.neurons} if deltas else {it[0] for it in layer.updates}
            netas = layer.neurons if self.after(layer) else deltas
            found |= {layer.ref(i, "net") for i in netas} | {layer.ref(i, "delta") for i in deltas}
        return found


def network(layers: Sequence[Layer]) -> Network:
    """The network of an exercise whose slots have no faults."""
    first, *middle, training = layers
    numbers: dict[str, int | Fraction] = {}
    for layer in layers:
        numbers |= {_ref(layer.name, name): exact(it) for name, it in layer.parameters.items() if _is_printed(name)}
    inputs = tuple(Ref(f"{first.name}/x({j})", symbol=f"x_{j}") for j in range(1, _size(first, "values") + 1))
    targets = tuple(Ref(f"{training.name}/d({i})", symbol=f"d_{i}") for i in range(1, _size(training, "targets") + 1))
    short = [layer.name[0].lower() for layer in middle]
    found, arriving = [], len(inputs)
    for layer, initial in zip(middle, short, strict=True):
        size = _size(layer, "biases")
        updates = tuple(_updates(str(layer.parameters.get("update", ""))))
        called = initial if short.count(initial) == 1 else f"{layer.name} "
        found.append(Neurons(layer.name, str(layer.parameters["activation"]), size, arriving, updates, called))
        arriving = size
    rate = Ref(f"{training.name}/alpha", symbol="alpha")
    return Network(tuple(found), inputs, targets, rate, numbers, int(training.parameters["decimals"]))


_LETTERS = {"values": "x", "weights": "w", "biases": "b", "targets": "d"}


def _is_printed(name: str) -> bool:
    return name == "rate" or bool(_ENTRY.fullmatch(name))


def _ref(layer: str, name: str) -> str:
    """`weights[2,4]` of Salida → `Salida/w(2,4)`."""
    entry = _ENTRY.fullmatch(name)
    if entry is None:
        return f"{layer}/alpha"
    return f"{layer}/{_LETTERS[entry[1]]}({','.join(filter(None, entry.groups()[1:]))})"


def _size(layer: Layer, name: str) -> int:
    return sum(key.startswith(f"{name}[") for key in layer.parameters)


def _updates(text: str) -> Iterable[tuple[int, ...]]:
    """`w(2,4), b(1)` → (2, 4), (1,)."""
    for found in _UPDATE.finditer(text):
        yield (int(found[1]), int(found[2])) if found[1] else (int(found[3]),)


def why_no_network(layers: Sequence[Layer]) -> list[Fault]:
    """What is wrong with the slots; paths are relative to them."""
    kinds = [layer.kind for layer in layers]
    if kinds[:1] != ["inputs"] or kinds[-1:] != ["training"] or {*kinds[1:-1]} != {"neurons"}:
        return [Fault("", "van en orden: una entrada (inputs), una o más capas (neurons) y el final (training)")]
    found, arriving, asked = [], _size(layers[0], "values"), 0
    for place, layer in enumerate(layers[1:-1], 1):
        size = _size(layer, "biases")
        rows, columns = _shape(layer)
        if (rows, columns) != (size, arriving):
            sides = f"{_many(size, 'fila')} y {_many(arriving, 'columna')}"
            wanted = f"{sides} (una fila por neurona, una columna por entrada)"
            found.append(Fault(f"[{place}].weights", f"la matriz es de {rows} × {columns} y debe tener {wanted}"))
        found += _update_faults(layer, place, size, arriving)
        asked += len(list(_updates(str(layer.parameters.get("update", "")))))
        arriving = size
    last = len(layers) - 1
    if _size(layers[-1], "targets") != arriving:
        told = f"la salida tiene {_many(arriving, 'neurona')}: lleva {spanish.plural(arriving, 'valor', 'valores')}"
        found.append(Fault(f"[{last}].targets", told))
    if int(layers[-1].parameters["decimals"]) > _MOST_DECIMALS:
        found.append(Fault(f"[{last}].decimals", f"son demasiados; hasta {_MOST_DECIMALS}"))
    if not asked:
        found.append(Fault("[1].update", 'no se pide actualizar nada; por ejemplo, update = "w(1,2), b(1)"'))
    return found


def _update_faults(layer: Layer, place: int, size: int, arriving: int) -> Iterable[Fault]:
    text = str(layer.parameters.get("update", ""))
    if text.strip() and not re.fullmatch(rf"{_UPDATE.pattern}(?:,{_UPDATE.pattern})*", text):
        yield Fault(f"[{place}].update", f'«{text}» no se entiende; se escribe update = "w(2,4), b(1)"')
        return
    for i, *j in _updates(text):
        if not 1 <= i <= size or (j and not 1 <= j[0] <= arriving):
            has = f"la capa tiene {_many(size, 'neurona')} y {_many(arriving, 'entrada')}"
            yield Fault(f"[{place}].update", f"{has}: no hay «{text}»")
            return


def _many(count: int, word: str) -> str:
    return spanish.plural(count, word, f"{word}s")


def _shape(layer: Layer) -> tuple[int, int]:
    places = [it for name in layer.parameters if (it := _ENTRY.fullmatch(name)) and it[1] == "weights"]
    return max(int(it[2]) for it in places), max(int(it[3]) for it in places)
