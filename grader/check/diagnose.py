"""Which wrong rule gives exactly a student's value, on the student's own earlier numbers or on the right ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grader import evaluate
from grader.model import Arg, Cell, Diagnosis, Ref, Rewiring, Sheet, Value


def diagnose(
    sheet: Sheet, cell: Cell, value: Value, paths: tuple[Mapping[str, Any], ...], unread: frozenset[str]
) -> tuple[Diagnosis, ...]:
    """The wrong rules that give `value` at `cell`, likeliest first, each slug once.

    `paths` are the values to compute on (the student's own first); `unread` are the cells without an answer of the
    student's: a wrong rule may have been used there in the head and show only here.
    """
    found: dict[str, Diagnosis] = {}
    for path in paths:
        for rewiring, result in _results(sheet, cell, path, unread):
            if rewiring.slug not in found and _equal(result, value):
                found[rewiring.slug] = _diagnosis(rewiring, path)
    return tuple(found.values())


def _diagnosis(rewiring: Rewiring, path: Mapping[str, Any]) -> Diagnosis:
    known = {name: arg for name, arg in rewiring.letters.items() if _cells((arg,)) <= path.keys()}
    values = evaluate.arguments(tuple(known.values()), path)
    letters = dict(zip(known, values, strict=True))
    return Diagnosis(rewiring, evaluate.arguments(rewiring.args, path), letters)


def _equal(result: Any, value: Value) -> bool:
    return result is not None and type(result) is type(value) and bool(result == value)


def _results(
    sheet: Sheet, cell: Cell, path: Mapping[str, Any], unread: frozenset[str]
) -> Iterator[tuple[Rewiring, Any]]:
    takes = _cells(cell.args)
    for rewiring in sheet.rewirings:
        if rewiring.cell == cell.ref:
            yield rewiring, evaluate.follow(rewiring.formula, rewiring.args, path)
        elif rewiring.cell in unread and rewiring.cell in takes:
            inner = evaluate.follow(rewiring.formula, rewiring.args, path)
            if inner is not None:
                yield rewiring, evaluate.follow(cell.formula, cell.args, {**path, rewiring.cell: inner})


def _cells(args: tuple[Arg, ...]) -> set[str]:
    """The cells that arguments take directly."""
    refs = [item for arg in args for item in (arg if isinstance(arg, tuple) else (arg,))]
    return {ref.cell for ref in refs if isinstance(ref, Ref)}
