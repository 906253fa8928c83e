"""The cells of a network as students share them: their wiring is made once, and only numbers are put in for each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from grader.formula import exact, parameters
from grader.layers import LAYERS
from grader.model import Arg, Cell, Instance, Layer, Ref
from grader.same import Same


def structure(instance: Instance) -> Hashable:
    """All that the wiring depends on, the catalogue as it stands among it."""
    layers = tuple([(Same(LAYERS[it.kind]), it.name, it.row, *it.parameters) for it in instance.layers])
    return instance.columns, instance.given, layers


@dataclass(frozen=True, slots=True)
class _Open:
    """A cell that takes numbers of its layer."""

    cell: Cell
    layer: int
    """Place of the layer in its network."""
    numbers: tuple[tuple[int, str], ...]
    """Place of each number among the arguments, and the parameter that it is."""

    def filled(self, layers: tuple[Layer, ...]) -> Cell:
        cell, own = self.cell, layers[self.layer].parameters
        args = list(cell.args)
        for place, name in self.numbers:
            args[place] = exact(own[name])
        return Cell(cell.ref, cell.kind, cell.formula, tuple(args), cell.role, cell.structural)


Pattern = Mapping[str, Cell | _Open]


def pattern(instance: Instance, cells: Mapping[str, Cell]) -> Pattern:
    """What the cells of one instance have in common with those of any other of its structure."""
    places = {layer.name: i for i, layer in enumerate(instance.layers)}
    return {ref: _opened(cell, instance.layers, places) for ref, cell in cells.items()}


def fill(pattern: Pattern, instance: Instance) -> dict[str, Cell]:
    layers = instance.layers
    return {ref: it.filled(layers) if isinstance(it, _Open) else it for ref, it in pattern.items()}


def _opened(cell: Cell, layers: tuple[Layer, ...], places: Mapping[str, int]) -> Cell | _Open:
    numbers = [(i, letter) for i, letter in enumerate(parameters(cell.formula)) if _is_number(cell.args[i])]
    if not numbers:
        return cell
    place = places[cell.ref.rpartition("/")[0]]
    names = {it.letter: name for name, it in LAYERS[layers[place].kind].parameters.items() if it.letter}
    return _Open(cell, place, tuple((i, names[letter]) for i, letter in numbers))


def _is_number(arg: Arg) -> bool:
    return not isinstance(arg, (Ref, tuple))
