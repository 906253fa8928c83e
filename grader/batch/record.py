"""`corrida.json`: what a run was made from and what it wrote, each with its hash; no time and no path of a machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

import msgspec

from grader.errors import UnreadableError, UsageError

SCHEMA = 1
FILE_NAME = "corrida.json"
ARCHIVE = "archivo"
"""Folder of what the run was made from."""
RESULTS, GRADES, FEEDBACK = "resultados.jsonl", "notas.csv", "retroalimentacion"
CLASS_REPORT = "informe.html"
MANIFEST, POLICY, COPIES = f"{ARCHIVE}/manifiesto.jsonl", f"{ARCHIVE}/politica.toml", f"{ARCHIVE}/entregas"
NOBODY = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the run's folder."""

    name: str
    """Path inside the folder, with `/`."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A submitted file."""

    name: str
    """As in `resultados.jsonl`."""
    size: int
    sha256: str
    """Empty when it could not be opened."""
    copy: str = ""
    """Where its bytes are kept in the run's folder."""
    unread: str = ""
    """Why it could not be opened, in Spanish."""
    page: Piece | None = None
    """The feedback page; none where nobody is known to get one."""
    claimed: tuple[str, ...] | msgspec.UnsetType = NOBODY
    """Sheet codes of whoever handed it in; left out where no LMS told."""

    @property
    def pieces(self) -> list[Piece]:
        """The files that the run's folder holds for it."""
        return [it for it in (Piece(self.copy, self.size, self.sha256) if self.copy else None, self.page) if it]


@dataclass(frozen=True, slots=True)
class Decided:
    count: int
    head: str
    """SHA-256 of the last line; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What all submissions were marked by."""

    schema: int
    grader: str
    only: bool
    """Whether all answer the manifest's one worksheet (`--ejercicio`)."""
    manifest: Piece
    policy: Piece | None
    """None: the default policy of that version."""
    decisions: Decided


@dataclass(frozen=True, slots=True)
class Record:
    sources: Sources
    submissions: tuple[Entry, ...]
    written: tuple[Piece, ...]

    @property
    def outputs(self) -> Iterable[Piece]:
        """Everything that marking wrote."""
        return (*self.written, *(entry.page for entry in self.submissions if entry.page))

    @property
    def pieces(self) -> dict[str, Piece]:
        """Name → every file that belongs to the run; decisions, which grow, are looked at by their chain."""
        given = [it for it in (self.sources.manifest, self.sources.policy) if it]
        copies = [Piece(it.copy, it.size, it.sha256) for it in self.submissions if it.copy]
        return {it.name: it for it in (*given, *copies, *self.outputs)}


def piece(name: str, data: bytes) -> Piece:
    return Piece(name, len(data), sha256(data).hexdigest())


def piece_of(name: str, path: Path) -> Piece:
    """The piece that a file on the disk is, whatever its size."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            digest.update(data)
            size += len(data)
    return Piece(name, size, digest.hexdigest())


def load_record(folder: Path) -> Record | None:
    """The record of an earlier run; none where there was no run. Raises `UnreadableError` when it is damaged."""
    path = folder / FILE_NAME
    return read_record(path.read_bytes()) if path.is_file() else None


def read_record(data: bytes) -> Record:
    with _damage_told():
        record = msgspec.json.decode(data, type=Record)
    _insist(record.sources, record.pieces)
    return record


def read_pieces(folder: Path) -> Iterator[Piece]:
    """All files of an earlier run but its lists, one by one as `RecordWriter` left them, however many there are.

    None where there was no run. Raises like `load_record`.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return
    with path.open("rb") as file, _damage_told():
        first = file.readline().rstrip().removesuffix(b",") + b"}"
        sources = msgspec.json.decode(first, type=_First).sources
        _insist(sources, ())
        yield from filter(None, (sources.manifest, sources.policy))
        if file.readline() != _SUBMISSIONS:
            raise msgspec.ValidationError
        for line in iter(file.readline, b""):
            if line == _END:
                return
            found = msgspec.json.decode(line.rstrip().removesuffix(b","), type=Entry).pieces
            _insist(sources, [it.name for it in found])
            yield from found
        raise msgspec.ValidationError


@dataclass(frozen=True, slots=True)
class _First:
    sources: Sources


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except msgspec.MsgspecError as error:
        raise UnreadableError(f"«{FILE_NAME}» está dañado; no es el que dejó «calificar».") from error


def _insist(sources: Sources, names: Iterable[str]) -> None:
    if sources.schema != SCHEMA:
        raise UsageError(f"«{FILE_NAME}» es del esquema {sources.schema}; aquí se lee el {SCHEMA}.")
    if outside := [name for name in names if "\\" in name or not _is_inside(PurePosixPath(name))]:
        raise UnreadableError(f"«{FILE_NAME}» nombra «{outside[0]}», que no está en su carpeta.")


def _is_inside(path: PurePosixPath) -> bool:
    """Whether a name can only be a file of the run: what the record says is read, and when stale removed."""
    return str(path) in (RESULTS, GRADES, CLASS_REPORT) or (
        path.parts[0] in (ARCHIVE, FEEDBACK) and ".." not in path.parts
    )


_SUBMISSIONS, _END = b'"submissions": [\n', b"],\n"
"""What stands before and after the submissions, a line each."""


class RecordWriter:
    """Writes a record entry by entry; the earlier one stands until this one is whole."""

    def __init__(self, folder: Path, sources: Sources) -> None:
        self.path = folder / FILE_NAME
        self.file = (folder / f"{FILE_NAME}.tmp").open("wb")
        self.file.write(b'{"sources": ' + msgspec.json.encode(sources) + b",\n" + _SUBMISSIONS.rstrip())
        self.comma = b"\n"

    def add(self, entry: Entry) -> None:
        self.file.write(self.comma + msgspec.json.encode(entry))
        self.comma = b",\n"

    def close(self, written: Iterable[Piece]) -> None:
        self.file.write(b"\n" + _END + b'"written": ' + msgspec.json.encode(tuple(written)) + b"}\n")
        self.file.close()
        Path(self.file.name).replace(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.file.close()
