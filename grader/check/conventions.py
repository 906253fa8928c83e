"""Another convention used throughout costs one notice, not a cell each time: channels first, columns exchanged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from grader import evaluate, spanish
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.model import Mark, Role, Sheet, Status, Value, Verdict, Written
from grader.same import once_a_sheet
from grader.sheets import family_of

Answers = Mapping[str, tuple[Written, ...]]
_GOOD = frozenset({Verdict.CORRECT, Verdict.CARRIED})
_COUNTS = ("inputs", "outputs", "weights", "biases", "params")
_BATCHED = re.compile(r"\s*[\[(]?\s*(?P<batch>\d+)\s*[,x×]\s*(?P<rest>\d+(?:\s*[,x×]\s*\d+)*)\s*[\])]?\s*")
_BETWEEN = re.compile(r"\s*[,x×]\s*")
_SHAPE = re.compile(r"[(\[]\s*\w+\s*(?:,[^()\[\]]*)?[)\]]|\d\s*[x×@]\s*\d+\s*(?:[x×]\s*\d|$)")
_TIMES = re.compile(r"\$*\\times\$*")
_FEWEST_BATCHED = 2
_UNSURE = "Los títulos de estas columnas parecen intercambiados."
_FEWEST_DOUBTED = 2
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
    if not family_of(sheet.instance).is_network:
        return mark_sheet(sheet, answers, policy, loose=loose), ()
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
            if other.is_whole and _is_meant(other, trial):
                return trial, (f"{sheet.title}: {other.notice}",)
            if not other.channels_first and _may_be_meant(other, marks, trial):
                doubts.append(other)
    return (_unsure(sheet, answers, doubts, policy, loose or {}) if doubts else marks), ()


def _unsure(
    sheet: Sheet, answers: Answers, doubts: list[_Alternative], policy: Policy, loose: Mapping[str, str]
) -> tuple[Mark, ...]:
    """The marks where what stands in the columns of the alternatives, read one way or the other, waits."""
    waiting = {
        ref
        for other in doubts
        for read in (answers, other.answers)
        for ref, written in read.items()
        if ref.rpartition("/")[2] in other.quantities and any(it.raw.strip() for it in written)
    }
    waiting |= {ref for other in doubts for ref in _behind_printed(sheet, other)}
    kept = {ref: written for ref, written in answers.items() if ref not in waiting}
    raws = {ref: answers[ref][0].raw for ref in waiting if answers.get(ref)}
    marks = mark_sheet(sheet, kept, policy, loose={**loose, **dict.fromkeys(waiting, _UNSURE)})
    return tuple(_with_raw(mark, raws) for mark in marks)


def _behind_printed(sheet: Sheet, other: _Alternative) -> Iterator[str]:
    """The counts that would stand where the sheet prints a shape, in a place that nobody reads."""
    for ref, cell in sheet.cells.items():
        layer, _, quantity = ref.rpartition("/")
        if quantity == "out_shape" in other.quantities and cell.role is Role.GIVEN:
            paths = (f"{layer}/{one}" for one in other.quantities)
            yield from (
                f"{sheet.name}/{path}" for path in paths if path in sheet.cells and not sheet.cells[path].structural
            )


def _without_batch(sheet: Sheet, answers: Answers) -> tuple[Answers, dict[str, str], str]:
    """The answers without the batch size of 64 in `[64, 6, 28, 28]`, what stood there, and the 64.

    Only where every shape begins with it and is one number longer than it should be.
    """
    shapes = {ref: it[0].raw for ref in _shapes(sheet) if len(it := answers.get(ref, ())) == 1}
    shapes = {ref: raw for ref, raw in shapes.items() if raw.strip()}
    found = {ref: _BATCHED.fullmatch(raw) for ref, raw in shapes.items()}
    sizes = {it["batch"] if it else "" for it in found.values()}
    if len(found) < _FEWEST_BATCHED or len(sizes) != 1 or "" in sizes:
        return answers, {}, ""
    ranks = {ref: evaluate.answers(sheet)[ref.partition("/")[2]] for ref in found}
    if not all(
        it and isinstance(ranks[ref], tuple) and _is_longer(it["rest"], ranks[ref]) for ref, it in found.items()
    ):
        return answers, {}, ""
    plain = {
        ref: (replace(answers[ref][0], raw=f"(None, {_BETWEEN.sub(', ', it['rest'])})"),)
        for ref, it in found.items()
        if it
    }
    return {**answers, **plain}, shapes, sizes.pop()


@once_a_sheet
def _shapes(sheet: Sheet) -> tuple[str, ...]:
    return tuple(f"{sheet.name}/{ref}" for ref in sheet.cells if ref.endswith("/out_shape"))


def _is_longer(rest: str, right: Value) -> bool:
    """Whether what follows the batch is a shape of the right length; the 1 of `(64, 1)` ends a vector."""
    sizes = _BETWEEN.split(rest)
    return isinstance(right, tuple) and len(sizes) == len(right) and sizes != ["1"]


def _with_raw(mark: Mark, original: Mapping[str, str]) -> Mark:
    """Raw text is kept as it was."""
    raw = original.get(mark.cell)
    return mark if raw is None else replace(mark, reading=replace(mark.reading, raw=raw))


def _alternatives(sheet: Sheet, answers: Answers, marks: tuple[Mark, ...]) -> Iterator[_Alternative]:
    columns = _by_column(marks)
    if _is_lost(columns["out_shape"]):
        notice = "escribiste las formas con los canales primero; se leyeron como (alto, ancho, canales)."
        yield _Alternative(answers, ("out_shape",), channels_first=True, notice=notice)
    lost = [quantity for quantity in _COUNTS if quantity in sheet.columns and _is_mostly_lost(columns[quantity])]
    own = {ref.rpartition("/")[2] for ref in answers if ref.startswith(f"{sheet.name}/")}
    empty = [quantity for quantity in _COUNTS if quantity in own and not _said(columns[quantity])]
    for one, other in [*combinations(lost, 2), *product(lost, empty)]:
        names = f"«{spanish.QUANTITIES[one]}» y «{spanish.QUANTITIES[other]}»"
        notice = f"las columnas {names} parecen intercambiadas; se leyeron así."
        whole = other not in empty  # what an empty column should have held may as well have been forgotten
        yield _Alternative(
            _exchanged(answers, one, other), (one, other), channels_first=False, notice=notice, is_whole=whole
        )
    for one in _COUNTS if "out_shape" in sheet.columns else ():
        if _is_shaped(columns[one]):
            moved = _exchanged(answers, one, "out_shape")
            yield _Alternative(moved, (one, "out_shape"), channels_first=False, notice="", is_whole=False)


def _by_column(marks: Iterable[Mark]) -> Mapping[str, list[Mark]]:
    """Quantity → its marks."""
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.cell.rpartition("/")[2]].append(mark)
    return found


def _said(column: Iterable[Mark]) -> list[Mark]:
    """The marks of a column in which something stands, be it unreadable, but for the zeros by structure."""
    found = [mark for mark in column if mark.expected != 0 and mark.reading.status is not Status.BLANK]
    return [mark for mark in found if mark.reading.raw.strip()]


def _good(marks: list[Mark]) -> int:
    return sum(mark.verdict in _GOOD for mark in marks)


def _is_lost(column: Iterable[Mark]) -> bool:
    """Whether the column holds answers that another order of their numbers would change, and not one is good."""
    told = [mark for mark in _said(column) if mark.reading.status is Status.READ and _varies(mark)]
    return bool(told) and not _good(told)


def _varies(mark: Mark) -> bool:
    """A count does; a vector or a cube is the same in every convention."""
    return not isinstance(mark.expected, tuple) or len(set(mark.expected)) > 1


def _is_shaped(column: Iterable[Mark]) -> bool:
    """Whether most of what stands in a column of counts looks like shapes."""
    texts = [mark.reading.raw for mark in column]
    if all(map(str.isdigit, texts)):
        return False
    told = [_TIMES.sub("x", text).strip() for text in texts if any(map(str.isdigit, text))]
    return sum(map(bool, map(_SHAPE.search, told))) * 2 > len(told)


def _is_mostly_lost(column: Iterable[Mark]) -> bool:
    """Whether at most a third of what a column says is good, which chance may have done."""
    said = _said(column)
    return bool(said) and _good(said) * 3 <= len(said)


def _may_be_meant(other: _Alternative, marks: tuple[Mark, ...], trial: tuple[Mark, ...]) -> bool:
    """Whether half of what stands there is good when read so, and much more than before: too much for chance."""
    said, before = (
        [mark for quantity in other.quantities for mark in _said(_by_column(them)[quantity])] for them in (trial, marks)
    )
    if "out_shape" in other.quantities:  # a count does not look like a shape
        return _good(said) * 2 >= len(said) and _good(said) > _good(before)
    return _good(said) >= _FEWEST_DOUBTED and _good(said) * 2 >= len(said) and _good(said) > 2 * _good(before)


def _is_meant(other: _Alternative, trial: tuple[Mark, ...]) -> bool:
    """Whether all that varies is good when turned, or three quarters of two columns of counts when exchanged."""
    columns = _by_column(trial)
    said = [
        mark
        for quantity in other.quantities
        for mark in _said(columns[quantity])
        if mark.reading.status is Status.READ and _varies(mark)
    ]
    if other.channels_first:
        return _good(said) == len(said)
    return _good(said) >= _FEWEST_EXCHANGED and _good(said) * 4 >= 3 * len(said)


def _exchanged(answers: Answers, one: str, other: str) -> Answers:
    swap = {one: other, other: one}

    def moved(ref: str) -> str:
        head, _, quantity = ref.rpartition("/")
        return f"{head}/{swap.get(quantity, quantity)}"

    return {moved(ref): written for ref, written in answers.items()}
