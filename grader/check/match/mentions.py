"""Where a sentence names layers: by their own names, or by kind, place and number («la segunda convolución»)."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.check.match.layer_names import words_of_names
from grader.check.match.rows import RowNames
from grader.names import normalise

Mention = tuple[int, int, str]
FOREIGN = "-"
"""A layer that the network does not have."""
UNKNOWN = "?"
"""A layer of the network, but nobody can tell which."""

_PIECES = re.compile(r"[a-z]+|\d+")
_AMBIGUOUS = frozenset({"salida", "entrada", "output", "input", "out", "saida", "entradas", "salidas", "final"})
_SMALL = frozenset({"la", "el", "de", "del", "los", "las", "the", "con", "y", "type", "su", "max", "maxima", "a", "o"})
_CALLED = frozenset({"capa", "layer", "camada"})
_WORDS = "|".join(sorted(map(re.escape, words_of_names()), key=len, reverse=True))
_STOPS = r"(?=\s*(?:[:(,)]|$|tiene|has\b|tem\b|es\b|son\b|hay\b|con\b|da\b|-\s|–|→))"
"""What follows a number that belongs to the name: «conv 2 tiene», not «conv 3×3»."""
_RUN = re.compile(
    rf"(?<!\w)(?:(?:{_WORDS})(?!\w)[\s_-]{{1,2}})*(?:{_WORDS})(?:[_-]?[1-9]\d?|\s[1-9]\d?{_STOPS})?(?!\w)"
)
_GLUED = re.compile(r"\s*\((?![^()]*(?:peso|sesgo|param|weight|bias|=))[^()]{0,60}\)(?=\s*:)")
_ENDS = re.compile(r"\s*(?:\([^()]*\)\s*)?(?::|→|->|–|—|-\s)")
_COUNTS = re.compile(r"\s+(?:peso|sesgo|param|weight|bias|vies)")
_TELLS = re.compile(r"peso|sesgo|param|weight|bias|vies|neuron")


@lru_cache(maxsize=1024)
def _own(names: RowNames) -> re.Pattern[str]:
    """The names and labels of the rows, however they are spaced."""
    texts = {normalise(text) for row in names.rows for text in (row.layer, row.label) if text}
    spaced = [r"[\s_.-]?".join(map(re.escape, _PIECES.findall(text))) for text in sorted(texts, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(filter(None, spaced)) or '(?!)'})(?!\w)")


@lru_cache(maxsize=4096)
def mentions(names: RowNames, folded: str, columns: tuple[str, ...]) -> tuple[Mention, ...]:
    """Start, end and layer of each."""
    found = [(it.start(), it.end(), names.exact(it[0])) for it in _own(names).finditer(folded)]
    found += [
        (it.start(), it.end(), layer)
        for it in _RUN.finditer(folded)
        if not any(start < it.end() and it.start() < end for start, end, _ in found) and (layer := _meant(names, it[0]))
    ]
    kept = [it for it in sorted(found) if it[2] and not _is_quantity(folded, it, columns)]
    return tuple((start, _end(folded, end), layer) for start, end, layer in kept)


def _meant(names: RowNames, run: str) -> str:
    pieces = _PIECES.findall(run)
    words = {piece for piece in pieces if not piece.isdigit()}
    if words <= _SMALL or (words <= _SMALL | _CALLED and len(words) == len(pieces)):
        return ""
    if layer := names.named(run):
        return layer
    if names.may_be(run):
        return UNKNOWN if words - _SMALL - _AMBIGUOUS else ""
    return FOREIGN


def _is_quantity(folded: str, mention: Mention, columns: tuple[str, ...]) -> bool:
    """«Salida: (10, 1)» is a shape, «salida: 640 pesos» and «capa de salida» are a layer."""
    start, end, _ = mention
    words = {piece for piece in _PIECES.findall(folded[start:end]) if not piece.isdigit()}
    if not words & _AMBIGUOUS or words & _CALLED or not words <= _AMBIGUOUS | _SMALL:
        return False
    if not set(_PIECES.findall(folded[:start])) <= _SMALL:
        return True
    if _COUNTS.match(folded, end):
        return False  # «OUT pesos 3612»
    asked = (
        {"out_shape", "outputs"} & set(columns)
        if words & {"salida", "output", "out", "saida"}
        else {"inputs"} & set(columns)
    )
    return bool(asked) and not (_ENDS.match(folded, end) and _TELLS.search(folded, end))


def _end(folded: str, end: int) -> int:
    """Behind the brackets that only describe the layer: «FC1 (64 neuronas):»."""
    found = _GLUED.match(folded, end)
    return found.end() if found else end
