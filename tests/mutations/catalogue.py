"""The register of mutations: what each is called, when it comes and what it cannot stand beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from mutations.paper import Paper, Section

Change = Callable[[Paper, Random], bool]
"""Changes a paper in its place; False when there was nothing to change."""
CONTENT, NAMES, NUMBERS, WRAPPING, PLACES, AROUND = range(6)
"""Content first, then what things are called, how numbers look, where all of it stands, what stands around it."""


@dataclass(frozen=True)
class Mutation:
    name: str
    effect: str
    """`same`, `changed` (only there) or `doubt`: what a careful person makes of it."""
    stage: int
    change: Change
    clashes: frozenset[str]


MUTATIONS: dict[str, Mutation] = {}


def mutation(effect: str, stage: int, *clashes: str) -> Callable[[Change], Change]:
    """Registers a function under its own name."""

    def register(change: Change) -> Change:
        name = change.__name__.replace("_", " ")
        MUTATIONS[name] = Mutation(name, effect, stage, change, frozenset(clashes))
        return change

    return register


def clash(one: Mutation, other: Mutation) -> bool:
    """Of doubtful changes one is enough, and some leave nothing that a person could still tell."""
    both_doubt = one.effect == other.effect == "doubt"
    return both_doubt or other.name in one.clashes or one.name in other.clashes


def some(chance: Random) -> list[Mutation]:
    """One to three mutations that can stand together, in the order in which they come; sometimes none."""
    wanted = chance.choices((0, 1, 2, 3), (4, 34, 36, 26))[0]
    found: list[Mutation] = []
    for it in chance.sample(list(MUTATIONS.values()), len(MUTATIONS)):
        if len(found) < wanted and not any(clash(it, old) for old in found):
            found.append(it)
    return sorted(found, key=lambda it: (it.stage, it.name))


def one_section(paper: Paper, chance: Random) -> Section:
    return chance.choice(paper.sections)
