"""An audit in Spanish: short phrases for its page, and the summary for a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from grader import spanish
from grader.generate.audit import PROMISED, Audit
from grader.generate.cases import Case
from grader.generate.overlap import Overlap

_SHOWN = 3
"""Ties of an exercise that the terminal names; the page has them all."""


def summary(audits: Sequence[Audit], whole: Overlap | None, count: int) -> str:
    """What was proved, exercise by exercise."""
    lines = [f"Auditoría de {spanish.plural(count, 'variante', 'variantes')} de cada ejercicio."]
    for it in audits:
        lines += ["", f"{it.blueprint.id}: {verdict(it)}", *(f"  {line}" for line in _details(it))]
    if whole:
        lines += ["", f"La hoja entera: {in_common(whole)}."]
    return "\n".join(lines)


def verdict(it: Audit) -> str:
    if it.refusal:
        return "no hay variantes. " + it.refusal
    if not it.holds:
        return "NO se cumplen todas las garantías."
    if not it.count:
        return "sus números son fijos: no tiene variantes."
    return "todas las garantías se cumplen."


def _details(it: Audit) -> list[str]:
    lines = [f"{guarantee}: falla en {n}" for guarantee, n in it.tally.broken.items()]
    lines += [f"segunda opinión: {text}" for text in (*it.tally.disagreements, *it.original.disagreements)[:_SHOWN]]
    if it.count:
        lines.append(f"Trabajo a mano: {effort(it)}.")
        lines.append(f"Descartadas al sortear: {spanish.count(it.thrown)}.")
    if it.overlap:
        lines.append(f"En común: {in_common(it.overlap)}.")
    if it.accepted:
        lines.append(f"Puntos ciegos aceptados: {names(sorted(it.accepted, key=lambda case: case.key))}.")
    if it.needless:
        lines.append(f"«accept» nombra lo que aquí no es ninguna regla: {', '.join(it.needless)}.")
    for found, n in it.tally.ties.most_common(_SHOWN):
        lines.append(f"Dan la misma hoja en {n} de {it.count} variantes: {names(found)}.")
    lines += [f"El original no distingue {text}." for text in blind_spots(it)]
    if it.original.has_idle_softmax:
        lines.append("El original pone un Softmax sobre una sola neurona: vale siempre 1.")
    return lines


def effort(it: Audit) -> str:
    """«mediana 41 pasos, de 38 a 44 (−7 % a +7 %)»."""
    middle, least, most = median(it.tally.efforts), min(it.tally.efforts), max(it.tally.efforts)
    low, high = (percent(Fraction(n) / Fraction(middle) - 1) for n in (least, most))
    return f"mediana {spanish.value(Fraction(middle))} pasos, de {least} a {most} ({low} a +{high})"


def promised(it: Audit) -> tuple[float, float]:
    """Between which efforts every variant has to be."""
    middle = median(it.tally.efforts)
    return (1 - PROMISED) * middle, (1 + PROMISED) * middle


def in_common(it: Overlap) -> str:
    one, other = it.pair
    return (
        f"dos estudiantes comparten de media {percent(it.mean, 1)} de las respuestas; "
        f"el peor par (hojas {one} y {other}), {percent(it.worst)}"
    )


def blind_spots(it: Audit) -> list[str]:
    """«supone-same y techo-por-piso en convolución (CONV1: s = 1 y f = 2p + 1)»."""
    together: dict[str, list[Case]] = defaultdict(list)
    for case, found in it.original.blind:
        together[found.reason].append(case)
    return [f"{names(cases)} ({reason})" for reason, cases in together.items()]


def names(found: Sequence[Case]) -> str:
    """The rules, each with where it is used; said once when it is the same for all."""
    places = {case.where for case in found}
    if len(places) == 1:
        return f"{spanish.listing([case.slug for case in found])} {places.pop()}".rstrip()
    return spanish.listing([f"{case.slug} {case.where}".rstrip() for case in found])


def share(part: int, whole: int) -> str:
    """Rounded down, so that 100 % is all of them."""
    return f"{part * 100 // whole}\N{NO-BREAK SPACE}%"


def percent(number: Fraction, places: int = 0) -> str:
    return f"{spanish.decimal(number * 100, places)}\N{NO-BREAK SPACE}%"
