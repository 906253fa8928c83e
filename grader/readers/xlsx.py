"""XLSX: every visible sheet as tables and lines, from the values that the spreadsheet itself stored."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineWorkbook

from grader.model import Document
from grader.readers._beside import beside_sheets
from grader.readers._package import open_package, read_properties
from grader.readers._sheets import book_blocks
from grader.readers._workbook import check_sheets


def read_xlsx(data: bytes) -> Document:
    with open_package(data) as archive:
        found = check_sheets(archive)
        metadata = read_properties(archive)
        beside = beside_sheets(archive, formulas=found.formulas)
    notices = list(found.notices)
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        blocks = book_blocks(book, notices, beside)
    return Document("xlsx", tuple(blocks), metadata, tuple(dict.fromkeys(notices)))
