"""Which row of a part of a table is which layer: by its name, or by the sizes that it joins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from grader.check.match.columns import name_column
from grader.check.match.from_zero import from_one
from grader.check.match.rows import matched, row_names
from grader.check.match.tables import Part, lone_text
from grader.check.match.totals import is_total
from grader.evaluate import answers
from grader.model import Sheet

_ARROW = re.compile(r"→|->|=>|⟶")
_JOINED = re.compile(r"\s*\d+\s*(?:-|–|a|x|×|:|,|por|to)\s*\d+\s*")
"""A row called «512-256» by the sizes that it joins."""
_DEPTH = re.compile(r".*:\s*\d+-\d+")
"""torchinfo's `Conv2d: 1-1`: there a row without such a number is the whole model."""
_NUMBER = re.compile(r"\d+")
_TOLD = re.compile(r"=|:\s*\d")


def names_of(part: Part, sheet: Sheet) -> list[str]:
    """One a row; empty for a total, for a line under the table and for the whole of a model.

    «SUMA» is the total's, unless a layer is called so and no row before this one was.
    """
    column = name_column(part.header)
    names = [row[column] if column < len(row) else "" for _, row in part.rows]
    known, seen = row_names(sheet), {""}
    for i, (_, row) in enumerate(part.rows):
        layer = known.exact(names[i])
        if is_line(row) or (layer in seen and is_total(row)):
            names[i] = ""
        seen.add(layer)
    if any(map(_DEPTH.fullmatch, names)):
        return [name if _DEPTH.fullmatch(name) else "" for name in names]
    return names


def is_line(row: tuple[str, ...]) -> bool:
    """«CONV1: sesgos = 8» in a row of its own is a line under the table, no layer left blank."""
    alone = lone_text(row) if len(row) > 1 else ""
    return bool(alone) and _TOLD.search(alone) is not None


def layers_of(names: list[str], sheet: Sheet) -> Mapping[int, str]:
    """Place of a row → layer."""
    told = tuple(names)
    by_ends = _by_arrow(told, sheet) if _tell_ends(told) else {}
    known = row_names(sheet)
    return by_ends or matched(known, tuple(from_one(told, known)))


@lru_cache(maxsize=256)
def _tell_ends(names: tuple[str, ...]) -> bool:
    return any(map(_ARROW.search, names)) or any(map(_JOINED.fullmatch, names))


def _by_arrow(names: tuple[str, ...], sheet: Sheet) -> dict[int, str]:
    """«128 → 64», «Entrada(4) → Oculta1(5)»: a row is named by how many neurons it joins."""
    known = answers(sheet)
    ends = {
        (str(known[f"{row.layer}/inputs"]), str(known[f"{row.layer}/outputs"])): row.layer
        for row in sheet.rows
        if f"{row.layer}/inputs" in known
    }
    said = {
        i: tuple(_NUMBER.findall(name) if _JOINED.fullmatch(name) else map(_last_number, _ARROW.split(name)))
        for i, name in enumerate(names)
    }
    return {i: ends[pair] for i, pair in said.items() if pair in ends}


def _last_number(text: str) -> str:
    numbers = _NUMBER.findall(text)
    return numbers[-1] if numbers else ""
