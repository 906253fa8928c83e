"""The ruled tables of a PDF page: which lines are drawn on it and which of them form a grid."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

_THIN, _SHORT, _NEAR = 2.5, 3.0, 2.5
"""Points: the thickest line, the shortest one, and how far apart two still touch."""
_MOST = 4_000
"""Shapes on a page; with more it is a drawing."""
_CORNERS = 6


@dataclass(slots=True)
class Rule:
    """A line: where it stands across its direction, and from where to where it goes along it."""

    place: float
    start: float
    end: float


@dataclass(slots=True)
class Grid:
    """The lines of one table: upright ones from left to right, level ones from top to bottom."""

    upright: list[Rule] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)

    @property
    def columns(self) -> list[float]:
        return _places(self.upright)

    @property
    def rows(self) -> list[float]:
        return _places(self.level)[::-1]

    def is_table(self) -> bool:
        return len(self.columns) > 2 and len(self.rows) > 1

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column, counted from 0; where cells are merged, the first of them."""
        columns, rows = self.columns, self.rows
        column = bisect_right(columns, x) - 1
        row = bisect_right([-place for place in rows], -y) - 1
        if not (0 <= column < len(columns) - 1 and 0 <= row < len(rows) - 1):
            return None
        while column and not _crosses(self.upright, columns[column], y):
            column -= 1
        while row and not _crosses(self.level, rows[row], x):
            row -= 1
        return row, column


def page_grids(page: pypdfium2.PdfPage) -> list[Grid]:
    """The tables of a page, from top to bottom."""
    upright, level = [], []
    shapes = list(_boxes(page))
    for left, bottom, right, top in shapes if len(shapes) < _MOST else ():
        if right - left <= _THIN and top - bottom > _SHORT:
            upright.append(Rule((left + right) / 2, bottom, top))
        elif top - bottom <= _THIN and right - left > _SHORT:
            level.append(Rule((bottom + top) / 2, left, right))
        elif right - left > _THIN and top - bottom > _THIN:
            upright += [Rule(left, bottom, top), Rule(right, bottom, top)]
            level += [Rule(bottom, left, right), Rule(top, left, right)]
    grids = _connected(_merged(upright), _merged(level))
    return sorted((grid for grid in grids if grid.is_table()), key=lambda grid: -grid.rows[0])


def _boxes(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each drawn line and rectangle; curves and slanted lines are drawings."""
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        box = shape.get_bounds()
        flat = box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN
        if flat or raw.FPDFPath_CountSegments(shape.raw) in (4, 5, _CORNERS):
            yield box


def _merged(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line put together."""
    merged: list[Rule] = []
    by_place = sorted(rules, key=lambda rule: (round(rule.place / _NEAR), rule.start))
    for rule in by_place:
        last = merged[-1] if merged else None
        if last and abs(last.place - rule.place) <= _NEAR and last.start <= rule.start <= last.end + _NEAR:
            last.end = max(last.end, rule.end)
        else:
            merged.append(Rule(rule.place, rule.start, rule.end))
    return merged


def _connected(upright: list[Rule], level: list[Rule]) -> list[Grid]:
    """Lines that touch belong to one table."""
    if len(upright) * len(level) > _MOST * 100:
        return []
    group = list(range(len(upright) + len(level)))
    for i, rule in enumerate(upright):
        for j, other in enumerate(level, len(upright)):
            if _touch(rule, other):
                group[_root(group, i)] = _root(group, j)
    grids: defaultdict[int, Grid] = defaultdict(Grid)
    for i, rule in enumerate(upright):
        grids[_root(group, i)].upright.append(rule)
    for j, rule in enumerate(level, len(upright)):
        grids[_root(group, j)].level.append(rule)
    return list(grids.values())


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = index = group[group[index]]
    return index


def _touch(upright: Rule, level: Rule) -> bool:
    return _within(upright, level.place) and _within(level, upright.place)


def _within(rule: Rule, place: float) -> bool:
    return rule.start - _NEAR <= place <= rule.end + _NEAR


def _crosses(rules: list[Rule], place: float, across: float) -> bool:
    return any(abs(rule.place - place) <= _NEAR * 2 and _within(rule, across) for rule in rules)


def _places(rules: list[Rule]) -> list[float]:
    places: list[float] = []
    for place in sorted(rule.place for rule in rules):
        if not places or place - places[-1] > _NEAR * 2:
            places.append(place)
    return places
