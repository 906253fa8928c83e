"""Formulas put together from a list of letters: what differs between layers is then only that list.

The same letters give the same function, so that a formula is recorded and printed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from inspect import Parameter, Signature
from operator import itemgetter
from typing import Any

from grader import formula
from grader.model import Formula

Part = tuple[Formula, tuple[str, ...]]
"""A formula and the letters that are put in the place of its own."""


def itself(x: Any) -> Any:
    return x


@cache
def assembled(*parts: Part) -> Formula:
    """A shape, one number from each part.

    >>> half = lambda n: n // 2
    >>> assembled((half, ("H",)), (half, ("W",)), (itself, ("F",)))(10, 7, 3)
    (5, 3, 3)
    """
    names, pickers = _letters([letters for _, letters in parts])
    formulas = [part for part, _ in parts]

    def shape(*numbers: Any) -> tuple[Any, ...]:
        return tuple([part(*pick(numbers)) for part, pick in zip(formulas, pickers, strict=True)])

    return _signed(shape, names)


@cache
def product_of(*letters: str) -> Formula:
    """The product in the order of the letters; one may stand more than once.

    >>> product_of("f", "f", "C")(5, 3)
    75
    """
    names, (pick,) = _letters([letters])

    def product(*numbers: Any) -> Any:
        return formula.product(pick(numbers))

    return _signed(product, names)


@cache
def count_of(it: Formula, *letters: str) -> Formula:
    """A count: the formula with other letters in the place of its own."""
    names, (pick,) = _letters([letters])

    def count(*numbers: Any) -> Any:
        return it(*pick(numbers))

    return _signed(count, names)


@cache
def sum_of(*parts: Part) -> Formula:
    """The sum of the parts, in their order."""
    return _joined(formula.total, parts)


@cache
def product_of_parts(*parts: Part) -> Formula:
    """The product of the parts, in their order."""
    return _joined(formula.product, parts)


def _joined(join: Callable[[Iterable[Any]], Any], parts: tuple[Part, ...]) -> Formula:
    names, pickers = _letters([letters for _, letters in parts])
    formulas = [part for part, _ in parts]

    def joined(*numbers: Any) -> Any:
        return join([part(*pick(numbers)) for part, pick in zip(formulas, pickers, strict=True)])

    return _signed(joined, names)


def _letters(groups: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[Callable[[Any], tuple[Any, ...]]]]:
    """All letters once, and for each group what takes its numbers out of theirs."""
    names = tuple(dict.fromkeys(letter for group in groups for letter in group))
    return names, [_picker([names.index(letter) for letter in group]) for group in groups]


def _picker(places: Sequence[int]) -> Callable[[Any], tuple[Any, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return (lambda numbers: (numbers[places[0]],)) if places else lambda _: ()


def _signed(function: Formula, names: tuple[str, ...]) -> Formula:
    signature = Signature([Parameter(name, Parameter.POSITIONAL_ONLY) for name in names])
    function.__signature__ = signature  # type: ignore[attr-defined]
    return function
