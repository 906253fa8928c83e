"""Rounded figures such as `262.3K`: the numbers that they may stand for."""

from __future__ import annotations

import re
from fractions import Fraction

_ROUNDED = re.compile(
    r"[~≈]?\s*(?P<whole>\d+)(?:[.,](?P<decimals>\d+))?\s?(?P<unit>k|mil|m|mm|mill[oó]n(?:es)?|millions?)\.?",
    re.IGNORECASE,
)
_THOUSANDS = ("k", "mil")


def stands_for(raw: str, number: int) -> bool:
    """Whether `number`, rounded to the digits that are written, is what stands there.

    >>> stands_for("262.3K", 262272), stands_for("262,2 mil", 262272), stands_for("0.27M", 268650)
    (True, False, True)
    """
    written = _ROUNDED.fullmatch(raw.strip())
    if not written:
        return False
    unit = 1_000 if written["unit"].lower() in _THOUSANDS else 1_000_000
    step = Fraction(unit, 10 ** len(written["decimals"] or ""))
    shown = Fraction(f"{written['whole']}.{written['decimals'] or 0}") * unit
    return abs(shown - number) <= step / 2
