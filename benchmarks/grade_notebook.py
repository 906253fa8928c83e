"""Marking filled 80-cell notebooks, to JSON results and feedback pages, against `nbformat.read` of the same files.

Every notebook is another student's, with other numbers, mistakes and spellings, and none is marked twice. «Fría» is a
student's first notebook, whose sheet is built for it; «caliente» the second, with other mistakes, the sheet known.

    python benchmarks/grade_notebook.py [--students 40] [--rounds 7]
"""

from __future__ import annotations

import argparse
import io
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median
from typing import TypeVar

import nbformat
from _class import Pupil, pupils

from grader.check.bundle import read_submission
from grader.check.classroom import SmallClassroom
from grader.check.conventions import mark_as_meant
from grader.check.feedback import feedback_page
from grader.check.grade import Class, grade
from grader.check.identify import identify
from grader.check.match.document import match
from grader.check.policy import Policy
from grader.check.results import result_line
from grader.model import Report, Worksheet
from grader.render import render_feedback
from grader.sheets import build_sheets

T = TypeVar("T")
NAME, FLOOR = "cuaderno.ipynb", "nbformat.read"
COLD, HOT, PAGE, HTML = "fría: bytes → resultado JSON", "caliente: bytes → resultado JSON", "página", "HTML"
WHOLE = f"fría, con {PAGE} y {HTML} de retroalimentación"
STAGES = ("leer", "de quién es", "construir", "casar", "calificar", "sumar y JSON (el resto)")


class Clock:
    """Milliseconds of CPU a notebook in one round, by what was done."""

    def __init__(self, notebooks: int) -> None:
        self.notebooks = notebooks
        self.spent: dict[str, float] = defaultdict(float)

    def __call__(self, what: str, call: Callable[[], T]) -> T:
        started = time.process_time()
        done = call()
        self.spent[what] += (time.process_time() - started) * 1000 / self.notebooks
        return done


def course_of(group: list[Pupil]) -> Class:
    return Class(SmallClassroom({pupil.worksheet.code: pupil.worksheet for pupil in group}), Policy())


def whole(clock: Clock, group: list[Pupil]) -> None:
    """As a batch does it, a stage behind the other."""
    course = course_of(group)
    for attempt, name in enumerate((COLD, HOT)):
        for pupil in group:
            data = pupil.attempts[attempt]
            text = data.decode()
            if attempt:
                clock(FLOOR, lambda text=text: nbformat.read(io.StringIO(text), as_version=4))
            report = clock(name, lambda data=data: _marked(data, course))
            if not attempt:
                page = clock(PAGE, lambda report=report: feedback_page(report, course.policy))
                clock(HTML, lambda page=page: render_feedback(page))
    clock.spent[WHOLE] = clock.spent[COLD] + clock.spent[PAGE] + clock.spent[HTML]


def _marked(data: bytes, course: Class) -> Report:
    report = grade(data, NAME, course)
    assert len(report.marks) == 80, report.notices
    result_line(report)
    return report


def stages(clock: Clock, group: list[Pupil]) -> None:
    """The same in its parts; what is left of the whole is the summing and the JSON."""
    course = course_of(group)
    for attempt, name in enumerate((COLD, HOT)):
        known = [f"{name[:4]} {stage}" for stage in STAGES]
        for pupil in group:
            data = pupil.attempts[attempt]
            document = clock(known[0], lambda data=data: read_submission(data, NAME))
            found = clock(known[1], lambda document=document: identify(document, NAME, course.worksheets))
            assert isinstance(found, Worksheet)
            sheets = clock(known[2], lambda found=found: build_sheets(found))
            matched = clock(known[3], lambda document=document, sheets=sheets: match(document, sheets))
            for sheet in sheets:
                clock(
                    known[4],
                    lambda sheet=sheet, it=matched: mark_as_meant(sheet, it.cells, course.policy, it.loose),
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    students, rounds = options.students, []
    for number in range(options.rounds + 1):
        clock = Clock(students)
        whole(clock, pupils("ipynb", 2 * number * students, students))
        stages(clock, pupils("ipynb", (2 * number + 1) * students, students))
        rounds.append(clock.spent)
    tell(rounds[1:], students)  # the first one imports and compiles


def tell(rounds: list[dict[str, float]], students: int) -> None:
    print(f"{len(rounds)} rondas de {students} cuadernos de 80 celdas: ms de CPU por cuaderno, la mejor ronda,")
    print("y mediana de las razones con nbformat.read de los mismos cuadernos en la misma ronda.\n")
    for name in (FLOOR, COLD, HOT, PAGE, HTML, WHOLE):
        _line(name, rounds)
    print(f"{'cuadernos por segundo de CPU, con retroalimentación':<58} {1000 / min(it[WHOLE] for it in rounds):9.0f}")
    for name in (COLD, HOT):
        print(f"\n{name}, por partes")
        parts = [f"{name[:4]} {stage}" for stage in STAGES]
        for spent in rounds:
            spent[parts[-1]] = max(spent[name] - sum(spent[part] for part in parts[:-1]), 0)
        for part in parts:
            _line(part, rounds)


def _line(name: str, rounds: list[dict[str, float]]) -> None:
    best, ratio = min(it[name] for it in rounds), median(it[name] / it[FLOOR] for it in rounds)
    print(f"{name:<58} {best:9.3f} ms   {ratio:6.2f} ×")


if __name__ == "__main__":
    main()
