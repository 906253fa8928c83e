"""Text as it was typed, with tables drawn or aligned in it: what Markdown, a page and a PDF have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from grader.model import Block
from grader.readers._aligned import is_branch, is_rule_line, take_aligned
from grader.readers._drawn import take_drawn
from grader.readers._latex_blocks import take_latex
from grader.readers._pipes import is_row
from grader.readers._scan import BARS, LATEX, Scan, Where, signs
from grader.readers._spaced import take_spaced
from grader.readers._tabbed import take_tabbed
from grader.readers._text import split_lines

Step = Callable[[Scan, str], bool]
"""Takes from the scan what begins in this line, if it begins there."""

RULED = frozenset("`~-=_─━═")
"""With what a line begins that fences text in, or that is nothing but strokes."""
_FENCE = re.compile(r"\s*(```+|~~~+)")


def typed_blocks(text: str, where: Where, *, columns: bool = True) -> list[Block]:
    """`columns`: wide gaps divide them; in a program they do not."""
    scan = Scan(split_lines(text), where, marks=False, columns=columns, found=signs(text))
    return scanned(scan, [*typed_steps(scan), take_ruled])


def scanned(scan: Scan, steps: Sequence[Step]) -> list[Block]:
    """The blocks of a text; a line that no step takes is one."""
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


def typed_steps(scan: Scan) -> list[Step]:
    """What a line may begin but for what its first letter tells, in the order in which it is tried.

    Only what occurs in the text at all.
    """
    steps = (
        (scan.has(LATEX), _take_latex),
        (scan.has(BARS), _take_drawn),
        ("\t" in scan.found, _take_tabbed),
        (scan.columns and "  " in scan.found, _take_aligned),
        (scan.columns, take_spaced),
    )
    return [step for occurs, step in steps if occurs]


def _take_latex(scan: Scan, line: str) -> bool:
    return ("\\" in line or "$" in line) and take_latex(scan, line)


def _take_drawn(scan: Scan, line: str) -> bool:
    return is_row(line) and not scan.heading(line) and not is_branch(line) and take_drawn(scan)


def _take_tabbed(scan: Scan, line: str) -> bool:
    return "\t" in line and take_tabbed(scan)


def _take_aligned(scan: Scan, line: str) -> bool:
    return "  " in line and take_aligned(scan)


def take_ruled(scan: Scan, line: str) -> bool:
    """What stands in a code fence is text as it is; a line of nothing but strokes says nothing."""
    first = line.lstrip()[0]
    if first not in RULED:
        return False
    if first in "`~" and _FENCE.match(line):
        return _take_fenced(scan, line)
    is_rule = is_rule_line(line)
    scan.at += is_rule
    return is_rule


def _take_fenced(scan: Scan, line: str) -> bool:
    mark = line.strip()[:3]
    end = scan.at + 1
    while end < len(scan.lines) and not scan.lines[end].strip().startswith(mark):
        end += 1
    first = scan.at + 1
    scan.blocks += typed_blocks("\n".join(scan.lines[first:end]), lambda i: scan.where(i + first))
    scan.at = end + 1
    return True
