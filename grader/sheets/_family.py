"""What a family of exercises is: what its slots may be, how they become a sheet, and the words of its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.errors import Fault
from grader.layers import LayerKind
from grader.model import Instance, Layer, Sheet, Value


@dataclass(frozen=True, slots=True)
class Column:
    """A quantity that a table of the family may ask for."""

    heading: str
    """As printed over the column."""
    spoken: str
    """Inside a sentence or an accessible name («número de pesos»)."""
    also: tuple[str, ...] = ()
    """What else students write over it."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Numbers that a worksheet prints as a matrix."""

    letter: str
    of: str
    """What it belongs to («Capa Oculta»)."""
    rows: tuple[tuple[str, ...], ...]
    """As printed."""


@dataclass(frozen=True, slots=True)
class NeuronLayer:
    """A layer as its diagram shows it, neuron by neuron."""

    name: str
    caption: str
    """Under the name («tanh»); empty: nothing."""
    neurons: tuple[str, ...]
    """What stands in each («o1»)."""
    named: tuple[tuple[int, int, str], ...] = ()
    """Neuron, neuron of the layer before (0: its bias) and the name that the connection bears («w(2,4)»)."""


def no_neurons(_: Instance) -> tuple[NeuronLayer, ...]:
    return ()


def no_matrices(_: Instance) -> tuple[Matrix, ...]:
    return ()


def no_reason(_: Instance) -> str:
    """Any numbers of the ranges make a good exercise."""
    return ""


def no_faults(_: Sequence[Layer]) -> list[Fault]:
    """Any slots follow one another."""
    return []


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of exercise; a file of this folder each."""

    name: str
    """As an exercise's TOML says it: `family = "output_size"`."""
    kinds: Mapping[str, LayerKind]
    """What a slot of its exercises may be, with the parameters, formulas, wrong rules and words of each."""
    columns: Mapping[str, Column]
    """Quantity → the column that asks for it."""
    build: Callable[[Instance, str], Sheet]
    """The sheet of an instance; the text is its name, empty for the exercise's own."""
    slots: tuple[str, ...] = ("rows",)
    """Where in the TOML the slots stand: `[[rows]]`."""
    faults: Callable[[Sequence[Layer]], list[Fault]] = no_faults
    """What is wrong with an exercise's own numbers; paths are relative to the slots (`[2].kernel`)."""
    why_ill_posed: Callable[[Instance], str] = no_reason
    """Why a variant with these numbers cannot be handed out, in Spanish; empty: it can."""
    row_heading: str = "Capa"
    """Over the names of the rows."""
    total: str = ""
    """What the answer under the table is called; empty: there is none."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Letter → meaning, of letters of formulas that are no parameter of a slot."""
    conventions: Mapping[str, str] = field(default_factory=dict)
    """Column → a sentence that its students need; printed when the table has that column."""
    structure: str = "Preguntas:"
    """Over the list of what the slots say."""
    matrices: Callable[[Instance], tuple[Matrix, ...]] = no_matrices
    """What a worksheet prints as matrices under that list."""
    drawn: Callable[[Instance], tuple[NeuronLayer, ...]] = no_neurons
    """What its diagram shows, where it is one of single neurons."""
    counted: Callable[[Instance], dict[str, Value]] | None = None
    """A second opinion on every cell that knows none of the formulas; `None`: that of networks."""
    is_network: bool = False
    """Whether the slots are the layers of a network, drawn as blocks one after the other."""
