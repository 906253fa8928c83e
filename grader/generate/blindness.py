"""Why a wrong rule gives the right answers on a sheet: what its numbers have in particular."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader import evaluate, formula, spanish
from grader.formula import Equation, working
from grader.model import Rewiring, Sheet, Value

_FACTS: tuple[tuple[str, Callable[..., bool]], ...] = (
    ("s = 1", lambda s: s == 1),
    ("f = 2p + 1", lambda f, p: f == 2 * p + 1),
    ("p = 0", lambda p: p == 0),
    ("p = 1", lambda p: p == 1),
    ("la división es exacta", lambda H, p, f, s: s > 1 and (H + 2 * p - f) % s == 0),
    ("f = s", lambda f, s: f == s),
    ("C = 3", lambda C: C == 3),
    ("C = F", lambda C, F: C == F),
    ("F = 1", lambda F: F == 1),
    ("m = 1", lambda m: m == 1),
    ("n = m", lambda n, m: n == m),
)
"""What may make two rules give the same, in the letters of the sheet."""


@dataclass(frozen=True, slots=True)
class Blindness:
    reason: str
    """Spanish: «CONV1 y CONV2: s = 1 y f = 2p + 1»."""
    example: tuple[Equation, ...]
    """The wrong rule at the first of those layers, giving what the right one gives."""


def blindness(sheet: Sheet, rewirings: tuple[Rewiring, ...]) -> Blindness:
    """What the layers of these rules have in common where they give the right answers."""
    right = evaluate.answers(sheet)
    by_facts: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for it in rewirings:
        by_facts[tuple(_facts(sheet, it, right))].append(it.cell.rpartition("/")[0])
    told = [
        f"{spanish.listing([layer for layer in layers if layer])}: {spanish.listing(facts)}"
        for facts, layers in by_facts.items()
        if facts
    ]
    first = rewirings[0]
    example = working(first.formula, first.args, evaluate.arguments(first.args, right))
    return Blindness("; ".join(told) or "coincide con estos números", example)


def _facts(sheet: Sheet, it: Rewiring, right: Mapping[str, Value]) -> list[str]:
    used = {*formula.parameters(it.formula), *formula.parameters(sheet.cells[it.cell].formula)}
    letters = {letter: arg for letter, arg in it.letters.items() if letter in used}
    return [text for text, holds in _FACTS if _holds(holds, letters, right)]


def _holds(fact: Callable[..., bool], letters: dict[str, Any], right: Mapping[str, Value]) -> bool:
    args = formula.bind(fact, letters)
    return args is not None and fact(*evaluate.arguments(args, right))
