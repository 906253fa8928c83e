"""Noticing a submission whose wrong answers are right on somebody else's sheet.

Only what tells two sheets apart counts, and each agreement weighs by how rare that answer is among the keys of the
class. What is noticed goes to the docente; it changes no mark and accuses nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass
from functools import lru_cache
from math import log

from grader import evaluate, spanish
from grader.model import Mark, Report, Role, Status, Value, Verdict, Worksheet
from grader.sheets import build_sheets

LARGEST_CLASS = 3000
"""More sheets than this are not compared: the index costs time and memory for each of them, in each process."""

_FEWEST, _FEWEST_WRONG = 4, 2
"""Fewer agreements are chance, however rare the answers; so are those that only follow from one wrong answer."""
_MOST = {Verdict.INCORRECT: 7.0, Verdict.SLIP: 7.0, Verdict.MISCONCEPTION: 2.0, Verdict.CARRIED: 1.0}
"""The most that one agreement weighs: the class knows of nothing rarer than one in a thousand, and a wrong rule or
an earlier mistake gives the same number without any neighbour."""
_NOTICED = 6.0
"""The weight that is noticed, above the logarithm of the number of sheets that could agree by chance."""
_TIED, _MOST_NAMED = 5.0, 5
"""Sheets that the evidence tells apart by no more than a common answer or two are named together."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The right answers of a class."""

    codes: tuple[str, ...]
    holders: Mapping[str, Mapping[Value, tuple[int, ...]]]
    """Cell → answer → the sheets (places in `codes`) on which it is right."""
    weights: Mapping[str, Mapping[Value, float]]
    """Cell → answer → what agreeing on it weighs: minus the logarithm of how often a sheet has it."""


def index(worksheets: Iterable[Worksheet]) -> Keys:
    """The keys of a class by answer; each sheet is built once and let go."""
    codes: list[str] = []
    found: dict[str, dict[Value, list[int]]] = {}
    for place, worksheet in enumerate(worksheets):
        codes.append(worksheet.code)
        for cell, value in key(worksheet).items():
            found.setdefault(cell, {}).setdefault(value, []).append(place)
    holders = {cell: {value: tuple(it) for value, it in answers.items()} for cell, answers in found.items()}
    return Keys(tuple(codes), holders, {cell: _weights(answers) for cell, answers in holders.items()})


def key(worksheet: Worksheet) -> dict[str, Value]:
    """The right answer of each asked cell; zeros by structure, which all sheets share, are left out."""
    return {
        f"{sheet.name}/{ref}": evaluate.printed(sheet.cells[ref], value)
        for sheet in build_sheets(worksheet)
        for ref, value in evaluate.recompute(sheet, {}).items()
        if sheet.cells[ref].role is Role.ASKED and not sheet.cells[ref].structural
    }


def _weights(answers: Mapping[Value, tuple[int, ...]]) -> dict[Value, float]:
    """From how often an answer is right and, for the rare ones, how often two sheets agree at all in this cell."""
    sizes = {value: len(places) for value, places in answers.items()}
    sheets = sum(sizes.values())
    agreeing = sum(n * (n - 1) for n in sizes.values())
    kinds = sheets * (sheets - 1) / max(agreeing, 2)
    return {value: log((sheets - 1 + kinds) / n) for value, n in sizes.items()}


def remarks(report: Report, worksheets: Mapping[str, Worksheet]) -> tuple[str, ...]:
    """What the docente should know of a submission beside the keys of its class; mostly nothing.

    Original sheets, which are all alike, are left out; a group has one sheet and so no neighbour in itself.
    """
    own = report.worksheet
    differing = [mark for mark in report.marks if mark.verdict in _MOST and mark.reading.status is Status.READ]
    wrong = sum(mark.verdict is not Verdict.CARRIED for mark in differing)
    if own is None or not own.seed or not 1 < len(worksheets) <= LARGEST_CLASS:
        return ()
    if len(differing) < _FEWEST or wrong < _FEWEST_WRONG:
        return ()
    codes = likeliest(differing, _index(_Held(worksheets)))
    return tuple(_remark(report.marks, own, worksheets[code]) for code in codes)


def not_compared(worksheets: Sized) -> str:
    """Why the submissions of a class are not held against each other's keys, in Spanish; empty: they are."""
    if len(worksheets) <= LARGEST_CLASS:
        return ""
    most, sheets = spanish.count(LARGEST_CLASS), spanish.count(len(worksheets))
    return f"Con más de {most} hojas (hay {sheets}) no se busca si alguien respondió la de otra persona."


def likeliest(differing: Iterable[Mark], keys: Keys) -> list[str]:
    """The sheet on which these answers, wrong on the own one, are right; empty when no more than chance agrees.

    More than one where the evidence cannot tell them apart.
    """
    weight: defaultdict[int, float] = defaultdict(float)
    count: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    for mark in differing:
        value = mark.reading.value
        places = keys.holders.get(mark.cell, {}).get(value, ()) if value is not None else ()
        if value is None or not places:
            continue
        adds = min(keys.weights[mark.cell][value], _MOST[mark.verdict])
        for place in places:
            weight[place] += adds
        count.update(places)
        wrong.update(places if mark.verdict is not Verdict.CARRIED else ())
    enough = {it: weight[it] for it in weight if count[it] >= _FEWEST and wrong[it] >= _FEWEST_WRONG}
    most = max(enough.values(), default=0.0)
    if most < _NOTICED + log(len(keys.codes)):
        return []
    named = sorted((-it, place) for place, it in enough.items() if it > most - _TIED)
    return [keys.codes[place] for _, place in named[:_MOST_NAMED]]


def _remark(marks: Iterable[Mark], own: Worksheet, other: Worksheet) -> str:
    """The evidence, counted over the cells in which the two sheets differ."""
    mine, theirs = key(own), key(other)
    answers = {mark.cell: mark.reading.value for mark in marks if mark.reading.status is Status.READ}
    differ = [cell for cell, value in mine.items() if cell in theirs and theirs[cell] != value]
    agree = sum(answers.get(cell) == theirs[cell] for cell in differ)
    stay = sum(answers.get(cell) == mine[cell] for cell in differ)
    return (
        f"{agree} de sus respuestas coinciden con la clave de la hoja {other.code}, que no es la suya; "
        f"{stay} con la propia."
    )


class _Held:
    """The sheets of a class as a cache key: by identity, since they are many and their records hold mappings."""

    __slots__ = ("worksheets",)

    def __init__(self, worksheets: Mapping[str, Worksheet]) -> None:
        self.worksheets = worksheets

    def __hash__(self) -> int:
        return id(self.worksheets)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.worksheets is other.worksheets


@lru_cache(maxsize=2)
def _index(held: _Held) -> Keys:
    return index(held.worksheets.values())
