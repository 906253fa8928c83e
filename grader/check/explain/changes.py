"""What a part of a rule can be mistaken for, made of itself and of the numbers around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product as choices

from grader.check.explain.stock import Stock, layer_of
from grader.check.explain.tree import ONE, TWO, ZERO, Node, Site, joined, negative


def slight(site: Site, numbers: Stock) -> list[Node]:
    """Left out, one more, one less, twice, half, squared, taken away, or another number of the same row."""
    node = site.node
    found = []
    if site.within == "+":
        found += [ZERO, negative(node)]
    else:
        found += [joined("+", (node, ONE)), joined("-", (node, ONE))]
    if site.within == "*":
        found.append(ONE)
    else:
        found += [joined("*", (node, TWO)), *divided(node, [TWO])]
    if not node.parts:
        found.append(joined("*", (node, node)))
    return [*found, *(numbers.rows.get(layer_of(node.cell), ()) if node.cell else ())]


def divided(node: Node, numbers: Sequence[Node]) -> list[Node]:
    """The part over each number that divides it."""
    x = node.value
    return [joined("/", (node, it)) for it in numbers if it.value > 1 and x % it.value == 0]


@lru_cache(maxsize=64)
def regrouped(node: Node) -> tuple[Node, ...]:
    """A product in which a + stands for a · somewhere: `(5·5 + 3)·8`, `5·5·3 + 8`, `5 + 5 + 3 + 8`.

    The several rules that may have been bent have most of their products in common.
    """
    parts = node.parts if node.op == "*" else ()
    if len(parts) < 2:
        return ()
    found = []
    for ways in _ways(len(parts)):
        one, other, outer = (tuple([parts[i] for i in way]) for way in ways)
        found.append(joined("*", (joined("+", (joined("*", one), joined("*", other))), *outer)))
    added = joined("+", parts)
    return (*found, added, joined("*", (added, added)), couples(added))


@cache
def _ways(count: int) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """The ways to part so many factors: those on either side of the +, and those that stay outside."""
    found = [tuple(tuple(i for i in range(count) if places[i] == side) for side in range(3))
             for places in choices(range(3), repeat=count)]  # fmt: skip
    return tuple(ways for ways in found if ways[0] and ways[1] and ways[0][0] < ways[1][0])


def repeated(node: Node, numbers: Sequence[Node]) -> Iterator[Node]:
    """A product in which a number stands more than once, with another one for it each time."""
    parts = node.parts if node.op == "*" else ()
    for it in {part.value: part for part in parts if parts.count(part) > 1}.values():
        others = tuple(part for part in parts if part != it)
        times = parts.count(it)
        for number in numbers:
            for new in _instead(it, number):
                yield joined("*", (*[new] * times, *others))


def _instead(it: Node, number: Node) -> Iterator[Node]:
    yield number
    yield joined("+", (it, number))
    yield joined("-", (it, number))
    yield joined("-", (number, it))
    yield joined("+", (it, number, number))
    if 1 < number.value < it.value:
        yield joined("/", (it, number))


def couples(node: Node) -> Node:
    """How many pairs so many things form: each connected to every other."""
    return joined("/", (joined("*", (node, joined("-", (node, ONE)))), TWO))
