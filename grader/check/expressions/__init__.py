"""A student's expression over the names of a sheet → what it gives at random points, or what was not understood.

The text is taken apart by a grammar of our own with bounds on its length, depth, terms and steps. Names may leave out
what the question makes clear; every way to fill it in is a candidate.
"""

from __future__ import annotations

from functools import lru_cache

from grader.check.answers import _notes
from grader.check.answers._empty import read_empty
from grader.check.expressions._asides import told
from grader.check.expressions._meanings import with_meanings
from grader.check.expressions._parser import NotUnderstoodError
from grader.check.expressions._phrases import statements
from grader.check.expressions._shown import shown
from grader.check.expressions._spelling import plain
from grader.check.expressions._tree import Tree
from grader.check.expressions._values import Steps, readings
from grader.model import Reading, Status
from grader.neurons import Scope
from grader.sampled import Sample

MAX_LENGTH = 1500
_SHOWN = 60
_MOST_CANDIDATES = 64
NOT_UNDERSTOOD = "No entendí «{}». Escribe la expresión con los nombres de la hoja."
DIFFERENT = "Hay más de una expresión para esta celda y no dicen lo mismo."
NO_VALUE = "Esta expresión no se puede evaluar."


@lru_cache(1 << 12)
def read_expression(raw: str, scope: Scope) -> Reading:
    """`value` is the likeliest reading, `candidates` all of them; a doubt when there is none."""
    if len(raw) > MAX_LENGTH:
        return Reading(raw, Status.DOUBT if raw.strip() else Status.BLANK, note=_notes.TOO_LONG if raw.strip() else "")
    text = plain(raw)
    empty = read_empty(raw, " ".join(text.split()), structural=False)
    if empty and empty.status is Status.BLANK:
        return empty
    try:
        sides = [with_meanings(side, scope) for side in told(statements(text), scope)]
    except NotUnderstoodError as lost:
        return Reading(raw, Status.DOUBT, note=NOT_UNDERSTOOD.format(_short(lost.what)))
    return _agreed(raw, sides, scope)


def _agreed(raw: str, sides: list[Tree], scope: Scope) -> Reading:
    """What all sides of the student's equations may mean."""
    steps = Steps()
    try:
        found = [_values(side, scope, steps) for side in sides]
    except NotUnderstoodError as lost:
        return Reading(raw, Status.DOUBT, note=NOT_UNDERSTOOD.format(_short(lost.what)))
    if not all(found):
        return Reading(raw, Status.DOUBT, note=NO_VALUE)
    candidates = [value for value in found[0] if all(value in others for others in found[1:])]
    if not candidates:
        return Reading(raw, Status.DOUBT, note=DIFFERENT)
    return Reading(raw, Status.READ, candidates[0], candidates=tuple(candidates))


def _values(tree: Tree, scope: Scope, steps: Steps) -> dict[Sample, None]:
    found: dict[Sample, None] = {}
    for choice, value in readings(tree, scope, steps):
        if value not in found:
            found[Sample(value.values, shown(tree, choice))] = None
        if len(found) == _MOST_CANDIDATES:
            break
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"
