"""A manifest of any length as a class: an index on disk says where each worksheet stands, and one is read at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import BinaryIO

from grader.check.classroom import Classroom, keys
from grader.generate.manifest import Issued, read_issued
from grader.model import Worksheet

FILE_NAME = "clase.sqlite"
"""In a run's folder while it runs."""
_TABLES = """
CREATE TABLE line (code TEXT, start INTEGER, size INTEGER);
CREATE TABLE sheet (place INTEGER PRIMARY KEY, code TEXT UNIQUE);
CREATE TABLE key (key TEXT, place INTEGER);
"""
_INDEXES = """
CREATE INDEX line_code ON line (code);
CREATE INDEX key_key ON key (key);
"""
_HELD = 256
"""Worksheets in memory: a worker meets the same ones again when a student hands in twice."""


class IndexedClassroom(Classroom):
    """A class whose worksheets stay in the manifest until they are asked for; it can be sent to another process."""

    def __init__(self, manifest: Path, index: Path) -> None:
        self.manifest, self.index = manifest, index
        self._held = lru_cache(_HELD)(self._read)

    def __reduce__(self) -> tuple[type[IndexedClassroom], tuple[Path, Path]]:
        return IndexedClassroom, (self.manifest, self.index)

    @cached_property
    def _rows(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.index.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    @cached_property
    def _lines(self) -> BinaryIO:
        return self.manifest.open("rb")

    def __getitem__(self, code: str) -> Worksheet:
        return self._held(code)

    def __contains__(self, code: object) -> bool:
        return self._rows.execute("SELECT 1 FROM sheet WHERE code = ?", (code,)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        return (code for (code,) in self._rows.execute("SELECT code FROM sheet ORDER BY place"))

    def __len__(self) -> int:
        count: int = self._rows.execute("SELECT COUNT(*) FROM sheet").fetchone()[0]
        return count

    def with_keys(self, keys: Iterable[str]) -> Iterable[str]:
        wanted = list(keys)
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT DISTINCT place, code FROM key JOIN sheet USING (place) WHERE key IN ({marks}) ORDER BY place"  # noqa: S608
        return [code for _, code in self._rows.execute(query, wanted)]

    def _read(self, code: str) -> Worksheet:
        """The lines of a code, joined: students who came to a group later share its one worksheet."""
        places = self._rows.execute("SELECT start, size FROM line WHERE code = ? ORDER BY start", (code,)).fetchall()
        if not places:
            raise KeyError(code)
        issued = [read_issued(_at(self._lines, *place), self.manifest) for place in places]
        students = tuple(student for it in issued for student in it.worksheet.students)
        return replace(issued[-1].worksheet, students=students)


def _at(file: BinaryIO, start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)


def index_class(manifest: Path, index: Path) -> IndexedClassroom:
    """Write the index of a manifest; raises `UsageError` on a line that is none of a manifest's."""
    index.unlink(missing_ok=True)
    with closing(sqlite3.connect(index)) as rows, rows:
        rows.executescript(_TABLES)
        rows.execute("PRAGMA synchronous = OFF")
        start = 0
        with manifest.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    _add(rows, read_issued(line, manifest, number), start, len(line))
                start += len(line)
        rows.executescript(_INDEXES)
    return IndexedClassroom(manifest, index)


def _add(rows: sqlite3.Connection, issued: Issued, start: int, size: int) -> None:
    code = issued.worksheet.code
    rows.execute("INSERT INTO line VALUES (?, ?, ?)", (code, start, size))
    rows.execute("INSERT OR IGNORE INTO sheet (code) VALUES (?)", (code,))
    (place,) = rows.execute("SELECT place FROM sheet WHERE code = ?", (code,)).fetchone()
    found = {key for student in issued.worksheet.students for key in keys(student)}
    rows.executemany("INSERT INTO key VALUES (?, ?)", [(key, place) for key in found])
