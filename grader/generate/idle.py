"""Wrong rules that cannot go wrong in an exercise, because it never says the number that they get wrong.

A pooling that has no padding leaves nothing to forget; a layer that learns nothing can be left out of the total. A
number that the author wrote is another matter: with `strides = 1` everywhere nobody is seen to ignore the stride.
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from typing import Any

from grader.model import Arg, Kind, Ref, Rewiring, Sheet

_TRIALS = 8


def is_idle(sheet: Sheet, it: Rewiring) -> bool:
    """Whether a wrong rule gives what the right one gives, whatever numbers the author might have written.

    `sheet` holds refs where the author's numbers stand and plain numbers where a default of the program does.
    """
    right = sheet.cells[it.cell]
    if right.kind is Kind.EXPRESSION:  # its quantities are no numbers that an author could leave out
        return False
    return all(
        it.formula(*_made_up(it.args, sheet, trial)) == right.formula(*_made_up(right.args, sheet, trial))
        for trial in range(_TRIALS)
    )


def _made_up(args: tuple[Arg, ...], sheet: Sheet, trial: int) -> tuple[Any, ...]:
    return tuple(_number(arg, sheet, trial) for arg in args)


def _number(arg: Arg, sheet: Sheet, trial: int) -> Any:
    """Another number for each ref and trial, as large as such numbers are, but 0 where the structure has it so."""
    if isinstance(arg, tuple):
        return _made_up(arg, sheet, trial)
    if not isinstance(arg, Ref):
        return arg
    if arg.cell in sheet.cells and sheet.cells[arg.cell].structural:
        return 0
    number = int.from_bytes(sha256(f"{arg.cell}/{arg.component}/{trial}".encode()).digest()[:8], "big")
    if arg.cell in sheet.cells and sheet.cells[arg.cell].kind is Kind.REAL:
        return Fraction(number % 1999 - 999, 1000)
    return 60 + number % 67 if arg.cell in sheet.cells else 2 + number % 17
