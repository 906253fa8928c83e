"""A student's arithmetic, computed exactly within bounds and never executed."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from grader.check.answers._numbers import Number, whole_or_fraction
from grader.check.answers._tokens import CLOSING, NUMBER, Token

MAX_LENGTH = 400
MAX_DEPTH = 24
MAX_BITS = 256

_BINDS = {"+": 1, "-": 1, "*": 2, "×": 2, "/": 2, "(": 2, "⌊": 2, "⌈": 2, NUMBER: 2, "^": 4}
"""How tightly an operator holds; a bracket or a number after an operand multiplies."""
_UNARY = 3
_BRACKETS: dict[str, Callable[[Number], Number]] = {"(": lambda it: it, "⌊": math.floor, "⌈": math.ceil}


class _NoExpressionError(Exception):
    """What stands there is no arithmetic, or is out of bounds."""


def compute(tokens: list[Token], choice: int = 0) -> Number | None:
    """The exact value of an expression; `None` when it is none.

    `choice` says which value of the numbers of more than one reading is taken.
    """
    parser = _Parser(tokens, choice)
    try:
        number = parser.expression(0, 0)
    except _NoExpressionError:
        return None
    return whole_or_fraction(number) if parser.at == len(tokens) else None


class _Parser:
    """Pratt's: each operator takes to its right what holds tighter than itself."""

    def __init__(self, tokens: list[Token], choice: int) -> None:
        self.tokens, self.choice, self.at = tokens, choice, 0

    def peek(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def take(self) -> Token:
        if self.at >= len(self.tokens):
            raise _NoExpressionError
        self.at += 1
        return self.tokens[self.at - 1]

    def expression(self, least: int, depth: int) -> Number:
        if depth > MAX_DEPTH:
            raise _NoExpressionError
        left = self.operand(depth)
        while (binds := self.binding()) > least:
            operator = self.peek()
            if operator in _OPERATIONS:
                self.at += 1
            # `^` groups to the right: 2^3^2 is 2^9
            right = self.expression(binds - (operator == "^"), depth + 1)
            left = _OPERATIONS.get(operator, _times)(left, right)
        return left

    def binding(self) -> int:
        """0 where no operator follows; two numbers side by side are no product."""
        kind = self.peek()
        if kind == NUMBER and self.tokens[self.at - 1].kind == NUMBER:
            return 0
        return _BINDS.get(kind, 0)

    def operand(self, depth: int) -> Number:
        token = self.take()
        if token.kind == NUMBER:
            return self.number(token)
        if token.kind == "-":
            return -self.expression(_UNARY, depth + 1)
        if token.kind == "+" and self.at == 1:
            return self.expression(_UNARY, depth + 1)
        if token.kind not in CLOSING:
            raise _NoExpressionError
        inside = self.expression(0, depth + 1)
        if self.at < len(self.tokens) and self.take().kind != CLOSING[token.kind]:
            raise _NoExpressionError
        return _BRACKETS[token.kind](inside)

    def number(self, token: Token) -> Number:
        values = token.spelling.values
        if not values:
            raise _NoExpressionError
        return values[min(self.choice, len(values) - 1)]


def _times(a: Number, b: Number) -> Number:
    return a * b


def _divide(a: Number, b: Number) -> Number:
    if not b:
        raise _NoExpressionError
    return Fraction(a) / b


def _power(base: Number, exponent: Number) -> Number:
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if exponent.denominator != 1 or not 0 <= exponent <= MAX_BITS or bits * exponent > MAX_BITS:
        raise _NoExpressionError
    return base ** int(exponent)


_OPERATIONS: dict[str, Callable[[Number, Number], Number]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": _times,
    "×": _times,
    "/": _divide,
    "^": _power,
}
