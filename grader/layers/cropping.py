"""Cropping: takes rows and columns away at the border."""

from __future__ import annotations

from grader.layers._border import border_kind, cut, cut_apart
from grader.layers._sides import AXES

KINDS = tuple(
    border_kind(
        rank, "cropping", "cropping", "c", "recorte", cut, cut_apart,
        ("recorte: {}", "Recorte del borde: {}"), ("cropping",),
    )
    for rank in AXES
)  # fmt: skip
