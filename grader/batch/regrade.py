"""An archived run marked once more: what changes for whom and why, and the same run written anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from grader.batch.basis import Basis
from grader.batch.engine import archived, grade_all, grade_file
from grader.batch.outcome import Outcome
from grader.batch.record import RESULTS, Entry, Record
from grader.batch.review import insist, unchanged
from grader.batch.save import save_run
from grader.check.feedback_words import VERDICT_LABELS
from grader.check.results import read_result, result_line
from grader.model import Act, Decision, Verdict
from grader.progress import progress

Line = Mapping[str, Any]
"""A line of the results."""


@dataclass(frozen=True, slots=True)
class CellChange:
    cell: str
    before: str
    after: str
    why: tuple[str, ...]
    """Spanish: what made the difference."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a regrade does to one submission."""

    entry: Entry
    before: Line
    after: Line
    cells: tuple[CellChange, ...]
    why: tuple[str, ...]
    """What made the difference to the submission as a whole; empty: its cells say it."""

    @property
    def rise(self) -> Fraction:
        """Of the part of all points that it earns."""
        return share(self.after) - share(self.before)

    @property
    def floor(self) -> Decision | None:
        """The decision that keeps the old grade, where the new one is lower."""
        if self.rise >= 0 or not self.before["grade"] or not self.after["sheet"]:
            return None
        return Decision(
            act=Act.AT_LEAST,
            submission=self.entry.sha256,
            name=self.entry.name,
            sheet=self.after["sheet"],
            value=str(share(self.before)),
            replaced=f"{self.after['status']} {self.after['grade']}".rstrip(),
        )


def share(line: Line) -> Fraction:
    """The part of all points that a line of the results earns."""
    possible = Fraction(line["possible"])
    return Fraction(line["earned"]) / possible if possible else Fraction(0)


def changes(folder: Path, record: Record, before: Basis, now: Basis) -> Iterator[Change]:
    """What marking by `now` changes in a run that was marked by `before`, submission by submission."""
    stages = _stages(before, now)
    files = archived(folder, record.submissions)
    graded = progress(grade_all(files, now.course, now.decisions), len(record.submissions), "Recalificando")
    with (folder / RESULTS).open("rb") as results:
        for entry, old, new in zip(record.submissions, results, graded, strict=True):
            line = result_line(unchanged(new, entry).report)
            if _told(read_result(old)) != _told(read_result(line)):
                yield _change(folder, entry, read_result(old), read_result(line), stages)


def rerun(folder: Path, record: Record, basis: Basis) -> Outcome:
    """Marks an archived run by this basis and writes it in place of what stood there."""

    def check(place: int, entry: Entry) -> None:
        insist(entry, record.submissions[place])

    files = tuple(archived(folder, record.submissions))
    return save_run(files, basis, folder, watch=partial(progress, doing="Calificando"), check=check)


@dataclass(frozen=True, slots=True)
class _Step:
    """One difference between what the run was marked by and what it is marked by now."""

    why: str
    before: Line
    after: Line


_VERSION = "la versión del programa"


def _stages(before: Basis, now: Basis) -> dict[str, Basis]:
    """From what the run was marked by to what it is marked by now, one difference after the other."""
    decided = replace(before, log=now.log)
    sheets = replace(before.course, worksheets=now.course.worksheets, only=now.course.only)
    listed = replace(decided, course=sheets)
    return {_VERSION: before, "una decisión": decided, "el manifiesto": listed, "la política": now}


def _change(folder: Path, entry: Entry, old: Line, new: Line, stages: Mapping[str, Basis]) -> Change:
    """The change, with each stage that made a difference to a cell or to the whole."""
    lines = [old, *(_line(folder, entry, basis) for basis in stages.values())]
    steps = [_Step(why, *pair) for why, pair in zip(stages, pairwise(lines), strict=True)]
    before, after = _cells(old), _cells(new)
    cells = tuple(
        CellChange(cell, _said(before.get(cell)), _said(after.get(cell)), tuple(_reasons(cell, steps)))
        for cell in {**before, **after}
        if _judged(before.get(cell)) != _judged(after.get(cell))
    )
    whole = tuple(step.why for step in steps if _whole(step.before) != _whole(step.after))
    return Change(entry, old, new, cells, whole)


def _line(folder: Path, entry: Entry, basis: Basis) -> Line:
    (file,) = archived(folder, [entry])
    return read_result(result_line(grade_file(file, basis.course, basis.decisions).report))


def _cells(line: Line) -> dict[str, Line]:
    return {cell["cell"]: cell for cell in line["cells"]}


def _told(line: Line) -> tuple[Any, ...]:
    """What of a line a student or a docente would miss."""
    return (*_whole(line), {name: _judged(cell) for name, cell in _cells(line).items()})


def _whole(line: Line) -> tuple[Any, ...]:
    return line["status"], line["sheet"], line["grade"], share(line), line["decided"]


def _judged(cell: Line | None) -> tuple[Any, ...]:
    """The judgement on a cell, whatever the others weigh; empty: there is no such cell."""
    if cell is None:
        return ()
    counts = cell["possible"] != "0"
    return cell["verdict"], cell["misconception"], cell["read"], cell["expected"], share(cell), counts


def _reasons(cell: str, steps: Sequence[_Step]) -> Iterator[str]:
    """The stages at which the judgement on a cell changed; a new version may read it or judge it in another way."""
    for step in steps:
        one, other = _cells(step.before).get(cell), _cells(step.after).get(cell)
        if _judged(one) != _judged(other):
            yield _of_version(one, other) if step.why == _VERSION else step.why


def _of_version(one: Line | None, other: Line | None) -> str:
    if one is None or other is None or (one["raw"], one["read"]) != (other["raw"], other["read"]):
        return "otra lectura del archivo"
    return "otra clave" if one["expected"] != other["expected"] else "otra regla de calificación"


def _said(cell: Line | None) -> str:
    """«200, idea por revisar: olvida-canales (0)», as short as a line allows."""
    if cell is None:
        return "no estaba"
    read = "" if cell["read"] is None else f"{cell['read']}, "
    rule = f": {cell['misconception']}" if cell["misconception"] else ""
    worth = share(cell) if cell["possible"] != "0" else "—"
    return f"{read}{VERDICT_LABELS[Verdict(cell['verdict'])][0]}{rule} ({worth})"
