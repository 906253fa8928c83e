"""What goes back is what the LMS takes: held against its importer's own rules, and byte by byte against the file."""

import csv
import io
from fractions import Fraction
from zipfile import ZipFile

import pytest
from downloads import blackboard, canvas, grade_center, gradebook, moodle, save_zip, worksheet
from room import ANA, BRUNO, CLASS, NAMESAKES, OHIGGINS, TEAM, by_code, manifest, paper, results, sheets, without_code
from uploads import canvas_file, canvas_grades, moodle_file, moodle_grades

from grader.check.grade import Class
from grader.check.policy import Policy
from grader.deliveries import receive

SHEETS = sheets()
EVA, FABIO = TEAM
PARTICIPANTS = {student.id: 100 + i for i, student in enumerate(CLASS)}
ROWS = [(PARTICIPANTS[student.id], student.name, student.email, student.id) for student in CLASS]


def handed_in():
    """Ana all right, Bruno two mistakes, José a cell in doubt, one Luz without code and total, Eva for her team."""
    return [
        (ANA.name, PARTICIPANTS["A01"], {"hoja.csv": paper(SHEETS["A01"])}),
        (BRUNO.name, PARTICIPANTS["A02"], {"hoja.csv": paper(SHEETS["A02"], wrong=2), "nota.txt": b"gracias"}),
        (OHIGGINS.name, PARTICIPANTS["A03"], {"hoja.csv": paper(SHEETS["A03"], doubtful=1)}),
        (NAMESAKES[0].name, PARTICIPANTS["A04"], {"hoja.csv": without_code(SHEETS["A04"])}),
        (EVA.name, PARTICIPANTS["A06"], {"hoja.csv": paper(SHEETS["A06"], wrong=1)}),
    ]


def grade(command, tmp_path, members, *options, name="rn-Tarea 1-2.zip"):
    save_zip(tmp_path / name, members)
    status, out, err = command(
        "calificar", tmp_path / name, "--manifiesto", manifest(tmp_path), "-o", tmp_path / "notas", *options
    )
    assert err == ""
    return status, out


def grades(tmp_path):
    """Student id → grade as the results have it."""
    return {line["student"]: Fraction(line["grade"]) for line in results(tmp_path / "notas").values() if line["grade"]}


def comments(tmp_path, ids):
    wrote = grades(tmp_path)
    texts = {}
    for id in ids:
        grade = next(value for students, value in wrote.items() if id in students.split("; "))
        texts[id] = f"Hoja {SHEETS[id].code}: {str(float(grade)).rstrip('0').rstrip('.').replace('.', ',')} de 5."
    return texts


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_moodles_worksheet_changes_in_two_columns_and_nowhere_else(command, tmp_path, language, end):
    how = {"language": language, "end": end, "text": 'dijo: "8192", \n y más'}
    (tmp_path / "Calificaciones.csv").write_bytes(worksheet(ROWS, **how))
    _, out = grade(command, tmp_path, moodle(handed_in()), "--libro", tmp_path / "Calificaciones.csv")
    filled = (tmp_path / "notas/para-subir/Calificaciones.csv").read_bytes()
    marked = {"A01": "100.00", "A02": "71.40", "A04": "85.80", "A06": "85.80", "A07": "85.80"}
    said = comments(tmp_path, marked)
    expected = worksheet(
        ROWS,
        **how,
        grades={PARTICIPANTS[id]: text.replace(".", "," if language == "es" else ".") for id, text in marked.items()},
        comments={PARTICIPANTS[id]: text for id, text in said.items()},
    )
    assert filled == expected
    taken = moodle_grades(filled, language)
    assert {id: value for id, (value, _) in taken.items()} == {
        PARTICIPANTS[id]: float(text) for id, text in marked.items()
    }
    assert "7 filas: 5 con nota, 1 con nota provisional, que no se escribió y 1 sin nota que poner." in out
    assert "1 nota provisional no salió: revísalas antes, o usa --con-provisionales." in out


def test_provisional_grades_go_out_when_asked_for_and_say_so(command, tmp_path):
    (tmp_path / "c.csv").write_bytes(worksheet(ROWS))
    _, out = grade(command, tmp_path, moodle(handed_in()), "--libro", tmp_path / "c.csv", "--con-provisionales")
    value, said = moodle_grades((tmp_path / "notas/para-subir/c.csv").read_bytes(), "es")[PARTICIPANTS["A03"]]
    assert value == 85.8
    assert said.endswith("Es provisional: una persona mira todavía alguna celda.")
    assert "7 filas: 6 con nota y 1 sin nota que poner." in out


