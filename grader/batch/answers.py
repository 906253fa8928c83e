"""A docente's answer to a question → a decision, tried out before it is taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from grader import spanish
from grader.batch.engine import Graded
from grader.batch.questions import Ask, Question
from grader.batch.review import Review
from grader.check.policy import Policy
from grader.check.results import cell_path
from grader.model import Act, Decision, Verdict, Worksheet
from grader.names import normalise

NOBODY, FINAL, COUNTS, BLANK, UNDO = "nadie", "completa", "cuenta", "en blanco", "deshacer"
"""Words that decide, as they are typed in a terminal or in a cell of a list."""
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?|\d{1,4}/[1-9]\d{0,3}")


class NoAnswerError(Exception):
    """What was typed decides nothing; the message says why, in Spanish."""


@dataclass(frozen=True, slots=True)
class Answer:
    text: str = ""
    """A reading, or one of the words above; empty: points are given."""
    points: str = ""
    reason: str = ""
    who: str = ""


def decide(review: Review, question: Question, answer: Answer) -> tuple[Decision, Graded]:
    """The decision, and how the submission is marked with it; raises `NoAnswerError`."""
    if answer.text and answer.points:
        raise NoAnswerError("lleva una decisión o unos puntos, no los dos")
    if not answer.text.strip() and not answer.points.strip():
        raise NoAnswerError("falta la decisión")
    given = normalise(answer.text)
    if given == UNDO:
        decision = _undone(question)
    else:
        act, value = _HOW[question.ask](review, question, answer, given)
        decision = _decision(question, act, value)
    decision = replace(decision, reason=answer.reason.strip(), who=answer.who.strip())
    after = review.trial(question.place, decision)
    if decision.act is Act.READING:
        _insist_on_reading(question, after)
    return decision, after


def _decision(question: Question, act: Act, value: str) -> Decision:
    report, mark = question.graded.report, question.mark
    code = report.worksheet.code if report.worksheet else ""
    return Decision(
        act=act,
        submission=question.graded.entry.sha256,
        name=report.submission,
        sheet="" if act is Act.OWNER else code,
        cell=cell_path(mark.cell) if mark else "",
        value=value,
        replaced=_before(question, code if act is Act.OWNER else report.grade),
    )


def _before(question: Question, whole: str) -> str:
    mark = question.mark
    if mark is None:
        return f"{question.graded.report.status} {whole}".rstrip()
    value = "" if mark.reading.value is None else spanish.written(mark.reading.value)
    return f"{mark.verdict.value} {value}".rstrip()


def _undone(question: Question) -> Decision:
    """Takes back what was decided on this very matter."""
    last = decided_before(question)
    if last is None:
        raise NoAnswerError("no hay ninguna decisión que deshacer")
    return replace(last, act=Act.WITHDRAWN, value=last.act.value, replaced=f"{last.act.value} {last.value}".rstrip())


def decided_before(question: Question) -> Decision | None:
    """The decision that now holds on this very matter."""
    cell = cell_path(question.mark.cell) if question.mark else ""
    found = [it for it in question.graded.report.decisions if it.cell == cell and it.act in ACTS[question.ask]]
    return found[-1] if found else None


ACTS = {
    Ask.OWNER: {Act.OWNER},
    Ask.ATTEMPT: {Act.COUNTS},
    Ask.WHOLE: {Act.GRADE, Act.FINAL, Act.AT_LEAST},
    Ask.CELL: {Act.READING, Act.POINTS},
}
"""What settles a question."""


def _owner(review: Review, _: Question, answer: Answer, given: str) -> tuple[Act, str]:
    if answer.points:
        raise NoAnswerError("primero hay que decir de quién es; los puntos vienen después")
    return Act.OWNER, "" if given == NOBODY else owner_code(review.basis.course.worksheets, answer.text)


def owner_code(worksheets: Mapping[str, Worksheet], who: str) -> str:
    """The code of the worksheet of a student named by id, name, e-mail or code; raises `NoAnswerError`."""
    if who.strip().upper() in worksheets:
        return who.strip().upper()
    wanted = normalise(who)
    found = {
        code: student.name
        for code, worksheet in worksheets.items()
        for student in worksheet.students
        if wanted and wanted in {normalise(student.id), normalise(student.name), normalise(student.email)}
    }
    if len(found) != 1:
        several = f"«{who}» puede ser {spanish.listing([*found], 'o')}: di el código de la hoja"
        raise NoAnswerError(several if found else f"«{who}» no está en la clase; si no es de nadie, escribe «{NOBODY}»")
    return next(iter(found))


def _attempt(_: Review, question: Question, answer: Answer, given: str) -> tuple[Act, str]:
    if answer.points or given not in (COUNTS, "x", "si"):
        raise NoAnswerError(f"escribe «{COUNTS}» en la entrega que cuenta y deja las demás vacías")
    return Act.COUNTS, " ".join(sorted(question.attempts))


def _whole(review: Review, _: Question, answer: Answer, given: str) -> tuple[Act, str]:
    if given == FINAL:
        return Act.FINAL, ""
    return Act.GRADE, str(grade_share(answer.points or answer.text, review.basis.course.policy))


def _cell(_: Review, __: Question, answer: Answer, given: str) -> tuple[Act, str]:
    if answer.points:
        return Act.POINTS, str(share(answer.points))
    text = answer.text.strip()
    return Act.READING, "" if given == BLANK else text


_HOW = {Ask.OWNER: _owner, Ask.ATTEMPT: _attempt, Ask.WHOLE: _whole, Ask.CELL: _cell}


def _insist_on_reading(question: Question, after: Graded) -> None:
    """A reading that is itself in doubt would leave the cell as it was."""
    assert question.mark
    mark = next(it for it in after.report.marks if it.cell == question.mark.cell)
    if mark.verdict is Verdict.REVIEW:
        raise NoAnswerError(
            f"tampoco así se puede leer: {mark.reason or mark.reading.note} Escribe otra cosa o da puntos"
        )


def share(text: str) -> Fraction:
    """A part of a point, from 0 to 1: `0,5`, `0.5` or `1/2`; raises `NoAnswerError`."""
    number = _number(text)
    if number > 1:
        raise NoAnswerError(f"«{text}» no está entre 0 y 1, lo que vale una celda")
    return number


def grade_share(text: str, policy: Policy) -> Fraction:
    """The part of all points that a grade on the policy's scale stands for; raises `NoAnswerError`."""
    scale, number = policy.scale, _number(text)
    if not scale.lowest <= number <= scale.highest:
        shown = partial(spanish.decimal, places=scale.decimals)
        raise NoAnswerError(f"«{text}» no está en la escala, de {shown(scale.lowest)} a {shown(scale.highest)}")
    return (number - scale.lowest) / (scale.highest - scale.lowest)


def _number(text: str) -> Fraction:
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        raise NoAnswerError(f"«{text}» no es un número; escribe 0,5 o 1/2")
    return Fraction(plain.replace(",", "."))
