"""Whose worksheet it is: the code first, then id, e-mail or name in the path; else a person, never a guess."""

from dataclasses import replace

import pytest
from classroom import taller
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.check.classroom import SmallClassroom
from grader.check.grade import Class, grade
from grader.check.identify import Unidentified, _is_named, _named, identify
from grader.check.policy import Policy
from grader.model import Document, Heading, Line, Student, Table
from grader.names import normalise

STUDENTS = (
    Student("2026001", "Ana Pérez Muñoz", "ana@uni.example"),
    Student("2026002", "Mariana Ruiz", "mariana@uni.example"),
    Student("ab-17", "José O'Neill Díaz", "jose.oneill@uni.example"),
    Student("7", "Li Wu", "li@uni.example"),
    Student("2026005", "Ana Pérez Rojas", "perez.ana@uni.example"),
)
CLASS = {
    sheet.code: replace(sheet, students=(student,)) for sheet, student in zip(taller(5).values(), STUDENTS, strict=True)
}
CODES = list(CLASS)
UNKNOWN = "222222-2"
"""Well-formed, and of nobody here."""


def whose(name, *blocks, **metadata):
    found = identify(Document("markdown", blocks, metadata), name, CLASS)
    return found if isinstance(found, Unidentified) else found.students[0].id


@pytest.mark.parametrize(
    "block",
    [
        Line(f"Código de hoja: {CODES[0]}"),
        Line(CODES[0].lower()),
        Heading(f"Taller {CODES[0]}"),
        Table((("Código de hoja", CODES[0]),)),
    ],
)
def test_the_code_on_the_sheet_says_whose_it_is(block):
    assert whose("hoja.csv", block) == "2026001"


def test_the_code_in_the_files_properties_or_its_name_says_so_too():
    assert whose("hoja.csv", codigo=CODES[1]) == "2026002"
    assert whose(f"entrega/{CODES[1]}.csv") == "2026002"
    assert whose(f"hoja_{CODES[1]}.xlsx") == "2026002"


def test_a_sheet_of_one_student_under_the_name_of_another_waits_for_a_person():
    found = whose("Mariana Ruiz.csv", Line(CODES[0]))
    assert found.needs_person
    assert found.reason == f"La hoja {CODES[0]} es de Ana Pérez Muñoz, pero el archivo lleva el nombre de Mariana Ruiz."


def test_a_table_copied_from_another_students_sheet_waits_for_a_person():
    copied = Table((("Código de hoja", CODES[1]), ("FC1", "8192")))
    found = identify(Document("docx", (Line(CODES[0]), copied)), "x.docx", CLASS)
    assert isinstance(found, Unidentified)
    assert found.needs_person
    assert whose("x.docx", Line(CODES[0]), Table((("Referencia", UNKNOWN), ("FC1", CODES[0])))) == "2026001"


def test_two_codes_wait_for_a_person():
    found = identify(Document("csv", (Line(CODES[0]), Line(CODES[1]))), "x.csv", CLASS)
    assert isinstance(found, Unidentified)
    assert found.needs_person
    assert all(code in found.reason for code in CODES[:2])


def test_an_unknown_code_is_rejected_with_its_reason():
    """Issue 2, line 7. It is the file that is wrong: nobody can tell whose it is."""
    found = identify(Document("csv", (Line(UNKNOWN),)), "Ana Pérez Muñoz.csv", CLASS)
    assert found == Unidentified(f"El código de hoja {UNKNOWN} no está en el manifiesto.", needs_person=False)


def test_an_unknown_code_gives_a_rejected_report():
    course = Class(CLASS, Policy())
    report = grade(f"Código de hoja: {UNKNOWN}\n".encode(), "x.md", course)
    assert (report.status, report.worksheet, report.grade) == ("rejected", None, "")
    assert UNKNOWN in report.notices[-1]


def test_a_mistyped_code_is_no_code():
    wrong = CODES[0][:-1] + ("2" if CODES[0][-1] != "2" else "3")
    assert whose("2026001.csv", Line(wrong)) == "2026001"


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("2026001.csv", "2026001"),
        ("tarea_2026001_final.xlsx", "2026001"),
        ("2026002/hoja.csv", "2026002"),
        ("AB-17.csv", "ab-17"),
        ("ana@uni.example/hoja.csv", "2026001"),
        ("mariana@uni.example.csv", "2026002"),
        ("MARIANA@UNI.EXAMPLE.csv", "2026002"),
        ("Ana Pérez Muñoz.csv", "2026001"),
        ("ana perez munoz.csv", "2026001"),
        ("Muñoz_Pérez_Ana_tarea.docx", "2026001"),
        ("Ana Pérez Muñoz_12345_assignsubmission_file/hoja.csv", "2026001"),
        ("Ruiz, Mariana.csv", "2026002"),
        ("li wu.csv", "7"),
    ],
)
def test_without_a_code_the_path_says_whose_it_is(path, id):
    assert whose(path) == id


