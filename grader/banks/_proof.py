"""Whether a finished file says what the key says: it is read back, and every answer in it is read like a student's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.banks._question import Gap, Question
from grader.banks._reading import ReadAnswer, ReadQuestion
from grader.check.answers import read_answer
from grader.model import Value


@dataclass(frozen=True, slots=True)
class Count:
    """What a file was found to hold."""

    questions: int = 0
    gaps: int = 0
    right: int = 0
    """Spellings of right answers."""
    wrong: int = 0
    """Spellings of known wrong ones."""


class DiffersError(Exception):
    """A file that does not hold its own key: a mistake of this program."""


def prove(found: Iterable[ReadQuestion], questions: Sequence[Question]) -> Count:
    """Counts what was found; raises `DiffersError` where it is not what was asked for."""
    by_ident = {question.ident: question for question in questions}
    count = Count()
    for it in found:
        question = by_ident.pop(it.ident, None)
        if question is None or len(it.gaps) != len(question.gaps):
            raise DiffersError(f"{it.ident}: {len(it.gaps)}")
        for answers, gap in zip(it.gaps, question.gaps, strict=True):
            right, wrong = _told_apart(answers, gap)
            count = Count(count.questions, count.gaps + 1, count.right + right, count.wrong + wrong)
        count = Count(count.questions + 1, count.gaps, count.right, count.wrong)
    if by_ident:
        raise DiffersError(", ".join(by_ident))
    return count


def _told_apart(answers: Iterable[ReadAnswer], gap: Gap) -> tuple[int, int]:
    """How many spellings are right and how many wrong; all of them are as the key has it."""
    right = wrong = 0
    known = {it.value for it in gap.wrong}
    for answer in answers:
        values = _values(answer, gap)
        if gap.right in values and answer.percent == 100:
            right += 1
        elif gap.right not in values and values & known:
            wrong += 1
        else:
            raise DiffersError(f"{gap.cell}: {answer.text!r}")
    if not right:
        raise DiffersError(gap.cell)
    return right, wrong


def _values(answer: ReadAnswer, gap: Gap) -> set[Value]:
    """What the answer stands for; more than one where a checker of texts would ask."""
    if answer.numeric:
        number = Fraction(answer.text)
        return {int(number * 1000) if number.denominator > 1 else int(number)}
    reading = read_answer(answer.text, gap.kind, structural=gap.structural, rank=gap.rank)
    return {reading.value} if reading.value is not None else set(reading.candidates)
