"""Which column of a part of a table holds which quantity of a sheet."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.check.match.headings import is_layer_heading, quantities
from grader.check.match.tables import Part
from grader.model import Sheet

_WORDS = (
    "filt",
    "kernel",
    "strid",
    "padd",
    "pool",
    "relu",
    "softmax",
    "unid",
    "units",
    "clases",
    "dropout",
    "tasa",
    "rate",
)
"""What a column of hyperparameters says («32 filters, 3×3»)."""


PAIRS = {"ends": ("inputs", "outputs"), "both": ("weights", "biases")}
"""Columns that hold two quantities: «Entrada → Salida», «Pesos / Sesgos» unless it is their sum."""
_COUNT, _UNIT = r"(?:\d[\d.,' ]{0,24}|[-–—]{1,2})", r"(?: ?[a-z#]{1,12})?"
_TWO = re.compile(
    rf"\s*(?P<a>{_COUNT})(?P<unit>{_UNIT})\s*(?:(?:[/|;&]|,\s|\by\b)\s*|(?=\())\(?(?P<b>{_COUNT}){_UNIT}\)?\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,']*(?: \d{3})*")
_LONGEST = 80


def two_counts(text: str) -> tuple[str, str] | None:
    """Weights and biases.

    >>> two_counts("594 / 22"), two_counts("22 sesgos, 594 pesos"), two_counts("0"), two_counts("616")
    (('594', '22'), ('594', '22'), ('0', '0'), None)
    """
    if text.strip() in ("", "0", "-", "–", "—"):
        return text.strip(), text.strip()
    found = _TWO.fullmatch(text) if len(text) < _LONGEST else None
    if not found:
        return None
    first, second = found["a"].strip(), found["b"].strip()
    return (second, first) if found["unit"].strip().lower().startswith(("s", "b", "u")) else (first, second)


def columns_of(part: Part, sheet: Sheet) -> dict[int, str]:
    """Place of a column → quantity; by position when the table has no header but the sheet's own width."""
    if not part.header:
        width = max((len(row) for _, row in part.rows), default=0)
        return dict(enumerate(sheet.columns, start=1)) if width == len(sheet.columns) + 1 else {}
    found: dict[str, int] = {}
    for i, options in _options(part.header, sheet.columns):
        for quantity in _read_in(part, i, options) if "both" in options else options:
            if quantity not in found or (_is_prose(part, found[quantity]) and not _is_prose(part, i)):
                found[quantity] = i
                break
    return {i: quantity for quantity, i in found.items() if quantity == "detail" or not _is_prose(part, i)}


def _read_in(part: Part, column: int, options: tuple[str, ...]) -> tuple[str, ...]:
    """Whether «Pesos y sesgos» heads both of them or their sum shows in what stands below."""
    texts = [row[column] for _, row in part.rows if column < len(row) and any(map(str.isdigit, row[column]))]
    pairs = sum("+" not in it and "=" not in it and len(_NUMBER.findall(it[:_LONGEST])) > 1 for it in texts)
    return ("both",) if pairs and pairs * 2 >= len(texts) else tuple(it for it in options if it != "both")


def _is_prose(part: Part, column: int) -> bool:
    """Whether most of a column describes layers: «Parameters» may head the hyperparameters."""
    texts = [row[column] for _, row in part.rows if column < len(row)]
    if not _is_wordy("\n".join(texts)):  # as in nearly every column
        return False
    wordy = sum(map(_is_wordy, texts))
    return wordy > 1 and wordy * 2 > sum(bool(text.strip()) for text in texts)


@lru_cache(maxsize=2048)
def _options(header: tuple[str, ...], columns: tuple[str, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Place of each heading and what may stand under it, of what the sheet has."""
    wanted = {*columns, *(both for both, (first, _) in PAIRS.items() if first in columns)}
    found = ((i, tuple(q for q in quantities(heading) if q in wanted)) for i, heading in enumerate(header))
    return tuple((i, options) for i, options in found if options)


@lru_cache(maxsize=2048)
def name_column(header: tuple[str, ...]) -> int:
    return next((i for i, heading in enumerate(header) if is_layer_heading(heading)), 0)


def _is_wordy(text: str) -> bool:
    return any(map(text.lower().__contains__, _WORDS))
