"""The ways to bend a right rule, from the slightest on: each a list of numbers and how the n-th of them is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import prod
from typing import NamedTuple, Protocol

from grader.check.explain.stock import Stock, layer_of
from grader.check.explain.tree import Node, Site, joined, sites

_ZERO, _ONE, _TWO = Node("", 0), Node("", 1), Node("", 2)


class Bend(Protocol):
    """Expressions of one form."""

    @property
    def steps(self) -> int:
        """How far they are from the right rule: 1 a single slip of the mind, 5 hardly to be met."""

    def values(self) -> list[int]: ...

    def write(self, n: int) -> Node:
        """The expression of the n-th value."""


class Changed(NamedTuple):
    """Each of `numbers` put for a place (`=`), or joined to what stands there by an operation."""

    steps: int
    site: Site
    op: str
    numbers: Sequence[Node]

    def values(self) -> list[int]:
        site, slope = self.site, self.site.slope
        match self.op:
            case "=":
                start, factor = site.rest, slope
            case "*":
                start, factor = site.rest, slope * site.node.value
            case _:
                start, factor = site.root.value, slope if self.op == "+" else -slope
        return [start + factor * it.value for it in self.numbers]

    def write(self, n: int) -> Node:
        new = self.numbers[n]
        return self.site.put(new if self.op == "=" else joined(self.op, (self.site.node, new)))


class Both(NamedTuple):
    """Two parts of the whole changed at once."""

    steps: int
    rule: Node
    first: int
    """Which part."""
    firsts: Sequence[Node]
    second: int
    seconds: Sequence[Node]

    def values(self) -> list[int]:
        rest = [it.value for i, it in enumerate(self.rule.parts) if i not in (self.first, self.second)]
        if self.rule.op == "*":
            factor = prod(rest)
            return [factor * a.value * b.value for a in self.firsts for b in self.seconds]
        term = sum(rest)
        return [term + a.value + b.value for a in self.firsts for b in self.seconds]

    def write(self, n: int) -> Node:
        parts = list(self.rule.parts)
        i, j = divmod(n, len(self.seconds))
        parts[self.first], parts[self.second] = self.firsts[i], self.seconds[j]
        return joined(self.rule.op, tuple(parts))


class Then(NamedTuple):
    """A place changed, and a number added to the whole or taken from it."""

    steps: int
    site: Site
    changes: Sequence[Node]
    sign: int
    numbers: Sequence[Node]

    def values(self) -> list[int]:
        slope, rest, sign = self.site.slope, self.site.rest, self.sign
        return [slope * it.value + rest + sign * a.value for it in self.changes for a in self.numbers]

    def write(self, n: int) -> Node:
        i, j = divmod(n, len(self.numbers))
        return joined("+" if self.sign > 0 else "-", (self.site.put(self.changes[i]), self.numbers[j]))


class Product(NamedTuple):
    """One number times another, whatever the rule."""

    steps: int
    ones: Sequence[Node]
    others: Sequence[Node]

    def values(self) -> list[int]:
        return [a.value * b.value for a in self.ones for b in self.others]

    def write(self, n: int) -> Node:
        i, j = divmod(n, len(self.others))
        return joined("*", (self.ones[i], self.others[j]))


def bends(rules: Sequence[tuple[int, Node]], numbers: Stock) -> list[Bend]:
    """All ways to bend these rules, each so many steps off by itself, and short products of the numbers alone."""
    found = [bend for steps, rule in rules for bend in _of_rule(steps, rule, numbers)]
    return sorted([*found, *_products(numbers)], key=lambda bend: bend.steps)


def _of_rule(off: int, rule: Node, numbers: Stock) -> Iterator[Bend]:
    places = [(site, _slight(site, numbers)) for site in sites(rule)]
    for site, changes in places:
        yield Changed(off + 1, site, "=", changes)
        yield Changed(off + 2, site, "=", [*_regrouped(site.node), *_repeated(site.node, numbers.near)])
        yield from _with(off, site, numbers)
        yield Then(off + 3, site, changes, 1, numbers.near)
        yield Then(off + 3, site, changes, -1, numbers.near)
    if rule.op in ("+", "*"):
        more = numbers.near if rule.op == "*" else ()
        parts = [(site.way[0], [*changes, *more]) for site, changes in places if len(site.way) == 1]
        for one, other in combinations(parts, 2):
            yield Both(off + 3, rule, *one, *other)


def _with(off: int, site: Site, numbers: Stock) -> Iterator[Bend]:
    """A number put for the place, added to it, taken from it, as a factor or a divisor of it."""
    steps = {"near": 2, "far": 3, "made": 4}
    for name, some in (("near", numbers.near), ("far", numbers.far), ("made", numbers.made)):
        yield Changed(off + steps[name], site, "=", some)
        if site.within != "+":
            yield Changed(off + steps[name], site, "+", some)
            yield Changed(off + steps[name], site, "-", some)
        if site.within != "*" and name != "made":
            yield Changed(off + steps[name] + 1, site, "*", some)
            yield Changed(off + steps[name] + 1, site, "=", _divided(site.node, some))


def _slight(site: Site, numbers: Stock) -> list[Node]:
    """Left out, one more, one less, twice, half, squared, or another number of the same row."""
    node = site.node
    found = []
    if site.within in ("+", "*"):
        found.append(_ZERO if site.within == "+" else _ONE)
    if site.within != "+":
        found += [joined("+", (node, _ONE)), joined("-", (node, _ONE))]
    if site.within != "*":
        found += [joined("*", (node, _TWO)), *_divided(node, [_TWO])]
    if not node.parts:
        found.append(joined("*", (node, node)))
    return [*found, *(numbers.rows.get(layer_of(node.cell), ()) if node.cell else ())]


def _divided(node: Node, numbers: Sequence[Node]) -> list[Node]:
    x = node.value
    return [joined("/", (node, it)) for it in numbers if it.value > 1 and x % it.value == 0]


def _regrouped(node: Node) -> Iterator[Node]:
    """A product of which some factors are added, or that is torn into a sum of two products."""
    parts = node.parts if node.op == "*" else ()
    for size in range(1, len(parts)):
        for chosen in combinations(range(len(parts)), size):
            inner = tuple(parts[i] for i in chosen)
            outer = tuple(part for i, part in enumerate(parts) if i not in chosen)
            if chosen[0] == 0:
                yield joined("+", (joined("*", inner), joined("*", outer)))
            if size > 1:
                yield joined("*", (joined("+", inner), *outer))
    if len(parts) > 2:
        yield joined("+", parts)


def _repeated(node: Node, numbers: Sequence[Node]) -> Iterator[Node]:
    """A product in which a number stands more than once, with another one for it each time."""
    parts = node.parts if node.op == "*" else ()
    for it in {part.value: part for part in parts if parts.count(part) > 1}.values():
        others = tuple(part for part in parts if part != it)
        times = parts.count(it)
        for number in numbers:
            for new in (
                number,
                joined("+", (it, number)),
                joined("-", (it, number)),
                joined("+", (it, number, number)),
            ):
                yield joined("*", (*[new] * times, *others))


def _products(numbers: Stock) -> Iterator[Bend]:
    """Products of two or three numbers, whatever the rule."""
    yield Product(3, (_ONE,), numbers.made)
    yield Product(4, numbers.near, numbers.made)
