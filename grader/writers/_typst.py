"""The one way in which Typst is called: texts from outside as JSON data, no fonts of the machine, no date."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import typst


def compiled(source: bytes, texts: list[str], **how: Any) -> bytes:
    """The same bytes each time; `how` are Typst's own options."""
    document: bytes = typst.compile(source, sys_inputs=_inputs(texts), font_paths=_fonts(), **how)
    return document


def laid_out(source: bytes, texts: list[str], label: str) -> list[dict[str, Any]]:
    """The values of the metadata under `label` once everything has its place on paper."""
    found = typst.query(source, f"<{label}>", field="value", sys_inputs=_inputs(texts), font_paths=_fonts())
    values: list[dict[str, Any]] = json.loads(found)
    return values


def _inputs(texts: list[str]) -> dict[str, str]:
    return {"text": json.dumps(texts)}


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Only the fonts that come with Typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
