"""The rows of tables drawn with characters, Markdown's pipes or boxes, and the text of their cells."""

from __future__ import annotations

import re
from html import unescape

_DRAWN = " \t|:+-=─━═│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪╭╮╰╯┏┓┗┛┣┫┳┻╋╇┡┩╈┢┪┯┷┿"
_EDGES = frozenset("+┌└├╔╚╠╒╘╞╭╰┏┗┣┡┢")
_STROKES = frozenset("-=─━═")
_BOXES = str.maketrans("│┃║", "|||")
_SEPARATOR = re.compile(r"\|(?<!\\\|)")
_TAG = re.compile(r"</?(?:a|b|i|u|s|em|strong|span|code|mark|small|center|font|p|div)(?:\s[^<>]*)?>", re.IGNORECASE)
_STRUCK = re.compile(r"<(del|s|strike)(?:\s[^<>]*)?>([^<>]*)</\1>", re.IGNORECASE)
"""Crossed out: kept as Markdown writes it, so that a person sees what stood there."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = ("***", "**", "*", "__", "_", "``", "`")
_ESCAPE = re.compile(r"\\([*_|#`~+-])")
_BOLD = re.compile(r"\*\*(?<![\w)\]*\\]\*\*)(?=[^\s*])([^*]+(?:\*[^*]+)*)(?<=\S)\*\*(?![\w(*])")


def is_rule(line: str) -> bool:
    """Whether a line only divides: Markdown's `|---|:-:|`, or `+---+---+`, or `├──┼──┤`."""
    return not line.strip(_DRAWN) and any(mark in line for mark in _STROKES)


def is_border(line: str) -> bool:
    """A rule of a drawn table, which begins at its edge and needs no header above it."""
    return line.lstrip()[0] in _EDGES and is_rule(line)


def is_row(line: str) -> bool:
    if "|" in line or has_box(line):
        return True
    first = line.lstrip()[:1]
    return (first in _EDGES or (first in _STROKES and _is_crossed(line))) and is_rule(line)


def _is_crossed(line: str) -> bool:
    """As a rule of a table without outer edges is: `-----+-----`."""
    return any(cross in line for cross in "+┼╪╋┿╂")


def has_box(line: str) -> bool:
    return not line.isascii() and ("│" in line or "┃" in line or "║" in line)


def split_row(line: str) -> tuple[str, ...]:
    r"""The cells of a row, with or without outer pipes; `\|` is a pipe inside a cell.

    >>> split_row(r"| CONV1 | 5*5*3 | a \| b |  |")
    ('CONV1', '5*5*3', 'a | b', '')
    """
    body = (line.translate(_BOXES) if has_box(line) else line).strip().removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    cells = _SEPARATOR.split(body) if "\\" in body else body.split("|")
    return tuple([plain(cell) for cell in cells] if _is_marked(body) else [cell.strip() for cell in cells])


def plain(text: str) -> str:
    """A cell or a line without Markdown's marks: emphasis around whole words, escapes, entities, breaks."""
    text = text.strip()
    if not _is_marked(text):
        return text
    if "<" in text:
        text = _TAG.sub("", _STRUCK.sub(r"~~\2~~", _BREAK.sub("\n", text)))
    if text and text[0] == text[-1] and text[0] in "*_`":
        text = _unwrapped(text)
    if "**" in text:
        text = _BOLD.sub(_inner, text)
    if "\\" in text:
        text = _ESCAPE.sub(_inner, text)
    return unescape(text) if "&" in text else text


def _is_marked(text: str) -> bool:
    """Whether anything in it may be a mark; every line is asked, and a pattern takes five times as long."""
    return "*" in text or "_" in text or "`" in text or "\\" in text or "&" in text or "<" in text


def _inner(match: re.Match[str]) -> str:
    return match[1]


def _unwrapped(text: str) -> str:
    """Without the marks around the whole of it; `*a* y *b*` has none."""
    for mark in _EMPHASIS:
        inner = text[len(mark) : -len(mark)]
        if text.startswith(mark) and text.endswith(mark) and inner.strip() and mark not in inner:
            return inner.strip()
    return text
