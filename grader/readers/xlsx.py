"""XLSX: every visible sheet as tables and lines, from the values that the spreadsheet itself stored."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from grader.model import Block, Document
from grader.readers._formulas import Formula, put_formulas, sheet_formulas
from grader.readers._limits import MAX_UNPACKED
from grader.readers._package import open_package, read_properties
from grader.readers._rows import split_rows
from grader.readers._values import text_of
from grader.readers._workbook import check_sheets

_DEFLATE = 1_032
"""The most that a compressed byte can unpack to; `testzip` finds the parts that are larger than they say."""


def read_xlsx(data: bytes) -> Document:
    with open_package(data) as archive:
        if len(data) * _DEFLATE > MAX_UNPACKED:
            archive.testzip()
        found = check_sheets(archive)
        metadata = read_properties(archive)
        formulas = sheet_formulas(archive) if found.formulas else {}
    notices = list(found.notices)
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        blocks = book_blocks(book, notices, formulas)
    return Document("xlsx", tuple(blocks), metadata, tuple(dict.fromkeys(notices)))


def book_blocks(book: CalamineWorkbook, notices: list[str], formulas: dict[str, list[Formula]]) -> list[Block]:
    """What stands on the visible sheets; the hidden ones are told."""
    blocks: list[Block] = []
    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible is SheetVisibleEnum.Visible:
            blocks += _blocks(book, sheet.name, notices, formulas.get(sheet.name, []))
        else:
            notices.append(f"La hoja oculta «{sheet.name}» no se leyó.")
    return blocks


def _blocks(book: CalamineWorkbook, name: str, notices: list[str], formulas: list[Formula]) -> list[Block]:
    where = f"hoja «{name}»"
    values = book.get_sheet_by_name(name).to_python(skip_empty_area=not formulas)
    rows = [[value if type(value) is str else text_of(value) for value in row] for row in values]
    if notice := put_formulas(rows, formulas):
        notices.append(notice)
    return split_rows(rows, lambda _: where, name)
