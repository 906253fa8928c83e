"""What calamine would unpack without measure is refused before it sees the book."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.errors import UnreadableError
from grader.readers._formulas import column_number
from grader.readers._limits import MAX_UNPACKED, check_cells, check_grid
from grader.readers._package import Package, check_entities

ERRORS = "El libro tiene celdas con errores de fórmula (como #¡VALOR!); se leyeron como vacías."
_DEFLATE = 1_032
"""The most that a compressed byte can unpack to."""
_SHORTEST = 12
"""Bytes that a cell takes at least: `<c t="s"><v>`."""
_NOTABLE = re.compile(rb'<(?:f[\s/>]|(?:c|row)(?: (?!r="[A-Z]?\d{1,3}")|[\s/>](?<! )))')
"""A formula; a cell beyond column Z or row 999; one that is not written as every program writes it."""
_PREFIXED = re.compile(rb":(?:c|row|f)\b")
_COUNT = re.compile(rb"""uniqueCount\s*=\s*["']([^"']*)""")
_BELIEVED = re.compile(rb"\d{0,6}")
_ANY_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_ANY_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s(?:[^<]*?\s)?r\s*=\s*["']([A-Za-z]*)(\d+)""")


@dataclass(frozen=True, slots=True)
class Found:
    """What the XML of the sheets holds besides values."""

    formulas: bool
    notices: tuple[str, ...]


def check_sheets(archive: Package) -> Found:
    """Refuse what calamine would unpack without measure: it makes room for each cell up to the farthest."""
    if sum(it.compress_size for it in archive.infolist() if _is_text(it.filename)) * _DEFLATE > MAX_UNPACKED:
        archive.testzip()  # finds the parts that are larger than they say
    sheets = [archive.part(name) for name in archive.namelist() if "worksheets/" in name.lower()]
    notable = [sheet for sheet in sheets if _NOTABLE.search(sheet) or _PREFIXED.search(sheet)]
    for sheet in notable:
        _check_extent(sheet)
    for sheet in sheets:
        check_entities(sheet)
    _check_shared(archive, sheets)
    errors = any(b't="e"' in sheet or b"'e'" in sheet for sheet in sheets)
    return Found(bool(notable), (ERRORS,) if errors else ())


def _is_text(name: str) -> bool:
    """Whether calamine may unpack the part; pictures it leaves alone."""
    return not name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg"))


def _check_shared(archive: Package, sheets: list[bytes]) -> None:
    """A text that is stored once is copied into each cell that shows it."""
    shared = b"".join(archive.part(name) for name in archive.namelist() if name.lower().endswith("sharedstrings.xml"))
    check_entities(shared)
    if any(not _BELIEVED.fullmatch(count) for count in _COUNT.findall(shared)):  # calamine makes room for as many
        raise UnreadableError("El libro de Excel está dañado. Ábrelo, guárdalo de nuevo y vuelve a entregarlo.")
    if len(shared) * sum(map(len, sheets)) < MAX_UNPACKED * _SHORTEST:
        return
    uses = sum(sheet.count(b'"s"') + sheet.count(b"'s'") for sheet in sheets)
    if len(shared) * uses > MAX_UNPACKED and max(map(len, shared.split(b"si>"))) * uses > MAX_UNPACKED:
        raise UnreadableError("El libro tiene demasiado texto repetido. Entrega sólo la hoja resuelta.")


def _check_extent(sheet: bytes) -> None:
    """A row or cell that does not say where it stands counts as one more row and one more column."""
    places = _ANY_PLACE.findall(sheet)
    tags = len(_ANY_TAG.findall(sheet))
    height = max(map(int, {row for _, row in places}), default=0) + tags - len(places)
    width = max(map(column_number, {letters for letters, _ in places}), default=0) + tags - len(places)
    check_grid(height, width)
    check_cells(height * width)
