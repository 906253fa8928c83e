"""Weights, biases, parameters and output shape of each layer of a network, and the total: Instance → Sheet."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from grader import formula, spanish
from grader.layers import LAYERS, Chosen, LayerKind
from grader.layers._counts import none
from grader.model import Arg, Cell, Formula, Instance, Kind, Layer, Ref, Role, Row, Shape, Sheet
from grader.same import Same, once_a_sheet
from grader.sheets._extra import CONVENTIONS, EXTRA, LETTERS, Extra
from grader.sheets._family import Column, Family
from grader.sheets._letters import Wired, own_letters
from grader.sheets._pattern import Pattern, WrongRules, structure
from grader.wiring import inputs_of, inside, letters_of, right_rule, shape_after, structure_of

QUANTITIES = ("inputs", "outputs", "out_shape", "weights", "biases", "params")
_COMPUTED = (*QUANTITIES[:-1], "stored", "params")
"""In their order; what a layer stores without learning it is no column of its own."""
_OWN_LETTERS = {"inputs": "n", "outputs": "m", "weights": "w", "biases": "b", "stored": "u"}
"""How a layer's formulas call the layer's own earlier cells."""
_INSIDE = {"w_cada": "weights", "b_cada": "biases", "u_cada": "stored"}
"""How a model calls what the layers inside it count."""


def params(w: Any, b: Any) -> Any:
    return w + b


def params_and_stored(w: Any, b: Any, u: Any) -> Any:
    return w + b + u


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
    ranks: dict[str, int] = field(default_factory=dict)
    """Of each layer's output."""
    extra: Extra = field(default_factory=Extra)

    def add(self, layer: Layer, place: int) -> None:
        kind, numbers, sources = LAYERS[layer.kind], own_letters(layer, place), self._sources(layer)
        before = letters_of(kind, sources)
        it = structure_of(layer, tuple([rank for _, rank in sources]))
        letters = {**before, **self._inside(layer), **numbers}
        for quantity in _COMPUTED:
            right = right_rule(_rules(kind, quantity), it, letters)
            if right is None or (quantity == "stored" and right[0] is none):
                continue
            self._add_cell(layer, kind, quantity, *right)
            if quantity in _OWN_LETTERS:
                letters[_OWN_LETTERS[quantity]] = Ref(f"{layer.name}/{quantity}")
        self.ranks[layer.name] = formula.rank(self.cells[f"{layer.name}/out_shape"].formula)
        self.wired.append(Wired(layer, kind, it, numbers, before, letters))
        for quantity, rule, args in self.extra.of(self.wired[-1], self.instance.columns, self.ranks[layer.name]):
            self._add_cell(layer, kind, quantity, rule, args)

    def _sources(self, layer: Layer) -> list[tuple[str, int]]:
        """The cells that hold the shapes which the layer gets, each with its rank."""
        before = self.wired[-1].layer.name if self.wired else ""
        return [(f"{name}/out_shape", self.ranks[name]) for name in inputs_of(layer, before)]

    def _inside(self, layer: Layer) -> dict[str, Arg]:
        """For a model that stands in this one as a layer: what its own layers count."""
        if layer.kind != "model":
            return {}
        inner = inside(layer.name, (it.layer.name for it in self.wired))
        return {
            letter: tuple(Ref(ref) for name in inner if (ref := f"{name}/{quantity}") in self.cells)
            for letter, quantity in _INSIDE.items()
        }

    def _add_cell(self, layer: Layer, kind: LayerKind, quantity: str, rule: Formula, args: tuple[Arg, ...]) -> None:
        ref = f"{layer.name}/{quantity}"
        empty = rule is none or (not kind.has_weights and quantity == "params")
        self.cells[ref] = Cell(
            ref=ref,
            kind=Kind.SHAPE if quantity == "out_shape" else Kind.COUNT,
            formula=rule,
            args=args,
            role=self._role(layer, quantity),
            structural=empty and quantity != "out_shape",
        )

    def _role(self, layer: Layer, quantity: str) -> Role:
        if not layer.row or quantity not in self.instance.columns:
            return Role.HIDDEN
        return Role.GIVEN if f"{layer.name}/{quantity}" in self.instance.given else Role.ASKED

    def add_total(self) -> None:
        refs = tuple(Ref(f"{it.layer.name}/params") for it in self.wired if it.layer.row)
        self.cells["total"] = Cell("total", Kind.COUNT, total, (refs,))


def _rules(kind: LayerKind, quantity: str) -> tuple[Formula, ...] | Chosen:
    if quantity == "params":
        return kind.formulas.get("params", (params_and_stored, params))
    if quantity in ("weights", "biases") and not kind.has_weights:
        return (none,)
    return kind.formulas.get(quantity, ())


def why_refused(instance: Instance) -> str:
    """Why one of the layers cannot take what these numbers give it; empty: all can."""
    if not any(_may_refuse(layer) for layer in instance.layers):
        return ""
    shapes: dict[str, Shape] = {}
    before = ""
    for layer in instance.layers:
        found = shape_after(layer, [shapes[name] for name in inputs_of(layer, before)])
        if isinstance(found, str):
            return f"«{layer.name}»: {found}"
        before = layer.name
        shapes[before] = found
    return ""


def _may_refuse(layer: Layer) -> bool:
    kind = LAYERS[layer.kind]
    by = kind.refuses_by
    return kind.refuses is not None and (by is None or any(name in layer.parameters for name in by))


FAMILY = Family(
    name="parameters",
    kinds=LAYERS,
    columns={it: Column(heading, spanish.SPOKEN[it]) for it, heading in spanish.QUANTITIES.items()} | EXTRA,
    build=build,
    why_ill_posed=why_refused,
    slots=("network", "layers"),
    total=spanish.TOTAL,
    structure="Estructura de la Red:",
    letters={"w": "pesos de la capa", "b": "sesgos de la capa", "P": "parámetros de cada capa", **LETTERS},
    conventions={
        "out_shape": "Las formas se escriben (alto, ancho, canales); un vector de N valores, (N, 1).",
        "weights": "Si una capa no tiene pesos o sesgos, se escribe 0 o un guion (-).",
        **CONVENTIONS,
    },
    is_network=True,
)
