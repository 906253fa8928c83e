"""Worksheets as PDF, to print and fill in by hand or to fill in on the screen; keys as PDF."""

from __future__ import annotations

from grader.page import Page
from grader.render import render_typst
from grader.writers._form import with_fields
from grader.writers._typst import compiled, laid_out


def write(page: Page) -> bytes:
    """The same bytes each time; each answer of a worksheet is a form field."""
    source, texts = render_typst(page)
    document = compiled(source.encode(), texts)
    return document if page.is_key else with_fields(document, laid_out(source.encode(), texts, "slot"))
