"""XLSX: every visible sheet as tables and lines, from the values that the spreadsheet itself stored."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from grader.errors import UnreadableError
from grader.model import Block, Document
from grader.readers._limits import MAX_UNPACKED, check_cells, check_grid
from grader.readers._package import open_package, read_properties
from grader.readers._rows import split_rows

_TAG = re.compile(rb"<(?:c|row)[\s/>]")
_PLACE = re.compile(rb'<(?:c|row) r="([A-Z]*)(\d+)"')
"""As every program writes them; what is spelled otherwise is looked at again, more slowly."""
_ANY_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_ANY_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s(?:[^<]*?\s)?r\s*=\s*["']([A-Za-z]*)(\d+)""")
_DEFLATE = 1_032
"""The most that a compressed byte can unpack to; `testzip` finds the parts that are larger than they say."""
_EXACT = 10**16
"""Below it a float that is whole is exactly that integer."""


def read_xlsx(data: bytes) -> Document:
    with open_package(data) as archive:
        if len(data) * _DEFLATE > MAX_UNPACKED:
            archive.testzip()
        notices = _check_sheets(archive)
        metadata = read_properties(archive)
    blocks: list[Block] = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for sheet in book.sheets_metadata:
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible is SheetVisibleEnum.Visible:
                blocks += _blocks(book.get_sheet_by_name(sheet.name).to_python(), sheet.name)
            else:
                notices.append(f"La hoja oculta «{sheet.name}» no se leyó.")
    return Document("xlsx", tuple(blocks), metadata, tuple(notices))


def _blocks(values: list[list[object]], name: str) -> list[Block]:
    where = f"hoja «{name}»"
    rows = [[value if type(value) is str else _text(value) for value in row] for row in values]
    return split_rows(rows, lambda _: where, name)


def _text(value: object) -> str:
    """As the spreadsheet's user reads it: `8192`, not `8192.0`."""
    match value:
        case bool():
            return "VERDADERO" if value else "FALSO"
        case float() if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _check_sheets(archive: ZipFile) -> list[str]:
    """Refuse what calamine would unpack without measure: it makes room for each cell up to the farthest."""
    sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name.lower()]
    for sheet in sheets:
        _check_extent(sheet)
    _check_shared(archive, sum(sheet.count(b'"s"') + sheet.count(b"'s'") for sheet in sheets))
    if any(b'"e"' in sheet or b"'e'" in sheet for sheet in sheets):
        return ["El libro tiene celdas con errores de fórmula (como #¡VALOR!); se leyeron como vacías."]
    return []


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
    width = max(map(_column, {letters for letters, _ in places}), default=0) + tags - len(places)
    check_grid(height, width)
    check_cells(height * width)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number
