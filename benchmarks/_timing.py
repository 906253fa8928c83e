"""CPU time of a call: the best of several rounds, so that a noisy machine cannot make anything look slow."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def cpu_ms(call: Callable[[], Any], *, rounds: int = 7, seconds: float = 0.3) -> float:
    """Milliseconds of CPU a call, after one call to warm up."""
    call()
    started = time.process_time()
    call()
    once = max(time.process_time() - started, 1e-6)
    repeats = max(1, int(seconds / rounds / once))
    best = min(_round(call, repeats) for _ in range(rounds))
    return best / repeats * 1000


def _round(call: Callable[[], Any], repeats: int) -> float:
    started = time.process_time()
    for _ in range(repeats):
        call()
    return time.process_time() - started


def report(rows: list[tuple[str, float]], floor: str) -> None:
    """Each figure with its ratio to the floor that was measured in the same run."""
    base = dict(rows)[floor]
    for name, value in rows:
        print(f"{name:<66} {value:9.3f} ms   {value / base:6.2f} ×")
