"""Which exercise a heading or a line opens, and which lines open something that was not asked for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from grader.model import Sheet
from grader.names import normalise

_LONGEST = 80
_ALIKE = 0.9
"""How much of a title's word must be there: seed 001 heads its sixth part «Iniciso 6»."""


class Titles:
    """The titles of a worksheet's exercises."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._titles = [(normalise(sheet.title), sheet) for sheet in sheets]
        numbered = [title.rpartition(" ") for title, _ in self._titles]
        self._numbered = {name: len(name.split()) for name, _, number in numbered if name and number.isdigit()}

    def opened(self, text: str) -> Sheet | None:
        """The exercise whose title the text begins with; one typo is forgiven."""
        words = normalise(text[:_LONGEST])
        for title, sheet in self._titles:
            if words.startswith(title) and words[len(title) : len(title) + 1] in ("", " "):
                return sheet
        meant = self._meant(words)
        return next((sheet for title, sheet in self._titles if title == meant), None) if meant else None

    def is_sibling(self, text: str) -> bool:
        """Whether the text begins like a title but with a number of its own: «Inciso 3» for «Inciso 2»."""
        return bool(self._meant(normalise(text[:_LONGEST])))

    def _meant(self, words: str) -> str:
        for name, size in self._numbered.items():
            head = words.split(maxsplit=size + 1)[: size + 1]
            if len(head) > size and head[size].isdigit() and _alike(" ".join(head[:size]), name):
                return f"{name} {head[size]}"
        return ""


@lru_cache(maxsize=1024)
def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() > _ALIKE
