"""The report on a class as a docente reads it, in no format yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from grader import spanish
from grader.check.class_report import DONE, ClassReport, Idea
from grader.check.feedback_words import VERDICT_LABELS
from grader.check.policy import Policy, Scale
from grader.model import Verdict
from grader.page import cell_label


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a bar."""

    kind: str
    """A verdict, `definitive` or `provisional`."""
    width: str
    """Percent of the whole, with a decimal point."""
    label: str
    """«12 correctas»."""


@dataclass(frozen=True, slots=True)
class IdeaLine:
    sentences: tuple[str, ...]
    """What the wrong rule does, in the words told to students; letters stand for their numbers."""
    advice: tuple[str, ...]
    submissions: str
    """«12 entregas (30 %)»."""
    where: tuple[str, ...]
    """«Ejemplo 4, CONV1, número de pesos: 9»."""


@dataclass(frozen=True, slots=True)
class CellLine:
    label: str
    missed: str
    """«35 %» of the answers are neither right nor carried."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class GradeLine:
    label: str
    """«de 4,5 a 5»."""
    bars: tuple[Bar, ...]
    """Empty: nobody."""


@dataclass(frozen=True, slots=True)
class ClassPage:
    title: str
    code: str
    """Always empty: the report is about no single sheet."""
    facts: tuple[tuple[str, str], ...]
    """Number and what it counts."""
    ideas: tuple[IdeaLine, ...]
    """Those that most submissions show."""
    rare: tuple[IdeaLine, ...]
    """The others, told in a line each."""
    exercises: tuple[CellLine, ...]
    hardest: tuple[CellLine, ...]
    grades: tuple[GradeLine, ...]
    waiting: tuple[str, ...]
    """Spanish, what waits for a person; empty: nothing does."""


_IDEAS, _HARDEST, _PLACES, _BINS = 10, 12, 4, 10


def class_page(report: ClassReport, policy: Policy) -> ClassPage:
    """The same report gives the same page, in whatever order the submissions came by."""
    marked = report.grades.total()
    ideas = tuple(_idea(report, idea, marked) for idea in _by_size(report))
    return ClassPage(
        title=report.titles.get("", "Sin entregas"),
        code="",
        facts=tuple(_facts(report, policy.scale)),
        ideas=ideas[:_IDEAS],
        rare=ideas[_IDEAS:],
        exercises=tuple(_exercises(report)),
        hardest=tuple(_cell(report, cell) for cell, _ in report.hardest()[:_HARDEST]),
        grades=tuple(_grades(report, policy.scale)) if marked else (),
        waiting=tuple(_waiting(report)),
    )


def _facts(report: ClassReport, scale: Scale) -> Iterator[tuple[str, str]]:
    received = report.statuses.total()
    yield spanish.count(received), "entrega" if received == 1 else "entregas"
    median = report.median()
    if median is None:
        return
    yield spanish.decimal(median, scale.decimals), f"nota mediana, de {_short(scale.highest)}"
    passed = sum(number for (grade, _), number in report.grades.items() if grade >= scale.passing)
    yield spanish.count(passed), f"de {report.grades.total()} con {_short(scale.passing)} o más"
    provisional = sum(number for (_, is_provisional), number in report.grades.items() if is_provisional)
    if provisional:
        yield spanish.count(provisional), "nota provisional" if provisional == 1 else "notas provisionales"


def _by_size(report: ClassReport) -> list[Idea]:
    slugs = sorted(report.ideas, key=lambda slug: (-report.ideas[slug].submissions, slug))
    return [report.ideas[slug] for slug in slugs]


def _idea(report: ClassReport, idea: Idea, marked: int) -> IdeaLine:
    places = _ranked(idea.cells)
    where = [f"{_place(report, cell)}: {number}" for cell, number in places[:_PLACES]]
    if rest := sum(number for _, number in places[_PLACES:]):
        where.append(f"otras celdas: {rest}")
    return IdeaLine(
        sentences=tuple(_sentence(text) for text, _ in _ranked(idea.sentences)[:2]),
        advice=tuple(_sentence(text) for text, _ in _ranked(idea.advice)[:1]),
        submissions=f"{spanish.plural(idea.submissions, 'entrega', 'entregas')} ({_percent(idea.submissions, marked)})",
        where=tuple(where),
    )


def _sentence(text: str) -> str:
    """«(p = 2)» and «p = 2» told a student's number; with the letter in its place the letter is enough."""
    text = re.sub(r" ?\((\w+) = \1\)", "", text)
    return spanish.sentence(re.sub(r"\b(\w+) = \1\b", r"\1", text))


