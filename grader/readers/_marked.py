"""Markdown and plain text as headings, tables and lines: blocks in reading order, with where each stood."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from grader.model import Block, Heading, Line, Table
from grader.readers._pipes import is_border, is_row, is_rule, plain, split_row
from grader.readers._text import split_lines

Where = Callable[[int], str]
"""Says in Spanish where the line of a given index stands."""

_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s|$)")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)++")
_BULLETS = ("- ", "* ", "+ ")
_TABLE_TAG = re.compile(r"\s*<table\b", re.IGNORECASE)


@dataclass
class _Scan:
    """A text on its way to blocks: each step takes lines from `at` on."""

    lines: list[str]
    where: Where
    headings: bool
    """Whether `#` begins a heading; in a program and its output it does not."""
    at: int = 0
    blocks: list[Block] = field(default_factory=list)


def marked_blocks(text: str, where: Where, *, headings: bool = True) -> list[Block]:
    scan = _Scan(split_lines(text), where, headings)
    while scan.at < len(scan.lines):
        line = scan.lines[scan.at]
        if not line or line.isspace():
            scan.at += 1
        elif not _take_block(scan, line):
            _take_line(scan, line)
    return scan.blocks


def _take_block(scan: _Scan, line: str) -> bool:
    """Anything that is more than a line of text."""
    first = line.lstrip()[0]
    if first == ">":
        scan.lines[scan.at] = line = _QUOTE.sub("", line, count=1)
        return not line.strip() or _take_block(scan, line)
    if is_row(line) and not _is_heading(scan, line):
        return _take_table(scan)
    if "\t" in line and _take_tabbed(scan):
        return True
    if first in "`~" and _FENCE.match(line):
        return _take_fenced(scan, line)
    if first == "<" and _TABLE_TAG.match(line):
        return _take_html(scan)
    return scan.headings and _take_heading(scan, line, first)


def _take_table(scan: _Scan) -> bool:
    """A run of lines with pipes: lines of text up to where the table begins, if it does, then its rows."""
    start = scan.at
    run = _run(scan)
    first = _table_start(run)
    for line in run[:first]:
        _take_line(scan, line)
    if first < len(run):
        rows = [split_row(line) for line in run[first:] if not is_rule(line)]
        if rows:
            scan.blocks.append(Table(tuple(rows), scan.where(start + first)))
        scan.at = start + len(run)
    return True


def _run(scan: _Scan) -> list[str]:
    """The lines from here to the first without a pipe, out of their quotation."""
    run: list[str] = []
    for index in range(scan.at, len(scan.lines)):
        line = scan.lines[index]
        if line[:1] == "|":
            run.append(line)
            continue
        line = _unquoted(line)
        if not is_row(line) or _is_heading(scan, line):
            break
        run.append(line)
    return run


def _table_start(run: list[str]) -> int:
    """Index of the header: above a delimiter row, at a border, or first of the last rows with outer pipes."""
    for index, line in enumerate(run):
        if is_rule(line):
            return index if is_border(line) else max(index - 1, 0)
    first = len(run)
    while first and run[first - 1].lstrip()[0] in "|│┃║":
        first -= 1
    return first if len(run) - first > 1 else len(run)


def _unquoted(line: str) -> str:
    return _QUOTE.sub("", line, count=1) if line[:4].lstrip()[:1] == ">" else line


def _take_tabbed(scan: _Scan) -> bool:
    """Two or more lines with tabulators between words: a table that lost its bars when it was copied."""
    end = scan.at
    while end < len(scan.lines) and "\t" in scan.lines[end].strip():
        end += 1
    if end - scan.at < 2:
        return False
    rows = [tuple(map(plain, line.rstrip("\r\n").split("\t"))) for line in scan.lines[scan.at : end]]
    scan.blocks.append(Table(tuple(rows), scan.where(scan.at)))
    scan.at = end
    return True


def _take_fenced(scan: _Scan, line: str) -> bool:
    """What stands in a code fence is text as it is, or a table drawn with characters."""
    mark = line.strip()[:3]
    end = scan.at + 1
    while end < len(scan.lines) and not scan.lines[end].strip().startswith(mark):
        end += 1
    first = scan.at + 1
    inner = marked_blocks("\n".join(scan.lines[first:end]), lambda i: scan.where(i + first), headings=False)
    scan.blocks += inner
    scan.at = end + 1
    return True


def _take_html(scan: _Scan) -> bool:
    """An HTML table, up to its closing tag."""
    from grader.readers._page import page_blocks

    end = scan.at + 1
    while end < len(scan.lines) and "</table" not in scan.lines[end - 1].lower():
        end += 1
    scan.blocks += page_blocks("\n".join(scan.lines[scan.at : end]), scan.where(scan.at))
    scan.at = end
    return True


def _take_heading(scan: _Scan, line: str, first: str) -> bool:
    if first == "#" and (match := _HEADING.match(line)):
        _append_heading(scan, _without_closing(line[match.end() :].strip()), len(match[1]), 1)
        return True
    below = scan.lines[scan.at + 1] if scan.at + 1 < len(scan.lines) else ""
    if below.lstrip()[:1] in ("=", "-") and (match := _UNDERLINE.fullmatch(below)):
        _append_heading(scan, line, 1 if match[1][0] == "=" else 2, 2)
        return True
    return False


def _is_heading(scan: _Scan, line: str) -> bool:
    return scan.headings and line.lstrip()[0] == "#" and _HEADING.match(line) is not None


def _without_closing(title: str) -> str:
    """`Título ##` is «Título», `C#` is «C#»."""
    bare = title.rstrip("#")
    return bare.rstrip() if bare != title and (not bare or bare[-1].isspace()) else title


def _append_heading(scan: _Scan, text: str, level: int, height: int) -> None:
    if title := plain(text):
        scan.blocks.append(Heading(title, level, scan.where(scan.at)))
    scan.at += height


def _take_line(scan: _Scan, line: str) -> None:
    """In a text without its bullet and emphasis; in a program as it is."""
    text = line.strip()
    if scan.headings:
        text = plain(text[2:] if text[:2] in _BULLETS else text)
    if text:
        scan.blocks.append(Line(text, scan.where(scan.at)))
    scan.at += 1
