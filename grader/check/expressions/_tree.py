"""An expression as it was understood: small, bounded, and holding nothing of the student's text but its spelling."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple, TypeAlias

from grader.check.expressions._names import Written
from grader.neurons import Index


class Meaning(NamedTuple):
    """What a name may mean: `y₄²` is the square of an output, or the output of layer 2."""

    letter: str
    layer: int
    indices: tuple[Index, ...]
    power: int = 1


class Number(NamedTuple):
    value: Fraction


class Quantity(NamedTuple):
    """A name of the sheet."""

    written: Written
    bracket: int
    """Which brackets it stands in: the same letter in the same brackets is of the same layer."""
    meanings: tuple[Meaning, ...] = ()
    """All that it may mean, likeliest first; empty: not looked up yet."""


class Operation(NamedTuple):
    sign: str
    """`+`, `-`, `*`, `/`, `^`; `neg` has one operand."""
    operands: tuple[Tree, ...]


class Sum(NamedTuple):
    counter: str
    low: int
    high: int
    """0: up to the size of the layer that the index counts."""
    body: Tree


class Call(NamedTuple):
    function: str
    """A key of `functions.FUNCTIONS`, or `f`: whatever the layer's activation is."""
    derived: bool
    layer: int
    """Whose activation `f` is, where it says so; else 0."""
    argument: Tree


Tree: TypeAlias = Number | Quantity | Operation | Sum | Call


def parts(tree: Tree) -> tuple[Tree, ...]:
    """The trees right under it."""
    match tree:
        case Operation(_, operands):
            return operands
        case Sum():
            return (tree.body,)
        case Call():
            return (tree.argument,)
        case _:
            return ()


def rebuilt(tree: Tree, new: tuple[Tree, ...]) -> Tree:
    """The same node over other parts."""
    match tree:
        case Operation():
            return tree._replace(operands=new)
        case Sum():
            return tree._replace(body=new[0])
        case Call():
            return tree._replace(argument=new[0])
        case _:
            return tree


def walk(tree: Tree) -> list[Tree]:
    """The tree and everything in it, in the order in which it is written."""
    found, todo = list[Tree](), [tree]
    while todo:
        found.append(todo.pop())
        todo.extend(reversed(parts(found[-1])))
    return found
