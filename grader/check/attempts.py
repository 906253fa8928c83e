"""Which of a student's attempts counts, as the policy says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader import spanish
from grader.check.policy import Counting, Policy
from grader.model import Report


@dataclass(frozen=True, slots=True)
class Chosen:
    report: Report | None
    """The attempt that counts; `None`: a person has to decide."""
    notice: str = ""
    """Spanish: what the docente should know of the choice; empty: there was nothing to choose."""


def choose(reports: Sequence[Report], policy: Policy) -> Chosen:
    """The attempt that counts among all of one student's, in the order in which they came in.

    What could not be read or holds no answers is no attempt, unless there is no other; what came after the allowed
    number is told and left out.
    """
    answered = [report for report in reports if report.marks]
    allowed = answered[: policy.attempts] if policy.attempts else answered
    if not allowed:
        return Chosen(reports[-1]) if len(reports) == 1 else Chosen(None, _SEVERAL if reports else "")
    if len(reports) == 1:
        return Chosen(allowed[0])
    if policy.counting is Counting.ASK:
        return Chosen(None, _SEVERAL)
    chosen = _PICKS[policy.counting](allowed)
    return Chosen(chosen, _notice(chosen, reports, answered, allowed, policy))


_SEVERAL = "Hay varias entregas y la política no dice cuál vale: lo decide una persona."


def _part(report: Report) -> Fraction:
    return report.earned / report.possible if report.possible else Fraction(0)


_PICKS = {
    Counting.LAST: lambda reports: reports[-1],
    Counting.FIRST: lambda reports: reports[0],
    Counting.BEST: lambda reports: max(reversed(reports), key=_part),  # the later one of two that are alike
}


def _notice(
    chosen: Report, reports: Sequence[Report], answered: list[Report], allowed: list[Report], policy: Policy
) -> str:
    came = spanish.plural(len(reports), "entrega", "entregas")
    texts = [f"De {came} cuenta «{chosen.submission}» (la política dice «{policy.counting}»)."]
    if late := len(answered) - len(allowed):
        what = "pasa del límite de {} y no se tuvo", "pasan del límite de {} y no se tuvieron"
        texts.append(f"{spanish.plural(late, *what)} en cuenta.".format(policy.attempts))
    if empty := len(reports) - len(answered):
        texts.append(f"{spanish.plural(empty, 'no se pudo', 'no se pudieron')} calificar.")
    if policy.counting is Counting.BEST and any(it.status == "review" for it in allowed):
        texts.append("Hay celdas en revisión: al decidirlas puede cambiar cuál es la mejor.")
    return " ".join(texts)
