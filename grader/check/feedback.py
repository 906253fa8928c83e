"""A report as a student reads it: what you wrote, how it was read, what was expected, why, with the working."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from grader import evaluate, spanish
from grader.check.policy import Policy, Show
from grader.formula import Equation, working, write
from grader.model import Cell, Diagnosis, Mark, Report, Sheet, Value, Verdict
from grader.notation import Notation
from grader.page import cell_label
from grader.sheets import build_sheets


@dataclass(frozen=True, slots=True)
class FeedbackCell:
    label: str
    """«CONV1, número de pesos»."""
    wrote: str
    """The raw text; empty: nothing was written."""
    read: str
    """How it was understood; empty: blank or not readable."""
    expected: str
    """Empty when the policy does not show it."""
    verdict: Verdict
    verdict_label: str
    """Spanish, one or two words; never told by colour alone."""
    why: tuple[str, ...]
    """Spanish sentences, most important first; empty: nothing to say."""
    path: tuple[Equation, ...]
    """The working with the student's own earlier values; empty: it is the right path, or not shown."""
    working: tuple[Equation, ...]
    """The right working; empty when the policy does not show it."""
    points: str
    """«1 de 1», «0 de 1», «—» for what is left out of the sum."""


@dataclass(frozen=True, slots=True)
class FeedbackSection:
    title: str
    points: str
    """«17,5 de 19 puntos»."""
    cells: tuple[FeedbackCell, ...]


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    title: str
    student: str
    code: str
    submission: str
    """The file's name."""
    grade: str
    """«4,25 de 5,00»."""
    provisional: bool
    """Something waits for a person: the grade may still change."""
    verdict_counts: tuple[tuple[Verdict, str, int], ...]
    """Verdict, its label, how many cells; none with 0."""
    notices: tuple[str, ...]
    sections: tuple[FeedbackSection, ...]


VERDICT_LABELS = {
    Verdict.CORRECT: ("correcta", "correctas"),
    Verdict.CARRIED: ("arrastre", "arrastres"),
    Verdict.SLIP: ("desliz", "deslices"),
    Verdict.MISCONCEPTION: ("idea por revisar", "ideas por revisar"),
    Verdict.INCORRECT: ("incorrecta", "incorrectas"),
    Verdict.BLANK: ("en blanco", "en blanco"),
    Verdict.REVIEW: ("en revisión", "en revisión"),
}
"""One cell and several of them."""


def feedback_page(report: Report, policy: Policy) -> FeedbackPage:
    """The page for one report that has a worksheet, with as much told as the policy shows."""
    worksheet = report.worksheet
    assert worksheet is not None
    sheets = build_sheets(worksheet)
    scale = policy.scale
    highest = spanish.decimal(scale.highest, scale.decimals)
    counts = Counter(mark.verdict for mark in report.marks)
    shows_verdicts = policy.show is not Show.NOTHING
    return FeedbackPage(
        title=worksheet.title,
        student=spanish.listing([student.name for student in worksheet.students]),
        code=worksheet.code,
        submission=report.submission,
        grade=f"{report.grade.replace('.', ',')} de {highest}" if report.grade else "",
        provisional=report.status == "review",
        verdict_counts=_counts(counts) if shows_verdicts else (),
        notices=report.notices,
        sections=tuple(_section(sheet, report, policy) for sheet in sheets) if shows_verdicts and report.marks else (),
    )


def _counts(counts: Counter[Verdict]) -> tuple[tuple[Verdict, str, int], ...]:
    return tuple((v, VERDICT_LABELS[v][counts[v] != 1], counts[v]) for v in Verdict if counts[v])


def _section(sheet: Sheet, report: Report, policy: Policy) -> FeedbackSection:
    marks = [mark for mark in report.marks if mark.cell.partition("/")[0] == sheet.name]
    right = evaluate.answers(sheet)
    counted = [mark for mark in marks if mark.possible]
    earned = sum((mark.earned / mark.possible for mark in counted), Fraction(0))
    return FeedbackSection(
        title=sheet.title,
        points=f"{spanish.value(earned)} de {spanish.plural(len(counted), 'punto', 'puntos')}",
        cells=tuple(_cell(sheet, right, mark, policy.show) for mark in marks),
    )


