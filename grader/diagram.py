"""Where each block of a network's diagram stands: the geometry, from the kinds of the layers alone.

Numbers of a layer are only ever printed as text: a diagram that grew with them would give answers away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise, product

from grader.page import Figure, joined

WIDTH = 840
"""Blocks wider than this together go on in another line: it is what the width of an A4 page can hold legibly."""
NARROW = 500
LINE = 184
"""Height of one line of blocks with two lines of caption."""
AXIS = 76
"""Height of the blocks' middle below the top of their line."""
BELOW = 78
"""Room for the shape and one line of caption below its middle."""
LEADING = 15
MARGIN = 14
GAP = 5
"""Between a block and its arrow."""
NEURON_HEIGHTS = (-42, -18, 42)
"""Where `templates/shapes/neuronas.svg` draws them."""
NAME_LETTER, CAPTION_LETTER = 8, 6
"""Mean width of a letter."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of layer is drawn."""

    name: str
    """A file of `templates/shapes`."""
    reach: int
    """From its middle to its edge, where arrows begin and end."""
    slot: int
    """Width kept for it and its captions."""


NEURONS = Shape("neuronas", 12, 92)
OTHER = Shape("otra", 40, 102)
SHAPES = {
    "input": Shape("volumen", 40, 102),
    "conv2d": Shape("mapas", 37, 106),
    "max_pooling2d": Shape("submuestreo", 30, 86),
    "average_pooling2d": Shape("submuestreo", 30, 86),
    "flatten": Shape("vector", 12, 74),
    "dense": NEURONS,
    "activation": Shape("activacion", 26, 80),
    "add": Shape("suma", 18, 86),
}
SPATIAL = {"conv2d", "max_pooling2d", "average_pooling2d", "flatten"}
"""Where one of these follows, the input is a volume and not a column of neurons."""


@dataclass(frozen=True, slots=True)
class Block:
    x: int
    y: int
    shape: Shape
    name: str
    caption: tuple[str, ...]
    """At most three short lines."""


@dataclass(frozen=True, slots=True)
class Link:
    """What joins two blocks: an arrow, a turn to the next line, or a mesh from neuron to neuron."""

    path: str
    """As SVG writes it."""
    tip: tuple[int, int] | None
    """Where the arrow ends; `None`: a mesh."""


