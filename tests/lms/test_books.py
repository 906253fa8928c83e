"""The grade files of each LMS: who is on each line, which column takes the grade, in which numbers."""

from fractions import Fraction

import pytest
from downloads import grade_center, gradebook, moodle_export, worksheet

from grader.errors import UsageError
from grader.generate.roster import parse_roster
from grader.lms import open_book

PEOPLE = [(2, "Ñusta Quispe Mamani", "a01@example.com", "A01"), (17, "Gil, Bruno", "b@example.com", "")]


def book(tmp_path, data, name="libro.csv", **how):
    (tmp_path / name).write_bytes(data)
    return open_book(tmp_path / name, **how)


@pytest.mark.parametrize(("language", "mark"), [("es", ","), ("en", ".")])
def test_moodles_worksheet_in_both_languages(tmp_path, language, mark):
    found = book(tmp_path, worksheet(PEOPLE, language, locked={17}))
    assert found.lms == "moodle"
    assert [(line.id, line.name, line.email, line.number, line.highest) for line in found.lines] == [
        ("2", "Ñusta Quispe Mamani", "a01@example.com", "A01", Fraction(100)),
        ("17", "Gil, Bruno", "b@example.com", "", Fraction(100)),
    ]
    assert [bool(line.closed) for line in found.lines] == [False, True]
    assert (found.sheet.header[found.grade], found.mark, found.places) == (
        "Calificación" if language == "es" else "Grade", mark, 2,
    )  # fmt: skip
    assert found.sheet.header[found.comment] in ("Comentarios de retroalimentación", "Feedback comments")


def test_moodle_4_1_and_mexico_say_some_headings_otherwise(tmp_path):
    old = worksheet(PEOPLE, "en").replace(b'"Maximum grade"', b'"Maximum Grade"')
    assert book(tmp_path, old).lines[0].highest == 100
    mexican = worksheet(PEOPLE, locked={2}).replace(b"puede ser cambiada", b"puede cambiarse")
    assert [bool(line.closed) for line in book(tmp_path, mexican).lines] == [True, False]


def test_blind_marking_leaves_only_the_number(tmp_path):
    assert [(line.id, line.name, line.email) for line in book(tmp_path, worksheet(PEOPLE, blind=True)).lines] == [
        ("2", "", ""), ("17", "", ""),
    ]  # fmt: skip


def test_a_scale_of_words_takes_no_number(tmp_path):
    data = worksheet(PEOPLE).replace('"Calificación máxima",'.encode(), b"Escala,")
    found = book(tmp_path, data)
    assert found.grade is None
    assert found.doubt == "la tarea se califica con una escala de palabras, no con un número"


@pytest.mark.parametrize("language", ["es", "en"])
def test_moodles_gradebook_export_is_a_list_of_people_and_a_roster(tmp_path, language):
    data = moodle_export([("María José", "García-Núñez", "A01", "mj@example.com")], language)
    (line,) = book(tmp_path, data).lines
    assert (line.name, line.email, line.number) == ("María José García-Núñez", "mj@example.com", "A01")
    (student,) = parse_roster(data, "x.csv")
    assert (student.id, student.name, student.email) == ("A01", "María José García-Núñez", "mj@example.com")


CANVAS = [("García-Núñez, María José", "12345", "mj@example.com", "A01"), ("Gil, Bruno", "12346", "bgil", "A02")]


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize(("posting", "sis"), [(True, True), (False, False)])
def test_canvas_gradebook(tmp_path, separator, posting, sis):
    found = book(tmp_path, gradebook(CANVAS, separator=separator, posting=posting, sis=sis))
    assert found.lms == "canvas"
    assert [(line.id, line.name, line.login, line.number, line.highest) for line in found.lines] == [
        ("12345", "García-Núñez, María José", "mj@example.com", "A01" if sis else "", Fraction(20)),
        ("12346", "Gil, Bruno", "bgil", "A02" if sis else "", Fraction(20)),
        ("999", "Student, Test", "f00", "", Fraction(20)),
    ]
    assert found.sheet.header[found.grade] == "Tarea 1 (4711)"
    assert found.mark == ("," if separator == ";" else ".")


MORE = (("Tarea 2 (4712)", "10"), ("Tarea 10 (4713)", "10"), ("Total de tareas (4714)", "(read only)"))


@pytest.mark.parametrize(
    "how",
    [
        {"wanted": "4711"},
        {"wanted": "tarea 1"},
        {"wanted": "Tarea 1 (4711)"},
        {"hints": ["rn-tarea_1_submissions"]},
        {"hints": ["otra cosa", "Tarea 1"]},
    ],
)
def test_the_column_is_chosen_by_id_by_title_or_by_what_else_names_it(tmp_path, how):
    found = book(tmp_path, gradebook(CANVAS, more=MORE), **how)
    assert found.sheet.header[found.grade] == "Tarea 1 (4711)"


def test_a_column_in_doubt_is_asked_for_and_never_guessed(tmp_path):
    found = book(tmp_path, gradebook(CANVAS, more=MORE))
    assert found.grade is None
    assert found.doubt == (
        "no se sabe qué columna es la de la tarea; dilo con --columna: puede ser «Tarea 2» (4712), «Tarea 10» (4713) o "
        "«Tarea 1» (4711)"
    )
    assert book(tmp_path, gradebook(CANVAS), wanted="Examen").doubt == (
        "ninguna columna es «Examen»; puede ser «Tarea 1» (4711)"
    )


def test_excused_and_unassigned_students_are_closed(tmp_path):
    found = book(tmp_path, gradebook(CANVAS, grades={"12345": "EX", "12346": "N/A"}))
    assert [line.closed for line in found.lines[:2]] == ["está exento (EX)", "la tarea no está asignada (N/A)"]


def test_canvas_names_in_two_columns(tmp_path):
    data = b"LastName,FirstName,ID,SIS Login ID,Section,T (1)\r\nPoints Possible,,,,,5\r\nGil,Ana,7,ana,S,\r\n"
    (line,) = book(tmp_path, data).lines
    assert (line.name, line.id, line.highest) == ("Ana Gil", "7", 5)


BLACKBOARD = [("Pérez", "Ana", "ana_p", "A01"), ("Gil", "Bruno", "bgil", "A02")]


@pytest.mark.parametrize(("separator", "utf16"), [("\t", True), (",", False)])
def test_blackboards_grade_file(tmp_path, separator, utf16):
    found = book(tmp_path, grade_center(BLACKBOARD, separator=separator, utf16=utf16), "gc.xls")
    assert found.lms == "blackboard"
    assert [(line.id, line.name, line.number, line.highest) for line in found.lines] == [
        ("ana_p", "Ana Pérez", "A01", Fraction(100)), ("bgil", "Bruno Gil", "A02", Fraction(100)),
    ]  # fmt: skip
    assert found.sheet.header[found.grade] == "Tarea 1 [Total Pts: 100 Score] |12345"


def test_another_csv_is_refused_with_its_columns(tmp_path):
    with pytest.raises(UsageError, match="sus columnas: código, nombre"):
        book(tmp_path, "código,nombre\n1,Ana\n".encode())
    with pytest.raises(UsageError, match="no existe"):
        open_book(tmp_path / "falta.csv")
