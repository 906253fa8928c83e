"""Marks every file that came in, one after the other; one bad file never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.batch.collect import Incoming
from grader.check.grade import Class, grade
from grader.errors import system_reason
from grader.model import Report


def grade_all(files: Iterable[Incoming], course: Class) -> Iterator[Report]:
    """A report for each file, in order."""
    for file in files:
        yield _grade_file(file, course)


def _grade_file(file: Incoming, course: Class) -> Report:
    try:
        data = file.path.read_bytes()
    except OSError as error:
        return Report(file.name, "rejected", None, notices=(f"No se pudo abrir el archivo: {system_reason(error)}.",))
    try:
        return grade(data, file.name, course)
    except Exception as error:  # noqa: BLE001  a fault of ours must cost one submission, not the batch
        reason = f"Un fallo del programa impidió calificarla ({type(error).__name__}): avisa a quien lo mantiene."
        return Report(file.name, "rejected", None, notices=(reason,))
