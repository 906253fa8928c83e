"""`manifiesto.jsonl`: every issued worksheet whole, one a line; lines are only ever added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from grader.errors import UsageError, system_reason
from grader.model import Worksheet

SCHEMA = 1
FILE_NAME = "manifiesto.jsonl"


@dataclass(frozen=True, slots=True)
class Issued:
    """A line of the manifest."""

    schema: int
    grader: str
    """Version of the program that issued the worksheet."""
    key: str
    """Fingerprint of the course key: tells a wrong key, gives no key away."""
    worksheet: Worksheet


def load_manifest(path: Path) -> tuple[Issued, ...]:
    """The issued worksheets in order; raises `UsageError` on a line that is none."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"No se puede leer el manifiesto «{path}»: {system_reason(error)}.") from error
    return tuple(read_issued(line, path, number) for number, line in enumerate(lines, 1) if line.strip())


def read_issued(line: bytes, path: Path, number: int = 1) -> Issued:
    """One line of the manifest at `path`; raises `UsageError`."""
    try:
        issued = msgspec.json.decode(line, type=Issued)
    except msgspec.MsgspecError as error:
        raise UsageError(f"La línea {number} de «{path}» no es de un manifiesto; ¿es el que dejó «generar»?") from error
    if issued.schema != SCHEMA:
        raise UsageError(f"La línea {number} de «{path}» es del esquema {issued.schema}; aquí se lee el {SCHEMA}.")
    return issued


def save_manifest(path: Path, added: tuple[Issued, ...]) -> None:
    """Append lines; what stands there stays byte for byte."""
    with path.open("ab") as file:
        file.write(manifest_lines(added))


def manifest_lines(added: tuple[Issued, ...]) -> bytes:
    return b"".join(msgspec.json.encode(issued) + b"\n" for issued in added)


def worksheets(issued: tuple[Issued, ...]) -> dict[str, Worksheet]:
    """Code → worksheet; students who joined a group later share its one worksheet."""
    found: dict[str, Worksheet] = {}
    for line in issued:
        sheet = line.worksheet
        if known := found.get(sheet.code):
            sheet = replace(known, students=(*known.students, *sheet.students))
        found[sheet.code] = sheet
    return found
