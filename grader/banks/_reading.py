"""What stands in a finished file, as far as it decides marks: read from its bytes and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    text: str
    percent: float
    numeric: bool
    """Whether the LMS compares it as a number, with a decimal point."""


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    ident: str
    gaps: tuple[tuple[ReadAnswer, ...], ...]
    """In the order in which they stand; what takes any answer at all is left out."""
