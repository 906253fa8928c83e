"""Bytes to text, in the encodings that editors and spreadsheets really write."""

from __future__ import annotations

import codecs

from grader.readers._limits import check_lines

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """UTF-8 or, with its mark, UTF-16; else what Excel for Windows writes, where every byte is a letter."""
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
    check_lines(text.count("\n"))
    return text.split("\n")
