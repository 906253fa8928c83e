"""A network in a `.keras` file: only the description in its ZIP is read, never its weights or anything else."""

from __future__ import annotations

import zipfile
from io import BytesIO
from zlib import error as ZlibError

from grader.importers._fault import MOST_BYTES as MOST_TEXT
from grader.importers._fault import ModelFault
from grader.importers._keras import read as read_json
from grader.model import Instance

SUFFIXES = (".keras",)
MOST_BYTES = 2 * 1024**3
"""With its weights."""
_MEMBER = "config.json"
_MOST_MEMBERS = 10_000


def read(data: bytes, name: str) -> Instance:
    """The network in a `.keras` archive; raises `ModelFault`."""
    return read_json(_description(data), name)


def _description(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.namelist()) > _MOST_MEMBERS or _MEMBER not in archive.namelist():
                raise ModelFault("el archivo", f"no es un modelo .keras: no trae {_MEMBER}")
            with archive.open(_MEMBER) as member:
                text = member.read(MOST_TEXT + 1)
    except (zipfile.BadZipFile, ZlibError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ModelFault("el archivo", "no es un .keras completo (un ZIP): vuelve a guardarlo o a bajarlo") from error
    return text
