"""Comparing names and headings as people write them: accents, case and punctuation aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ASCII_WORDS = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Lower case, no accents, only letters and digits between single spaces.

    >>> normalise("Dirección de correo"), normalise("Apellido(s)"), normalise("CONV_1")
    ('direccion de correo', 'apellido s', 'conv 1')
    """
    if text.isascii():  # as most are; the long way takes seven times as long
        return " ".join(_ASCII_WORDS.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def slug(text: str) -> str:
    """A name for a file: ASCII words joined by hyphens, at most 60 characters.

    >>> slug("Ana Pérez Muñoz"), slug("<>")
    ('ana-perez-munoz', 'estudiante')
    """
    words = normalise(text).encode("ascii", "ignore").decode().split()
    return "-".join(words)[:60].strip("-") or "estudiante"
