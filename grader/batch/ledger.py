"""What was already marked in a run's folder, in SQLite: a run that was killed goes on where it was, and what has not
changed is not marked twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from grader.batch.done import Summary, decode, encode
from grader.check.grades import Received
from grader.errors import UsageError, system_reason

FILE_NAME = "progreso.sqlite"
_SCHEMA = 1
_COMMIT_EVERY = 64
"""Submissions: what a killed run has to do again."""
_TABLES = """
CREATE TABLE done (
    key BLOB PRIMARY KEY, place INTEGER, code TEXT NOT NULL, status TEXT NOT NULL, page TEXT, copy TEXT,
    summary BLOB NOT NULL, line BLOB NOT NULL
);
CREATE INDEX done_place ON done (place);
CREATE INDEX done_code ON done (code, place);
CREATE INDEX done_page ON done (page);
CREATE INDEX done_copy ON done (copy);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A submission that was marked before by the same things."""

    summary: Summary
    line: bytes


def key_of(marked_by: str, name: str, digest: str, decisions: str) -> bytes:
    """By what a result is found again: all that it is a function of."""
    return sha256(f"{marked_by}\0{name}\0{digest}\0{decisions}".encode("utf-8", "surrogatepass")).digest()


class Ledger:
    """What has arrived, as a file.

    The rows of the present run carry their place in it; those of earlier ones do not, until they are met again.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._since_commit = 0
        with _told(self.path):
            self._rows = self._open()
            self._rows.execute("UPDATE done SET place = NULL WHERE place IS NOT NULL")
        self.is_empty = self._rows.execute("SELECT 1 FROM done LIMIT 1").fetchone() is None

    def _open(self) -> sqlite3.Connection:
        rows = sqlite3.connect(self.path)
        try:
            version = rows.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            version = -1
        if version not in (0, _SCHEMA):  # damaged, or of another version: only time is lost
            rows.close()
            for ending in ("", "-wal", "-shm"):
                Path(f"{self.path}{ending}").unlink(missing_ok=True)
            rows = sqlite3.connect(self.path)
            version = 0
        rows.execute("PRAGMA journal_mode = WAL")
        rows.execute("PRAGMA synchronous = NORMAL")
        if version == 0:
            rows.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {_SCHEMA};COMMIT;")
        return rows

    def known(self, key: bytes) -> Known | None:
        row = self._rows.execute("SELECT summary, line FROM done WHERE key = ?", (key,)).fetchone()
        return Known(decode(row[0]), row[1]) if row else None

    def add(self, place: int, key: bytes, summary: Summary, line: bytes) -> None:
        it = summary.received
        page = summary.entry.page.name if summary.entry.page else None
        with _told(self.path):
            if self._is_taken(key, place):  # the same name and bytes twice: each came in, each is told
                key = sha256(key + str(place).encode()).digest()
            row = (key, place, it.code, it.status, page, summary.entry.copy, encode(summary), line)
            self._rows.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._since_commit += 1
            if self._since_commit >= _COMMIT_EVERY:
                self._rows.commit()
                self._since_commit = 0

    def _is_taken(self, key: bytes, place: int) -> bool:
        query = "SELECT 1 FROM done WHERE key = ? AND place IS NOT NULL AND place <> ?"
        return self._rows.execute(query, (key, place)).fetchone() is not None

    def summaries(self) -> Iterator[Summary]:
        """Of each submission of this run, in order."""
        return map(decode, self._column("summary"))

    def lines(self) -> Iterator[bytes]:
        """Of the results, one a submission of this run, in order."""
        return self._column("line")

    def _column(self, name: str) -> Iterator[bytes]:
        rows = self._rows.execute(f"SELECT {name} FROM done WHERE place IS NOT NULL ORDER BY place")  # noqa: S608
        return (data for (data,) in rows)

    def of_worksheet(self, code: str) -> list[Received]:
        query = "SELECT summary FROM done WHERE code = ? AND place IS NOT NULL ORDER BY place"
        return [decode(summary).received for (summary,) in self._rows.execute(query, (code,))]

    def codes(self) -> Iterator[str]:
        """In the order in which something came in."""
        query = "SELECT code FROM done WHERE place IS NOT NULL GROUP BY code ORDER BY MIN(place)"
        return (code for (code,) in self._rows.execute(query))

    def statuses(self) -> dict[str, int]:
        query = "SELECT status, COUNT(*) FROM done WHERE place IS NOT NULL GROUP BY status"
        return dict(self._rows.execute(query).fetchall())

    def holds(self, name: str) -> bool:
        """Whether a file of the run's folder is a page or a copy of this run."""
        query = "SELECT 1 FROM done WHERE place IS NOT NULL AND (page = ? OR copy = ?) LIMIT 1"
        return self._rows.execute(query, (name, name)).fetchone() is not None

    def forget_earlier(self) -> None:
        """What is no longer part of the run."""
        self._rows.execute("DELETE FROM done WHERE place IS NULL")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with _told(self.path):
            self._rows.commit()
        self._rows.close()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """A full disk and a folder that cannot be written to are the docente's to mend: told as such."""
    try:
        yield
    except sqlite3.OperationalError as error:
        reason = _REASONS.get(error.sqlite_errorcode & 0xFF, str(error))
        raise UsageError(f"No se puede escribir en «{path.parent}»: {reason}.") from error
    except OSError as error:
        raise UsageError(f"No se puede escribir en «{path.parent}»: {system_reason(error)}.") from error


_REASONS = {
    sqlite3.SQLITE_FULL: "no queda espacio en el disco",
    sqlite3.SQLITE_IOERR: "el disco falló al escribir o no le queda espacio",
    sqlite3.SQLITE_READONLY: "no hay permiso de escritura",
    sqlite3.SQLITE_CANTOPEN: "no hay permiso de escritura",
    sqlite3.SQLITE_BUSY: "otra calificación está usando esa carpeta",
}
