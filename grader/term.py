"""A formula as it is written: what a plain function of numbers does when it is called with letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FIRST_PLACEHOLDER = 0xE000
"""Placeholders of a printed template are private-use characters: no text of ours or of a student holds them."""
LAST_PLACEHOLDER = 0xF8FF
BARE = 0xC00
"""So much further on stands the placeholder of a letter whose number needs no brackets: a function has its own."""


@dataclass(frozen=True, slots=True)
class Term:
    """A formula as it is written: an operation over terms, kept in order and unevaluated."""

    op: str
    args: tuple[Any, ...]

    def __add__(self, other: Any) -> Term:
        return Term("+", (self, other))

    def __radd__(self, other: Any) -> Term:
        return Term("+", (other, self))

    def __sub__(self, other: Any) -> Term:
        return Term("-", (self, other))

    def __rsub__(self, other: Any) -> Term:
        return Term("-", (other, self))

    def __mul__(self, other: Any) -> Term:
        return Term("*", (self, other))

    def __rmul__(self, other: Any) -> Term:
        return Term("*", (other, self))

    def __truediv__(self, other: Any) -> Term:
        return Term("/", (self, other))

    def __rtruediv__(self, other: Any) -> Term:
        return Term("/", (other, self))

    def __pow__(self, exponent: int) -> Term:
        return Term("^", (self, exponent))

    def __floordiv__(self, other: Any) -> Term:
        return Term("floor", (self / other,))
