"""Which column of a gradebook is that of the assignment: told, or the only one that it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader import spanish
from grader.names import normalise

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Column:
    place: int
    title: str
    id: str


def choose(columns: Sequence[Column], wanted: str, hints: Sequence[str] = ()) -> tuple[int | None, str]:
    """The column's place, or `None` and why, in Spanish; `hints` are texts that may name the assignment."""
    if not columns:
        return None, "no tiene ninguna columna de una tarea"
    fits = [it for it in columns if not wanted or normalise(wanted) in _names(it)]
    if len(fits) > 1:
        fits = [it for it in columns if any(_names_it(hint, it.title) for hint in hints)] or fits
    if len(fits) == 1:
        return fits[0].place, ""
    shown = spanish.listing([f"«{it.title}» ({it.id})" for it in (fits or columns)[:_SHOWN]], "o")
    if wanted and not fits:
        return None, f"ninguna columna es «{wanted}»; puede ser {shown}"
    return None, f"no se sabe qué columna es la de la tarea; dilo con --columna: puede ser {shown}"


def _names(it: Column) -> tuple[str, ...]:
    return it.id, normalise(it.title), normalise(f"{it.title} {it.id}")


def _names_it(hint: str, title: str) -> bool:
    return f" {normalise(title)} " in f" {normalise(hint)} "
