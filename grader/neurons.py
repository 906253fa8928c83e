"""The quantities of a small network: their names, and what each holds at random points.

Conventions, all printed on the sheet (source: the seed): w(i,j) of layer c goes from neuron j of layer c to neuron i of
layer c + 1; e = d − y at the output and e_j = Σ w(i,j)·δ_i before it; δ = e·f'(neta); w(t+1) = w(t) + α·δ·y.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache, reduce
from operator import add
from random import Random
from typing import NamedTuple

from grader.sampled import CONTEXT, POINTS, SUM, Sample, pointwise, sample, superscript

Index = int | str
"""A neuron, counted from 1, or the letter that counts neurons in a sum."""

WEIGHT, BIAS, NETA, OUTPUT, ERROR, DELTA, TARGET, RATE = "w", "b", "neta", "y", "e", "δ", "d", "α"
WEIGHT_AFTER = "w+"
"""A weight after its update."""
_SUBSCRIPTS = str.maketrans("0123456789,ijkmn=", "₀₁₂₃₄₅₆₇₈₉,ᵢⱼₖₘₙ₌")


class Name(NamedTuple):
    """`w₄₂⁽¹⁾`: a letter, its layer (0 where it has none) and its neurons."""

    letter: str
    layer: int = 0
    indices: tuple[Index, ...] = ()

    def __str__(self) -> str:
        subscript = subscripted("".join(map(str, self.indices)))
        layer = superscript(f"({self.layer})") if self.layer else ""
        time = "(t+1)" if self.letter == WEIGHT_AFTER else ""
        return f"{self.letter.rstrip('+')}{subscript}{layer}{time}"


def subscripted(text: str) -> str:
    return text.translate(_SUBSCRIPTS)


class Activation(NamedTuple):
    """An activation function, in numbers."""

    value: Callable[[Decimal], Decimal]
    slope: Callable[[Decimal], Decimal]
    """Its derivative, as a function of neta."""


ONE, THREE = Decimal(1), Decimal(3)


def tanh(x: Decimal) -> Decimal:
    squared = CONTEXT.exp(CONTEXT.add(x, x))
    return CONTEXT.divide(CONTEXT.subtract(squared, ONE), CONTEXT.add(squared, ONE))


def logistic(x: Decimal) -> Decimal:
    return CONTEXT.divide(ONE, CONTEXT.add(ONE, CONTEXT.exp(CONTEXT.minus(x))))


def _cube(x: Decimal) -> Decimal:
    return CONTEXT.multiply(x, CONTEXT.multiply(x, x))


def _tanh_slope(x: Decimal) -> Decimal:
    y = tanh(x)
    return CONTEXT.subtract(ONE, CONTEXT.multiply(y, y))


def _logistic_slope(x: Decimal) -> Decimal:
    y = logistic(x)
    return CONTEXT.multiply(y, CONTEXT.subtract(ONE, y))


def _cube_slope(x: Decimal) -> Decimal:
    return CONTEXT.multiply(THREE, CONTEXT.multiply(x, x))


ACTIVATIONS: Mapping[str, Activation] = {
    "linear": Activation(CONTEXT.plus, lambda _: ONE),
    "tanh": Activation(tanh, _tanh_slope),
    "logistic": Activation(logistic, _logistic_slope),
    "cubic": Activation(_cube, _cube_slope),
}


class Net(NamedTuple):
    """Layers of neurons, each joined to all of the next; layer 1 is the first."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    """Names of `ACTIVATIONS`, one a layer."""

    @property
    def last(self) -> int:
        return len(self.sizes)

    def size(self, layer: int) -> int:
        """Neurons of a layer; 0 where there is no such layer."""
        return self.sizes[layer - 1] if 0 < layer <= self.last else 0

    def activation(self, layer: int) -> Activation:
        return ACTIVATIONS[self.activations[layer - 1]]

    def has(self, name: Name) -> bool:
        """Whether the quantity exists: its layer and all its neurons do; a target is of the last layer."""
        if not name.indices:
            return True
        ends = (self.size(name.layer + 1), self.size(name.layer)) if len(name.indices) > 1 else (self.size(name.layer),)
        return all(isinstance(i, int) and 1 <= i <= end for i, end in zip(name.indices, ends, strict=True))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression is asked: what its names mean when a student leaves something out."""

    net: Net
    asked: Name
    """What the expression is of: `w+`, `e` or `δ`."""

    @property
    def layer(self) -> int:
        """The layer of the neuron whose error, delta or incoming weight is asked."""
        return self.asked.layer + (self.asked.letter == WEIGHT_AFTER)

    @property
    def neuron(self) -> int:
        return int(self.asked.indices[0])


