"""One number of something square, written with both of its sides: `300x300` where 300 is asked for."""

from __future__ import annotations

import re

from grader.check.answers import _notes
from grader.model import Reading, Status

_BOTH = r"(\d{1,5}) ?(?:[xX×]|por|by) ?(\d{1,5})"
_SIDES = re.compile(rf"{_BOTH}|\( ?{_BOTH} ?\)|\( ?(\d{{1,5}}) ?[,;] ?(\d{{1,5}}) ?\)", re.IGNORECASE)
_PRODUCT = re.compile(r"(\d{1,5}) ?[*·,] ?\1|(\d{1,5}) ?[xX×*·] ?\2 ?= ?\d[\d.,]*")
"""`300,300` may group thousands; `28x28 = 784` gives an area."""
_VOLUME = re.compile(r"\(? ?(\d{1,5}) ?[xX×*·,;] ?\1 ?[xX×*·,;] ?\d{1,5} ?\)?")
_LAST = re.compile(r"(?:.*[=→~:])?(?P<last>.*?)(?:p[ií]xel(?:es)?|px)?[ .]*", re.DOTALL | re.IGNORECASE)


def of_one_side(raw: str, text: str) -> str | Reading:
    """`text` with one side for both where they are alike; a doubt where they are not, or may be multiplied.

    >>> of_one_side("", "m = 15x15"), of_one_side("", "(11-3)/2+1 = 5")
    ('m = 15', '(11-3)/2+1 = 5')
    """
    found = _LAST.fullmatch(text)
    assert found is not None
    last = found["last"].strip()
    if sides := _SIDES.fullmatch(last):
        one, other = (int(it) for it in sides.groups() if it)
        if one == other:
            return f"{text[: text.rindex(last)]}{one}"
        return Reading(raw, Status.DOUBT, candidates=(one, other), note=_notes.two_sides(text))
    if alike := _PRODUCT.fullmatch(last) or _PRODUCT.fullmatch(text):
        side = int(alike[1] or alike[2])
        together = int(f"{side}{side}") if "," in alike[0] else side * side
        return Reading(raw, Status.DOUBT, candidates=(side, together), note=_notes.several(text))
    if alike := _VOLUME.fullmatch(last):
        return Reading(raw, Status.DOUBT, candidates=(int(alike[1]),), note=_notes.two_sides(text))
    return text
