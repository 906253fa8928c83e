"""Layers counted from 0, as programs count them: conv0 and conv1 are the first and the second convolution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from grader.check.match.layer_names import families
from grader.check.match.rows import RowNames

_ZERO = re.compile(r"0(?<=[\w-]0)(?<!\d0)")
"""No layer is called 0 without one right behind a letter, an underscore or a hyphen."""


def from_one(texts: Sequence[str], names: RowNames) -> Sequence[str]:
    """The texts with the layers counted from 1, kind by kind where any is called 0; as they are where none is.

    >>> from_one(["conv0", "Pool1", "conv1: 600 pesos"], RowNames([]))
    ['conv1', 'Pool1', 'conv2: 600 pesos']
    """
    if not any(map(_ZERO.search, texts)):
        return texts
    found = (it for text in texts for it in _numbered().finditer(text))
    zero = {_kind(it) for it in found if int(it["number"]) == 0 and not names.exact(it[0])}
    if not zero:
        return texts
    return [_numbered().sub(lambda it: _next(it) if _kind(it) in zero else it[0], text) for text in texts]


def _kind(found: re.Match[str]) -> str:
    return families()[found["kind"].lower().replace(" ", "")]


def _next(found: re.Match[str]) -> str:
    return f"{found['kind']}{found['joint']}{int(found['number']) + 1}"


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, families()), key=len, reverse=True))
    return re.compile(rf"(?<![\w\\])(?P<kind>{kinds})(?P<joint>[_-]?)(?P<number>\d{{1,2}})(?![^\W_])", re.IGNORECASE)
