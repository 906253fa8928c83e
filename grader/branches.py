"""How the layers of a branched network stand: one behind another, side by side, and where it can be parted.

Layers go by their place in a list in which each stands behind those that it gets; `inputs` are the places of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

Inputs = Sequence[Sequence[int]]

_LONGEST = 10
"""Columns that nothing can part: more do not fit beside one another legibly."""
_HIGHEST = 6
_MOST = 30


def ranks(inputs: Inputs) -> tuple[int, ...]:
    """The column of each layer: behind all that it gets.

    >>> ranks([(), (0,), (1,), (0, 2), (3,)])
    (0, 1, 2, 3, 4)
    """
    found: list[int] = []
    for places in inputs:
        found.append(1 + max((found[i] for i in places), default=-1))
    return tuple(found)


def stretches(inputs: Inputs) -> list[range]:
    """The columns that belong together: all that a later stretch gets from earlier ones is what one layer gives.

    >>> stretches([(), (0,), (1,), (0, 2), (3,)])
    [range(0, 1), range(1, 4), range(4, 5)]
    """
    rank = ranks(inputs)
    crossing: list[set[int]] = [set() for _ in range(max(rank))]
    for place, places in enumerate(inputs):
        for source in places:
            for column in range(rank[source], rank[place]):
                crossing[column].add(source)
    ends = [column + 1 for column, sources in enumerate(crossing) if len(sources) == 1]
    return [range(start, end) for start, end in zip([0, *ends], [*ends, max(rank) + 1], strict=True)]


def can_be_drawn(inputs: Inputs) -> bool:
    """Whether a picture on a page would still be legible."""
    rank = ranks(inputs)
    return (
        len(rank) <= _MOST
        and max(map(len, stretches(inputs))) <= _LONGEST
        and max(rank.count(i) for i in set(rank)) <= _HIGHEST
    )


@dataclass(frozen=True, slots=True)
class Lanes:
    """Heights, 0 in the middle, more below."""

    of: tuple[int, ...]
    """Of each layer."""
    passing: dict[int, int]
    """Of the arrows of a layer on their way past the columns behind it, where they lead farther than to the next."""


def lanes(inputs: Inputs) -> Lanes:
    """The longest branch goes straight on, shorter ones below it; what passes by takes its own lane or one above."""
    rank, taken = ranks(inputs), set[tuple[int, int]]()
    left, own = _left(inputs), dict[int, int]()
    for column in range(max(rank) + 1):
        wanted = {i: min((own[j] for j in inputs[i]), key=abs, default=0) for i, it in enumerate(rank) if it == column}
        for i in sorted(wanted, key=lambda i: (abs(wanted[i]), -left[i])):
            own[i] = next(lane for lane in count(wanted[i]) if (column, lane) not in taken)
            taken.add((column, own[i]))
    passing: dict[int, int] = {}
    last = {source: max(rank[i] for i, it in enumerate(inputs) if source in it) for source in set(chain(*inputs))}
    for source in sorted(last, key=lambda it: (last[it] - rank[it], it)):
        columns = range(rank[source] + 1, last[source])
        if columns:
            free = (it for it in _near(own[source]) if taken.isdisjoint((column, it) for column in columns))
            passing[source] = next(free)
            taken |= {(column, passing[source]) for column in columns}
    return Lanes(tuple(own[i] for i in range(len(rank))), passing)


def _left(inputs: Inputs) -> list[int]:
    """How many layers follow each, one behind another."""
    found = [0] * len(inputs)
    for i in reversed(range(len(inputs))):
        for source in inputs[i]:
            found[source] = max(found[source], found[i] + 1)
    return found


def _near(lane: int) -> Iterable[int]:
    """The lane itself, the one above, the one below, the second one above, …"""
    yield lane
    for away in count(1):
        yield from (lane - away, lane + away)
