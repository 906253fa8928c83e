"""How a wrong number may have come about: the slightest bend of the right rule that gives exactly it.

For the docente, never a verdict. Nothing is offered where it would say nothing: below `_SMALLEST`, where more than
`_BY_CHANCE` of all numbers of that size can be had by bends as slight, and where one wrong digit says it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader import evaluate
from grader.check.explain.bends import Bend, bends
from grader.check.explain.stock import Stock, layer_of, stock
from grader.check.explain.tree import Node, NoTreeError, opened, tree, write
from grader.model import Cell, Kind, Mark, Role, Sheet, Status, Value, Verdict

_SMALLEST = 1000
_BY_CHANCE = 0.05
_SINGLE_SLIP = 1


def explained(sheets: Iterable[Sheet], marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks; a wrong number that no named rule gives has an `explanation` where one was found."""
    wrong = {_exercise(mark) for mark in marks if mark.verdict is Verdict.INCORRECT}
    known = {
        it.name: (it, _path(it, [m for m in marks if _exercise(m) == it.name])) for it in sheets if it.name in wrong
    }
    return tuple(_explained(*known[_exercise(it)], it) if it.verdict is Verdict.INCORRECT else it for it in marks)


def _exercise(mark: Mark) -> str:
    return mark.cell.partition("/")[0]


def _explained(sheet: Sheet, path: Mapping[str, Value | None], mark: Mark) -> Mark:
    ref = mark.cell.partition("/")[2]
    wrong = _wrong_number(mark.reading.value, mark.expected)
    if wrong is None:
        return mark
    component, number, right = wrong
    found = explain(sheet, sheet.cells[ref], number, path, component=component) if right >= _SMALLEST else None
    return replace(mark, explanation=found) if found else mark


def _wrong_number(value: Value | None, right: Value) -> tuple[int, int, int] | None:
    """Which number of a shape is wrong, what it is and what it should be; `None` unless it is exactly one."""
    values = value if isinstance(value, tuple) else (value,)
    rights = right if isinstance(right, tuple) else (right,)
    differ = [i for i, pair in enumerate(zip(values, rights, strict=False)) if pair[0] != pair[1]]
    if len(values) != len(rights) or len(differ) != 1:
        return None
    number, wanted = values[differ[0]], rights[differ[0]]
    return (differ[0], number, wanted) if isinstance(number, int) and isinstance(wanted, int) else None


def _path(sheet: Sheet, marks: Iterable[Mark]) -> dict[str, Value | None]:
    """What each cell hands on to the next: the student's value; without a usable one, what follows from before."""
    right = evaluate.answers(sheet)
    read = {mark.cell.partition("/")[2]: mark.reading for mark in marks}
    path: dict[str, Value | None] = {}
    for ref, cell in sheet.cells.items():
        own = read[ref].value if ref in read and read[ref].status is Status.READ else None
        if own is None or evaluate.why_degenerate(own, right[ref]):
            own = right[ref] if cell.role is Role.GIVEN else evaluate.follow(cell.formula, cell.args, path)
        path[ref] = None if own is None or evaluate.why_degenerate(own, right[ref]) else own
    return path


def explain(
    sheet: Sheet, cell: Cell, number: int, path: Mapping[str, Value | None], *, component: int = 0
) -> str | None:
    """An expression over what stands around the cell that gives `number`, as `5·5·3·8 + 3`; `None`: none says much.

    `path` holds the student's own values. Of a shape, `component` tells which number it is about.
    """
    try:
        rule = tree(cell, path, component)
    except NoTreeError:
        return None
    numbers = stock(sheet, cell.ref, path)
    hit = _slightest(bends(_rules(sheet, cell, rule, numbers, path), numbers), number)
    if hit is None or (hit[0] > _SINGLE_SLIP and _differs_in_a_digit(number, rule.value)):
        return None
    return write(hit[1])


def _rules(sheet: Sheet, cell: Cell, rule: Node, numbers: Stock, path: Mapping[str, Any]) -> list[tuple[int, Node]]:
    """What may have been bent: the right rule, or one step off that of an earlier count of its row or another column.

    The counts that a rule takes from its row (`600 + 8`) are also written out (`5·5·3·8 + 8`).
    """
    layer = layer_of(cell.ref)
    own = {ref: it for ref, it in sheet.cells.items() if layer_of(ref) == layer and it.kind is Kind.COUNT}
    taken = [part for part in rule.parts if part.cell in own] if layer else []
    columns = [it for it in numbers.made if it.op == "+" and it.value != rule.value]
    found = {rule: 0, opened(rule, own, path): 0} if layer else {rule: 0}
    for node in (*taken, *(opened(part, own, path) for part in taken), *columns):
        found.setdefault(node, 1)
    return [(steps, node) for node, steps in found.items()]


def _slightest(family: Iterable[Bend], number: int) -> tuple[int, Node] | None:
    """How many steps off, and the expression; `None` when too many numbers of that size are had by bends as slight."""
    lowest, highest = number // 2, 2 * number
    most = _BY_CHANCE * (highest - lowest + 1)
    seen: set[int] = set()
    for bend in family:
        values = bend.values()
        seen.update([it for it in values if lowest <= it <= highest])
        if len(seen) > most:
            return None
        if number in values:
            return bend.steps, bend.write(values.index(number))
    return None


def _differs_in_a_digit(number: int, right: int) -> bool:
    """Whether one digit is another, or two neighbours have changed places."""
    one, other = str(number), str(right)
    differ = [i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or not 1 <= len(differ) <= 2:
        return False
    first, last = differ[0], differ[-1]
    swapped = (one[first], one[last]) == (other[last], other[first])
    return first == last or (last == first + 1 and swapped)
