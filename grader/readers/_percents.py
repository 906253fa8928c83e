"""The cells of an XLSX book that are shown as percentages: a 14 typed into one is stored as 0.14."""

from __future__ import annotations

import re

from grader.readers._formulas import column_number
from grader.readers._package import Package, parse_xml

Place = tuple[int, int]
"""Row and column, from 0."""

_STYLES = "xl/styles.xml"
_SHOWN = re.compile(rb"%|numFmtId=[\"'](?:9|10)[\"']")
_BUILT_IN = frozenset({"9", "10"})
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,5})["']""")


def percent_styles(archive: Package) -> frozenset[bytes]:
    """The numbers of the formats that show a percentage, as cells refer to them."""
    styles = archive.part(_STYLES) if _STYLES in archive.NameToInfo else b""
    if not _SHOWN.search(styles):
        return frozenset()
    root = parse_xml(styles)
    own = {str(it.get("numFmtId")) for it in root.iter("{*}numFmt") if "%" in str(it.get("formatCode"))}
    formats = root.find("{*}cellXfs")
    used = enumerate(formats if formats is not None else ())
    return frozenset(str(i).encode() for i, it in used if it.get("numFmtId") in own | _BUILT_IN)


def percent_cells(sheet: bytes, styles: frozenset[bytes]) -> list[Place]:
    found = []
    for it in _CELL.finditer(sheet):
        style, place = _STYLE.search(it[0]), _PLACE.search(it[0])
        if style and place and style[1] in styles:
            found.append((int(place[2]) - 1, column_number(place[1]) - 1))
    return found


def as_percent(value: float) -> str:
    """
    >>> as_percent(0.14), as_percent(0.125)
    ('14%', '12.5%')
    """
    return f"{round(value * 100, 10):g}%" if abs(value) < 10_000 else f"{value * 100}%"
