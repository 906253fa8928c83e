"""Tables that copying has damaged in a way that can be undone: fused rows and column names on two lines."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.model import Table

Row = tuple[str, ...]

_LAYER = (
    r"(?:input|entrada|conv|maxpool|avgpool|pool|flatten|fc|dense|linear|dropout|bn|softmax)[a-z]*[-_]?\d*(?:d_\d+)?"
)
_LAYERS = re.compile(rf"{_LAYER}(?:\s+{_LAYER})+", re.IGNORECASE)
_WORD = re.compile(r"=\s*\S+|\([^()]*\)|\[[^\[\]]*\]|\S+")
_SAYS = re.compile(r".*\d.*|[-–—]+|n/?a|none", re.IGNORECASE | re.DOTALL)
"""What may be one layer's of several; the «pesos» of «324 pesos» is none."""
_GROUPED = re.compile(r"\s*=?\s*[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+\s*")
"""One number, or two: `8 192`."""
_DESCRIPTION = re.compile(r"\A(?!\s*[=\d]).*[^\W\d]{3}", re.DOTALL)
_FEWEST = 3
"""Cells, with the names, that must fall into as many words: two numbers alone may be one with a space in it."""
_NAMES_COLUMN = re.compile(r"capas?|layers?(?: ?\(.*\))?|camada|nombre|name|tipo|type", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:.*\s)?(?:#|n[.º°]*|de|of|out|output|activation|[^\W\d]+-)", re.IGNORECASE)
"""What a column's name may be cut after: «Out», «# de», «Parámet-»."""


def tidy(table: Table) -> Table:
    """The table itself unless there is something to undo."""
    rows = table.rows
    if len(rows) > 1 and rows[0] and rows[1] and not (rows[0][0] and rows[1][0]):
        rows = _with_one_header(rows)
    if any(_LAYERS.fullmatch(row[0].strip()) for row in rows if row and (" " in row[0] or "\n" in row[0])):
        rows = tuple(part for row in rows for part in _split(row))
    return table if rows is table.rows else replace(table, rows=rows)


def _with_one_header(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Seed 000 prints «Out» above «Shape»; the first column's name stands on one of the two lines."""
    width = max(len(rows[0]), len(rows[1]))
    upper, lower = (row + ("",) * (width - len(row)) for row in rows[:2])
    pairs = [(above.strip(), below.strip()) for above, below in zip(upper, lower, strict=True)]
    both = [above for above, below in pairs if above and below]
    if not both or not _NAMES_COLUMN.fullmatch(pairs[0][0] or pairs[0][1]):
        return rows
    if not all(_UNFINISHED.fullmatch(above) for above in both):
        return rows
    return (tuple(_word(above, below) for above, below in pairs), *rows[2:])


def _word(above: str, below: str) -> str:
    if above.endswith("-") and below[:1].islower():
        return above[:-1] + below
    return f"{above} {below}".strip()


def _split(row: Row) -> list[Row]:
    """`FC1 FC2 | 128 64 | 64 1` is two rows.

    A description may stay whole, with the first; where any other cell has another number of words nothing is done.
    """
    if not row or not _LAYERS.fullmatch(row[0].strip()):
        return [row]
    cells = [_WORD.findall(row[0]), *(_words(text) for text in row[1:])]
    count = len(cells[0])
    if sum(len(words) == count for words in cells) < _FEWEST:
        return [row]
    if any(
        words and len(words) != count and not _DESCRIPTION.search(text) for words, text in zip(cells, row, strict=True)
    ):
        return [row]
    return [tuple(_piece(words, text, i, count) for words, text in zip(cells, row, strict=True)) for i in range(count)]


def _words(text: str) -> list[str]:
    """As one where not every word says something by itself."""
    words = _WORD.findall(text)
    return words if all(map(_SAYS.fullmatch, words)) and not _GROUPED.fullmatch(text) else [text]


def _piece(words: list[str], text: str, index: int, count: int) -> str:
    return words[index] if len(words) == count else text if index == 0 else ""
