"""Bytes to text, in the encodings that editors and spreadsheets really write."""

from __future__ import annotations

import codecs
import re

from grader.readers._limits import check_lines, check_text

_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_PICTURE = re.compile(r"data:[\w/+.-]{1,40};base64,[A-Za-z0-9+/=]+")
"""What an editor puts into a text for a picture."""


def decode(data: bytes) -> str:
    """UTF-8 or, with its mark, UTF-16; else what Excel for Windows writes, where every byte is a letter."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :].decode("utf-8", errors="replace")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_windows(data)


def _decode_windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def is_binary(data: bytes) -> bool:
    """Whether no text editor can have written this."""
    return not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" in data


def split_lines(text: str) -> list[str]:
    """At the line ends of Unix, Windows and old Macs only: a form feed or U+2028 inside an answer stays."""
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if ";base64," in text:
        text = _PICTURE.sub("", text)
    check_text(len(text))
    check_lines(text.count("\n"))
    return text.split("\n")
