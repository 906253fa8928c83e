"""Rows that lost their bars and their gaps: a layer's name and then only numbers, `FC1 128 64 8192 64 8256`."""

from __future__ import annotations

import re

from grader.model import Table
from grader.readers._scan import Scan

_WORD = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\S+")
_NAME = re.compile(r"[^\W\d][\w-]*")
_NUMBER = re.compile(r"[\d(\[][\d.,()\[\]x×\s]*|[-–—]+|N/A", re.IGNORECASE)
_ENDS = frozenset("0123456789)]-–—A ")
"""Last letters of a row, here of the second."""
_FEWEST = 4
"""Words a row; with fewer it could be a sentence."""


def take_spaced(scan: Scan, line: str) -> bool:
    """Two such rows or more, all with as many words, under their column names if these are as many."""
    if not line[0].isalpha() or "  " in line:
        return False
    below = scan.lines[scan.at + 1 : scan.at + 2]
    if not below or below[0][-1:] not in _ENDS:
        return False
    start = scan.at + _is_header(scan.lines, scan.at)
    rows: list[tuple[str, ...]] = []
    while start + len(rows) < len(scan.lines):
        words = tuple(_WORD.findall(scan.lines[start + len(rows)]))
        if not _is_data(words) or (rows and len(words) != len(rows[0])):
            break
        rows.append(words)
    if len(rows) < 2:
        return False
    header = [tuple(scan.lines[scan.at].split())] if start > scan.at else []
    scan.blocks.append(Table((*header, *rows), scan.where(scan.at)))
    scan.at = start + len(rows)
    return True


def _is_header(lines: list[str], at: int) -> bool:
    names = lines[at].split()
    below = _WORD.findall(lines[at + 1]) if at + 1 < len(lines) else []
    return len(names) == len(below) and all(name.isalpha() for name in names)


def _is_data(words: tuple[str, ...]) -> bool:
    if len(words) < _FEWEST or not _NAME.fullmatch(words[0]):
        return False
    return all(_NUMBER.fullmatch(word) for word in words[1:])
