"""Who writes: right, with slips that are or are not carried on, with gaps; a single exercise or the whole taller."""

from __future__ import annotations

from functools import cache
from random import Random

from classroom import EJEMPLOS, asked, blueprint

from grader.evaluate import answers, recompute
from grader.generate.assignment import load_assignment
from grader.generate.draw import draw, seed
from grader.generate.issue import issue
from grader.model import Role, Sheet, Student, Value, Worksheet
from grader.sheets import build_sheets
from grader.spanish import COLUMNS, LAYER_COLUMN
from mutations.paper import Grid, Paper, Row, Section

VARIANTS = 6
"""Drawn worksheets of each kind, beside the one with the original numbers."""
HANDS = ("right", "right", "slips", "carried", "gaps")


@cache
def alone(name: str, number: int) -> tuple[Worksheet, tuple[Sheet, ...]]:
    """One exercise; number -1 has the seed's own numbers."""
    it = blueprint(name)
    drawn = it.original() if number < 0 else draw(it, seed("mutaciones", name, str(number)), 0, lambda _: True)
    worksheet = Worksheet("222222-2", (Student("a01", "Ana Pérez Muñoz"),), "NN", "Calcular.", (drawn,))
    return worksheet, build_sheets(worksheet)


@cache
def workshop(number: int) -> tuple[Worksheet, tuple[Sheet, ...]]:
    student = Student(f"a{number}", "Ana Pérez Muñoz", "ana@example.edu")
    (line,) = issue(load_assignment(["taller-parametros"]), (student,), "mutaciones", original=number < 0)
    return line.worksheet, build_sheets(line.worksheet)


def paper(chance: Random) -> Paper:
    """A submission as its author meant it."""
    number = chance.randrange(-1, VARIANTS)
    whole = chance.random() < 0.25
    worksheet, sheets = workshop(number) if whole else alone(chance.choice(EJEMPLOS), number)
    hand = chance.choice(HANDS)
    found = Paper(worksheet, [], {}, has_code=chance.random() < 0.5)
    for sheet in sheets:
        texts = {ref: text for ref, text in _answered(sheet, hand, chance).items() if text}
        found.answers |= {f"{sheet.name}/{ref}": text for ref, text in texts.items()}
        titled = whole or chance.random() < 0.8
        found.sections.append(_section(sheet, texts, titled=titled))
        found.sections[-1].total_as = chance.choice(("line", "row"))
    return found


def written(value: Value) -> str:
    """
    >>> written((2048,)), written((32, 32, 8)), written(21098)
    ('(2048, 1)', '(32, 32, 8)', '21098')
    """
    if isinstance(value, tuple):
        return f"({', '.join(map(str, value if len(value) > 1 else (*value, 1)))})"
    return str(value)


def other(value: Value, chance: Random) -> Value:
    """A number that is not this one and leaves the network possible."""
    if isinstance(value, tuple):
        place = chance.randrange(len(value))
        return tuple(size + (i == place) * chance.randint(1, 4) for i, size in enumerate(value))
    assert isinstance(value, int)
    return value + chance.choice((1, 2, 7, 10, 64, 101, value or 3))


def _answered(sheet: Sheet, hand: str, chance: Random) -> dict[str, str]:
    values = dict(answers(sheet))
    refs = asked(sheet)
    if hand == "slips":
        values |= {ref: other(values[ref], chance) for ref in chance.sample(refs, min(3, len(refs)))}
    if hand == "carried":
        ref = chance.choice([ref for ref in refs if not sheet.cells[ref].structural])
        values = recompute(sheet, {ref: other(values[ref], chance)})
    texts = {ref: written(values[ref]) for ref in refs}
    zero = chance.choice(("0", "0", "-", "—", ""))
    texts |= {ref: zero for ref in refs if sheet.cells[ref].structural and texts[ref] == "0"}
    gaps = chance.sample(refs, len(refs) // 4) if hand == "gaps" else []
    return texts | dict.fromkeys(gaps, "")


def _section(sheet: Sheet, texts: dict[str, str], *, titled: bool) -> Section:
    columns = ["layer", *sheet.columns]
    right = answers(sheet)

    def text(layer: str, detail: str, column: str) -> str:
        if column in ("layer", "detail"):
            return layer if column == "layer" else detail
        ref = f"{layer}/{column}"
        if ref in sheet.cells and sheet.cells[ref].role is Role.GIVEN:
            return written(right[ref])
        return texts.get(ref, "")

    rows = [Row(row.layer, [text(row.layer, row.detail, column) for column in columns]) for row in sheet.rows]
    header = [LAYER_COLUMN, *(COLUMNS[column] for column in sheet.columns)]
    return Section(sheet, sheet.title if titled else "", [Grid(columns, header, rows)], texts.get(sheet.total, ""))
