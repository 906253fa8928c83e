"""A CSV that somebody else will read again: its cells are found and filled in place, all other bytes stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.errors import UsageError

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_QUOTED = re.compile(r'"(?:""|[^"])*+"')
_PLAIN = re.compile(r"[^\s\"]*")


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: what it says and where it stands in the text, quotes included."""

    text: str
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class SheetFile:
    name: str
    bom: bytes
    encoding: str
    text: str
    separator: str
    rows: tuple[tuple[Spot, ...], ...]
    """The first is the header; lines without anything are no rows."""

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(spot.text for spot in self.rows[0])

    def cell(self, row: int, column: int | None) -> str:
        """Empty where there is none."""
        cells = self.rows[row]
        return cells[column].text.strip() if column is not None and column < len(cells) else ""

    def filled(self, texts: Mapping[tuple[int, int], str]) -> bytes:
        """The file with other texts in some (row, column); quoted as the file quotes."""
        parts, done = [], 0
        for row, column in sorted(texts):
            spot = self.rows[row][column]
            parts += [self.text[done : spot.start], self._written(texts[row, column], spot)]
            done = spot.end
        text = "".join([*parts, self.text[done:]])
        return self.bom + text.encode(self.encoding, "xmlcharrefreplace")

    def _written(self, text: str, spot: Spot) -> str:
        everything = all(it.quoted for it in self.rows[0])
        if spot.quoted or everything or self.separator in text or not _PLAIN.fullmatch(text):
            doubled = text.replace('"', '""')
            return f'"{doubled}"'
        return text


def parse_sheet(data: bytes, name: str) -> SheetFile:
    """Raises `UsageError` for what is no CSV."""
    bom, encoding = next((it for it in _BOMS if data.startswith(it[0])), (b"", _encoding(data)))
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_book(name) from error
    separator = max(",;\t", key=_QUOTED.sub("", text).partition("\n")[0].count)
    rows = _all_rows(text, separator)
    if not rows or len(rows[0]) == 1:
        raise _no_book(name)
    return SheetFile(name, bom, encoding, text, separator, rows)


def _no_book(name: str) -> UsageError:
    return UsageError(f"«{name}» no es un libro de calificaciones en CSV: no se ven sus columnas.")


def _all_rows(text: str, separator: str) -> tuple[tuple[Spot, ...], ...]:
    """PHP leaves a quote that follows a backslash undoubled: read so where only that gives whole rows."""
    readings = []
    for escape in (r"(?!)", r"\\."):
        rows = tuple(row for row in _rows(text, separator, escape) if len(row) > 1 or row[0].text.strip())
        if len(set(map(len, rows))) == 1:
            return rows
        readings.append(rows)
    return readings[0]


def _encoding(data: bytes) -> str:
    if data[1:2] == b"\x00":
        return "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"  # gives every byte back as it was
    return "utf-8"


def _rows(text: str, separator: str, escape: str) -> Iterator[tuple[Spot, ...]]:
    cell = re.compile(rf'[ ]*"((?:{escape}|""|[^"])*+)"[^{separator}\r\n]*|[^{separator}\r\n]*', re.DOTALL)
    place, row = 0, list[Spot]()
    while place <= len(text):
        found = cell.match(text, place)
        assert found  # it also matches nothing
        inside = found[1]
        shown = found[0] if inside is None else inside.replace('""', '"')
        row.append(Spot(shown, place, found.end(), inside is not None))
        place = found.end()
        if text[place : place + 1] == separator:
            place += 1
            continue
        yield tuple(row)
        row = []
        place += 2 if text[place : place + 2] == "\r\n" else 1
