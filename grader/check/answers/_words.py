"""The words around a calculation: labels before it, units after its numbers, formulas in letters."""

from __future__ import annotations

from itertools import pairwise

from grader.check.answers._tokens import NUMBER, OPERAND_ENDS, WORD, Token, has_number, matching, split

_ROUNDING = {"floor": "⌊", "piso": "⌊", "suelo": "⌊", "int": "⌊", "ceil": "⌈", "techo": "⌈"}
_CLOSES = {"⌊": "⌋", "⌈": "⌉"}


def after_label(tokens: list[Token]) -> list[Token]:
    """What follows «Capa 1:»; the colon of `32:32` has no word before it and stays."""
    if not any(token.kind == ":" for token in tokens):
        return tokens
    before, *rest = split(tokens, ":")
    while rest and (not before or before[0].kind == WORD or not has_number(before)):
        before, *rest = rest
    return before if not any(map(has_number, rest)) else tokens


def without_asides(tokens: list[Token]) -> list[Token]:
    """Brackets around words alone say nothing: «608 (pesos)»."""
    if not any(token.kind == WORD for token in tokens):
        return tokens
    kept, at = list[Token](), 0
    while at < len(tokens):
        end = matching(tokens, at) if tokens[at].kind == "(" else at
        inside = tokens[at + 1 : end]
        if _is_remark(inside) and (kept or not has_number(inside)):
            at = end
        else:
            kept.append(tokens[at])
        at += 1
    return kept


def _is_remark(inside: list[Token]) -> bool:
    """«(not 1)», «(H, W, C)»: a word first, and no arithmetic."""
    kinds = {token.kind for token in inside}
    return bool(inside) and inside[0].kind == WORD and (kinds <= {WORD, NUMBER} or kinds <= {WORD, ","})


def without_words(tokens: list[Token]) -> tuple[list[Token], bool] | None:
    """The arithmetic that remains, and whether a label stood before it; `None` for a formula in letters."""
    kept, labelled = list[Token](), False
    for i, token in enumerate(tokens):
        if token.kind != WORD:
            kept.append(token)
        elif kept and kept[-1].kind in OPERAND_ENDS:
            continue
        elif not kept and _is_label(tokens, i):
            labelled = True
        else:
            return None
    return kept, labelled


def _is_label(tokens: list[Token], at: int) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or after.kind in (WORD, NUMBER) or (after.kind in "(⌊⌈" and after.spaced)


def with_roundings(tokens: list[Token]) -> list[Token]:
    """`floor(…)` in words as its brackets."""
    if not any(token.text in _ROUNDING and after.kind == "(" for token, after in pairwise(tokens)):
        return tokens
    result = list(tokens)
    for i, (token, after) in enumerate(pairwise(tokens)):
        if token.kind == WORD and token.text in _ROUNDING and after.kind == "(":
            bracket = _ROUNDING[token.text]
            end = matching(tokens, i + 1)
            result[i] = Token("", "")
            result[i + 1] = Token(bracket, bracket, token.spaced)
            if end < len(tokens):
                result[end] = Token(_CLOSES[bracket], _CLOSES[bracket])
    return [token for token in result if token.kind]
