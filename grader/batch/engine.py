"""Marks every file that came in, one after the other; one bad file never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from grader.batch import copies
from grader.batch.collect import Incoming
from grader.batch.record import NOBODY, Entry
from grader.check.grade import Class, grade, refuse
from grader.errors import UnreadableError, system_reason
from grader.model import Decision, Report


@dataclass(frozen=True, slots=True)
class Graded:
    """A submitted file and what became of it."""

    entry: Entry
    """Without its feedback page."""
    report: Report


def grade_all(
    files: Iterable[Incoming], course: Class, decisions: Mapping[str, Sequence[Decision]], keep: Path | None = None
) -> Iterator[Graded]:
    """A report for each file, in order; `decisions` are those in force by the file's SHA-256.

    With `keep`, the run's folder, the bytes of each file are kept in it.
    """
    for file in files:
        yield grade_file(file, course, decisions, keep)


def grade_file(
    file: Incoming, course: Class, decisions: Mapping[str, Sequence[Decision]], keep: Path | None = None
) -> Graded:
    data, entry = _opened(file, keep)
    if entry.unread:
        return Graded(entry, _unread(file, entry.unread, course))
    return Graded(entry, _report(data, file, course, decisions.get(entry.sha256, ())))


def _unread(file: Incoming, reason: str, course: Class) -> Report:
    """What an LMS says that a student handed in is never rejected unseen."""
    if not file.claimed:
        return Report(file.name, "rejected", None, notices=(reason,))
    return refuse(file.name, UnreadableError(reason, needs_person=True), course, (), file.claimed)


def set_apart(file: Incoming, reason: str, keep: Path | None = None) -> Graded:
    """A submission that cannot be marked at all; its bytes are kept like any other's."""
    _, entry = _opened(file, keep)
    return Graded(entry, Report(file.name, "rejected", None, notices=(entry.unread or reason,)))


def _opened(file: Incoming, keep: Path | None) -> tuple[bytes, Entry]:
    try:
        data = b"" if file.unread else file.read()
        unread = file.unread
    except OSError as error:
        data, unread = b"", f"No se pudo abrir el archivo: {system_reason(error)}."
    except UnreadableError as error:
        data, unread = b"", error.reason
    claimed = file.claimed or NOBODY
    if unread:
        return b"", Entry(file.name, 0, "", unread=unread, claimed=claimed)
    digest = sha256(data).hexdigest()
    entry = Entry(file.name, len(data), digest, copies.copy_name(file.name, digest), claimed=claimed)
    if keep:
        copies.keep(data, keep / entry.copy)
    return data, entry


def _report(data: bytes, file: Incoming, course: Class, decisions: Sequence[Decision]) -> Report:
    try:
        return grade(data, file.name, course, decisions, file.claimed)
    except MemoryError:
        reason = "Leerla pide más memoria de la que se le concede a una entrega."
    except Exception as error:  # noqa: BLE001  a fault of ours must cost one submission, not the batch
        reason = f"Un fallo del programa impidió calificarla ({type(error).__name__}): avisa a quien lo mantiene."
    return Report(file.name, "rejected", None, notices=(reason,))


def archived(folder: Path, entries: Iterable[Entry]) -> Iterator[Incoming]:
    """The files of an earlier run, as its folder keeps them."""
    for entry in entries:
        yield Incoming(entry.name, folder / entry.copy if entry.copy else folder, entry.unread, entry.claimed or ())
