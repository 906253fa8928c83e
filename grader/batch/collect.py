"""The files that were handed in, each with the name that reports call it by."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.errors import UsageError
from grader.kept import KeptGroups, KeptList
from grader.walk import files_below


class Source(Protocol):
    """A path, or a submission inside a download; it can be sent to another process."""

    def read_bytes(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Incoming:
    name: str
    """Path relative to what was handed to the checker, with `/`."""
    path: Source
    unread: str = ""
    """Why it could not be opened when it was first marked, in Spanish; empty: it could, or was not tried yet."""
    claimed: tuple[str, ...] = ()
    """Sheet codes of whoever handed it in, where an LMS tells; empty: it does not."""

    def read(self) -> bytes:
        return self.path.read_bytes()


class Files(Protocol):
    """What is to be marked, in its order; the same each time it is gone through."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Incoming]: ...


def collect(paths: Sequence[Path], leaving: Path | None = None) -> Files:
    """Every submitted file once, in a stable order; a folder stands for all files below it but those in `leaving`.

    Raises `UsageError` for a path that does not exist and when nothing is left.
    """
    if missing := [path for path in paths if not path.exists()]:
        raise UsageError(f"No existe «{missing[0]}».")
    if leaving and any(path.is_dir() and path.resolve() == leaving.resolve() for path in paths):
        raise UsageError(f"«{leaving}» es la carpeta de las entregas; elige otra para los resultados con -o.")
    found = _Collected(file for path in paths for file in _files(path, leaving))
    if not len(found):
        raise UsageError("No hay ninguna entrega en lo que se indicó.")
    return found


def _files(path: Path, leaving: Path | None) -> Iterator[tuple[str, Path]]:
    if path.is_file():
        yield _readable(path.name), path
        return
    root = path.resolve()
    inside = leaving is not None and root in leaving.resolve().parents
    ours = f"{leaving.resolve().relative_to(root).as_posix()}/" if leaving and inside else ""
    for file in files_below(path):
        name = file.relative_to(path).as_posix()
        if not _is_litter(name) and not (ours and name.startswith(ours)):
            yield _readable(name), file


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    path: bytes
    """As the system writes it."""

    @property
    def place(self) -> Path:
        return Path(os.fsdecode(self.path))


class _Collected:
    """Files by their names, without those that repeat the name and the bytes of an earlier one."""

    def __init__(self, files: Iterable[tuple[str, Path]]) -> None:
        self._found = KeptList(_Found)
        known = KeptGroups(_Found)
        for name, path in files:
            if not any(_is_same(path, it.place) for it in known.of(name)):
                found = _Found(name, os.fsencode(path))
                known.add(name, found)
                self._found.append(found)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Incoming]:
        return (Incoming(it.name, it.place) for it in self._found)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return one.resolve() == other.resolve()


def _readable(name: str) -> str:
    """A file name that is no UTF-8 (an old zip's), made printable: reports are UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_litter(name: str) -> bool:
    """What operating systems and office suites leave behind; an LMS ignores it too."""
    parts = name.split("/")
    return "__MACOSX" in parts or any(part.startswith((".", "~$")) for part in parts)
