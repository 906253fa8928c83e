"""The catalogue as a list for a terminal: each exercise by its name and title, and under them what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from grader.generate.assignment import Assignment, catalogue, load_assignment
from grader.sheets import FAMILIES

_NARROWEST, _WIDEST = 40, 100
_GLUE = "\u00a0"
"""Keeps «max pooling» on one line."""


def catalogue_text(width: int) -> str:
    """In lines of at most `width` characters."""
    width = min(max(width, _NARROWEST), _WIDEST)
    held = [(path.stem, load_assignment([path.stem])) for path in catalogue()]
    indent = " " * (max(len(name) for name, _ in held) + 2)
    return "\n".join(line for name, assignment in held for line in _entry(name, assignment, indent, width))


def _entry(name: str, assignment: Assignment, indent: str, width: int) -> Iterator[str]:
    told = wrap(_about(name, assignment), width - len(indent), break_on_hyphens=False)
    first, *rest = wrap(assignment.title, width - len(indent))
    yield f"{name:<{len(indent)}}{first}"
    for line in (*rest, *told):
        yield indent + line.replace(_GLUE, " ")


def _about(name: str, assignment: Assignment) -> str:
    parts = [blueprint.id for blueprint in assignment.blueprints]
    if parts != [name]:
        return f"tarea: {', '.join(parts)}"
    (blueprint,) = assignment.blueprints
    family = FAMILIES[blueprint.family]
    words = [family.kinds[slot.kind].words for slot in blueprint.layers]
    if not family.is_network:
        return ", ".join(dict.fromkeys(words))
    return f" →{_GLUE}".join(word.replace(" ", _GLUE) for word in _repeated(words))


def _repeated(words: Sequence[str]) -> Iterator[str]:
    """`3 × capa densa` for three in a row."""
    for word, same in groupby(words):
        count = len(list(same))
        yield word if count == 1 else f"{count} × {word}"
