"""A student's expression → a tree, within bounds; nothing of it is ever executed."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import reduce

from grader.check.expressions._functions import BY_WORD, OWN
from grader.check.expressions._names import WORD, read_name
from grader.check.expressions._series import series
from grader.check.expressions._tree import Call, Number, Operation, Quantity, Sum, Tree

MAX_DEPTH = 24
MAX_TERMS = 64
"""Of one sum: no layer that is asked by hand has more neurons."""
_FAR = 10**9

_GAP = re.compile(r"\s*")
_NUMBER = re.compile(r"(\d{1,12})(?:[.,](\d{1,12}))?(?![\d.,]*\d)")
_FRACTIONS = ("frac", "dfrac", "tfrac")
_OPENS = {"(": ")", "[": "]", "{": "}"}
_SUM_LOW = re.compile(r"\s*_\s*(?:\{([^{}]*)\}|\(([^()]*)\)|([ijkmnlpqrs])(?:=(\d))?)")
_SUM_HIGH = re.compile(r"\s*\^\s*(?:\{([^{}]*)\}|\(([^()]*)\)|(\w))")
_BOUND = re.compile(r"([ijkmnlpqrs])(?:\s*=\s*(\d{1,9})(?:\s*(?:\.\.|…|,\s*…\s*,|hasta|a|-|→)\s*(\d{1,9}))?|\s*∈.*)?")
_FUNCTION_MARK = re.compile(
    r"\s*(?:_\s*(?:\{[^{}]*\}|\d+|[ijk](?!\w))|\^\s*(?P<high>\{[^{}]*\}|\(\d+\)|\d+)|(?P<digits>\d+))"
)
_PLAIN_POWER = re.compile(r"[{(]?\s*(\d)\s*[)}]?")
_LAYER = re.compile(r"\{?\s*[(\[]?\s*0*(\d{1,3})\s*[)\]]?\s*'?\s*\}?")


class NotUnderstoodError(Exception):
    """What could not be read, as the student wrote it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def parse(text: str, bracket: int = 0) -> Tree:
    """Raise `NotUnderstoodError` unless all of `text` is one expression; `bracket` numbers its outermost level."""
    parser = _Parser(text, bracket)
    tree = parser.addition(0)
    if parser.peek():
        raise NotUnderstoodError(text[parser.at :])
    return tree


