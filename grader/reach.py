"""What honest rounding can reach: the accepted values of a sheet's real-valued cells, from what a student wrote.

A number that was written stands for all that are rounded to it, half a unit of the last declared decimal up and down;
a step that was not asked for, or not answered, for all that its formula makes of those. On top of that comes the
rounding of the answer itself. Cells that take real numbers and hold none (a size that is rounded) follow as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from grader import evaluate, spanish
from grader.interval import Interval, interval
from grader.model import Arg, Cell, Formula, Kind, Ref, Role, Sheet, Value
from grader.same import once_a_sheet
from grader.sampled import Sample


@once_a_sheet
def real_cells(sheet: Sheet) -> frozenset[str]:
    """The cells whose values depend on how somebody rounded."""
    found: set[str] = set()
    if not any(cell.kind is Kind.REAL for cell in sheet.cells.values()):
        return frozenset()
    for ref, cell in sheet.cells.items():
        if cell.role is not Role.GIVEN and (cell.kind is Kind.REAL or not found.isdisjoint(_taken(cell.args))):
            found.add(ref)
    return frozenset(found)


def _taken(args: tuple[Arg, ...]) -> set[str]:
    refs = [item for arg in args for item in (arg if isinstance(arg, tuple) else (arg,))]
    return {ref.cell for ref in refs if isinstance(ref, Ref)}


@dataclass(slots=True)
class Reach:
    """A path through a sheet on which each real number may have been rounded."""

    sheet: Sheet
    values: dict[str, Any] = field(default_factory=dict)
    """Ref → an interval, or the one value of a cell that nobody rounds; `None`: nothing usable."""

    @classmethod
    def begun(cls, sheet: Sheet) -> Reach:
        """With nothing in it but what the sheet prints."""
        return cls(sheet, dict(_printed(sheet)))

    def accepted(self, cell: Cell) -> Interval | None:
        """All that this path gives in a cell; `None` where nothing follows."""
        return accepted(cell.formula, cell.args, cell, self.values)

    def write(self, cell: Cell, value: Value) -> None:
        """The student wrote this value."""
        self.values[cell.ref] = rounded_to(value, cell.decimals) if cell.kind is Kind.REAL else value


@once_a_sheet
def _printed(sheet: Sheet) -> Mapping[str, Any]:
    """What a sheet with real numbers prints, as intervals without any width.

    Their products and powers are exact, unless they have more decimals than the sheet declares.
    """
    right, reals = evaluate.answers(sheet), real_cells(sheet)
    if not reals:
        return {}
    given = {it.ref: right[it.ref] for it in sheet.cells.values() if it.role is Role.GIVEN}
    real = {ref for ref in given if sheet.cells[ref].kind is Kind.REAL}
    declared = min((sheet.cells[ref].decimals for ref in reals), default=0)
    is_exact = _factors(sheet, reals) * max(map(_decimals, (given[ref] for ref in real)), default=0) <= declared
    slack = 0.0 if is_exact else _half_unit(declared)
    return {ref: replace(interval(it), slack=slack) if ref in real else it for ref, it in given.items()}


def _factors(sheet: Sheet, reals: Collection[str]) -> int:
    """How many printed numbers a step may multiply: two, or as many as the exponent that its cell takes."""
    return max([2, *(arg for ref in reals for arg in sheet.cells[ref].args if isinstance(arg, int))])


def _decimals(number: Any) -> int:
    shown = spanish.exact(Fraction(number))
    return -int(shown.as_tuple().exponent) if isinstance(shown, Decimal) else 0


def rounded_to(value: Any, decimals: int) -> Interval:
    """All that may have been rounded to `value`."""
    slack = _half_unit(decimals)
    near = float(value)
    return Interval(near, near, slack).widened(slack)


def accepted(formula: Formula, args: tuple[Arg, ...], cell: Cell, values: Mapping[str, Any]) -> Interval | None:
    """All that a formula, right or wrong, gives in a cell over these intervals and numbers, and its own rounding."""
    try:
        found = evaluate.follow(formula, args, values)
        if found is None or isinstance(found, (tuple, Sample)):
            return None
        if cell.kind is not Kind.REAL:
            return interval(found)
        slack = _half_unit(cell.decimals)
        return replace(interval(found).widened(slack), slack=slack)  # whoever goes on with it rounds as finely
    except OverflowError:
        return None


@lru_cache(maxsize=64)
def _half_unit(decimals: int) -> float:
    return float(Fraction(1, 2 * 10**decimals))


@dataclass(frozen=True, slots=True)
class Widest:
    """How far honest rounding can lead when every step on the way was rounded, and each rounding adds to the others."""

    accepted: Mapping[str, Interval | None]
    """All that may be right in a cell, whatever an honest student wrote before it."""
    handed: Mapping[str, Any]
    """What the cells stand for in those after them: half a unit more where a number was written."""


@once_a_sheet
def widest(sheet: Sheet) -> Widest:
    path, found = Reach.begun(sheet), dict[str, Interval | None]()
    reals, right = real_cells(sheet), evaluate.answers(sheet)
    for ref, cell in sheet.cells.items():
        if ref in reals:
            found[ref] = path.accepted(cell)
            path.values[ref] = handed_on(cell, found[ref])
        elif cell.role is not Role.GIVEN:
            path.values[ref] = right[ref]
    return Widest(found, path.values)


def handed_on(cell: Cell, reach: Interval | None) -> Interval | None:
    """What a cell stands for when any number of `reach` may be written in it."""
    is_written = cell.role is Role.ASKED and cell.kind is Kind.REAL
    return reach.widened(_half_unit(cell.decimals)) if reach and is_written else reach
