"""Values that a sentence gives without a word: a shape by its looks, counts when there is no other way to take them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.check.match.asked import Asked
from grader.check.match.sentences import fold
from grader.evaluate import answers

TRIM = " \t.,;:→-–—*$+\\="
UNLABELLED = "El renglón no dice qué cantidad es: «{}»."

_SHAPE = re.compile(
    r"[(\[]?\s*(?:(?:none|-1|n)\s*,\s*)?\d+\s*(?:[x×]\s*\d+\s*[x×]|,\s*\d+\s*,|@\s*\d+\s*[x×])\s*\d+\s*[)\]]?",
    re.IGNORECASE,
)
_VECTOR = re.compile(r"[(\[]\s*(?:(?:none|-1)\s*,\s*)?\d+\s*(?:,\s*1?\s*)?[)\]]", re.IGNORECASE)
_SHAPED = re.compile(r"[(\[][^()\[\]]*,[^()\[\]]*[)\]]")
"""No count, whatever shape it is."""
_MAPS = re.compile(r"\d\s+(?:mapas?|maps|canales|canais|channels|feature)\b", re.IGNORECASE)
_SIDE = re.compile(r"[^x×,@]*|.*=\s*\d+", re.IGNORECASE)
_DESCRIBES = re.compile(r"filtro|kernel|stride|padding|neuron|unidad|\d\s*[x×]\s*\d|tamano|clases|→|->")
"""A sentence that says how a layer is built, not what it counts."""
_CALCULATED = re.compile(r"[=+]|[*·×]\s*\d+\s*[*·×]")


def is_side(asked: Asked, layer: str, raw: str) -> bool:
    """`(32-5+4)/1 + 1 = 32` is the side of a shape of three numbers."""
    shape = answers(asked.sheet).get(f"{layer}/out_shape")
    has_sides = isinstance(shape, tuple) and len(shape) > 1
    return has_sides and bool(_SIDE.fullmatch(raw)) and not (_SHAPE.search(raw) or _MAPS.search(raw))


def unlabelled(asked: Asked, layer: str, raws: list[str], sentence: str, *, alone: bool) -> Iterator[tuple[str, str]]:
    """Ref and text; `alone`: the sentence says nothing else."""
    counts = []
    for raw in raws:
        if asked.is_open(layer, "out_shape") and _is_shape(asked, layer, raw):
            yield asked.tell(layer, "out_shape"), raw.strip()
        elif not _SHAPED.fullmatch(raw.strip()) and "/" not in raw and "⌊" not in raw:  # a side has a stride
            counts.append(raw.strip(TRIM))
    places = asked.open_counts(layer)
    if not counts or not places:
        return
    describes = bool(_DESCRIBES.search(fold(sentence)))
    chosen = _places(counts, places)
    if describes and len(chosen) == 1 and counts[0] != "0" and not _CALCULATED.search(counts[0]):
        return  # «una imagen de 32x32, con un Dropout del 30%» tells how the network is built
    if chosen:
        for quantity, raw in zip(chosen, counts, strict=True):
            yield asked.tell(layer, quantity), raw
    elif any("=" in raw for raw in counts) or (alone and not describes):
        for quantity in places:
            asked.doubt(layer, quantity, UNLABELLED.format(sentence))


def _is_shape(asked: Asked, layer: str, raw: str) -> bool:
    if _SHAPE.fullmatch(raw.strip()) or _MAPS.search(raw) or _VECTOR.fullmatch(raw.strip()):
        return True
    shape = answers(asked.sheet).get(f"{layer}/out_shape")
    vector = isinstance(shape, tuple) and len(shape) == 1
    return vector and asked.only(layer) == "out_shape" and raw.strip(TRIM) != "0"


def _places(counts: list[str], places: list[str]) -> list[str]:
    """The quantities that the counts are of, as many as these; none when nobody can tell."""
    if len(counts) == len(places):
        return places
    if len(counts) == 1 and "params" in places and "+" in counts[0]:
        return ["params"]
    return []
