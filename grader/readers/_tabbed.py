"""Tables whose cells lie between tabulators: what is left of a table when it is copied as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.model import Block, Line, Table
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


def with_tabbed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs of a document, two or more in a row with tabulators in them, as the table that they draw."""
    run: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and "\t" in block.text.strip():
            run.append(block)
            continue
        yield from _drawn(run)
        run = []
        yield block
    yield from _drawn(run)


def _drawn(run: list[Line]) -> list[Block]:
    if len(run) < 2:
        return [*run]
    return [Table(tuple([tuple([text.strip() for text in it.text.split("\t")]) for it in run]), run[0].where)]


def _is_blank_layer(scan: Scan, index: int) -> bool:
    line = scan.lines[index].strip()
    below = scan.lines[index + 1] if index + 1 < len(scan.lines) else ""
    return index > scan.at and bool(line) and len(line) < 20 and line[-1] not in ":." and "\t" in below.strip()
