"""Worksheets and keys as PDF, ready to print and fill in by hand."""

from __future__ import annotations

from grader.page import Page
from grader.render import render_typst
from grader.writers._typst import compiled


def write(page: Page) -> bytes:
    """The same bytes each time."""
    source, texts = render_typst(page)
    return compiled(source.encode(), texts)
