"""Slips of the pen that are no accident to meet: one digit left out, or two neighbours exchanged.

A changed digit is not among them: it may become any number, so that it becomes just a wrong rule's is no slip.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from grader.model import Value


def is_slip(value: Value, right: Value | None) -> bool:
    """Whether one slip turns `right` into `value`; in a shape, in one of its numbers.

    >>> is_slip(21089, 21098), is_slip(2108, 21098), is_slip(21, 21098)
    (True, True, False)
    >>> is_slip((28, 28, 8), (32, 32, 8)), is_slip((32, 32, 1), (32, 32, 16))
    (False, True)
    """
    ours, theirs = (it if isinstance(it, tuple) else (it,) for it in (value, right))
    differ = [pair for pair in zip_longest(ours, theirs) if pair[0] != pair[1]]
    return len(differ) == 1 and differ[0][0] in _slips(differ[0][1])


def _slips(number: Any) -> set[int]:
    digits = str(number)
    places = range(len(digits))
    dropped = {digits[:i] + digits[i + 1 :] for i in places}
    swapped = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in places[:-1]}
    return {int(it) for it in dropped | swapped if it.isdigit()}