@dataclass(frozen=True, slots=True)
class Diagram:
    width: int
    height: int
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    text: str
    """What it shows, for who cannot see it."""
    scale: float = 1
    """How large it is shown."""

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height on the page."""
        return round(self.width * self.scale), round(self.height * self.scale)


def are_neurons(figure: Sequence[Figure]) -> bool:
    """Whether it is drawn neuron by neuron, as `grader/neuron_diagram.py` does it."""
    return any(block.neurons for block in figure)


def is_branched(figure: Sequence[Figure]) -> bool:
    """Whether its blocks say what each gets, as `grader/graph_diagram.py` draws them."""
    return any(block.inputs for block in figure)


@lru_cache(maxsize=256)
def lay_out(figure: tuple[Figure, ...]) -> Diagram:
    parts = _lines(figure)
    pitch = LINE + (LEADING if any(_has_three(*pair) for line in parts[:-1] for pair in line) else 0)
    lines = [_line(line, i * pitch + AXIS) for i, line in enumerate(parts)]
    blocks = tuple(block for line in lines for block in line)
    width = max((line[-1].x + line[-1].shape.slot // 2 for line in lines), default=0) + MARGIN
    rest = max((len(block.caption) for block in lines[-1]), default=1) - 1 if lines else 0
    height = (len(lines) - 1) * pitch + AXIS + BELOW + rest * LEADING
    return Diagram(width, height, blocks, tuple(_links(blocks, width)), alternative(figure))


def is_narrow(figure: tuple[Figure, ...]) -> bool:
    """Whether text can stand beside it."""
    return not are_neurons(figure) and not is_branched(figure) and lay_out(figure).width <= NARROW


def alternative(figure: Sequence[Figure]) -> str:
    """The diagram in words."""
    return joined(figure, [f"{block.title}: {block.caption or ', '.join(block.neurons)}" for block in figure])


def _lines(figure: Sequence[Figure]) -> list[list[tuple[Figure, Shape]]]:
    """As few lines as hold the blocks, about equally wide."""
    shapes = shapes_of(figure)
    total = sum(shape.slot for shape in shapes)
    count = -(-total // WIDTH)
    lines: list[list[tuple[Figure, Shape]]] = [[] for _ in range(count)]
    before = 0
    for pair in zip(figure, shapes, strict=True):
        lines[before * count // total].append(pair)
        before += pair[1].slot
    return lines


def shapes_of(figure: Sequence[Figure]) -> list[Shape]:
    spatial = any(block.kind in SPATIAL for block in figure)
    return [SHAPES.get(block.kind, OTHER) if spatial or block.kind != "input" else NEURONS for block in figure]


def _has_three(figure: Figure, shape: Shape) -> bool:
    """Whether its caption fills a line more than there is room for between two lines of blocks."""
    return len(caption_of(figure.caption, shape.slot // CAPTION_LETTER)) > 2


def _line(line: list[tuple[Figure, Shape]], y: int) -> list[Block]:
    rights = accumulate(shape.slot for _, shape in line)
    return [
        block_at(figure, shape, MARGIN + right - shape.slot // 2, y)
        for (figure, shape), right in zip(line, rights, strict=True)
    ]


def block_at(figure: Figure, shape: Shape, x: int, y: int) -> Block:
    name = _squeezed(figure.name, shape.slot // NAME_LETTER)
    return Block(x, y, shape, name, caption_of(figure.caption, shape.slot // CAPTION_LETTER))


def _links(blocks: Sequence[Block], width: int) -> Iterator[Link]:
    for before, after in pairwise(blocks):
        start, end = before.x + before.shape.reach + GAP, after.x - after.shape.reach - GAP
        if before.y != after.y:
            down, back = f"H{width - MARGIN // 2}v{after.y - before.y - AXIS - 9}", f"H{MARGIN // 2}V{after.y}H{end}"
            yield Link(f"M{start} {before.y}{down}{back}", (end, after.y))
        elif before.shape is after.shape is NEURONS:
            yield Link(_mesh(before, after), None)
        else:
            yield Link(f"M{start} {before.y}H{end}", (end, after.y))


def _mesh(before: Block, after: Block) -> str:
    pairs = product(NEURON_HEIGHTS, repeat=2)
    return "".join(f"M{before.x} {before.y + a}L{after.x} {after.y + b}" for a, b in pairs)


def caption_of(text: str, width: int) -> tuple[str, ...]:
    """Two items a line where they fit; the commas inside a shape's brackets do not part it.

    >>> caption_of("f=5x5, s=1, p=2, 8 filtros", 17), caption_of("(32, 32, 3)", 17)
    (('f=5x5, s=1', 'p=2, 8 filtros'), ('(32, 32, 3)',))
    >>> caption_of("f=5x5, s=1, p=valid, 32 filtros", 17)
    ('f=5x5, s=1', 'p=valid', '32 filtros')
    """
    items = re.split(r", (?![^(]*\))", text)
    pairs = [items[i : i + 2] for i in range(0, len(items), 2)]
    lines = [line for pair in pairs for line in ([", ".join(pair)] if len(", ".join(pair)) <= width else pair)]
    return tuple(_short(line, width) for line in lines[:3])


def _squeezed(name: str, width: int) -> str:
    """Names of imported layers differ at their ends.

    >>> _squeezed("conv2_block1_1_conv", 13), _squeezed("CONV1", 13)
    ('conv…1_1_conv', 'CONV1')
    """
    head = (width - 1) // 3
    return name if len(name) <= width else f"{name[:head]}…{name[head + 1 - width :]}"


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
