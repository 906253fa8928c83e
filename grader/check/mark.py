"""The verdict on every cell: strict or carried, whichever is better; doubts wait for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from grader import evaluate
from grader.check.answers import read_answer
from grader.check.diagnose import diagnose
from grader.check.policy import Policy
from grader.model import Cell, Diagnosis, Kind, Mark, Reading, Role, Sheet, Status, Value, Verdict, Written

_NOTHING = (Written("", ""),)
_LEFT_OUT = Fraction(0)
_VOLUME = 3


def mark_sheet(
    sheet: Sheet,
    written: Mapping[str, tuple[Written, ...]],
    policy: Policy,
    *,
    channels_first: bool = False,
    loose: Mapping[str, str] | None = None,
) -> tuple[Mark, ...]:
    """The marks of one exercise; `written` holds `exercise/LAYER/quantity` → what stands there.

    With `channels_first` a shape of three numbers is taken as `(C, H, W)`. `loose` holds
    the cells that were found nowhere and may still be in the file, with the reason: they wait for a person.
    """
    path = _Path(sheet, policy, evaluate.answers(sheet), channels_first, loose or {})
    for cell in sheet.cells.values():
        path.walk(cell, written.get(f"{sheet.name}/{cell.ref}", _NOTHING))
    return tuple(path.marks)


@dataclass(slots=True)
class _Path:
    """A student's way through a sheet, cell after cell."""

    sheet: Sheet
    policy: Policy
    right: Mapping[str, Value]
    channels_first: bool
    loose: Mapping[str, str]
    handed: dict[str, Value | None] = field(default_factory=dict)
    """What each cell hands on: the student's reading, else the formula over what was handed to it."""
    unread: set[str] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)
    points: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        asked = sum(cell.role is Role.ASKED for cell in self.sheet.cells.values())
        self.points = self.policy.weights.get(self.sheet.name.partition("#")[0], Fraction(1)) / asked

    def walk(self, cell: Cell, written: tuple[Written, ...]) -> None:
        handed = evaluate.arguments(cell.args, self.handed)
        follow = evaluate.apply(cell.formula, handed)
        if cell.role is Role.ASKED:
            reading, where = self._read(cell, written, follow)
            self.marks.append(self._mark(cell, reading, where, handed, follow))
            self._hand_on(cell, reading, follow)
        elif cell.role is Role.GIVEN:
            self.handed[cell.ref] = self.right[cell.ref]
        else:
            self._pass(cell, follow, unread=True)

    def _hand_on(self, cell: Cell, reading: Reading, follow: Value | None) -> None:
        value = reading.value
        if reading.status is Status.READ and value is not None and not self._degenerate(cell, value):
            self.handed[cell.ref] = value
        else:
            self._pass(cell, follow, unread=reading.status is not Status.READ)

    def _pass(self, cell: Cell, follow: Value | None, *, unread: bool) -> None:
        """Nothing usable of the student's stands here: what follows from before is handed on, if it exists."""
        if unread:
            self.unread.add(cell.ref)
        self.handed[cell.ref] = None if follow is None or self._degenerate(cell, follow) else follow

    def _degenerate(self, cell: Cell, value: Value) -> str:
        return evaluate.why_degenerate(value, self.right[cell.ref])

    def _read(self, cell: Cell, written: tuple[Written, ...], follow: Value | None) -> tuple[Reading, str]:
        """One reading out of all that was written for the cell: the one that all clear answers agree on."""
        if written is _NOTHING and not cell.structural and (why := self.loose.get(f"{self.sheet.name}/{cell.ref}")):
            return Reading("", Status.DOUBT, note=why), ""
        right = self.right[cell.ref]
        rank = len(right) if isinstance(right, tuple) else None
        readings = [read_answer(it.raw, cell.kind, structural=cell.structural, rank=rank) for it in written]
        chosen, where = (readings[0], written[0].where) if len(written) == 1 else _agreed(readings, written)
        if chosen.status is Status.DOUBT and cell.kind is Kind.SHAPE:
            chosen = _resolved(chosen, (right, follow))
        if self.channels_first and isinstance(chosen.value, tuple) and len(chosen.value) == _VOLUME:
            channels, *sides = chosen.value
            chosen = replace(chosen, value=(*sides, channels))
        return chosen, where

    def _mark(self, cell: Cell, reading: Reading, where: str, handed: tuple[Any, ...], follow: Value | None) -> Mark:
        verdict = self._verdict(cell, reading, follow)
        diagnoses: tuple[Diagnosis, ...] = ()
        if verdict is Verdict.INCORRECT and reading.value not in (None, follow):  # a degenerate follow is no wrong rule
            diagnoses = self._diagnoses(cell, reading.value)
            verdict = Verdict.MISCONCEPTION if diagnoses else verdict
        disagrees = reading.expression is not None and reading.expression != reading.value
        share = self.policy.share(verdict, bare=reading.bare, disagrees=disagrees)
        left_out = verdict is Verdict.BLANK and cell.structural
        return Mark(
            cell=f"{self.sheet.name}/{cell.ref}",
            reading=reading,
            where=where,
            expected=self.right[cell.ref],
            verdict=verdict,
            earned=self.points if share == 1 else self.points * share,
            possible=_LEFT_OUT if left_out else self.points,
            handed=handed,
            diagnoses=diagnoses,
            reason=self._reason(cell, reading),
        )

    def _verdict(self, cell: Cell, reading: Reading, follow: Value | None) -> Verdict:
        if reading.status is Status.BLANK:
            return Verdict.BLANK
        if reading.status is Status.DOUBT:
            return Verdict.REVIEW
        if reading.value == self.right[cell.ref]:
            return Verdict.CORRECT
        if follow is not None and reading.value == follow and not self._degenerate(cell, follow):
            return Verdict.CARRIED
        if reading.expression is not None and reading.expression in (self.right[cell.ref], follow):
            return Verdict.SLIP
        return Verdict.INCORRECT

    def _diagnoses(self, cell: Cell, value: Value) -> tuple[Diagnosis, ...]:
        paths: tuple[Mapping[str, Any], ...] = (self.handed, self.right)
        return diagnose(self.sheet, cell, value, paths, frozenset(self.unread))

    def _reason(self, cell: Cell, reading: Reading) -> str:
        if reading.status is Status.DOUBT:
            return reading.note
        why = self._degenerate(cell, reading.value) if reading.value is not None else ""
        return f"De aquí no se arrastra nada: {why}." if why else ""


