"""Counts that are zero, or taken as they are."""

from __future__ import annotations

from typing import Any

from grader import formula


def none() -> int:
    """A layer that learns nothing has no weights and no biases."""
    return 0


def inner_weights(w_cada: Any) -> Any:
    return formula.total(w_cada)


def inner_biases(b_cada: Any) -> Any:
    return formula.total(b_cada)


def inner_stored(u_cada: Any) -> Any:
    return formula.total(u_cada)
