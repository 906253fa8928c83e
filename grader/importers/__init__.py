"""Networks made elsewhere: every file of this folder without a leading underscore reads one format.

What comes in is bytes and what goes out is an `Instance` of our own layers; nothing in a file is executed.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from grader.errors import Fault, FileFaultsError, UsageError, system_reason
from grader.importers._fault import ModelFault
from grader.model import Instance

FORMATS: dict[str, Any] = {
    module.name: import_module(f"{__name__}.{module.name}")
    for module in sorted(iter_modules(__path__), key=lambda it: it.name)
    if not module.name.startswith("_")
}
SUFFIXES = {suffix: it for it in FORMATS.values() for suffix in it.SUFFIXES}


def load_network(path: Path) -> Instance:
    """The network in a model's file; raises `UsageError` or `FileFaultsError`."""
    reader = SUFFIXES.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(SUFFIXES)
        raise UsageError(f"No se sabe leer «{path.name}»: se leen ejercicios .toml y modelos {known}.")
    try:
        if path.stat().st_size > reader.MOST_BYTES:
            raise FileFaultsError(path.name, (Fault("el archivo", "es demasiado grande para ser un modelo"),))
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"No se puede leer «{path}»: {system_reason(error)}.") from error
    return read_network(data, path.name)


def read_network(data: bytes, name: str) -> Instance:
    """The network in the bytes of a file of this name; raises `FileFaultsError`."""
    reader = SUFFIXES[Path(name).suffix.lower()]
    try:
        instance: Instance = reader.read(data, Path(name).stem)
    except ModelFault as fault:
        raise FileFaultsError(name, (Fault(_printable(fault.where), _printable(fault.message)),)) from fault
    return instance


def _printable(text: str) -> str:
    """Names in a file are somebody else's: none may command a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
