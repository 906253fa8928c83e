"""The spellings that most answers have, read at a glance: `20 480`, `564.938`, `(32, 32, 8)`, `(2048, 1)`.

Only what can mean one thing stands here; everything else takes the long way, which reads these the same.
"""

from __future__ import annotations

import re
from fractions import Fraction

from grader.model import Kind, Reading, Status

_COUNT = re.compile(r"[1-9]\d{0,2}(?:([.,\u202f\u00a0 ])\d{3})(?:\1\d{3}){0,3}|0|[1-9]\d{0,17}", re.ASCII)
_MARKS = str.maketrans("", "", "., \u202f\u00a0")
_REAL = re.compile(r"-?\d{1,9}[.,]\d{1,16}", re.ASCII)
_VOLUME = re.compile(r"\(([1-9]\d{0,5}), ([1-9]\d{0,5}), ([1-9]\d{0,5})\)", re.ASCII)
_VECTOR = re.compile(r"\(([1-9]\d{0,8}), 1\)", re.ASCII)


def read_plain(raw: str, kind: Kind, rank: int | None) -> Reading | None:
    """`None` for anything but the plainest."""
    if kind is Kind.COUNT:
        return Reading(raw, Status.READ, int(raw.translate(_MARKS))) if _COUNT.fullmatch(raw) else None
    if kind is Kind.REAL:
        return Reading(raw, Status.READ, Fraction(raw.replace(",", "."))) if _REAL.fullmatch(raw) else None
    if rank == 1:
        found = _VECTOR.fullmatch(raw)
        return Reading(raw, Status.READ, (int(found[1]),)) if found else None
    found = _VOLUME.fullmatch(raw)
    return Reading(raw, Status.READ, (int(found[1]), int(found[2]), int(found[3]))) if found else None
