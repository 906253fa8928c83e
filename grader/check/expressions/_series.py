"""`w₁₄·δ₁ + w₂₄·δ₂ + … + w₄₄·δ₄`: what the dots stand for, when the terms around them leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.check.expressions._tree import Quantity, Sum, Tree, parts, rebuilt
from grader.neurons import Index

_COUNTER = "…"


def series(before: Sequence[Tree], last: Tree) -> Tree | None:
    """The sum from the first of `before` to `last`; `None` when the terms do not count up."""
    changes = set(_changes(before[0], last))
    if len(changes) != 1 or None in changes:
        return None
    low, high = changes.pop() or (0, 0)
    if not low < high:
        return None
    for step, term in enumerate(before[1:], 1):
        if set(_changes(before[0], term)) != {(low, low + step)}:
            return None
    return Sum(_COUNTER, low, high, _counting(before[0], last))


def _changes(one: Tree, other: Tree) -> Iterator[tuple[int, int] | None]:
    """The pairs of neurons in which two terms differ; `None` where they differ in anything else."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        same = one.written._replace(indices=(), spelled="", end=0) == other.written._replace(
            indices=(), spelled="", end=0
        )
        for i, j in zip(one.written.indices, other.written.indices, strict=False):
            if i != j:
                yield (i, j) if isinstance(i, int) and isinstance(j, int) else None
        if not same or len(one.written.indices) != len(other.written.indices):
            yield None
        return
    inside, others = parts(one), parts(other)
    if len(inside) != len(others) or rebuilt(one, others) != other:
        yield None
        return
    for a, b in zip(inside, others, strict=True):
        yield from _changes(a, b)


def _counting(one: Tree, other: Tree) -> Tree:
    """`one` with the counter where it differs from `other`."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        pairs = zip(one.written.indices, other.written.indices, strict=True)
        indices: tuple[Index, ...] = tuple(a if a == b else _COUNTER for a, b in pairs)
        return one._replace(written=one.written._replace(indices=indices))
    return rebuilt(one, tuple(_counting(a, b) for a, b in zip(parts(one), parts(other), strict=True)))
