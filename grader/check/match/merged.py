"""Rows that stuck together: several layers named in one, several answers in its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from grader.check.match.mentions import FOREIGN, UNKNOWN, mentions
from grader.check.match.rows import row_names
from grader.check.match.sentences import fold
from grader.model import Sheet

_TEXTS = re.compile(r"=\s*[^\s()\[\]]+|[(\[][^()\[\]]*[)\]]|[^\s()\[\]]+")
_SAYS = re.compile(r".*\d.*|[-–—]+|n/?a|none", re.IGNORECASE | re.DOTALL)
"""What answers a cell by itself; the «pesos» of «324 pesos» does not."""
_ANSWER = r"(?:(?:=\s*)?(?:\(\s*\d[^()]*\)|\[\s*\d[^\[\]]*\]|\d[\d.,]*)|[-–—]+)"
_ANSWERS = re.compile(rf"\s*{_ANSWER}(?:(?:\s+|\s*/\s*){_ANSWER})+\s*")
_RANGE = re.compile(r"\d\s+[-–—]\s+\d")
_GROUPED = re.compile(r"\s*=?\s*[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+\s*")
_JOINS = re.compile(r"[\s+,/&y-]*")
_LONGEST_NAME = 80
_LONGEST_CELL = 120
_SURE = 2
"""Cells with several answers; one alone may be a slip of the hand."""


def together(names: Sequence[str], layers: Mapping[int, str], sheet: Sheet) -> dict[int, tuple[str, ...]]:
    """Place of a row → the layers of «Input CONV1» or «Conv + Pool», where it names several and nothing else."""
    found: dict[int, tuple[str, ...]] = {}
    for i, name in enumerate(names):
        if i in layers or len(name) > _LONGEST_NAME:
            continue
        named = mentions(row_names(sheet), fold(name), sheet.columns)
        rest = "".join(a for j, a in enumerate(name) if not any(start <= j < end for start, end, _ in named))
        which = tuple(dict.fromkeys(layer for _, _, layer in named))
        if len(which) > 1 and not {FOREIGN, UNKNOWN} & {*which} and _JOINS.fullmatch(rest):
            found[i] = which
    return found


def pieces(text: str, count: int) -> list[str]:
    """The answers of so many layers in one cell; none when it does not fall into as many.

    >>> pieces("(32,32,3) (32,32,8)", 2), pieces("324 pesos", 2), pieces("8 192", 2)
    (['(32,32,3)', '(32,32,8)'], [], [])
    """
    texts = [] if _GROUPED.fullmatch(text) else _TEXTS.findall(text)
    return texts if len(texts) == count and all(map(_SAYS.fullmatch, texts)) else []


def holds_several(texts: Iterable[str]) -> bool:
    """Whether a row that was taken for one layer's has the answers of more than one in its cells.

    >>> holds_several(["84 7", "(84, 1) (7, 1)"]), holds_several(["9 408", "(84, 1)"])
    (True, False)
    """
    return sum([_is_several(text) for text in texts if not text.isalnum()]) >= _SURE


def holds_two_shapes(texts: Iterable[str]) -> bool:
    """Whether a cell has two shapes side by side, which no layer without another's answer has."""
    return any(text.count("(") + text.count("[") > 1 and _is_several(text) for text in texts)


def _is_several(text: str) -> bool:
    if len(text) > _LONGEST_CELL or not _ANSWERS.fullmatch(text):
        return False
    return not _GROUPED.fullmatch(text) and not _RANGE.search(text) and any(map(str.isdigit, text))
