"""One spreadsheet sheet written from top to bottom: lines of prose as wide as its table."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import Any

from grader.writers import _looks as looks
from grader.writers._prose import Said

_TEXT = {"font_name": looks.FONT, "font_size": 10, "valign": "vcenter"}
_PROSE = _TEXT | {"text_wrap": True}
_BOXED = _TEXT | {"border": 1, "border_color": f"#{looks.LINE}", "text_wrap": True}
_ANSWER = _BOXED | {"bg_color": f"#{looks.ANSWER_FILL}", "num_format": "@", "align": "center"}
_GIVEN = _BOXED | {"bg_color": f"#{looks.GIVEN_FILL}", "num_format": "@"}

STYLES: dict[str, dict[str, Any]] = {
    "title": _PROSE | {"bold": True, "font_size": 15, "font_color": f"#{looks.INK}"},
    "heading": _PROSE
    | {
        "bold": True,
        "font_size": 12,
        "font_color": f"#{looks.INK}",
        "bottom": 1,
        "bottom_color": f"#{looks.LINE}",
    },
    "text": _PROSE,
    "item": _PROSE | {"align": "left", "indent": 1},
    "small": _PROSE | {"font_size": 9, "font_color": f"#{looks.MUTED}"},
    "working": _PROSE | {"font_size": 9},
    "blank": _PROSE | {"locked": False, "num_format": "@", "bottom": 1, "bottom_color": f"#{looks.LINE}"},
    "header": _BOXED
    | {"bold": True, "bg_color": f"#{looks.HEADER_FILL}", "font_color": f"#{looks.INK}", "align": "center"},
    "given": _GIVEN | {"align": "center"},
    "name": _GIVEN | {"align": "left", "indent": 1},
    "total": _BOXED | {"bold": True, "bg_color": f"#{looks.HEADER_FILL}", "align": "right", "indent": 1},
    "answer": _ANSWER | {"locked": False},
    "key": _ANSWER | {"bold": True, "font_color": f"#{looks.ANSWER}"},
}

_BELOW = {"title": 3, "heading": 4, "blank": 8}
"""Points of air under a line."""

LABEL = " label"
"""Ends the name of a style's bold twin."""

PIXELS_A_CHARACTER = 7
PADDING = 5
"""Of a column, in pixels, as Excel counts its width."""


def add_styles(book: Any) -> dict[str, Any]:
    plain = {name: book.add_format(style) for name, style in STYLES.items()}
    bold = {name + LABEL: book.add_format(style | {"bold": True}) for name, style in STYLES.items()}
    return plain | bold


@dataclass
class Leaf:
    sheet: Any
    styles: dict[str, Any]
    widths: list[int]
    """Of the columns, in characters."""
    row: int = 0

    @property
    def last_column(self) -> int:
        return len(self.widths) - 1

    def pixels(self) -> int:
        return sum(width * PIXELS_A_CHARACTER + PADDING for width in self.widths)

    def say(self, said: Said, style: str = "text") -> None:
        """A line across the sheet, its label bold, as high as its text needs."""
        label, text = said
        self.sheet.merge_range(self.row, 0, self.row, self.last_column, "", self.styles[style])
        if label and text:
            bold, normal = self.styles[style + LABEL], self.styles[style]
            self.sheet.write_rich_string(self.row, 0, bold, label, normal, f" {text}", normal)
        else:
            self.sheet.write_string(self.row, 0, label or text, self.styles[style + LABEL * bool(label)])
        needed = height(f"{label} {text}", self.pixels(), STYLES[style]["font_size"])
        self.next(needed + _BELOW.get(style, 0))

    def next(self, points: float) -> None:
        self.sheet.set_row(self.row, points)
        self.row += 1


def height(text: str, pixels: int, size: int = 10) -> float:
    """Points that a text needs in a column of that width: nothing may be cut."""
    across = max(1, int(pixels / (size * 0.58)))
    lines = sum(len(wrap(line, across)) or 1 for line in text.splitlines() or [""])
    return ceil(lines * size * 1.3) + 3
