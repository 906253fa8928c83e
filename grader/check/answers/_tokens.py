"""A cleaned answer as numbers, operators, brackets and words."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from grader.check.answers._numbers import UNREADABLE, Spelling, as_decimal, spell, spell_real
from grader.model import Kind

MAX_TOKENS = 160

NUMBER, WORD, OTHER = "n", "w", "?"
CLOSING = {"(": ")", "⌊": "⌋", "⌈": "⌉"}
OPERAND_ENDS = frozenset("n)⌋⌉")


class Token(NamedTuple):
    """`kind` is the character itself for an operator, a bracket or a mark, else NUMBER, WORD or OTHER."""

    kind: str
    text: str
    spaced: bool = False
    """Whether a space stands before it."""
    spelling: Spelling = UNREADABLE


_SCIENTIFIC = r"(?:\d+(?:[.,]\d+)?|[.,]\d+)[eE][+-]?\d{1,3}(?!\w)"
_NUMBERS = {
    Kind.COUNT: r"\d{1,3}(?: \d{3})+(?:[.,]0+)?(?![.,'_]?\d)|\d+(?:[.,'_]\d+)*",
    Kind.SHAPE: r"\d+(?:[.'_]\d+)*",  # there a comma or a space stands between components
    Kind.REAL: r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![.,'_]?\d)|\d*(?:[.,']\d+)+|\d+",
}
_WORDS = r"[^\W\d_]\w*(?:(?<=_)\{[^{}]*\})?(?:\.[^\W\d_]\w*)*|_+[^\W\d]\w*|#"
_REST = r"(?P<gap>[\s!¡\"'¿?…]|\.(?!\d))|(?P<power>\*\*)|(?P<times>[xX](?![^\W\d])|[pP][oO][rR](?=\d))"
_GROUPS = dict.fromkeys(_NUMBERS, ("science", "number")) | {Kind.REAL: ("exact", "real")}
"""What a number is called in a lexer: it says how its text is read."""
_LEXERS = {
    kind: re.compile(
        f"(?P<{_GROUPS[kind][0]}>{_SCIENTIFIC})|(?P<{_GROUPS[kind][1]}>{number})"
        f"|{_REST}|(?P<word>{_WORDS})|(?P<mark>.)",
        re.DOTALL,
    )
    for kind, number in _NUMBERS.items()
}
_MARKS = {mark: mark for mark in "+-*×/^()⌊⌋⌈⌉=,;:→~@"}
_MARKS |= {"·": "*", "[": "(", "{": "(", "]": ")", "}": ")"}
_SPOKEN = {
    "x": "×",
    "por": "×",
    "más": "+",
    "mas": "+",
    "menos": "-",
    "entre": "/",
    "es": "=",
    "son": "=",
    "da": "=",
}
"""Words that are operators when they follow a number."""


def tokenize(text: str, kind: Kind) -> list[Token] | None:
    """`None` when there are more tokens than any answer needs."""
    tokens: list[Token] = []
    for found in _LEXERS[kind].finditer(text):
        group, start = found.lastgroup, found.start()
        if group == "gap" or group is None:
            continue
        if len(tokens) == MAX_TOKENS:
            return None
        after_operand = bool(tokens) and tokens[-1].kind in OPERAND_ENDS
        tokens.append(_token(group, found[0], text[start - 1 : start] == " ", after_operand))
    return tokens


@lru_cache(1 << 12)
def _token(group: str, text: str, spaced: bool, after_operand: bool) -> Token:  # noqa: FBT001 (the cache's key)
    """`x`, «por» and the like are operators only where an operand has just ended."""
    if group in _SPELLERS:
        return Token(NUMBER, text, spaced, _SPELLERS[group](text))
    if group == "mark":
        return Token(_MARKS.get(text, OTHER), text, spaced)
    if group == "power":
        return Token("^", text, spaced)
    return Token(_SPOKEN.get(text.lower(), WORD) if after_operand else WORD, text, spaced)


def _scientific(text: str) -> Spelling:
    """A spreadsheet's `1.34E+06` has lost digits: never sure."""
    mantissa, _, exponent = text.lower().partition("e")
    power = int(exponent)
    if not 0 <= power <= 12:
        return UNREADABLE
    return Spelling((as_decimal(mantissa) * 10**power,), sure=False)


def _with_exponent(text: str) -> Spelling:
    """Where real numbers are asked for, `1,2e-3` is as good as 0,0012."""
    mantissa, _, exponent = text.lower().partition("e")
    power = int(exponent)
    found = spell_real(mantissa)
    if not -_SMALLEST_POWER <= power <= _LARGEST_POWER or not found.values:
        return UNREADABLE
    return Spelling((found.values[0] * Fraction(10) ** power,), sure=True)


_LARGEST_POWER = 12
_SMALLEST_POWER = 40
"""What a calculator or a spreadsheet shows in place of a zero (`6.9E-18`) is read too."""
_SPELLERS = {"number": spell, "science": _scientific, "real": spell_real, "exact": _with_exponent}


def matching(tokens: list[Token], start: int) -> int:
    """Index of the bracket that closes the one at `start`; the last index + 1 when none does."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += (tokens[i].kind in "(⌊⌈") - (tokens[i].kind in ")⌋⌉")
        if not depth:
            return i
    return len(tokens)


def split(tokens: list[Token], marks: str) -> list[list[Token]]:
    """The stretches between `marks` that stand outside all brackets."""
    if not any(token.kind in marks for token in tokens):
        return [tokens]
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind in "(⌊⌈") - (token.kind in ")⌋⌉")
        if depth <= 0 and token.kind in marks:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def code_behind(tokens: list[Token]) -> bool:
    """`(5*5*3)w8`, `12px2`: letters and digits glued to what is before them, of which nobody knows what they say."""
    return any(
        after.kind == WORD and not after.spaced and before.kind in OPERAND_ENDS and any(map(str.isdigit, after.text))
        for before, after in pairwise(tokens)
    )


def has_number(tokens: list[Token]) -> bool:
    return any(token.kind == NUMBER for token in tokens)