@pytest.mark.parametrize(
    "path",
    [
        "hoja.csv",
        "Ana Pérez.csv",  # there are two
        "Ana.csv",
        "7.csv",  # a number of one digit may be anything
        "tarea7.csv",
        "20260011.csv",
        "Anabel Pérez Muñozo.csv",
        "entrega 2026001 y 2026002.csv",
    ],
)
def test_what_says_nothing_or_too_much_waits_for_a_person(path):
    found = identify(Document("csv", ()), path, CLASS)
    assert isinstance(found, Unidentified)
    assert found.needs_person
    assert found.reason.endswith(".")


def test_a_submission_of_nobody_is_reported_for_review():
    report = grade(b"| Capa | # de Pesos |\n|---|---|\n| CONV1 | 600 |\n", "hoja.md", Class(CLASS, Policy()))
    assert (report.status, report.worksheet, report.marks) == ("review", None, ())


@pytest.mark.parametrize(
    "path", ["susana@uni.example/hoja.csv", "ana@uni.example.co/hoja.csv", "x-ana@uni.example.csv"]
)
def test_an_address_inside_a_longer_one_is_another_address(path):
    """«susana@…» is not «ana@…»: credit must not go to a classmate."""
    assert isinstance(identify(Document("csv", ()), path, CLASS), Unidentified)


def test_a_members_name_finds_the_groups_worksheet():
    group = replace(CLASS[CODES[0]], students=STUDENTS[:2])
    for path in ("Mariana Ruiz.csv", "2026001.csv"):
        found = identify(Document("csv", ()), path, {group.code: group})
        assert found is group


ODD = {
    **{code: replace(sheet, students=(*sheet.students, Student("", "Ana"))) for code, sheet in CLASS.items()},
    "odd": replace(CLASS[CODES[0]], code="odd", students=(Student("IX 30", "", "sin-arroba"), Student("9", "9 9"))),
}
PIECES = [piece for student in STUDENTS for piece in (student.id, student.email, *student.name.split())]
PATHS = st.lists(st.sampled_from([*PIECES, "ANA", "7", "ab", "IX", "30", "9", "sin-arroba", "_", "-", "/", "."])).map(
    " ".join
)


@settings(max_examples=500, deadline=None)
@given(PATHS)
def test_the_directory_finds_whom_asking_everybody_finds(path):
    plain, places = f" {normalise(path)} ", (path.casefold(), path.casefold().rpartition(".")[0])
    asked = [it.code for it in ODD.values() if any(_is_named(student, plain, places) for student in it.students)]
    assert list(_named(path, SmallClassroom(ODD))) == asked


# What an LMS says of who handed it in


def handed_in(name, *blocks, by):
    found = identify(Document("csv", blocks), name, CLASS, [CODES[i] for i in by])
    return found if isinstance(found, Unidentified) else found.students[0].id


def test_the_student_of_the_lms_owns_a_file_without_a_code():
    assert handed_in("x.csv", Line("sin código"), by=[1]) == "2026002"


def test_the_code_decides_between_those_that_it_may_have_been():
    assert handed_in("x.csv", Line(CODES[4]), by=[0, 4]) == "2026005"
    found = handed_in("x.csv", by=[0, 4])
    assert found.needs_person
    assert "Ana Pérez Muñoz (2026001)" in found.reason
    assert "Ana Pérez Rojas (2026005)" in found.reason


def test_a_code_or_a_name_of_another_than_the_student_of_the_lms_waits_for_a_person():
    found = handed_in("x.csv", Line(CODES[0]), by=[1])
    assert found.needs_person
    assert found.reason == f"La hoja {CODES[0]} es de Ana Pérez Muñoz, pero la entregó Mariana Ruiz (2026002)."
    assert handed_in("Ana Pérez Muñoz.csv", by=[1]).needs_person
    assert handed_in("x.csv", Line(UNKNOWN), by=[1]).needs_person
    assert handed_in("x.csv", Line(CODES[0]), Line(CODES[1]), by=[1]).needs_person
