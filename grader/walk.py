"""The files below a folder in a stable order, one by one: only the names of the folder at hand are in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path) -> Iterator[Path]:
    """In the order of their paths, part by part; folders that cannot be read and links to folders are passed over."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return
    for name in names:
        path = folder / name
        if path.is_file():
            yield path
        elif path.is_dir() and not path.is_symlink():
            yield from files_below(path)
