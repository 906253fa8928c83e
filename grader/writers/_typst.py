"""The one way in which Typst is called: texts from outside as JSON data, no fonts of the machine, no date."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import typst


def compiled(source: bytes, texts: list[str], **how: Any) -> bytes:
    """The same bytes each time; `how` are Typst's own options."""
    inputs = {"text": json.dumps(texts)}
    document: bytes = typst.compile(source, sys_inputs=inputs, font_paths=_fonts(), **how)
    return document


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Only the fonts that come with Typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
