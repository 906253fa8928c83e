"""Sheets to fill in and pens to fill them with; how often the slow loops go round."""

import os
from functools import cache

from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.evaluate import recompute
from grader.generate.assignment import load_assignment
from grader.generate.draw import draw, seed
from grader.generate.issue import issue
from grader.model import Instance, Layer, Role, Student, Verdict, Worksheet, Written
from grader.sheets import build_sheets
from grader.sheets.parameters import build

SEEDS = int(os.environ.get("GRADER_SEEDS", "5"))
"""Drawn variants per exercise in the slow loops; `GRADER_SEEDS=200` for a long night."""

EJEMPLOS = ("ejemplo-1", "ejemplo-2", "ejemplo-3", "ejemplo-4", "ejemplo-5")
TOTALS = {"ejemplo-1": 8321, "ejemplo-2": 41802, "ejemplo-3": 173130, "ejemplo-4": 21098, "ejemplo-5": 268650}
COLUMNS = ("out_shape", "weights", "biases", "params")


@cache
def blueprint(name):
    return load_assignment([name]).blueprints[0]


@cache
def original(name):
    """The sheet of an ejemplo with the seed's own numbers."""
    return build(blueprint(name).original())


@cache
def variant(name, number):
    """A drawn sheet, the same one each time."""
    return build(draw(blueprint(name), seed("pruebas", str(number)), 0, lambda _: True))


def some_sheets():
    """Every ejemplo as it stands in the seed, and `SEEDS` variants of each."""
    return [original(name) for name in EJEMPLOS] + [variant(name, i) for name in EJEMPLOS for i in range(SEEDS)]


@cache
def taller(count=1):
    """The worksheets of `count` students, by code."""
    students = tuple(Student(f"20{i:03}", f"Estudiante Número{i}") for i in range(count))
    return {
        line.worksheet.code: line.worksheet for line in issue(load_assignment(["taller-parametros"]), students, "k")
    }


@cache
def original_taller():
    (line,) = issue(load_assignment(["taller-parametros"]), (Student("7", "Ana Pérez"),), "k", original=True)
    return line.worksheet


def network(*layers, name="red", columns=COLUMNS, given=()):
    """An instance by hand: each layer is (kind, name, parameters)."""
    rows = tuple(Layer(kind, label, label, parameters) for kind, label, parameters in layers)
    return Instance(name, 1, name.capitalize(), "", "", True, columns, given, rows, -1)


def worksheet(*instances, code="222222-2"):
    return Worksheet(code, (Student("7", "Ana Pérez"),), "Taller", "", instances)


def image(side, channels=3):
    return ("input", "Input", {"height": side, "width": side, "channels": channels})


def conv(name, filters, kernel, strides=1, padding=0):
    return ("conv2d", name, {"filters": filters, "kernel": kernel, "strides": strides, "padding": padding})


def pool(name, kernel=2, strides=2, padding=0, kind="max_pooling2d"):
    return (kind, name, {"kernel": kernel, "strides": strides, "padding": padding})


def dense(name, units):
    return ("dense", name, {"units": units})


FLATTEN = ("flatten", "Flatten", {})


def sheet_of(*layers, **how):
    return build_sheets(worksheet(network(*layers, **how)))[0]


def asked(sheet):
    return [ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED]


def written(values):
    """Values as a careful student writes them."""
    return {
        ref: f"({', '.join(map(str, value))})" if isinstance(value, tuple) else str(value)
        for ref, value in values.items()
    }


def computing_on(sheet, wrong):
    """The texts of a student who holds `wrong` (ref → value) and is consistent from there on."""
    values = recompute(sheet, wrong)
    return written({ref: values[ref] for ref in asked(sheet)})


def marks(sheet, texts, policy=None):
    """Ref → mark; `texts` is ref → text, cells left out are blank."""
    cells = {f"{sheet.name}/{ref}": (Written(text, "aquí"),) for ref, text in texts.items()}
    found = mark_sheet(sheet, cells, policy or Policy())
    return {mark.cell.partition("/")[2]: mark for mark in found}


def lost(found):
    """The refs of the marks that earn less than they could."""
    return [ref for ref, mark in found.items() if mark.earned < mark.possible]


def with_verdict(found, verdict):
    return [ref for ref, mark in found.items() if mark.verdict is Verdict(verdict)]
