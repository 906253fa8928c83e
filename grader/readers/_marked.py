"""Markdown and plain text as headings, tables and lines: blocks in reading order, with where each stood."""

from __future__ import annotations

import re

from grader.model import Block, Heading
from grader.readers._pipes import plain
from grader.readers._scan import UNDERLINES, Scan, Where, signs, unquoted
from grader.readers._text import split_lines
from grader.readers._typed import RULED, Step, scanned, take_ruled, typed_steps

_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*")
_ACROSS = 20
"""A rule longer than its text by so much is no underline."""
_TABLE_TAG = re.compile(r"\s*<table\b", re.IGNORECASE)


def marked_blocks(text: str, where: Where, *, marks: bool = True, columns: bool = True) -> list[Block]:
    """`marks`: Markdown's own mean something; `columns`: so do wide gaps. A program has neither."""
    scan = Scan(split_lines(text), where, marks, columns, signs(text))
    return scanned(scan, _steps(scan))


def _steps(scan: Scan) -> list[Step]:
    quoted: list[Step] = [_take_quoted] if ">" in scan.found else []
    underlined: list[Step] = [_take_underlined] if scan.marks and scan.has(UNDERLINES) else []
    return [*quoted, *typed_steps(scan), _take_marked, *underlined]


def _take_quoted(scan: Scan, line: str) -> bool:
    """Leaves the line out of its quotation to the other steps: then it is still there to be taken."""
    if line.lstrip()[0] != ">":
        return False
    scan.lines[scan.at] = bare = unquoted(line)
    return bare != line


def _take_marked(scan: Scan, line: str) -> bool:
    """What its first letter tells."""
    first = line[0] if line[0] != " " else line.lstrip()[0]
    if first in RULED:
        return take_ruled(scan, line)
    if first == "<" and _TABLE_TAG.match(line):
        return _take_html(scan)
    if first == "#" and (match := scan.heading(line)):
        _append_heading(scan, _without_closing(line[match.end() :].strip()), len(match[1]), 1)
        return True
    return False


def _take_html(scan: Scan) -> bool:
    """An HTML table, up to its closing tag; what reads pages takes its time to import."""
    from grader.readers._page import page_blocks

    end = scan.at + 1
    while end < len(scan.lines) and "</table" not in scan.lines[end - 1].lower():
        end += 1
    scan.blocks += page_blocks("\n".join(scan.lines[scan.at : end]), scan.where(scan.at))
    scan.at = end
    return True


def _take_underlined(scan: Scan, line: str) -> bool:
    below = scan.lines[scan.at + 1] if scan.at + 1 < len(scan.lines) else ""
    if below and below.lstrip()[:1] in ("=", "-") and _underlines(below, line):
        _append_heading(scan, line, 1 if below.lstrip()[0] == "=" else 2, 2)
        return True
    return False


def _underlines(below: str, line: str) -> bool:
    """Not the rule across the page that ends a printed summary."""
    return _UNDERLINE.fullmatch(below) is not None and len(below.strip()) < len(line) + _ACROSS


def _without_closing(title: str) -> str:
    """`Título ##` is «Título», `C#` is «C#»."""
    bare = title.rstrip("#")
    return bare.rstrip() if bare != title and (not bare or bare[-1].isspace()) else title


def _append_heading(scan: Scan, text: str, level: int, height: int) -> None:
    if title := plain(text):
        scan.blocks.append(Heading(title, level, scan.where(scan.at)))
    scan.at += height
