"""Where each neuron of a small network's diagram stands, and which connections bear their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.diagram import alternative
from grader.page import Figure

RADIUS = 13
ACROSS = 170
"""Between two layers."""
DOWN = 34
"""Between two neurons of a layer."""
TOP = 54
"""Above the first neuron of the tallest layer: room for names, captions and its bias."""
MARGIN = 46
_NEAR = 0.68
"""How far along its connection a name stands, where connections are not yet close together."""

_LETTER = 6.4
"""A letter of a name, bold and of size 12, at its widest."""


@dataclass(frozen=True, slots=True)
class Neuron:
    x: float
    y: float
    label: str
    is_input: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """A line, with its name where it has one."""

    start: tuple[float, float]
    end: tuple[float, float]
    name: str = ""
    at: tuple[float, float] = (0, 0)
    """Middle of the name."""

    @property
    def room(self) -> float:
        """Width of what is kept clear behind the name: its own line would run through it as one more stroke."""
        return len(self.name) * _LETTER + 2

    @property
    def left(self) -> float:
        return self.at[0] - self.room / 2


@dataclass(frozen=True, slots=True)
class NeuronDiagram:
    width: int
    height: int
    neurons: tuple[Neuron, ...]
    connections: tuple[Connection, ...]
    """Those with a name last: they are drawn over the others."""
    titles: tuple[tuple[float, str, str], ...]
    """Middle, name and caption of each layer."""
    text: str
    """What it shows, for who cannot see it."""


@lru_cache(maxsize=256)
def lay_out_neurons(figure: tuple[Figure, ...]) -> NeuronDiagram:
    tallest = max(len(layer.neurons) for layer in figure)
    columns = [_column(layer, i, tallest) for i, layer in enumerate(figure)]
    lines = [line for i in range(1, len(figure)) for line in _connections(figure[i], columns[i - 1], columns[i])]
    return NeuronDiagram(
        width=2 * MARGIN + (len(figure) - 1) * ACROSS,
        height=TOP + (tallest - 1) * DOWN + RADIUS + 4,
        neurons=tuple(neuron for column in columns for neuron in column),
        connections=tuple(sorted(lines, key=lambda line: bool(line.name))),
        titles=tuple((column[0].x, layer.name, layer.caption) for layer, column in zip(figure, columns, strict=True)),
        text=alternative(figure),
    )


def _column(layer: Figure, place: int, tallest: int) -> list[Neuron]:
    above = (tallest - len(layer.neurons)) / 2
    return [
        Neuron(MARGIN + place * ACROSS, TOP + (above + i) * DOWN, label, is_input=place == 0)
        for i, label in enumerate(layer.neurons)
    ]


def _connections(layer: Figure, before: Sequence[Neuron], own: Sequence[Neuron]) -> Iterator[Connection]:
    names = {(i, j): name for i, j, name in layer.named}
    for i, neuron in enumerate(own, 1):
        for j, source in enumerate(before, 1):
            start, end = (source.x + RADIUS, source.y), (neuron.x - RADIUS, neuron.y)
            at = (start[0] + (end[0] - start[0]) * _NEAR, start[1] + (end[1] - start[1]) * _NEAR)
            yield Connection(start, end, names.get((i, j), ""), at)
        if name := names.get((i, 0)):
            x, y = neuron.x, neuron.y
            yield Connection((x + 19, y - 20), (x + 9, y - 10), name, (x + 35, y - 22))
