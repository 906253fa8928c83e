"""A text on its way to blocks: where reading stands in it and what was found so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from grader.model import Block, Line
from grader.readers._pipes import plain

Where = Callable[[int], str]
"""Says in Spanish where the line of a given index stands."""

_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s|$)")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)++")
_BULLETS = frozenset({"- ", "* ", "+ ", "• ", "◦ ", "▪ ", "– "})


_SIGNS = (">", "|", "│", "┃", "║", "+", "┌", "├", "\t", "\\", "$", "  ", "=", "--")
BARS = frozenset("|│┃║+┌├")
UNDERLINES = frozenset({"=", "--"})
LATEX = frozenset("\\$")


def signs(text: str) -> frozenset[str]:
    return frozenset([sign for sign in _SIGNS if sign in text])


@dataclass(slots=True)
class Scan:
    """Each step takes lines from `at` on and leaves `at` behind them."""

    lines: list[str]
    where: Where
    marks: bool
    """Whether the text has Markdown's headings, bullets and emphasis; a program and its output have none."""
    columns: bool
    """Whether wide gaps may divide columns; in a program they do not."""
    found: frozenset[str]
    """Which `signs` occur anywhere in the text: what does not occur need not be looked for in each line."""
    at: int = 0
    blocks: list[Block] = field(default_factory=list)

    def has(self, signs: frozenset[str]) -> bool:
        return not self.found.isdisjoint(signs)

    def heading(self, line: str) -> re.Match[str] | None:
        return _HEADING.match(line) if self.marks and "#" in line[:4] else None

    def add_line(self, line: str) -> None:
        """Without its bullet and emphasis, in a program as it is."""
        text = line.strip()
        if self.marks:
            text = plain(text[2:] if text[:2] in _BULLETS else text)
        if text:
            self.blocks.append(Line(text, self.where(self.at)))
        self.at += 1


def unquoted(line: str) -> str:
    return _QUOTE.sub("", line, count=1) if line[:4].lstrip()[:1] == ">" else line