def test_what_the_docente_wrote_stays_and_what_changes_is_counted(command, tmp_path):
    ana, bruno = PARTICIPANTS["A01"], PARTICIPANTS["A02"]
    locked = {PARTICIPANTS["A04"]}
    before = worksheet(
        ROWS,
        grades={ana: "50,00", bruno: "71,40"},
        comments={ana: "Muy bien.", bruno: "Hoja VIEJA: 1 de 5."},
        locked=locked,
    )
    (tmp_path / "c.csv").write_bytes(before)
    _, out = grade(command, tmp_path, moodle(handed_in()), "--libro", tmp_path / "c.csv")
    taken = moodle_grades((tmp_path / "notas/para-subir/c.csv").read_bytes(), "es")
    assert taken[ana] == (100.0, "Muy bien.")
    assert taken[bruno] == (71.4, f"Hoja {SHEETS['A02'].code}: 3,57 de 5.")
    assert PARTICIPANTS["A04"] not in taken
    assert (
        "7 filas: 4 con nota, 1 con nota provisional, que no se escribió, 1 que no se tocaron y 1 sin nota que poner "
        "(Moodle dice que la calificación no puede ser cambiada). 1 tenía otra nota y se cambia."
    ) in out


@pytest.mark.parametrize("folders", [True, False])
@pytest.mark.parametrize("book", [True, False])
def test_moodle_takes_each_page_of_feedback_for_whom_it_is(command, tmp_path, folders, book):
    (tmp_path / "c.csv").write_bytes(worksheet(ROWS))
    options = ("--libro", tmp_path / "c.csv") if book else ()
    grade(command, tmp_path, moodle(handed_in(), folders=folders), *options)
    with ZipFile(tmp_path / "notas/para-subir/retroalimentacion-moodle.zip") as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    read = {moodle_file(name, set(PARTICIPANTS.values())): page for name, page in pages.items()}
    ids = {
        id for id, participant in PARTICIPANTS.items() if (participant, "assignfeedback_file", "informe.html") in read
    }
    told_apart = {"A04", "A07"} if book else set()  # a namesake's, and the other member of the team
    assert ids == {"A01", "A02", "A06"} | told_apart
    assert len(read) == len(ids)
    for (participant, _, _), page in read.items():
        student = next(id for id, number in PARTICIPANTS.items() if number == participant)
        assert SHEETS[student].code in page
    assert not any(student.name.split()[0] in name for student in CLASS for name in pages)


