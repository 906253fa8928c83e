"""The cells of a gradient exercise: what each rule takes, from the output layer back to the weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from grader import formula
from grader.layers import WrongRule
from grader.model import Arg, Cell, Formula, Instance, Kind, Layer, Ref, Rewiring, Role, Row, Sheet
from grader.neurons import (
    DELTA,
    ERROR,
    NETA,
    OUTPUT,
    RATE,
    TARGET,
    WEIGHT,
    WEIGHT_AFTER,
    Name,
    Net,
    Scope,
    named,
    quantity,
)
from grader.same import Same, once_a_sheet
from grader.sampled import Sample, pointwise
from grader.sheets import _gradient_rules as rules
from grader.sheets._listed import Listed

QUANTITY = "expression"
_ROWS = {ERROR: "Error", DELTA: "Delta"}


def asked_neurons(slots: Sequence[Layer]) -> Iterator[tuple[Layer, int]]:
    """The layers of which a neuron is asked, with it; the two ends of the weight among them."""
    at = next(i for i, it in enumerate(slots) if it.kind == "weight")
    weight = slots[at].parameters
    yield slots[at - 1], int(weight["from"])
    yield slots[at + 1], int(weight["to"])
    for layer in slots[at + 2 :]:
        if layer.row:
            yield layer, int(layer.parameters["neuron"])


def build(instance: Instance, name: str = "") -> Sheet:
    return _built(Same(instance), name or instance.exercise)


@once_a_sheet
def _built(held: Same[Instance], name: str) -> Sheet:
    instance = held.it
    draft = _Draft(instance)
    draft.wire()
    return Sheet(
        name=name,
        title=instance.title,
        columns=instance.columns,
        rows=tuple(draft.rows),
        cells=_in_order(draft.cells),
        instance=instance,
        wrong=Listed(lambda: draft.rewirings),
        total="",
    )


def _in_order(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """What follows from no answer comes first: a wrong rule may take it at any cell."""
    first: dict[str, Cell] = {}
    for ref, cell in cells.items():
        if cell.role is Role.HIDDEN and all(it.cell in first for it in cell.args if isinstance(it, Ref)):
            first[ref] = cell
    return first | dict(cells)


@cache
def held(letter: str, layer: int, activations: tuple[str, ...]) -> Formula:
    """A quantity of the network; its neurons are told when it is called."""

    def one(sizes: tuple[int, ...], *neurons: int) -> Sample:
        return named(Net(sizes, activations), Name(letter, layer, neurons))

    return one


@cache
def held_by_all(letter: str, layer: int, activations: tuple[str, ...], over: int, *, second: bool) -> Formula:
    """The quantity of every neuron i of layer `over`; with `second` the other neuron of a weight comes first."""

    def each(sizes: tuple[int, ...], *fixed: int) -> tuple[Sample, ...]:
        net = Net(sizes, activations)
        places = range(1, sizes[over - 1] + 1)
        return tuple(named(net, Name(letter, layer, (*fixed, i) if second else (i, *fixed))) for i in places)

    return each


@cache
def derived(layer: int, activations: tuple[str, ...]) -> Formula:
    """f′ of a layer over any argument: at its neta it is right."""

    def slope(it: Sample) -> Sample:
        return pointwise(Net((), activations).activation(layer).slope, it, "f′")

    return slope


def with_own(all_of_a_layer: tuple[Sample, ...], own: Sample, neuron: int) -> tuple[Sample, ...]:
    """What follows from the student's own delta where one of the layer's was asked."""
    return tuple(Sample(own.values, it.text) if i == neuron else it for i, it in enumerate(all_of_a_layer, start=1))


@cache
def called(letter: str, layer: int) -> Formula:
    """An asked quantity by its name: what follows from it is not written out again."""

    def by_name(it: Sample, *neurons: int) -> Sample:
        return Sample(it.values, str(Name(letter, layer, neurons)))

    return by_name


def now(w: Sample) -> Sample:
    return Sample(w.values, f"{w.text}(t)")


@dataclass(slots=True)
class _Draft:
    instance: Instance
    cells: dict[str, Cell] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    rewirings: list[Rewiring] = field(default_factory=list)

    @property
    def layers(self) -> list[Layer]:
        return [it for it in self.instance.layers if it.kind == "neurons"]

    @property
    def at(self) -> int:
        """The layer that the weight leaves."""
        return next(i for i, it in enumerate(self.instance.layers) if it.kind == "weight")

    @property
    def weight(self) -> Layer:
        return self.instance.layers[self.at]

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(it.parameters["units"] for it in self.layers)  # type: ignore[misc]

    @property
    def activations(self) -> tuple[str, ...]:
        return tuple(str(it.parameters["activation"]) for it in self.layers)

    @property
    def last(self) -> int:
        return len(self.layers)

    def neuron(self, layer: int) -> Any:
        """The neuron of a layer that the exercise is about."""
        if layer in (self.at, self.at + 1):
            return self.weight.parameters["from" if layer == self.at else "to"]
        return self.layers[layer - 1].parameters["neuron"]

    def asks(self, layer: int) -> bool:
        return layer == self.at + 1 or self.layers[layer - 1].row

    def wire(self) -> None:
        for layer in range(self.last, self.at, -1):
            if self.asks(layer):
                self.add_error(layer)
                self.add_delta(layer)
        self.add_update()

    def hidden(self, ref: str, rule: Formula, *args: Arg) -> Ref:
        if ref not in self.cells:
            self.cells[ref] = Cell(ref, Kind.EXPRESSION, rule, args, Role.HIDDEN)
        return Ref(ref)

    def one(self, letter: str, layer: int, *of: int) -> Ref:
        """The quantity of a layer at the neurons of these layers, by their numbers."""
        ref = f"{letter}({layer})/{of}"
        return self.hidden(ref, held(letter, layer, self.activations), self.sizes, *map(self.neuron, of))

    def own(self, letter: str, layer: int) -> Ref:
        """The error or delta that the student wrote for this layer."""
        asked = Ref(f"{_ROWS[letter]} {layer}/{QUANTITY}")
        return self.hidden(f"{letter}({layer})/propio", called(letter, layer), asked, self.neuron(layer))

    def all_of(self, letter: str, layer: int, over: int, *of: int, second: bool = False) -> Ref:
        ref = f"{letter}({layer})/{'→' if second else ''}{over},{of}"
        rule = held_by_all(letter, layer, self.activations, over, second=second)
        return self.hidden(ref, rule, self.sizes, *map(self.neuron, of))

    def ask(self, row: Row, rule: Formula, letters: Mapping[str, Arg], asked: Name) -> None:
        ref = f"{row.layer}/{QUANTITY}"
        args = formula.bind(rule, dict(letters))
        assert args is not None
        net = Net(tuple(map(int, self.sizes)), self.activations)
        role = Role.GIVEN if ref in self.instance.given else Role.ASKED
        self.rows.append(row)
        self.cells[ref] = Cell(ref, Kind.EXPRESSION, rule, args, role, scope=Scope(net, asked))

    def wrong(self, row: str, found: Sequence[WrongRule], letters: Mapping[str, Arg]) -> None:
        ref = f"{row}/{QUANTITY}"
        for it in found:
            args = formula.bind(it.formula, dict(letters))
            if args is not None:
                self.rewirings.append(Rewiring(it.slug, ref, it.formula, args, it.sentence, letters, it.advice))

    def add_error(self, layer: int) -> None:
        asked = Name(ERROR, layer, (int(self.neuron(layer)),))
        row = Row(f"Error {layer}", "neurons", f"{asked}", f"Error de la capa {layer}")
        letters: dict[str, Arg] = {"d": self.one(TARGET, 0, layer), "y": self.one(OUTPUT, layer, layer)}
        if layer == self.last:
            self.ask(row, rules.output_error, letters, asked)
            self.wrong(row.layer, rules.WRONG_OUTPUT_ERRORS, letters)
            return
        letters |= {"w": self.all_of(WEIGHT, layer, layer + 1, layer), "delta": self.deltas(layer + 1)}
        self.ask(row, rules.hidden_error, letters, asked)
        found = list(rules.WRONG_HIDDEN_ERRORS)
        if self.sizes[layer] == 1:
            found = [it for it in found if it.slug != "suma-parcial"]
        if self.sizes[layer] > 1 or self.neuron(layer) > 1:
            letters["w_traspuestos"] = self.all_of(WEIGHT, layer, layer + 1, layer, second=True)
        letters["w_actualizados"] = self.all_of(WEIGHT_AFTER, layer, layer + 1, layer)
        if self.activations[layer] != "linear":
            letters["e_siguientes"] = self.all_of(ERROR, layer + 1, layer + 1)
        self.wrong(row.layer, found, letters)
        if layer == self.at + 1:
            turned: dict[str, Arg] = {"w_traspuestos": self.all_of(WEIGHT, layer, layer + 1, self.at)}
            self.wrong(row.layer, [it for it in found if _takes(it, turned)], {**letters, **turned})
        for more in self.of_other_layers(layer):
            self.wrong(row.layer, [it for it in found if _takes(it, more)], {**letters, **more})

    def of_other_layers(self, layer: int) -> Iterator[dict[str, Arg]]:
        """What a wrong rule of the error may take from the layers around."""
        for other in (layer, layer + 2):
            if other <= self.last:
                yield {"delta_de_otra_capa": self.all_of(DELTA, other, layer + 1)}
                summed = self.all_of(WEIGHT, layer, other, layer), self.all_of(DELTA, layer + 1, other)
                yield dict(zip(("w_hasta_otra", "delta_hasta_otra"), summed, strict=True))
        for other in (layer - 1, layer + 1):
            if other < self.last:
                yield {"w_de_otra_capa": self.all_of(WEIGHT, other, layer + 1, layer)}

    def deltas(self, layer: int) -> Ref:
        """The deltas of a layer; where one of them is asked it is the student's own."""
        plain = self.all_of(DELTA, layer, layer)
        if not self.asks(layer):
            return plain
        asked = Ref(f"Delta {layer}/{QUANTITY}")
        return self.hidden(f"{DELTA}({layer})/propios", with_own, plain, asked, self.neuron(layer))

    def add_delta(self, layer: int) -> None:
        asked = Name(DELTA, layer, (int(self.neuron(layer)),))
        row = Row(f"Delta {layer}", "neurons", f"{asked}", f"Delta de la capa {layer}")
        activation = self.activations[layer - 1]
        neta, y = self.one(NETA, layer, layer), self.one(OUTPUT, layer, layer)
        letters: dict[str, Arg] = {"e": self.own(ERROR, layer), "y": y, "neta": neta}
        self.ask(row, rules.DELTAS[activation], letters, asked)
        slope = derived(layer, self.activations)
        letters["f_derivada"] = self.hidden(f"f′({layer})/neta", slope, neta)
        if activation not in ("linear", "cubic"):
            letters["f_derivada_en_y"] = self.hidden(f"f′({layer})/y", slope, y)
        found = [*rules.wrong_derivatives(activation), *rules.WRONG_DELTAS]
        if activation == "linear":
            found = [it for it in found if it.slug != "fuera-la-derivada"]
        if layer == self.at + 1:
            letters["e_traspuesto"] = self.one(ERROR, layer, self.at)
            other = self.one(NETA, layer, self.at)
            letters["f_derivada_traspuesta"] = self.hidden(f"f′({layer})/otra", slope, other)
        if layer < self.last and self.activations[layer] != "linear":
            letters["delta_siguiente"] = self.one(DELTA, layer + 1, layer)
        self.wrong(row.layer, found, letters)
        for near in (layer + 1, layer - 1):
            if near <= self.last:
                more: dict[str, Arg] = {"e_de_otra_capa": self.one(ERROR, near, layer)}
                self.wrong(row.layer, [it for it in found if _takes(it, more)], {**letters, **more})

    def add_update(self) -> None:
        at, to = self.at, self.at + 1
        indices = (int(self.neuron(to)), int(self.neuron(at)))
        asked = Name(WEIGHT_AFTER, at, indices)
        row = Row(self.weight.name, "weight", f"{asked}", self.weight.label)
        weights = [
            self.hidden(f"w({at})(t)/{order}", now, self.one(WEIGHT, at, *order)) for order in ((to, at), (at, to))
        ]
        deltas = [self.own(DELTA, to), self.one(DELTA, to, at)]
        outputs = [self.one(OUTPUT, at, at), self.one(OUTPUT, at, to)]
        letters: dict[str, Arg] = {"w": weights[0], "alpha": self.one(RATE, 0), "delta": deltas[0], "y": outputs[0]}
        self.ask(row, rules.update, letters, asked)
        self.wrong(row.layer, rules.WRONG_UPDATES, letters)
        for w, delta, y in ((1, 1, 1), (1, 0, 0), (0, 1, 1), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1)):
            turned: dict[str, Arg] = {
                "w_traspuesto": weights[w],
                "delta_traspuesto": deltas[delta],
                "y_traspuesto": outputs[y],
            }
            self.wrong(row.layer, [it for it in rules.WRONG_UPDATES if _takes(it, turned)], {**letters, **turned})
        for more in self.ends_in_other_layers():
            self.wrong(row.layer, [it for it in rules.WRONG_UPDATES if _takes(it, more)], {**letters, **more})

    def ends_in_other_layers(self) -> Iterator[dict[str, Arg]]:
        at, to = self.at, self.at + 1
        for other in range(1, self.last + 1):
            if other != to:
                yield {"delta_de_otra_capa": self.one(DELTA, other, to)}
            if other != at:
                yield {"y_de_otra_capa": self.one(OUTPUT, other, at)}
        yield {"y_de_otra_capa": self.one(OUTPUT, to, to)}


def _takes(rule: WrongRule, letters: Mapping[str, Arg]) -> bool:
    return not letters.keys().isdisjoint(formula.parameters(rule.formula))


def counted(instance: Instance) -> dict[str, Any]:
    """The second opinion: what each asked name holds in the network itself, no rule of this file asked."""
    sheet = build(instance)
    return {ref: quantity(it.scope.net, it.scope.asked) for ref, it in sheet.cells.items() if it.scope}
