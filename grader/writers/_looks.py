"""The look that every office format shares: colours, and how wide each kind of column is."""

from __future__ import annotations

FONT = "Arial"
"""On every machine, or its metric twin Liberation Sans."""
INK = "1F3A5F"
"""Titles and headings."""
ANSWER = "0B5CAD"
"""Values of a key."""
MUTED = "555555"
LINE = "8A94A0"
HEADER_FILL = "DCE4EE"
GIVEN_FILL = "EEEEEE"
ANSWER_FILL = "FFFBE8"

_WIDTHS = {"layer": 14, "detail": 27, "out_shape": 17, "inputs": 20, "outputs": 20, "params": 16, "expression": 48}

WORDY = frozenset({"layer", "detail"})
"""Columns of text, which stands at the left; numbers and shapes stand in the middle."""


def widths(columns: tuple[str, ...]) -> list[int]:
    """In characters, by the kind of column: what is hidden in it changes nothing."""
    return [_WIDTHS.get(column, 14) for column in columns]