def test_without_the_worksheet_moodles_gradebook_gets_a_list_by_e_mail(command, tmp_path):
    grade(command, tmp_path, moodle(handed_in()))
    data = (tmp_path / "notas/para-subir/notas-por-correo.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert rows[0] == ["email", "calificación", "retroalimentación"]
    assert {email: float(grade) for email, grade, _ in rows[1:]} == {
        "ana@uni.example": 5.0, "bruno@uni.example": 3.57,
        "eva@uni.example": 4.29, "fabio@uni.example": 4.29,
    }  # fmt: skip


def test_a_teams_page_goes_to_its_members_and_never_to_the_student_with_the_teams_number(command, tmp_path):
    team = [(EVA.group, PARTICIPANTS["A01"], {"hoja.csv": paper(SHEETS["A06"])})]
    (tmp_path / "c.csv").write_bytes(worksheet(ROWS))
    grade(command, tmp_path, moodle(team), "--libro", tmp_path / "c.csv")
    assert set(moodle_grades((tmp_path / "notas/para-subir/c.csv").read_bytes(), "es")) == {
        PARTICIPANTS["A06"], PARTICIPANTS["A07"],
    }  # fmt: skip
    with ZipFile(tmp_path / "notas/para-subir/retroalimentacion-moodle.zip") as archive:
        sent = {moodle_file(name, set(PARTICIPANTS.values()))[0] for name in archive.namelist()}
    assert sent == {PARTICIPANTS["A06"], PARTICIPANTS["A07"]}
    grade(command, tmp_path, moodle(team))  # without the list nobody knows the members' numbers
    assert not (tmp_path / "notas/para-subir/retroalimentacion-moodle.zip").exists()


def test_blind_marking_comes_back_by_number(command, tmp_path):
    (tmp_path / "c.csv").write_bytes(worksheet(ROWS, blind=True))
    grade(command, tmp_path, moodle(handed_in(), blind="Participante"), "--libro", tmp_path / "c.csv")
    taken = moodle_grades((tmp_path / "notas/para-subir/c.csv").read_bytes(), "es")
    assert {id for id, participant in PARTICIPANTS.items() if participant in taken} == {"A01", "A02", "A06"}


SORTABLE = {s.id: ", ".join(reversed(s.name.split(" ", 1))) for s in CLASS}
CANVAS_ROWS = [(SORTABLE[student.id], str(5000 + i), student.email, student.id) for i, student in enumerate(CLASS)]
CANVAS_IDS = {row[3]: row[1] for row in CANVAS_ROWS}


def to_canvas():
    for name, participant, files in handed_in():
        student = next(id for id, number in PARTICIPANTS.items() if number == participant)
        user = int(CANVAS_IDS[student])
        kept = {file: (user * 100 + i, data) for i, (file, data) in enumerate(files.items())}
        yield SORTABLE[student], user, name == ANA.name, kept


@pytest.mark.parametrize(("separator", "mark"), [(",", "."), (";", ",")])
@pytest.mark.parametrize("posting", [True, False])
def test_canvas_gradebook_changes_in_one_column_and_nowhere_else(command, tmp_path, separator, mark, posting):
    how = {"separator": separator, "posting": posting, "more": [("Otra, 1 (4712)", "10")], "points": "20"}
    (tmp_path / "g.csv").write_bytes(gradebook(CANVAS_ROWS, **how))
    _, out = grade(
        command, tmp_path, canvas(to_canvas()), "--libro", tmp_path / "g.csv", "--columna", "4711", name="c.zip"
    )
    filled = (tmp_path / "notas/para-subir/g.csv").read_bytes()
    marked = {"A01": "20", "A02": "14.28", "A04": "17.16", "A06": "17.16", "A07": "17.16"}
    wrote = {CANVAS_IDS[id]: text.replace(".", mark) for id, text in marked.items()}
    assert filled == gradebook(CANVAS_ROWS, **how, grades=wrote)
    assert canvas_grades(filled, 4711) == {CANVAS_IDS[id]: float(text) for id, text in marked.items()}
    assert "8 filas: 5 con nota, 1 con nota provisional, que no se escribió y 2 sin nota que poner." in out


def test_canvas_takes_each_page_under_a_name_of_its_own(command, tmp_path):
    members = [*canvas(to_canvas()), ("gilana_5010_text.html", b"<p>nada</p>")]
    grade(command, tmp_path, members, name="c.zip")
    with ZipFile(tmp_path / "notas/para-subir/retroalimentacion-canvas.zip") as archive:
        names = archive.namelist()
        pages = {canvas_file(name): archive.read(name).decode() for name in names}
    originals = {name for name, _ in members}
    assert {name.removesuffix(".html") for name in names} <= originals
    sent = {"A01", "A02", "A06"}
    assert set(pages) == {(CANVAS_IDS[id], f"{CANVAS_IDS[id]}00") for id in sent}
    for id in sent:
        assert SHEETS[id].code in pages[CANVAS_IDS[id], f"{CANVAS_IDS[id]}00"]


def test_canvas_keeps_excused_and_unassigned_students_as_they_are(command, tmp_path):
    before = {CANVAS_IDS["A01"]: "EX", CANVAS_IDS["A02"]: "N/A"}
    (tmp_path / "g.csv").write_bytes(gradebook(CANVAS_ROWS, grades=before))
    _, out = grade(command, tmp_path, canvas(to_canvas()), "--libro", tmp_path / "g.csv", name="c.zip")
    after = before | {CANVAS_IDS["A04"]: "17.16", CANVAS_IDS["A06"]: "17.16", CANVAS_IDS["A07"]: "17.16"}
    assert (tmp_path / "notas/para-subir/g.csv").read_bytes() == gradebook(CANVAS_ROWS, grades=after)
    assert "2 que no se tocaron" in out


@pytest.mark.parametrize(("separator", "utf16"), [("\t", True), (",", False)])
def test_blackboards_file_changes_in_one_column_and_nowhere_else(command, tmp_path, separator, utf16):
    rows = [(s.name.split(" ", 1)[1], s.name.split()[0], s.id.lower(), s.id) for s in CLASS]
    when = "2026-11-22-10-00-0"
    attempts = [
        (name, next(id for id, n in PARTICIPANTS.items() if n == participant).lower(), f"{when}{i}", files, "")
        for i, (name, participant, files) in enumerate(handed_in())
    ]
    how = {"separator": separator, "utf16": utf16}
    (tmp_path / "gc.xls").write_bytes(grade_center(rows, **how))
    _, out = grade(command, tmp_path, blackboard(attempts), "--libro", tmp_path / "gc.xls", name="b.zip")
    marked = {"a01": "100", "a02": "71.4", "a04": "85.8", "a06": "85.8", "a07": "85.8"}
    assert (tmp_path / "notas/para-subir/gc.xls").read_bytes() == grade_center(rows, **how, grades=marked)
    assert "7 filas: 5 con nota" in out


def test_a_folder_without_any_lms_still_fills_a_grade_file(command, tmp_path):
    for student, sheet in SHEETS.items():
        (tmp_path / "x" / student).mkdir(parents=True)
        (tmp_path / "x" / student / "hoja.csv").write_bytes(paper(sheet) if student not in ("A06", "A07") else b"")
    (tmp_path / "c.csv").write_bytes(worksheet(ROWS))
    command("calificar", tmp_path / "x", "--manifiesto", manifest(tmp_path), "-o", tmp_path / "notas",
            "--libro", tmp_path / "c.csv")  # fmt: skip
    taken = moodle_grades((tmp_path / "notas/para-subir/c.csv").read_bytes(), "es")
    assert {participant: value for participant, (value, _) in taken.items()} == {
        PARTICIPANTS[id]: 100.0 for id in ("A01", "A02", "A03", "A04", "A05")
    }


def test_a_sheet_of_somebody_else_goes_to_a_person_and_gives_nobody_a_grade(command, tmp_path):
    swapped = [(BRUNO.name, PARTICIPANTS["A02"], {"h.csv": paper(SHEETS["A01"])})]
    (tmp_path / "c.csv").write_bytes(worksheet(ROWS))
    status, out = grade(command, tmp_path, moodle(swapped), "--libro", tmp_path / "c.csv")
    assert status == 1
    assert f"La hoja {SHEETS['A01'].code} es de Ana Pérez Muñoz, pero la entregó Bruno Ñáñez, hijo (A02)." in out
    assert moodle_grades((tmp_path / "notas/para-subir/c.csv").read_bytes(), "es") == {}
    assert "; hay 1 archivo sin dueño." in out
    rows = csv.DictReader((tmp_path / "notas/notas.csv").read_text("utf-8-sig").splitlines())
    states = [row["estado"] for row in rows if row["estudiante"] == "A02"]
    assert states == ["sin entrega; hay 1 archivo sin dueño"], "nobody takes it for a plain zero"


def test_two_students_in_one_file_and_two_versions_of_one_wait_for_a_person(command, tmp_path):
    both = {"a.csv": paper(SHEETS["A01"]), "b.csv": paper(SHEETS["A02"])}
    when = "2026-11-22-10-00-0"
    twice = [("José O'Higgins", "a03", f"{when}{i}", {"h.csv": paper(SHEETS["A03"], wrong=i)}, "") for i in (1, 2)]
    _, out = grade(command, tmp_path, moodle([(ANA.name, 100, both)]))
    assert "Trae los códigos de varias hojas" in out
    half = [(f"{i}.csv", paper(SHEETS[f"A0{i}"])) for i in range(1, 6)]
    _, out = grade(command, tmp_path, half, name="por-correo.zip")
    assert "Trae los códigos de 5 hojas (" in out
    assert "descomprime el archivo y califica la carpeta" in out
    _, out = grade(command, tmp_path, blackboard(twice), name="b.zip")
    assert "son del mismo estudiante; hay que decidir cuál vale" in out


def test_attempts_are_marked_in_the_order_in_which_they_came_in(tmp_path):
    """So that a rule on attempts (the last one, the first one) knows which is which."""
    when = "2026-11-22-10-00-0"
    twice = [("José O'Higgins", "a03", f"{when}{i}", {"h.csv": paper(SHEETS["A03"], wrong=3 - i)}, "") for i in (2, 1)]
    save_zip(tmp_path / "b.zip", blackboard(twice))
    inbox = receive([tmp_path / "b.zip"], tmp_path / "notas")
    files = inbox.files(inbox.known(Class(by_code(), Policy())))
    assert [file.name for file in files] == [f"a03_{when}1/h.csv", f"a03_{when}2/h.csv"]
    assert {file.claimed for file in files} == {(SHEETS["A03"].code,)}


def test_what_a_person_decided_reaches_the_files_that_go_back(command, tmp_path):
    """The cell in doubt is read by a person; the same command again fills the same file with the definite grade."""
    (tmp_path / "c.csv").write_bytes(worksheet(ROWS))
    grade(command, tmp_path, moodle(handed_in()), "--libro", tmp_path / "c.csv")
    (name,) = [it for it, line in results(tmp_path / "notas").items() if line["status"] == "review" and line["cells"]]
    (cell,) = [it["cell"] for it in results(tmp_path / "notas")[name]["cells"] if it["verdict"] == "review"]
    command("revisar", tmp_path / "notas", "--csv", tmp_path / "pendientes.csv")
    rows = list(
        csv.reader(
            io.StringIO((tmp_path / "pendientes.csv").read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"
        )
    )
    head = rows[0]
    for row in rows[1:]:
        if cell in row:
            row[head.index("puntos")] = "1"
    with (tmp_path / "pendientes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert command("revisar", tmp_path / "notas", "--leer", tmp_path / "pendientes.csv")[2] == ""
    _, out = grade(command, tmp_path, moodle(handed_in()), "--libro", tmp_path / "c.csv")
    taken = moodle_grades((tmp_path / "notas/para-subir/c.csv").read_bytes(), "es")
    assert taken[PARTICIPANTS["A03"]][0] == 100.0
    assert "provisional" not in out
    assert command("verificar", tmp_path / "notas")[0] == 0
