"""How a wrong number may have come about: the slightest bend of the right rule that gives exactly it.

For the docente, never a verdict. Nothing is offered where it would say nothing: below `_SMALLEST`, where more than
`_BY_CHANCE` of all numbers of that size can be had by bends as slight, and where one wrong digit says it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

from grader import evaluate
from grader.check.explain.bends import MOST_STEPS, bends
from grader.check.explain.forms import Form
from grader.check.explain.stock import Stock, layer_of, stock
from grader.check.explain.tree import Node, NoTreeError, factored, opened, tree, write
from grader.model import Cell, Kind, Mark, Role, Sheet, Status, Value, Verdict

_SMALLEST = 1000
_BY_CHANCE = 0.05
_SINGLE_SLIP = 1
_LONGEST = 10_000
"""Numbers tried before giving up: only the total of a network of a dozen layers comes near it."""


def explained(sheets: Iterable[Sheet], marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks; a wrong number that no named rule gives has an `explanation` where one was found."""
    wrong = {_exercise(mark) for mark in marks if mark.verdict is Verdict.INCORRECT}
    if not wrong:
        return tuple(marks)
    known = {it.name: (it, cache(partial(_path, it, marks))) for it in sheets if it.name in wrong}
    return tuple([_explained(*known[_exercise(it)], it) if it.verdict is Verdict.INCORRECT else it for it in marks])


def _exercise(mark: Mark) -> str:
    return mark.cell.partition("/")[0]


def _explained(sheet: Sheet, path: Callable[[], Mapping[str, Value | None]], mark: Mark) -> Mark:
    ref = mark.cell.partition("/")[2]
    wrong = _wrong_number(mark.reading.value, mark.expected)
    if wrong is None:
        return mark
    component, number, right = wrong
    found = explain(sheet, sheet.cells[ref], number, path(), component=component) if right >= _SMALLEST else None
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
    read = {mark.cell.partition("/")[2]: mark.reading for mark in marks if _exercise(mark) == sheet.name}
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
    most = _SINGLE_SLIP if _differs_in_a_digit(number, rule.value) else MOST_STEPS
    hit = _slightest(bends(_rules(sheet, cell, rule, numbers, path), numbers, most), number)
    return write(hit) if hit else None


def _rules(sheet: Sheet, cell: Cell, rule: Node, numbers: Stock, path: Mapping[str, Any]) -> list[tuple[int, Node]]:
    """What may have been bent: the right rule; one step off it, that of an earlier count or of another column's sum.

    The counts that a rule takes from its own row (`600 + 8`) are also written out (`5·5·3·8 + 8`, `(5·5·3 + 1)·8`).
    """
    layer = layer_of(cell.ref)
    own = {ref: it for ref, it in sheet.cells.items() if layer_of(ref) == layer and it.kind is Kind.COUNT}
    whole = opened(rule, own, path) if layer else rule
    found = {rule: 0, whole: 0, factored(whole): 0}
    for part in rule.parts if layer else ():
        written_out = opened(part, own, path)
        if written_out.parts:
            found |= {part: 1, written_out: 1}
    for column in (it for it in numbers.made if it.op == "+" and it.value != rule.value):
        found[column] = 1
    return [(steps, node) for node, steps in found.items()]


def _slightest(family: Iterable[tuple[int, Form]], number: int) -> Node | None:
    """The expression; `None` when too many numbers of that size are had by bends as slight."""
    seen: set[int] = set()
    reached = tried = 0
    for steps, form in family:
        if (steps > reached and _is_crowded(seen, number)) or tried > _LONGEST:
            return None
        reached = steps
        values = form.values()
        tried += len(values)
        seen.update(values)
        if number in values:
            return None if _is_crowded(seen, number) else form.write(values.index(number))
    return None


def _is_crowded(seen: set[int], number: int) -> bool:
    """Whether a number of this size would be among those seen by mere chance."""
    lowest, highest = number // 2, 2 * number
    return len([it for it in seen if lowest <= it <= highest]) > _BY_CHANCE * (highest - lowest + 1)


def _differs_in_a_digit(number: int, right: int) -> bool:
    """Whether one digit is another, or two neighbours have changed places."""
    one, other = str(number), str(right)
    differ = [i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or not 1 <= len(differ) <= 2:
        return False
    first, last = differ[0], differ[-1]
    swapped = (one[first], one[last]) == (other[last], other[first])
    return first == last or (last == first + 1 and swapped)
