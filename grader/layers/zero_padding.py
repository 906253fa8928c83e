"""Zero padding as a layer of its own: a border of zeros, perhaps another one on each side."""

from __future__ import annotations

from grader.layers._border import border_kind, grown, grown_apart
from grader.layers._sides import AXES

KINDS = tuple(
    border_kind(
        rank, "zero_padding", "padding", "p", "padding", grown, grown_apart,
        ("ceros: {}", "Borde de ceros: {}"), ("zeropadding",),
    )
    for rank in AXES
)  # fmt: skip
