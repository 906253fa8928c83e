"""How numbers, shapes and short phrases are written in Spanish wherever a person reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from grader.model import Value
from grader.sampled import Sample

_FORMULA = re.compile(r"\w [−+=·] ")
NARROW_SPACE = "\u202f"
"""Groups thousands; as the RAE asks, only from five digits on."""

QUANTITIES = {
    "inputs": "# de Neuronas de Entrada",
    "outputs": "# de Neuronas de Salida",
    "out_shape": "Out Shape",
    "weights": "# de Pesos",
    "biases": "# de Sesgos",
    "params": "# de Parámetros",
}
"""The headings of the seed's tables."""

COLUMNS = {"detail": "Detalle", **QUANTITIES}
LAYER_COLUMN = "Capa"
TOTAL = "Total de parámetros"

SPOKEN = {
    "inputs": "número de neuronas de entrada",
    "outputs": "número de neuronas de salida",
    "out_shape": "forma de salida",
    "weights": "número de pesos",
    "biases": "número de sesgos",
    "params": "número de parámetros",
}
"""A quantity inside a sentence or an accessible name."""


def count(number: int) -> str:
    """
    >>> count(8321), count(268650).replace(NARROW_SPACE, "_")
    ('8321', '268_650')
    """
    digits = str(abs(number))
    if len(digits) > 4:
        digits = f"{abs(number):,}".replace(",", NARROW_SPACE)
    return f"−{digits}" if number < 0 else digits


def value(it: Value) -> str:
    """
    >>> value((32, 32, 8)), value((10,)), value(Fraction(109, 2))
    ('(32, 32, 8)', '(10, 1)', '54,5')
    """
    if isinstance(it, tuple) and isinstance(it[0], Sample):
        return ", ".join(map(str, it))
    if isinstance(it, tuple):
        return f"({', '.join(map(count, it if len(it) != 1 else (*it, 1)))})"
    if isinstance(it, int):
        return count(it)
    if isinstance(it, Sample):
        return it.text
    if isinstance(it, Decimal):
        return decimal(it, max(0, -int(it.as_tuple().exponent)))
    return decimal(it, 4).rstrip("0").rstrip(",")


def declared(number: Fraction | float, places: int) -> Decimal:
    """A real number with just the decimals that a sheet declares, rounded half up.

    >>> declared(Fraction(19, 25), 4), declared(Fraction("2.00005"), 4), declared(-0.00001, 2)
    (Decimal('0.7600'), Decimal('2.0001'), Decimal('0.00'))
    """
    return Decimal(decimal(number, places, ".").replace("−", "-"))


def written(it: Value) -> str:
    """What a student wrote, as it was understood: with all its decimals.

    >>> written(Fraction("0.761594")), value(Fraction("0.761594"))
    ('0,761594', '0,7616')
    """
    return value(exact(it) if isinstance(it, Fraction) else it)


_LONGEST = 12


def exact(number: int | Fraction) -> int | Decimal | Fraction:
    """A number as it was written, with all its decimals; a third, and what has too many of them, stays as it is.

    >>> exact(Fraction("0.76159")), exact(Fraction(3)), exact(Fraction(1, 3))
    (Decimal('0.76159'), 3, Fraction(1, 3))
    """
    if number.denominator == 1:
        return number.numerator
    places = next((n for n in range(1, _LONGEST + 1) if 10**n % number.denominator == 0), 0)
    return declared(number, places) if places else number


def decimal(number: float | Fraction | Decimal, places: int, mark: str = ",") -> str:
    """Exactly `places` decimals, rounded half up, as marks are.

    >>> decimal(Fraction(5, 2), 1), decimal(Fraction(29, 8), 2, "."), decimal(Fraction(-1, 8), 2)
    ('2,5', '3.63', '−0,13')
    """
    numerator, denominator = number.as_integer_ratio()
    scaled = (abs(numerator) * 10**places * 2 + denominator) // (2 * denominator)
    whole, part = divmod(scaled, 10**places)
    sign = "−" if numerator < 0 and scaled else ""
    return f"{sign}{whole}{mark}{part:0{places}}" if places else f"{sign}{whole}"


def plural(number: int, one: str, many: str) -> str:
    """
    >>> plural(1, "neurona", "neuronas"), plural(64, "neurona", "neuronas")
    ('1 neurona', '64 neuronas')
    """
    return f"{count(number)} {one if number == 1 else many}"


def listing(items: Sequence[str], last: str = "y") -> str:
    """
    >>> listing(["a", "b", "c"]), listing(["a"])
    ('a, b y c', 'a')
    """
    if last == "y" and len(items) > 1 and items[-1].lower().startswith(("i", "hi")):
        last = "e"
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def sentence(text: str) -> str:
    """First letter up, unless a formula begins there, and a full stop at the end.

    >>> sentence("faltó el bias"), sentence("d − y es el error")
    ('Faltó el bias.', 'd − y es el error.')
    """
    text = text.strip()
    first = text[:1] if _FORMULA.match(text) else text[:1].upper()
    return first + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
