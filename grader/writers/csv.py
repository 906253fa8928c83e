"""CSV as a Spanish spreadsheet opens it: semicolons, UTF-8 with its mark, one exercise under the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.page import Grid, Page, Section
from grader.writers import _prose
from grader.writers._prose import Said

Row = list[str]

_HOW = "Escribir cada respuesta en su celda de la tabla y guardar el archivo como CSV."
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_PLAIN = re.compile(r"[+-]?\d[\d.,\u202f ]*|-+")
"""A number, or the dash of a layer without weights."""
_SEPARATORS = re.compile(r'[;,"|\t\r\n]')


def write(page: Page) -> bytes:
    lines = (";".join(_field(text) for text in row) for row in _rows(page))
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _rows(page: Page) -> Iterator[Row]:
    yield [page.title]
    if page.is_key:
        yield [_prose.KEY]
    for label, text in reversed(_prose.identity(page)):
        yield [label.removesuffix(":"), text]
    yield from map(_line, _prose.objective(page.objective) + _prose.instructions(page, _HOW))
    for section in page.sections:
        yield []
        yield from _section(section)


def _section(section: Section) -> Iterator[Row]:
    yield [section.title]
    yield from map(_line, _prose.objective(section.objective))
    yield [section.structure_label]
    yield from map(_line, _prose.structure(section))
    yield from map(_line, _prose.matrices(section) + _prose.activation(section))
    yield from ([convention] for convention in section.conventions)
    yield from _table(section.grid)
    if section.workings:
        yield []
        yield from map(_line, _prose.workings(section) + _prose.letters(section))


def _table(grid: Grid) -> Iterator[Row]:
    yield []
    yield list(grid.headings)
    yield from ([box.text for box in row] for row in grid.rows)
    if grid.total:
        yield [grid.total_label, grid.total.text, *[""] * (len(grid.headings) - 2)]


def _line(said: Said) -> Row:
    return [" ".join(said)]


def _field(text: str) -> str:
    """Quoted also for a comma: programs guess the separator by counting."""
    text = _harmless(_prose.clean(text))
    return '"{}"'.format(text.replace('"', '""')) if _SEPARATORS.search(text) else text


def _harmless(text: str) -> str:
    """A spreadsheet takes `=…` for a formula, whoever wrote it; an apostrophe makes it text."""
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN.fullmatch(text) else text
