"""The words of a PDF page and where each stands; y grows upwards, as in the file."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, c_void_p, cast
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

_HYPHEN = 2
"""What pdfium gives for a hyphen at the end of a line."""
_LEADS, _TRAILS = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_SPACES = frozenset({0, 9, 10, 13, 32, 0xFFFE, 0xFFFF})
_APART, _BACK = 0.2, 0.8
"""Of the size of the text: a gap that ends a word, a step back (wider than in a ligature) that begins another."""
_KERNING = 0.03
_RAISED, _LEVEL, _SMALLER = 0.7, 0.2, 0.9
"""Of the size of the text: between these a letter is raised; and then it is so much smaller."""


@dataclass(slots=True)
class Word:
    text: str
    x0: float
    x1: float
    y: float
    """Of its baseline."""
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, self.y + self.size * 0.3


def page_words(page: pypdfium2.PdfPage) -> list[Word]:
    """In the order of the file. A raised letter follows a `^`: 3² is not read as 32."""
    words: list[Word] = []
    open_one: Word | None = None
    lead = 0
    text = page.get_textpage()
    for index, code, x0, x1, y, size in _glyphs(text):
        if code in _LEADS:
            lead = code
            continue
        sign = _sign(code, lead)
        lead = 0
        if code in _SPACES:
            open_one = None
        elif open_one is None or not _follows(open_one, x0, y, size) or _begins_anew(text, index, open_one, x0, y):
            open_one = Word(sign, x0, x1, y, size)
            words.append(open_one)
        else:
            raised = y - open_one.y > _LEVEL * open_one.size and not open_one.text.endswith("^")
            open_one.text += f"^{sign}" if raised and "^" not in open_one.text else sign
            open_one.x1 = max(x1, open_one.x1)
    return words


def _sign(code: int, lead: int) -> str:
    """The letter; those beyond U+FFFF come in two halves, and half a letter is none."""
    if code in _TRAILS:
        return chr(0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00) if lead else "\ufffd"
    return "-" if code == _HYPHEN else chr(code)


def _follows(word: Word, x: float, y: float, size: float) -> bool:
    up = (y - word.y) / word.size
    level = abs(up) <= _LEVEL or (0 < up < _RAISED and size < _SMALLER * word.size)
    return level and word.x1 - _BACK * word.size < x <= word.x1 + _APART * word.size


def _begins_anew(text: pypdfium2.PdfTextPage, index: int, word: Word, x: float, y: float) -> bool:
    """Whether what was written apart only happens to touch the word: a heading that fills its column."""
    if abs(x - word.x1) <= _KERNING * word.size or y != word.y:
        return False
    if word.text[-1].isdigit() and chr(raw.FPDFText_GetUnicode(text.raw, index)).isdigit():
        return False  # digits that touch are one number to any eye
    objects = (raw.FPDFText_GetTextObject(text.raw, place) for place in (index - 1, index))
    before, here = (cast(it, c_void_p).value for it in objects)
    return bool(before != here)


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, int, float, float, float, float]]:
    """Place, code, left, right, baseline and size of each letter."""
    handle = text.raw
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    box_at, x_at, y_at = byref(box), byref(x), byref(y)
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _SPACES:
            if raw.FPDFText_IsGenerated(handle, index):
                continue  # pdfium's guess of a space; the gaps tell as much, and tell a raised number too
        else:
            raw.FPDFText_GetLooseCharBox(handle, index, box_at)
            raw.FPDFText_GetCharOrigin(handle, index, x_at, y_at)
        yield index, code, box.left, box.right, y.value, raw.FPDFText_GetFontSize(handle, index) or 1.0


def lines_of(words: list[Word]) -> list[list[Word]]:
    """The words by line, from top to bottom, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.y):
        if lines and lines[-1][0].y - word.y <= 0.4 * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.x0) for line in lines]


def joined(line: list[Word]) -> str:
    """The words of a line with one space between them, none where there is none."""
    text = line[0].text
    for left, right in pairwise(line):
        text += right.text if right.x0 - left.x1 < _APART / 2 * right.size else f" {right.text}"
    return text
