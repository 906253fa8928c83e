"""Wrong rules that honest rounding could hide: their value and the right one may be rounded to the same number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from grader.generate.cases import Case
from grader.interval import Interval
from grader.model import Rewiring, Role, Sheet
from grader.reach import accepted, handed_on, real_cells, widest


def swallowed(sheet: Sheet, rewirings: Sequence[Rewiring], cases: Iterable[Case]) -> Iterator[Case]:
    """The cases with a rule that gives, in real numbers, what somebody who uses the right one may write.

    `rewirings` are the sheet's, in the order that the cases know.
    """
    hidden = {i for i, it in enumerate(rewirings) if it.cell in real_cells(sheet) and not _is_apart(sheet, it)}
    return (case for case in cases if not hidden.isdisjoint(case.rewirings))


def _is_apart(sheet: Sheet, rewiring: Rewiring) -> bool:
    """Whether no rounding takes both to one number in the cell, or in some asked cell where a hidden one shows.

    The student has rounded every asked cell on the way there, so that all that went before is as wide as can be.
    """
    right = widest(sheet)
    cell = sheet.cells[rewiring.cell]
    wrong = accepted(rewiring.formula, rewiring.args, cell, right.handed)
    if cell.role is Role.ASKED:
        return not _meet(wrong, right.accepted[cell.ref])
    values = {**right.handed, cell.ref: wrong}
    after = list(sheet.cells).index(cell.ref) + 1
    for ref in [*sheet.cells][after:]:
        other = sheet.cells[ref]
        if ref not in real_cells(sheet):
            continue
        reach = accepted(other.formula, other.args, other, values)
        if other.role is Role.ASKED and not _meet(reach, right.accepted[ref]):
            return True
        values[ref] = handed_on(other, reach)
    return False


def _meet(one: Interval | None, other: Interval | None) -> bool:
    return one is not None and other is not None and one.meets(other)
