"""What a cell costs by hand: the small steps of schoolbook multiplication and addition, read off its own formula.

One for each product of two digits, for each sum of two digits and for each carry; products by 0 and by 1 and sums with
0 are only written down, so powers of ten cost nothing. A division by another stride than 1 costs one: ⌊a/s⌋ is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import count
from math import prod
from typing import Any, TypeAlias

from grader import formula
from grader.evaluate import arguments
from grader.model import Cell, Formula, Kind, Role, Sheet
from grader.term import Term

_Operation: TypeAlias = Callable[[Any, Any], tuple[int, Any]]
"""Two numbers → steps by hand, and what comes out."""


@dataclass(frozen=True, slots=True)
class Effort:
    steps: int
    floors: int
    """Divisions that leave a remainder, so that ⌊ ⌋ matters."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a whole sheet costs by hand."""

    steps: int
    floors: tuple[str, ...]
    """Layers with a division that leaves a remainder."""


def work(sheet: Sheet, values: Mapping[str, Any]) -> Work:
    """The effort of all that is not printed, for these values of letters and cells.

    Who has real numbers to work out has a calculator for the others too: one step for each operation. An expression
    costs a step for each name of its rule: a sum is written with its sign, however long it is.
    """
    steps, floors, has_calculator = 0, [], _has_calculator(sheet)
    for cell in sheet.cells.values():
        if cell.kind is Kind.REAL:
            steps += _keys(cell, values) if cell.role is not Role.GIVEN else 0
        elif cell.kind is Kind.EXPRESSION:
            steps += len(cell.args) if cell.role is Role.ASKED else 0
        elif cell.role is not Role.GIVEN and not is_copied(cell.formula):
            it = effort(cell.formula, arguments(cell.args, values))
            steps += _keys(cell, values) if has_calculator else it.steps
            if it.floors:
                floors.append(cell.ref.rpartition("/")[0])
    return Work(steps, tuple(floors))


def is_constant(sheet: Sheet) -> bool:
    """Whether every variant costs the same: what is not printed is worked out with a calculator."""
    return _has_calculator(sheet) and all(it.kind in (Kind.REAL, Kind.COUNT) for it in _worked_out(sheet))


def _has_calculator(sheet: Sheet) -> bool:
    return any(cell.kind is Kind.REAL for cell in _worked_out(sheet))


def _worked_out(sheet: Sheet) -> Iterator[Cell]:
    return (cell for cell in sheet.cells.values() if cell.role is not Role.GIVEN)


def _keys(cell: Cell, values: Mapping[str, Any]) -> int:
    """With a calculator each operation is one step."""
    handed = arguments(cell.args, values)
    return _count_keys(cell.formula, tuple(len(it) if isinstance(it, tuple) else 0 for it in handed))


@cache
def _count_keys(it: Formula, arity: tuple[int, ...]) -> int:
    found, terms = 0, [*formula.written(it, arity)]
    while terms:
        term = terms.pop()
        found += term.op not in ("letter", "number")
        terms += [part for part in term.args if isinstance(part, Term)]
    return found


@lru_cache(maxsize=1 << 14)
def effort(formula: Formula, handed: tuple[Any, ...]) -> Effort:
    """The steps of one cell for the numbers `handed` to its formula; an operation that occurs again is done once.

    >>> effort(lambda n, m: n * m, (128, 64)), effort(lambda n, m: n * m, (100, 64))
    (Effort(steps=11, floors=0), Effort(steps=0, floors=0))
    """
    numbers = [n for value in handed for n in (value if isinstance(value, tuple) else (value,))]
    done: set[tuple[str, int, int]] = set()
    steps = floors = 0
    for op, left, right in _operations(formula, tuple(len(it) if isinstance(it, tuple) else 0 for it in handed)):
        if op == "number":
            numbers.append(left)
            continue
        a, b = numbers[left], numbers[right]
        cost, result = _OPERATIONS[op](a, b)
        numbers.append(result)
        if (op, a, b) not in done:
            done.add((op, a, b))
            steps += cost
            floors += op in ("floor", "ceil") and a % b != 0
    return Effort(steps, floors)


@cache
def is_copied(it: Formula) -> bool:
    """Whether nothing is computed: the formula gives letters or constants as they are."""
    try:
        return not _operations(it, (0,) * len(formula.parameters(it)))
    except TypeError:  # it takes several numbers at once, to add them up
        return False


