"""Answers copied from a neighbour's key: how many are noticed, how many honest submissions are, what it costs.

python benchmarks/neighbours.py [SUBMISSIONS] [SHEETS]

Simulated students of a drawn class answer the taller. Each cell is a mistake with 30 % probability: a named wrong
rule, a slip of the pen or a number out of the air; what follows is computed from it. The planted ones take some cells
from the key of another student's sheet: at random, among those in which the two keys differ, or one after the other.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from grader import evaluate
from grader.check import neighbours
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import worksheets
from grader.model import Cell, Mark, Report, Role, Sheet, Student, Value, Worksheet, Written
from grader.sheets import build_sheets

Class = dict[str, Worksheet]
MISTAKES = 0.3
WAYS = ("al azar", "al azar entre las distintas", "seguidas", "seguidas entre las distintas")


def drawn_class(sheets: int) -> Class:
    students = tuple(Student(f"e{i:05}", f"Estudiante {i}") for i in range(sheets))
    return worksheets(issue(load_assignment(["taller-parametros"]), students, "vecinos"))


@dataclass
class Pupil:
    """Somebody who fills in a worksheet."""

    rng: random.Random
    mistakes: float = MISTAKES

    def answers(self, worksheet: Worksheet, copied: dict[str, Value]) -> dict[str, Value]:
        """Cell → what is written; `copied` cells say what they say, the rest follows from what stands before."""
        found: dict[str, Value] = {}
        for sheet in build_sheets(worksheet):
            right, path = evaluate.answers(sheet), dict[str, Value | None]()
            for ref, cell in sheet.cells.items():
                value = evaluate.follow(cell.formula, cell.args, path)
                if cell.role is Role.ASKED:
                    name = f"{sheet.name}/{ref}"
                    follows = right[ref] if value is None else value
                    value = copied[name] if name in copied else self._answer(sheet, cell, path, follows)
                    found[name] = value
                path[ref] = None if value is None or evaluate.why_degenerate(value, right[ref]) else value
        return found

    def _answer(self, sheet: Sheet, cell: Cell, path: dict[str, Value | None], follows: Value) -> Value:
        if cell.structural or self.rng.random() >= self.mistakes:
            return follows
        rules = [it for it in sheet.rewirings if it.cell == cell.ref]
        if rules and self.rng.random() < 0.5:
            rule = self.rng.choice(rules)
            return evaluate.follow(rule.formula, rule.args, path) or follows
        return self._spoilt(follows)

    def _spoilt(self, value: Value) -> Value:
        """One number of it with a digit changed, dropped or swapped, or another number of its size."""
        if isinstance(value, tuple):
            at = self.rng.randrange(len(value))
            return (*value[:at], self._spoilt_number(value[at]), *value[at + 1 :])
        return self._spoilt_number(int(value))

    def _spoilt_number(self, number: int) -> int:
        digits = list(str(abs(number)))
        at = self.rng.randrange(len(digits))
        way = self.rng.randrange(4)
        if way == 0:
            digits[at] = str(self.rng.randrange(10))
        elif way == 1 and len(digits) > 1:
            del digits[at]
        elif way == 2 and at:
            digits[at - 1], digits[at] = digits[at], digits[at - 1]
        else:
            return self.rng.randint(number // 2, 2 * number + 1)
        return int("".join(digits))


def report(worksheet: Worksheet, answers: dict[str, Value]) -> Report:
    """The answers, written and marked."""
    written = {cell: (Written(_text(value), ""),) for cell, value in answers.items()}
    marks: Iterable[Mark] = (mark for it in build_sheets(worksheet) for mark in mark_sheet(it, written, Policy()))
    return Report("entrega.md", "graded", worksheet, tuple(marks))


def _text(value: Value) -> str:
    return f"({', '.join(map(str, value))})" if isinstance(value, tuple) else str(value)


def planted(way: str, cells: int, own: Worksheet, other: Worksheet, rng: random.Random) -> dict[str, Value]:
    """Cells of another sheet's key."""
    mine, theirs = neighbours.key(own), neighbours.key(other)
    among = [cell for cell in theirs if "distintas" not in way or theirs[cell] != mine[cell]]
    if way.startswith("seguidas"):
        first = rng.randrange(len(among) - cells)
        return {cell: theirs[cell] for cell in among[first : first + cells]}
    return {cell: theirs[cell] for cell in rng.sample(among, cells)}


@dataclass
class Measured:
    honest: int = 0
    false: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    tied: int = 0
    """Noticed ones for which a third sheet is named too, since the copied cells stand on both."""
    third: int = 0
    """Planted ones for which only a third sheet is named."""
    seconds: list[float] = field(default_factory=list)
    """Of honest submissions."""
    example: str = ""


def measure(course: Class, submissions: int, *, cells: int = 8, mistakes: float = MISTAKES) -> Measured:
    """So many honest submissions, and half as many planted ones of each way."""
    rng = random.Random(len(course))  # noqa: S311
    found = Measured()
    codes, pupil = list(course), Pupil(rng, mistakes)
    neighbours.remarks(_all_wrong(course), course)  # builds the index
    for _ in range(submissions):
        own = course[rng.choice(codes)]
        found.honest += 1
        found.false += bool(_remarks(own, {}, pupil, course, found))
    for way in WAYS:
        for _ in range(submissions // 2):
            own, other = (course[code] for code in rng.sample(codes, 2))
            said = _remarks(own, planted(way, cells, own, other, rng), pupil, course, found)
            found.planted[way] += 1
            named = [other.code in it for it in said]
            found.noticed[way] += any(named)
            found.tied += any(named) and not all(named)
            found.third += bool(named) and not any(named)
            found.example = said[0] if said else found.example
    return found


def _remarks(own: Worksheet, copied: dict[str, Value], pupil: Pupil, course: Class, found: Measured) -> tuple[str, ...]:
    handed_in = report(own, pupil.answers(own, copied))
    started = time.process_time()
    said = neighbours.remarks(handed_in, course)
    if not copied:
        found.seconds.append(time.process_time() - started)
    return said


def _all_wrong(course: Class) -> Report:
    own = next(iter(course.values()))
    return report(own, Pupil(random.Random(0), 1.0).answers(own, {}))  # noqa: S311


def main() -> None:
    submissions, sheets = (int(it) for it in [*sys.argv[1:], "2000", "1000"][:2])
    course = drawn_class(sheets)
    tracemalloc.start()
    kept = neighbours.index(course.values())
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    started = time.process_time()
    neighbours.index(course.values())
    seconds = time.process_time() - started
    print(f"Índice de {len(kept.codes)} claves: {seconds:.2f} s de CPU, {memory / 1e6:.1f} MB.")
    found = measure(course, submissions)
    careless = measure(course, submissions // 4, mistakes=0.6)
    print(f"Entregas honradas con aviso: {found.false} de {found.honest}.")
    print(f"Con un 60 % de errores: {careless.false} de {careless.honest}.")
    for way in WAYS:
        print(f"8 celdas copiadas {way}: avisadas {found.noticed[way]} de {found.planted[way]}.")
    print(f"Nombran además una tercera hoja: {found.tied}; nombran solo una tercera: {found.third}.")
    print(f"Por ejemplo: {found.example}")
    print(f"Por entrega honrada: {sum(found.seconds) / len(found.seconds) * 1000:.2f} ms de CPU de media.")


if __name__ == "__main__":
    main()
