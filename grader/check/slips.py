"""Slips of the pen: one digit changed, one dropped, or two neighbours exchanged."""

from __future__ import annotations

from grader.model import Value


def is_slip(value: Value, right: Value | None) -> bool:
    """Whether one slip turns `right` into `value`; in a shape, in one of its numbers.

    >>> is_slip(21089, 21098), is_slip((28, 28, 8), (32, 32, 8)), is_slip((32, 32, 3), (32, 32, 8))
    (True, False, True)
    """
    if isinstance(value, int) and isinstance(right, int):
        return value in _slips(right)
    if isinstance(value, tuple) and isinstance(right, tuple) and len(value) == len(right):
        differ = [pair for pair in zip(value, right, strict=True) if pair[0] != pair[1]]
        return len(differ) == 1 and differ[0][0] in _slips(differ[0][1])
    return False


def _slips(number: int) -> set[int]:
    digits = str(number)
    places = range(len(digits))
    changed = {digits[:i] + digit + digits[i + 1 :] for i in places for digit in "0123456789"}
    dropped = {digits[:i] + digits[i + 1 :] for i in places if len(digits) > 1}
    swapped = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in places[:-1]}
    return {int(it) for it in changed | dropped | swapped if it.isdigit()}