def quantity(net: Net, name: Name) -> Sample:
    """What `name` holds at each point; a name that the network does not have holds numbers of its own."""
    return _world(net)[name]


@lru_cache(maxsize=1 << 14)
def named(net: Net, name: Name) -> Sample:
    """The same with its writing: a formula over such quantities is written as it is computed."""
    return Sample(quantity(net, name).values, str(name))


@lru_cache(maxsize=256)
def _world(net: Net) -> _World:
    return _World(net)


@cache
def _random(name: Name) -> Sample:
    """Numbers of a name's own, the same in every network: between 0.2 and 0.9, a weight of either sign."""
    source = Random(str(name))  # noqa: S311 (points, not secrets)
    it = Sample(tuple(Decimal(source.randrange(200_000, 900_000)).scaleb(-6) for _ in range(POINTS)))
    return -it if name.letter == WEIGHT and source.random() < 0.5 else it


class _World(dict[Name, Sample]):
    """Every quantity of a network, computed when it is first asked for.

    They hang together as in a real network: an answer in deltas and the same one written out give the same numbers.
    """

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def __missing__(self, name: Name) -> Sample:
        rule = _RULES.get(name.letter)
        self[name] = it = rule(self, name) if rule and self.net.has(name) else _random(name)
        return it

    def before(self, layer: int) -> range:
        return range(1, self.net.size(layer) + 1)


def _neta(world: _World, name: Name) -> Sample:
    c, (i,) = name.layer, name.indices
    if c == 1:
        return _random(name)
    terms = [world[Name(WEIGHT, c - 1, (i, j))] * world[Name(OUTPUT, c - 1, (j,))] for j in world.before(c - 1)]
    return reduce(add, terms) + world[Name(BIAS, c, (i,))]


def _output(world: _World, name: Name) -> Sample:
    return pointwise(world.net.activation(name.layer).value, world[name._replace(letter=NETA)], "f")


def _error(world: _World, name: Name) -> Sample:
    c, (j,) = name.layer, name.indices
    if c == world.net.last:
        return world[Name(TARGET, 0, (j,))] - world[Name(OUTPUT, c, (j,))]
    terms = [world[Name(WEIGHT, c, (i, j))] * world[Name(DELTA, c + 1, (i,))] for i in world.before(c + 1)]
    return reduce(add, terms)


def _delta(world: _World, name: Name) -> Sample:
    slope = pointwise(world.net.activation(name.layer).slope, world[name._replace(letter=NETA)], "f′")
    return world[name._replace(letter=ERROR)] * slope


def _updated(world: _World, name: Name) -> Sample:
    c, (i, j) = name.layer, name.indices
    step = world[Name(RATE)] * world[Name(DELTA, c + 1, (i,))] * world[Name(OUTPUT, c, (j,))]
    return world[name._replace(letter=WEIGHT)] + step


_RULES: Mapping[str, Callable[[_World, Name], Sample]] = {
    NETA: _neta,
    OUTPUT: _output,
    ERROR: _error,
    DELTA: _delta,
    WEIGHT_AFTER: _updated,
}
"""What follows from weights, biases, targets and the netas of the first layer, which are random."""


def summed(first: Sequence[Sample], second: Sequence[Sample] = ()) -> Sample:
    """Σ aᵢ·bᵢ over as many neurons, or Σ aᵢ; written with its sign where the terms count up from neuron 1.

    Over no neuron it is 0: of a sum of one term, whoever leaves out the last one has nothing.
    """
    terms = [a * b for a, b in zip(first, second, strict=True)] if second else list(first)
    if not terms:
        return sample(0)
    total = reduce(add, terms)
    if len(terms) == 1:
        return total
    texts = [_counted(it[0].text, it[1].text) for it in (first, second) if it]
    if not all(texts):
        return total
    return Sample(total.values, f"Σ{subscripted('i=1')}{superscript(str(len(terms)))} {'·'.join(texts)}", SUM)


def _counted(one: str, two: str) -> str:
    """`w₁₄⁽²⁾` and `w₂₄⁽²⁾` are `wᵢ₄⁽²⁾`; empty when they do not count up from neuron 1."""
    differ = [place for place, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(two) or len(differ) != 1 or (one[differ[0]], two[differ[0]]) != ("₁", "₂"):
        return ""
    return f"{one[: differ[0]]}ᵢ{one[differ[0] + 1 :]}"
