"""Which row of a student's table is which layer: by name, else by kind and order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from grader.layers import LAYERS
from grader.model import Row
from grader.names import normalise

_NUMBER = re.compile(r"[\d_\s]+$")


def match_rows(names: Sequence[str], rows: Sequence[Row]) -> dict[int, str]:
    """Place among `names` → layer. A name that fits none is left out.

    >>> match_rows(["conv 1", "dense", "dense_1"], [Row("CONV1", "conv2d", ""), Row("FC1", "dense", ""),
    ...     Row("FC2", "dense", "")])
    {0: 'CONV1', 1: 'FC1', 2: 'FC2'}
    """
    by_name = {_joined(row.layer): row.layer for row in rows}
    found = {i: by_name[_joined(name)] for i, name in enumerate(names) if _joined(name) in by_name}
    return found | _by_kind_and_order(names, rows, found) if len(found) < len(names) else found


@lru_cache(maxsize=4096)
def _joined(text: str) -> str:
    return normalise(text).replace(" ", "")


def _by_kind_and_order(names: Sequence[str], rows: Sequence[Row], found: dict[int, str]) -> dict[int, str]:
    """Rows that carry a name of their own: the first dense row left is the first dense layer left.

    Only when as many are left as there are layers of that kind left: else it is a guess.
    """
    free_layers: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.layer not in found.values():
            free_layers[_family(row.kind)].append(row.layer)
    free_names: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        family = _named_family(name)
        if i not in found and family:
            free_names[family].append(i)
    return {
        i: layer
        for family, places in free_names.items()
        if len(places) == len(free_layers[family])
        for i, layer in zip(places, free_layers[family], strict=True)
    }


def _family(kind: str) -> str:
    """Max and average pooling go by the same names."""
    return LAYERS[kind].aliases[0]


@lru_cache(maxsize=4096)
def _named_family(name: str) -> str:
    """The family that a student's name for a layer tells; empty when it tells none."""
    words = _NUMBER.sub("", normalise(name))
    plain = re.sub(r"\d+$", "", words.replace(" ", ""))
    for kind in LAYERS.values():
        if words in kind.aliases or plain in {alias.replace(" ", "") for alias in kind.aliases}:
            return kind.aliases[0]
    return ""
