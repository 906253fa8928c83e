"""Marking a filled 80-cell notebook, to its JSON result, against `nbformat.read` of the same file.

python benchmarks/grade_notebook.py
"""

from __future__ import annotations

import io

import nbformat
from _timing import cpu_ms, report

from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.check.results import result, result_line
from grader.demo import STUDENTS
from grader.evaluate import answers
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import worksheets
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.spanish import value
from grader.writers import write_page


def filled_notebook() -> tuple[bytes, Class]:
    """The taller of one student with every answer right, as its notebook worksheet."""
    classroom = worksheets(issue(load_assignment(["taller-parametros"]), STUDENTS[:1], "banco"))
    (worksheet,) = classroom.values()
    texts = {
        f"{sheet.name}/{ref}": value(it) for sheet in build_sheets(worksheet) for ref, it in answers(sheet).items()
    }
    return write_page(filled_page(worksheet, texts), "ipynb"), Class(classroom, Policy())


def main() -> None:
    data, course = filled_notebook()
    found = result(grade(data, "cuaderno.ipynb", course))
    assert len(found["cells"]) == 80, found["notices"]
    assert found["grade"] == "5.00", found["notices"]
    print(f"Cuaderno de {len(found['cells'])} celdas, {len(data)} bytes; tiempos de CPU.")
    text = data.decode()
    report(
        [
            ("nbformat.read", cpu_ms(lambda: nbformat.read(io.StringIO(text), as_version=4))),
            ("grader: bytes → resultado JSON", cpu_ms(lambda: result_line(grade(data, "cuaderno.ipynb", course)))),
        ],
        floor="nbformat.read",
    )


if __name__ == "__main__":
    main()
