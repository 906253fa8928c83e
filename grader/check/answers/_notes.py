"""What a student is told about how an answer was read."""

from __future__ import annotations

from grader import spanish
from grader.check.answers._numbers import Number
from grader.model import Shape, Value

_SHOWN = 60

TOO_LONG = "El texto es demasiado largo para leerlo como una respuesta: lo decide una persona."
DATE = "Parece una fecha: quizá la hoja de cálculo cambió lo que escribiste."
BROKEN_CELL = "La hoja de cálculo muestra un error en lugar de tu respuesta."


def shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def unreadable(text: str) -> str:
    return f"No pude leer «{shown(text)}» como una respuesta."


def several(text: str) -> str:
    return f"En «{shown(text)}» hay más de una respuesta posible."


def evaluated(text: str, value: Value) -> str:
    return f"Se evaluó la expresión: {shown(text.lstrip('= '))} = {spanish.written(value)}."


def disagreement(expression: Value | None, value: Value) -> str:
    """Empty where the calculation, if any, gives the value."""
    if expression is None or expression == value:
        return ""
    computed, given = spanish.written(expression), spanish.written(value)
    return f"El cálculo que escribiste da {computed}, pero diste {given}: cuenta el valor."


def uncertain(text: str, values: tuple[Number, ...]) -> str:
    """Why the number is not beyond doubt: damaged thousands, or a rounded figure."""
    whole = [value for value in values if isinstance(value, int)]
    if len(whole) == 1 and len(values) == 2:
        return f"Leí «{shown(text)}»: quizá era {spanish.written(whole[0])} y la hoja de cálculo le quitó ceros."
    if whole:
        return f"«{shown(text)}» parece una cifra redondeada o mal separada; hace falta el número exacto."
    return unreadable(text)


def odd_count(text: str, value: Number) -> str:
    if value < 0:
        return f"Leí «{shown(text)}» como {spanish.written(value)}, pero una cantidad no puede ser negativa."
    if not isinstance(value, int):
        return f"Leí «{shown(text)}» como {spanish.written(value)}, pero aquí va un número entero."
    return ""


def two_shapes(text: str, shapes: list[Shape]) -> str:
    return f"«{shown(text)}» puede ser {spanish.listing([spanish.written(s) for s in shapes], 'o')}."


def turned_negative(value: Shape) -> str:
    return f"Leí un número negativo: quizá escribiste {spanish.written(value)} y la hoja de cálculo lo cambió."


def lost_zeros(text: str, value: Shape) -> str:
    return f"Leí «{shown(text)}»: quizá era {spanish.written(value)} y la hoja de cálculo lo cambió."


def one_of_both(text: str, side: Value) -> str:
    return f"Leí «{shown(text)}» como {spanish.written(side)}: el mismo número para los dos lados."


def two_sides(text: str) -> str:
    return f"Aquí va un solo número y «{shown(text)}» da más."


def lost_power(text: str) -> str:
    return f"«{shown(text)}» parece una potencia de diez que perdió su exponente."


def not_whole(text: str) -> str:
    return f"En «{shown(text)}» hay un tamaño que no es entero: falta redondear hacia abajo."


def batch(value: Shape) -> str:
    return f"Leí {spanish.written(value)}, sin el tamaño del lote."
