"""A sentence as what matters in it: layers, quantities, written values, denials and what parts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from grader.check.match._vocabulary import PATTERNS

LAYER, VALUE, PART, COLON, WORD = "layer", "value", "part", "colon", "word"
TUPLE, SIDES = "(,)", "xx"
_MAPS = (
    r"\d+\s*@\s*\d+\s*[x×]\s*\d+"
    r"|\d+\s+(?:mapas?|maps|canales|canais|channels|feature\s+maps)\s+(?:de\s+caracteristicas\s+)?(?:de|of)\s+\d+\s*[x×]\s*\d+"
    r"|\d+\s*[x×]\s*\d+\s+(?:con|with|com|y)\s+\d+\s+(?:mapas?|maps|canales|canais|channels)\b"
)
"""`6@28x28`, «6 mapas de 28×28»: a shape in one piece."""
_PLAIN = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d.,'’]*\d)|\d+(?:[.,'’_]\d+)*"
_NUMBER = (
    rf"{_MAPS}|"
    rf"(?:{_PLAIN})(?:\s?(?:k|m|mil|mill(?:on(?:es)?|ions?)|milh\w+)(?!\w))"  # 262.3K
    r"|\d[\d.,]*(?:x{2,}\w*|[?¿]+[\d?]*|[^\W\d_x]\d\w*)"  # «262xxx»: the reader of answers says so
    rf"|{_PLAIN}"
)
_ORDINAL = r"\d+(?:ra|da|ta|era|er|do|to|a|o|st|nd|rd|th|[a-wyz])\b"
_LEX = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in PATTERNS.items())
    + rf"|(?P<blank>_{{3,}}|\.{{4,}}$)|(?P<ordinal>{_ORDINAL})|(?P<number>{_NUMBER})|(?P<open>[(\[⌊])|(?P<close>[)\]⌋])"
    r"|(?P<op>[-+*×·/÷^=~≈→−–—∙•⋅]+>?|\\times\b|\\cdot\b|\bpor\b(?=\s*[\d(])|(?<![^\W\d_])x(?![^\W\d_]))"
    r"|(?P<colon>:)|(?P<is>\b(?:es|son|da|dan|is|are|igual\s+a|sao|=)\b)"
    r"|(?P<part>[,|]|\b(?:y|e|and|mas|plus|entonces|luego|so)\b)|(?P<word>[^\W\d_]\w*)"
)
_MOST_INSIDE, _DEEPEST = 48, 6
"""Tokens in a bracket, and brackets in it, of any calculation that a student writes."""
_IN_BRACKETS = frozenset({"number", "op", "open", "close"})
_SHAPE_WORDS = frozenset({"none", "batch"})
_LEADS_ON = re.compile(r"(?:→|[-−–—=]>)\s*$")
"""An arrow before a layer's name: what stands before it is not this layer's."""
_ARITHMETIC = tuple("+*×·/^−-")


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class Item(NamedTuple):
    kind: str
    """LAYER, VALUE, PART, COLON, WORD, or a name of `PATTERNS`."""
    text: str
    """The layer's name; of a value its looks; for anything else as it was written, folded."""
    start: int
    end: int
    lead: str = ""
    """The operator before a value: the `=` of «pesos = 600»."""


def items(folded: str, mentions: Sequence[tuple[int, int, str]]) -> list[Item]:
    """`mentions` are the layers named in it: where each begins and ends, and which it is."""
    found: list[Item] = []
    at = 0
    for start, end, layer in mentions:
        found += _read(_tokens(folded, at, start))
        if arrow := _LEADS_ON.search(folded, at, start):
            found.append(Item(PART, "→", arrow.start(), start))
        found.append(Item(LAYER, layer, start, end))
        at = end
    return found + _read(_tokens(folded, at, len(folded)))


@lru_cache(maxsize=2048)
def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple(Token(it.lastgroup or "", it[0], it.start(), it.end()) for it in _LEX.finditer(text, start, end))


def _read(tokens: Sequence[Token]) -> list[Item]:
    found: list[Item] = []
    lead, at = "", 0
    while at < len(tokens):
        token, end = tokens[at], _run(tokens, at)
        if end > at:
            kind = WORD if lead[:1] in _ARITHMETIC and _is_formula(tokens, at) else VALUE
            found.append(Item(kind, _looks(tokens[at:end]), token.start, tokens[end - 1].end, lead))
            lead, at = "", end
            continue
        if token.kind in ("op", "is"):
            lead = "=" if token.kind == "is" else token.text
        else:
            kind = PART if token.kind in ("open", "close", "blank") else WORD if token.kind == "ordinal" else token.kind
            found.append(Item(kind, token.text, token.start, token.end, lead))
            lead = lead if kind == WORD else ""
        at += 1
    return found


def _looks(tokens: Sequence[Token]) -> str:
    """TUPLE for `(58, 58, 15)`, SIDES for `58x58x15`, which may also be a product; else empty."""
    texts = [token.text for token in tokens]
    if "=" in texts:
        return ""
    if texts[0] in "([" and any("," in it for it in texts):
        return TUPLE
    return SIDES if texts[1::2] in (["x", "x"], ["×", "×"]) and all(it.kind == "number" for it in tokens[::2]) else ""


def _is_formula(tokens: Sequence[Token], at: int) -> bool:
    """«(n + 2p − f)/s + 1»: the 1 is no answer."""
    return at > 1 and tokens[at - 1].kind == "op" and tokens[at - 2].kind in ("word", "ordinal", "close")


def _run(tokens: Sequence[Token], start: int) -> int:
    """Behind the value that begins here; `start` itself when none does."""
    at = end = start
    operand = False
    while at < len(tokens):
        kind = tokens[at].kind
        if kind == "number" and not operand:
            at += 1
        elif kind == "open" and (close := _calculation(tokens, at, aside=operand)):
            at = close
        elif kind in ("op", "is") and at > start:
            at, operand = at + 1, False
            continue
        else:
            break
        end, operand = at, True
    return end


def _calculation(tokens: Sequence[Token], at: int, *, aside: bool) -> int:
    """Behind the bracket that closes here, if a calculation, a shape or, `aside`, a remark stands in it; else 0."""
    depth, numbers = 0, 0
    for i in range(at, min(len(tokens), at + _MOST_INSIDE)):
        token = tokens[i]
        numbers += token.kind == "number"
        depth += (token.kind == "open") - (token.kind == "close")
        if not depth or depth > _DEEPEST:
            return i + 1 if numbers and not depth else 0
        remark = aside and token.kind == WORD and _goes_on(tokens, at)
        if not (token.kind in _IN_BRACKETS or token.text == "," or token.text in _SHAPE_WORDS or remark):
            return 0
    return 0


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """«84 (not 1) = 10164»: behind the bracket the calculation goes on."""
    close = next((i for i in range(at, min(len(tokens), at + 12)) if tokens[i].kind == "close"), len(tokens))
    return close + 1 < len(tokens) and tokens[close + 1].kind in ("op", "is")
