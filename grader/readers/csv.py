"""CSV and TSV: which character separates, and rows that hand-made files write without quotes."""

from __future__ import annotations

import csv

from grader.model import Document
from grader.readers._columns import sniff
from grader.readers._limits import MAX_BYTES
from grader.readers._rows import split_rows
from grader.readers._text import decode, split_lines

_PAIR = 2
_JOINED = "se unió lo que iba entre paréntesis sin comillas."
_LONG = "tiene más celdas que el encabezado; va entre comillas lo que lleve comas."


def read_csv(data: bytes) -> Document:
    lines = split_lines(decode(data))
    delimiter, first = _delimiter(lines)
    notices: list[str] = []
    rows = _parse(lines[first:], delimiter, notices)
    if delimiter == ",":
        _join_brackets(rows, first, notices)

    def where(index: int) -> str:
        row = f"fila {index + first + 1}"
        return row if sum(map(bool, map(str.strip, rows[index]))) == 1 else f"tabla de la {row}"

    blocks = split_rows(rows, where)
    return Document("csv", tuple(blocks), notices=tuple(notices))


def _delimiter(lines: list[str]) -> tuple[str, int]:
    """The delimiter and the index of the first row: Excel announces it as `sep=;` in a line of its own."""
    if lines[0].lower().startswith("sep=") and len(lines[0].rstrip()) <= 5:
        return lines[0][4:5] or "\t", 1
    return sniff(lines)[0], 0


def _parse(lines: list[str], delimiter: str, notices: list[str]) -> list[list[str]]:
    csv.field_size_limit(MAX_BYTES)  # cells are measured with those of all formats
    try:
        return list(csv.reader(_ended(lines), delimiter=delimiter, strict=True))
    except csv.Error:
        notices.append("El archivo tiene comillas sin cerrar; cada línea se leyó por separado.")
        return [row for line in lines for row in csv.reader([line], delimiter=delimiter)]


def _ended(lines: list[str]) -> list[str]:
    """With line ends, which a quoted field may contain."""
    return [line + "\n" for line in lines[:-1]] + lines[-1:]


def _join_brackets(rows: list[list[str]], first: int, notices: list[str]) -> None:
    """A shape without quotes, `(32,32,8)`, falls apart in a file of commas: join too long rows."""
    width = 0
    for index, row in enumerate(rows, first + 1):
        if 1 < width < len(row):
            joined = _joined(row)
            if joined == row and width == _PAIR:
                width = len(row)  # a table begins under «Código de hoja,ABC»
                continue
            notices.append(f"Fila {index}: {_LONG if len(joined) > width else _JOINED}")
            row[:] = joined
        if width < 2 or len(row) < 2:
            width = len(row)


def _joined(row: list[str]) -> list[str]:
    joined: list[str] = []
    for field in row:
        if joined and _opens(joined[-1]):
            joined[-1] += "," + field
        else:
            joined.append(field)
    return joined


def _opens(field: str) -> bool:
    return field.count("(") > field.count(")") or field.count("[") > field.count("]")
