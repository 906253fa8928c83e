"""What all sheets of one structure share: cells and wrong rules, wired once, with numbers put in for each student."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from grader.layers import LAYERS, LayerKind
from grader.model import Arg, Cell, Instance, Layer, Rewiring
from grader.same import Same
from grader.sheets._letters import Own, Wired, put_in
from grader.sheets._wrong import wrong_rules
from grader.wiring import told


def structure(instance: Instance) -> Hashable:
    """All that the wiring depends on, the catalogue as it stands among it."""
    layers = tuple([(kind := Same(LAYERS[it.kind]), it.name, it.row, it.frozen, it.inputs, _unsaid(kind, it), told(it))
                    for it in instance.layers])  # fmt: skip
    return instance.columns, instance.given, layers


def _unsaid(kind: Same[LayerKind], layer: Layer) -> tuple[bool, ...]:
    """Which numbers the sheet does not print: no wrong rule can misuse those."""
    return tuple([layer.parameters.get(name) == number for name, number in _may_be_unsaid(kind)])


@lru_cache(maxsize=256)
def _may_be_unsaid(kind: Same[LayerKind]) -> tuple[tuple[str, int], ...]:
    return tuple((name, it.unsaid) for name, it in kind.it.parameters.items() if it.unsaid is not None)


@dataclass(frozen=True)
class Pattern:
    """A network wired with `Own` in place of its numbers."""

    wired: Sequence[Wired]
    drafted: Mapping[str, Cell]

    def cells(self, layers: Sequence[Layer]) -> dict[str, Cell]:
        found = dict(self.drafted)
        for ref, cell in self._open:
            found[ref] = Cell(ref, cell.kind, cell.formula, put_in(cell.args, layers), cell.role, cell.structural)
        return found

    @cached_property
    def _open(self) -> tuple[tuple[str, Cell], ...]:
        """The cells that take numbers of a layer."""
        return tuple(it for it in self.drafted.items() if any(isinstance(arg, Own) for arg in it[1].args))

    @cached_property
    def wrong(self) -> tuple[Rewiring, ...]:
        return tuple(wrong_rules(self.wired, self.drafted))

    @cached_property
    def wrong_at(self) -> Mapping[str, tuple[Rewiring, ...]]:
        found: dict[str, list[Rewiring]] = defaultdict(list)
        for it in self.wrong:
            found[it.cell].append(it)
        return {cell: tuple(rules) for cell, rules in found.items()}

    @cached_property
    def cells_of(self) -> Mapping[str, tuple[str, ...]]:
        """Slug → the cells at which a rule of this name applies."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for it in self.wrong:
            found[it.slug][it.cell] = None
        return {slug: tuple(cells) for slug, cells in found.items()}

    @cached_property
    def letters_of(self) -> Mapping[str, tuple[Mapping[str, Arg], ...]]:
        """Layer → the letters that its wrong rules may use."""
        found: dict[str, dict[int, Mapping[str, Arg]]] = defaultdict(dict)
        for it in self.wrong:
            found[it.cell.rpartition("/")[0]][id(it.letters)] = it.letters
        return {layer: tuple(letters.values()) for layer, letters in found.items()}


class WrongRules:
    """The wrong rules of one sheet; each gets its numbers when it is asked for, as few ever are."""

    def __init__(self, pattern: Pattern, layers: Sequence[Layer]) -> None:
        self._pattern, self._layers = pattern, layers
        self._letters: dict[int, Mapping[str, Arg]] = {}
        self._at: dict[str, tuple[Rewiring, ...]] = {}

    @property
    def every(self) -> tuple[Rewiring, ...]:
        """The likelier first among those of a cell."""
        return tuple(map(self._filled, self._pattern.wrong))

    def at(self, cell: str) -> tuple[Rewiring, ...]:
        if cell not in self._at:
            self._at[cell] = tuple([self._filled(it) for it in self._pattern.wrong_at.get(cell, ())])
        return self._at[cell]

    def cells_of(self, slug: str) -> tuple[str, ...]:
        """The cells at which a rule of this name applies."""
        return self._pattern.cells_of.get(slug, ())

    def letters_of(self, layer: str) -> tuple[Mapping[str, Arg], ...]:
        """The letters that the rules of a layer may use, once where several share them."""
        return tuple(map(self._filled_letters, self._pattern.letters_of.get(layer, ())))

    def _filled(self, it: Rewiring) -> Rewiring:
        args = put_in(it.args, self._layers)
        return Rewiring(it.slug, it.cell, it.formula, args, it.sentence, self._filled_letters(it.letters), it.advice)

    def _filled_letters(self, letters: Mapping[str, Arg]) -> Mapping[str, Arg]:
        """One for all rules that share theirs."""
        if id(letters) not in self._letters:  # the pattern keeps them alive
            self._letters[id(letters)] = dict(zip(letters, put_in(letters.values(), self._layers), strict=True))
        return self._letters[id(letters)]