class _Parser:
    def __init__(self, text: str, bracket: int) -> None:
        self.text, self.at = text, 0
        self.bracket = self.brackets = bracket

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        gap = _GAP.match(self.text, self.at)
        self.at = gap.end() if gap else self.at
        return self.text[self.at : self.at + 1]

    def take(self, wanted: str) -> bool:
        if self.peek() == wanted:
            self.at += 1
            return True
        return False

    def lost(self) -> NotUnderstoodError:
        return NotUnderstoodError(self.text[self.at :].strip() or self.text)

    def addition(self, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise self.lost()
        terms = [self.signed(depth)]
        skips = False
        while (sign := self.peek()) and sign in "+-…":
            if self.take("…") or (sign == "+" and self.after_plus_dots()):
                skips = True
                continue
            term = self.signed(depth)
            if skips:
                joined = series(terms, term)
                if joined is None:
                    raise NotUnderstoodError("…")
                terms, skips = [joined], False
            else:
                terms.append(term)
        if skips:
            raise NotUnderstoodError("…")
        return reduce(lambda left, right: Operation("+", (left, right)), terms)

    def after_plus_dots(self) -> bool:
        here = self.at
        self.at += 1
        if self.take("…"):
            return True
        self.at = here
        return False

    def signed(self, depth: int) -> Tree:
        """A term with the signs before it."""
        negative = False
        while (sign := self.peek()) and sign in "+-":
            self.at += 1
            negative ^= sign == "-"
        term = self.product(depth)
        return Operation("neg", (term,)) if negative else term

    def product(self, depth: int) -> Tree:
        left = self.power(depth)
        while True:
            sign = self.peek()
            if sign and sign in "*/":
                self.at += 1
                negative = self.take("-")
                right = self.power(depth)
                left = Operation(sign, (left, Operation("neg", (right,)) if negative else right))
            elif sign and (sign in _OPENS or WORD.match(sign)):
                left = Operation("*", (left, self.power(depth)))
            else:
                return left

    def power(self, depth: int) -> Tree:
        base = self.operand(depth)
        while self.take("^"):
            if self.peek() in _OPENS:
                exponent = self.bracketed(depth)
            else:
                negative = self.take("-")
                exponent = self.operand(depth)
                exponent = Operation("neg", (exponent,)) if negative else exponent
            base = _power(base, exponent)
        return base

    def operand(self, depth: int) -> Tree:
        c = self.peek()
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            return Number(Fraction(f"{number[1]}.{number[2] or 0}"))
        if c in _OPENS:
            return self.bracketed(depth)
        word = WORD.match(self.text, self.at)
        return self.worded(word[0], depth) if word else self.quantity()

    def worded(self, word: str, depth: int) -> Tree:
        """What begins with a word: a sum, a fraction, a function, else a quantity."""
        after = self.at + len(word)
        if word == "Σ":
            self.at = after
            return self.sum(depth)
        if word in _FRACTIONS:
            self.at = after
            return Operation("/", (self.bracketed(depth), self.bracketed(depth)))
        if word == "derivada":
            self.at = after
            called = self.operand(depth + 1)
            if not isinstance(called, Call):
                raise NotUnderstoodError(word)
            return called._replace(derived=True)
        if word in BY_WORD:
            self.at = after
            return self.call(BY_WORD[word], depth)
        return self.quantity()

    def quantity(self) -> Tree:
        name = read_name(self.text, self.at)
        if name is None:
            raise self.lost()
        self.at = name.end
        return Quantity(name, self.bracket)

    def bracketed(self, depth: int) -> Tree:
        opened = self.peek()
        if opened not in _OPENS or not opened:
            raise self.lost()
        self.at += 1
        outside = self.enter()
        inside = self.addition(depth + 1)
        self.bracket = outside
        if not self.take(_OPENS[opened]):
            raise self.lost()
        return inside

    def enter(self) -> int:
        outside = self.bracket
        self.brackets += 1
        self.bracket = self.brackets
        return outside

    def sum(self, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise self.lost()
        index, low, high = self.bounds()
        if high - low >= MAX_TERMS:
            raise NotUnderstoodError(f"una suma de {high - low + 1} términos")
        outside = self.enter()
        body = self.signed(depth + 1)
        self.bracket = outside
        return Sum(index, low, high, body)

    def bounds(self) -> tuple[str, int, int]:
        """Index, first and last number; 0 for a last number that is not told, "" for the index."""
        index, low, high = "", 1, 0
        for _ in range(2):
            if under := _SUM_LOW.match(self.text, self.at):
                self.at = under.end()
                text = next(group for group in under.groups() if group is not None)
                found = _BOUND.fullmatch(text.strip(" ()"))
                if not found:
                    raise NotUnderstoodError(text)
                index = found[1]
                low = int(found[2] or under[4] or 1)
                high = int(found[3]) if found[3] else high
            elif over := _SUM_HIGH.match(self.text, self.at):
                self.at = over.end()
                text = next(group for group in over.groups() if group is not None).strip()
                high = min(int(text), _FAR) if text.isdecimal() else 0
        return index, low, high

    def call(self, function: str, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise self.lost()
        derived, power, layer = self.function_marks(function)
        if self.peek() in _OPENS and self.peek():
            argument = self.bracketed(depth + 1)
        elif function == OWN:
            if not derived:
                raise self.lost()
            argument = self.own_neta()
        else:
            argument = self.power(depth + 1)
        if not derived and self.take("'"):
            derived = True
        called = Call(function, derived, layer, argument)
        return _power(called, Number(Fraction(power))) if power != 1 else called

    def function_marks(self, function: str) -> tuple[bool, int, int]:
        """Whether it is a derivative, its power (`tanh²`), its layer (`f^(2)`)."""
        derived, power, layer = False, 1, 0
        while True:
            if self.take("'"):
                if derived:
                    raise self.lost()
                derived = True
            elif mark := _FUNCTION_MARK.match(self.text, self.at):
                self.at = mark.end()
                high = mark["high"] or ""
                derived = derived or "'" in high
                if function != OWN and (found := _PLAIN_POWER.fullmatch(high)):
                    power = int(found[1])
                elif high and (found := _LAYER.fullmatch(high)):
                    layer = int(found[1])
                elif high or function != OWN:
                    raise self.lost()
            else:
                return derived, power, layer

    def own_neta(self) -> Tree:
        """`f'` alone is taken at the neuron that is asked."""
        name = read_name("neta", 0)
        assert name is not None
        return Quantity(name, self.bracket)


def _power(base: Tree, exponent: Tree) -> Tree:
    """A bare `e` to a power is the number e."""
    if isinstance(base, Quantity) and base.written.spelled == "e":
        return Call("exp", derived=False, layer=0, argument=exponent)
    return Operation("^", (base, exponent))
