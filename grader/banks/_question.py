"""A variant as questions, in no format yet: what is asked, each gap with its right answer and the known wrong ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from grader.model import Kind, Value
from grader.page import Explained, Section


class Form(StrEnum):
    """How a variant is parted into questions."""

    TABLE = "tabla"
    """One question an exercise, with a gap in each cell of its table."""
    CELL = "celda"
    """One question a cell."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer that is known."""

    value: Value
    share: Fraction
    """What part of the gap's points it earns."""
    sentence: str
    """Spanish, tells the student how it came about; empty: the policy tells nothing."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that is left for the student."""

    cell: str
    """`exercise/LAYER/quantity`."""
    label: str
    """«CONV1, número de pesos»."""
    kind: Kind
    right: Value
    structural: bool
    """A zero by structure: a dash says it as well as a 0."""
    weight: int
    """Its points, as the least whole numbers in the proportion that the policy asks for."""
    wrong: tuple[Wrong, ...]
    """Each with a value of its own, none of them the right one."""
    otherwise: str
    """Spanish: what is said of any other answer; empty: nothing."""

    @property
    def rank(self) -> int | None:
        """How many numbers the right shape has; `None`: it is a count."""
        return len(self.right) if isinstance(self.right, tuple) else None

    @property
    def is_numeric(self) -> bool:
        """Whether an LMS can compare numbers: a dash that says 0, or a shape, is a text."""
        return self.kind is Kind.COUNT and not self.structural


@dataclass(frozen=True, slots=True)
class Question:
    ident: str
    """Unique in its bank: letters, digits and hyphens."""
    name: str
    """What the docente finds it by in the bank."""
    topic: tuple[str, ...]
    """The categories that it lies in, the widest first."""
    tags: tuple[str, ...]
    section: Section
    """The exercise as a worksheet prints it."""
    how: str
    """How to write an answer so that the LMS understands it, in Spanish."""
    gaps: tuple[Gap, ...]
    """In the order of the table, the total last."""
    workings: tuple[Explained, ...]
    """As the key prints them; none where nothing is computed: a layer that learns nothing has no weights."""
    letters: tuple[tuple[str, str], ...]
    """Letter and meaning of each letter in which the workings are written."""
    solved: bool
    """Whether the policy lets the student see how it is solved."""
    asked: str = ""
    """The one cell that a question of the form `celda` asks for, as its gap is labelled; empty: the whole table."""
