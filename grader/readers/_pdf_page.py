"""A page of a PDF as tables and lines: ruled tables first, the rest as text with its columns where they stood."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from grader.model import Block, Line, Table
from grader.readers._limits import check_grid
from grader.readers._pdf_rules import Grid
from grader.readers._pdf_words import Word, joined, lines_of
from grader.readers._typed import typed_blocks

Gap = tuple[float, float]
"""From–to."""

_GAPS = re.compile(r" {2,}")
_BULLET = re.compile(r"^[•◦▪‣●○\uf0b7\uf0a7\uf06f]\s*")
_UNIT = 0.35
"""Width of a character of the laid out text, of the size of the page's: less than nearly all letters have."""
_SEVERAL = 3
"""Lines that have a gap at one place."""
_SPACE = (0.2, 0.4)
"""Of the size of the text: the width of a space between words."""
_LONGEST = 40
"""Characters that a column's name has at most."""
_FEWEST = 3
"""Names at the end of a page that are a table's header."""
_MOST = 500
_GAP = 0.8
"""A gap that divides columns, of the size of the text."""


def page_blocks(words: list[Word], grids: list[Grid], where: str, above: int = 0) -> list[Block]:
    """`above` is the width of the table at the end of the page before, which may go on here; 0 when there is none."""
    blocks: list[Block] = []
    rest = words
    for grid in grids:
        before = [word for word in rest if word.y > grid.rows[0]]
        inside = {id(word): cell for word in rest if word.y <= grid.rows[0] and (cell := grid.cell(*word.middle))}
        table = _table([(inside[id(word)], word) for word in rest if id(word) in inside], where)
        if table:
            blocks += text_blocks(before, where, above)
            blocks.append(table)
            above = 0
            rest = [word for word in rest if word.y <= grid.rows[0] and id(word) not in inside]
    return blocks + _last_blocks(rest, where, above)


def text_blocks(words: list[Word], where: str, above: int = 0) -> list[Block]:
    """Lines, and tables whose columns stand below one another without being ruled."""
    blocks = typed_blocks("\n".join(_laid_out(words)), lambda _: where)
    if above and blocks and isinstance(blocks[0], Line) and len(names := _GAPS.split(blocks[0].text)) == above:
        blocks[0] = Table((tuple(names),), where)  # its last row
    first = next((block for block in blocks if isinstance(block, Table)), None)
    goes_on = first is not None and len(first.rows[0]) == above
    return [it for block in blocks for it in _checked(block, goes_on=goes_on and block is first)]


def _last_blocks(words: list[Word], where: str, above: int) -> list[Block]:
    """What ends a page; names side by side there are the header of the table that begins the next one."""
    blocks = typed_blocks("\n".join(_laid_out(words)), lambda _: where)
    names = _GAPS.split(blocks[-1].text.strip()) if blocks and isinstance(blocks[-1], Line) else []
    if len(names) < _FEWEST or any(map(str.isdigit, "".join(names))) or max(map(len, names)) >= _LONGEST:
        return text_blocks(words, where, above)
    return [*text_blocks(words, where, above)[:-1], Table((tuple(names),), where)]


def _checked(block: Block, *, goes_on: bool) -> list[Block]:
    """A table has names at its head, or a name in each row; all else that stands side by side is lines of text."""
    if isinstance(block, Table) and not goes_on and not _is_table(block.rows):
        return [Line(" ".join(filter(None, row)), block.where) for row in block.rows]
    return [_without_gaps(block) if isinstance(block, Line) else block]


def _is_table(rows: tuple[tuple[str, ...], ...]) -> bool:
    if len(rows) > 1 and not any(map(str.isdigit, "".join(rows[0]))) and all(len(cell) < _LONGEST for cell in rows[0]):
        return True
    return len(rows) > 2 and all(row[0][:1].isalpha() and ":" not in row[0] for row in rows)


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
    lines = lines_of(words)
    gaps = _gaps(lines)[:_MOST]
    above: float | None = None
    for line in lines:
        if above is not None and above - line[0].y > 3 * line[0].size:
            yield ""
        above = line[0].y
        yield _spaced(line, margin, unit, gaps)


def _gaps(lines: list[list[Word]]) -> list[Gap]:
    return [
        (left.x1, word.x0) for line in lines for left, word in pairwise(line) if word.x0 - left.x1 > _GAP * word.size
    ]


def _divides(left: Word, word: Word, gaps: list[Gap]) -> bool:
    """A wide gap; or one that is no space between words where other lines have a wide one: a heading fills its cell."""
    gap = (word.x0 - left.x1) / word.size
    if gap > _GAP:
        return True
    if _SPACE[0] <= gap <= _SPACE[1]:
        return False
    middle = (left.x1 + word.x0) / 2
    return sum(start <= middle <= end for start, end in gaps) >= _SEVERAL


def _spaced(line: list[Word], margin: float, unit: float, gaps: list[Gap]) -> str:
    text = ""
    for index, word in enumerate(line):
        if index and not _divides(line[index - 1], word, gaps):
            text += word.text if word.x0 - line[index - 1].x1 < 0.1 * word.size else f" {word.text}"
        else:
            place = min(int((word.x0 - margin) / unit), 5_000)
            text += " " * max(2 if index else 0, place - len(text)) + word.text
    return text
