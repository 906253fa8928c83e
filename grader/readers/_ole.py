"""Office files of before 2007: which of them a compound file holds, and how large its sheets are."""

from __future__ import annotations

from io import BytesIO
from struct import unpack_from

import olefile  # type: ignore[import-untyped]

from grader.errors import UnreadableError
from grader.readers._limits import MAX_CELLS, check_cells, check_grid
from grader.readers._ole_guard import check_container

_ENCRYPTED = "El archivo está protegido con contraseña. Quítasela y vuelve a entregarlo."
_FILEPASS, _SHEET = 0x2F, 0x809
_EXTENT, _TEXTS = 0x200, 0xFC
_COUNTS = {_EXTENT: 12, _TEXTS: 8}
"""Bytes of these records that are looked at."""
_MOST_ROOM = 4 * MAX_CELLS
_CELLS = frozenset({0x06, 0xBD, 0xBE, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xD6})
_SEVERAL = frozenset({0xBD, 0xBE})
"""Records of several cells of a row: the last column stands at their end."""


def workbook_stream(data: bytes) -> bytes:
    """The workbook of an .xls; empty for another kind of file."""
    with olefile.OleFileIO(BytesIO(data)) as container:
        if container.exists("EncryptedPackage"):
            raise UnreadableError(_ENCRYPTED)
        container.loadminifat()
        container.directory_fp.seek(0)
        check_container(data, container.directory_fp.read(), container.fat, container.minifat)
        name = next((name for name in ("Workbook", "Book") if container.exists(name)), "")
        return bytes(container.openstream(name).read()) if name else b""


def _check_room(kind: int, stream: bytes, place: int) -> None:
    """Calamine makes room for as many cells or texts as a record says that there are."""
    if kind == _EXTENT:
        top, bottom, left, right = unpack_from("<IIHH", stream, place)
        room = (bottom - top) * (right - left) if bottom >= top and right >= left else _MOST_ROOM + 1
    else:
        (room,) = unpack_from("<I", stream, place + 4)
    if room > _MOST_ROOM:
        check_cells(room)


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
        elif kind in (_EXTENT, _TEXTS) and place + 4 + _COUNTS[kind] <= len(stream):
            _check_room(kind, stream, place + 4)
        elif kind in _CELLS and place + 8 <= len(stream):
            row, column = unpack_from("<HH", stream, place + 4)
            if kind in _SEVERAL and 2 <= size <= len(stream) - place - 4:
                (column,) = unpack_from("<H", stream, place + 2 + size)
            height, width = max(height, row + 1), max(width, column + 1)
            check_grid(height, width)
        place += 4 + size
    check_cells(cells + height * width)
