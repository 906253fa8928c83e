"""What was filled into a PDF's form and written on it as notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from grader.model import Field
from grader.readers._pdf_words import Word

_DEEPEST = 20
_MOST = 5_000
_TYPED = ("/Tx", "/Ch")


@dataclass(frozen=True, slots=True)
class Filled:
    """What lies on the pages."""

    fields: tuple[Field, ...]
    """In the order of the pages."""
    typed: dict[int, list[Word]]
    """Page, from 0 → what was typed on it with a program's text tool."""
    drawn: bool
    """Whether somebody wrote on it by hand."""


def read_filled(data: bytes) -> Filled:
    fields: dict[str, Field] = {}
    typed: dict[int, list[Word]] = {}
    drawn = False
    with pikepdf.open(BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for note in _notes(page):
                kind = str(note.get("/Subtype", ""))
                drawn = drawn or kind == "/Ink"
                if kind == "/FreeText":
                    typed.setdefault(number, []).extend(_words(note))
                elif kind == "/Widget" and (found := _field(note, f"página {number + 1}")):
                    fields.setdefault(found.name, found)
    return Filled(tuple(fields.values()), typed, drawn)


def _notes(page: pikepdf.Page) -> Iterator[pikepdf.Dictionary]:
    notes: list[pikepdf.Object] = list(page.obj.get("/Annots", ()))
    yield from (note for note in notes[:_MOST] if isinstance(note, pikepdf.Dictionary))


def _field(widget: pikepdf.Object, where: str) -> Field | None:
    """Its full name and its value; check boxes and buttons have none."""
    line = list(_ancestors(widget))
    names = [str(node["/T"]) for node in reversed(line) if "/T" in node]
    kind = next((str(node["/FT"]) for node in line if "/FT" in node), "")
    value = next((node["/V"] for node in line if "/V" in node), "")
    return Field(".".join(names), _text(value), where) if names and kind in _TYPED else None


def _ancestors(widget: pikepdf.Object) -> Iterator[pikepdf.Object]:
    node: pikepdf.Object | None = widget
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return
        yield node
        node = node.get("/Parent")


def _text(value: object) -> str:
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", errors="replace")
    if isinstance(value, pikepdf.Array):
        return ", ".join(map(str, list(value)[:_MOST]))
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _words(note: pikepdf.Object) -> Iterator[Word]:
    """The lines of a typed note, as words where it stands."""
    rectangle: list[pikepdf.Object] = list(note.get("/Rect", ()))
    lines = [line for line in _text(note.get("/Contents", "")).split("\n") if line.strip()]
    if len(rectangle) != 4 or not lines:
        return
    left, bottom, right, top = (float(side) for side in rectangle)
    height = abs(top - bottom) / len(lines)
    for index, line in enumerate(lines):
        y = max(top, bottom) - (index + 0.7) * height
        yield Word(line.strip(), min(left, right) + 2, max(left, right) - 2, y, min(height, 10.0))
