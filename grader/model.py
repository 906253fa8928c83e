"""The records of the road, one per stage, from the numbers drawn for a student to the report on the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from grader.sampled import Sample

if TYPE_CHECKING:  # readers know these records and no networks
    from grader.neurons import Scope

Shape: TypeAlias = tuple[int, ...]
"""Channels last, `(H, W, C)`; a vector of N units is `(N,)` and is printed `(N, 1)`."""

Value: TypeAlias = int | Fraction | float | Decimal | Shape | Sample
"""What a cell can hold: a count (`int`), a number that is no count (`Fraction`, `float`), a shape or an expression.

A `Decimal` is a real number as it is printed, with all the decimals that its sheet declares.
"""


class Kind(StrEnum):
    """What sort of value a cell asks for: it decides how a student's text is read."""

    COUNT = "count"
    SHAPE = "shape"
    REAL = "real"
    """A number with decimals, right where honest rounding may have led."""
    EXPRESSION = "expression"


class Role(StrEnum):
    """Whether a cell is printed with its value, left for the student, or only a step between cells."""

    GIVEN = "given"
    ASKED = "asked"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Ref:
    """Another cell of the sheet as an argument of a formula."""

    cell: str
    component: int | None = None
    """Which number of a shape; `None` takes the cell's whole value."""
    symbol: str = ""
    """How the working calls it («w_2,4»); empty: as the formula and the group that it stands in do."""


Arg: TypeAlias = int | Fraction | Ref | tuple["Arg", ...]
Formula: TypeAlias = Callable[..., Any]
"""A plain function of numbers, written once in the letters of the course (see `formula.py`)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One quantity of a sheet and how it is computed from printed numbers and earlier cells."""

    ref: str
    """`LAYER/quantity`, or `total`."""
    kind: Kind
    formula: Formula
    args: tuple[Arg, ...]
    role: Role = Role.ASKED
    structural: bool = False
    """A zero by structure (a pooling layer has no weights): an empty answer is left out of the sum."""
    decimals: int = 0
    """How many decimals the sheet declares for it; none for what is no real number."""
    scope: Scope | None = None
    """Of an expression: the network whose names it may use, and what it is of."""
    square: bool = False
    """One number for two that are alike, as the side of a square image: who writes `300x300` says 300."""


@dataclass(frozen=True, slots=True)
class Rewiring:
    """A wrong rule that students really use, at one cell: it replaces the formula and its arguments."""

    slug: str
    cell: str
    formula: Formula
    args: tuple[Arg, ...]
    sentence: str
    """Spanish, tells the student what was forgotten or mixed up; `{C}` stands for the value of letter C."""
    letters: Mapping[str, Arg]
    """The letters that `sentence` and `advice` may use."""
    advice: str = ""
    """Spanish, the next step to try («Vuelve a contar: …»); empty: the sentence says it all."""


@dataclass(frozen=True, slots=True)
class Row:
    layer: str
    """The layer's name as printed in the first column, unique in its sheet."""
    kind: str
    """The layer's kind, as in the catalogue of `grader.layers`."""
    detail: str
    """Spanish text of the «Detalle» column."""
    label: str = ""
    """How the structure list calls it («Capa Oculta 1»)."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The table of one exercise: a graph of cells, in an order in which each follows its arguments.

    Two sheets are the same only when they are one object, so that what follows from a sheet can be cached.
    """

    name: str
    """The exercise's id; `ejemplo-4#2` for its second occurrence in a worksheet."""
    title: str
    columns: tuple[str, ...]
    """Names of the printed columns after the layer's own: `detail` or a quantity."""
    rows: tuple[Row, ...]
    cells: Mapping[str, Cell]
    instance: Instance
    """What it was made from."""
    wrong: Wrong
    """The wrong rules that apply to this sheet."""
    total: str = "total"
    """Ref of the answer under the table; empty: there is none."""

    @property
    def rewirings(self) -> tuple[Rewiring, ...]:
        """All wrong rules, the likelier first among those of a cell."""
        return self.wrong.every


