"""From the bytes of a file to its report: every status there is, what is told with it and why somebody has to look."""

import io
import zipfile
from fractions import Fraction

import pytest
from batch.papers import PHOTO, RIGHT, STUDENTS, table
from classroom import original_taller

from grader.check.grade import Class, grade
from grader.check.policy import SCALES, Policy
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.model import Act, Decision, Verdict

ANA, BRUNO, _, DAVID = (line.worksheet for line in issue(load_assignment(["ejemplo-4"]), STUDENTS, "s", original=True))
COURSE = Class({it.code: it for it in (ANA, BRUNO, DAVID)}, Policy())

EMPTY = dict.fromkeys(RIGHT, ("", "", "", ""))
A_PHOTO = "El archivo es una foto o un escaneo de la hoja, sin texto que se pueda leer: la califica una persona."
NO_BYTES = "El archivo está vacío. Comprueba que guardaste tus respuestas y vuelve a entregarlo."
UNKNOWN_CODE = "El código de hoja 222222-2 no está en el manifiesto."
NO_CODE = "No trae código de hoja y su nombre no dice de quién es."
MISNAMED = "El archivo se llama .csv pero es una página HTML; se leyó como tal."
NOTHING_FOUND = "No se encontró ninguna respuesta de la hoja en este archivo; quizá se adjuntó otro."
NO_ANSWER = "llegó sin ninguna respuesta; quizá no se guardó lo que se escribió en ella."


def told(report):
    """What a result says of a file before its cells."""
    return report.status, report.worksheet, report.notices, report.remarks


def packed(**members):
    """An archive of these files; the last `_` of a name stands for its dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(".".join(name.rsplit("_", 1)), data)
    return made.getvalue()


def test_a_right_table_has_nothing_to_tell():
    report = grade(table(ANA.code), "x.csv", COURSE)
    assert told(report) == ("graded", ANA, (), ())
    assert (report.submission, report.earned, report.possible, report.grade) == ("x.csv", 1, 1, "5.00")
    assert {mark.verdict for mark in report.marks} == {Verdict.CORRECT}
    assert len(report.marks) == 19
    assert report.decisions == ()


# Whose it is


@pytest.mark.parametrize(
    ("code", "name", "claimed", "status", "whose", "notices"),
    [
        ("222222-2", "x.csv", (), "rejected", None, (UNKNOWN_CODE,)),
        ("", "x.csv", (), "review", None, (NO_CODE,)),
        ("", "201.csv", (), "graded", ANA, ()),
        ("", "x.csv", (BRUNO.code,), "graded", BRUNO, ()),
    ],
)
def test_a_table_of_nobody_known(code, name, claimed, status, whose, notices):
    """A code that no manifest has is the file's own fault; who knows the class can tell whose one without a code is."""
    report = grade(table(code), name, COURSE, (), claimed)
    assert told(report) == (status, whose, notices, ())
    assert bool(report.marks) == (whose is not None)


def test_the_one_worksheet_of_all_submissions_is_asked_for_no_code():
    only = Class({}, Policy(), ANA)
    assert told(grade(table(""), "x.csv", only)) == ("graded", ANA, (), ())
    assert told(grade(b"", "x.csv", only)) == ("rejected", ANA, (NO_BYTES,), ())


def test_what_the_reader_guessed_stands_before_why_nobody_owns_it():
    report = grade(b"<html><body><p>C\xc3\xb3digo de hoja 222222-2</p></body></html>", "x.csv", COURSE)
    assert told(report) == ("rejected", None, (MISNAMED, UNKNOWN_CODE), ())


# What cannot be read


@pytest.mark.parametrize(
    ("data", "name", "status", "whose", "notice"),
    [
        (b"", "x.csv", "rejected", None, NO_BYTES),
        (b"", "201.csv", "rejected", ANA, NO_BYTES),
        (PHOTO, "x.png", "review", None, A_PHOTO),
        (PHOTO, "204.png", "review", DAVID, A_PHOTO),
    ],
)
def test_a_file_that_gives_no_document(data, name, status, whose, notice):
    """A person can read a photo and not an empty file; whose it is stands in its name or nowhere."""
    report = grade(data, name, COURSE)
    assert told(report) == (status, whose, (notice,), ())
    assert (report.marks, report.grade) == ((), "")


def test_what_a_person_says_of_a_photo_is_marked_beside_the_reason_why_nobody_else_could():
    final = Decision(Act.FINAL, "huella", "204.png", DAVID.code)
    report = grade(PHOTO, "204.png", COURSE, [final])
    assert (report.status, report.grade, report.notices[0]) == ("graded", "0.00", A_PHOTO)
    assert NOTHING_FOUND not in report.notices


