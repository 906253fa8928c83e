"""The ways to write an answer that a comparison of texts has to know one by one."""

from __future__ import annotations

from grader import spanish
from grader.model import Value

NO_BREAK = "\u00a0"
NOTHING = ("-", "–", "—", "−", "N/A", "no tiene", "no hay", "no aplica", "ninguno", "ninguna", "nada", "cero")
"""How students say that a layer has no weights or no biases; the case of letters is never looked at."""

_MARKS = (".", ",", " ", NO_BREAK, spanish.NARROW_SPACE, "'")
"""What thousands are grouped with."""
_SHAPES = (
    "({}, ", "({},", "{}x", "{} x ", "{}×", "{} × ", "[{}, ", "{}, ", "[{},", "{},", "({}x", "({}×", "({}; ", "{}*",
)  # fmt: skip
"""An opening and what stands between two numbers of a shape, around a `{}`."""
_CLOSING = {"(": ")", "[": "]"}
_USUAL = 8
"""How many of a shape's spellings are most of what students write."""


def spellings(value: Value, *, structural: bool = False, usual: bool = False) -> tuple[str, ...]:
    """Every way to write an answer, the plainest first; with `usual`, of a shape only what most students write.

    >>> spellings(0, structural=True)[:4], spellings(33024)[:3], spellings((28, 28, 16))[:4]
    (('0', '-', '–', '—'), ('33024', '33.024', '33,024'), ('(28, 28, 16)', '(28,28,16)', '28x28x16', '28 x 28 x 16'))
    """
    match value:
        case tuple():
            return tuple(dict.fromkeys(_shapes(value)))[: _USUAL if usual else None]
        case 0 if structural:
            return ("0", *NOTHING)
        case int():
            return (str(value), *grouped(value))
        case _:
            raise TypeError(value)


def grouped(count: int) -> tuple[str, ...]:
    """A count with its thousands set apart; empty: it has none.

    >>> grouped(8321)[:3], grouped(999)
    (('8.321', '8,321', '8 321'), ())
    """
    return tuple(f"{count:,}".replace(",", mark) for mark in _MARKS) if count > 999 else ()


def _shapes(shape: tuple[int, ...]) -> list[str]:
    texts = _written([str(n) for n in shape])
    if len(shape) == 1:  # with two numbers or more nobody could say where one ends
        for mark in (" ", NO_BREAK, spanish.NARROW_SPACE, "."):
            texts += _written([f"{shape[0]:,}".replace(",", mark)])[:3]
    return texts


def _written(numbers: list[str]) -> list[str]:
    if len(numbers) == 1:
        (n,) = numbers
        pairs = [_joined(form, [n, "1"]) for form in _SHAPES]
        return [f"({n}, 1)", n, f"({n})", f"({n},)", f"[{n}]", *pairs[1:]]
    first = [_joined(form, numbers) for form in _SHAPES]
    return [*first, _joined("({}, ", ["None", *numbers])]  # as Keras prints it


def _joined(form: str, numbers: list[str]) -> str:
    opening, between = form.split("{}")
    return opening + between.join(numbers) + _CLOSING.get(opening, "")
