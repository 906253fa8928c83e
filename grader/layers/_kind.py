"""What a layer kind is: its parameters, its formulas in the letters of the course, its wrong rules, its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.model import Formula, Layer


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the author of an exercise sets or gives a range."""

    minimum: float
    default: int | str | None = None
    """`None`: it must be given; the name of another parameter: equal to that one."""
    optional: bool = False
    """May be missing: the layer has another way to say what it is."""
    maximum: float | None = None
    decimals: int = 0
    """How many decimals it may have; those of a drawn number are part of the exercise and exact."""
    axes: int = 0
    """Of how many axes it is an array: 1 for a vector, 2 for a matrix; each of its numbers is drawn on its own."""
    is_text: bool = False
    """Whether it is no number but a text of the author's."""
    letter: str = ""
    """The letter that formulas know it by; empty: no formula uses it."""
    meaning: str = ""
    """Spanish, for the list of letters printed on the worksheet."""
    words: tuple[str, ...] = ()
    """The allowed words, when the parameter is no number."""
    unsaid: int | None = None
    """The value that a sheet does not mention (a pooling without padding); `None`: every value is printed."""


SEEN_OFTEN, SEEN, PLAUSIBLE = "visto a menudo", "visto en material público", "plausible"
"""Where a wrong rule comes from. Among rules that give the same number the likelier stands first in the catalogue."""


@dataclass(frozen=True, slots=True)
class WrongRule:
    """A rule that students really use in place of a right one (see docs/architecture.md, «rewiring»)."""

    slug: str
    quantity: str
    formula: Formula
    sentence: str
    """Spanish, follows the rebuilt number; `{C}` is the value of the letter C."""
    source: str
    """Where it was seen, or «plausible»."""
    advice: str
    """Spanish, the next step to try; letters as in `sentence`."""
    about: str = ""
    """The letter that it misuses: where the sheet does not print it, nobody can; empty: it applies in any case."""
    written: bool = False
    """It is a slip in what is written down, not an idea: it applies only where the sheet asks for the cell."""


@dataclass(frozen=True, slots=True)
class LayerKind:
    """One kind of layer; a file of this folder each."""

    name: str
    words: str
    """Spanish name of the layer («convolución»)."""
    parameters: Mapping[str, Parameter]
    formulas: Mapping[str, tuple[Formula, ...]]
    """Quantity → formulas; the first whose letters are all there is the right one.

    Letters: the layer's parameters, the layer before (`H`, `W`, `C` of a volume, `n` of a vector) and the layer's
    own earlier cells (`n` inputs, `m` outputs, `w` weights, `b` biases). Wrong rules may also take those of
    `grader.sheets._letters`: the network's input, the layer before the last, the next layer that learns.
    """
    detail: Callable[[Layer], str]
    """Text of the «Detalle» column."""
    sentence: Callable[[Layer], str]
    """Text in the structure list, after the layer's label; empty: the list leaves the layer out."""
    conventions: tuple[str, ...] = ()
    """Spanish sentences that a student needs to answer as the key does."""
    wrong: tuple[WrongRule, ...] = ()
    aliases: tuple[str, ...] = field(default=())
    """Lower-case words by which students name a layer of this kind (`conv`, `convolución`)."""
    has_weights: bool = False
    """Whether it learns anything; if not, its counts are zero by structure."""
