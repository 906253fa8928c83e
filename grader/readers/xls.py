"""XLS: the visible sheets of Excel's books of before 2007."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineWorkbook

from grader.model import Document
from grader.readers._ole import check_workbook, workbook_stream
from grader.readers._sheets import book_blocks


def read_xls(data: bytes) -> Document:
    check_workbook(workbook_stream(data))
    notices: list[str] = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        blocks = book_blocks(book, notices, {})
    return Document("xls", tuple(blocks), notices=tuple(notices))
