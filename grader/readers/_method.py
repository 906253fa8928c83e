"""A spreadsheet's formula beside its value: arithmetic of numbers alone is the student's method."""

from __future__ import annotations

import re

_LITERAL = re.compile(r"[\d.+\-*/^()\s]*\d[\s)]*[+\-*/^][\d.+\-*/^()\s]*\d[\d.+\-*/^()\s]*")

UNCALCULATED = (
    "El libro tiene fórmulas sin calcular; se leyeron como vacías. Ábrelo en tu hoja de cálculo, guárdalo y vuelve a "
    "entregarlo."
)


def is_arithmetic(formula: str) -> bool:
    """
    >>> is_arithmetic("5*5*3*8"), is_arithmetic("B2*8"), is_arithmetic("-600")
    (True, False, False)
    """
    return len(formula) < 300 and _LITERAL.fullmatch(formula) is not None


def with_method(formula: str, value: str) -> str:
    """The value, behind the calculation that gave it if the student wrote one in numbers.

    >>> with_method("5*5*3*8", "600"), with_method("B2*8", "600"), with_method("5*5*3*8", "")
    ('5*5*3*8 = 600', '600', '5*5*3*8')
    """
    if not is_arithmetic(formula):
        return value
    return f"{formula.strip()} = {value}" if value else formula.strip()
