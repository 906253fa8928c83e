"""A class with worksheets, papers that are right but for some cells, and a docente who marks a download."""

import csv
import io
import json
from functools import cache
from itertools import islice

from grader import spanish
from grader.evaluate import answers
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import save_manifest
from grader.model import Role, Student
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.writers import write_page

ANA = Student("A01", "Ana Pérez Muñoz", "ana@uni.example")
BRUNO = Student("A02", "Bruno Ñáñez, hijo", "bruno@uni.example")
OHIGGINS = Student("A03", "José O'Higgins", "jose@uni.example")
NAMESAKES = (Student("A04", "Luz Rojas Gil", "luz1@uni.example"), Student("A05", "Luz Rojas Gil", "luz2@uni.example"))
TEAM = (
    Student("A06", "Eva Díaz", "eva@uni.example", "Grupo A"),
    Student("A07", "Fabio Ruiz", "fabio@uni.example", "Grupo A"),
)
CLASS = (ANA, BRUNO, OHIGGINS, *NAMESAKES, *TEAM)


@cache
def issued(students=CLASS, exercise="ejemplo-1"):
    return issue(load_assignment([exercise]), students, "clave de prueba")


def sheets(students=CLASS, exercise="ejemplo-1"):
    """Student id → worksheet."""
    return {student.id: line.worksheet for line in issued(students, exercise) for student in line.worksheet.students}


def by_code(students=CLASS, exercise="ejemplo-1"):
    return {line.worksheet.code: line.worksheet for line in issued(students, exercise)}


def manifest(folder, students=CLASS, exercise="ejemplo-1"):
    save_manifest(folder / "manifiesto.jsonl", issued(students, exercise))
    return folder / "manifiesto.jsonl"


def paper(worksheet, format="csv", *, wrong=0, doubtful=0):
    """The filled sheet: the first cells are wrong, the next ones nobody can read, the rest right."""
    texts, left = {}, iter(["1"] * wrong + ["1 o 2"] * doubtful)
    for sheet in build_sheets(worksheet):
        right = answers(sheet)
        for ref, cell in sheet.cells.items():
            if cell.role is Role.ASKED:
                texts[f"{sheet.name}/{ref}"] = next(islice(left, 1), None) or spanish.value(right[ref])
    return write_page(filled_page(worksheet, texts), format)


def without_code(worksheet):
    """The same answers in a table that nobody signed."""
    sheet = build_sheets(worksheet)[0]
    right = answers(sheet)
    asked = ("weights", "biases", "params")
    rows = [(row.layer, *(str(right[f"{row.layer}/{it}"]) for it in asked)) for row in sheet.rows]
    out = io.StringIO()
    csv.writer(out).writerows([("Capa", "# de Pesos", "# de Sesgos", "# de Parámetros"), *rows])
    return out.getvalue().encode()


def results(folder):
    lines = (folder / "resultados.jsonl").read_text("utf-8").splitlines()
    return {line["submission"]: line for line in map(json.loads, lines)}
