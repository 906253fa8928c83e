"""XLSX: one sheet an exercise, where nothing but the answers can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from grader.page import Box, Grid, Page, Section
from grader.writers import _looks as looks
from grader.writers import _prose
from grader.writers._diagram import diagram
from grader.writers._leaf import PADDING, PIXELS_A_CHARACTER, Leaf, add_styles, height
from grader.writers._names import sheet_names
from grader.writers._picture import SHARPNESS

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes at every hour and in every zone
_AS_TEXT = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_MEASURES = {
    "default_format_properties": {"font_name": looks.FONT, "font_size": 10},
    "default_row_height": 17,
    "default_column_width": 64,
}
"""What widths in characters and heights are counted by, in pixels: Excel's for this font."""
_HOW = "Escribir cada respuesta en su casilla amarilla; el resto de la hoja está protegido."
_A4 = 9
_FOOT = f'&"{looks.FONT},Regular"&9'
_ROOM = 25
"""Points that an answer written by hand needs."""
_HIGHEST = 390
"""Points; Excel allows a row 409."""


def write(page: Page) -> bytes:
    data = BytesIO()
    book = Workbook(data, {"in_memory": True, **_AS_TEXT, **deepcopy(_MEASURES)})  # it writes into what it is given
    book.set_properties({"title": _prose.clean(page.title), "created": _CREATED})
    book.set_custom_property("codigo", _prose.clean(page.code), "text")
    styles = add_styles(book)
    names = sheet_names(section.title for section in page.sections)
    for name, section in zip(names, page.sections, strict=True):
        leaf = Leaf(book.add_worksheet(name), styles, looks.widths(section.grid.columns))
        _set_up(leaf, page)
        _opening(leaf, page)
        _section(leaf, section, "key" if page.is_key else "answer")
        leaf.sheet.print_area(0, 0, leaf.row - 1, leaf.last_column)
    book.close()
    return data.getvalue()


def _set_up(leaf: Leaf, page: Page) -> None:
    sheet = leaf.sheet
    for column, width in enumerate(leaf.widths):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.8)
    code = _prose.clean(page.code).replace("&", "&&")
    sheet.set_footer(f"&L{_FOOT}{_prose.CODE} {code}&R{_FOOT}Página &P de &N")
    if not page.is_key:
        sheet.protect("", {"format_columns": True, "format_rows": True})


def _opening(leaf: Leaf, page: Page) -> None:
    student, code = _prose.identity(page)
    leaf.say(("", _prose.clean(page.title)), "title")
    if page.is_key:
        leaf.say((_prose.KEY, ""), "heading")
    for line in _prose.objective(page.objective):
        leaf.say(line)
    leaf.say(student, "text" if page.student else "blank")
    leaf.say(code)
    for line in _prose.instructions(page, _HOW):
        leaf.say(line)
    leaf.next(8)


def _section(leaf: Leaf, section: Section, answer: str) -> None:
    leaf.say(("", _prose.clean(section.title)), "heading")
    for line in _prose.objective(section.objective):
        leaf.say(line)
    leaf.say((section.structure_label, ""))
    for label, text in _prose.structure(section):
        leaf.say((f"• {label}" if section.bullets else label, text), "item")
    for line in _prose.matrices(section):
        leaf.say(line, "item")
    for line in _prose.activation(section):
        leaf.say(line)
    if section.figure:
        _picture(leaf, section)
    for line in _prose.conventions(section):
        leaf.say(line, "small")
    leaf.next(8)
    if not section.workings:
        leaf.sheet.repeat_rows(leaf.row)
    _table(leaf, section.grid, answer)
    _workings(leaf, section)


def _picture(leaf: Leaf, section: Section) -> None:
    picture = diagram(section.figure)
    scale = picture.fit(leaf.pixels() - 10, _HIGHEST / 0.75)
    place = {"image_data": BytesIO(picture.png), "description": _prose.alternative(section)}
    size = {"x_scale": scale / SHARPNESS, "y_scale": scale / SHARPNESS}
    leaf.sheet.insert_image(leaf.row, 0, "diagrama.png", place | size | {"x_offset": 5, "y_offset": 5})
    leaf.next(picture.height * scale * 0.75 + 10)


def _table(leaf: Leaf, grid: Grid, answer: str) -> None:
    first = leaf.row
    for column, heading in enumerate(grid.headings):
        leaf.sheet.write_string(first, column, heading, leaf.styles["header"])
    leaf.next(_height(leaf, [Box(heading) for heading in grid.headings], 8))
    for row in grid.rows:
        for column, (kind, box) in enumerate(zip(grid.columns, row, strict=True)):
            given = "name" if kind in looks.WORDY else "given"
            _box(leaf, column, box, answer if box.is_answer else given)
        leaf.next(max(_ROOM, _height(leaf, row, 3)))
    if grid.total:
        leaf.sheet.merge_range(leaf.row, 0, leaf.row, leaf.last_column - 1, "", leaf.styles["total"])
        leaf.sheet.write_string(leaf.row, 0, f"{grid.total_label}:", leaf.styles["total"])
        _box(leaf, leaf.last_column, grid.total, answer if grid.total.is_answer else "given")
    corners = xl_range(first, 0, leaf.row, leaf.last_column)
    leaf.sheet.ignore_errors({"number_stored_as_text": corners})
    leaf.next(_ROOM)


def _box(leaf: Leaf, column: int, box: Box, style: str) -> None:
    if box.text:
        leaf.sheet.write_string(leaf.row, column, _prose.clean(box.text), leaf.styles[style])
    else:
        leaf.sheet.write_blank(leaf.row, column, None, leaf.styles[style])


def _height(leaf: Leaf, row: Sequence[Box], more: int) -> float:
    cells = zip(row, leaf.widths, strict=True)
    return max(height(box.text, width * PIXELS_A_CHARACTER - PADDING) for box, width in cells) + more


def _workings(leaf: Leaf, section: Section) -> None:
    lines = _prose.workings(section)
    if lines:
        leaf.next(8)
        leaf.say((_prose.WORKINGS, ""), "heading")
    for line in lines:
        leaf.say(line, "working")
    for line in _prose.letters(section):
        leaf.say(line, "small")
