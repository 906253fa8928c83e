"""What a feedback page holds, in the words of a teacher and in no format yet."""

from __future__ import annotations

from dataclasses import dataclass

from grader.formula import Equation
from grader.model import Verdict


@dataclass(frozen=True, slots=True)
class FeedbackCell:
    label: str
    """«CONV1, número de pesos»."""
    anchor: str
    """Unique on its page."""
    wrote: str
    """The raw text; empty: nothing was written."""
    read: str
    """How it was understood; empty: blank, not readable, or just as it was written."""
    expected: str
    """Empty when the policy does not show it."""
    verdict: Verdict
    verdict_label: str
    """Spanish, one or two words; never told by colour alone."""
    why: tuple[str, ...]
    """Spanish sentences, most important first; empty: nothing to say."""
    advice: tuple[str, ...]
    """Spanish, the next step to try; empty: none is known."""
    path: tuple[Equation, ...]
    """The working with the student's own earlier values; empty: it is the right path, or not shown."""
    working: tuple[Equation, ...]
    """The right working; empty when the policy does not show it."""
    points: str
    """«1 de 1», «0 de 1», «—» for what is left out of the sum."""


@dataclass(frozen=True, slots=True)
class RightCell:
    """What needs no correction: told in a line."""

    label: str
    wrote: str
    read: str
    why: tuple[str, ...]
    """All four as in `FeedbackCell`."""


@dataclass(frozen=True, slots=True)
class FeedbackSection:
    title: str
    points: str
    """«17,5 de 19 puntos»."""
    lead: str
    """Spanish: where the path leaves the right one, or that it does not."""
    steps: tuple[FeedbackCell, ...]
    """What is worth reading, in the order of the sheet: all that is not right, and all that follows from it."""
    blanks: tuple[FeedbackCell, ...]
    """What was left empty and counts."""
    right: tuple[RightCell, ...]
    """What is right, and the empty cells that count for nothing."""
    solved: bool
    """Whether the policy shows the right answers."""


@dataclass(frozen=True, slots=True)
class FirstLook:
    """One thing to look at before all others, with every cell in which it shows."""

    places: tuple[tuple[str, str], ...]
    """Label and anchor of each cell."""
    text: str
    """Empty when the policy does not show why."""
    advice: str


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    title: str
    student: str
    code: str
    submission: str
    """The file's name."""
    grade: str
    """«4,25 de 5,00»."""
    arithmetic: str
    """«5·(7/7 + 17,5/19)/2 ≈ 4,8026; …»; empty: there is no grade, or a person decided on it."""
    provisional: bool
    """Something waits for a person: the grade may still change."""
    verdict_counts: tuple[tuple[Verdict, str, int], ...]
    """Verdict, its label, how many cells; none with 0."""
    first: tuple[FirstLook, ...]
    """At most three; empty: all is well, or nothing is shown."""
    notices: tuple[str, ...]
    sections: tuple[FeedbackSection, ...]
    letters: tuple[tuple[str, str], ...]
    """Letter and meaning of each letter in the workings of the page."""
