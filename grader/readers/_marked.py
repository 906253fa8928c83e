"""Markdown and plain text as headings, tables and lines: blocks in reading order, with where each stood."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.model import Block, Heading
from grader.readers._aligned import is_branch, is_rule_line, take_aligned
from grader.readers._drawn import take_drawn
from grader.readers._latex_blocks import take_latex
from grader.readers._pipes import is_row, plain
from grader.readers._scan import BARS, LATEX, UNDERLINES, Scan, Where, signs, unquoted
from grader.readers._spaced import take_spaced
from grader.readers._tabbed import take_tabbed
from grader.readers._text import split_lines

Step = Callable[[Scan, str], bool]
"""Takes from the scan what begins in this line, if it begins there."""

_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*")
_MARKS = frozenset("`~<#-=_─━═")
_ACROSS = 20
"""A rule longer than its text by so much is no underline."""
_FENCE = re.compile(r"\s*(```+|~~~+)")
_TABLE_TAG = re.compile(r"\s*<table\b", re.IGNORECASE)


def marked_blocks(text: str, where: Where, *, marks: bool = True, columns: bool = True) -> list[Block]:
    """`marks`: Markdown's own mean something; `columns`: so do wide gaps. A program has neither."""
    scan = Scan(split_lines(text), where, marks, columns, signs(text))
    steps = _steps(scan)
    lines, count = scan.lines, len(scan.lines)
    while scan.at < count:
        line = lines[scan.at]
        if not line or line.isspace():
            scan.at += 1
            continue
        for step in steps:
            if step(scan, line):
                break
        else:
            scan.add_line(line)
    return scan.blocks


def _steps(scan: Scan) -> list[Step]:
    """What a line may begin, in the order in which it is tried; only what occurs in the text at all."""
    steps = (
        (">" in scan.found, _take_quoted),
        (scan.has(LATEX), _take_latex),
        (scan.has(BARS), _take_drawn),
        ("\t" in scan.found, _take_tabbed),
        (scan.columns and "  " in scan.found, _take_aligned),
        (scan.columns, take_spaced),
        (True, _take_marked),
        (scan.marks and scan.has(UNDERLINES), _take_underlined),
    )
    return [step for occurs, step in steps if occurs]


def _take_quoted(scan: Scan, line: str) -> bool:
    """Leaves the line out of its quotation to the other steps: then it is still there to be taken."""
    if line.lstrip()[0] != ">":
        return False
    scan.lines[scan.at] = bare = unquoted(line)
    return bare != line


def _take_latex(scan: Scan, line: str) -> bool:
    return ("\\" in line or "$" in line) and take_latex(scan, line)


def _take_drawn(scan: Scan, line: str) -> bool:
    return is_row(line) and not scan.heading(line) and not is_branch(line) and take_drawn(scan)


def _take_tabbed(scan: Scan, line: str) -> bool:
    return "\t" in line and take_tabbed(scan)


def _take_aligned(scan: Scan, line: str) -> bool:
    return "  " in line and take_aligned(scan)


def _take_marked(scan: Scan, line: str) -> bool:
    """What its first letter tells."""
    first = line[0] if line[0] != " " else line.lstrip()[0]
    if first not in _MARKS:
        return False
    if first in "`~" and _FENCE.match(line):
        return _take_fenced(scan, line)
    if first == "<" and _TABLE_TAG.match(line):
        return _take_html(scan)
    if first == "#" and (match := scan.heading(line)):
        _append_heading(scan, _without_closing(line[match.end() :].strip()), len(match[1]), 1)
        return True
    is_rule = is_rule_line(line)
    scan.at += is_rule
    return is_rule


def _take_fenced(scan: Scan, line: str) -> bool:
    """What stands in a code fence is text as it is, or a table drawn with characters."""
    mark = line.strip()[:3]
    end = scan.at + 1
    while end < len(scan.lines) and not scan.lines[end].strip().startswith(mark):
        end += 1
    first = scan.at + 1
    inner = marked_blocks("\n".join(scan.lines[first:end]), lambda i: scan.where(i + first), marks=False)
    scan.blocks += inner
    scan.at = end + 1
    return True


def _take_html(scan: Scan) -> bool:
    """An HTML table, up to its closing tag."""
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
