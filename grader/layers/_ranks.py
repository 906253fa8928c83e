"""Shapes of any rank: what their numbers are called, and the layers that leave them as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.layers._assembled import assembled, itself, product_of
from grader.layers._kind import Structure
from grader.model import Formula

AXES: Mapping[int, tuple[str, ...]] = {1: ("n",), 2: ("T", "n"), 3: ("H", "W", "C"), 4: ("D", "H", "W", "C")}
"""Rank → the letters of a shape's numbers."""


def letters(rank: int) -> tuple[str, ...]:
    return AXES.get(rank) or tuple(f"N_{i + 1}" for i in range(rank))


def volume(H: Any, W: Any, C: Any) -> tuple[Any, Any, Any]:
    return H, W, C


def vector(n: Any) -> tuple[Any]:
    return (n,)


def same_shape(it: Structure) -> Formula | None:
    """The shape of the first input."""
    return _COMMON.get(it.rank) or (
        assembled(*((itself, (letter,)) for letter in letters(it.rank))) if it.rank else None
    )


_COMMON: dict[int, Formula] = {1: vector, 3: volume}


def flat_shape(it: Structure) -> Formula | None:
    """All numbers in one row."""
    return assembled((product_of(*letters(it.rank)), letters(it.rank))) if it.rank else None


def with_last(it: Structure, last: str) -> Formula | None:
    """The shape of the input with another number in the last place."""
    return assembled(*((itself, (letter,)) for letter in (*letters(it.rank)[:-1], last))) if it.rank else None


def channels(it: Structure) -> str:
    """The letter of the last number."""
    return letters(it.rank)[-1]
