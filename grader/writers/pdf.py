"""Worksheets and keys as PDF, ready to print and fill in by hand."""

from __future__ import annotations

import json
from functools import lru_cache

import typst

from grader.page import Page
from grader.render import render_typst


def write(page: Page) -> bytes:
    """The same bytes each time: no date, no fonts of the machine, no file but the source itself."""
    source, texts = render_typst(page)
    return typst.compile(source.encode(), sys_inputs={"text": json.dumps(texts)}, font_paths=fonts())


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Only the fonts that come with Typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
