"""Which column of a part of a table holds which quantity of a sheet."""

from __future__ import annotations

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


def columns_of(part: Part, sheet: Sheet) -> dict[int, str]:
    """Place of a column → quantity; by position when the table has no header but the sheet's own width."""
    if not part.header:
        width = max((len(row) for _, row in part.rows), default=0)
        return dict(enumerate(sheet.columns, start=1)) if width == len(sheet.columns) + 1 else {}
    found: dict[str, int] = {}
    for i, options in _options(part.header, sheet.columns):
        for quantity in options:
            if quantity not in found or (_is_prose(part, found[quantity]) and not _is_prose(part, i)):
                found[quantity] = i
                break
    return {i: quantity for quantity, i in found.items() if quantity == "detail" or not _is_prose(part, i)}


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
    wanted = {*columns, "ends"} if "inputs" in columns else set(columns)
    found = ((i, tuple(q for q in quantities(heading) if q in wanted)) for i, heading in enumerate(header))
    return tuple((i, options) for i, options in found if options)


@lru_cache(maxsize=2048)
def name_column(header: tuple[str, ...]) -> int:
    return next((i for i, heading in enumerate(header) if is_layer_heading(heading)), 0)


def _is_wordy(text: str) -> bool:
    return any(map(text.lower().__contains__, _WORDS))
