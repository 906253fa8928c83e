"""One answer a line with quantity and layer in its name: `Parametro_1 = …`, `conv1_pesos = 600`, `W_fc1 = 8192`."""

from __future__ import annotations

import re

from grader.check.match.rows import RowNames
from grader.check.match.sentences import fold

_WORDS = {
    "weights": r"pesos?|weights?|w|kernel",
    "biases": r"sesgos?|bias(?:es)?|b|vies(?:es)?",
    "params": r"parametros?|param(?:eter)?s?|p",
    "inputs": r"entradas?|inputs?",
    "out_shape": r"salidas?|outputs?|shape|forma|out",
}
_QUANTITY = {quantity: re.compile(words) for quantity, words in _WORDS.items()}
_LETTERED = re.compile(
    r"\s*\$*\s*(?P<name>[^\W\d_]+)_(?:\\(?:text|mathrm)\b)?\{*(?P<layer>[^{}=\s]+(?: \d+)?)\}*\s*=(?P<rest>.*)",
    re.DOTALL,
)
_ASSIGNED = re.compile(r"\s*(?P<name>[A-Za-z]\w*(?:[.\[\s]+['\"]?\w+['\"]?\]?)?)\s*=\s*(?P<rest>[^=].*)", re.DOTALL)
_COMMENT = re.compile(r"\s+#.*$")
_TRIM = " \t.,;:→-–—*$+\\"


def assigned(line: str, names: RowNames, layer: str) -> tuple[str, str] | None:
    """`LAYER/quantity` and its text; `layer` is the one that a sentence before has named."""
    if "=" not in line:
        return None
    return _lettered(line, names, layer) or _by_parts(line, names)


def _lettered(line: str, names: RowNames, layer: str) -> tuple[str, str] | None:
    found = _LETTERED.match(line)
    quantity = _quantity(found["name"]) if found else ""
    if not found or not quantity:
        return None
    layer = names.named(found["layer"]) or layer
    return (f"{layer}/{quantity}", found["rest"].strip(_TRIM)) if layer else None


def _by_parts(line: str, names: RowNames) -> tuple[str, str] | None:
    found = _ASSIGNED.match(line)
    words = [word for word in re.split(r"[_\W]+", found["name"]) if word] if found else []
    if not found or len(words) < 2:
        return None
    for i, word in enumerate(words):
        quantity = _quantity(word)
        if quantity and (layer := names.named(" ".join(words[:i] + words[i + 1 :]))):
            return f"{layer}/{quantity}", _COMMENT.sub("", found["rest"]).strip(_TRIM)
    return None


def _quantity(word: str) -> str:
    folded = fold(word)
    return next((quantity for quantity, words in _QUANTITY.items() if words.fullmatch(folded)), "")
