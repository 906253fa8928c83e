"""A rule with its numbers put in, as a tree of sums and products: what the search bends and how it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from math import prod
from typing import Any, NamedTuple

from grader import evaluate
from grader.model import Arg, Cell, Formula, Ref
from grader.term import Term


class Node(NamedTuple):
    """A number, or an operation over others."""

    op: str
    """`+`, `*`, `-`, `/`; empty: a number as it stands."""
    value: int
    parts: tuple[Node, ...] = ()
    cell: str = ""
    """The cell that the number was taken from; empty: none, or one number of a shape."""


ZERO, ONE, TWO = Node("", 0), Node("", 1), Node("", 2)


class NoTreeError(Exception):
    """The rule has no value here, or is more than sums and products."""


def joined(op: str, parts: tuple[Node, ...]) -> Node:
    """`a op b op …`, sums within sums and products within products spread out."""
    if len(parts) == 1:
        return parts[0]
    for part in parts:
        if part.op == op and op in "+*":
            parts = tuple([it for part in parts for it in (part.parts if part.op == op else (part,))])
            break
    return Node(op, _apply(op, [it.value for it in parts]), parts)


def _apply(op: str, values: list[int]) -> int:
    if op == "*":
        return prod(values)
    if op == "+":
        return sum(values)
    if op == "-":
        return values[0] - values[1]
    if op == "/":
        return values[0] // values[1]
    raise NoTreeError(op)


def tree(cell: Cell, path: Mapping[str, Any], component: int) -> Node:
    """The cell's right rule over the values of `path`; one number of it where it gives a shape."""
    leaves = tuple(_leaves(cell.args, path))
    terms = _recorded(cell.formula, tuple(len(arg) if isinstance(arg, tuple) else 0 for arg in cell.args))
    return _node(terms[component], leaves)


@cache
def _recorded(formula: Formula, arity: tuple[int, ...]) -> tuple[Any, ...]:
    count = iter(range(sum(n or 1 for n in arity)))
    result = formula(
        *(
            tuple(Term("letter", (next(count),)) for _ in range(n)) if n else Term("letter", (next(count),))
            for n in arity
        )
    )
    return result if isinstance(result, tuple) else (result,)


def _leaves(args: tuple[Arg, ...], path: Mapping[str, Any]) -> Iterator[Node]:
    for arg in args:
        if isinstance(arg, tuple):
            yield from _leaves(arg, path)
            continue
        (value,) = evaluate.arguments((arg,), path)
        if not isinstance(value, int):
            raise NoTreeError(str(arg))
        yield Node("", value, cell=arg.cell if isinstance(arg, Ref) and arg.component is None else "")


def _node(term: Any, leaves: tuple[Node, ...]) -> Node:
    if not isinstance(term, Term):
        return Node("", term)
    if term.op == "letter":
        index: int = term.args[0]
        return leaves[index]
    if term.op not in ("+", "-", "*"):
        raise NoTreeError(term.op)
    return joined(term.op, tuple(_node(it, leaves) for it in term.args))


def opened(node: Node, cells: Mapping[str, Cell], path: Mapping[str, Any]) -> Node:
    """The tree with each number of `cells` written out by its own rule, where the student's number follows it."""
    if node.parts:
        return joined(node.op, tuple(opened(part, cells, path) for part in node.parts))
    if node.cell in cells:
        try:
            inner = tree(cells[node.cell], path, 0)
        except NoTreeError:
            return node
        return inner if inner.value == node.value else node
    return node


class Site(NamedTuple):
    """A place of a tree. A rule is linear in each of its places: `slope · place + rest` is the whole."""

    root: Node
    node: Node
    way: tuple[int, ...] = ()
    """Which part to take at each step down from the root."""
    slope: int = 1
    within: str = ""
    """The operation that it is a part of; empty: it is the root."""

    @property
    def rest(self) -> int:
        return self.root.value - self.slope * self.node.value

    def put(self, new: Node) -> Node:
        """The tree with another node in this place."""
        return _put(self.root, self.way, new)


def sites(root: Node) -> Iterator[Site]:
    """Every place of a tree, the root first."""
    return _below(Site(root, root))


def _below(site: Site) -> Iterator[Site]:
    yield site
    for i, part in enumerate(site.node.parts):
        if part.value == (site.node.op == "*") or (site.node.op == "*" and part in site.node.parts[:i]):
            continue
        others = site.node.parts[:i] + site.node.parts[i + 1 :]
        factor = prod(it.value for it in others) if site.node.op == "*" else -1 if site.node.op == "-" and i else 1
        yield from _below(Site(site.root, part, (*site.way, i), site.slope * factor, site.node.op))


def _put(node: Node, way: tuple[int, ...], new: Node) -> Node:
    if not way:
        return new
    i = way[0]
    return joined(node.op, (*node.parts[:i], _put(node.parts[i], way[1:], new), *node.parts[i + 1 :]))


def factored(node: Node) -> Node:
    """`(5·5·3 + 1)·8` for `5·5·3·8 + 8`; a tree without a number that all its terms share stays as it is."""
    terms = [part.parts if part.op == "*" else (part,) for part in node.parts]
    shared = [it for it in terms[0] if all(it in term for term in terms)] if node.op == "+" and len(terms) > 1 else []
    if not shared:
        return node
    rests = [joined("*", _without(term, shared[-1]) or (ONE,)) for term in terms]
    return joined("*", (joined("+", tuple(rests)), shared[-1]))


def _without(parts: tuple[Node, ...], part: Node) -> tuple[Node, ...]:
    i = parts.index(part)
    return parts[:i] + parts[i + 1 :]


def negative(node: Node) -> Node:
    return Node("-", -node.value, (node,))


def write(node: Node) -> str:
    """`5·5·3·8 + 3`, with brackets only where they are needed and nothing that changes nothing.

    >>> write(joined("*", (joined("+", (Node("", 2), Node("", 3))), ONE, Node("", 4))))
    '(2 + 3)·4'
    """
    match node.op:
        case "+":
            terms = [part for part in node.parts if part.parts or part.value != 0] or [ZERO]
            return write(terms[0]) + "".join(_term(part) for part in terms[1:])
        case "-":
            first = write(node.parts[0]) if len(node.parts) > 1 else ""
            return f"{first} − {_bracketed(node.parts[-1])}".strip()
        case "*":
            return "·".join(_bracketed(part) for part in node.parts if part.parts or part.value != 1) or "1"
        case "/":
            one, other = node.parts
            text = f"{_bracketed(one, all_of=True)}/{_bracketed(other, all_of=True)}"
            return f"⌊{text}⌋" if one.value % other.value else text
    return str(node.value)


def _term(part: Node) -> str:
    return f" {write(part)}" if part.op == "-" and len(part.parts) == 1 else f" + {write(part)}"


def _bracketed(part: Node, *, all_of: bool = False) -> str:
    return f"({write(part)})" if part.op in ("+", "-") or (all_of and part.parts) else write(part)
