"""A diagram as PNG, for the formats that cannot hold SVG."""

from __future__ import annotations

from grader.writers._typst import compiled

SHARPNESS = 2
_SVG_DENSITY = 96
"""Pixels of an SVG in an inch."""
_SOURCE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(json(bytes(sys.inputs.text)).at(0)), format: "svg")"""


def png(svg: str) -> bytes:
    """Two pixels for each of the diagram's, on white."""
    return compiled(_SOURCE, [svg], format="png", ppi=_SVG_DENSITY * SHARPNESS)