@cache
def _operations(it: Formula, arity: tuple[int, ...]) -> tuple[tuple[str, int, int], ...]:
    """A formula as a list of operations, each on two numbers already known: the letters, then what came out before."""
    found: list[tuple[str, int, int]] = []
    first = sum(n or 1 for n in arity)

    def add(op: str, left: int, right: int) -> int:
        found.append((op, left, right))
        return first + len(found) - 1

    def visit(term: Any) -> int:
        if not isinstance(term, Term):
            return add("number", term, 0)
        if term.op in ("letter", "number"):
            return int(term.args[0]) if term.op == "letter" else add("number", term.args[0], 0)
        left, *rest = map(visit, _parts(term))
        for right in rest:
            left = add(term.op, left, right)
        return left

    for part in formula.written(it, arity):
        visit(part)
    return tuple(found)


def _parts(term: Term) -> tuple[Any, ...]:
    """What an operation works on; rounding without a division is one by 1."""
    if term.op not in ("floor", "ceil"):
        return term.args
    (inside,) = term.args
    return inside.args if isinstance(inside, Term) and inside.op == "/" else (inside, 1)


def _in_whole_numbers(operation: Callable[[int, int], tuple[int, int]], *, is_product: bool = False) -> _Operation:
    """Numbers with decimals are worked out as if they had none, one under the other; the comma is put in afterwards."""

    def worked(a: Any, b: Any) -> tuple[int, Any]:
        if isinstance(a, int) and isinstance(b, int):
            return operation(a, b)
        moved = [10 ** _places(it) for it in (a, b)]
        moved = moved if is_product else [max(moved)] * 2
        steps, result = operation(int(a * moved[0]), int(b * moved[1]))
        return steps, Fraction(result, prod(moved) if is_product else moved[0])

    return worked


@lru_cache(maxsize=1 << 10)
def _places(number: Fraction) -> int:
    """How many decimals it is written with."""
    return next(n for n in count() if 10**n % number.denominator == 0)


@lru_cache(maxsize=1 << 16)
def _add(a: int, b: int) -> tuple[int, int]:
    steps = carry = 0
    x, y = abs(a), abs(b)
    while x or y:
        x, p = divmod(x, 10)
        y, q = divmod(y, 10)
        steps += (p > 0 and q > 0) + carry
        carry = p + q + carry > 9
    return steps, a + b


@lru_cache(maxsize=1 << 16)
def _subtract(a: int, b: int) -> tuple[int, int]:
    """As many steps as the addition that checks it."""
    return _add(min(b, a - b), max(b, a - b))[0] if b <= a else 0, a - b


@lru_cache(maxsize=1 << 16)
def _multiply(a: int, b: int) -> tuple[int, int]:
    """The longer number above, a row for each digit of the shorter one, the rows added from the first on."""
    below, above = sorted((abs(a), abs(b)))
    steps = so_far = 0
    for place, digit in enumerate(reversed(str(below))):
        row = above * int(digit) * 10**place
        steps += _row(above, int(digit)) + _add(so_far, row)[0]
        so_far += row
    return steps, a * b


def _row(above: int, digit: int) -> int:
    if digit < 2:
        return 0
    steps = carry = 0
    while above:
        above, it = divmod(above, 10)
        steps += (it > 1) + (carry > 0 and it > 0)
        carry = (it * digit + carry) // 10
    return steps


def _floor(a: int, b: int) -> tuple[int, int]:
    return int(b != 1), a // b


def _ceil(a: int, b: int) -> tuple[int, int]:
    return int(b != 1), -(-a // b)


def _divide(a: int, b: int) -> tuple[int, int]:
    """An exact division: as many steps as the multiplication that checks it."""
    return _multiply(a // b, b)[0], a // b


_OPERATIONS: dict[str, _Operation] = {
    "+": _in_whole_numbers(_add),
    "-": _in_whole_numbers(_subtract),
    "*": _in_whole_numbers(_multiply, is_product=True),
    "floor": _floor,
    "ceil": _ceil,
    "/": _divide,
    "min": lambda a, b: (0, min(a, b)),
    "max": lambda a, b: (0, max(a, b)),
}