def _agreed(readings: list[Reading], written: tuple[Written, ...]) -> tuple[Reading, str]:
    """The clear answer that all others repeat; a doubt when two clear answers differ."""
    pairs = list(zip(readings, (it.where for it in written), strict=True))
    answered = [pair for pair in pairs if pair[0].status is not Status.BLANK] or pairs[:1]
    clear = _worked_out([pair for pair in answered if pair[0].status is Status.READ])
    values = tuple(dict.fromkeys(reading.value for reading, _ in clear if reading.value is not None))
    if len(values) < 2:
        return (clear or answered)[0]
    raw = " | ".join(dict.fromkeys(reading.raw.strip() for reading, _ in clear))
    note = "Hay más de una respuesta para esta celda y no coinciden."
    where = " y ".join(dict.fromkeys(where for _, where in clear))
    return Reading(raw, Status.DOUBT, candidates=values, note=note), where


def _worked_out(clear: list[tuple[Reading, str]]) -> list[tuple[Reading, str]]:
    """An expression on one line and its value on the next are one answer: the value, with its method."""
    values = [pair for pair in clear if not pair[0].bare]
    if not values or len(values) == len(clear):
        return clear
    methods = [reading for reading, _ in clear if reading.bare]
    return [(replace(reading, expression=methods[-1].value), where) for reading, where in values]


def _resolved(reading: Reading, wanted: tuple[Value | None, ...]) -> Reading:
    """A doubtful shape is settled when one of its readings is what the cell asks for.

    `(16,384)` is 16 384 values or two sizes; that one of them is exactly right leaves no doubt.
    """
    for value in wanted:
        if value is not None and value in reading.candidates:
            return Reading(reading.raw, Status.READ, value, candidates=reading.candidates, note=reading.note)
    return reading
