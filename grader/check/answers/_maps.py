"""The sides of a shape and how many maps it has, said apart: «(41, 41) con 18 canales», «3x3 (18 mapas)»."""

from __future__ import annotations

import re

_APART = re.compile(
    r"(?:[(\[] ?(\d{1,5}) ?[,;] ?(\d{1,5}) ?[)\]]|(\d{1,5}) ?[x×*·] ?(\d{1,5})),? ?"
    r"(?:(?:con|y|with|and|com|de|por)\b|[x×*·])? ?[(\[]? ?(\d{1,5}) ?"
    r"(?:canal(?:es)?|canais|channels?|mapas?|maps?|filtros?|filters?)"
    r"(?: de caracter[ií]sticas)? ?[)\]]?",
    re.IGNORECASE,
)


def in_one_piece(text: str) -> str:
    """
    >>> in_one_piece("(41, 41) con 18 canales"), in_one_piece("41x41x18")
    ('41x41x18', '41x41x18')
    """
    found = _APART.fullmatch(text) if len(text) < 80 else None
    return "x".join(filter(None, found.groups())) if found else text
