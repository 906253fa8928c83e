"""Tables whose columns are divided by wide gaps alone: printed summaries of models and hand-aligned text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from grader.model import Table
from grader.readers._gaps import Span, columns_of, placed
from grader.readers._limits import check_grid
from grader.readers._pipes import plain
from grader.readers._scan import Scan

_RULE = re.compile(r"\s*[-=_─━═]{3,}(?:\s+[-=_─━═]{2,})*\s*")
_CHUNK = re.compile(r"\S+(?:[ \u00a0\u2009\u202f]\S+)*")
_TREE = re.compile(r"[\s│|]*[├└]─+\s*(?=\w)")
_SENTENCE = re.compile(r"[\d:=]|[.;,](?:\s|$)")
_LONGEST_NAME = 40
_MARGIN = 8
_NAMES = 3
"""Columns that a line of names has, at least."""
_LONG_RUN = 50


def is_rule_line(line: str) -> bool:
    return _RULE.fullmatch(line) is not None


def is_branch(line: str) -> bool:
    """Whether it is a layer of a tree that torchinfo prints: `│    └─Conv2d: 2-1`."""
    return not line.isascii() and _TREE.match(line) is not None


def take_aligned(scan: Scan) -> bool:
    """A table that begins at this line, if two lines or more fall into columns."""
    grid = _Grid()
    end = grid.take(scan.lines, scan.at)
    if not grid.is_table():
        return _leave(scan, end)
    clean = plain if scan.marks else str
    rows = [tuple(map(clean, row)) for row in grid.rows()]
    scan.blocks.append(Table(tuple(rows), scan.where(scan.at)))
    scan.at = end
    return True


def _leave(scan: Scan, end: int) -> bool:
    """What is no table is tried again from its next line, but not so often that it takes long."""
    if end - scan.at < _LONG_RUN:
        return False
    while scan.at < end:
        scan.add_line(scan.lines[scan.at])
    return True


@dataclass
class _Grid:
    """The lines of a table, each with where its chunks of text stand."""

    lines: list[str] = field(default_factory=list)
    spans: list[list[Span]] = field(default_factory=list)
    width: int = 0
    """How many chunks the widest line has."""
    counted: bool = False
    """Whether any line has a digit."""
    ruled: bool = False
    breaks: set[int] = field(default_factory=set)
    """Indices of lines that stand under a rule."""

    def take(self, lines: Sequence[str], at: int) -> int:
        """Index of the first line that no longer belongs to the table."""
        while at < len(lines):
            line = _without_branch(lines[at])
            if _RULE.fullmatch(line):
                self.breaks.add(len(self.lines))
                self.ruled = True
            elif not self._takes(line, lines, at):
                break
            at += 1
        return at

    def _takes(self, line: str, lines: Sequence[str], at: int) -> bool:
        if not line.strip():
            return self.ruled and self._goes_on(lines, at)
        spans = [match.span() for match in _CHUNK.finditer(line)]
        if "|" in line or "\t" in line or (len(spans) == 1 and not self._takes_single(line)):
            return False
        if self.lines and len(self.spans[0]) > 2 and len(spans) == 2 and line[: spans[0][1]].endswith(":"):
            return False  # «Total de parámetros:   8321» under the table
        if self._begins_another(line) if self.lines else line[: spans[0][1]].endswith(":") and len(spans) == 2:
            return False
        self.lines.append(line)
        self.spans.append(spans)
        self.width = max(self.width, len(spans))
        self.counted = self.counted or any(map(str.isdigit, line))
        return True

    def _goes_on(self, lines: Sequence[str], at: int) -> bool:
        """Keras 2 leaves a blank line under each row, but none under the last rule; names begin another table."""
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if not self.lines or len(self.lines) in self.breaks:
            return False
        chunks = _CHUNK.findall(below)
        rows_on = len(chunks) > 1 and any(map(str.isdigit, below)) and chunks != _CHUNK.findall(self.lines[0])
        return rows_on or is_rule_line(below)

    def _begins_another(self, line: str) -> bool:
        """Whether the line has the names of a table's columns, as the first or as none has, under answers."""
        if not self.counted or any(map(str.isdigit, line)):
            return False
        chunks = _CHUNK.findall(line)
        return len(chunks) >= _NAMES and (len(chunks) > self.width or chunks[0] == self._first)

    @property
    def _first(self) -> str:
        return self.lines[0][slice(*self.spans[0][0])]

    def _takes_single(self, line: str) -> bool:
        """A layer left blank, or the rest of a long cell; right under the names, a cell far from the margin."""
        text = line.strip()
        if not self.lines or len(self.lines) in self.breaks:
            return len(self.lines) == 1 and self.width > 2 and line[:_MARGIN].isspace() and len(text) < _LONGEST_NAME
        return _is_open(self.lines[-1]) or (len(text) < _LONGEST_NAME and text[-1] not in ":." and ":" not in text)

    def is_table(self) -> bool:
        """Two columns need a rule, or names at their head; two wide gaps in a text are no table."""
        if len(self.spans) < 2 or sum(len(spans) > 1 for spans in self.spans) < 2:
            return False
        return self.ruled or self.width > 2 or not _SENTENCE.search(self.lines[0])

    def rows(self) -> list[list[str]]:
        check_grid(len(self.lines), self.width)
        columns = columns_of(self.spans, self.width)
        rows: list[list[str]] = []
        for index, (line, spans) in enumerate(zip(self.lines, self.spans, strict=True)):
            row = placed(line, spans, columns, cut=self.ruled)
            if rows and self.ruled and index not in self.breaks and _continues(rows[-1], row):
                rows[-1] = [_glued(above, below) for above, below in zip_longest(rows[-1], row, fillvalue="")]
            else:
                rows.append(row)
        return rows


def _without_branch(line: str) -> str:
    """The branches of a tree replaced by as much space."""
    return _TREE.sub(lambda match: " " * len(match[0]), line, count=1) if is_branch(line) else line


def _continues(above: list[str], row: list[str]) -> bool:
    """The rest of long cells; a row whose first cell was left blank has more."""
    rest = not row[0] and sum(map(bool, row)) * 2 <= len(row)
    return rest or (_is_open(above[0]) and not any(row[1:]))


def _glued(above: str, below: str) -> str:
    return above + below if _is_open(above) else f"{above} {below}".strip()


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")
