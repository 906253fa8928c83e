"""Several answers of one row in a line: «Oculta 1: neta = 1,1; y = 0,8005», «Etapa 1 = 24 canales, 2 repeticiones»."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.names import normalise

_CUT = re.compile(r"\s*;\s*|,\s+(?=[^\W\d_]|\d+\s+[^\W\d_])|\s+[ye]\s+(?=\d)")
"""Between two answers; a comma within a number has no space behind it."""
_LABELLED = re.compile(r"\s*(?P<name>[^=:≈]{1,40}?)\s*[=:≈]\s*(?P<value>.*\d.*)", re.DOTALL)
_COUNTED = re.compile(r"\s*(?P<value>[-−–]?\s?\d[\d.,]*)\s+(?P<name>[^\W\d_]+)\.?\s*")


def says_several(text: str) -> bool:
    """Whether it is worth looking: most lines are told at a glance."""
    return _CUT.search(text) is not None


def several_said(text: str, words: Mapping[str, str]) -> dict[str, str]:
    """Quantity → its text, where every piece of `text` says which quantity of `words` it is, each once; else nothing.

    >>> several_said("neta = 1,1; y = tanh(1,1) = 0,8", {"neta": "net", "y": "output"})
    {'net': '1,1', 'output': 'tanh(1,1) = 0,8'}
    >>> several_said("24 canales, 2 repeticiones", {"canales": "channels", "repeticiones": "repeats"})
    {'channels': '24', 'repeats': '2'}
    """
    found: dict[str, str] = {}
    for piece in _CUT.split(text.strip().rstrip(".;")):
        said = _COUNTED.fullmatch(piece) or _LABELLED.fullmatch(piece)
        quantity = words.get(normalise(said["name"]), "") if said else ""
        if not said or not quantity or quantity in found:
            return {}
        found[quantity] = said["value"].strip()
    return found
