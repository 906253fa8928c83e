"""Which character separates the columns of a text, if any does."""

from __future__ import annotations

import re
from itertools import pairwise

_DELIMITERS = "\t;,|"
_WHOLE = re.compile(r'"[^"\n]*"|\([^()\n]*\)|\[[^\[\]\n]*\]')
"""What a delimiter inside of does not count: quotes, and the brackets of a shape."""
_SAMPLE = 100
"""Lines that decide."""
_SPOKEN = re.compile(r"[^,]*,\s[^,]*")
"""One comma with a blank behind it: «FC1, número de pesos: 8192» is a sentence."""
_WIDE = re.compile(r" {2,}")
_FEWEST_ALIGNED = 3
"""Lines of so many columns, at least."""


def is_tabular(lines: list[str]) -> bool:
    """Whether most lines of a text fall into the same columns, or some into as many as prose never has."""
    delimiter, agreements = sniff(lines)
    if delimiter == "," and (_is_spoken(lines) or _is_aligned(lines)):
        return False
    return agreements * 2 > sum(1 for line in lines[:_SAMPLE] if line.strip()) or _has_grid(lines, delimiter)


def _is_spoken(lines: list[str]) -> bool:
    """Whether most lines with a comma are sentences."""
    divided = [line for line in lines[:_SAMPLE] if "," in line]
    return sum(map(bool, map(_SPOKEN.fullmatch, divided))) * 2 > len(divided)


def _is_aligned(lines: list[str]) -> bool:
    """Whether spaces divide a table in it: then a comma is one of its answers' or of the sentences around it."""
    wide = sum(len(_WIDE.split(line.strip())) >= _FEWEST_ALIGNED for line in lines[:_SAMPLE])
    return wide >= _FEWEST_ALIGNED


def _has_grid(lines: list[str], delimiter: str) -> bool:
    """Whether a header and two rows, at least, stand among the prose in four or more columns."""
    counts = [line.count(delimiter) for line in lines]
    return delimiter == ";" and any(3 <= a == b == c for a, b, c in zip(counts, counts[1:], counts[2:], strict=False))


def sniff(lines: list[str]) -> tuple[str, int]:
    """The delimiter under which most neighbouring lines have the same columns, and how many such pairs.

    So `8,192` in a file of semicolons is no column: the header above it has no comma.
    """
    sample = "\n".join(filter(str.strip, lines[:_SAMPLE]))
    bare = (_WHOLE.sub("", sample) if '"' in sample or "(" in sample or "[" in sample else sample).split("\n")
    found = {delimiter: _agreement(bare, delimiter) if delimiter in sample else (0, 0) for delimiter in _DELIMITERS}
    best = max(found, key=lambda delimiter: found[delimiter][1])
    agreements = found[best][0]
    return (best, agreements) if agreements else (_most_used(bare), 0)


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many neighbours agree, and how many columns: a table of six outweighs as many lines of prose with a comma."""
    counts = [line.count(delimiter) for line in lines]
    agreeing = [above for above, below in pairwise(counts) if above == below]
    return len(agreeing) - agreeing.count(0), sum(agreeing)


def _most_used(lines: list[str]) -> str:
    """For a file without two equal lines; the comma if nothing separates at all."""
    return max(",;\t|", key=lambda delimiter: sum(delimiter in line for line in lines))
