"""The visible sheets of a book as calamine reads them."""

from __future__ import annotations

from dataclasses import replace

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from grader.model import Block
from grader.readers._beside import NOTHING, Beside
from grader.readers._formulas import put_formulas
from grader.readers._percents import as_percent
from grader.readers._rows import split_rows
from grader.readers._values import text_of


def book_blocks(book: CalamineWorkbook, notices: list[str], beside: dict[str, Beside]) -> list[Block]:
    """What stands on the visible sheets; the hidden ones are told."""
    blocks: list[Block] = []
    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible is SheetVisibleEnum.Visible:
            blocks += _blocks(book, sheet.name, notices, beside.get(sheet.name, NOTHING))
        else:
            notices.append(f"La hoja oculta «{sheet.name}» no se leyó.")
    return blocks


def _blocks(book: CalamineWorkbook, name: str, notices: list[str], beside: Beside) -> list[Block]:
    where = f"hoja «{name}»"
    values = book.get_sheet_by_name(name).to_python(skip_empty_area=not beside.has_places)
    rows = [[value if type(value) is str else text_of(value) for value in row] for row in values]
    for row, column in beside.percents:
        if row < len(values) and column < len(values[row]) and isinstance(value := values[row][column], (int, float)):
            rows[row][column] = as_percent(value)
    if notice := put_formulas(rows, beside.formulas):
        notices.append(notice)
    return [
        *split_rows(rows, lambda _: where, name),
        *(replace(it, where=f"{where}, {it.where}") for it in beside.notes),
    ]
