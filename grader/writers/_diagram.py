"""A section's diagram as a picture with its size, for formats that cannot hold SVG."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache

from grader.page import Figure
from grader.render import figure_svg
from grader.writers._picture import SHARPNESS, png


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
    data = png(figure_svg(figure))
    width, height = struct.unpack(">II", data[16:24])  # where a PNG's header says so
    return Diagram(data, width // SHARPNESS, height // SHARPNESS)
