"""What came out of an LMS: one entry for each student and attempt, each with its files, none of them read yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import spanish
from grader.lms._file import File


@dataclass(frozen=True, slots=True)
class Entry:
    """What one student, or one team, handed in at one attempt."""

    key: str
    """Tells it apart from all others of the delivery; reports call it so."""
    files: tuple[File, ...]
    id: str = ""
    """By which the LMS's own grade file and the feedback that goes back know it; empty: there is none."""
    name: str = ""
    """The student's or the team's as the LMS writes it; empty when it does not tell."""
    login: str = ""
    attempt: str = ""
    """Sorts in time among the entries of one `id`; empty: the LMS gives the last one only."""
    late: bool = False

    @property
    def submission(self) -> str:
        """Its name in reports: that of its only file, so that its format can be told, or that of the whole."""
        return f"{self.key}/{self.files[0].name}" if len(self.files) == 1 else self.key


SYSTEM = "que dejó el sistema operativo"
"""Why litter is left out; reads well after a number of files."""


@dataclass(frozen=True, slots=True)
class Delivery:
    lms: str
    """`moodle`, `canvas`, `blackboard`, or `carpeta` when no LMS had a hand in it."""
    layout: str
    """What was recognised, in Spanish: «una descarga de Moodle, con una carpeta por estudiante»."""
    root: Path
    entries: Sequence[Entry]
    """A hundred thousand may be on disk: gone through, not held."""
    left_out: Sequence[tuple[str, str]] = ()
    """Name and Spanish reason of each file that is no answer of anybody."""

    def told(self) -> str:
        """What came in and what became of it; the two sides balance."""
        inside = late = 0
        for entry in self.entries:
            inside += len(entry.files)
            late += entry.late
        kinds = Counter(reason for _, reason in self.left_out)
        rest = [f"{spanish.count(number)} {reason}" for reason, number in kinds.items()]
        used = f"{inside} en {spanish.plural(len(self.entries), 'entrega', 'entregas')}"
        whole = spanish.plural(inside + len(self.left_out), "archivo", "archivos")
        tail = f" Con retraso: {late}." if late else ""
        return f"Se reconoció {self.layout}. {whole}: {spanish.listing([used, *rest])}.{tail}"
