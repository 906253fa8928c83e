"""What can go wrong outside a student's answers, as data; and the one function that says it in Spanish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in an authored file."""

    path: str
    """Where in the file: `network.layers[2].kernel`."""
    message: str
    """Spanish: what was found, what was expected."""


@dataclass
class FileFaultsError(Exception):
    """An exercise, assignment or policy file that does not hold: all its faults at once."""

    file: str
    faults: tuple[Fault, ...]


@dataclass
class UnreadableError(Exception):
    """A submitted file that cannot be read at all."""

    reason: str
    """Spanish, a whole sentence with the remedy."""
    needs_person: bool = False
    """Whether it holds answers that only a person can read: a photo, a scan."""


@dataclass
class UsageError(Exception):
    """The command cannot be carried out as it was given."""

    message: str
    """Spanish, a whole sentence with the remedy."""


GraderError = FileFaultsError | UnreadableError | UsageError

_SYSTEM = {
    FileNotFoundError: "no existe",
    PermissionError: "no hay permiso",
    IsADirectoryError: "es una carpeta",
    NotADirectoryError: "su ruta pasa por algo que no es una carpeta",
    FileExistsError: "ya existe y no es una carpeta",
}


def system_reason(error: OSError) -> str:
    """Why the system refused a file; the usual reasons in Spanish."""
    return _SYSTEM.get(type(error)) or error.strerror or str(error)


def explain(error: GraderError) -> str:
    """The error in Spanish, ready for a terminal or a results file."""
    match error:
        case FileFaultsError(file=file, faults=faults):
            count = "1 error" if len(faults) == 1 else f"{len(faults)} errores"
            lines = "\n".join(f"  {fault.path}: {fault.message}" for fault in faults)
            return f"{file} tiene {count}:\n{lines}"
        case UnreadableError(reason=reason):
            return reason
        case UsageError(message=message):
            return message
        case _:
            assert_never(error)