class Wrong(Protocol):
    """Wrong rules, made when they are asked for: nobody who answers everything right ever needs them."""

    @property
    def every(self) -> tuple[Rewiring, ...]: ...

    def at(self, cell: str) -> tuple[Rewiring, ...]:
        """Those of one cell."""

    def cells_of(self, slug: str) -> tuple[str, ...]:
        """The cells at which a rule of this name applies."""

    def letters_of(self, layer: str) -> tuple[Mapping[str, Arg], ...]:
        """The letters that the rules of a layer may use, once where several share them."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer with its concrete numbers."""

    kind: str
    name: str
    label: str
    """How the structure list of the worksheet calls it («Capa Oculta 1»)."""
    parameters: Mapping[str, int | float | str | bool]
    note: str = ""
    """What the structure list adds in brackets («clasificación de 10 clases»); empty: nothing."""
    detail: str = ""
    """Text of the «Detalle» column; empty: the layer kind's own wording."""
    row: bool = True
    """Whether the table has a row for it (the seed's MLP tables have none for the input)."""
    inputs: tuple[str, ...] = ()
    """Names of the layers whose outputs it gets; empty: the layer before it."""
    frozen: bool = False
    """Whether training leaves it as it is: what it holds is counted, and none of it is learned."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An exercise with every number drawn and every text resolved: all that its sheet depends on."""

    exercise: str
    version: int
    title: str
    objective: str
    """Empty when the assignment's own objective says it all."""
    activation: str
    bullets: bool
    """Whether the structure is a bulleted list (the seed's CNN) or plain lines (its MLP)."""
    columns: tuple[str, ...]
    given: tuple[str, ...]
    layers: tuple[Layer, ...]
    draw: int = 0
    """Which attempt of the student's seed gave these numbers; -1: the exercise's own original numbers."""
    family: str = "parameters"
    """Which file of `grader.sheets` makes its sheet; what `layers` holds are the slots of that family."""


@dataclass(frozen=True, slots=True)
class Student:
    id: str
    name: str
    email: str = ""
    group: str = ""
    """Students with the same non-empty group share one worksheet and one grade."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What one student (or one group) gets; a line of the manifest."""

    code: str
    students: tuple[Student, ...]
    title: str
    objective: str
    instances: tuple[Instance, ...]
    seed: str = ""
    """Hex digest that the draws started from; empty for the original numbers."""
    assignment: str = ""
    """Id of the assignment, or of its only exercise; empty when there is no manifest."""


