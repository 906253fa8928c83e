"""A class of forty as a docente has it: seven formats, what goes wrong in any class, one command, files to upload."""

import re

from downloads import moodle, save_zip, worksheet
from room import by_code, manifest, paper, results
from uploads import moodle_grades

from grader.model import Student

FIRST = ("Ana", "Bruno", "Carla", "Diego", "Élida", "Fabián", "Gloria", "Hugo", "Inés", "José Ángel")
LAST = ("Pérez Muñoz", "Ñáñez Gil", "O'Higgins Díaz", "García-Núñez")
STUDENTS = tuple(
    Student(f"20260{i:02}", f"{first} {last}", f"a{i:02}@uni.example")
    for i, (first, last) in enumerate([(first, last) for first in FIRST for last in LAST])
)
FORMATS = ("html", "pdf", "docx", "xlsx", "ipynb", "md", "csv")
JUNK = {
    5: {"foto.png": b"\x89PNG\r\n\x1a\n" + bytes(200)},
    11: {"hoja.xlsx": b"PK\x03\x04roto"},
    17: {"hoja.pdf": b"%PDF-1.7 roto"},
    23: {"hoja.csv": b""},
    29: {"hoja.rar": b"Rar!\x1a\x07\x00"},
}
ABSENT, COPIED = 31, 37


def test_forty_students_seven_formats_one_command(command, tmp_path):
    classroom = by_code(STUDENTS)
    handed_in, mistakes = [], iter([0, 0, 1, 2] * 10)
    for i, sheet in enumerate(classroom.values()):
        form = FORMATS[i % 7]
        files = JUNK.get(i) or {f"mi hoja.{form}": paper(sheet, form, wrong=next(mistakes))}
        if i == COPIED:
            files = handed_in[0][2]
        if i % 9 == 0:
            files = {**files, ".DS_Store": b"\0", "notas sueltas.txt": b"Hola, profe"}
        if i != ABSENT:
            handed_in.append((sheet.students[0].name, 500 + i, files))
    members = [*moodle(handed_in), ("__MACOSX/x/._mi hoja.csv", b"")]
    rows = [(500 + i, s.name, s.email, s.id) for i, s in enumerate(STUDENTS)]
    (tmp_path / "Calificaciones.csv").write_bytes(worksheet(rows))
    save_zip(tmp_path / "rn-Tarea 1-2.zip", members)
    issued, book, leaving = manifest(tmp_path, STUDENTS), tmp_path / "Calificaciones.csv", tmp_path / "notas"
    download = tmp_path / "rn-Tarea 1-2.zip"
    status, out, err = command("calificar", download, "--manifiesto", issued, "-o", leaving, "--libro", book)
    assert (status, err) == (1, "")
    told, ended = out.splitlines()[0], results(tmp_path / "notas").values()
    number, inside, entries, litter = map(int, re.findall(r"\d+", told))
    assert (number, inside, entries, litter) == (len(members), number - litter, len(ended), 7)
    statuses = [line["status"] for line in ended]
    assert (len(ended), statuses.count("graded")) == (39, 33)
    assert all(line["notices"] for line in ended if line["status"] != "graded")
    taken = moodle_grades((tmp_path / "notas/para-subir/Calificaciones.csv").read_bytes(), "es")
    assert set(taken) == {500 + i for i in range(40)} - {500 + i for i in (*JUNK, ABSENT, COPIED)}
    assert {value for value, _ in taken.values()} == {100.0, 85.8, 71.4}
    assert "Sin entrega: 2 estudiantes; hay 1 archivo sin dueño." in out
    assert "40 filas: 33 con nota y 7 sin nota que poner." in out
