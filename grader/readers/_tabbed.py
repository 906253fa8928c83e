"""Tables whose cells lie between tabulators: what is left of a table when it is copied as text."""

from __future__ import annotations

from grader.model import Table
from grader.readers._pipes import plain
from grader.readers._scan import Scan


def take_tabbed(scan: Scan) -> bool:
    """Two or more lines with tabulators; a layer left blank is a short line between two of them."""
    lines = scan.lines
    end = scan.at
    while end < len(lines) and ("\t" in lines[end].rstrip("\r\n ") or _is_blank_layer(scan, end)):
        end += 1
    if end - scan.at < 2:
        return False
    rows = [tuple(map(plain, line.rstrip("\r\n").split("\t"))) for line in lines[scan.at : end]]
    scan.blocks.append(Table(tuple(rows), scan.where(scan.at)))
    scan.at = end
    return True


def _is_blank_layer(scan: Scan, index: int) -> bool:
    line = scan.lines[index].strip()
    below = scan.lines[index + 1] if index + 1 < len(scan.lines) else ""
    return index > scan.at and bool(line) and len(line) < 20 and line[-1] not in ":." and "\t" in below.strip()
