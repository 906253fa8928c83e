"""A grid as a Word table with room to write in: its XML, since python-docx takes a millisecond a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from grader.page import Box, Grid
from grader.writers import _looks as looks
from grader.writers import _prose, _word

_ROOM = Cm(0.8).twips


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is printed."""

    fill: str
    align: str = "center"
    ink: str = ""
    """Of bold text; empty: neither bold nor coloured."""


HEADER = Look(looks.HEADER_FILL, ink=looks.INK)
TOTAL = Look(looks.HEADER_FILL, "right", looks.INK)
WORDY = Look(looks.GIVEN_FILL, "left")
GIVEN = Look(looks.GIVEN_FILL)
ANSWER = Look(looks.ANSWER_FILL)
KEY = Look(looks.ANSWER_FILL, ink=looks.ANSWER)


def table(grid: Grid, title: str, answer: Look) -> Any:
    shares = looks.widths(grid.columns)
    widths = [_word.TEXT_WIDTH.twips * share // sum(shares) for share in shares]
    style = _word.JOINED_CELL if len(grid.rows) <= _word.UNBROKEN else _word.CELL
    return _element(
        "tbl",
        _properties(widths, title),
        _element("tblGrid", *(_element("gridCol", w=width) for width in widths)),
        _header(grid.headings, widths),
        *(_row(_looked(grid, row, answer), widths, style) for row in grid.rows),
        *([_total(grid.total_label, grid.total, widths, answer)] if grid.total else []),
    )


def _properties(widths: list[int], title: str) -> Any:
    return _element(
        "tblPr",
        _element("tblStyle", val="TableGrid"),
        _element("tblW", w=sum(widths), type="dxa"),
        _element("jc", val="center"),
        _element("tblLayout", type="fixed"),
        _element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        _element("tblCaption", val=title),
    )


def _header(headings: Sequence[str], widths: list[int]) -> Any:
    cells = (_cell(text, width, HEADER, _word.JOINED_CELL) for text, width in zip(headings, widths, strict=True))
    return _element("tr", _row_properties(_element("tblHeader")), *cells)


def _looked(grid: Grid, row: Sequence[Box], answer: Look) -> list[tuple[str, Look]]:
    given = [WORDY if kind in looks.WORDY else GIVEN for kind in grid.columns]
    boxes = zip(row, given, strict=True)
    return [(box.text, answer if box.is_answer else look) for box, look in boxes]


def _row(looked: list[tuple[str, Look]], widths: list[int], style: str) -> Any:
    cells = zip(looked, widths, strict=True)
    return _element("tr", _row_properties(), *(_cell(text, width, look, style) for (text, look), width in cells))


def _total(name: str, box: Box, widths: list[int], answer: Look) -> Any:
    label = _cell(f"{name}:", sum(widths[:-1]), TOTAL, _word.CELL, span=len(widths) - 1)
    value = _cell(box.text, widths[-1], answer if box.is_answer else GIVEN, _word.CELL)
    return _element("tr", _row_properties(), label, value)


def _row_properties(*more: Any) -> Any:
    """At least as high as handwriting, and never split over two pages."""
    height = _element("trHeight", val=_ROOM, hRule="atLeast")
    return _element("trPr", _element("cantSplit"), height, *more)


def _cell(text: str, width: int, look: Look, style: str, span: int = 1) -> Any:
    properties = _element(
        "tcPr",
        _element("tcW", w=width, type="dxa"),
        *([_element("gridSpan", val=span)] if span > 1 else []),
        _element("shd", val="clear", color="auto", fill=look.fill),
        _element("vAlign", val="center"),
    )
    placed = _element("pPr", _element("pStyle", val=style), _element("jc", val=look.align))
    return _element("tc", properties, _element("p", placed, *([_run(text, look)] if text else [])))


def _run(text: str, look: Look) -> Any:
    ink = [_element("rPr", _element("b"), _element("color", val=look.ink))] if look.ink else []
    printed = _element("t")
    printed.text = _prose.clean(text)
    return _element("r", *ink, printed)


def _element(name: str, *children: Any, **attributes: str | int) -> Any:
    element = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), str(value))
    element.extend(children)
    return element
