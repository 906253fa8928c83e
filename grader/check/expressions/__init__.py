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
from grader.check.expressions._values import Steps, readings, strangers
from grader.model import Reading, Status
from grader.neurons import Name, Net, Scope, quantity
from grader.sampled import Sample

MAX_LENGTH = 1500
_SHOWN = 60
_MOST_CANDIDATES = 256
NOT_UNDERSTOOD = "No entendí «{}». Escribe la expresión con los nombres de la hoja."
DIFFERENT = "Hay más de una expresión para esta celda y no dicen lo mismo."
TOO_MANY = "Esta expresión se puede leer de demasiadas maneras: escribe la capa de cada cantidad."
NO_SUCH = "En esta red no existe {}: sus capas tienen {} neuronas."
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
    if steps.cut and quantity(scope.net, scope.asked) not in candidates:
        return Reading(raw, Status.DOUBT, note=TOO_MANY)
    if not candidates:
        return Reading(raw, Status.DOUBT, note=DIFFERENT)
    unknown = found[0][candidates[0]]
    return Reading(raw, Status.READ, candidates[0], candidates=tuple(candidates), note=_no_such(unknown, scope.net))


def _values(tree: Tree, scope: Scope, steps: Steps) -> dict[Sample, tuple[Name, ...]]:
    """Value → the names of its reading that the network does not have."""
    found: dict[Sample, tuple[Name, ...]] = {}
    for choice, value in readings(tree, scope, steps):
        if value not in found:
            found[Sample(value.values, shown(tree, choice))] = tuple(strangers(tree, choice, scope.net))
        if len(found) == _MOST_CANDIDATES:
            steps.cut = True
            break
    return found


def _no_such(names: tuple[Name, ...], net: Net) -> str:
    """Spanish, on a neuron or a layer that is not there; empty: all are."""
    if not names:
        return ""
    sizes = ", ".join(map(str, net.sizes))
    return NO_SUCH.format(names[0], sizes)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"
