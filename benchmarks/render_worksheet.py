"""Drawing a variant and rendering its HTML worksheet and key, against Jinja alone rendering the finished page.

python benchmarks/render_worksheet.py
"""

from __future__ import annotations

from itertools import count

from _timing import cpu_ms, report
from jinja2 import Environment

from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.model import Student
from grader.page import key_page, worksheet_page
from grader.writers import write_page


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

    report(
        [
            ("Jinja sola, la página ya hecha (hoja y clave)", cpu_ms(jinja_alone)),
            ("grader: sortear ejemplo-5, hoja HTML y clave HTML", cpu_ms(draw_and_render)),
        ],
        floor="Jinja sola, la página ya hecha (hoja y clave)",
    )


if __name__ == "__main__":
    main()
