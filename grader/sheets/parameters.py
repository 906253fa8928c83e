"""Weights, biases, parameters and output shape of each layer of a network, and the total: Instance → Sheet."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from grader import formula, spanish
from grader.layers import LAYERS, LayerKind
from grader.model import Arg, Cell, Formula, Instance, Kind, Layer, Ref, Role, Row, Sheet
from grader.same import Same, once_a_sheet
from grader.sheets._family import Column, Family
from grader.sheets._letters import Wired, own_numbers
from grader.sheets._pattern import Pattern, WrongRules, structure

QUANTITIES = ("inputs", "outputs", "out_shape", "weights", "biases", "params")
_OWN_LETTERS = {"inputs": "n", "outputs": "m", "weights": "w", "biases": "b"}
"""How a layer's formulas call the layer's own earlier cells."""


def none() -> int:
    """A layer that learns nothing has no weights and no biases."""
    return 0


def params(w: Any, b: Any) -> Any:
    return w + b


def total(P: Any) -> Any:
    """
    >>> total((608, 0, 0, 20490))
    21098
    """
    return formula.total(P)


def build(instance: Instance, name: str = "") -> Sheet:
    """The sheet of an instance; `name` tells two occurrences of an exercise apart (`ejemplo-4#2`)."""
    return _built(Same(instance), name or instance.exercise)


@once_a_sheet
def _built(held: Same[Instance], name: str) -> Sheet:
    """Once for drawing, printing, marking and feedback: all that follows from a sheet is cached with it."""
    instance = held.it
    pattern = _pattern(instance)
    return Sheet(
        name=name,
        title=instance.title,
        columns=instance.columns,
        rows=tuple(_row(layer) for layer in instance.layers if layer.row),
        cells=pattern.cells(instance.layers),
        instance=instance,
        wrong=WrongRules(pattern, instance.layers),
    )


_PATTERNS: dict[Hashable, Pattern] = {}
_MOST_PATTERNS = 256


def _pattern(instance: Instance) -> Pattern:
    key = structure(instance)
    if key not in _PATTERNS:
        if len(_PATTERNS) == _MOST_PATTERNS:
            _PATTERNS.clear()
        _PATTERNS[key] = _drafted(instance)
    return _PATTERNS[key]


def _drafted(instance: Instance) -> Pattern:
    draft = _Draft(instance)
    for place, layer in enumerate(instance.layers):
        draft.add(layer, place)
    draft.add_total()
    return Pattern(draft.wired, draft.cells)


def _row(layer: Layer) -> Row:
    return Row(layer.name, layer.kind, layer.detail or LAYERS[layer.kind].detail(layer), layer.label)


@dataclass(slots=True)
class _Draft:
    """A network while its layers are being wired, one after the other."""

    instance: Instance
    cells: dict[str, Cell] = field(default_factory=dict)
    wired: list[Wired] = field(default_factory=list)
    before: dict[str, Arg] = field(default_factory=dict)
    """The letters of the shape that the next layer gets."""

    def add(self, layer: Layer, place: int) -> None:
        kind = LAYERS[layer.kind]
        numbers = own_numbers(layer, place, kind)
        letters = {**self.before, **numbers}
        for quantity in QUANTITIES:
            right = self._right_rule(kind, quantity, letters)
            if right is not None:
                self._add_cell(layer, kind, quantity, *right)
                if quantity in _OWN_LETTERS:
                    letters[_OWN_LETTERS[quantity]] = Ref(f"{layer.name}/{quantity}")
        self.wired.append(Wired(layer, kind, numbers, self.before, letters))
        self.before = self._letters_after(layer)

    def _right_rule(
        self, kind: LayerKind, quantity: str, letters: dict[str, Arg]
    ) -> tuple[Formula, tuple[Arg, ...]] | None:
        """The first formula whose letters are all there, with its arguments."""
        for rule in _rules(kind, quantity):
            args = formula.bind(rule, letters)
            if args is not None:
                return rule, args
        return None

    def _add_cell(self, layer: Layer, kind: LayerKind, quantity: str, rule: Formula, args: tuple[Arg, ...]) -> None:
        ref = f"{layer.name}/{quantity}"
        self.cells[ref] = Cell(
            ref=ref,
            kind=Kind.SHAPE if quantity == "out_shape" else Kind.COUNT,
            formula=rule,
            args=args,
            role=self._role(layer, quantity),
            structural=not kind.has_weights and quantity in ("weights", "biases", "params"),
        )

    def _role(self, layer: Layer, quantity: str) -> Role:
        if not layer.row or quantity not in self.instance.columns:
            return Role.HIDDEN
        return Role.GIVEN if f"{layer.name}/{quantity}" in self.instance.given else Role.ASKED

    def _letters_after(self, layer: Layer) -> dict[str, Arg]:
        shape = f"{layer.name}/out_shape"
        names = "HWC" if formula.rank(self.cells[shape].formula) == 3 else "n"
        return {letter: Ref(shape, i) for i, letter in enumerate(names)}

    def add_total(self) -> None:
        refs = tuple(Ref(f"{it.layer.name}/params") for it in self.wired if it.layer.row)
        self.cells["total"] = Cell("total", Kind.COUNT, total, (refs,))


def _rules(kind: LayerKind, quantity: str) -> tuple[Formula, ...]:
    if quantity == "params":
        return (params,)
    if quantity in ("weights", "biases") and not kind.has_weights:
        return (none,)
    return kind.formulas.get(quantity, ())


FAMILY = Family(
    name="parameters",
    kinds=LAYERS,
    columns={it: Column(heading, spanish.SPOKEN[it]) for it, heading in spanish.QUANTITIES.items()},
    build=build,
    slots=("network", "layers"),
    total=spanish.TOTAL,
    structure="Estructura de la Red:",
    letters={"w": "pesos de la capa", "b": "sesgos de la capa", "P": "parámetros de cada capa"},
    conventions={
        "out_shape": "Las formas se escriben (alto, ancho, canales); un vector de N valores, (N, 1).",
        "weights": "Si una capa no tiene pesos o sesgos, se escribe 0 o un guion (-).",
    },
    is_network=True,
)
