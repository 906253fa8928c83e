"""Names that a spreadsheet program accepts for the sheets of one workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.writers._prose import clean

LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_RESERVED = {"history", "historial"}
"""Excel keeps these for itself."""


def sheet_names(titles: Iterable[str]) -> list[str]:
    """
    >>> sheet_names(["Ejemplo 4", "ejemplo 4", "¿CNN: 3/4?", ""])
    ['Ejemplo 4', 'ejemplo 4 (2)', '¿CNN 3 4', 'Ejercicio']
    """
    names: list[str] = []
    for title in titles:
        names.append(_unique(_allowed(title), {name.casefold() for name in names}))
    return names


def _allowed(title: str) -> str:
    name = " ".join(_REFUSED.sub(" ", clean(title)).split())[:LONGEST].strip(" '")
    return "Ejercicio" if not name or name.casefold() in _RESERVED else name


def _unique(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        suffix = f" ({number})"
        candidate = name[: LONGEST - len(suffix)].rstrip(" '") + suffix
    return candidate
