"""Deciding at the terminal: one question after the other, what each answer would change, and why it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from grader import spanish
from grader.batch.answers import BLANK, COUNTS, FINAL, NOBODY, UNDO, Answer, NoAnswerError, decide, decided_before
from grader.batch.engine import Graded
from grader.batch.questions import Ask, Question, questions
from grader.batch.review import Review
from grader.check.feedback_words import VERDICT_LABELS
from grader.check.grades import Received
from grader.check.results import cell_path
from grader.model import Decision, Mark, Value
from grader.page import cell_label

_QUIT, _SKIP, _KEY, _POINTS = "q", "s", "c", "p "
_MOST_SHOWN = 6
_HOW = {
    Ask.OWNER: f"código o nombre del estudiante · «{NOBODY}»: no es una entrega",
    Ask.ATTEMPT: f"«{COUNTS}»: esta es la que vale",
    Ask.WHOLE: f"su nota · «{FINAL}»: lo que no se pudo leer no trae más respuestas",
    Ask.CELL: f"lo que quiso escribir, o el número de una lectura · p 0,5: puntos de 0 a 1 · «{BLANK}» · c: clave",
}


class _Quit(Exception):
    pass


@dataclass(slots=True)
class Terminal:
    review: Review
    ask: Callable[[str], str]
    say: Callable[[str], object]
    who: str = ""
    seen: set[str] = field(default_factory=set)
    """Keys of the questions that were answered or skipped."""
    decided: int = 0

    def run(self, asked: Iterable[Question] | None = None) -> int:
        """Asks what waits, or these questions, until there are no more or somebody quits; how many were decided."""
        try:
            for question in asked if asked is not None else self._waiting():
                self.seen.add(question.key)
                self._put(question)
        except (_Quit, EOFError):
            self.say("")
        return self.decided

    def _waiting(self) -> Iterator[Question]:
        """The next question each time, since an answer may settle others or raise new ones."""
        while question := next((it for it in questions(self.review) if it.key not in self.seen), None):
            yield question

    def _put(self, question: Question) -> None:
        self.say("\n".join(_shown(question, self.review)))
        undo = f"«{UNDO}» · " if decided_before(question) else ""
        self.say(f"    {_HOW[question.ask]} · {undo}s: saltar · q: terminar")
        while not self._answered(question):
            pass

    def _answered(self, question: Question) -> bool:
        text = self.ask("  > ").strip()
        if text == _QUIT:
            raise _Quit
        if text == _SKIP or (text == _KEY and question.mark):
            if question.mark and text == _KEY:
                self.say(f"    La clave dice {spanish.value(question.mark.expected)}.")
            return text == _SKIP
        answer = Answer(points=text.removeprefix(_POINTS)) if text.startswith(_POINTS) else _typed(text, question.mark)
        try:
            decision, after = decide(self.review, question, answer)
        except NoAnswerError as error:
            self.say(f"    {spanish.sentence(str(error))}")
            return False
        return self._confirmed(question, decision, after)

    def _confirmed(self, question: Question, decision: Decision, after: Graded) -> bool:
        self.say("\n".join(f"    {line}" for line in what_follows(question.graded, after)))
        reason = self.ask("  ¿Motivo? Lo lee el estudiante (Enter: sin motivo · x: mejor no) > ").strip()
        if reason.lower() == "x":
            return False
        self.review.decide([replace(decision, reason=reason, who=self.who)])
        self.decided += 1
        return True


def _typed(text: str, mark: Mark | None) -> Answer:
    """A small number is one of the readings that were offered; `=2` is the answer 2."""
    readings = mark.reading.candidates if mark else ()
    if text.isdecimal() and 1 <= int(text) <= len(readings):
        return Answer(spanish.written(readings[int(text) - 1]))
    return Answer(text.removeprefix("=") if mark else text)


def _shown(question: Question, review: Review) -> Iterator[str]:
    report, mark = question.graded.report, question.mark
    worksheet = report.worksheet
    who = " · ".join(filter(None, (question.student, worksheet.code if worksheet else "", report.submission)))
    yield f"\n{who}\n  {question.ask.value}"
    if before := decided_before(question):
        yield f"    Ya decidido: {before.value or before.act.value}. {before.reason}".rstrip()
    if mark is None:
        yield from (f"    {notice}" for notice in report.notices)
        yield from (f"    {it.submission}: {it.grade or 'sin nota'}" for it in review.known if _is_rival(it, question))
        yield f"    Archivo: {review.folder / question.graded.entry.copy}"
        return
    yield f"    {cell_path(mark.cell)}: {cell_label(mark.cell.partition('/')[2])}"
    yield f"    Escribió «{mark.reading.raw.strip()}»{f', en {mark.where}' if mark.where else ''}."
    yield from (f"    {text}" for text in dict.fromkeys((mark.reason, mark.reading.note)) if text)
    for number, it in enumerate(mark.reading.candidates, 1):
        yield f"      {number}) {spanish.written(it)}"


def _is_rival(it: Received, question: Question) -> bool:
    worksheet = question.graded.report.worksheet
    return question.ask is Ask.ATTEMPT and worksheet is not None and it.code == worksheet.code


def what_follows(before: Graded, after: Graded) -> Iterator[str]:
    """What a decision changes, in Spanish: the grade and the cells, with those that follow from the one decided."""
    old = {mark.cell: mark for mark in before.report.marks}
    changed = [it for it in after.report.marks if it.cell in old and _said(it) != _said(old[it.cell])]
    for mark in changed[:_MOST_SHOWN]:
        yield f"{cell_path(mark.cell)}: {_said(old[mark.cell])} → {_said(mark)}"
    if len(changed) > _MOST_SHOWN:
        yield f"… y {len(changed) - _MOST_SHOWN} celdas más"
    yield f"Nota: {_grade(before)} → {_grade(after)}"


def _said(mark: Mark) -> str:
    share = spanish.value(mark.earned / mark.possible) if mark.possible else "—"
    return f"{_value(mark.reading.value)}{VERDICT_LABELS[mark.verdict][0]} ({share})"


def _value(value: Value | None) -> str:
    return "" if value is None else f"{spanish.written(value)}, "


def _grade(graded: Graded) -> str:
    report = graded.report
    return f"{report.grade or 'sin nota'}{' (provisional)' if report.status == 'review' else ''}"
