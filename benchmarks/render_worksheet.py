"""What a class costs a sheet: drawing a variant and proving that it separates the wrong rules, then HTML sheet and key.

python benchmarks/render_worksheet.py

The floor is Jinja alone, printing the finished pages line by line, measured in the same run. Each call serves another
student; draws that break a guarantee are thrown away within the time. The bar is R/exams' 0.113 CPU s for one variant
of ejemplo-5, divided by 20.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import TypeVar

from _timing import cpu_ms, report
from jinja2 import Environment

from grader.generate.assignment import Assignment, load_assignment
from grader.generate.draw import draw, seed
from grader.generate.issue import issue
from grader.model import Student
from grader.page import key_page, worksheet_page
from grader.writers import write_page

BAR = 113 / 20
FLOOR = "Jinja sola, la página ya hecha (hoja y clave)"
WHOLE = "grader: sortear, probar, hoja HTML y clave HTML"
DRAWS = 400
T = TypeVar("T")


def main() -> None:
    assignment = load_assignment(["ejemplo-5"])
    students = (Student(f"e{i}", f"Estudiante {i}") for i in count())

    def draw_and_render() -> None:
        (issued,) = issue(assignment, (next(students),), "banco")
        write_page(worksheet_page(issued.worksheet), "html")
        write_page(key_page(issued.worksheet), "html")

    (issued,) = issue(assignment, (next(students),), "banco")
    pages = [write_page(page(issued.worksheet), "html").decode() for page in (worksheet_page, key_page)]
    finished = [Environment(autoescape=True).from_string("{% for line in lines %}{{ line }}{% endfor %}")] * 2
    lines = [page.splitlines(keepends=True) for page in pages]

    def jinja_alone() -> None:
        for template, text in zip(finished, lines, strict=True):
            template.render(lines=text)

    blueprint = assignment.blueprints[0]
    seeds = [seed("banco", str(i)) for i in range(DRAWS)]

    def draw_alone() -> None:
        for digest in seeds:
            draw(blueprint, digest, 0, lambda _: True)

    whole = cpu_ms(draw_and_render, seconds=2)
    thrown = sum(draw(blueprint, digest, 0, lambda _: True).draw for digest in seeds) / DRAWS
    report(
        [
            (FLOOR, cpu_ms(jinja_alone)),
            (f"grader: sortear y probar ({thrown:.1f} tiradas por variante)", cpu_ms(draw_alone, rounds=5) / DRAWS),
            (WHOLE, whole),
        ],
        floor=FLOOR,
    )
    print(f"1/20 de R/exams: {BAR:.2f} ms; grader gasta {whole / BAR:.0%} de eso")
    print("\npor partes, la mejor de 200 hojas distintas")
    rounds = [_parts(assignment, next(students)) for _ in range(200)]
    for part in rounds[0]:
        print(f"{part:<66} {min(it[part] for it in rounds):9.3f} ms")


def _parts(assignment: Assignment, student: Student) -> dict[str, float]:
    """Milliseconds of CPU of each step for one student."""
    spent: dict[str, float] = {}

    def timed(part: str, call: Callable[[], T]) -> T:
        started = time.process_time()
        done = call()
        spent[part] = (time.process_time() - started) * 1000
        return done

    (issued,) = timed("  sortear", lambda: issue(assignment, (student,), "banco"))
    for name, make in (("hoja", worksheet_page), ("clave", key_page)):
        page = timed(f"  página de la {name}", lambda make=make: make(issued.worksheet))
        timed(f"  HTML de la {name}", lambda page=page: write_page(page, "html"))
    return spent


if __name__ == "__main__":
    main()
