"""A section's diagram as a picture with its size, for formats that cannot hold SVG."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from grader.page import Figure

SHARPNESS = 2
"""Pixels of the picture per pixel of the page."""


@dataclass(frozen=True, slots=True)
class Diagram:
    png: bytes
    width: int
    height: int
    """On the page, in pixels of 1/96 inch."""

    def fit(self, width: float, height: float) -> float:
        """The scale, at most 1, at which it fits."""
        return min(1.0, width / self.width, height / self.height)


@lru_cache(maxsize=256)
def diagram(figure: tuple[Figure, ...]) -> Diagram:
    svg = import_module("grader.render").figure_svg(figure)
    png: bytes = import_module("grader.writers._picture").png(svg)
    width, height = struct.unpack(">II", png[16:24])
    return Diagram(png, width // SHARPNESS, height // SHARPNESS)
