"""The names of Word's XML that a reader meets."""

from __future__ import annotations

import re
from functools import lru_cache

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

P, TBL, TR, TC, VAL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}val"
TEXT, MATH, RAISED, TAB_STOPS = f"{W}t", f"{_M}t", f"{W}vertAlign", f"{W}tabs"
RUN, STRUCK, STRUCK_TWICE = f"{W}r", f"{W}strike", f"{W}dstrike"
STYLE, OUTLINE = f"{W}pStyle", f"{W}outlineLvl"
V_MERGE, SPAN, BEFORE = f"{W}vMerge", f"{W}gridSpan", f"{W}gridBefore"
TAB, CONTROL, PROMPT = f"{W}tab", f"{W}sdt", f"{W}showingPlcHdr"
SIGNS = {
    TAB: "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
"""What an empty element stands for."""
REMOVED = (f"{W}del", f"{W}moveFrom", f"{W}pPrChange", f"{W}rPrChange", f"{W}tcPrChange", f"{_COMPATIBLE}Fallback")
"""Text that the student deleted with changes tracked, and what Word repeats for older versions."""

_TITLE = re.compile(r"(?:heading|t[ií]?tulo)[ _-]?([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "ttulo", "titulo", "título"})
_WIDEST = 63
"""The most columns that a table of Word has."""


@lru_cache(maxsize=256)
def style_level(name: str) -> int:
    """Of a title by its style, in English or Spanish; 0: an ordinary paragraph."""
    if match := _TITLE.fullmatch(name):
        return int(match[1])
    return 1 if name.lower() in _TITLES else 0


def outline_level(value: str) -> int:
    """Of a title by its outline, which counts from 0; 9 and all else is ordinary text."""
    return int(value) + 1 if value in tuple("012345678") else 0


def number(value: str | None, default: int) -> int:
    return max(default, min(int(value), _WIDEST)) if value and value.isdecimal() and len(value) < 6 else default
