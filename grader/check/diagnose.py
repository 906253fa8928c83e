"""Which wrong rules give exactly a student's values, on the student's own earlier numbers or on the right ones.

The value alone does not prove a rule, so the whole sheet is heard: a rule that explains more of the student's wrong
cells comes first, and one that the student demonstrably did not use elsewhere comes last.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader import evaluate
from grader.model import Arg, Diagnosis, Ref, Rewiring, Sheet, Value

_Path = Mapping[str, Any]


@dataclass(frozen=True)
class Answers:
    """What a student's whole sheet says."""

    sheet: Sheet
    read: Mapping[str, Value]
    """The asked cells that were answered and read, with their values."""
    handed: _Path
    """What each cell hands on: the student's reading, else the formula over what was handed to it."""
    unread: frozenset[str]
    """Cells without an answer of the student's: a wrong rule may have been used there in the head."""

    @cached_property
    def paths(self) -> tuple[_Path, ...]:
        """The values to compute on, the student's own first."""
        return (self.handed, evaluate.answers(self.sheet))

    @cached_property
    def rules(self) -> Mapping[str, tuple[Rewiring, ...]]:
        """The wrong rules of each cell."""
        found: dict[str, list[Rewiring]] = defaultdict(list)
        for rewiring in self.sheet.rewirings:
            found[rewiring.cell].append(rewiring)
        return {cell: tuple(rules) for cell, rules in found.items()}

    def kind(self, ref: str) -> str:
        """The kind of the layer that a cell belongs to; empty for the total."""
        return self.kinds.get(ref.rpartition("/")[0], "")

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return {row.layer: row.kind for row in self.sheet.rows}


def diagnose(answers: Answers, wrong: Sequence[str]) -> dict[str, tuple[Diagnosis, ...]]:
    """The rules behind each of the `wrong` cells, likeliest first, each slug once; cells without any are left out."""
    found = {cell: candidates for cell in wrong if (candidates := _candidates(answers, cell))}
    explained = Counter(slug for candidates in found.values() for slug in candidates)
    return {
        cell: tuple(candidates[slug] for slug in slugs)
        for cell, candidates in found.items()
        if (slugs := _likeliest(answers, cell, candidates, explained))
    }


def _likeliest(answers: Answers, cell: str, candidates: Iterable[str], explained: Mapping[str, int]) -> list[str]:
    """Beside a rule that nothing speaks against, those that the student did not use elsewhere are dropped.

    Where all are refuted they stay, unless a slip of the pen explains the value just as well.
    """
    refuted = {slug for slug in candidates if _refuted(answers, slug, answers.kind(cell))}
    kept = [slug for slug in candidates if slug not in refuted]
    if not kept and not _one_digit_off(answers.read[cell], _right_ones(answers, cell)):
        kept = list(candidates)
    return sorted(kept, key=lambda slug: -explained[slug])


def _candidates(answers: Answers, cell: str) -> dict[str, Diagnosis]:
    """Slug → the rule that gives the cell's value: used there, else in the head on the way there."""
    value = answers.read[cell]
    found: dict[str, Diagnosis] = {}
    for path in answers.paths:
        for rewiring in answers.rules.get(cell, ()):
            if rewiring.slug not in found and _gives(rewiring, path, value):
                found[rewiring.slug] = _diagnosis(answers, rewiring, path)
    return found or dict(_in_the_head(answers, cell))


def _in_the_head(answers: Answers, cell: str) -> Iterator[tuple[str, Diagnosis]]:
    """Rules at unanswered cells that the cell is computed from, each used at one of them or at all."""
    way = _unanswered_way(answers, cell)
    by_slug: dict[str, list[Rewiring]] = defaultdict(list)
    for ref in way:
        for rewiring in answers.rules.get(ref, ()):
            by_slug[rewiring.slug].append(rewiring)
    for slug, rules in by_slug.items():
        for used in ([rule] for rule in rules) if len(rules) == 1 else (*([rule] for rule in rules), rules):
            if _along(answers, (*way, cell), used) == answers.read[cell]:
                yield slug, _diagnosis(answers, used[0], answers.handed)
                break