def _cell(sheet: Sheet, right: Mapping[str, Value], mark: Mark, show: Show) -> FeedbackCell:
    cell = sheet.cells[mark.cell.partition("/")[2]]
    reading = mark.reading
    solved = show is Show.SOLUTION
    shown = solved and not cell.structural
    wrong = mark.verdict not in (Verdict.CORRECT, Verdict.CARRIED)
    return FeedbackCell(
        label=cell_label(cell.ref),
        wrote=reading.raw.strip(),
        read=spanish.value(reading.value) if reading.value is not None else "",
        expected=spanish.value(mark.expected) if solved else "",
        verdict=mark.verdict,
        verdict_label=VERDICT_LABELS[mark.verdict][0],
        why=tuple(_why(mark)) if show in (Show.HINTS, Show.SOLUTION) else (),
        path=_path(cell, mark) if solved and (wrong or mark.verdict is Verdict.CARRIED) else (),
        working=working(cell.formula, cell.args, evaluate.arguments(cell.args, right)) if shown else (),
        points=_points(mark),
    )


def _points(mark: Mark) -> str:
    if not mark.possible:
        return "—"
    if mark.verdict is Verdict.REVIEW:
        return "pendiente"
    return f"{spanish.value(mark.earned / mark.possible)} de 1"


def _why(mark: Mark) -> Iterator[str]:
    if mark.decision:
        yield spanish.sentence(f"La revisó una persona: {mark.decision.reason or 'esto es lo que decidió'}")
    match mark.verdict:
        case Verdict.CARRIED:
            yield "No es el valor esperado, pero es justo lo que sigue de tus respuestas anteriores: vale completa."
        case Verdict.SLIP:
            yield "La expresión es la correcta, pero la cuenta no da ese valor."
        case Verdict.MISCONCEPTION:
            yield from misconception_sentences(mark)
        case Verdict.BLANK if not mark.possible:
            yield "Aquí no hay nada que contar: vacía no suma ni resta."
        case Verdict.BLANK if not mark.reading.raw.strip():
            yield "No se encontró nada escrito en esta celda."
        case Verdict.REVIEW:
            yield "La mira una persona antes de poner la nota definitiva."
        case _:
            pass
    note = "" if mark.verdict is Verdict.SLIP else mark.reading.note  # the slip's own sentence says it
    yield from dict.fromkeys(text for text in (mark.reason, note) if text)


def misconception_sentences(mark: Mark) -> Iterator[str]:
    """The student's number rebuilt by each wrong rule that gives it: «200 = 5·5·8: te faltó multiplicar …»."""
    if len(mark.diagnoses) > 1:
        yield "Tu respuesta puede haber salido de más de una manera:"
    for diagnosis in mark.diagnoses:
        yield spanish.sentence(_rebuilt(diagnosis))


def _rebuilt(diagnosis: Diagnosis) -> str:
    rewiring = diagnosis.rewiring
    letters = {name: spanish.value(it) for name, it in diagnosis.letters.items() if it is not None}
    equations = working(rewiring.formula, rewiring.args, diagnosis.numbers)
    number = "; ".join(
        write(e, Notation.PLAIN, symbols=False) for e in equations if len(equations) < 2 or not e.is_lone
    )
    sentence = rewiring.sentence.format_map(letters)
    return f"{number}: {sentence}" if number else sentence


def _path(cell: Cell, mark: Mark) -> tuple[Equation, ...]:
    """The cell's formula over what the student's own earlier cells hand to it."""
    if any(number is None or (isinstance(number, tuple) and None in number) for number in mark.handed):
        return ()
    result = cell.formula(*mark.handed)
    return () if result == mark.expected else working(cell.formula, cell.args, mark.handed)
