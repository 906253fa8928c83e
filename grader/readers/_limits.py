"""How much a submitted file may hold; beyond it the file is refused before it costs memory or time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NoReturn
from zipfile import ZipInfo

from grader.errors import UnreadableError
from grader.model import Block, Table

MAX_BYTES = 20_000_000
MAX_ENTRIES = 2_000
MAX_NAMES = 20_000
"""In the directory of an archive and of those that it holds: reading it takes 10 µs for each."""
MAX_UNPACKED = 100_000_000
MAX_TAGS = 150_000
"""Of a page or a part of a package; a tree takes 150 bytes and 4 µs for each."""
MAX_ATTRIBUTES = 20_000
"""In all tags that have more than `SMALL_TAG`."""
SMALL_TAG = 200
_LONG_TAG = re.compile(rb"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*'){%d,}+""" % SMALL_TAG)
MAX_RATIO = 300
"""Unpacked to packed; blank spreadsheets reach 100. Only asked of entries above `SMALL_ENTRY`."""
SMALL_ENTRY = 1_000_000
MAX_PAGES = 100
MAX_CHARACTERS = 100_000
"""In all pages of a PDF."""
MAX_TEXT = 2_000_000
"""Characters of a text, without the pictures in it: patterns take up to a microsecond for each."""
MAX_LINES = 50_000
MAX_TABLES = 1_000
MAX_OUTPUTS = 3_000
"""Of the programs of a notebook."""
MAX_ROWS = 10_000
MAX_COLUMNS = 256
MAX_CELLS = 500_000
MAX_CELL = 32_767
"""Characters; the limit of Excel itself."""

_REMEDY = "Entrega sólo la hoja resuelta, sin datos ni imágenes de más."


def check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        size, limit = len(data) / 1e6, MAX_BYTES // 1_000_000
        raise UnreadableError(f"El archivo pesa {size:.0f} MB y el límite es de {limit} MB. {_REMEDY}")


def check_directory(data: bytes) -> None:
    """Before an archive is opened."""
    if data.startswith(b"PK") and data.count(b"PK\x01\x02") > MAX_NAMES:
        _refuse(f"contiene más de {MAX_NAMES} partes")


def check_entries(entries: Sequence[ZipInfo]) -> None:
    """Sizes as the archive's directory declares them; `zipfile` never unpacks more than that."""
    if len(entries) > MAX_ENTRIES:
        _refuse(f"contiene {len(entries)} partes y el límite es de {MAX_ENTRIES}")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        _refuse(f"ocupa más de {MAX_UNPACKED // 1_000_000} MB al descomprimirse")
    for entry in entries:
        if entry.file_size > SMALL_ENTRY and entry.file_size > MAX_RATIO * entry.compress_size:
            _refuse("está comprimido de una forma que no es normal en un documento")


def check_tags(markup: bytes) -> None:
    check_marks(markup.count(b"<"))


def check_attributes(markup: bytes) -> None:
    """The parser compares each attribute with all others of its tag."""
    longest = (len(tag[0].split()) for tag in _LONG_TAG.finditer(markup))
    if sum(count for count in longest if count > SMALL_TAG) > MAX_ATTRIBUTES:
        _refuse(f"tiene marcas con más de {MAX_ATTRIBUTES} atributos")


def check_marks(count: int) -> None:
    if count > MAX_TAGS:
        _refuse(f"tiene más de {MAX_TAGS} marcas")


def check_grid(height: int, width: int) -> None:
    """A table or a sheet of `height` rows whose longest has `width` cells."""
    if height > MAX_ROWS:
        _refuse(f"tiene una tabla de más de {MAX_ROWS} filas")
    if width > MAX_COLUMNS:
        _refuse(f"tiene una fila de más de {MAX_COLUMNS} columnas")


def check_text(length: int) -> None:
    if length > MAX_TEXT:
        _refuse(f"tiene más de {MAX_TEXT} caracteres")


def check_outputs(count: int) -> None:
    if count > MAX_OUTPUTS:
        _refuse(f"tiene más de {MAX_OUTPUTS} salidas")


def check_lines(count: int) -> None:
    if count > MAX_LINES:
        _refuse(f"tiene más de {MAX_LINES} líneas")


def check_pages(count: int) -> None:
    if count > MAX_PAGES:
        _refuse(f"tiene más de {MAX_PAGES} páginas")


def check_characters(count: int) -> None:
    if count > MAX_CHARACTERS:
        _refuse(f"tiene más de {MAX_CHARACTERS} caracteres")


def check_cells(count: int) -> None:
    if count > MAX_CELLS:
        _refuse(f"tiene más de {MAX_CELLS} celdas")


def check_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a whole document, once each table in it is known to be bearable."""
    checked = tuple(blocks)
    check_lines(len(checked))
    tables = [block.rows for block in checked if type(block) is Table]
    if len(tables) > MAX_TABLES:
        _refuse(f"tiene más de {MAX_TABLES} tablas")
    for rows in tables:
        check_grid(len(rows), max(map(len, rows), default=0))
        if max(map(len, chain.from_iterable(rows)), default=0) > MAX_CELL:
            _refuse(f"tiene una celda de más de {MAX_CELL} caracteres")
    check_cells(sum(len(row) for rows in tables for row in rows))
    return checked


def _refuse(what: str) -> NoReturn:
    raise UnreadableError(f"El archivo {what}. {_REMEDY}")
