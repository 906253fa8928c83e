"""Class lists as they come, and what is told when a line says nobody or somebody twice."""

import pytest

from grader.errors import FileFaultsError, UsageError
from grader.generate.roster import load_roster, numbered_students, parse_roster
from grader.model import Student

ANA = Student("2026001", "Ana Pérez Muñoz", "ana@uni.example")
BRUNO = Student("2026002", "Bruno Ñáñez", "bruno@uni.example")
HEAD, ROWS = "código{0}nombre{0}correo", "{1}{0}{2}{0}{3}"


def roster(separator=",", head=HEAD):
    lines = [head.format(separator)]
    lines += [ROWS.format(separator, it.id, it.name, it.email) for it in (ANA, BRUNO)]
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le+bom", "utf-16-be+bom"])
def test_separators_and_encodings(separator, encoding):
    marks = {"utf-16-le+bom": b"\xff\xfe", "utf-16-be+bom": b"\xfe\xff"}
    data = marks.get(encoding, b"") + roster(separator).encode(encoding.removesuffix("+bom"))
    assert parse_roster(data, "lista.csv") == (ANA, BRUNO)


MOODLE_ES = (
    '\ufeffNombre,"Apellido(s)","Número de ID","Dirección de correo",Grupos\n'
    'Ana,"Pérez Muñoz",2026001,ana@uni.example,\n"Bruno",Ñáñez,2026002,bruno@uni.example,\n'
)
MOODLE_EN = (
    '"First name","Last name","ID number","Email address",Groups\n'
    "Ana,Pérez Muñoz,2026001,ana@uni.example,\nBruno,Ñáñez,2026002,bruno@uni.example,\n"
)
MOODLE_WORKSHEET = (
    'Identificador,"Nombre completo","Dirección de correo","Número de ID",Estado\n'
    'Participante2,"Ana Pérez Muñoz",ana@uni.example,2026001,"Borrador (no enviado)"\n'
    'Participante3,"Bruno Ñáñez",bruno@uni.example,2026002,-\n'
)


@pytest.mark.parametrize("text", [MOODLE_ES, MOODLE_EN, MOODLE_WORKSHEET], ids=["es", "en", "worksheet"])
def test_moodles_participant_lists(text):
    assert parse_roster(text.encode(), "participants.csv") == (ANA, BRUNO)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_an_office_writes_above_the_headings_is_no_student(separator):
    above = f"UNIVERSIDAD NACIONAL, SEDE BOGOTÁ{separator}\nListado de clase 2026-1\n\n{separator * 2}\n"
    assert parse_roster((above + roster(separator)).encode(), "lista.csv") == (ANA, BRUNO)


def test_canvas_gradebook():
    """Row 2 may hold «Points Possible» or «Manual Posting»: it is no student."""
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Tarea 1 (77)\n"
        "    Points Possible,,,,,100\n"
        '"Pérez Muñoz, Ana",101,2026001,ana@uni.example,A,\n"Ñáñez, Bruno",102,2026002,bruno@uni.example,A,\n'
    )
    found = parse_roster(text.encode(), "gradebook.csv")
    assert [student.name for student in found] == ["Pérez Muñoz, Ana", "Ñáñez, Bruno"]
    assert all(student.id in {"101", "102", "2026001", "2026002"} for student in found)


def test_groups():
    text = "codigo;nombre;grupo\n1;Ana;A\n2;Bruno;A\n3;Carla;\n"
    assert [student.group for student in parse_roster(text.encode(), "x.csv")] == ["A", "A", ""]


@pytest.mark.parametrize(
    "text", ["Ana Pérez\nBruno Díaz\n", "nombre\nAna Pérez\nBruno Díaz\n", "\n Ana Pérez \n\nBruno Díaz"]
)
def test_a_plain_list_of_names(text):
    assert parse_roster(text.encode(), "x.txt") == (
        Student("Ana Pérez", "Ana Pérez"),
        Student("Bruno Díaz", "Bruno Díaz"),
    )


def test_a_list_of_addresses_alone():
    found = parse_roster(b"correo\na@x.example\nb@x.example\n", "x.csv")
    assert [(it.id, it.name, it.email) for it in found] == [
        (mail, mail, mail) for mail in ("a@x.example", "b@x.example")
    ]


def test_a_name_with_the_separator_in_it():
    found = parse_roster('codigo,nombre\n1,"Pérez, Ana"\n'.encode(), "x.csv")
    assert found == (Student("1", "Pérez, Ana"),)


def test_a_whole_name_beside_a_surname_is_not_doubled():
    found = parse_roster("Nombre completo;Apellidos;Código\nAna Pérez;Pérez;1\n".encode(), "x.csv")
    assert found == (Student("1", "Ana Pérez"),)


def faults(text):
    with pytest.raises(FileFaultsError) as raised:
        parse_roster(text.encode(), "x.csv")
    return [(fault.path, fault.message) for fault in raised.value.faults]


def test_duplicates_are_told_with_both_lines():
    assert faults("codigo,nombre\n1,Ana\n2,Bruno\n1,Ana\n2,Bruno\n") == [
        ("línea 4", "«1» ya está en la línea 2"),
        ("línea 5", "«2» ya está en la línea 3"),
    ]


def test_a_line_that_says_nobody_is_told():
    assert faults("codigo,nombre,grupo\n1,Ana,A\n,,B\n") == [
        ("línea 3", "no dice quién es: falta el código, el correo o el nombre")
    ]


def test_empty_lines_are_counted_as_an_editor_does():
    assert faults("codigo,nombre\n\n1,Ana\n\n\n1,Ana\n") == [("línea 6", "«1» ya está en la línea 3")]


def test_a_plain_list_counts_from_its_first_line():
    assert faults("Ana Pérez\nBruno Díaz\nAna Pérez\n") == [("línea 3", "«Ana Pérez» ya está en la línea 1")]


def test_columns_that_say_nobody_are_told_with_what_there_is():
    ((path, message),) = faults("nota,fecha\n1,2\n")
    assert path == "línea 1"
    assert "«nota», «fecha»" in message


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_an_empty_list_is_told(data):
    with pytest.raises(UsageError, match="vacía"):
        parse_roster(data, "x.csv")


def test_a_missing_list_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"no\.csv"):
        load_roster(tmp_path / "no.csv")


def test_numbered_students_sort_as_they_count():
    found = numbered_students(3)
    assert found == tuple(Student(f"e00{i}", f"Estudiante {i}") for i in (1, 2, 3))
    ids = [student.id for student in numbered_students(1200)]
    assert ids == sorted(ids)
