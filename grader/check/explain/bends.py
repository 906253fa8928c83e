"""The ways to bend a right rule, from the slightest on: the table of what counts as one step, two steps and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from grader.check.explain.changes import couples, divided, regrouped, repeated, slight
from grader.check.explain.forms import Both, Changed, Form, Product, Then
from grader.check.explain.stock import Stock
from grader.check.explain.tree import ONE, Node, Site, sites

Place: TypeAlias = tuple[Site, list[Node]]
"""A part of a rule, and what the slightest changes make of it."""

Step: TypeAlias = Callable[[Sequence[Place], Stock], Iterator[Form]]


def bends(rules: Sequence[tuple[int, Node]], numbers: Stock, most: int) -> Iterator[tuple[int, Form]]:
    """All ways to bend these rules by so many steps at `most`, each rule some steps off by itself.

    Short products are among them whatever the rule.
    """
    known = [
        (off, list(_places(rule, numbers, [it for _, it in rules[:i]])))
        for i, (off, rule) in enumerate(rules)
        if off < most
    ]
    for steps in range(1, most + 1):
        for off, places in known:
            if steps > off:
                yield from ((steps, form) for form in _STEPS[steps - off - 1](places, numbers))
        yield from ((steps, form) for form in _products(steps, numbers))


def _places(rule: Node, numbers: Stock, earlier: Sequence[Node]) -> Iterator[Place]:
    """The parts of a rule; not the whole of a sum that an earlier rule only writes in another way."""
    known = rule.op == "+" and any(it.value == rule.value for it in earlier)
    for site in sites(rule):
        if site.way or not known:
            yield site, slight(site, numbers)


def _one(places: Sequence[Place], _: Stock) -> Iterator[Form]:
    for site, changes in places:
        yield Changed(site, "=", changes)


def _two(places: Sequence[Place], numbers: Stock) -> Iterator[Form]:
    for site, _ in places:
        yield Changed(site, "=", [*regrouped(site.node), *repeated(site.node, numbers.near)])
        yield from _with(site, numbers.near)


def _three(places: Sequence[Place], numbers: Stock) -> Iterator[Form]:
    for site, changes in places:
        yield from _scaled(site, numbers.near)
        yield from _with(site, numbers.far)
        yield Then(site, changes, 1, numbers.near)
        yield Then(site, changes, -1, numbers.near)
    yield from _both(places, numbers)


def _four(places: Sequence[Place], numbers: Stock) -> Iterator[Form]:
    for site, _ in places:
        yield from _scaled(site, numbers.far)
        yield from _with(site, numbers.made)


def _five(places: Sequence[Place], numbers: Stock) -> Iterator[Form]:
    for site, _ in places:
        if site.within != "*":
            yield Changed(site, "*", numbers.made)


_STEPS: tuple[Step, ...] = (_one, _two, _three, _four, _five)
MOST_STEPS = len(_STEPS)


def _with(site: Site, numbers: Sequence[Node]) -> Iterator[Form]:
    """A number put for the place, added to it, taken from it; within a sum that is the same in each place."""
    yield Changed(site, "=", numbers)
    if site.within != "+":
        yield Changed(site, "+", numbers)
        yield Changed(site, "-", numbers)


def _scaled(site: Site, numbers: Sequence[Node]) -> Iterator[Form]:
    """A number as a factor or a divisor; within a product that is the same in each place."""
    if site.within != "*":
        yield Changed(site, "*", numbers)
        yield Changed(site, "=", divided(site.node, numbers))


def _both(places: Sequence[Place], numbers: Stock) -> Iterator[Form]:
    rule = places[0][0].root
    more = numbers.near if rule.op == "*" else ()
    parts = [(site.way[0], [*changes, *more]) for site, changes in places if len(site.way) == 1]
    for one, other in combinations(parts if rule.op in ("+", "*") else (), 2):
        yield Both(rule, *one, *other)


def _products(steps: int, numbers: Stock) -> Iterator[Form]:
    """Products of two or three numbers, whatever the rule."""
    if steps == 3:
        yield Product((ONE,), numbers.made)
        yield Product((ONE,), [couples(it) for it in numbers.near])
    if steps == 4:
        yield Product(numbers.near, numbers.made)