def _exercises(report: ClassReport) -> Iterator[CellLine]:
    """Each exercise as a whole, in the order of the worksheet."""
    sums: dict[str, Counter[Verdict]] = {}
    for cell, counts in report.cells.items():
        sums.setdefault(cell.partition("/")[0], Counter()).update(counts)
    order = [name for name in report.titles if name]
    for name in sorted(sums, key=lambda it: (order.index(it.partition("#")[0]), it)):
        yield _line(_title(report, name), sums[name])


def _cell(report: ClassReport, cell: str) -> CellLine:
    return _line(_place(report, cell), report.cells[cell])


def _line(label: str, counts: Counter[Verdict]) -> CellLine:
    decided = counts.total() - counts[Verdict.REVIEW]
    missed = decided - sum(counts[verdict] for verdict in DONE)
    bars = tuple(
        Bar(verdict, _width(counts[verdict], counts.total()), f"{counts[verdict]} {words[counts[verdict] != 1]}")
        for verdict, words in VERDICT_LABELS.items()
        if counts[verdict]
    )
    return CellLine(label, _percent(missed, decided), bars)


def _grades(report: ClassReport, scale: Scale) -> Iterator[GradeLine]:
    """The scale in ten equal parts, the highest first; the upper end belongs to the last alone."""
    step = (scale.highest - scale.lowest) / _BINS
    bins: list[Counter[bool]] = [Counter() for _ in range(_BINS)]
    for (grade, is_provisional), number in report.grades.items():
        bins[min(int((grade - scale.lowest) / step), _BINS - 1)][is_provisional] += number
    tallest = max(it.total() for it in bins)
    for i, counts in reversed(list(enumerate(bins))):
        low, high = scale.lowest + i * step, scale.lowest + (i + 1) * step
        yield GradeLine(f"de {_short(low)} a {_short(high)}", tuple(_grade_bars(counts, tallest)))


def _grade_bars(counts: Counter[bool], tallest: int) -> Iterator[Bar]:
    if number := counts[False]:
        yield Bar("definitive", _width(number, tallest), spanish.count(number))
    if number := counts[True]:
        words = "provisional" if number == 1 else "provisionales"
        yield Bar("provisional", _width(number, tallest), f"{spanish.count(number)} {words}")


def _waiting(report: ClassReport) -> Iterator[str]:
    cells = Counter({cell: counts[Verdict.REVIEW] for cell, counts in report.cells.items()})
    if report.waiting:
        where = [f"{_place(report, cell)} ({number})" for cell, number in _ranked(cells)[:_PLACES] if number > 1]
        number = spanish.plural(cells.total(), "celda en revisión", "celdas en revisión")
        several = spanish.plural(report.waiting, "entrega", "entregas")
        yield f"{number} en {several}{'; sobre todo ' if where else ''}{spanish.listing(where)}."
    if report.unmarked:
        files = spanish.plural(report.unmarked, "archivo recibido", "archivos recibidos")
        yield f"{files} sin calificar: hay que ver de quién o qué es."
    if rejected := report.statuses["rejected"]:
        yield f"{spanish.plural(rejected, 'archivo rechazado', 'archivos rechazados')}: la razón está en las notas."


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda it: (-it[1], it[0]))


def _place(report: ClassReport, cell: str) -> str:
    exercise, _, ref = cell.partition("/")
    label = cell_label(ref)
    return f"{_title(report, exercise)}, {label[:1].lower() + label[1:] if ref == 'total' else label}"


def _title(report: ClassReport, exercise: str) -> str:
    name, _, time = exercise.partition("#")
    title = report.titles.get(name, name)
    return f"{title} ({time}.ª vez)" if time else title


def _percent(part: int, whole: int) -> str:
    return f"{spanish.decimal(Fraction(100 * part, whole), 0)} %" if whole else "0 %"


def _width(part: int, whole: int) -> str:
    return spanish.decimal(Fraction(100 * part, whole), 2, ".")


def _short(number: Fraction) -> str:
    return spanish.value(number)
