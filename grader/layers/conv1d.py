"""One-dimensional convolution over a sequence: F filters of f numbers over all C channels, one bias each."""

from __future__ import annotations

from grader.layers._conv_kind import conv_kind

KINDS = (conv_kind("conv1d", "convolución 1D", ("L",), "una secuencia (largo, canales)", ("conv1d", "convolucion 1d")),)
