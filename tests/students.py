"""Students who are not there: each cell right, or wrong in one of the many ways in which people are."""

from __future__ import annotations

from fractions import Fraction

# ruff: noqa: S311  (nothing here is secret)
from random import Random

from classroom import EJEMPLOS, asked, blueprint, written

from grader import evaluate
from grader.check.grade import Class, grade
from grader.check.policy import SCALES, Abbreviations, Policy, Repeated, Rounding, Scale, Show
from grader.formula import working, write
from grader.generate.draw import draw, seed
from grader.model import Report, Student, Value, Worksheet
from grader.notation import Notation
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.writers import write_page

_NONE = Fraction(0)
POLICIES = (
    Policy(),
    Policy(carried=Fraction(1, 2), slip=Fraction(1, 3), misconception=Fraction(1, 4)),
    Policy(
        scale=SCALES["1-7"], weights={"ejemplo-4": Fraction(2)}, cells={"out_shape": Fraction(2), "total": Fraction(0)}
    ),
    Policy(scale=Scale(rounding=Rounding.DOWN), repeated_misconception=Repeated.EXERCISE),
    Policy(scale=SCALES["0-100"], show=Show.HINTS, abbreviations=Abbreviations.TOLERANCE),
)
MOODS = {
    "follows": 62, "rule": 12, "slip": 5, "number": 4, "blank": 6, "bare": 4, "worked": 3, "junk": 1, "degenerate": 1,
    "key": 2,
}  # fmt: skip
"""What a student does at a cell, and how often in a hundred."""
JUNK = ("no sé si 40 o 41", "ver atrás", "600 o 608", "4.64", "262.3K", "<b>7</b>", "1/0", "?", "= 3 + x")
DEGENERATE = ("0", "-7", "15/2", "(0, 0, 8)", "(5, 5)", "-")


def sheet_of(number: int) -> Worksheet:
    """The taller drawn for student `number`, the same each time."""
    drawn = tuple(draw(blueprint(name), seed("alumnos", name, str(number)), 0, lambda _: True) for name in EJEMPLOS)
    return Worksheet("222222-2", (Student(str(number), "Ana Pérez Muñoz"),), "Taller", "Contar.", drawn)


def texts_of(worksheet: Worksheet, rng: Random) -> dict[str, str]:
    """What the student writes: each cell computed on what stands before it, with mistakes of many kinds."""
    clumsy = rng.choice((0.0, 0.3, 1.0, 1.0, 2.0))
    texts = {}
    for sheet in build_sheets(worksheet):
        values: dict[str, Value | None] = {}
        for ref, cell in sheet.cells.items():
            follows = evaluate.follow(cell.formula, cell.args, values)
            values[ref] = follows
            if ref not in asked(sheet):
                continue
            mood = rng.choices(list(MOODS), [MOODS["follows"], *(it * clumsy for it in list(MOODS.values())[1:])])[0]
            value, text = _MOODS[mood](sheet, cell, values, follows, rng)
            right = evaluate.answers(sheet)[ref]
            usable = value is not None and not evaluate.why_degenerate(value, right)
            values[ref] = value if usable else None if value is not None else follows
            texts[f"{sheet.name}/{ref}"] = text
    return texts


def _text(value):
    return "" if value is None else written({"": value})[""]


def _follows(sheet, cell, values, follows, rng):
    return follows, _text(follows)


def _rule(sheet, cell, values, follows, rng):
    rules = [it for it in sheet.rewirings if it.cell == cell.ref]
    if not rules:
        return follows, _text(follows)
    rule = rng.choice(rules)
    value = evaluate.follow(rule.formula, rule.args, values)
    return value, _text(value)


def _expression(cell, values):
    numbers = evaluate.arguments(cell.args, values)
    if evaluate.apply(cell.formula, numbers) is None or isinstance(evaluate.apply(cell.formula, numbers), tuple):
        return ""
    (equation,) = working(cell.formula, cell.args, numbers)
    return write(equation, Notation.PLAIN, symbols=False).partition(" = ")[0]


def _slip(sheet, cell, values, follows, rng):
    text = _expression(cell, values)
    if not text or follows is None:
        return follows, _text(follows)
    wrong = follows + rng.choice((1, 10, 100, 9))
    return wrong, f"{text} = {wrong}"


def _bare(sheet, cell, values, follows, rng):
    text = _expression(cell, values)
    return follows, text.replace("·", rng.choice("·*×")) or _text(follows)


def _worked(sheet, cell, values, follows, rng):
    text = _expression(cell, values)
    return follows, f"{text} = {follows}" if text else _text(follows)


def _number(sheet, cell, values, follows, rng):
    value = evaluate.answers(sheet)[cell.ref]
    other = tuple(max(1, n + rng.randint(-2, 9)) for n in value) if isinstance(value, tuple) else rng.randint(0, 40_000)
    return other, _text(other)


def _blank(sheet, cell, values, follows, rng):
    return None, ""


def _junk(sheet, cell, values, follows, rng):
    return None, rng.choice(JUNK)


def _degenerate(sheet, cell, values, follows, rng):
    return None, rng.choice(DEGENERATE)


def _key(sheet, cell, values, follows, rng):
    value = evaluate.answers(sheet)[cell.ref]
    return value, _text(value)


_MOODS = {
    "follows": _follows, "rule": _rule, "slip": _slip, "number": _number, "blank": _blank, "bare": _bare,
    "worked": _worked, "junk": _junk, "degenerate": _degenerate, "key": _key,
}  # fmt: skip


def report_of(number: int) -> tuple[Report, Policy]:
    """The whole road for student `number`: a file is written, read back and marked."""
    rng, worksheet = Random(number), sheet_of(number)
    policy = POLICIES[number % len(POLICIES)]
    data = write_page(filled_page(worksheet, texts_of(worksheet, rng)), "csv")
    return grade(data, f"{number}.csv", Class({worksheet.code: worksheet}, policy, worksheet)), policy
