"""A page of a PDF as tables and lines: ruled tables first, the rest as text with its columns where they stood."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from grader.model import Block, Line, Table
from grader.readers._limits import check_grid
from grader.readers._marked import marked_blocks
from grader.readers._pdf_rules import Grid
from grader.readers._pdf_words import Word, joined, lines_of

_GAPS = re.compile(r" {2,}")
_BULLET = re.compile(r"^[•◦▪‣●○\uf0b7\uf0a7\uf06f]\s*")
_UNIT = 0.35
"""Width of a character of the laid out text, of the size of the page's: less than nearly all letters have."""
_GAP = 0.8
"""A gap that divides columns, of the size of the text."""


def page_blocks(words: list[Word], grids: list[Grid], where: str) -> list[Block]:
    blocks: list[Block] = []
    rest = words
    for grid in grids:
        above = [word for word in rest if word.y > grid.rows[0]]
        inside = {id(word): cell for word in rest if word.y <= grid.rows[0] and (cell := grid.cell(*word.middle))}
        table = _table([(inside[id(word)], word) for word in rest if id(word) in inside], where)
        if table:
            blocks += text_blocks(above, where)
            blocks.append(table)
            rest = [word for word in rest if word.y <= grid.rows[0] and id(word) not in inside]
    return blocks + text_blocks(rest, where)


def text_blocks(words: list[Word], where: str) -> list[Block]:
    """Lines, and tables whose columns stand below one another without being ruled."""
    blocks = marked_blocks("\n".join(_laid_out(words)), lambda _: where, marks=False)
    return [_without_gaps(block) if isinstance(block, Line) else block for block in blocks]


def _without_gaps(line: Line) -> Line:
    return Line(_BULLET.sub("", _GAPS.sub(" ", line.text)), line.where)


def line_blocks(words: list[Word], where: str) -> list[Block]:
    return [_without_gaps(Line(joined(line), where)) for line in lines_of(words)]


def _table(placed: list[tuple[tuple[int, int], Word]], where: str) -> Table | None:
    """None when all text stands in one row or in one column: it is a frame, not a table."""
    cells: defaultdict[tuple[int, int], list[Word]] = defaultdict(list)
    for cell, word in placed:
        cells[cell].append(word)
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    if len(columns) < 2:
        return None
    height, width = max(rows) + 1, max(columns) + 1
    check_grid(height, width)
    texts = {cell: _cell_text(words) for cell, words in cells.items()}
    return Table(tuple(tuple(texts.get((i, j), "") for j in range(width)) for i in sorted(rows)), where)


def _cell_text(words: list[Word]) -> str:
    text = ""
    for line in map(joined, lines_of(words)):
        wrapped = text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower()
        text = text[:-1] + line if wrapped else f"{text} {line}".strip()
    return text


def _laid_out(words: list[Word]) -> Iterator[str]:
    """Each line as text in which wide gaps are as wide as on the page; a blank line where there is room for one."""
    if not words:
        return
    unit = _UNIT * sorted(word.size for word in words)[len(words) // 2]
    margin = min(word.x0 for word in words)
    above: float | None = None
    for line in lines_of(words):
        if above is not None and above - line[0].y > 3 * line[0].size:
            yield ""
        above = line[0].y
        yield _spaced(line, margin, unit)


def _spaced(line: list[Word], margin: float, unit: float) -> str:
    text = ""
    for index, word in enumerate(line):
        gap = word.x0 - line[index - 1].x1 if index else margin
        if index and gap <= _GAP * word.size:
            text += word.text if gap < 0.1 * word.size else f" {word.text}"
        else:
            place = min(int((word.x0 - margin) / unit), 5_000)
            text += " " * max(2 if index else 0, place - len(text)) + word.text
    return text
