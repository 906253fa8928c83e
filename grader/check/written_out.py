"""Wrong rules in an expression: at its own cell, in what it writes out of the cells before, or both at once.

The update of a weight may hold a delta by its name, or the error and the derivative, or the whole sum: a rule that is
wrong there shows in the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from grader import evaluate
from grader.model import Rewiring, Role, Sheet
from grader.sampled import Sample

_REACH = 2
"""So many asked cells back an answer is written out: an update down to the sum of the error."""

_Path = Mapping[str, Any]


class Step(NamedTuple):
    """A wrong rule, or two of them as one, and the values that it was used on."""

    rule: Rewiring
    path: _Path


def written_out(
    sheet: Sheet, cell: str, paths: Sequence[_Path], wanted: Collection[Sample]
) -> dict[Sample, tuple[Step, ...]]:
    """Which of the `wanted` values wrong rules give at `cell`, and how; the simplest mistakes are looked at first."""
    way = _way(sheet, cell)
    own, *others = paths
    paths = [own, *(path for path in others if any(path[ref] != own[ref] for ref in way[:-1]))]
    here = [(rule,) for rule in sheet.wrong.at(cell)]
    before = [(rule,) for ref in reversed(way[:-1]) for rule in sheet.wrong.at(ref)]
    both = ((first, second) for (first,), (second,) in product(before, here))
    found: dict[Sample, tuple[Step, ...]] = {}
    for stage in (here, before, both):
        for value, step in _steps(sheet, way, stage, paths):
            if value in wanted:
                found[value] = (*found.get(value, ()), step)
        if found:
            break
    return found


def _steps(
    sheet: Sheet, way: Sequence[str], ways_to_err: Iterable[tuple[Rewiring, ...]], paths: Sequence[_Path]
) -> Iterator[tuple[Sample, Step]]:
    for used in ways_to_err:
        for path in paths:
            value = _along(sheet, way, used, path)
            if isinstance(value, Sample):
                yield value, Step(used[0] if len(used) == 1 else _joined(*used), path)


def _way(sheet: Sheet, cell: str) -> tuple[str, ...]:
    """The cells that `cell` is computed from, as far back as an answer is written out, in order; itself last.

    What the sheet prints is nobody's work, and neither is what stands before it.
    """
    found, edge = {cell}, {cell}
    asked = 0
    while edge:
        edge = {ref for it in edge for ref in evaluate.taken(sheet.cells[it].args)} - found
        edge = {ref for ref in edge if sheet.cells[ref].role is not Role.GIVEN}
        asked += any(sheet.cells[ref].role is Role.ASKED for ref in edge)
        found |= edge if asked <= _REACH else set()
    return tuple(ref for ref in sheet.cells if ref in found)


def _along(sheet: Sheet, way: Sequence[str], used: Sequence[Rewiring], path: _Path) -> Any:
    """The value of the last cell of `way` when these rules are used on it."""
    wrong = {rule.cell: rule for rule in used}
    values = dict(path)
    first = next(i for i, ref in enumerate(way) if ref in wrong)
    for ref in way[first:]:
        it = wrong.get(ref, sheet.cells[ref])
        values[ref] = evaluate.follow(it.formula, it.args, values)
    return values[way[-1]]


def _joined(before: Rewiring, here: Rewiring) -> Rewiring:
    return replace(
        here,
        slug=f"{here.slug}+{before.slug}",
        sentence=f"{here.sentence}; además, {before.sentence}",
        advice=f"{here.advice} {before.advice}",
        letters={**before.letters, **here.letters},
    )
