"""PDF: filled form fields, else the tables and lines of its text; a scan goes to a person."""

from __future__ import annotations

import re

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from grader.errors import UnreadableError
from grader.model import Block, Document, Field, Table
from grader.readers._limits import check_characters, check_pages
from grader.readers._pdf_fields import Filled, read_filled
from grader.readers._pdf_guard import check_drawn, check_unpacked
from grader.readers._pdf_page import line_blocks, page_blocks
from grader.readers._pdf_pages import joined_pages, open_width
from grader.readers._pdf_rules import page_grids
from grader.readers._pdf_words import page_words
from grader.readers._scans import scan

_ENCRYPTED = "El PDF está protegido con contraseña. Quítasela y vuelve a entregarlo."
_BROKEN = "El PDF está dañado o incompleto. Vuelve a exportarlo y a entregarlo."
_COVERED = 0.6
"""Of a page: a picture larger than that is a scan."""
_OURS = re.compile(r"[^/]+/.+")
"""Names of a form of ours: `exercise/LAYER/quantity`."""


def read_pdf(data: bytes) -> Document:
    check_unpacked(data)
    with _opened(data) as pdf:
        check_pages(len(pdf))
        check_drawn(data)
        check_characters(sum(page.get_textpage().count_chars() for page in pdf))
        filled = _filled(pdf, data)
        ours = any(_OURS.fullmatch(field.name) for field in filled.fields)
        scans = [] if ours else [number for number in range(len(pdf)) if _is_scan(pdf[number])]
        pages: list[list[Block]] = []
        for n in range(len(pdf)):
            above = open_width(pages[-1]) if pages else 0
            pages.append([] if n in scans else _blocks(pdf[n], filled, n, above, ours=ours))
        code = pdf.get_metadata_value("codigo") or pdf.get_metadata_value("Keywords")
    blocks = (*joined_pages(pages), *filled.fields)
    if _needs_eyes(blocks, scans, filled):
        raise scan("El PDF")
    notices = tuple(f"La página {number + 1} es una imagen y no se leyó." for number in scans)
    return Document("pdf", blocks, {"codigo": code} if code else {}, notices)


def _needs_eyes(blocks: tuple[Block, ...], scans: list[int], filled: Filled) -> bool:
    """Whether the answers may stand in a picture or in somebody's handwriting."""
    if any(isinstance(block, Field) and block.text.strip() for block in blocks):
        return False
    return not blocks or filled.drawn or (bool(scans) and not any(isinstance(block, Table) for block in blocks))


def _is_scan(page: pypdfium2.PdfPage) -> bool:
    """Whether a picture covers the page: what a program may have guessed of its text is not to be trusted."""
    room = page.get_width() * page.get_height() * _COVERED
    boxes = (picture.get_bounds() for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return any((right - left) * (top - bottom) > room for left, bottom, right, top in boxes)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        protected = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise UnreadableError(_ENCRYPTED if protected else _BROKEN) from error


def _filled(pdf: pypdfium2.PdfDocument, data: bytes) -> Filled:
    """Asked for only where there is a form or a note: it takes a second reading of the file."""
    if pdf.get_formtype() or any(raw.FPDFPage_GetAnnotCount(page.raw) for page in pdf):
        return read_filled(data)
    return Filled((), {}, drawn=False)


def _blocks(page: pypdfium2.PdfPage, filled: Filled, number: int, above: int, *, ours: bool) -> list[Block]:
    """Under the fields of a form of ours lies a table without answers: of that page the lines are enough."""
    words = page_words(page) + filled.typed.get(number, [])
    where = f"página {number + 1}"
    return line_blocks(words, where) if ours else page_blocks(words, page_grids(page), where, above)
