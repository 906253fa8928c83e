"""The same misconception in several layers: once paid, it may cost no more, if the policy says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.check.policy import Policy, Repeated
from grader.model import Act, Mark, Verdict
from grader.page import cell_label

_PAID = "La misma idea ya se cobró en «{}»: aquí no cuesta otra vez."


def forgive_repeated(marks: Sequence[Mark], policy: Policy) -> tuple[Mark, ...]:
    """The marks of one submission in which a misconception that was paid before costs nothing more.

    Two cells share a misconception when one wrong rule explains both.
    """
    if policy.repeated_misconception is Repeated.EACH:
        return tuple(marks)
    paid: dict[tuple[str, str], str] = {}
    return tuple(_forgiven(mark, paid, policy) for mark in marks)


def _forgiven(mark: Mark, paid: dict[tuple[str, str], str], policy: Policy) -> Mark:
    """The mark, after what it pays is noted in `paid`: (where it counts, slug) → the cell that paid first."""
    by_hand = mark.decision is not None and mark.decision.act is Act.POINTS
    if mark.verdict is not Verdict.MISCONCEPTION or not mark.possible or by_hand:
        return mark
    exercise, _, ref = mark.cell.partition("/")
    within = exercise if policy.repeated_misconception is Repeated.EXERCISE else ""
    keys = [(within, diagnosis.slug) for diagnosis in mark.diagnoses]
    first = next((paid[key] for key in keys if key in paid), None)
    if first is not None:
        reason = " ".join(filter(None, (mark.reason, _PAID.format(first))))
        return replace(mark, earned=mark.possible, reason=reason)
    paid.update(dict.fromkeys(keys, cell_label(ref)))
    return mark
