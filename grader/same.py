"""A record as a key of a cache, by identity: for records that hold mappings and so have no hash."""

from __future__ import annotations

from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

once_a_sheet = lru_cache(maxsize=64)
"""For what follows from a sheet: a class goes by one worksheet after the other, and what nobody needs any more only
makes the process larger and its garbage collection slower."""


class Same(Generic[T]):
    """Equal only to what wraps the very same object, which it keeps alive."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it