FILE_NAME = "nombre del archivo"
"""Where a heading stands that is only the name of the file."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1
    where: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[str, ...], ...]
    """Raw text, one string a cell, rows as long as they were found; spanned cells are empty strings."""
    where: str = ""
    """Where the table stood, in Spanish («hoja Ejemplo 4», «celda 3»)."""
    caption: str = ""
    """A name the format itself gives the table (a spreadsheet's sheet name); empty: none."""


@dataclass(frozen=True, slots=True)
class Field:
    """A named place of a form and what stands in it."""

    name: str
    """`exercise/LAYER/quantity` in a form of ours; whatever the form's author chose elsewhere."""
    text: str
    where: str = ""


Block: TypeAlias = Heading | Line | Table | Field


@dataclass(frozen=True, slots=True)
class Document:
    """All that a reader knows of a file: its blocks in reading order. Readers know formats, never exercises."""

    format: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself outside the text (`codigo`: a sheet code in its properties)."""
    notices: tuple[str, ...] = ()
    """Spanish sentences on what the reader had to guess or leave out."""
    unread: tuple[str, ...] = ()
    """Parts that could not be read and may hold answers (a photo beside a table), each with its reason."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a submission for one cell."""

    raw: str
    where: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A document matched to a worksheet."""

    cells: Mapping[str, tuple[Written, ...]]
    """`exercise/LAYER/quantity` → all that was written for it, in reading order; blanks too."""
    loose: Mapping[str, str] = field(default_factory=dict)
    """Cells found nowhere that may still be in the file → the reason, in Spanish: a person has to look."""
    notices: tuple[str, ...] = ()
    """Spanish sentences on what was guessed or matched nothing."""


class Status(StrEnum):
    """How a student's text was understood."""

    READ = "read"
    BLANK = "blank"
    DOUBT = "doubt"
    """No reading, or more than one that matters: a person decides."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A student's text, understood: the value that counts and, if there was one, its expression."""

    raw: str
    status: Status
    value: Value | None = None
    expression: Value | None = None
    """What the written expression evaluates to; `None` when the answer is a lone value."""
    bare: bool = False
    """True when the expression stood alone, without its value."""
    candidates: tuple[Value, ...] = ()
    """The possible readings of a doubtful text."""
    note: str = ""
    """Spanish sentence on how it was read, or on why it could not be; empty: nothing to say."""


class Verdict(StrEnum):
    CORRECT = "correct"
    CARRIED = "carried"
    SLIP = "slip"
    MISCONCEPTION = "misconception"
    INCORRECT = "incorrect"
    BLANK = "blank"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A wrong rule that gives exactly a student's value, with the numbers that it was used on."""

    rewiring: Rewiring
    """At the marked cell, or at an unanswered one that it takes directly."""
    numbers: tuple[Any, ...]
    """The arguments of the wrong formula."""
    letters: Mapping[str, Any]
    """Value of each letter that the rule's sentence may use."""
    decimals: int = 0
    """How many the cell declares."""

    @property
    def slug(self) -> str:
        return self.rewiring.slug


class Act(StrEnum):
    """What a person decides about a submission."""

    READING = "reading"
    """What the student wrote in a cell, as a text that is read like any other; empty: nothing."""
    POINTS = "points"
    """What part of a cell's point it earns."""
    OWNER = "owner"
    """Whose worksheet it answers: its code; empty: it is no submission of this class."""
    COUNTS = "counts"
    """It is the one that counts; `value` lists all submissions of that worksheet that were known."""
    GRADE = "grade"
    """What part of all points it earns, whatever its cells say."""
    AT_LEAST = "at_least"
    """The part of all points below which a regrade does not let it fall."""
    FINAL = "final"
    """Somebody looked at what could not be read: nothing more is to be found there."""
    WITHDRAWN = "withdrawn"
    """The decision of the act named in `value` no longer holds."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided; a line of `decisiones.jsonl`."""

    act: Act
    submission: str
    """SHA-256 of the submitted file."""
    name: str
    """What the file was called then."""
    sheet: str
    """Code of the worksheet that it answers; empty where that is what is decided."""
    cell: str = ""
    """`exercise/LAYER/quantity` as in the results; empty: the whole submission."""
    value: str = ""
    reason: str = ""
    """Shown to the student; empty: none was given."""
    who: str = ""
    replaced: str = ""
    """What stood there before, as a verdict and a value («review», «slip 4640», «0.5»)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The judgement on one cell and all that its explanation needs."""

    cell: str
    """`exercise/LAYER/quantity` or `exercise/total`."""
    reading: Reading
    where: str
    expected: Value
    verdict: Verdict
    earned: Fraction
    possible: Fraction
    handed: tuple[Any, ...]
    """The arguments of the cell's formula on the student's own path."""
    diagnoses: tuple[Diagnosis, ...] = ()
    """The wrong rules that give exactly this value, likeliest first."""
    reason: str = ""
    """Spanish: why a doubt waits for a person, or why nothing was carried; empty: nothing to say."""
    decision: Decision | None = None
    """What a person decided on this cell."""
    explanation: str = ""
    """For the docente: an expression (`5·5·3·8 + 3`) that gives a wrong number exactly; empty: none offered."""


@dataclass(frozen=True, slots=True)
class Report:
    """All marks of one submission; or, without marks, the reason why there are none."""

    submission: str
    """The file's name, relative to what was handed to the checker."""
    status: str
    """`graded`, `review` or `rejected`."""
    worksheet: Worksheet | None
    marks: tuple[Mark, ...] = ()
    notices: tuple[str, ...] = ()
    earned: Fraction = Fraction(0)
    possible: Fraction = Fraction(0)
    grade: str = ""
    """The grade on the policy's scale as it is printed; empty when rejected."""
    decisions: tuple[Decision, ...] = ()
    """What a person decided and what was marked by; the submission's own and its cells'."""
    remarks: tuple[str, ...] = ()
    """Spanish sentences for the docente alone: they change no mark and stand on no student's page."""
