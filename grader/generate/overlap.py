"""How many answers two students of a class have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from operator import eq

from grader.model import Value


@dataclass(frozen=True, slots=True)
class Overlap:
    mean: Fraction
    """Share of equal answers of two students, over all pairs."""
    worst: Fraction
    pair: tuple[int, int]
    """The first pair that has the most in common, from 1."""
    alike: int
    """Pairs with every answer in common."""


def overlap(sheets: Sequence[tuple[Value, ...]]) -> Overlap | None:
    """Over the answers asked, in the same order for all, zeros by structure aside; `None` for a single sheet."""
    if len(sheets) < 2 or not sheets[0]:
        return None
    asked = len(sheets[0])
    most, pair, total, alike, pairs = -1, (1, 2), 0, 0, 0
    for (i, one), (j, other) in combinations(enumerate(sheets, 1), 2):
        common = sum(map(eq, one, other))
        total += common
        pairs += 1
        alike += common == asked
        if common > most:
            most, pair = common, (i, j)
    return Overlap(Fraction(total, pairs * asked), Fraction(most, asked), pair, alike)
