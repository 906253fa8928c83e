"""Forms of bent rules: each stands for many expressions, their numbers at once and the writing of one when asked."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple, Protocol

from grader.check.explain.tree import Node, Site, joined


class Form(Protocol):
    """Expressions of one form."""

    def values(self) -> list[int]: ...

    def write(self, n: int) -> Node:
        """The expression of the n-th value."""


class Changed(NamedTuple):
    """Each of `numbers` put for a place (`=`), or joined to what stands there by an operation."""

    site: Site
    op: str
    numbers: Sequence[Node]

    def values(self) -> list[int]:
        site, slope = self.site, self.site.slope
        if self.op == "=":
            start, factor = site.rest, slope
        elif self.op == "*":
            start, factor = site.rest, slope * site.node.value
        else:
            start, factor = site.root.value, slope if self.op == "+" else -slope
        return [start + factor * it.value for it in self.numbers]

    def write(self, n: int) -> Node:
        new = self.numbers[n]
        return self.site.put(new if self.op == "=" else joined(self.op, (self.site.node, new)))


class Both(NamedTuple):
    """Two parts of the whole changed at once."""

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

    site: Site
    changes: Sequence[Node]
    sign: int
    numbers: Sequence[Node]

    def values(self) -> list[int]:
        slope, rest = self.site.slope, self.site.rest
        added = [self.sign * it.value for it in self.numbers]
        return [one + other for one in [slope * it.value + rest for it in self.changes] for other in added]

    def write(self, n: int) -> Node:
        i, j = divmod(n, len(self.numbers))
        return joined("+" if self.sign > 0 else "-", (self.site.put(self.changes[i]), self.numbers[j]))


class Product(NamedTuple):
    """One number times another, whatever the rule."""

    ones: Sequence[Node]
    others: Sequence[Node]

    def values(self) -> list[int]:
        return [a.value * b.value for a in self.ones for b in self.others]

    def write(self, n: int) -> Node:
        i, j = divmod(n, len(self.others))
        return joined("*", (self.ones[i], self.others[j]))
