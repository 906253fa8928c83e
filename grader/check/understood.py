"""What the texts of one cell say: one reading out of all of them, settled by what the cell asks for."""

from __future__ import annotations

from dataclasses import replace

from grader import spanish
from grader.check.abbreviated import stands_for
from grader.check.answers import read_answer
from grader.check.expressions import read_expression
from grader.model import Cell, Reading, Status, Value, Written
from grader.sampled import Sample


def understood(cell: Cell, text: str, rank: int | None) -> Reading:
    """One text; `rank` is how many numbers the right shape has, `None` for a count."""
    if cell.scope is not None:
        return read_expression(text, cell.scope)
    return read_answer(text, cell.kind, structural=cell.structural, rank=rank, square=cell.square)


def lost_zeros(right: Value, reading: Reading, follow: Value | None) -> bool:
    """`145` where 145 000 belongs: a spreadsheet takes `145.000` for a decimal and shows its last zeros no more."""
    value = reading.value
    if reading.status is not Status.READ or reading.expression is not None or not isinstance(value, int):
        return False
    return value > 0 and value != right and value * 1000 in (right, follow)


def agreed(readings: list[Reading], written: tuple[Written, ...]) -> tuple[Reading, str]:
    """The clear answer that all others repeat; a doubt when two clear answers differ."""
    pairs = list(zip(readings, (it.where for it in written), strict=True))
    answered = [pair for pair in pairs if pair[0].status is not Status.BLANK] or pairs
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


def rounded(reading: Reading, wanted: tuple[Value | None, ...]) -> Reading:
    """`262.3K` taken for 262 272 where that is what the cell asks for; else it waits for a person."""
    for value in wanted:
        if isinstance(value, int) and stands_for(reading.raw, value):
            note = f"Escribiste una cifra redondeada; es la de {spanish.value(value)}."
            return Reading(reading.raw, Status.READ, value, candidates=reading.candidates, note=note)
    return reading


def resolved(reading: Reading, wanted: tuple[Value | None, ...]) -> Reading:
    """A doubtful shape is settled when one of its readings is what the cell asks for.

    `(16,384)` is 16 384 values or two sizes; that one of them is exactly right leaves no doubt. What a spreadsheet
    damaged (`-2048.1` for `(2048,1)`) has one reading only, and that is a guess. So is an expression that leaves out
    what the question makes clear: of the ways to fill it in, the one that the cell asks for.
    """
    open_ = reading.status is Status.DOUBT or reading.value not in wanted
    for value in wanted if open_ and len(reading.candidates) > 1 else ():
        if value is not None and value in reading.candidates:
            meant = reading.candidates[reading.candidates.index(value)]
            note = "" if isinstance(meant, Sample) else reading.note  # what it says is of another reading
            return Reading(reading.raw, Status.READ, meant, candidates=reading.candidates, note=note)
    return reading
