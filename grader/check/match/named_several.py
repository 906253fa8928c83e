"""Several answers of one row in a line: «Oculta 1: neta = 1,1; y = 0,8005», «Etapa 1 = 24 canales, 2 repeticiones»."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from grader.names import normalise

_CUT = re.compile(r"\s*;\s*|,\s+(?=[^\W\d_]|\d+\s+[^\W\d_])|\s+[ye]\s+(?=\d)")
"""Between two answers; a comma within a number has no space behind it."""
_LABELLED = re.compile(r"\s*(?P<name>[^=:≈]{1,40}?)\s*[=:≈]\s*(?P<value>.*\d.*)", re.DOTALL)
_COUNTED = re.compile(r"\s*+(?P<value>(?:.*[=≈→]\s*)?[-−–]?\s?\d[\d.,]*)\s+(?P<name>[^\W\d_]+)\.?\s*", re.DOTALL)
"""«24 canales», «48·1,15 = 55,2 → 56 canales»."""
_GAP = re.compile(
    r"(?:(?<![\s+*/·×=≈→(^−–-])\s++|(?<!\s)\s*+;\s*+)(?=(?P<name>[^\W\d_]{1,20}(?: ?\d{1,2})?)\s{0,3}[=≈:])"
)
"""Before what may be the name of the next answer; behind a sign it goes on with the calculation: `0,5 - y = 0,3`."""
_AND = re.compile(r"(?:[,;]|\s[ye])\s*$")


def says_several(text: str) -> bool:
    """Whether it is worth looking: most lines are told at a glance."""
    return _CUT.search(text) is not None or _GAP.search(text) is not None


def cut_before(text: str, is_name: Callable[[str], object]) -> list[str]:
    """The pieces of a text, each but the first beginning with a name and its sign.

    >>> cut_before("neta = f(x) = 1,1  y=0,8", {"neta", "y"}.__contains__)
    ['neta = f(x) = 1,1', 'y=0,8']
    >>> cut_before("e = 0,5 - y = 0,3", {"e", "y"}.__contains__)
    ['e = 0,5 - y = 0,3']
    """
    cuts = [it for it in _GAP.finditer(text) if is_name(normalise(it["name"]))]
    starts, ends = [0, *(it.end() for it in cuts)], [*(it.start() for it in cuts), len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return [*(_AND.sub("", piece) for piece in pieces[:-1]), pieces[-1]]


def several_said(text: str, words: Mapping[str, str]) -> dict[str, str]:
    """Quantity → its text, where every piece of `text` says which quantity of `words` it is, each once; else nothing.

    >>> several_said("neta = 1,1; y = tanh(1,1) = 0,8", {"neta": "net", "y": "output"})
    {'net': '1,1', 'output': 'tanh(1,1) = 0,8'}
    >>> several_said("24 canales, 2 repeticiones", {"canales": "channels", "repeticiones": "repeats"})
    {'channels': '24', 'repeats': '2'}
    >>> several_said("e = -0,25  y = 0,8", {"e": "error", "y": "output"})
    {'error': '-0,25', 'output': '0,8'}
    """
    found: dict[str, str] = {}
    pieces = (it for part in _CUT.split(text.strip().rstrip(".;")) for it in cut_before(part, words.__contains__))
    for piece in pieces:
        said = _COUNTED.fullmatch(piece) or _LABELLED.fullmatch(piece)
        quantity = words.get(normalise(said["name"]), "") if said else ""
        if not said or not quantity or quantity in found:
            return {}
        found[quantity] = said["value"].strip()
    return found
