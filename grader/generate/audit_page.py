"""An audit as it will be printed: tables and bars of plain text, in no format yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader import spanish
from grader.formula import Equation
from grader.generate.audit import Audit
from grader.generate.audit_bars import Bars, lay_out_bars
from grader.generate.audit_text import effort, in_common, names, percent, share, verdict
from grader.generate.cases import Case
from grader.generate.guarantees import Guarantee
from grader.generate.overlap import Overlap


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table."""

    text: str
    mark: str = ""
    """`good`, `bad`, or `told` for what is accepted or only told; empty: plain text."""
    note: str = ""
    """What is said of the original numbers; empty: nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its heading and a box an exercise."""

    heading: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence on an exercise, with an example that shows it."""

    exercise: str
    text: str
    example: tuple[Equation, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditPage:
    title: str
    count: int
    holds: bool
    exercises: tuple[str, ...]
    verdicts: tuple[Telling, ...]
    figures: tuple[Line, ...]
    guarantees: tuple[Line, ...]
    efforts: tuple[Bars, ...]
    rules: tuple[Line, ...]
    originals: tuple[Telling, ...]
    ties: tuple[Telling, ...]
    whole: str
    """What two students have in common over all exercises; empty: there is one exercise."""


def audit_page(title: str, audits: Sequence[Audit], whole: Overlap | None, count: int) -> AuditPage:
    return AuditPage(
        title=title,
        count=count,
        holds=all(it.holds for it in audits),
        exercises=tuple(it.blueprint.title for it in audits),
        verdicts=tuple(Telling(it.blueprint.title, verdict(it)) for it in audits if not it.holds or not it.count),
        figures=tuple(_figures(audits)),
        guarantees=tuple(Line(it[0].upper() + it[1:], tuple(_kept(audit, it) for audit in audits)) for it in Guarantee),
        efforts=tuple(lay_out_bars(it) for it in audits if it.count),
        rules=tuple(_rules(audits)),
        originals=tuple(_originals(audits)),
        ties=tuple(_ties(audits)),
        whole=in_common(whole) if whole else "",
    )


def _figures(audits: Sequence[Audit]) -> list[Line]:
    def line(heading: str, texts: Sequence[str]) -> Line:
        return Line(heading, tuple(Box(text) for text in texts))

    def both(it: Audit) -> str:
        cells, wrong = it.tally.cells, len(it.tally.disagreements)
        return f"{spanish.count(cells - wrong)} de {spanish.count(cells)} celdas" if it.count else "—"

    def total(it: Audit) -> str:
        totals = it.tally.totals
        return f"{spanish.count(min(totals))} a {spanish.count(max(totals))}" if totals else "—"

    def floors(it: Audit) -> str:
        found = {layer: n for layer, n in it.tally.floors.items() if layer}
        return ", ".join(f"{layer} {share(n, it.count)}" for layer, n in found.items()) or "ninguna"

    return [
        line("Variantes", [spanish.count(it.count) for it in audits]),
        line("Descartadas al sortear", [spanish.count(it.thrown) for it in audits]),
        line("Trabajo a mano", [effort(it) if it.count else "—" for it in audits]),
        line("Trabajo a mano del original", [f"{it.original.effort} pasos" for it in audits]),
        line("Total de parámetros", [total(it) for it in audits]),
        line("Respuestas en común, de media", [percent(it.overlap.mean, 1) if it.overlap else "—" for it in audits]),
        line("Respuestas en común, el peor par", [percent(it.overlap.worst) if it.overlap else "—" for it in audits]),
        line("Divisiones inexactas", [floors(it) if it.count else "—" for it in audits]),
        line("Segunda opinión, contando", [both(it) for it in audits]),
    ]


def _kept(it: Audit, guarantee: Guarantee) -> Box:
    if not it.count:
        return Box("—")
    broken = it.tally.broken[guarantee]
    return Box(f"falla en {broken}", "bad") if broken else Box("se cumple", "good")


def _rules(audits: Sequence[Audit]) -> list[Line]:
    slugs = dict.fromkeys(case.slug for it in audits for case in it.cases)
    return [Line(slug, tuple(_rule(it, slug) for it in audits)) for slug in sorted(slugs)]


def _rule(it: Audit, slug: str) -> Box:
    found = [case for case in it.cases if case.slug == slug]
    if not found:
        return Box("—")
    blind = [case for case, _ in it.original.blind if case.slug == slug]
    note = f"original: no se ve {_places(blind, found)}".rstrip() if blind else ""
    if not it.count:
        return Box("—", note=note)
    hidden = [case for case in found if it.tally.shown[case] < it.count]
    if not hidden:
        return Box("100 %", "good", note)
    told = ", ".join(f"{share(it.tally.shown[case], it.count)} {case.where}".rstrip() for case in hidden)
    accepted = it.accepted >= set(hidden)
    return Box(f"{told} (aceptado)" if accepted else told, "told" if accepted else "bad", note)


def _places(some: Sequence[Case], every: Sequence[Case]) -> str:
    """Nothing where it is everywhere that the rule is used."""
    parts = [case for case in every if not case.is_sum]
    return "" if len(some) == len(parts) else spanish.listing([case.where for case in some], "ni")


def _originals(audits: Sequence[Audit]) -> list[Telling]:
    found = []
    for it in audits:
        if it.original.has_idle_softmax:
            found.append(Telling(it.blueprint.title, "pone un Softmax sobre una sola neurona, que vale siempre 1"))
        for case, blindness in it.original.blind:
            found.append(Telling(it.blueprint.title, f"{names([case])}. {blindness.reason}", blindness.example))
    return found


def _ties(audits: Sequence[Audit]) -> list[Telling]:
    return [
        Telling(it.blueprint.title, f"{names(cases)}: en {n} de {it.count} variantes")
        for it in audits
        for cases, n in it.tally.ties.most_common()
    ]
