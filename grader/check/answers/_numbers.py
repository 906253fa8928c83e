"""What a written number can be: grouped thousands, decimals, or thousands that a spreadsheet damaged."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

Number = int | Fraction

MAX_DIGITS = 18
"""More digits than any network has parameters."""

_SEPARATORS = re.compile(r"[^\d]")


class Spelling(NamedTuple):
    """The values that a written number can have, likeliest first."""

    values: tuple[Number, ...]
    sure: bool


UNREADABLE = Spelling((), sure=False)


def spell(text: str) -> Spelling:
    """
    >>> spell("564.938").values, spell("8192,0").values, spell("4.64")
    ((564938,), (8192,), Spelling(values=(4640, Fraction(116, 25)), sure=False))
    """
    if text.isdigit():
        return Spelling((int(text),), sure=True) if len(text) <= MAX_DIGITS else UNREADABLE
    if len(text) > 2 * MAX_DIGITS:
        return UNREADABLE
    groups, marks = _SEPARATORS.split(text), _SEPARATORS.findall(text)
    if len(set(marks)) == 1 and _in_threes(groups):
        return Spelling((int("".join(groups)),), sure=True)
    if marks[-1] in ".," and (len(marks) == 1 or (marks[-1] not in marks[:-1] and _in_threes(groups[:-1]))):
        return _with_decimals(groups)
    return Spelling((int("".join(groups)),), sure=False) if len(groups[-1]) == 3 else UNREADABLE


def spell_real(text: str) -> Spelling:
    """Where a real number is asked for, a lone mark is the decimal one, whichever it is.

    >>> spell_real("1.234").values, spell_real(",5").values, spell_real("1.234,5").values
    ((Fraction(617, 500),), (Fraction(1, 2),), (Fraction(2469, 2),))
    """
    groups, marks = _SEPARATORS.split(text), _SEPARATORS.findall(text)
    if len(text) > 2 * MAX_DIGITS:
        return UNREADABLE
    if len(marks) > 1 and len(set(marks)) == 1 and _in_threes(groups):
        return Spelling((int("".join(groups)),), sure=True)
    if not marks or set(marks) == {" "}:
        return Spelling((int("".join(groups)),), sure=True)
    if len(marks) > 1 and (marks[-1] in marks[:-1] or marks[-1] not in ".," or not _in_threes(groups[:-1])):
        return UNREADABLE
    return Spelling((whole_or_fraction(Fraction(f"{''.join(groups[:-1])}.{groups[-1]}")),), sure=True)


def as_decimal(text: str) -> Number:
    """The last `.` or `,` taken as the decimal mark: `3,31` of «3,31 M».

    >>> as_decimal("3,31"), as_decimal("877"), as_decimal("1.008.321")
    (Fraction(331, 100), 877, 1008321)
    """
    whole, mark, decimals = text.replace(",", ".").rpartition(".")
    if not mark or "." in whole:
        return int(_SEPARATORS.sub("", text))
    return whole_or_fraction(Fraction(f"{_SEPARATORS.sub('', whole)}.{decimals}"))


def whole_or_fraction(number: Number) -> Number:
    return number.numerator if number.denominator == 1 else number


def _in_threes(groups: list[str]) -> bool:
    head, *rest = groups
    return 1 <= len(head) <= 3 and (len(groups) == 1 or head[0] != "0") and all(len(g) == 3 for g in rest)


def _with_decimals(groups: list[str]) -> Spelling:
    head, decimals = "".join(groups[:-1]), groups[-1]
    whole, number = int(head), Fraction(f"{head}.{decimals}")
    if head[0] == "0" and whole:
        return Spelling((number,), sure=False)
    if len(groups) > 2 and len(decimals) == 3:  # 1'008.321: two marks, both before groups of three
        return Spelling((int(head + decimals), number), sure=False)
    if not int(decimals):
        return Spelling((whole,), sure=True)
    if not whole or len(groups) > 2 or (len(head) > 3 and len(decimals) < 3):
        return Spelling((number,), sure=True)
    return Spelling((int(head + decimals.ljust(3, "0")), number), sure=False)
