"""The numbers of a sheet: what its cells hold by their formulas, or from given values on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import DecimalException
from fractions import Fraction
from typing import Any

from grader import spanish
from grader.model import Arg, Cell, Formula, Kind, Ref, Rewiring, Role, Sheet, Value
from grader.same import once_a_sheet
from grader.sampled import Sample


def answers(sheet: Sheet) -> Mapping[str, Value]:
    """The right value of every cell: given, asked and hidden."""
    return right_path(sheet)[0]


@once_a_sheet
def right_path(sheet: Sheet) -> tuple[Mapping[str, Value], Mapping[str, tuple[Any, ...]]]:
    """The right value of every cell, and the numbers that its formula gets."""
    values: dict[str, Value] = {}
    handed: dict[str, tuple[Any, ...]] = {}
    for ref, cell in sheet.cells.items():
        handed[ref] = numbers = arguments(cell.args, values)
        values[ref] = _held(cell, cell.formula(*numbers))
    return values, handed


def recompute(sheet: Sheet, fixed: Mapping[str, Value]) -> dict[str, Value]:
    """The value of every cell by its formula; where `fixed` holds another one, that one and what follows from it."""
    values: dict[str, Value] = {}
    for ref, cell in sheet.cells.items():
        values[ref] = fixed[ref] if ref in fixed else compute(cell, values)
    return values


def compute(cell: Cell, values: Mapping[str, Any]) -> Value:
    """What a cell holds by its formula."""
    return _held(cell, cell.formula(*arguments(cell.args, values)))


def _held(cell: Cell, value: Value) -> Value:
    """A real number is never an `int`, even where it is whole."""
    return Fraction(value) if cell.kind is Kind.REAL and isinstance(value, int) else value


def printed(cell: Cell, value: Value) -> Value:
    """The value as the sheet prints it: a real number with the decimals that are declared."""
    return spanish.declared(value, cell.decimals) if cell.kind is Kind.REAL else value  # type: ignore[arg-type]


def misled(sheet: Sheet, rewirings: Iterable[Rewiring]) -> dict[str, Value | None]:
    """The value of every cell for a student who uses these wrong rules and computes on with what they give.

    `None` stands where nothing follows any more: a size below 1, or a cell that takes such a one.
    """
    wrong = {rewiring.cell: rewiring for rewiring in rewirings}
    right = answers(sheet)
    values: dict[str, Value | None] = {}
    astray: set[str] = set()
    for ref, cell in sheet.cells.items():
        if cell.role is Role.GIVEN:  # printed on the sheet: no wrong idea can change it
            values[ref] = right[ref]
            continue
        value: Value | None = right[ref]
        if ref in wrong or not astray.isdisjoint(taken(cell.args)):
            rule = wrong.get(ref, cell)
            value = follow(rule.formula, rule.args, values)
        values[ref] = value = None if value is None or why_degenerate(value, right[ref]) else value
        if value != right[ref]:
            astray.add(ref)
    return values


def taken(args: tuple[Arg, ...]) -> Iterator[str]:
    """The cells that arguments take directly."""
    for arg in args:
        if type(arg) is Ref:
            yield arg.cell
        elif type(arg) is tuple:
            yield from taken(arg)


def follow(formula: Formula, args: tuple[Arg, ...], values: Mapping[str, Any]) -> Value | None:
    """What a formula gives over `values`; `None` when one of its arguments holds nothing."""
    return apply(formula, arguments(args, values))


def apply(formula: Formula, numbers: tuple[Any, ...]) -> Value | None:
    """What a formula gives for these numbers; `None` when one of them is missing."""
    for number in numbers:
        if number is None or (type(number) is tuple and None in number):
            return None
    try:
        result: Value = formula(*numbers)
    except (OverflowError, DecimalException):  # a student's own numbers may grow beyond all bounds
        return None
    return result


def arguments(args: tuple[Arg, ...], values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Numbers for arguments: refs are looked up among `values`, where `None` is a value that cannot be used."""
    numbers: list[Any] = []
    for arg in args:
        if type(arg) is Ref:
            value, component = values[arg.cell], arg.component
            numbers.append(value if component is None or value is None else value[component])
        else:
            numbers.append(arguments(arg, values) if type(arg) is tuple else arg)
    return tuple(numbers)


def why_degenerate(value: Value, right: Value) -> str:
    """Why nothing can follow from a value that stands where `right` should, in Spanish; empty when something can."""
    if isinstance(right, Sample) or (isinstance(right, tuple) and isinstance(right[0], Sample)):
        return "" if type(value) is type(right) else "aquí se esperaba una expresión"
    if isinstance(right, tuple):
        if not isinstance(value, tuple) or len(value) != len(right):
            return "aquí se esperaba otra cantidad de números"
        return "" if min(value) >= 1 else "no existe un tamaño menor que 1"
    if not isinstance(right, int):
        return ""
    if not isinstance(value, int):
        return "un conteo no tiene decimales"
    return "" if value >= 0 else "un conteo no es negativo"
