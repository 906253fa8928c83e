"""Office files of before 2007: which of them a compound file holds, and how large its sheets are."""

from __future__ import annotations

from io import BytesIO
from struct import unpack_from

import olefile  # type: ignore[import-untyped]

from grader.errors import UnreadableError
from grader.readers._limits import check_cells, check_grid

_ENCRYPTED = "El archivo está protegido con contraseña. Quítasela y vuelve a entregarlo."
_TWICE = "El libro de Excel está dañado. Ábrelo, guárdalo como .xlsx y vuelve a entregarlo."
_BOOKS = tuple(f"{name}\0".encode("utf-16-le") for name in ("workbook", "book"))
_ENTRY = 128
"""Bytes of a name in the directory, each at a multiple of them."""
_FILEPASS, _SHEET = 0x2F, 0x809
_CELLS = frozenset({0x06, 0xBD, 0xBE, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xD6})
_SEVERAL = frozenset({0xBD, 0xBE})
"""Records of several cells of a row: the last column stands at their end."""


def workbook_stream(data: bytes) -> bytes:
    """The workbook of an .xls; empty for another kind of file."""
    names = (data[place : place + len(_BOOKS[0])].lower() for place in range(0, len(data), _ENTRY))
    if sum(name.startswith(_BOOKS) for name in names) > 1:  # the one that is measured may not be the one that is read
        raise UnreadableError(_TWICE)
    with olefile.OleFileIO(BytesIO(data)) as container:
        if container.exists("EncryptedPackage"):
            raise UnreadableError(_ENCRYPTED)
        name = next((name for name in ("Workbook", "Book") if container.exists(name)), "")
        return bytes(container.openstream(name).read()) if name else b""


def check_workbook(stream: bytes) -> None:
    """Refuse what would take up memory without measure: room is made for each cell up to the farthest."""
    height = width = cells = place = 0
    while place + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, place)
        if kind == _FILEPASS:
            raise UnreadableError(_ENCRYPTED)
        if kind == _SHEET:
            cells += height * width
            height = width = 0
        elif kind in _CELLS and place + 8 <= len(stream):
            row, column = unpack_from("<HH", stream, place + 4)
            if kind in _SEVERAL and 2 <= size <= len(stream) - place - 4:
                (column,) = unpack_from("<H", stream, place + 2 + size)
            height, width = max(height, row + 1), max(width, column + 1)
            check_grid(height, width)
        place += 4 + size
    check_cells(cells + height * width)
