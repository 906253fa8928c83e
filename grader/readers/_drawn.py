"""Tables drawn with bars or boxes, in the lines of a text."""

from __future__ import annotations

from grader.model import Table
from grader.readers._pipes import is_border, is_row, is_rule, split_row
from grader.readers._scan import Scan, unquoted

_BARS = "|│┃║"
_DIVIDED = 3
"""From so many rules on, they may stand between all rows."""


def take_drawn(scan: Scan) -> bool:
    """A run of lines with bars: lines of text up to where the table begins, if it does, then its rows."""
    start = scan.at
    run = _run(scan)
    first = _table_start(run)
    for line in run[:first]:
        scan.add_line(line)
    if first < len(run):
        if rows := _rows(run[first:]):
            scan.blocks.append(Table(tuple(rows), scan.where(start + first)))
        scan.at = start + len(run)
    return True


def _run(scan: Scan) -> list[str]:
    """The lines from here to the first without a bar, out of their quotation."""
    run: list[str] = []
    for index in range(scan.at, len(scan.lines)):
        line = scan.lines[index]
        if line[:1] == "|":
            run.append(line)
            continue
        line = unquoted(line)
        if not is_row(line) or scan.heading(line):
            break
        run.append(line)
    return run


def _table_start(run: list[str]) -> int:
    """Index of the header: above a delimiter row, at a border, or first of the last rows that look like a table's."""
    for index, line in enumerate(run):
        if is_rule(line):
            return index if is_border(line) else max(index - 1, 0)
    first = len(run)
    bars = run[-1].count("|")
    while first and (run[first - 1].lstrip()[0] in _BARS or (bars > 1 and run[first - 1].count("|") == bars)):
        first -= 1
    return first if len(run) - first > 1 else len(run)


def _rows(run: list[str]) -> list[tuple[str, ...]]:
    """One a line; one a box where rules divide all rows and a long cell goes on in the next line."""
    groups: list[list[tuple[str, ...]]] = [[]]
    for line in run:
        if is_rule(line):
            groups.append([])
        else:
            groups[-1].append(split_row(line))
    groups = [group for group in groups if group]
    if len(groups) < _DIVIDED or not all(_is_one_row(group) for group in groups):
        return [row for group in groups for row in group]
    return [_joined(group) for group in groups]


def _is_one_row(group: list[tuple[str, ...]]) -> bool:
    """Whether each further line has text in fewer cells than the first."""
    width = sum(map(bool, group[0]))
    return all(len(row) == len(group[0]) and sum(map(bool, row)) < width for row in group[1:])


def _joined(group: list[tuple[str, ...]]) -> tuple[str, ...]:
    if len(group) == 1:
        return group[0]
    return tuple(" ".join(filter(None, column)) for column in zip(*group, strict=True))
