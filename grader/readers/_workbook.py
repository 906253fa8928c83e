"""What calamine would unpack without measure is refused before it sees the book."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zipfile import ZipFile

from grader.errors import UnreadableError
from grader.readers._formulas import column_number
from grader.readers._limits import MAX_UNPACKED, check_cells, check_grid

ERRORS = "El libro tiene celdas con errores de fórmula (como #¡VALOR!); se leyeron como vacías."
_TAG = re.compile(rb"<(?:c|row)[\s/>]")
_PLACE = re.compile(rb'<(?:c|row) r="([A-Z]*)(\d+)"')
"""As every program writes them; what is spelled otherwise is looked at again, more slowly."""
_ANY_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_ANY_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s(?:[^<]*?\s)?r\s*=\s*["']([A-Za-z]*)(\d+)""")


@dataclass(frozen=True, slots=True)
class Found:
    """What the XML of the sheets holds besides values."""

    formulas: bool
    notices: tuple[str, ...]


def check_sheets(archive: ZipFile) -> Found:
    """Refuse what calamine would unpack without measure: it makes room for each cell up to the farthest."""
    sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name.lower()]
    for sheet in sheets:
        _check_extent(sheet)
    _check_shared(archive, sum(sheet.count(b'"s"') + sheet.count(b"'s'") for sheet in sheets))
    formulas = any(b"<f" in sheet or b":f" in sheet for sheet in sheets)
    errors = any(b'"e"' in sheet or b"'e'" in sheet for sheet in sheets)
    return Found(formulas, (ERRORS,) if errors else ())


def _check_shared(archive: ZipFile, uses: int) -> None:
    """A text that is stored once is copied into each cell that shows it."""
    shared = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.NameToInfo else b""
    if len(shared) * uses > MAX_UNPACKED and max(map(len, shared.split(b"si>"))) * uses > MAX_UNPACKED:
        raise UnreadableError("El libro tiene demasiado texto repetido. Entrega sólo la hoja resuelta.")


def _check_extent(sheet: bytes) -> None:
    """A row or cell that does not say where it stands counts as one more row and one more column."""
    places = _PLACE.findall(sheet)
    tags = len(_TAG.findall(sheet))
    if tags != len(places) or b":c" in sheet or b":row" in sheet:
        places = _ANY_PLACE.findall(sheet)
        tags = len(_ANY_TAG.findall(sheet))
    height = max(map(int, {row for _, row in places}), default=0) + tags - len(places)
    width = max(map(column_number, {letters for letters, _ in places}), default=0) + tags - len(places)
    check_grid(height, width)
    check_cells(height * width)
