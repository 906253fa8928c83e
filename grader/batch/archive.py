"""The folder of a run, as it lies on the disk or inside a zip that nobody unpacks."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from zipfile import BadZipFile, ZipFile
from zipfile import Path as ZipPath

from grader.batch.record import FILE_NAME, Record, load_record
from grader.errors import UnreadableError, UsageError

_LARGEST = 1_000_000_000
"""Bytes of a member; the results of 100 000 submissions are as large."""


def open_run(path: Path) -> tuple[Path, Record]:
    """The folder and the record of a run, given its folder, a file in it, or a zip of it.

    What is returned for a zip can be read like a path and not written. Raises `UsageError` when there is no run.
    """
    if not path.exists():
        raise UsageError(f"No existe «{path}».")
    folder = path.parent if path.is_file() else path
    if path.is_file() and path.suffix.lower() == ".zip":
        folder = _in_zip(path)
    record = load_record(folder)
    if record is None:
        raise UsageError(f"En «{path}» no hay ninguna corrida: falta {FILE_NAME}, que deja «calificar».")
    return folder, record


def open_folder(path: Path) -> tuple[Path, Record]:
    """A run that can be written to."""
    if path.is_file() and path.suffix.lower() == ".zip":
        raise UsageError(f"«{path}» está comprimido; descomprímelo para cambiar algo en él.")
    return open_run(path)


def _in_zip(path: Path) -> Path:
    try:
        archive = ZipFile(path)  # open as long as something is read from it
    except BadZipFile as error:
        raise UnreadableError(f"«{path.name}» está dañado o no es un ZIP.") from error
    if any(it.file_size > _LARGEST for it in archive.infolist()):
        raise UnreadableError(f"«{path.name}» trae un archivo de más de {_LARGEST // 1_000_000} MB.")
    places = [name for name in archive.namelist() if name.rpartition("/")[2] == FILE_NAME]
    place = min(places, key=lambda name: name.count("/"), default="")
    return cast("Path", ZipPath(archive, place.removesuffix(FILE_NAME)))
