"""What stands on each side of an equals sign: a lone number, a calculation, or nothing that can be read."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from grader.check.answers._numbers import UNREADABLE, Number, as_decimal, spell, whole_or_fraction
from grader.check.answers._tokens import NUMBER, WORD, Token, has_number, matching
from grader.check.answers._words import without_words
from grader.check.answers.expressions import compute

_NOTHING = Token("", "", spelling=UNREADABLE)
_SCALES = {"k": 1_000, "mil": 1_000, "M": 1_000_000, "mm": 1_000_000}
_MILLIONS = re.compile(r"mill(?:[oó]n(?:es)?|ion[si]?|ions)|milh(?:ão|ões|oes)|thousand", re.IGNORECASE)


class Side(NamedTuple):
    values: tuple[Number, ...]
    """Likeliest first."""
    sure: bool
    lone: bool
    """A number as it was written, not a calculation."""
    labelled: bool
    """Words stand before it: the 1 of «Capa 1 = 608»."""
    first: Number | None = None
    """The number that a calculation begins with."""


def read_side(tokens: list[Token]) -> Side | None:
    """`None` for what has no value: a formula in letters, a broken calculation."""
    if rounded := _abbreviated(tokens):
        return Side(rounded, sure=False, lone=True, labelled=False)
    stripped = without_words(tokens)
    if stripped is None:
        return None
    core, labelled = stripped
    if meant := _run_on(core):
        return Side(meant, sure=False, lone=False, labelled=labelled)
    numbers = [token for token in core if token.kind == NUMBER]
    sure = all(token.spelling.sure for token in numbers)
    found = [compute(core, choice) for choice in ((0,) if sure else (0, 1))]
    values = tuple(dict.fromkeys(value for value in found if value is not None))
    if not values:
        return None
    lone = len(numbers) == 1 and all(token.kind in "n()-" for token in core)
    first = core[0].spelling.values[:1] if not lone else ()
    return Side(values, sure, lone, labelled, *first)


def _run_on(core: list[Token]) -> tuple[Number, ...]:
    """`600 + 8 608`, `(600 + 8) 608`: what the calculation would be with an equals sign, and what it is without one.

    Empty where the last number says nothing like the value of what stands before it: `608 + 20 490` is a sum.
    """
    *before, last = core or [_NOTHING]
    head, _, tail = last.text.partition(" ") if last.kind == NUMBER else ("", "", "")
    if tail and before:
        before, result = [*before, Token(NUMBER, head, spelling=spell(head))], spell(tail)
    elif last.kind == NUMBER and last.spaced and before and before[-1].kind in ")⌋⌉":
        result = last.spelling
    else:
        return ()
    value, whole = compute(before), compute(core)
    if value is None or whole is None or not result.sure or not _alike(str(value), str(result.values[0])):
        return ()
    return (result.values[0], whole)


def _alike(value: str, written: str) -> bool:
    """Equal, or a slip away from it: as long, and beginning with the same digit."""
    return len(value) == len(written) and value[0] == written[0]


def with_aside(tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """«608 (600 + 8)»: a number, a space and brackets to the end: a value and its calculation, most often."""
    while tokens and tokens[-1].kind == WORD:
        tokens = tokens[:-1]
    for i in range(1, len(tokens) - 1):
        token = tokens[i]
        if token.kind != "(" or not token.spaced or tokens[i - 1].kind not in (NUMBER, WORD):
            continue
        if matching(tokens, i) == len(tokens) - 1 and has_number(tokens[:i]) and has_number(tokens[i:]):
            return tokens[:i], tokens[i:]
    return None


def _abbreviated(tokens: list[Token]) -> tuple[Number, ...]:
    """`262.3K`, «2,6 millones»: rounded figures, here with all their zeros."""
    for number, unit in pairwise(tokens):
        scale = _scale(unit) if number.kind == NUMBER else 0
        if scale:
            plain = as_decimal(number.text)
            scaled = whole_or_fraction(plain * scale)
            return (plain, scaled) if isinstance(plain, int) and plain >= 1_000_000 else (scaled,)
    return ()


def _scale(unit: Token) -> int:
    if unit.kind != WORD:
        return 0
    if _MILLIONS.fullmatch(unit.text):
        return 1_000 if unit.text.lower() == "thousand" else 1_000_000
    return _SCALES.get(unit.text, _SCALES.get(unit.text.lower(), 0))
