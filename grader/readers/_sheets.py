"""The visible sheets of a book as calamine reads them."""

from __future__ import annotations

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from grader.model import Block
from grader.readers._formulas import Formula, put_formulas
from grader.readers._rows import split_rows
from grader.readers._values import text_of


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
