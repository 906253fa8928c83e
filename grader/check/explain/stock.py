"""The numbers that a student has before them when they fill a cell: what a wrong number can be made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement, takewhile
from typing import Any

from grader import evaluate
from grader.check.explain.tree import Node, joined
from grader.model import Arg, Ref, Sheet
from grader.same import once_a_sheet

_SMALL = tuple(Node("", n) for n in (1, 2, 3))


@dataclass(frozen=True, slots=True)
class Stock:
    """Numbers by how near they are; none stands in two of the first three."""

    near: tuple[Node, ...]
    """Those of the row itself, and 1, 2 and 3."""
    made: tuple[Node, ...]
    """What those give in one step: products of two, the size of a shape, the sum of a column."""
    far: tuple[Node, ...]
    """Those of the rows before and after it; for the total, of all rows."""
    rows: Mapping[str, tuple[Node, ...]]
    """Layer → its numbers: what one number of a row can be mistaken for."""


def stock(sheet: Sheet, ref: str, path: Mapping[str, Any]) -> Stock:
    """What stands around the cell `ref`, with the values of `path`: the student's own, where there are any."""
    home = layer_of(ref)
    letters = _letters(sheet)
    before = list(takewhile(lambda it: it != ref, sheet.cells))
    known = set(before)
    own: dict[str, list[Ref]] = defaultdict(list)
    for it in before:
        own[layer_of(it)].append(Ref(it))
    rows = {layer: _unique(_row((*letters[layer], *own[layer]), path, known)) for layer in _around(list(letters), home)}
    near = _unique([*(node for node in rows.get(home, ()) if not node.parts), *_SMALL])
    sizes = [node for row in rows.values() for node in row if node.parts]
    pairs = [joined("*", two) for two in combinations_with_replacement([it for it in near if it.value > 1], 2)]
    made = _unique([*(pairs if home else _columns(sheet, path)), *sizes], near)
    far = _unique([node for row in rows.values() for node in row if not node.parts], (*near, *made))
    return Stock(near, made, far, rows)


def layer_of(ref: str) -> str:
    """The layer of a cell; empty for the total."""
    return ref.rpartition("/")[0]


def _around(layers: list[str], home: str) -> list[str]:
    """The layer itself and the ones before and after it; all of them for the total."""
    if home not in layers:
        return layers
    i = layers.index(home)
    return layers[max(i - 1, 0) : i + 2]


@once_a_sheet
def _letters(sheet: Sheet) -> dict[str, tuple[Arg, ...]]:
    """Layer → the numbers that its rules, right and wrong, are made of."""
    found: dict[str, dict[Arg, None]] = {layer_of(ref): {} for ref in sheet.cells if layer_of(ref)}
    for cell in sheet.cells.values():
        found.get(layer_of(cell.ref), {}).update(dict.fromkeys(cell.args))
    for layer, args in found.items():
        for letters in sheet.wrong.letters_of(layer):
            args.update(dict.fromkeys(arg for name, arg in letters.items() if not name.endswith("_previo")))
    return {layer: tuple(args) for layer, args in found.items()}


def _row(letters: Iterable[Arg], path: Mapping[str, Any], before: Container[str]) -> Iterator[Node]:
    """The letters of a row and what the student put in it, from the cells `before` this one only."""
    for arg in letters:
        if not isinstance(arg, Ref) or arg.cell in before:
            yield from _nodes(evaluate.arguments((arg,), path)[0])


def _nodes(value: Any) -> Iterator[Node]:
    """The numbers of a value; of a shape also its area and its volume."""
    if isinstance(value, int):
        yield Node("", value)
    elif isinstance(value, tuple):
        sides = tuple(Node("", n) for n in value if isinstance(n, int))
        yield from sides
        yield from (joined("*", sides[:n]) for n in range(2, len(sides) + 1))


def _columns(sheet: Sheet, path: Mapping[str, Any]) -> Iterator[Node]:
    """The sum of each column of counts."""
    for quantity in ("weights", "biases", "params"):
        refs = [f"{row.layer}/{quantity}" for row in sheet.rows]
        parts = tuple(Node("", path[ref], cell=ref) for ref in refs if path.get(ref))
        if parts:
            yield joined("+", parts)


def _unique(nodes: Iterable[Node], without: Iterable[Node] = ()) -> tuple[Node, ...]:
    """Each positive number once, the first that gives it."""
    known = {node.value for node in without}
    found = {node.value: node for node in reversed([*nodes]) if node.value > 0 and node.value not in known}
    return tuple(reversed(found.values()))
