"""What a layer kind is: its parameters, its formulas in the letters of the course, its wrong rules, its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.model import Formula, Layer, Shape


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the author of an exercise sets or gives a range."""

    minimum: float = 0
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
    words: tuple[str | int | bool, ...] = ()
    """The allowed words; beside a letter they may stand in place of its number (`padding = "same"`).

    A parameter with words belongs to a layer's structure: which formulas it has may depend on the word.
    """
    instead: str = ""
    """A parameter that replaces it (`kernel_height`): where that one is given, this one is not needed."""
    unsaid: int | None = None
    """The value that a sheet does not mention (a pooling without padding); `None`: every value is printed."""


SWITCH = Parameter(optional=True, words=(True, False))
"""Whether the layer is so; not said, it is what Keras makes of it."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What a layer's formulas may depend on besides numbers: it is the same for all variants of an exercise."""

    ranks: tuple[int, ...]
    """How many numbers the shape of each of its inputs has."""
    names: frozenset[str]
    """The parameters that it has."""
    words: frozenset[tuple[str, str | int | bool]]
    """Those that are words, with the word."""

    @property
    def rank(self) -> int:
        """Of its only, or first, input; 0 for a layer without one."""
        return self.ranks[0] if self.ranks else 0

    def has(self, *names: str) -> bool:
        return self.names.issuperset(names)

    def says(self, **words: str | int | bool) -> bool:
        """Whether it has these words."""
        return self.words.issuperset(words.items())

    def word(self, name: str) -> str | int | bool | None:
        """The word of a parameter; `None` where it is a number or is not there."""
        return next((word for other, word in self.words if other == name), None)


def likelier_first(rules: Iterable[WrongRule]) -> tuple[WrongRule, ...]:
    """Rules that were seen before those that are only plausible."""
    return tuple(sorted(rules, key=lambda rule: rule.source == PLAUSIBLE))


def always(_: Structure) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Chosen:
    """A formula that depends on the structure of its layer."""

    choose: Callable[[Structure], Formula | None]
    """Gives the same function for the same structure; `None`: the layer makes no sense there."""


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
    when: Callable[[Structure], bool] = always
    """The structures that it applies to."""


@dataclass(frozen=True, slots=True)
class LayerKind:
    """One kind of layer; a file of this folder each."""

    name: str
    words: str
    """Spanish name of the layer («convolución»)."""
    parameters: Mapping[str, Parameter]
    formulas: Mapping[str, tuple[Formula, ...] | Chosen]
    """Quantity → formulas; the first whose letters are all there is the right one.

    Letters: the layer's parameters, the layer before (see `axes`) and the layer's own earlier cells (`n` inputs,
    `m` outputs, `w` weights, `b` biases, `u` what is stored and not learned). Of several inputs the plain letters are
    the first one's; `H_1`, `H_2` are those of each, and `H_cada` is the tuple of all. Wrong rules may also take those
    of `grader.sheets._letters`: the network's input, the layer before the last, the next layer that learns.
    """
    detail: Callable[[Layer], str]
    """Text of the «Detalle» column."""
    sentence: Callable[[Layer], str]
    """Text in the structure list, after the layer's label; empty: the list leaves the layer out."""
    conventions: tuple[str, ...] = ()
    """Spanish sentences that a student needs to answer as the key does."""
    tells: Callable[[Layer], tuple[str, ...]] | None = None
    """The conventions that depend on what the layer says («same»)."""
    wrong: tuple[WrongRule, ...] = ()
    aliases: tuple[str, ...] = field(default=())
    """Lower-case words by which students name a layer of this kind (`conv`, `convolución`); the first one is that of
    all kinds that go by the same word. None: only the name of its row tells it, its word being one of everyday use."""
    has_weights: bool = False
    """Whether it learns anything; if not, its counts are zero by structure."""
    axes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Rank → its own letters for the numbers of a shape that it gets; empty: those of `grader.wiring.AXES`."""
    inputs: tuple[int, int] = (1, 1)
    """How many inputs it takes, at least and at most."""
    refuses: Callable[[Layer, Sequence[Shape]], str] | None = None
    """Why it cannot get these shapes, in Spanish; empty: it can. What formulas tell by themselves is not repeated."""
    refuses_by: tuple[str, ...] | None = None
    """The parameters whose numbers decide whether it refuses; `None`: those of the shapes do."""
    sees: str | None = None
    """`window`: f and s widen what a number of its output sees of the network's input; `same`: nothing changes;
    `None`: it sees everything, and nothing can be asked."""
    needs: str = ""
    """What it needs at the input, in Spanish («una imagen (alto, ancho, canales)»)."""
    rank: int | None = None
    """How many numbers the shape that it needs has; `None`: whatever its formulas have letters for."""

    def told(self, layer: Layer) -> tuple[str, ...]:
        """The conventions that the worksheet of an exercise with this layer prints."""
        return (*self.conventions, *(self.tells(layer) if self.tells else ()))
