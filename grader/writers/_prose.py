"""The words around a table as runs of plain text, for the formats that have no templates."""

from __future__ import annotations

import re

from grader import diagram
from grader.formula import Equation, write
from grader.notation import Notation
from grader.page import Explained, Page, Section

STUDENT = "Estudiante:"
CODE = "Código de hoja:"
WORKINGS = "Desarrollo"
KEY = "Clave de respuestas"
NO_BREAK = "\u00a0"

Said = tuple[str, str]
"""What is printed bold, and what follows it."""

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def clean(text: str) -> str:
    """Without the characters that XML cannot hold: a roster may bring anything."""
    return _UNPRINTABLE.sub("\ufffd", text)


def identity(page: Page) -> tuple[Said, Said]:
    return (STUDENT, clean(page.student)), (CODE, clean(page.code))


def objective(text: str) -> list[Said]:
    return [("Objetivo:", clean(text))] if text else []


def instructions(page: Page, how: str) -> list[Said]:
    return [] if page.is_key else [("Cómo responder:", how)]


def structure(section: Section) -> list[Said]:
    return [(f"{clean(label)}:", clean(text)) for label, text in section.structure]


def matrices(section: Section) -> list[Said]:
    """A line for each row: «W de Oculta, fila 1: 2,3; 2; 0,9; 1,2»."""
    return [
        (f"{it.letter} de {clean(it.of)}, fila {i}:", "; ".join(row))
        for it in section.matrices
        for i, row in enumerate(it.rows, 1)
    ]


def activation(section: Section) -> list[Said]:
    return [("Activación:", clean(section.activation))] if section.activation else []


def conventions(section: Section) -> list[Said]:
    """What the table takes for granted."""
    return [("Convenciones:", clean(" ".join(section.conventions)))] if section.conventions else []


def letters(section: Section) -> list[Said]:
    """What the working of a key is written in."""
    meanings = "; ".join(f"{letter}, {meaning}" for letter, meaning in section.letters)
    return [("Letras:", clean(f"{meanings}."))] if section.workings and meanings else []


def workings(section: Section) -> list[Said]:
    """One line for each answer of a key: «CONV1, número de pesos: f·f·C·F = 5·5·3·8 = 600»."""
    return [(f"{clean(it.label)}:", clean(_worked(it))) for it in section.workings]


def alternative(section: Section) -> str:
    """What the diagram shows, for who cannot see it."""
    return clean(f"Esquema de la red, sin escala: {diagram.alternative(section.figure)}")


def _worked(it: Explained) -> str:
    text = "; ".join(map(_equation, it.equations))
    return text if text.endswith(f"= {it.value}") else f"{text} → {it.value.replace(' ', NO_BREAK)}"


def _equation(equation: Equation) -> str:
    text = write(equation, Notation.PLAIN)
    return f"{equation.part} = {text}" if equation.part else text
