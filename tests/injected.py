"""Students made to order: one wrong rule used wherever it applies, one slip of the pen, or nothing wrong at all."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from classroom import EJEMPLOS, asked, marks, written

from grader import evaluate
from grader.generate.assignment import load_assignment
from grader.generate.draw import draw, seed
from grader.model import Mark, Rewiring, Sheet, Value, Verdict
from grader.sheets.parameters import build

PRACTICE = Path(__file__).parent / "practice"
EXERCISES = (*EJEMPLOS, "inciso-2d", *sorted(path.stem for path in PRACTICE.glob("*.toml")))
"""The seed's, and those that ask for what these print or leave out."""

ALONE, CARRIED_ON, ONCE = "sola", "y lo que sigue", "en una capa"
"""Only the rule's own cells are wrong; everything after them is computed on; it is used at one layer only."""


@cache
def blueprint(name: str):
    path = PRACTICE / f"{name}.toml"
    return load_assignment([str(path) if path.exists() else name]).blueprints[0]


def drawn(name: str, number: int) -> Sheet:
    return build(draw(blueprint(name), seed("ideas", str(number)), 0, lambda _: True))


def slugs(sheet: Sheet) -> list[str]:
    return list(dict.fromkeys(it.slug for it in sheet.rewirings))


def used(sheet: Sheet, slug: str, way: str, number: int) -> list[Rewiring]:
    """The slug's rules as a student uses them: one at each of its cells (`number` chooses), or at one cell."""
    by_cell: dict[str, list[Rewiring]] = {}
    for it in sheet.rewirings:
        if it.slug == slug:
            by_cell.setdefault(it.cell, []).append(it)
    chosen = [rules[number % len(rules)] for rules in by_cell.values()]
    return [chosen[number % len(chosen)]] if way == ONCE else chosen


def answers_with(sheet: Sheet, rules: list[Rewiring], way: str) -> dict[str, Value]:
    """What this student writes, cell by cell; a cell that nothing leads to stays out."""
    right = evaluate.answers(sheet)
    if way == ALONE:
        wrong = {it.cell: evaluate.follow(it.formula, it.args, right) for it in rules}
        values = {**right, **wrong}
    else:
        values = dict(evaluate.misled(sheet, rules))
        for it in rules:  # a size of 0 is written down too, though nothing follows from it
            values[it.cell] = evaluate.follow(it.formula, it.args, values)
    return {ref: value for ref in asked(sheet) if (value := values[ref]) is not None}


def can_be_written(values: Mapping[str, Value]) -> bool:
    """Nobody writes down half a neuron."""
    numbers = [n for value in values.values() for n in (value if isinstance(value, tuple) else (value,))]
    return all(not isinstance(n, Fraction) or n.denominator == 1 for n in numbers)


def marked(sheet: Sheet, values: Mapping[str, Value]) -> dict[str, Mark]:
    return marks(sheet, written(values))


def wrong_marks(found: Mapping[str, Mark]) -> list[Mark]:
    good = (Verdict.CORRECT, Verdict.CARRIED, Verdict.BLANK)
    return [mark for mark in found.values() if mark.verdict not in good]


@dataclass(frozen=True)
class Injection:
    slug: str
    exercise: str
    way: str
    blind: bool
    """The rule gives the right sheet on this variant: nobody can see it."""
    named: bool = False
    """At some wrong cell the rule is among the candidates."""
    first: bool = False
    """At every wrong cell it is the first."""
    candidates: tuple[int, ...] = ()
    """How many rules are offered, one number for each wrong cell."""
    rivals: tuple[str, ...] = ()
    """The first candidates where that is another rule."""


def injections(name: str, numbers: range, ways: tuple[str, ...] = (ALONE, CARRIED_ON)) -> Iterator[Injection]:
    for number in numbers:
        sheet = drawn(name, number)
        for slug in slugs(sheet):
            for way in ways:
                yield injection(sheet, name, slug, way, number)


def injection(sheet: Sheet, name: str, slug: str, way: str, number: int) -> Injection:
    values = answers_with(sheet, used(sheet, slug, way, number), way)
    right = evaluate.answers(sheet)
    if not can_be_written(values) or all(value == right[ref] for ref, value in values.items()):
        return Injection(slug, name, way, blind=True)
    wrong = wrong_marks(marked(sheet, values))
    offered = [[it.slug for it in mark.diagnoses] for mark in wrong]
    return Injection(
        slug,
        name,
        way,
        blind=False,
        named=any(slug in it for it in offered),
        first=bool(offered) and all(it[:1] == [slug] for it in offered),
        candidates=tuple(map(len, offered)),
        rivals=tuple(it[0] if it else "" for it in offered if it[:1] != [slug]),
    )


def slipped(sheet: Sheet, rng: random.Random, *, carried: bool) -> dict[str, Value]:
    """One digit changed, one dropped or two neighbours exchanged, in one count or size of at least two digits."""
    right = evaluate.answers(sheet)
    places = [(ref, i) for ref in asked(sheet) for i, n in enumerate(_numbers(right[ref])) if n > 9]
    ref, i = rng.choice(places)
    numbers = list(_numbers(right[ref]))
    numbers[i] = _slip(numbers[i], rng)
    value = tuple(numbers) if isinstance(right[ref], tuple) else numbers[0]
    after = evaluate.recompute(sheet, {ref: value}) if carried else {**right, ref: value}
    return {ref: after[ref] for ref in asked(sheet)}


def _numbers(value: Value) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,)


def _slip(number: int, rng: random.Random) -> int:
    digits = str(number)
    while True:
        i = rng.randrange(len(digits))
        other = rng.choice("0123456789")
        made = rng.choice(
            (
                digits[:i] + other + digits[i + 1 :],
                digits[:i] + digits[i + 1 :],
                digits[:i] + digits[i + 1 : i + 2] + digits[i] + digits[i + 2 :],
            )
        )
        if int(made) not in (number, 0):
            return int(made)
