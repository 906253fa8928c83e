"""Chunks of text put into the columns above which they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

Span = tuple[int, int]
"""From–to of a chunk of text in its line, or of a column over all lines."""

_CUT_SHAPE = re.compile(r"[(\[][^)\]]*(?= [\d.,]+\s*$)")
"""`(None, 8, 1, 240, 24 0`: Keras cuts the shape to the width of its column."""


def columns_of(lines: Sequence[Sequence[Span]], width: int) -> list[Span]:
    """From–to of each column, over the lines that have text in all of them."""
    full = [spans for spans in lines if len(spans) == width]
    union = [(min(s for s, _ in column), max(e for _, e in column)) for column in zip(*full, strict=True)]
    apart = all(left[1] <= right[0] for left, right in pairwise(union))
    return union if apart else list(full[0])


def placed(line: str, spans: list[Span], columns: list[Span], *, cut: bool) -> list[str]:
    """The chunks of a line, each in its column."""
    if cut and len(spans) < len(columns):
        spans = [piece for span in spans for piece in _pieces(line, span, columns)]
    if len(spans) >= len(columns):
        return [line[start:end] for start, end in spans]
    row = [""] * len(columns)
    first = 0
    for left, span in enumerate(spans, 1 - len(spans)):
        column = _nearest(span, columns, first, len(columns) + left)
        row[column] = line[slice(*span)]
        first = column + 1
    return row


def _nearest(span: Span, columns: list[Span], first: int, last: int) -> int:
    """The column from `first` to before `last` that the span overlaps most, else the closest."""
    start = max(first, bisect_right(columns, span) - 1)
    end = min(last, bisect_left(columns, (span[1], 0)) + 1)
    return min(range(start, end), key=lambda column: _distance(span, columns[column]), default=last - 1)


def _distance(span: Span, column: Span) -> int:
    """Between the two; below zero, by how much they overlap."""
    return max(span[0], column[0]) - min(span[1], column[1])


def _pieces(line: str, span: Span, columns: list[Span]) -> list[Span]:
    """A chunk cut where a column begins: a name cut to the width of its column leaves one space, or none."""
    start, end = span
    if not any(left <= start < right for left, right in columns):
        return [span]  # set to the right of its column, not run over from the one before
    if shape := _CUT_SHAPE.match(line, start):
        return [(start, shape.end()), (shape.end() + 1, end)]
    places = [s for s, _ in columns[1:] if start < s < end and line[s - 1] == " "]
    edges = [start, *places, end]
    return [(a, len(line[:b].rstrip())) for a, b in pairwise(edges)]
