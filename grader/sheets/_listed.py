"""Wrong rules made all at once, for sheets that are wired anew for each student."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from grader.model import Arg, Rewiring


class Listed:
    """What `Sheet.wrong` is, from a function that gives all rules; it is called when the first one is asked for."""

    def __init__(self, make: Callable[[], Iterable[Rewiring]]) -> None:
        self._make = make

    @cached_property
    def every(self) -> tuple[Rewiring, ...]:
        return tuple(self._make())

    @cached_property
    def _by_cell(self) -> Mapping[str, tuple[Rewiring, ...]]:
        found: dict[str, list[Rewiring]] = {}
        for it in self.every:
            found.setdefault(it.cell, []).append(it)
        return {cell: tuple(rules) for cell, rules in found.items()}

    def at(self, cell: str) -> tuple[Rewiring, ...]:
        return self._by_cell.get(cell, ())

    def cells_of(self, slug: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(it.cell for it in self.every if it.slug == slug))

    def letters_of(self, layer: str) -> tuple[Mapping[str, Arg], ...]:
        of_layer = (it.letters for it in self.every if it.cell.rpartition("/")[0] == layer)
        return tuple({id(letters): letters for letters in of_layer}.values())
