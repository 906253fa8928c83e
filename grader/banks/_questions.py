"""Worksheets → the questions of a bank: what is asked, what each gap is worth, what is said of each wrong answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm

from grader import evaluate
from grader.banks._left_out import why_left_out
from grader.banks._misconceptions import explains, misconceptions
from grader.banks._question import Form, Gap, Question
from grader.check.feedback_words import LEARNS_NOTHING, UNEXPLAINED
from grader.check.policy import Policy, Show
from grader.check.verified import letters_of
from grader.markup import printable
from grader.model import Instance, Sheet, Worksheet
from grader.names import slug
from grader.page import Explained, Grid, Section, key_page, worksheet_page
from grader.sheets import build_sheets, family_of

_LONGEST_NAME = 250
"""Moodle cuts names after 251 characters."""
_HOW = {
    True: "Escribir los números solo con dígitos, sin separador de miles (12345 y no 12.345 ni 12,345).",
    False: "Escribir las formas entre paréntesis y con comas.",
}
"""Of counts and of shapes."""


def questions(worksheets: Iterable[Worksheet], policy: Policy, form: Form) -> Iterator[Question]:
    """One question an exercise of each worksheet, or one a cell of it; their names end in its code.

    Those that `_left_out.py` refuses are left out.
    """
    for worksheet in worksheets:
        for question in _of_tables(worksheet, policy):
            yield from (question,) if form is Form.TABLE else _by_cells(question)


def _of_tables(worksheet: Worksheet, policy: Policy) -> Iterator[Question]:
    sections, solved = worksheet_page(worksheet).sections, key_page(worksheet).sections
    parts = zip(worksheet.instances, build_sheets(worksheet), sections, solved, strict=True)
    for number, (instance, sheet, section, key) in enumerate(parts, 1):
        if why_left_out(sheet):
            continue
        title = _title(section, sheet)
        yield Question(
            ident=f"{slug(instance.exercise)}-{worksheet.code}-{number}",
            name=_name(title, worksheet.code),
            topic=tuple(dict.fromkeys((worksheet.title, title))),
            tags=_tags(instance),
            section=section,
            how=_how(gaps := tuple(_gaps(sheet, section, policy))),
            gaps=gaps,
            workings=key.workings,
            letters=_legend(key, key.workings),
            solved=policy.shown() is Show.SOLUTION,
        )


def _by_cells(question: Question) -> Iterator[Question]:
    """One question for each gap, with the working of that cell alone."""
    for number, gap in enumerate(question.gaps, 1):
        workings = tuple(it for it in question.workings if it.label == gap.label)
        yield replace(
            question,
            ident=f"{question.ident}-{number:02}",
            name=_name(gap.label, question.name),
            topic=(*question.topic, gap.label),
            how=_how((gap,)),
            gaps=(gap,),
            workings=workings,
            letters=_legend(question.section, workings),
            asked=gap.label,
        )


def _title(section: Section, sheet: Sheet) -> str:
    """«Ejemplo 4 (2)» is its second occurrence in a worksheet."""
    times = sheet.name.partition("#")[2]
    return f"{section.title} ({times})" if times else section.title


def _name(*parts: str) -> str:
    """Cut in the middle where it is long: at its end stands which variant it is."""
    name = printable(" · ".join(parts))
    spare = len(name) - _LONGEST_NAME
    half = _LONGEST_NAME // 2
    return name if spare <= 0 else f"{name[:half]}…{name[half + spare + 1 :]}"


def _how(gaps: Iterable[Gap]) -> str:
    asked = {gap.rank is None for gap in gaps}
    return " ".join(words for is_count, words in _HOW.items() if is_count in asked)


def _legend(section: Section, workings: Iterable[Explained]) -> tuple[tuple[str, str], ...]:
    used = {letter for it in workings for equation in it.equations for letter in letters_of(equation)}
    return tuple((letter, meaning) for letter, meaning in section.letters if letter in used)


def _tags(instance: Instance) -> tuple[str, ...]:
    kinds = family_of(instance).kinds
    words = (kinds[layer.kind].words for layer in instance.layers if layer.row)
    return tuple(dict.fromkeys((instance.exercise, *words)))


def _gaps(sheet: Sheet, section: Section, policy: Policy) -> Iterator[Gap]:
    right, wrong = evaluate.answers(sheet), misconceptions(sheet, policy)
    boxes = list(_answer_boxes(section.grid))
    weights = whole_weights([policy.cell_weight(cell) for cell, _ in boxes])
    for (full, label), weight in zip(boxes, weights, strict=True):
        cell = sheet.cells[full.removeprefix(f"{sheet.name}/")]
        unexplained = LEARNS_NOTHING if cell.structural else UNEXPLAINED[policy.shown() is Show.SOLUTION]
        yield Gap(
            cell=full,
            label=label,
            kind=cell.kind,
            right=right[cell.ref],
            structural=cell.structural,
            weight=weight,
            wrong=wrong.get(cell.ref, ()),
            otherwise=unexplained if explains(policy) else "",
        )


def _answer_boxes(grid: Grid) -> Iterator[tuple[str, str]]:
    """Cell and label of each answer, row by row, the total last."""
    for box in (*(box for row in grid.rows for box in row), grid.total):
        if box and box.is_answer:
            yield box.cell, box.label


def whole_weights(weights: list[Fraction]) -> list[int]:
    """The least whole numbers in the same proportion; an LMS takes no others.

    >>> whole_weights([Fraction(1), Fraction(1, 2), Fraction(0)]), whole_weights([Fraction(2), Fraction(2)])
    ([2, 1, 0], [1, 1])
    """
    scale = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * scale) for weight in weights]
    return [weight // (gcd(*whole) or 1) for weight in whole]
