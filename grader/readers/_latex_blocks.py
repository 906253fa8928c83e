"""LaTeX in the lines of a text: its tables, its displayed formulas and its titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.model import Block, Heading, Line, Table
from grader.readers._latex import formula_lines, latex_text, table_rows
from grader.readers._scan import Scan

_TABLES = r"tabular[xy*]?|longtable|longtblr|tblr|array|tabulary|supertabular"
_FORMULAS = r"align|aligned|equation|eqnarray|gather|gathered|multline|split|flalign|alignat|displaymath|math"
_BEGIN = re.compile(rf"\\begin\s*\{{((?:{_TABLES})|(?:{_FORMULAS})\*?)\}}")
_TABLE = re.compile(
    rf"\\begin\s*\{{({_TABLES})\}}(?:\s*\[[^\]]{{0,20}}\]|\s*\{{(?:[^{{}}]|\{{[^{{}}]{{0,99}}\}}){{0,99}}\}}){{0,3}}"
)
_WRAPPER = re.compile(rf"(?:\\(?:begin|end)\s*\{{(?:{_FORMULAS})\*?\}}(?:\{{\d+\}})?|\$\$|\\\[(?!\d)|\\\])+")
_TITLE = re.compile(r"\s*\\(part|chapter|(?:sub){0,2}section|paragraph|title)\*?\s*\{(.*)\}")
_LEVELS = {"section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4}
_LONGEST = 100
"""Lines that a formula or a table may take; without its end in so many, it is none."""


def take_latex(scan: Scan, line: str) -> bool:
    """A title, a table or a displayed formula that begins in this line."""
    text = line.strip()
    if title := _TITLE.match(line):
        scan.blocks.append(Heading(latex_text(title[2]), _LEVELS.get(title[1], 1), scan.where(scan.at)))
        scan.at += 1
        return True
    if text[0] == "|" or not (height := _height(scan, text)):
        return False
    scan.blocks += _blocks("\n".join(scan.lines[scan.at : scan.at + height]), scan.where(scan.at))
    scan.at += height
    return True


def _height(scan: Scan, text: str) -> int:
    """How many lines it takes; 0: nothing of LaTeX begins here, or it has no end."""
    if text.count("$") == 2 and text[0] == text[-1] == "$" and "=" in text:
        return 1
    if begin := _BEGIN.search(text):
        return _upto(scan, f"\\end{{{begin[1]}}}")
    if "$$" in text:
        return 1 if text.count("$$") % 2 == 0 else _upto(scan, "$$", 1)
    return _upto(scan, "\\]") if text.startswith("\\[") else 0


def _upto(scan: Scan, end: str, skipped: int = 0) -> int:
    ahead = scan.lines[scan.at + skipped : scan.at + _LONGEST]
    return next((index for index, line in enumerate(ahead, skipped + 1) if end in line), 0)


def _blocks(text: str, place: str) -> Iterator[Block]:
    """The tables in it, and what stands before, between and after them as lines."""
    start = 0
    while table := _TABLE.search(text, start):
        closing = f"\\end{{{table[1]}}}"
        end = text.find(closing, table.end())
        if end < 0:
            break
        yield from _lines(text[start : table.start()], place)
        if rows := table_rows(text[table.end() : end]):
            yield Table(tuple(rows), place)
        start = end + len(closing)
    yield from _lines(text[start:], place)


def _lines(text: str, place: str) -> Iterator[Line]:
    return (Line(line, place) for line in formula_lines(_WRAPPER.sub(r"\\\\", text)))