def _unanswered_way(answers: Answers, cell: str) -> tuple[str, ...]:
    """The unanswered cells that `cell` is computed from with no answer in between, in the sheet's order."""
    found: set[str] = set()
    todo = [cell]
    while todo:
        new = _cells(answers.sheet.cells[todo.pop()].args) & answers.unread - found
        found |= new
        todo += new
    return tuple(ref for ref in answers.sheet.cells if ref in found)


def _along(answers: Answers, way: tuple[str, ...], used: list[Rewiring]) -> Any:
    """The value of the last cell of `way` when some rules are used before it."""
    wrong = {rewiring.cell: rewiring for rewiring in used}
    right = evaluate.answers(answers.sheet)
    values = dict(answers.handed)
    for ref in way:
        rule = wrong.get(ref, answers.sheet.cells[ref])
        value = evaluate.follow(rule.formula, rule.args, values)
        values[ref] = None if value is None or evaluate.why_degenerate(value, right[ref]) else value
    return values[way[-1]]


def _refuted(answers: Answers, slug: str, kind: str) -> bool:
    """Whether the student did right what the rule would have done wrong at some layer of this kind."""
    return any(
        _did_right(answers, ref) and not _rule_gives(answers, slug, ref)
        for ref, rules in answers.rules.items()
        if ref in answers.read and answers.kind(ref) == kind and any(it.slug == slug for it in rules)
    )


def _did_right(answers: Answers, ref: str) -> bool:
    return answers.read[ref] in _right_ones(answers, ref)


def _rule_gives(answers: Answers, slug: str, ref: str) -> bool:
    value = answers.read[ref]
    rules = [it for it in answers.rules[ref] if it.slug == slug]
    return any(_gives(rule, path, value) for rule in rules for path in answers.paths)


def _right_ones(answers: Answers, ref: str) -> tuple[Value | None, ...]:
    """The key's value and what follows from the student's own earlier cells."""
    cell = answers.sheet.cells[ref]
    return evaluate.answers(answers.sheet)[ref], evaluate.follow(cell.formula, cell.args, answers.handed)


def _one_digit_off(value: Value, right: tuple[Value | None, ...]) -> bool:
    """Whether a slip of the pen explains `value` as well: one digit changed, dropped or swapped with the next."""
    return any(_is_slip(value, other) for other in right)


def _is_slip(value: Value, right: Value | None) -> bool:
    if isinstance(value, int) and isinstance(right, int):
        return value in _slips(right)
    if isinstance(value, tuple) and isinstance(right, tuple) and len(value) == len(right):
        differ = [pair for pair in zip(value, right, strict=True) if pair[0] != pair[1]]
        return len(differ) == 1 and differ[0][0] in _slips(differ[0][1])
    return False


def _slips(number: int) -> set[int]:
    digits = str(number)
    places = range(len(digits))
    changed = {digits[:i] + digit + digits[i + 1 :] for i in places for digit in "0123456789"}
    dropped = {digits[:i] + digits[i + 1 :] for i in places if len(digits) > 1}
    swapped = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in places[:-1]}
    return {int(it) for it in changed | dropped | swapped if it.isdigit()}


def _gives(rewiring: Rewiring, path: _Path, value: Value) -> bool:
    result = evaluate.follow(rewiring.formula, rewiring.args, path)
    return type(result) is type(value) and bool(result == value)


def _diagnosis(answers: Answers, rewiring: Rewiring, path: _Path) -> Diagnosis:
    """With the letters of its sentences: the student's own numbers, the right ones where nothing was handed on."""
    names, args = tuple(rewiring.letters), tuple(rewiring.letters.values())
    own, right = evaluate.arguments(args, path), evaluate.arguments(args, evaluate.answers(answers.sheet))
    letters = {name: key if value is None else value for name, value, key in zip(names, own, right, strict=True)}
    return Diagnosis(rewiring, evaluate.arguments(rewiring.args, path), letters)


def _cells(args: tuple[Arg, ...]) -> set[str]:
    """The cells that arguments take directly."""
    refs = [item for arg in args for item in (arg if isinstance(arg, tuple) else (arg,))]
    return {ref.cell for ref in refs if isinstance(ref, Ref)}
