"""One sequence of rows, as CSV files and spreadsheets hold it, cut into tables, headings and lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from grader.model import Block, Heading, Line, Table

Rows = Sequence[Sequence[str]]

_TITLE = re.compile(r"[^\W\d][^\d=]{0,60}\d{0,3}\)?")
"""A short text with at most one number, at its end («Ejemplo 4»)."""


def split_rows(rows: Rows, where: Callable[[int], str], caption: str = "") -> list[Block]:
    """`where` says in Spanish where the row of a given index stands."""
    filled = _filled(rows)
    blocks: list[Block] = []
    for start, end in _stretches(rows, filled):
        if filled[start] == 1:
            blocks.append(_lone(rows, filled, start, where(start)))
        else:
            blocks.append(Table(_trim(rows[start:end]), where(start), caption))
    return blocks


def _filled(rows: Rows) -> list[int]:
    """How many cells of each row have text; most rows without any but spaces have none at all."""
    counts = [len(row) - row.count("") for row in rows]
    return [count and count - sum(map(str.isspace, row)) for count, row in zip(counts, rows, strict=True)]


def _stretches(rows: Rows, filled: list[int]) -> Iterator[tuple[int, int]]:
    """From–to indices of each table and of each lone row."""
    index = 0
    while index < len(rows):
        start = index
        index += 1
        if filled[start] > 1:
            while index < len(rows) and _continues(rows, filled, start, index):
                index += 1
        if filled[start]:
            yield start, index


def _continues(rows: Rows, filled: list[int], start: int, index: int) -> bool:
    """Whether row `index` belongs to the table that begins at `start`.

    A layer left blank has only its name (`POOL1,,,,`) and stays; a title stands before a header.
    """
    if filled[index] != 1:
        return filled[index] > 1
    following = index + 1 < len(rows) and filled[index + 1] > 1
    if _precedes_header(rows, filled, index):
        return False
    return following or len(rows[index]) == len(rows[start])


def _precedes_header(rows: Rows, filled: list[int], index: int) -> bool:
    """Whether the next row with text reads like column names: three or more, different, without digits."""
    after = next((i for i in range(index + 1, len(rows)) if filled[i]), None)
    if after is None or filled[after] < 3:
        return False
    names = [cell.strip() for cell in rows[after] if cell.strip()]
    return len(set(names)) == len(names) and all(_is_name(name) for name in names)


def _is_name(text: str) -> bool:
    return any(map(str.isalpha, text)) and not any(map(str.isdigit, text))


def _lone(rows: Rows, filled: list[int], index: int, where: str) -> Heading | Line:
    text = "".join(rows[index]).strip()
    first = index == 0 or not filled[index - 1]
    followed = index + 1 < len(rows) and filled[index + 1] > 1
    if (first or followed) and text[-1] not in ".:;," and _TITLE.fullmatch(text):
        return Heading(text, 1, where)
    return Line(text, where)


def _trim(rows: Rows) -> tuple[tuple[str, ...], ...]:
    """Without the columns at either side that are blank in every row; the others stay aligned."""
    left, right = 0, max(map(len, rows))
    while not any(row[left].strip() for row in rows if left < len(row)):
        left += 1
    while not any(row[right - 1].strip() for row in rows if right <= len(row)):
        right -= 1
    return tuple([tuple(row[left:right]) for row in rows])
