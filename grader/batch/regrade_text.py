"""What a regrade changes, told in Spanish: per student and cell, old → new, and why."""

from __future__ import annotations

from collections.abc import Iterator

from grader import spanish
from grader.batch.regrade import Change, Line

WHICH = ("cambios", "suben", "bajan")


def concerns(change: Change, which: str) -> bool:
    """Whether a change is one of those asked for."""
    return which == "cambios" or (change.rise > 0 if which == "suben" else change.rise < 0)


def told(change: Change, *, kept: bool) -> Iterator[str]:
    """A line for the submission, with `kept` when its old grade stays, and one for each cell."""
    old, new = change.before, change.after
    why = f": {spanish.listing(change.why)}" if change.why else ""
    yield f"{_who(change)}  {_grade(old)} → {_grade(new)}{why}"
    if old["student"] != new["student"]:
        yield f"  era de {old['student'] or 'nadie'}, es de {new['student'] or 'nadie'}"
    if kept:
        yield f"  se conserva la nota {_grade(old)}, que era más alta"
    for it in change.cells:
        yield f"  {it.cell}: {it.before} → {it.after}  [{spanish.listing(it.why)}]"


def _who(change: Change) -> str:
    student = change.after["student"] or change.before["student"]
    return f"{student} · {change.entry.name}" if student else change.entry.name


def _grade(line: Line) -> str:
    provisional = " (provisional)" if line["status"] == "review" else ""
    return f"{line['grade'] or 'sin nota'}{provisional}"
