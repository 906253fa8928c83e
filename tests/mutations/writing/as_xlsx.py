"""Workbooks of openpyxl's: a table somewhere on the sheet, numbers as numbers, titles in merged cells."""

from __future__ import annotations

import io
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Font

from mutations.paper import BOLD, BREAK, Block, plain


def as_xlsx(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    book = Workbook()
    sheet = book.active
    sheet.title = "Hoja1"
    by_sheet, is_first, numbers = chance.random() < 0.4, True, chance.random() < 0.7
    row, left = chance.randint(1, 4), chance.randint(1, 4)
    for block in blocks:
        if block.kind == "title":
            if by_sheet:
                sheet = sheet if is_first and sheet.max_row == 1 else book.create_sheet()
                sheet.title, row, is_first = (
                    block.text[:31].replace(":", "").replace("/", " ").replace("?", ""),
                    2,
                    False,
                )
            else:
                sheet.merge_cells(start_row=row, end_row=row, start_column=left, end_column=left + 4)
        for texts in block.grid if block.kind == "table" else [(block.text,)]:
            for column, text in enumerate(texts, start=left):
                _write(sheet.cell(row, column), text, numbers=numbers)
            row += 1
        row += chance.random() < 0.6
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "xlsx"


def _write(cell, text: str, *, numbers: bool) -> None:
    if BOLD in text:
        cell.font = Font(bold=True)
    text = plain(text).replace(BREAK, "\n")
    if numbers and text.isdigit() and text.isascii():
        cell.value = int(text)
        cell.number_format = "#,##0"
    elif text:
        cell.value = text
        cell.data_type = "s"
