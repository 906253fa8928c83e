"""Workings whose every equality was computed once more from the way it is written; what does not hold is not told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import ceil, floor, isclose
from operator import add, mul, sub
from typing import Any

from grader import real
from grader.formula import Equation, recorded, working
from grader.model import Arg, Formula
from grader.term import Term


def verified(formula: Formula, args: Sequence[Arg], handed: Sequence[Any], decimals: int = 0) -> tuple[Equation, ...]:
    """The working of a cell with these numbers; empty unless all of its equalities are true."""
    equations = working(formula, args, handed, decimals)
    return equations if all(map(holds, equations)) else ()


def holds(equation: Equation) -> bool:
    """Whether what will be printed on the left is the number that will be printed on the right."""
    computed = _computed(_term(equation), equation.numbers)
    return bool(computed == equation.value or (equation.decimals and isclose(computed, equation.value)))


def letters_of(equation: Equation) -> set[str]:
    """The letters that the equation is written in."""
    return {equation.letters[i][0] for i in _places(equation.formula, equation.arity, equation.component)}


def _term(equation: Equation) -> Term:
    return recorded(equation.formula, equation.arity)[equation.component]


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "number": lambda number: number,
    "+": add,
    "-": sub,
    "*": mul,
    "/": Fraction,
    "floor": floor,
    "ceil": ceil,
    "max": max,
    "min": min,
    "^": lambda base, exponent: base**exponent,
    **{it.__name__: it for it in (real.tanh, real.logistic, real.relu, real.step)},
}


def _computed(term: Term, numbers: Sequence[float | Fraction]) -> Any:
    if term.op == "letter":
        return numbers[term.args[0]]
    return _OPERATIONS[term.op](*(_computed(it, numbers) if isinstance(it, Term) else it for it in term.args))


@cache
def _places(formula: Formula, arity: tuple[int, ...], component: int) -> frozenset[int]:
    """Where among the numbers stand those that the component is written with."""
    found, terms = set(), [recorded(formula, arity)[component]]
    while terms:
        term = terms.pop()
        if term.op == "letter":
            found.add(term.args[0])
        terms += [it for it in term.args if isinstance(it, Term)]
    return frozenset(found)
