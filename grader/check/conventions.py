"""Another convention used throughout costs one notice, not a cell each time: channels first, columns exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from grader import evaluate, spanish
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.model import Mark, Sheet, Status, Value, Verdict, Written

Answers = Mapping[str, tuple[Written, ...]]
_GOOD = frozenset({Verdict.CORRECT, Verdict.CARRIED})
_COUNTS = ("inputs", "outputs", "weights", "biases", "params")
_BATCHED = re.compile(r"\s*[\[(]\s*(?P<batch>\d+)\s*,\s*(?P<rest>\d+(?:\s*,\s*\d+)*)\s*[\])]\s*")
_FEWEST_BATCHED = 2
_UNSURE = "Los títulos de estas columnas parecen intercambiados."
_FEWEST_EXCHANGED = 3
"""Fewer cells could agree by chance."""


@dataclass(frozen=True, slots=True)
class _Alternative:
    answers: Answers
    quantities: tuple[str, ...]
    """The columns that it reads in another way."""
    channels_first: bool
    notice: str
    is_whole: bool = True
    """Whether nothing is lost in it: shapes that the sheet prints have no place for the counts that stand there."""


def mark_as_meant(
    sheet: Sheet, answers: Answers, policy: Policy, loose: Mapping[str, str] | None = None
) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """The marks, read as the student consistently meant the columns, and a notice when that was another way."""
    answers, original, batch = _without_batch(sheet, answers)
    marks, notices = _as_meant(sheet, answers, policy, loose)
    if batch:
        notice = f"{sheet.title}: las formas traen delante el tamaño del lote ({batch}); se leyeron sin él."
        return tuple(_with_raw(mark, original) for mark in marks), (notice, *notices)
    return marks, notices


def _as_meant(
    sheet: Sheet, answers: Answers, policy: Policy, loose: Mapping[str, str] | None
) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    marks = mark_sheet(sheet, answers, policy, loose=loose)
    doubts: list[_Alternative] = []
    if any(mark.verdict not in _GOOD and mark.verdict is not Verdict.BLANK for mark in marks):
        for other in _alternatives(sheet, answers, marks):
            trial = mark_sheet(sheet, other.answers, policy, channels_first=other.channels_first, loose=loose)
            if other.is_whole and _is_meant(other, marks, trial):
                return trial, (f"{sheet.title}: {other.notice}",)
            if not other.channels_first and _may_be_meant(other, trial):
                doubts.append(other)
    if doubts:
        waiting = {quantity for other in doubts for quantity in other.quantities}
        kept = {ref: written for ref, written in answers.items() if ref.rpartition("/")[2] not in waiting}
        asked = {f"{sheet.name}/{ref}": _UNSURE for ref in sheet.cells if ref.rpartition("/")[2] in waiting}
        return mark_sheet(sheet, kept, policy, loose={**(loose or {}), **asked}), ()
    return marks, ()


def _without_batch(sheet: Sheet, answers: Answers) -> tuple[Answers, dict[str, str], str]:
    """The answers without the batch size of 64 in `[64, 6, 28, 28]`, what stood there, and the 64.

    Only where every shape begins with it and is one number longer than it should be.
    """
    shapes = {ref: it[0].raw for ref, it in answers.items() if len(it) == 1 and ref.endswith("/out_shape")}
    shapes = {ref: raw for ref, raw in shapes.items() if raw.strip() and ref.startswith(f"{sheet.name}/")}
    found = {ref: _BATCHED.fullmatch(raw) for ref, raw in shapes.items()}
    sizes = {it["batch"] if it else "" for it in found.values()}
    if len(found) < _FEWEST_BATCHED or len(sizes) != 1 or "" in sizes:
        return answers, {}, ""
    ranks = {ref: evaluate.answers(sheet)[ref.partition("/")[2]] for ref in found}
    if not all(
        it and isinstance(ranks[ref], tuple) and _is_longer(it["rest"], ranks[ref]) for ref, it in found.items()
    ):
        return answers, {}, ""
    plain = {ref: (replace(answers[ref][0], raw=f"(None, {it['rest']})"),) for ref, it in found.items() if it}
    return {**answers, **plain}, shapes, sizes.pop()


def _is_longer(rest: str, right: Value) -> bool:
    """Whether what follows the batch is a shape of the right length; the 1 of `(64, 1)` ends a vector."""
    sizes = rest.split(",")
    return isinstance(right, tuple) and len(sizes) == len(right) and (len(sizes) > 1 or sizes[0].strip() != "1")


def _with_raw(mark: Mark, original: Mapping[str, str]) -> Mark:
    """Raw text is kept as it was."""
    raw = original.get(mark.cell)
    return mark if raw is None else replace(mark, reading=replace(mark.reading, raw=raw))


def _alternatives(sheet: Sheet, answers: Answers, marks: tuple[Mark, ...]) -> Iterator[_Alternative]:
    if _is_lost("out_shape", marks):
        notice = "escribiste las formas con los canales primero; se leyeron como (alto, ancho, canales)."
        yield _Alternative(answers, ("out_shape",), channels_first=True, notice=notice)
    lost = [quantity for quantity in _COUNTS if quantity in sheet.columns and _is_lost(quantity, marks)]
    for one, other in combinations(lost, 2):
        names = f"«{spanish.QUANTITIES[one]}» y «{spanish.QUANTITIES[other]}»"
        notice = f"las columnas {names} parecen intercambiadas; se leyeron así."
        yield _Alternative(_exchanged(answers, one, other), (one, other), channels_first=False, notice=notice)
    if _is_lost("out_shape", marks):
        for one in (quantity for quantity in _COUNTS if _has_nothing_good(quantity, marks)):
            moved = _exchanged(answers, one, "out_shape")
            yield _Alternative(moved, (one, "out_shape"), channels_first=False, notice="", is_whole=False)


def _answered(quantity: str, marks: tuple[Mark, ...]) -> list[Mark]:
    """The marks of a column that say something: neither blank nor a zero by structure."""
    found = [mark for mark in marks if mark.cell.rpartition("/")[2] == quantity]
    return [mark for mark in found if mark.reading.status is Status.READ and mark.expected != 0 and _varies(mark)]


def _varies(mark: Mark) -> bool:
    """A count does; a vector or a cube is the same in every convention."""
    return not isinstance(mark.expected, tuple) or len(set(mark.expected)) > 1


def _is_lost(quantity: str, marks: tuple[Mark, ...]) -> bool:
    """Whether the column holds answers and not one of them is good."""
    answered = _answered(quantity, marks)
    return bool(answered) and not any(mark.verdict in _GOOD for mark in answered)


def _has_nothing_good(quantity: str, marks: tuple[Mark, ...]) -> bool:
    """Whether what a column holds is neither good nor blank, shapes under a heading of counts among it."""
    found = [mark for mark in marks if mark.cell.rpartition("/")[2] == quantity and mark.expected != 0]
    said = [mark for mark in found if mark.reading.status is not Status.BLANK]
    return bool(said) and not any(mark.verdict in _GOOD for mark in said)


def _may_be_meant(other: _Alternative, trial: tuple[Mark, ...]) -> bool:
    """Whether half of what stands there is good when read so: too much for chance."""
    answered = [mark for quantity in other.quantities for mark in _answered(quantity, trial)]
    return sum(mark.verdict in _GOOD for mark in answered) * 2 >= max(len(answered), 2)


def _is_meant(other: _Alternative, marks: tuple[Mark, ...], trial: tuple[Mark, ...]) -> bool:
    answered = [mark for quantity in other.quantities for mark in _answered(quantity, trial)]
    good = sum(mark.verdict in _GOOD for mark in answered)
    before = [mark for quantity in other.quantities for mark in _answered(quantity, marks)]
    needed = 1 if other.channels_first else _FEWEST_EXCHANGED
    if other.channels_first:
        return good >= needed and good == len(answered) == len(before)
    return good >= needed and good * 4 >= 3 * len(answered) and len(answered) == len(before)


def _exchanged(answers: Answers, one: str, other: str) -> Answers:
    swap = {one: other, other: one}

    def moved(ref: str) -> str:
        head, _, quantity = ref.rpartition("/")
        return f"{head}/{swap.get(quantity, quantity)}"

    return {moved(ref): written for ref, written in answers.items()}
