"""An exercise with letters in place of the numbers that a variant draws: wired once, computed for every draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

from grader.evaluate import arguments
from grader.formula import exact
from grader.generate.blueprint import Blueprint, Number
from grader.generate.cases import Case, cases
from grader.model import Arg, Instance, Kind, Ref, Rewiring, Role, Sheet
from grader.sheets import build


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    blueprint: Blueprint
    ranges: tuple[tuple[str, tuple[Number, ...]], ...]
    """`LAYER.parameter` → the values that it may draw, in the order of the file."""
    originals: Mapping[str, Number]
    sheet: Sheet
    """What every variant's sheet is, its drawn numbers being refs to `LAYER.parameter`."""
    rewirings: tuple[Rewiring, ...]
    """Its wrong rules, with such refs too."""
    asked: tuple[bool, ...]
    """Of each rewiring, whether its cell is left for the student."""
    shapes: tuple[str, ...]
    """Cells that hold a shape."""
    cases: tuple[Case, ...]
    shape_cases: tuple[Case, ...]
    """Those that show in shapes, which are computed first."""
    other_cases: tuple[Case, ...]
    """Neither list has the sum of other cases where all is asked: whatever shows there shows in one of them."""
    paddings: tuple[tuple[Arg, Arg], ...]
    """Padding and kernel of each window."""
    softmaxes: tuple[str, ...]
    """Cells that hold the shape that a Softmax gets."""

    @property
    def is_fixed(self) -> bool:
        return all(len(values) == 1 for _, values in self.ranges)

    @property
    def needless(self) -> tuple[str, ...]:
        """What `[draw] accept` names and no rule of this exercise is called."""
        names = {name for it in self.cases for name in (it.slug, it.key)}
        return tuple(name for name in self.blueprint.draw.accept if name not in names)

    def accepts(self, case: Case) -> bool:
        """Whether the author does without telling this mistake from the right rule."""
        return not {case.slug, case.key}.isdisjoint(self.blueprint.draw.accept)


class Values(dict[str, Any]):
    """The value of each letter and cell for some numbers, computed when it is first asked for."""

    def __init__(self, sheet: Sheet, numbers: Mapping[str, Number]) -> None:
        super().__init__(numbers)
        self.numbers = numbers
        self.sheet = sheet

    def __missing__(self, ref: str) -> Any:
        cell = self.sheet.cells[ref]
        self[ref] = value = cell.formula(*arguments(cell.args, self))
        return value


@cache
def plan(blueprint: Blueprint) -> Plan:
    """Wires the sheet once; no wiring depends on the numbers drawn, which `auditar` checks on every variant.

    A number that some variants do not even print (a pooling's padding of 0) is wired as if it were printed.
    """
    slots = blueprint.slots()
    instance = blueprint.instance({path: _drawn(path, max(it.values)) for path, it in slots.items()}, draw=0)
    wired = build(instance)
    sheet = replace(wired, cells={ref: replace(it, args=_lettered(it.args)) for ref, it in wired.cells.items()})
    rewirings = tuple(map(_lettered_rewiring, wired.rewirings))
    asked = tuple(sheet.cells[it.cell].role is Role.ASKED for it in rewirings)
    found = cases(sheet, rewirings)
    shapes = tuple(ref for ref, cell in sheet.cells.items() if cell.kind is Kind.SHAPE)
    proved = [it for it in found if not (it.is_sum and all(asked[i] for i in it.rewirings))]
    early = [it for it in proved if all(rewirings[i].cell in shapes for i in it.rewirings)]
    numbers = [it.parameters for it in instance.layers if {"padding", "kernel"} <= it.parameters.keys()]
    windows = [it for it in numbers if not isinstance(it["padding"], str)]
    return Plan(
        blueprint=blueprint,
        ranges=tuple((path, it.values) for path, it in slots.items()),
        originals={path: it.original for path, it in slots.items()},
        sheet=sheet,
        rewirings=rewirings,
        asked=asked,
        shapes=shapes,
        cases=found,
        shape_cases=tuple(early),
        other_cases=tuple(it for it in proved if it not in early),
        paddings=tuple((_lettered(it["padding"]), _lettered(it["kernel"])) for it in windows),
        softmaxes=_softmaxes(instance),
    )


def _softmaxes(instance: Instance) -> tuple[str, ...]:
    """Layers that say so themselves, and the last one where the text of the exercise says so."""
    said = [
        layer.name
        for layer in instance.layers
        if "softmax" in f"{layer.detail} {layer.note} {layer.parameters.get('function', '')}".lower()
    ]
    last = [instance.layers[-1].name] if "softmax" in instance.activation.lower() else []
    return tuple(f"{name}/out_shape" for name in dict.fromkeys([*said, *last]))


class _DrawnInt(int):
    """A number that remembers which one it is, so that it can be told from its equals where a sheet uses it."""

    path: str


class _DrawnFraction(Fraction):
    path: str


def _drawn(path: str, number: Number) -> Number:
    it = _DrawnInt(number) if isinstance(number, int) else _DrawnFraction(number)
    it.path = path
    return it


def _lettered(arg: Any) -> Any:
    if isinstance(arg, (_DrawnInt, _DrawnFraction)):
        return Ref(arg.path)
    return tuple(map(_lettered, arg)) if isinstance(arg, tuple) else arg


def _lettered_rewiring(it: Rewiring) -> Rewiring:
    letters: Mapping[str, Arg] = {letter: _lettered(arg) for letter, arg in it.letters.items()}
    return replace(it, args=_lettered(it.args), letters=letters)


def numbers_in(plan: Plan, instance: Instance) -> dict[str, Number]:
    """The drawn numbers of a variant, by `LAYER.parameter`."""
    layers = {layer.name: layer.parameters for layer in instance.layers}
    places = {path: path.rpartition(".") for path, _ in plan.ranges}
    return {path: exact(layers[layer][parameter]) for path, (layer, _, parameter) in places.items()}
