"""Numbers written in Spanish words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.names import normalise

_ONES = re.findall(
    r"\w+",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve",
)
_TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_HUNDREDS = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_VALUES = (
    {word: i for i, word in enumerate(_ONES)}
    | {word: 10 * i for i, word in enumerate(_TENS, start=3)}
    | {word: 100 * i for i, word in enumerate(_HUNDREDS.split(), start=1)}
    | {"un": 1, "una": 1, "veintiun": 21, "cien": 100}
)
_SCALES = {"mil": 1000, "millon": 10**6, "millones": 10**6}
_WORD = re.compile(r"[a-z]+|\d+")


def numbers_in_words(text: str) -> Iterator[int]:
    """
    >>> list(numbers_in_words("ocho mil quinientos treinta y seis pesos y cuarenta y cuatro sesgos"))
    [8536, 44]
    """
    whole = part = 0
    begun = False
    for word in [*_WORD.findall(normalise(text)), ""]:
        if word in _SCALES:
            whole, part, begun = whole + (part or 1) * _SCALES[word], 0, True
        elif word in _VALUES and not (begun and part % 100 and _VALUES[word] >= 10):
            part, begun = part + _VALUES[word], True
        elif word != "y" or not begun:
            if begun:
                yield whole + part
            whole = part = 0
            begun = word in _VALUES
            part = _VALUES.get(word, 0)
