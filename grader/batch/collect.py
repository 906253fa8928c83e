"""The files that were handed in, each with the name that reports call it by."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError


@dataclass(frozen=True, slots=True)
class Incoming:
    name: str
    """Path relative to what was handed to the checker, with `/`."""
    path: Path


def collect(paths: Sequence[Path]) -> tuple[Incoming, ...]:
    """Every submitted file in a stable order; a folder stands for all files below it.

    Raises `UsageError` for a path that does not exist and when nothing is left.
    """
    if missing := [path for path in paths if not path.exists()]:
        raise UsageError(f"No existe «{missing[0]}».")
    found = [incoming for path in paths for incoming in _files(path)]
    if not found:
        raise UsageError("No hay ninguna entrega en lo que se indicó.")
    return tuple(found)


def _files(path: Path) -> Iterator[Incoming]:
    if path.is_file():
        yield Incoming(_readable(path.name), path)
        return
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if file.is_file() and not _is_litter(name):
            yield Incoming(_readable(name), file)


def _readable(name: str) -> str:
    """A file name that is no UTF-8 (an old zip's), made printable: reports are UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_litter(name: str) -> bool:
    """What operating systems and office suites leave behind; an LMS ignores it too."""
    parts = name.split("/")
    return "__MACOSX" in parts or any(part.startswith((".", "~$")) for part in parts)
