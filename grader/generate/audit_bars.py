"""How many variants cost how much by hand: the geometry of a small picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from grader.generate.audit import Audit
from grader.generate.audit_text import effort, promised

WIDTH, HEIGHT = 320, 120
_FLOOR, _TOP, _SIDE = 92, 8, 20


@dataclass(frozen=True, slots=True)
class Bars:
    """How many variants cost how much, laid out in a picture of `WIDTH` × `HEIGHT`."""

    title: str
    description: str
    bars: tuple[tuple[float, float, float, float], ...]
    """x, y, width and height of each."""
    labels: tuple[tuple[float, str], ...]
    limits: tuple[float, float]
    """Where ±10 % of the median lies."""
    original: float | None
    """Where the original numbers lie; `None`: off the picture."""
    width: int = WIDTH
    height: int = HEIGHT


def lay_out_bars(it: Audit) -> Bars:
    """One bar for each number of steps between the limits, or further out when some variant is."""
    limits = promised(it)
    counts = Counter(it.tally.efforts)
    first, last = min(*counts, int(limits[0])), max(*counts, int(limits[1]) + 1)
    step = (WIDTH - 2 * _SIDE) / (last - first + 1)
    tallest = max(counts.values())

    def x(steps: float) -> float:
        return round(_SIDE + (steps - first) * step, 1)

    def bar(steps: int, n: int) -> tuple[float, float, float, float]:
        height = round((_FLOOR - _TOP) * n / tallest, 1)
        return x(steps + 0.1), round(_FLOOR - height, 1), round(step * 0.8, 1), height

    shown = sorted({min(counts), round(sum(limits) / 2), max(counts)})
    return Bars(
        title=it.blueprint.title,
        description=f"{it.blueprint.title}: {effort(it)}",
        bars=tuple(bar(steps, n) for steps, n in sorted(counts.items())),
        labels=tuple((x(steps + 0.5), str(steps)) for steps in shown),
        limits=(x(limits[0] + 0.5), x(limits[1] + 0.5)),
        original=x(it.original.effort + 0.5) if first <= it.original.effort <= last else None,
    )
