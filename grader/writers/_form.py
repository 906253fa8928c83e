"""Form fields for a PDF: one in each answer cell, named by its cell, with an accessible name."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_APPEARANCE = "/Helv 0 Tf 0.1 0.15 0.3 rg"
"""Size 0: the viewer fits the text into its cell."""
_INSET = 2.5
"""Points left free above and below, so that a lone number is not blown up to the height of its row."""
_PRINTED = 4
_CENTRED = 1
Slot = dict[str, Any]
"""`cell`, `label`, `text`, `page` from 1, and `x`, `y`, `width`, `height` in points from the page's top left."""


def with_fields(document: bytes, slots: Sequence[Slot]) -> bytes:
    """The document with a text field at each slot; the same bytes each time."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        fields = [_add_field(pdf, slot) for slot in slots]
        pdf.Root.AcroForm = pdf.make_indirect(_form(pdf, fields))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def field_name(cell: str) -> str:
    """A full stop in a field's name would make it a hierarchy.

    >>> field_name("ejemplo-4/CONV1.a/weights")
    'ejemplo-4/CONV1%2Ea/weights'
    """
    return quote(cell, safe="/#-_ ").replace(".", "%2E")


def _add_field(pdf: pikepdf.Pdf, slot: Slot) -> pikepdf.Object:
    page = pdf.pages[slot["page"] - 1]
    field = pdf.make_indirect(_field(slot, float(page.mediabox[3]), page))
    if "/Annots" not in page:
        page.Annots = Array()
        page.Tabs = Name.R  # the reading order: row by row
    page.Annots.append(field)
    return field


def _field(slot: Slot, page_height: float, page: pikepdf.Page) -> Dictionary:
    top = page_height - slot["y"] - _INSET
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String(field_name(slot["cell"])),
        TU=String(slot["label"]),
        V=String(slot["text"]),
        DA=String(_APPEARANCE),
        Q=_CENTRED,
        F=_PRINTED,
        P=page.obj,
        Rect=[round(it, 2) for it in (slot["x"], top - slot["height"] + 2 * _INSET, slot["x"] + slot["width"], top)],
    )


def _form(pdf: pikepdf.Pdf, fields: list[pikepdf.Object]) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    resources = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
    return Dictionary(Fields=Array(fields), DR=resources, DA=String(_APPEARANCE), NeedAppearances=True)
