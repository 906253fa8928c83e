"""What shows an answer without holding its text: a person has to look at it."""

from __future__ import annotations

from grader.errors import UnreadableError


def scan(what: str) -> UnreadableError:
    """`what`: «El PDF», «El archivo», as the subject of the sentence."""
    reason = f"{what} es una foto o un escaneo de la hoja, sin texto que se pueda leer: la califica una persona."
    return UnreadableError(reason, needs_person=True)
