"""Why a real number that comes near is not accepted: too few decimals, or decimals cut off instead of rounded."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import trunc

from grader import spanish
from grader.model import Value

_TOO_FEW = "Parece el valor correcto con menos decimales: la hoja pide {}."
_CUT_OFF = "Parece que cortaste los decimales: la hoja pide redondear el último."


def why_not_rounded(value: Value | None, wanted: Iterable[Value | None], decimals: int) -> str:
    """Spanish, empty when it does not come near.

    >>> why_not_rounded(Fraction("0.76"), (0.7615941,), 4), why_not_rounded(Fraction("0.7615"), (0.7615941,), 4)[:26]
    ('Parece el valor correcto con menos decimales: la hoja pide 4.', 'Parece que cortaste los de')
    """
    if not isinstance(value, (int, Fraction)):
        return ""
    near = [Fraction(it) for it in wanted if isinstance(it, (int, float, Fraction))]
    places = len(str(spanish.exact(value)).partition(".")[2])
    if 0 < places < decimals and any(_differs_by_half(value, it, places) for it in near):
        return _TOO_FEW.format(decimals)
    unit = 10**decimals
    return _CUT_OFF if any(value * unit == trunc(it * unit) for it in near) else ""


def _differs_by_half(value: int | Fraction, right: Fraction, places: int) -> bool:
    return abs(value - right) <= Fraction(1, 2 * 10**places)
