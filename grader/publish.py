"""Worksheets and keys as files: `hojas/NAME_CODE.pdf`, `claves/NAME_CODE.pdf`, …"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from grader.model import Worksheet
from grader.names import slug
from grader.page import key_page, worksheet_page
from grader.progress import progress
from grader.writers import write_page

_FOLDERS = {"hojas": worksheet_page, "claves": key_page}


def publish(worksheets: Mapping[str, Worksheet], formats: Sequence[str], folder: Path) -> int:
    """Write what is not there yet and say how many; a file that was published once is never written again."""
    for name in _FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    shown = progress(worksheets.values(), len(worksheets), "Generando hojas")
    return sum(_publish(worksheet, formats, folder) for worksheet in shown)


def _publish(worksheet: Worksheet, formats: Iterable[str], folder: Path) -> int:
    written = 0
    for name, page_of in _FOLDERS.items():
        paths = {format: folder / name / f"{file_stem(worksheet)}.{format}" for format in formats}
        missing = {format: path for format, path in paths.items() if not path.exists()}
        if missing:
            page = page_of(worksheet)
            for format, path in missing.items():
                path.write_bytes(write_page(page, format))
        written += len(missing)
    return written


def file_stem(worksheet: Worksheet) -> str:
    """`ana-perez_K7M42Q-X`: the group's or else the student's name, and the code."""
    first = worksheet.students[0]
    return f"{slug(first.group or first.name)}_{worksheet.code}"
