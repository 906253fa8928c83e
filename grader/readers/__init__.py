"""The catalogue of input formats: bytes in, `Document` out, whatever the file is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from grader.errors import UnreadableError
from grader.model import Document, Table
from grader.readers._kinds import EXTENSIONS, NAMES, recognise
from grader.readers._limits import check_blocks, check_directory, check_size
from grader.readers._tidy import tidy

__all__ = ["read"]

_DAMAGED = "El archivo está dañado o incompleto. Ábrelo, guárdalo de nuevo y vuelve a entregarlo."
_EMPTY = "El archivo está vacío. Comprueba que guardaste tus respuestas y vuelve a entregarlo."


def read(data: bytes, name: str) -> Document:
    """Read a submitted file of this name; only `UnreadableError` is raised, and says why it cannot be."""
    try:
        return _read(data, PurePath(name).suffix.lower().removeprefix("."))
    except (UnreadableError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of calamine's is no Exception
        raise UnreadableError(_DAMAGED) from error


def _read(data: bytes, extension: str) -> Document:
    check_size(data)
    check_directory(data)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise UnreadableError(_EMPTY)
    kind = recognise(data, extension)
    document = _reader(kind)(data)
    notices = (*_misnamed(extension, kind), *document.notices, *_wordless(document))
    return replace(
        document,
        blocks=check_blocks([tidy(it) if type(it) is Table else it for it in document.blocks]),
        notices=notices,
    )


def _reader(kind: str) -> Callable[[bytes], Document]:
    """Imported when it is needed: most files need one, and lxml and calamine take their time."""
    reader: Callable[[bytes], Document] = getattr(import_module(f"{__name__}.{kind}"), f"read_{kind}")
    return reader


def _misnamed(extension: str, kind: str) -> tuple[str, ...]:
    if EXTENSIONS.get(extension) == kind or (kind == "csv" and EXTENSIONS.get(extension) == "markdown"):
        return ()
    return (f"El archivo se llama .{extension} pero es {NAMES[kind]}; se leyó como tal.",)


def _wordless(document: Document) -> tuple[str, ...]:
    return () if document.blocks else ("El archivo no contiene ningún texto que se pueda leer.",)
