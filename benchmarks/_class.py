"""A class that hands in its worksheets: each student other numbers, mistakes, spellings and blanks; always the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from grader.evaluate import answers, misled
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import worksheets
from grader.model import Role, Sheet, Student, Value, Worksheet
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.spanish import NARROW_SPACE, value
from grader.writers import write_page

Texts = dict[str, str]

_WRONG_RULES, _SLIPS, _BLANKS, _METHODS = 0.5, 0.04, 0.04, 0.08
"""How often: a wrong rule an exercise, and a cell that is miscounted, left empty, or written with its calculation."""


@dataclass(frozen=True, slots=True)
class Pupil:
    worksheet: Worksheet
    attempts: tuple[bytes, ...]
    """The same worksheet filled twice, with other mistakes."""


def pupils(form: str, first: int, count: int, assignment: str = "taller-parametros") -> list[Pupil]:
    """Students number `first` and on, as nobody else in any other class."""
    names = [Student(f"{i:06}", f"Estudiante {i}", f"e{i}@example.edu") for i in range(first, first + count)]
    classroom = worksheets(issue(load_assignment([assignment]), names, "banco"))
    return [Pupil(_forgotten(it), tuple(_handed_in(it, form, i) for i in (1, 2))) for it in classroom.values()]


def _forgotten(worksheet: Worksheet) -> Worksheet:
    """As it comes out of a manifest: nothing is cached of it yet."""
    return replace(worksheet, instances=tuple(replace(instance) for instance in worksheet.instances))


def _handed_in(worksheet: Worksheet, form: str, attempt: int) -> bytes:
    chance = Random(f"{worksheet.code}/{attempt}")  # noqa: S311 (no secret)
    texts: Texts = {}
    for sheet in build_sheets(worksheet):
        texts |= {f"{sheet.name}/{ref}": text for ref, text in _answered(sheet, chance)}
    return write_page(filled_page(worksheet, texts), form)


def _answered(sheet: Sheet, chance: Random) -> Iterator[tuple[str, str]]:
    """Wrong rules are computed on with, slips are not."""
    used = [chance.choice(sheet.rewirings)] if chance.random() < _WRONG_RULES else []
    right, mark = answers(sheet), chance.choice(["", ".", NARROW_SPACE])
    for ref, it in misled(sheet, used).items():
        if sheet.cells[ref].role is Role.ASKED:
            yield ref, _written(right[ref] if it is None else it, mark, chance)


def _written(it: Value, mark: str, chance: Random) -> str:
    slips, blank, tells = (chance.random() < often for often in (_SLIPS, _BLANKS, _METHODS))
    if blank:
        return ""
    if isinstance(it, int) and slips:
        it += chance.choice([1, 9, 10, 90])
    text = value(it).replace(NARROW_SPACE, mark)
    return f"{it - it // 3} + {it // 3} = {text}" if isinstance(it, int) and tells else text
