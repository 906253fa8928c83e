"""Text from outside made harmless in each format, and what markup needs to be set well.

`Markup` marks what is already markup: everything else that a template prints comes through an escape of this file.
"""

# ruff: noqa: S704  (this file is where text becomes markup)

from __future__ import annotations

import re

import markupsafe
from markupsafe import Markup

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[\\x00-\\x1f&<>\"'*_`|~$\\\\\\[\\]\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufffe\\uffff]")
"""What any escape of this file, or `printable`, would change."""
_MARKDOWN = str.maketrans(
    {c: f"\\{c}" for c in "*_`|~$"}
    | {"\\": "&#92;", "<": "&lt;", ">": "&gt;", "&": "&amp;", "[": "&#91;", "]": "&#93;"}
    | dict.fromkeys("\r\n\t\u2028\u2029\x85", " ")
)


_LMS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {c: f"&#{ord(c)};" for c in "\"'#[]{}"})


def printable(text: str) -> str:
    """Without the characters that neither XML nor a printer knows."""
    return _UNPRINTABLE.sub("\ufffd", text)


def is_plain(text: str) -> bool:
    """Whether the text is the same in every format, as most are."""
    return not _SPECIAL.search(text)


def escape_html(text: str) -> Markup:
    return markupsafe.escape(text)


def escape_markdown(text: str) -> Markup:
    """For the middle of a line: no macro begins a line with a text from outside, so `#` and `-` mean nothing.

    >>> print(escape_markdown("a|b *c* #d"))
    a\\|b \\*c\\* #d
    """
    return Markup(text.translate(_MARKDOWN))


def escape_lms(text: str) -> Markup:
    """For the text of a question: nothing in it can look like a gap, `{1:NM:=0}` or `[celda1]`.

    >>> print(escape_lms("a<b & {1:NM:=3}"))
    a&lt;b &amp; &#123;1:NM:=3&#125;
    """
    return Markup(text.translate(_LMS))


def aligned(table: Markup) -> Markup:
    """Pipe rows with their columns padded to the same width; the second row is the rule."""
    rows = [re.split(r"(?<!\\)\|", line.strip())[1:-1] for line in table.strip().splitlines()]
    cells = [[cell.strip() for cell in row] for row in rows]
    widths = [max(3, *map(len, column)) for column in zip(*(cells[:1] + cells[2:]), strict=True)]
    cells[1] = ["-" * width for width in widths]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in cells]
    return Markup("\n".join(lines) + "\n")


def tidy(markdown: str) -> str:
    """One empty line between blocks."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
