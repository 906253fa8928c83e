"""The catalogue of output formats; each one's library is imported when it is first used."""

from __future__ import annotations

from importlib import import_module

from grader.page import Page

FORMATS = ("html", "pdf", "docx", "xlsx", "ipynb", "md", "csv")
MARKED_UP = frozenset({"html", "md"})
"""Formats that are text with markup: templates write them."""


def write_page(page: Page, format: str) -> bytes:
    """The page as a file of that format, one of `FORMATS`."""
    if format not in FORMATS:
        raise ValueError(format)
    if format in MARKED_UP:
        text: str = import_module("grader.render").render_page(page, format)
        return text.encode()
    data: bytes = import_module(f"grader.writers.{format}").write(page)
    return data
