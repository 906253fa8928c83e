"""What a gap takes as an answer and what each earns, in the order in which an LMS should look at them.

The right answer comes first and owns its spellings: a wrong one that is written alike is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from grader.banks._question import Gap
from grader.banks._spellings import spellings
from grader.model import Value
from grader.sampled import Sample

_LOOK_ALIKES = range(1_000, 1_000_000)
"""Counts of which «33.024», read as 33 and 24 thousandths, is taken as well: with two points it is no number at all."""


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    right: bool
    share: Fraction
    """What part of the gap's points it earns."""
    sentence: str


def written_answers(gap: Gap) -> list[Answer]:
    """For a comparison of texts that does not look at case.

    A wrong shape that earns nothing is listed only as most students write it: each line of it repeats its sentence.
    """
    taken: dict[str, Answer] = {}
    for value, worth in _values(gap):
        for text in spellings(value, structural=gap.structural, usual=not worth[1]):
            if worth[0] or "*" not in text:  # «8*8*16» for a vector of 1024 is no wrong shape but the calculation
                taken.setdefault(text.casefold(), Answer(text, *worth))
    return list(taken.values())


def numeric_answers(gap: Gap) -> list[Answer]:
    """For a comparison of numbers, with a decimal point: each count, and what its thousands look like."""
    taken: dict[Fraction, Answer] = {}
    values = list(_values(gap))
    for value, worth in values:
        taken.setdefault(_count(value), Answer(str(value), *worth))
    for value, worth in values:
        count = int(_count(value))
        if count in _LOOK_ALIKES and count % 1000:  # 33.000 would be 33, which is another answer
            taken.setdefault(Fraction(count, 1000), Answer(f"{count // 1000}.{count % 1000:03}", *worth))
    return sorted(taken.values(), key=lambda answer: not answer.right)


def _values(gap: Gap) -> Iterable[tuple[Value, tuple[bool, Fraction, str]]]:
    yield gap.right, (True, Fraction(1), "")
    for wrong in gap.wrong:
        yield wrong.value, (False, wrong.share, wrong.sentence)


def _count(value: Value) -> Fraction:
    if isinstance(value, (tuple, Sample)):
        raise TypeError(value)
    return Fraction(value)
