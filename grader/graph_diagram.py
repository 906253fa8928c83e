"""Where each block of a branched network's diagram stands, and how the arrows lead from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.branches import Lanes, lanes, ranks, stretches
from grader.diagram import (
    AXIS,
    BELOW,
    CAPTION_LETTER,
    GAP,
    LEADING,
    MARGIN,
    WIDTH,
    Block,
    Diagram,
    Link,
    alternative,
    block_at,
    caption_of,
    shapes_of,
)
from grader.page import Figure

PASSING = 16
"""Above and below an arrow that passes by where no block stands in its lane."""
TURN, EDGE = 10, 7
"""Between two arrows that turn between the same two columns, and beside them."""
SCALE = 0.9
"""Branches take more of a page than a chain of blocks does."""
BETWEEN = 14
"""Between two lines of blocks."""

Bundle = tuple[str, int]
"""Arrows that turn together: all that lead «out» of a block, or «in»to one."""


@dataclass(frozen=True, slots=True)
class _Arrow:
    source: int
    target: int
    turns: tuple[tuple[int, Bundle, int], ...]
    """Column behind which it turns, with which bundle, and into which lane."""


@lru_cache(maxsize=256)
def lay_out_graph(figure: tuple[Figure, ...]) -> Diagram:
    drawing = _Drawing.of(figure)
    blocks, links = drawing.blocks(), tuple(drawing.links())
    return Diagram(drawing.width, drawing.height, blocks, links, alternative(figure), SCALE)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """All that the places of blocks and arrows follow from."""

    figure: tuple[Figure, ...]
    rank: tuple[int, ...]
    lanes: Lanes
    arrows: tuple[_Arrow, ...]
    bundles: dict[int, list[Bundle]]
    """Behind each column, from left to right."""
    line: dict[int, int]
    """Of each column."""
    x: dict[int, int]
    """Middle of each column."""
    gap: dict[int, int]
    """Where the room behind each column begins; behind the last one of a line it is at the head of the next."""
    y: dict[tuple[int, int], int]
    """Middle of each lane of each line."""
    tops: tuple[int, ...]
    """Of each line, and where the last one ends."""
    width: int

    @staticmethod
    def of(figure: tuple[Figure, ...]) -> _Drawing:
        place = {block.name: i for i, block in enumerate(figure)}
        inputs = [tuple(place[name] for name in block.inputs) for block in figure]
        rank, own = ranks(inputs), lanes(inputs)
        arrows = tuple(_arrow(j, i, inputs, rank, own) for i, places in enumerate(inputs) for j in places)
        bundles = {it: _bundles(it, arrows) for it in range(max(rank) + 1)}
        slots = [max(s.slot for s, r in zip(shapes_of(figure), rank, strict=True) if r == it) for it in bundles]
        widths = [slot + _room(bundles.get(it - 1, ())) for it, slot in enumerate(slots)]
        lines = _lines(stretches(inputs), widths)
        ends = {column: MARGIN + sum(widths[line[0] : column + 1]) for line in lines for column in line}
        line_of = {column: i for i, line in enumerate(lines) for column in line}
        y, tops = _heights(figure, rank, own, arrows, line_of)
        return _Drawing(
            figure, rank, own, arrows, bundles, line_of,
            x={column: end - slots[column] // 2 for column, end in ends.items()},
            gap={column - 1: end - widths[column] for column, end in ends.items()},
            y=y, tops=tops, width=max(ends.values()) + MARGIN,
        )  # fmt: skip

    @property
    def height(self) -> int:
        return self.tops[-1] - BETWEEN

    def blocks(self) -> tuple[Block, ...]:
        pairs = zip(self.figure, shapes_of(self.figure), strict=True)
        return tuple(block_at(it, shape, self.x[self.rank[i]], self._y(i)) for i, (it, shape) in enumerate(pairs))

    def links(self) -> Iterator[Link]:
        shapes = shapes_of(self.figure)
        for arrow in self.arrows:
            start = self.x[self.rank[arrow.source]] + shapes[arrow.source].reach + GAP
            end = self.x[self.rank[arrow.target]] - shapes[arrow.target].reach - GAP
            path = f"M{start} {self._y(arrow.source)}{self._way(arrow)}H{end}"
            yield Link(path, (end, self._y(arrow.target)))

    def _way(self, arrow: _Arrow) -> str:
        line = self.line[self.rank[arrow.target]]
        turns = [f"H{self._turn(column, bundle)}V{self.y[line, lane]}" for column, bundle, lane in arrow.turns]
        if self.line[self.rank[arrow.source]] != line:
            y = self.y[line, self.lanes.of[arrow.source]]
            turns.insert(0, f"H{self.width - MARGIN // 2}V{self.tops[line] - BETWEEN // 2}H{MARGIN // 2}V{y}")
        return "".join(turns)

    def _turn(self, column: int, bundle: Bundle) -> int:
        return self.gap[column] + EDGE + TURN * self.bundles[column].index(bundle)

    def _y(self, place: int) -> int:
        return self.y[self.line[self.rank[place]], self.lanes.of[place]]


def _arrow(source: int, target: int, inputs: Sequence[Sequence[int]], rank: Sequence[int], own: Lanes) -> _Arrow:
    start, end = own.of[source], own.of[target]
    into, out = ("in", target), ("out", source)
    if rank[target] == rank[source] + 1:
        hops = [(rank[source], into if len(inputs[target]) > 1 else out, start, end)]
    else:
        passing = own.passing[source]
        hops = [(rank[source], out, start, passing), (rank[target] - 1, into, passing, end)]
    return _Arrow(source, target, tuple((column, bundle, lane) for column, bundle, at, lane in hops if at != lane))


def _bundles(column: int, arrows: Sequence[_Arrow]) -> list[Bundle]:
    found = {bundle for arrow in arrows for it, bundle, _ in arrow.turns if it == column}
    return sorted(found, key=lambda it: (it[0] == "in", it[1]))


def _room(bundles: Sequence[Bundle]) -> int:
    return 2 * EDGE + TURN * (len(bundles) - 1) if bundles else 0


def _lines(parts: Sequence[range], widths: Sequence[int]) -> list[list[int]]:
    """As few lines as hold the columns, about equally wide; a stretch stays in one line."""
    widest = _filled(parts, widths, WIDTH)
    limits = range(sum(widths) // len(widest), WIDTH, TURN)
    return next((it for limit in limits if len(it := _filled(parts, widths, limit)) <= len(widest)), widest)


def _filled(parts: Sequence[range], widths: Sequence[int], limit: int) -> list[list[int]]:
    lines: list[list[int]] = [[]]
    for part in parts:
        if lines[-1] and sum(widths[it] for it in (*lines[-1], *part)) > limit:
            lines.append([])
        lines[-1] += part
    return lines


def _heights(
    figure: Sequence[Figure], rank: Sequence[int], own: Lanes, arrows: Sequence[_Arrow], line_of: Mapping[int, int]
) -> tuple[dict[tuple[int, int], int], tuple[int, ...]]:
    """The middle of each lane of each line, and where the lines begin."""
    deepest: dict[tuple[int, int], int] = {}
    for block, shape, column, lane in zip(figure, shapes_of(figure), rank, own.of, strict=True):
        told = len(caption_of(block.caption, shape.slot // CAPTION_LETTER))
        deepest[line_of[column], lane] = max(deepest.get((line_of[column], lane), 0), told, 1)
    ways = ((it.target, (own.of[it.source], *(lane for _, _, lane in it.turns))) for it in arrows)
    passing = {(line_of[rank[target]], lane) for target, taken in ways for lane in taken} - deepest.keys()
    y, tops = {}, [0]
    for line in sorted(set(line_of.values())):
        at = tops[-1]
        for key in sorted(it for it in (*deepest, *passing) if it[0] == line):
            above, below = (AXIS, BELOW + (deepest[key] - 1) * LEADING) if key in deepest else (PASSING, PASSING)
            y[key], at = at + above, at + above + below
        tops.append(at + BETWEEN)
    return y, tuple(tops)
