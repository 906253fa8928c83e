"""Reading a layer's configuration: every value is checked for its type and its size before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.importers._fault import LARGEST_NUMBER, ModelFault

SIDES = {1: ("",), 2: ("height", "width"), 3: ("depth", "height", "width")}
ENDS = {
    1: (("left", "right"),),
    2: (("top", "bottom"), ("left", "right")),
    3: (("front", "back"), ("top", "bottom"), ("left", "right")),
}


class Config:
    """The settings of one layer."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self.where = where
        self.values = values

    def fault(self, key: str, wanted: str) -> ModelFault:
        found = repr(self.values.get(key))
        return ModelFault(self.where, f"«{key}» {wanted}; aquí es {found[:60]}")

    def whole(self, key: str, least: int = 1, default: int | None = None) -> int:
        value = self.values.get(key, default)
        if value is None and default is not None:
            value = default
        if not is_whole(value, least):
            raise self.fault(key, f"debe ser un número entero de al menos {least}")
        return int(value)

    def switch(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, "debe ser verdadero o falso")
        return value

    def word(self, key: str, words: Sequence[str], default: str) -> str:
        value = self.values.get(key, default)
        value = default if value is None else value
        if value not in words:
            raise self.fault(key, f"debe ser {' o '.join(words)}")
        return str(value)

    def sides(self, key: str, rank: int, default: int | Sequence[int] | None = None, least: int = 1) -> tuple[int, ...]:
        """A number for each axis; a lone one is for all."""
        value = self.values.get(key)
        value = default if value is None else value
        if is_whole(value, least):
            return (int(value),) * rank  # type: ignore[arg-type]
        if isinstance(value, (list, tuple)) and len(value) == rank and all(is_whole(it, least) for it in value):
            return tuple(int(it) for it in value)
        raise self.fault(key, f"debe ser un número entero o una lista de {rank}, de al menos {least}")

    def ends(self, key: str, rank: int, default: int = 1) -> tuple[tuple[int, int], ...]:
        """A number for both ends of each axis: `1`, `[1, 2]` or `[[0, 1], [0, 1]]`."""
        value = self.values.get(key, default)
        if rank == 1 and isinstance(value, (list, tuple)) and len(value) == 2 and all(is_whole(it, 0) for it in value):
            return ((int(value[0]), int(value[1])),)
        if is_whole(value, 0):
            return ((int(value), int(value)),) * rank
        pairs = [_pair(it) for it in value] if isinstance(value, (list, tuple)) and len(value) == rank else [None]
        if None in pairs:
            raise self.fault(key, f"debe ser un número, o {rank} parejas de números")
        return tuple(pair for pair in pairs if pair)


def _pair(value: Any) -> tuple[int, int] | None:
    if is_whole(value, 0):
        return int(value), int(value)
    if isinstance(value, (list, tuple)) and len(value) == 2 and all(is_whole(it, 0) for it in value):
        return int(value[0]), int(value[1])
    return None


def is_whole(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= LARGEST_NUMBER


def along(name: str, numbers: Sequence[int]) -> dict[str, int]:
    """A parameter of ours: one number if it is the same for all axes."""
    if len(set(numbers)) == 1:
        return {name: numbers[0]}
    return {f"{name}_{side}": it for side, it in zip(SIDES[len(numbers)], numbers, strict=True)}


def along_ends(name: str, pairs: Sequence[tuple[int, int]]) -> dict[str, int]:
    """A parameter of ours: one number if it is the same all around, one for each axis, or one for each end."""
    if len({it for pair in pairs for it in pair}) == 1:
        return {name: pairs[0][0]}
    if all(first == last for first, last in pairs):
        return along(name, [first for first, _ in pairs])
    ends = ENDS[len(pairs)]
    return {
        f"{name}_{end}": it
        for names, pair in zip(ends, pairs, strict=True)
        for end, it in zip(names, pair, strict=True)
    }