# What is read and holds less than the sheet


@pytest.mark.parametrize(
    ("data", "notices"),
    [
        (b"Hola, profe. No pude.", (NOTHING_FOUND,)),
        (b"<html><body><p>Hola, profe.</p></body></html>", (MISNAMED, NOTHING_FOUND)),
        (packed(nota_txt=b"Hola, profe.", hoja_png=PHOTO), (f"hoja.png: {A_PHOTO}", NOTHING_FOUND)),
    ],
)
def test_a_file_without_any_answer_is_looked_at(data, notices):
    report = grade(data, "201.csv", COURSE)
    assert told(report) == ("review", ANA, notices, ())
    assert report.marks == ()


@pytest.mark.parametrize(
    ("rows", "total", "status", "remarks"),
    [
        ({}, "", "graded", (NO_ANSWER,)),
        ({"CONV1": ("", "600", "", "")}, "", "graded", ()),
        ({"CONV1": ("", "no", "", "")}, "", "review", ()),
        ({}, "21098", "graded", ()),
        ({"POOL1": ("", "0", "", "")}, "", "graded", ()),
    ],
)
def test_a_sheet_that_came_back_empty_is_told_to_the_docente_and_no_other_is(rows, total, status, remarks):
    report = grade(table(ANA.code, EMPTY | rows, total), "x.csv", COURSE)
    assert told(report) == (status, ANA, (), remarks)


HALF = {"CONV1": ("(32, 32, 8)", "600", "", "608")}
NO_ZEROS = {layer: (RIGHT[layer][0], "", "", "") for layer in ("Input", "POOL1", "Flatten")}


@pytest.mark.parametrize(
    ("rows", "photo", "status", "earned"),
    [
        (RIGHT, True, "graded", Fraction(1)),  # nothing is missing
        (HALF, True, "review", Fraction(18, 19)),  # the 8 biases may stand on the photo
        (HALF, False, "graded", Fraction(18, 19)),
        (NO_ZEROS, True, "graded", Fraction(1)),  # nine zeros by structure, which nobody has to write
    ],
)
def test_a_part_that_nobody_could_read_matters_where_something_is_missing(rows, photo, status, earned):
    members = {"tabla_csv": table(ANA.code, rows), **({"hoja_png": PHOTO} if photo else {})}
    report = grade(packed(**members), "x.zip", COURSE)
    assert told(report) == (status, ANA, (f"hoja.png: {A_PHOTO}",) if photo else (), ())
    assert report.earned == earned


def test_somebody_looked_at_the_part_that_nobody_could_read():
    data = packed(tabla_csv=table(ANA.code, HALF), hoja_png=PHOTO)
    looked = Decision(Act.FINAL, "huella", "x.zip", ANA.code)
    report = grade(data, "x.zip", COURSE, [looked])
    assert (report.status, report.grade) == ("graded", "4.74")


def test_the_exercises_of_which_nothing_was_found_are_named():
    """Of the taller's five, ejemplo 4 alone was handed in: a fifth of the points."""
    taller = original_taller()
    report = grade(table(taller.code), "x.csv", Class({taller.code: taller}, Policy()))
    missing = "Ejemplo 1, Ejemplo 2, Ejemplo 3 y Ejemplo 5"
    assert told(report) == ("graded", taller, (f"No se encontró ninguna tabla de respuestas de {missing}.",), ())
    assert (report.earned, report.possible, report.grade) == (1, 5, "1.00")


# Points and grade


@pytest.mark.parametrize(
    ("policy", "earned", "possible", "printed"),
    [
        (Policy(), Fraction(18, 19), 1, "4.74"),
        (Policy(scale=SCALES["1-7"]), Fraction(18, 19), 1, "6.7"),
        (Policy(weights={"ejemplo-4": Fraction(19)}), 18, 19, "4.74"),
        (Policy(cells={"biases": Fraction(0)}), 1, 1, "5.00"),
        (Policy(cells={"biases": Fraction(4)}), Fraction(30, 34), 1, "4.41"),
    ],
)
def test_the_points_of_the_cells_are_summed_and_stand_on_the_scale(policy, earned, possible, printed):
    """One of 19 cells is empty. 5·18/19 = 4,7368…; 1 + 6·18/19 = 6,6842…; 14 + 5·4 = 34 less 4: 5·30/34 = 4,4117…"""
    report = grade(table(ANA.code, HALF), "x.csv", Class(COURSE.worksheets, policy))
    assert (report.status, report.earned, report.possible, report.grade) == ("graded", earned, possible, printed)
