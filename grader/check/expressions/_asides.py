"""Which of a student's equations is the answer, and what the others say of its names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.check.expressions._names import Written, read_name
from grader.check.expressions._parser import NotUnderstoodError, parse
from grader.check.expressions._phrases import Statement
from grader.check.expressions._tree import Quantity, Tree, parts, rebuilt, walk
from grader.neurons import DELTA, TARGET, Scope

_DIFFERENTIALS = "Δ∂"
"""What an equation may be of that is no name of the sheet: `Δw`, `∂E/∂w`."""
_BRACKETS_APART = 1000
_MOST_NODES = 600


class _Equation(NamedTuple):
    name: Written | None
    """What stands alone on its left; `None`: nothing does."""
    sides: tuple[str, ...]


def told(said: Sequence[Statement], scope: Scope) -> list[Tree]:
    """The sides of the equation that is the answer, with the names that the other equations explain filled in."""
    equations = [_equation(statement) for statement in said]
    if not equations:
        raise NotUnderstoodError("")
    main = _answer(equations, scope)
    sides = [parse(side) for side in equations[main].sides]
    meant = [(it.name, parse(it.sides[0], _BRACKETS_APART * (i + 1))) for i, it in enumerate(equations) if i != main]
    known = [(name, tree) for name, tree in meant if name and not _holds(tree, name)]
    for _ in range(2):  # an explanation may use what the next one explains
        for name, tree in known:
            sides = [_filled(side, name, tree) for side in sides]
    return sides


def _equation(statement: Statement) -> _Equation:
    first, *rest = statement.sides
    name = read_name(first, 0)
    if rest and name and name.end == len(first):
        return _Equation(name, tuple(rest))
    if rest and any(sign in first for sign in _DIFFERENTIALS):
        return _Equation(None, tuple(rest))
    return _Equation(None, statement.sides)


def _answer(equations: Sequence[_Equation], scope: Scope) -> int:
    """The last equation of what is asked; without one the first."""
    found = [i for i, it in enumerate(equations) if it.name and _is_asked(it.name, scope)]
    return found[-1] if found else 0


def _is_asked(name: Written, scope: Scope) -> bool:
    asked = scope.asked
    letter = DELTA if name.letter == TARGET and asked.letter == DELTA else name.letter
    return letter == asked.letter.rstrip("+") and name.indices in ((), asked.indices) and name.layer in (0, asked.layer)


def _holds(tree: Tree, name: Written) -> bool:
    return any(isinstance(it, Quantity) and _same(it.written, name) for it in walk(tree))


def _filled(tree: Tree, name: Written, meant: Tree) -> Tree:
    if len(walk(tree)) > _MOST_NODES:
        raise NotUnderstoodError(name.spelled)
    return _replaced(tree, name, meant)


def _replaced(tree: Tree, name: Written, meant: Tree) -> Tree:
    if isinstance(tree, Quantity):
        return meant if _same(tree.written, name) else tree
    return rebuilt(tree, tuple(_replaced(part, name, meant) for part in parts(tree)))


def _same(one: Written, other: Written) -> bool:
    layers = {it.layer or it.loose for it in (one, other)} - {0}
    named = (one.letter, one.indices, one.later) == (other.letter, other.indices, other.later)
    return named and len(layers) < 2
