"""Lists of any length: each on disk, in a file that goes when it goes; in memory is only what is being looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, Generic, TypeVar, overload

import msgspec

from grader.errors import UsageError

T = TypeVar("T")

_CACHE = "PRAGMA cache_size = -1000"
"""Kilobytes of a list that stay in memory; a short one needs no file at all."""


class KeptList(Sequence[T]):
    """A list that only grows; its items are records of numbers, texts, bytes and one another."""

    def __init__(self, kind: type[T], items: Iterable[T] = ()) -> None:
        self._pack, self._unpack = _codec(kind)
        self._rows = _rows("CREATE TABLE item (place INTEGER PRIMARY KEY, data BLOB)")
        self._count = 0
        for it in items:
            self.append(it)

    def append(self, it: T) -> None:
        with _told():
            self._rows.execute("INSERT INTO item VALUES (?, ?)", (self._count, self._pack.encode(it)))
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        rows = self._rows.execute("SELECT data FROM item ORDER BY place")
        return (self._unpack.decode(data) for (data,) in rows)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        places = range(self._count)[place]
        return self._at(places) if isinstance(places, int) else [self._at(it) for it in places]

    def _at(self, place: int) -> T:
        (data,) = self._rows.execute("SELECT data FROM item WHERE place = ?", (place,)).fetchone()
        return self._unpack.decode(data)


class KeptGroups(Generic[T]):
    """Key → its items, in the order in which they came."""

    def __init__(self, kind: type[T]) -> None:
        self._pack, self._unpack = _codec(kind)
        self._rows = _rows("CREATE TABLE item (place INTEGER PRIMARY KEY, key TEXT, data BLOB)")
        self._rows.execute("CREATE INDEX item_key ON item (key, place)")

    def add(self, key: str, it: T) -> None:
        with _told():
            self._rows.execute("INSERT INTO item (key, data) VALUES (?, ?)", (key, self._pack.encode(it)))

    def of(self, key: str) -> list[T]:
        rows = self._rows.execute("SELECT data FROM item WHERE key = ? ORDER BY place", (key,))
        return [self._unpack.decode(data) for (data,) in rows]

    def __contains__(self, key: str) -> bool:
        return self._rows.execute("SELECT 1 FROM item WHERE key = ? LIMIT 1", (key,)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        """Each key once, in the order in which they first came."""
        rows = self._rows.execute("SELECT key FROM item GROUP BY key ORDER BY MIN(place)")
        return (key for (key,) in rows)


class KeptSet:
    """Texts, each once."""

    def __init__(self) -> None:
        self._rows = _rows("CREATE TABLE item (key TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, key: str) -> bool:
        """Whether it is new."""
        with _told():
            return self._rows.execute("INSERT OR IGNORE INTO item VALUES (?)", (key,)).rowcount == 1


def _codec(kind: type[T]) -> tuple[msgspec.msgpack.Encoder, msgspec.msgpack.Decoder[T]]:
    return msgspec.msgpack.Encoder(enc_hook=_as_text), msgspec.msgpack.Decoder(kind, dec_hook=_from_text)


def _as_text(it: Any) -> str:
    if isinstance(it, Fraction):
        return str(it)
    raise NotImplementedError(type(it))


def _from_text(kind: type, it: Any) -> Any:
    return kind(it)


def _rows(table: str) -> sqlite3.Connection:
    with _told():
        rows = sqlite3.connect("", isolation_level=None)  # temporary, on disk
        for command in (_CACHE, "PRAGMA journal_mode = OFF", table, "BEGIN"):
            rows.execute(command)
    return rows


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        reason = "no queda espacio en el disco" if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL else str(error)
        raise UsageError(f"No se puede escribir en la carpeta de archivos temporales: {reason}.") from error
