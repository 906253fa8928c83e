"""The bytes of everything that was handed in, kept beside a run's results: one copy of what came in twice."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from uuid import uuid4

from grader.batch.record import COPIES

_PART = ".tmp"


def copy_name(name: str, digest: str) -> str:
    """Where the bytes of a submission are kept: named by their hash, so no name of a student's is a path of ours."""
    ending = PurePosixPath(name).suffix.lower()
    plain = ending.isascii() and ending[1:].isalnum() and len(ending) <= 9
    return f"{COPIES}/{digest}{ending if plain else ''}"


def keep(data: bytes, path: Path) -> None:
    """Whole or not at all, also when two workers keep the same bytes at once."""
    if not path.exists() or path.stat().st_size != len(data):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{uuid4().hex}{_PART}")
        part.write_bytes(data)
        part.replace(path)


def remove_parts(folder: Path) -> None:
    """What workers that were killed had begun to keep in a run's folder; nobody may be at work there."""
    place = folder / COPIES
    if not place.is_dir():
        return
    with os.scandir(place) as entries:  # one by one: a folder may have a hundred thousand
        parts = [entry.path for entry in entries if entry.name.endswith(_PART)]
    for part in parts:
        Path(part).unlink()
