"""Three-dimensional convolution over a volume: F filters of f × f × f over all C channels, one bias each."""

from __future__ import annotations

from grader.layers._conv_kind import conv_kind

KINDS = (
    conv_kind(
        "conv3d",
        "convolución 3D",
        ("D", "H", "W"),
        "un volumen (profundidad, alto, ancho, canales)",
        ("conv3d", "convolucion 3d"),
    ),
)
