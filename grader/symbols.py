"""The only home of SymPy: it holds a formula as it is written, vouches for it and prints it.

Nothing that a student wrote comes here: terms are recorded from our own formulas only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sympy
from sympy.printing.printer import Printer

from grader.model import Formula
from grader.notation import MARKUPS, Notation
from grader.term import BARE, FIRST_PLACEHOLDER, Term

_SAMPLES = (  # no 1: a formula may divide by m − 1
    (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37),
    (64, 5, 2, 15, 3, 8, 2, 9, 4, 6, 12, 10),
    (9, 30, 3, 2, 28, 7, 5, 16, 14, 40, 33, 21),
)


def vouch(formula: Formula, arity: Sequence[int], parts: Sequence[Term]) -> None:
    """Raise `AssertionError` unless the recorded writing is the function that the formula computes.

    Both are SymPy's, over numbers: over letters it would think for a long time about what it might simplify.
    """
    letters = [_placeholder(i) for i in range(sum(n or 1 for n in arity))]
    expressions = [_expression(part) for part in parts]
    for sample in _samples(len(letters)):
        numbers = list(map(sympy.Integer, sample))
        direct = formula(*_grouped(numbers, arity))
        known = dict(zip(letters, numbers, strict=True))
        for written, other in zip(expressions, direct if isinstance(direct, tuple) else (direct,), strict=True):
            if written.xreplace(known).doit() != sympy.S(other).doit():
                raise AssertionError(f"{formula.__name__} is written {written} but gives {other} for {sample}")


def _grouped(numbers: Iterable[sympy.Integer], arity: Sequence[int]) -> list[Any]:
    """Arguments for a formula: a tuple where it takes several numbers as one."""
    left = iter(numbers)
    return [tuple(next(left) for _ in range(n)) if n else next(left) for n in arity]


def _samples(size: int) -> list[tuple[int, ...]]:
    return [tuple(sample[i % len(sample)] + i // len(sample) for i in range(size)) for sample in _SAMPLES]


def applied(name: str, inside: sympy.Expr) -> sympy.Expr:
    """A function of `grader.real` over an expression."""
    return _OPERATIONS[name](inside)


def printed(term: Term, notation: Notation) -> str:
    """The term in one notation, with placeholders for its letters."""
    return str(_Writer(notation).doprint(_expression(term)))


def _placeholder(index: int) -> sympy.Symbol:
    return sympy.Symbol(chr(FIRST_PLACEHOLDER + index))


def _expression(term: Any) -> sympy.Expr:
    """SymPy's tree of a term with nothing evaluated: order and redundancy stay as written."""
    if not isinstance(term, Term):
        return sympy.Rational(term)
    if term.op == "letter":
        return _placeholder(term.args[0])
    return _OPERATIONS[term.op](*map(_expression, term.args))


def _flat(kind: type[sympy.Expr], left: sympy.Expr) -> tuple[sympy.Expr, ...]:
    """a + b + c is one sum of three, as it is read."""
    return tuple(left.args) if isinstance(left, kind) and not _quotient(left) else (left,)


def _quotient(expr: sympy.Expr) -> bool:
    return expr.is_Mul and len(expr.args) == 2 and expr.args[1].is_Pow and expr.args[1].exp == -1


def _sum(left: sympy.Expr, right: sympy.Expr) -> sympy.Expr:
    return sympy.Add(*_flat(sympy.Add, left), right, evaluate=False)


def _ratio(over: sympy.Expr, under: sympy.Expr) -> sympy.Expr:
    return sympy.Mul(over, sympy.Pow(under, -1, evaluate=False), evaluate=False)


class Largest(sympy.Function):  # type: ignore[misc]
    """Its numbers stay in their order, which those of `sympy.Max` do not."""

    def doit(self, **hints: Any) -> sympy.Expr:
        return sympy.Max(*(it.doit(**hints) for it in self.args))


class Smallest(sympy.Function):  # type: ignore[misc]
    def doit(self, **hints: Any) -> sympy.Expr:
        return sympy.Min(*(it.doit(**hints) for it in self.args))


EXTREMES: dict[str, Callable[..., sympy.Expr]] = {"min": Smallest, "max": Largest}
_OPERATIONS: dict[str, Callable[..., sympy.Expr]] = {
    "number": lambda number: number,
    "+": _sum,
    "-": lambda left, right: _sum(left, sympy.Mul(sympy.Integer(-1), right, evaluate=False)),
    "*": lambda left, right: sympy.Mul(*_flat(sympy.Mul, left), right, evaluate=False),
    "/": _ratio,
    "floor": lambda inside: sympy.floor(inside, evaluate=False),
    "ceil": lambda inside: sympy.ceiling(inside, evaluate=False),
    "^": lambda base, exponent: sympy.Pow(base, exponent, evaluate=False),
    **{name: sympy.Function(name) for name in ("tanh", "logistic", "relu", "step")},
    **EXTREMES,
}
"""SymPy knows nothing of the functions of `grader.real` but their names: what they compute is theirs."""


class _Writer(Printer):  # type: ignore[misc]
    """Prints an unevaluated expression in the order in which it stands."""

    def __init__(self, notation: Notation) -> None:
        super().__init__()
        self.markup = MARKUPS[notation]

    def _print_Symbol(self, expr: sympy.Symbol) -> str:
        return str(expr.name)

    def _print_Rational(self, expr: sympy.Rational) -> str:
        return self.markup.digits(str(expr))

    _print_Integer = _print_One = _print_Zero = _print_NegativeOne = _print_Half = _print_Rational

    def _print_Add(self, expr: sympy.Add, **_: Any) -> str:
        first, *rest = expr.args
        text = str(self._print(first))
        for term in rest:
            negative = term.is_Mul and term.args[0] == -1
            text += self.markup.operators["-" if negative else "+"]
            text += self._factor(term.args[1]) if negative else str(self._print(term))
        return text

    def _print_Mul(self, expr: sympy.Mul) -> str:
        if _quotient(expr):
            over, under = expr.args[0], expr.args[1].base
            if self.markup.wrap_numerator:
                return self.markup.fraction.format(self._factor(over), self._under(under))
            return self.markup.fraction.format(self._print(over), self._print(under))
        return self.markup.operators["*"].join(map(self._factor, expr.args))

    def _factor(self, expr: sympy.Expr) -> str:
        text = str(self._print(expr))
        return self.markup.group.format(text) if expr.is_Add else text

    def _under(self, expr: sympy.Expr) -> str:
        """Beneath a `/`, or raised to a power, a product needs brackets too: a/(b·c), (a·b)^2."""
        return self.markup.group.format(self._print(expr)) if expr.is_Mul else self._factor(expr)

    def _print_Pow(self, expr: sympy.Pow) -> str:
        return self.markup.power.format(self._under(expr.base), self._factor(expr.exp))

    def _print_Function(self, expr: sympy.Function) -> str:
        (inside,) = expr.args
        text = chr(ord(inside.name) + BARE) if inside.is_Symbol else self._print(inside)
        return self.markup.functions[expr.func.__name__].format(text)

    def _print_floor(self, expr: sympy.Expr) -> str:
        return self.markup.floor.format(self._print(expr.args[0]))

    def _print_Smallest(self, expr: Smallest) -> str:
        return self.markup.extreme("min", [str(self._print(it)) for it in expr.args])

    def _print_Largest(self, expr: Largest) -> str:
        return self.markup.extreme("max", [str(self._print(it)) for it in expr.args])

    def _print_ceiling(self, expr: sympy.Expr) -> str:
        return self.markup.ceil.format(self._print(expr.args[0]))
