"""The components of a written shape, however they are separated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from grader.check.answers._numbers import Number
from grader.check.answers._tokens import NUMBER, WORD, Token, has_number, split
from grader.check.answers._words import after_label, without_words
from grader.check.answers.expressions import compute

_CHANNELS = re.compile(
    r"c|ch|canal(?:es)?|channels?|mapas?|maps?|filtros?|filters?|profundidad|kernels?|depth", re.IGNORECASE
)


class Component(NamedTuple):
    value: Number
    text: str = ""
    """The digits of a plain number; empty for a calculation."""
    close: bool = False
    """Whether what stands before it may group thousands: a comma alone, a space alone."""
    channels: bool = False
    """Named as the number of channels, which stands last."""
    sure: bool = True

    @property
    def joins(self) -> bool:
        """Whether it may be the last three digits of the number before it: the 384 of `16,384`."""
        return self.close and len(self.text) == 3 and self.text.isdigit()


def read_components(parts: list[list[Token]], *, product: bool) -> list[Component] | None:
    """`product`: whether the `*` of a lone `8*8*32` multiplies."""
    found: list[Component] = []
    column = product and len(parts) == 2 and [token.text for token in parts[1]] == ["1"]
    for part in parts:
        if not has_number(part):
            return None
        glued = bool(found) and not part[0].spaced
        pieces = _pieces(part, product=product or len(parts) > 1, column=column)
        if pieces is None:
            return None
        pieces[0] = pieces[0]._replace(close=glued)
        found += pieces
    return found


def _pieces(part: list[Token], *, product: bool, column: bool) -> list[Component] | None:
    named = _is_channels(part[0])
    core = [token for side in split(after_label(part), "=")[-1:] for token in side]
    kinds = {token.kind for token in core}
    if column and "×" in kinds:  # (8x8x32, 1)
        pieces = _calculated(core)
    elif kinds <= {NUMBER, WORD, "×"} or (kinds <= {NUMBER, "*"} and not product):
        pieces = list(_plain(core))
    elif "×" in kinds and (factors := _factors(core)):
        pieces = factors
    else:
        pieces = _calculated(core)
    if named and len(pieces) == 1:
        pieces = [pieces[0]._replace(channels=True)]
    return pieces or None


def _plain(tokens: list[Token]) -> Iterator[Component]:
    """`32x32x3`, `32 32 3`, «32x32 con 3 canales»."""
    for i, token in enumerate(tokens):
        if token.kind != NUMBER:
            continue
        values = token.spelling.values or (Fraction(1, 2),)
        close = i > 0 and tokens[i - 1].kind == NUMBER
        channels = i + 1 < len(tokens) and _is_channels(tokens[i + 1])
        yield Component(values[0], token.text, close, channels, token.spelling.sure)


def _factors(tokens: list[Token]) -> list[Component]:
    """`(32-5+1)×(32-5+1)×8`, `(28x28)x8`: between crosses stand numbers and brackets, no open sums."""
    if all(token.kind in "n×()" for token in tokens):
        return list(_plain(tokens)) if compute(tokens) is not None else []
    found: list[Component] = []
    for factor in split(tokens, "×"):
        value = compute(factor) if len(factor) == 1 or (factor and factor[0].kind in "(⌊⌈") else None
        if value is None:
            return []
        found.append(Component(value))
    return found


def _calculated(tokens: list[Token]) -> list[Component]:
    stripped = without_words(tokens)
    value = compute(stripped[0]) if stripped else None
    return [] if value is None else [Component(value, sure=all(t.spelling.sure for t in tokens if t.kind == NUMBER))]


def _is_channels(token: Token) -> bool:
    return token.kind == WORD and bool(_CHANNELS.fullmatch(token.text))


def groupings(components: list[Component]) -> list[tuple[Component, ...]]:
    """Every way to read grouped thousands among the components, as written first.

    `2,048` can only be 2048: no component begins with a zero.
    """
    readings: list[tuple[tuple[Component, ...], ...]] = [()]
    for it in components:
        grown = [] if it.joins and it.text[0] == "0" else [(*r, (it,)) for r in readings]
        if it.joins:
            grown += [(*r[:-1], (*r[-1], it)) for r in readings if _may_grow(r[-1])]
        readings = grown or [(*r, (it,)) for r in readings]
    return [tuple(map(_joined, reading)) for reading in readings]


def _may_grow(group: tuple[Component, ...]) -> bool:
    head = group[0].text
    return head.isdigit() and len(head) <= 3 and head[0] != "0"


def _joined(group: tuple[Component, ...]) -> Component:
    if len(group) == 1:
        return group[0]
    text = "".join(it.text for it in group)
    return Component(int(text), text, channels=any(it.channels for it in group))
