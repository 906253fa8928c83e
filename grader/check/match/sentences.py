"""A line as its sentences, in a spelling of the same length without capitals and accents."""

from __future__ import annotations

import re
from functools import lru_cache

_BARE = dict(zip("áàâãäéèêëíìîïóòôõöúùûüñçº", "aaaaaeeeeiiiiooooouuuunco", strict=True))
_ACCENTED = re.compile(f"[{''.join(_BARE)}]")
"""Sought as a class: `str.translate` looks every letter up by itself, which takes five times as long."""
_IS = re.compile(r" [éÉ](?= )")
_BULLET = re.compile(r"^\s*(?:[-*•–·▪◦>]\s+|:(?=[^\W\d])|\d{1,2}[.)]\s+|[a-zA-Z][.)]\s+)*")
_STAMP = re.compile(
    r"^\s*\[?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}(?::\d\d){1,2}[^\]:]{0,12}(?:\]\s*|-\s+)[^:]{1,40}:\s+"
)
"""What a chat writes before a message: when, and who."""
_STRUCK = re.compile(r"~~[^~]*~~")
"""What the student crossed out."""
_TENSOR = re.compile(r"torch\.Size\(\[[\d, ]{0,60}\]\)")
"""The size of a tensor of weights is no answer."""
_TIMES = re.compile(r"\\(times|cdot)(?![A-Za-z])\s?")
_SIGNS = {"times": "×", "cdot": "·"}
_EMPHASIS = re.compile(r"\*\*|(?<!_)__(?!_)|`|(?<![\w)\]*] )(?<![\w)\]*])\*(?=\w)|(?<=\w)\*(?![\w( *])")
_MARKED = re.compile(r"[*_`]")
"""Only a text with one of these has emphasis."""
_LATEX = re.compile(r"\\(?:text|mathrm|mathbf|textbf|quad|qquad|left|right|[,;!()\[\]])|[{}$]")
_INDEX = re.compile(r"_\{\s{0,9}([^{}]{1,40}?)\s{0,9}\}")
_GROUPED = re.compile(r"(?<=\d)(?:\{([.,])\}|\\,)(?=\d{3})")
_END = re.compile(r";+|(?<!\bno)(?<!\bnum)(?<!\baprox)(?<![.!?])[.!?]++(?=\s+[^\W\d]|\s*$)|\s/\s(?=[^\W\d])")
_ENDED = re.compile(r"[;.!?/]")
"""Only a text with one of these has an end inside."""


@lru_cache(maxsize=1024)
def sentences(line: str) -> tuple[str, ...]:
    """
    >>> sentences("- **FC1**: 8192 pesos; 64 sesgos. Su salida es (64, 1).")
    ('FC1: 8192 pesos', '64 sesgos', 'Su salida es (64, 1)')
    """
    text = _TENSOR.sub("", _STAMP.sub("", _STRUCK.sub(" ", line)))
    text = _BULLET.sub("", _EMPHASIS.sub("", text) if _MARKED.search(text) else text)
    if "\\" in text or "$" in text or "{" in text:
        text = _TIMES.sub(lambda it: _SIGNS[it[1]], text)
        text = _INDEX.sub(lambda it: "_" + it[1].replace(" ", "_"), text)
        text = _LATEX.sub(" ", _GROUPED.sub(lambda it: it[1] or " ", text))
    parts = _END.split(text) if _ENDED.search(text) else [text]
    return tuple([part for part in map(str.strip, parts) if part])


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Lower case without accents, character for character; Portuguese «é» is an equals sign.

    >>> fold("Parámetros é 5")
    'parametros = 5'
    """
    if text.isascii():
        return text.lower()
    plain = _ACCENTED.sub(lambda it: _BARE[it[0]], _IS.sub(" =", text).lower())
    return plain if len(plain) == len(text) else text
