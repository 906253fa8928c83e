"""The files below a folder in a stable order, one by one: only the names of the folder at hand are in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.errors import UsageError, system_reason


def files_below(folder: Path) -> Iterator[Path]:
    """In the order of their paths, part by part; links to folders are passed over.

    Raises `UsageError` for a folder that cannot be read, unless it is a hidden one: nobody's submission may get lost.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        if folder.name.startswith("."):
            return
        raise UsageError(
            f"No se puede leer la carpeta «{folder}»: {system_reason(error)}. Puede haber entregas en ella."
        ) from error
    for name in names:
        path = folder / name
        if path.is_file():
            yield path
        elif path.is_dir() and not path.is_symlink():
            yield from files_below(path)
