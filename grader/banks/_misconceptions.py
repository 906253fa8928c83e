"""The wrong answers that a cell is known to get, each with what the checker would say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from grader import evaluate
from grader.banks._question import Wrong
from grader.check.diagnose import Answers, diagnose
from grader.check.feedback_words import advice, misconception_sentences
from grader.check.policy import Policy, Show
from grader.model import Ref, Rewiring, Role, Shape, Sheet, Value


def explains(policy: Policy) -> bool:
    """Whether the policy lets a student read why an answer is wrong."""
    return policy.shown() in (Show.HINTS, Show.SOLUTION)


def misconceptions(sheet: Sheet, policy: Policy) -> dict[str, tuple[Wrong, ...]]:
    """Each asked cell → the values that its wrong rules give on the right numbers, the likelier first.

    A value that can be nobody's answer (a negative count, a side that is no whole number) is left out.
    """
    right = evaluate.answers(sheet)
    hidden = frozenset(ref for ref, cell in sheet.cells.items() if cell.role is Role.HIDDEN)
    found: dict[str, dict[Value, Wrong]] = defaultdict(dict)
    for ref, value in _values(sheet, hidden):
        written = _whole(value)
        if written is None or written == right[ref] or written in found[ref]:
            continue
        diagnoses = diagnose(Answers(sheet, {ref: value}, right, hidden), [ref]).get(ref, ())
        words = " ".join((*misconception_sentences(diagnoses), *advice(diagnoses))) if explains(policy) else ""
        found[ref][written] = Wrong(written, policy.misconception, words)
    return {ref: tuple(wrong.values()) for ref, wrong in found.items()}


def _values(sheet: Sheet, hidden: frozenset[str]) -> Iterator[tuple[str, Value]]:
    """Asked cells with a wrong value of each: by a rule used there, or by one at hidden cells before it."""
    right = evaluate.answers(sheet)
    in_the_head: dict[str, list[Rewiring]] = defaultdict(list)
    for rewiring in sheet.rewirings:
        if sheet.cells[rewiring.cell].role is Role.ASKED:
            value = evaluate.follow(rewiring.formula, rewiring.args, right)
            if value is not None:
                yield rewiring.cell, value
        elif rewiring.cell in hidden:
            in_the_head[rewiring.slug].append(rewiring)
    for rules in in_the_head.values():
        for used in [*([rule] for rule in rules), rules]:
            yield from _downstream(sheet, hidden, used)


def _downstream(sheet: Sheet, hidden: frozenset[str], used: list[Rewiring]) -> Iterator[tuple[str, Value]]:
    """What the asked cells hold that are computed from these hidden ones with no answer in between."""
    values, reached = evaluate.misled(sheet, used), {rewiring.cell for rewiring in used}
    for ref, cell in sheet.cells.items():
        taken = {it.cell for arg in cell.args for it in (arg if isinstance(arg, tuple) else (arg,)) if type(it) is Ref}
        if taken & reached:
            value = values[ref]
            if ref in hidden:
                reached.add(ref)
            elif cell.role is Role.ASKED and value is not None:
                yield ref, value


def _whole(value: Value) -> int | Shape | None:
    """The value in whole numbers; `None` where it has others or is below 0."""
    if isinstance(value, tuple):
        numbers = [_whole(number) for number in value]
        return tuple(it for it in numbers if isinstance(it, int)) if None not in numbers else None
    if isinstance(value, (int, Fraction)) and value >= 0 and value.denominator == 1:
        return int(value)
    return None
