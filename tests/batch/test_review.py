"""`revisar`: what waits for a person, decided at the terminal or in a spreadsheet, and applied at once."""

import csv
import io

import pytest
from batch.papers import PHOTO, table

from grader import __version__
from grader.batch.questions import by_part
from grader.errors import UsageError
from grader.model import Student, Worksheet

WEIGHTS = "ejemplo-4/CONV1/weights"
CUT = {"CONV1": ("(32, 32, 8)", "6?0", "8", "608"), "FC": ("", "20480", "10", "20.49")}
"""Two cells that nobody can read for sure; the second offers 20 490."""


@pytest.fixture
def waiting(runs, codes):
    """A file without an owner, two attempts, two cells in doubt and a photo."""
    files = {
        "ana.csv": table(codes["ana"], CUT),
        "bruno 1.csv": table(codes["bruno"]),
        "bruno 2.csv": table(codes["bruno"], total="1"),
        "david ñúñez.png": PHOTO,
        "tarea.csv": table(""),
    }
    assert runs.grade(files)[0] == 1
    return runs


# At the terminal


def test_what_waits_is_walked_and_decided(waiting, monkeypatch):
    answers = ["Carla Díaz", "por su correo", "cuenta", "", "600", "se lee al revés", "1", "", "4,2", "a mano"]
    status, out, err = waiting.review(monkeypatch, *answers, how=("--quien", "Rosa"))
    assert (status, err) == (0, "")
    assert "5 decisiones nuevas" in out
    assert {name: (row.entrega, row.nota, row.estado) for name, row in waiting.grades().items()} == {
        "Ana Pérez": ("ana.csv", "5.00", "definitiva"),
        "Bruno Gil": ("bruno 1.csv", "5.00", "definitiva"),
        "Carla Díaz": ("tarea.csv", "5.00", "definitiva"),
        "David Ñúñez": ("david ñúñez.png", "4.20", "definitiva"),
    }
    assert [(it["act"], it["reason"], it["who"]) for it in waiting.decisions()] == [
        ("owner", "por su correo", "Rosa"),
        ("counts", "", "Rosa"),
        ("reading", "se lee al revés", "Rosa"),
        ("reading", "", "Rosa"),
        ("grade", "a mano", "Rosa"),
    ]
    cell = waiting.cells("ana.csv")["CONV1/weights"]
    assert (cell["raw"], cell["read"], cell["verdict"]) == ("6?0", 600, "correct")
    assert (cell["decided"], cell["reason"]) == (True, "se lee al revés")
    assert waiting.lines()["david ñúñez.png"]["decided"] == {"grade": "a mano"}
    assert waiting.command("verificar", waiting.notes)[0] == 0


def test_the_student_reads_why(waiting, monkeypatch):
    waiting.review(monkeypatch, "s", "s", "s", "600", "se lee <al revés>")
    (page,) = (waiting.notes / "retroalimentacion").glob("ana*")
    assert "La revisó una persona: se lee &lt;al revés&gt;." in page.read_text("utf-8")


def test_the_key_is_shown_only_when_asked_for(waiting, monkeypatch):
    _, out, _ = waiting.review(monkeypatch, "s", "s", "s")
    assert "Escribió «6?0»" in out
    assert "600" not in out
    _, out, _ = waiting.review(monkeypatch, "s", "s", "s", "c")
    assert "La clave dice 600." in out


def test_what_follows_is_told_before_it_is_decided(waiting, monkeypatch):
    """300, and 308 that is not 608: only this cell changes; `x` decides nothing."""
    _, out, _ = waiting.review(monkeypatch, "s", "s", "s", "300", "x", "s", "q")
    assert f"{WEIGHTS}: en revisión (0) → 300, incorrecta (0)" in out
    assert "Nota: 4.47 (provisional) → 4.47 (provisional)" in out
    assert "No hay decisiones nuevas." in out
    assert waiting.decisions() == []


def test_a_number_is_a_reading_that_was_offered_and_an_equals_sign_is_the_number_itself(waiting, monkeypatch):
    waiting.review(monkeypatch, "s", "s", "s", "s", "=1", "")
    assert waiting.cells("ana.csv")["FC/params"]["read"] == 1
    waiting.review(monkeypatch, "1", "", how=("--celda", "201", "ejemplo-4/FC/params"))
    assert waiting.cells("ana.csv")["FC/params"]["read"] == 1, "settled: nothing is offered any more"


def test_points_and_blank(waiting, monkeypatch):
    waiting.review(monkeypatch, "s", "s", "s", "p 0,5", "media", "en blanco", "no hay nada")
    cells = waiting.cells("ana.csv")
    assert (cells["CONV1/weights"]["earned"], cells["CONV1/weights"]["verdict"]) == ("1/38", "incorrect")
    assert (cells["FC/params"]["verdict"], cells["FC/params"]["read"]) == ("blank", None)
    assert waiting.lines()["ana.csv"]["status"] == "graded"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (["pedro"], "«pedro» no está en la clase; si no es de nadie, escribe «nadie»."),
        (["s", "sí, claro"], "Escribe «cuenta» en la entrega que cuenta y deja las demás vacías."),
        (["s", "s", "s", "p 2"], "«2» no está entre 0 y 1, lo que vale una celda."),
        (["s", "s", "s", "p mucho"], "«mucho» no es un número; escribe 0,5 o 1/2."),
        (["s", "s", "s", "600 o 700"], "Tampoco así se puede leer: "),
        (["s", "s", "s", "s", "s", "6"], "«6» no está en la escala, de 0,00 a 5,00."),
        (["s", "s", "s", ""], "Falta la decisión."),
        (["s", "s", "s", "deshacer"], "No hay ninguna decisión que deshacer."),
    ],
)
def test_an_answer_that_decides_nothing_is_told_and_asked_again(waiting, monkeypatch, answers, told):
    _, out, _ = waiting.review(monkeypatch, *answers)
    assert told in out
    assert waiting.decisions() == []


def test_what_was_decided_stays_when_the_terminal_is_closed(waiting, monkeypatch):
    """Each decision is on the disk before the next question."""
    waiting.review(monkeypatch, "203", "")
    assert [it["value"] for it in waiting.decisions()] != []
    assert waiting.grades()["Carla Díaz"].nota == "5.00"


def test_a_file_may_be_nobodys(waiting, monkeypatch):
    waiting.review(monkeypatch, "nadie", "una foto del perro", "q")
    row = waiting.grades()["tarea.csv"]
    assert (row.nota, row.pendientes) == ("", "0")
    assert row.estado.endswith("no es una entrega de esta clase. Una foto del perro.")


def test_doubts_that_an_owner_brings_are_asked_in_the_same_sitting(runs, codes, monkeypatch):
    runs.grade({"tarea.csv": table("", CUT)})
    status, _, _ = runs.review(monkeypatch, "203", "", "600", "", "1", "")
    assert (status, runs.grades()["Carla Díaz"].nota) == (0, "5.00")


# A student's claim


def test_a_cell_may_be_contested(runs, codes, monkeypatch):
    runs.grade({"ana.csv": table(codes["ana"], {"CONV1": ("(32, 32, 8)", "500", "8", "608")})})
    assert runs.lines()["ana.csv"]["grade"] == "4.74"
    _, out, _ = runs.review(monkeypatch, "p 1", "el cinco es un seis", how=("--celda", "ana perez", WEIGHTS))
    assert f"{WEIGHTS}: 500, incorrecta (0) → 500, correcta (1)" in out
    assert runs.lines()["ana.csv"]["grade"] == "5.00"
    _, out, _ = runs.review(monkeypatch, "deshacer", "se revisó el papel", how=("--celda", codes["ana"], WEIGHTS))
    assert "Ya decidido: 1. el cinco es un seis" in out
    assert runs.lines()["ana.csv"]["grade"] == "4.74"
    assert runs.cells("ana.csv")["CONV1/weights"]["decided"] is False
    assert [it["act"] for it in runs.decisions()] == ["points", "withdrawn"], "nothing is ever erased"


def test_a_claim_on_what_is_not_there_names_the_nearest(runs, codes, monkeypatch):
    runs.grade(
        {"ana.csv": table(codes["ana"]), "b.csv": table(codes["bruno"]), "c.csv": table(codes["bruno"], total="1")}
    )
    unknown = "«ana.csv» no tiene la celda «ejemplo-4/CONV1/weight»."
    for who, what, told in (
        (
            "201",
            "ejemplo-4/CONV1/weight",
            f"{unknown} ¿Querías decir «{WEIGHTS}»?",
        ),
        ("201", "ejemplo-4/CONV1/pesos", f"{unknown.replace('/weight»', '/pesos»')} ¿Querías decir «{WEIGHTS}»?"),
        ("205", WEIGHTS, "No hay ninguna entrega de «205»; se nombra por su código, su nombre, su hoja o el archivo."),
        ("202", WEIGHTS, "«202» tiene varias entregas; decide primero cuál cuenta, o nombra el archivo."),
    ):
        assert runs.review(monkeypatch, how=("--celda", who, what)) == (2, "", f"{told}\n")


def test_part_of_a_name_is_enough_where_it_is_one_students(runs, codes, monkeypatch):
    runs.grade({"ana.csv": table(codes["ana"])})
    assert "ana.csv" in runs.review(monkeypatch, "q", how=("--celda", "Ana", WEIGHTS))[1]
    told = "No hay ninguna entrega de «An»; se nombra por su código, su nombre, su hoja o el archivo.\n"
    assert runs.review(monkeypatch, how=("--celda", "An", WEIGHTS)) == (2, "", told)


def test_a_name_of_several_students_says_of_whom():
    known = (("A", "1", "Luz Dary Gil"), ("B", "2", "Luz Dary Peña"), ("C", "3", "Ana Luz"))
    worksheets = {code: Worksheet(code, (Student(id, name),), "", "", ()) for code, id, name in known}
    assert by_part("peña", worksheets) == {"B"}
    with pytest.raises(UsageError, match=r"^«Luz Dary» puede ser Luz Dary Gil \(1\) o Luz Dary Peña \(2\): nombra"):
        by_part("Luz Dary", worksheets)


def test_a_whole_submission_may_be_contested(runs, codes, monkeypatch):
    """Ana's file is Bruno's after all."""
    runs.grade({"ana.csv": table(codes["ana"])})
    runs.review(monkeypatch, "202", "las intercambiaron", "s", how=("--celda", "ana.csv", "entrega"))
    assert (runs.grades()["Ana Pérez"].nota, runs.grades()["Bruno Gil"].nota) == ("", "5.00")


def test_the_cells_of_a_photo_may_be_transcribed(runs, monkeypatch):
    runs.grade({"david ñúñez.png": PHOTO})
    skipped = ["s"] * 4
    runs.review(monkeypatch, *skipped, "600", "", "q", how=("--celda", "204", "todas"))
    cell = runs.cells("david ñúñez.png")["CONV1/weights"]
    assert (cell["read"], cell["decided"]) == (600, True)
    assert runs.grades()["David Ñúñez"].estado == "provisional"


# A list to fill in a spreadsheet


def listed(runs, *how):
    path = runs.folder / "pendientes.csv"
    path.unlink(missing_ok=True)
    assert runs.command("revisar", runs.notes, "--csv", path, *how)[2] == ""
    return path, list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))


def filled(path, rows, encoding="cp1252", delimiter=";", **answers):
    """The list as a spreadsheet saves it, with `row number` = (decision, puntos, motivo)."""
    for number, values in answers.items():
        rows[int(number[1:]) - 2] |= dict(zip(("decision", "puntos", "motivo"), values, strict=True))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding, "replace"))


ANSWERS = {"f2": ("203", "", "por su correo, señora"), "f3": ("cuenta", "", ""), "f5": ("600", "", "¡sí!"),
           "f6": ("", "0,5", "medio"), "f7": ("", "4,2", "")}  # fmt: skip


def test_the_list_has_what_is_needed_to_decide(waiting):
    path, rows = listed(waiting)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfcaso;"), "Excel in Spanish opens it as a table"
    assert [(row["entrega"], row["pregunta"], row["celda"]) for row in rows] == [
        ("tarea.csv", "¿de quién es?", ""),
        ("bruno 1.csv", "¿es la entrega que cuenta?", ""),
        ("bruno 2.csv", "¿es la entrega que cuenta?", ""),
        ("ana.csv", "¿qué escribió, o cuánto vale?", WEIGHTS),
        ("ana.csv", "¿qué escribió, o cuánto vale?", "ejemplo-4/FC/params"),
        ("david ñúñez.png", "¿qué nota lleva, o está completa?", ""),
    ]
    assert (rows[3]["estudiante"], rows[3]["escrito"]) == ("Ana Pérez (201)", "«6?0»")
    assert rows[4]["lecturas"].replace("\u202f", "_").split(" | ")[0] == "20_490"
    assert (waiting.notes / rows[5]["archivo"]).read_bytes() == PHOTO
    assert {row["decision"] + row["puntos"] + row["motivo"] for row in rows} == {""}
    assert "600" not in path.read_text("utf-8-sig").replace("20_480", ""), "the key is not on it"


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("cp1252", ";"), ("utf-8", ";"), ("utf-8-sig", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ",")],
)
def test_it_is_read_as_excel_and_libreoffice_save_it(waiting, encoding, delimiter):
    path, rows = listed(waiting)
    filled(path, rows, encoding, delimiter, **ANSWERS)
    status, out, err = waiting.command("revisar", waiting.notes, "--leer", path, "--quien", "Rosa")
    assert (status, err) == (0, "")
    assert "5 decisiones nuevas" in out
    assert {name: row.nota for name, row in waiting.grades().items()} == {
        "Ana Pérez": "4.87",  # 18.5 of 19
        "Bruno Gil": "5.00",
        "Carla Díaz": "5.00",
        "David Ñúñez": "4.20",
    }
    assert {it["reason"] for it in waiting.decisions()} == {"por su correo, señora", "", "¡sí!", "medio"}


def test_reading_it_twice_decides_once(waiting):
    path, rows = listed(waiting)
    filled(path, rows, **ANSWERS)
    for _ in range(2):
        assert waiting.command("revisar", waiting.notes, "--leer", path)[0] == 0
    assert len(waiting.decisions()) == 5
    filled(path, rows, f5=("500", "", ""))
    waiting.command("revisar", waiting.notes, "--leer", path)
    assert [it["value"] for it in waiting.decisions()][5:] == ["500"], "a row that was changed decides anew"


def test_all_faults_are_told_at_once_and_nothing_is_decided(waiting):
    path, rows = listed(waiting)
    rows += [rows[0] | {"caso": "x000000000000", "decision": "1"}, dict(rows[3])]
    faulty = {"f2": ("pedro", "", ""), "f3": ("cuenta", "", ""), "f4": ("cuenta", "", ""), "f5": ("600", "1", ""),
              "f6": ("", "mucho", ""), "f7": ("", "7", ""), "f9": ("", "", "solo un motivo")}  # fmt: skip
    filled(path, rows, **faulty)
    assert waiting.command("revisar", waiting.notes, "--leer", path) == (2, "", (
        "pendientes.csv tiene 7 errores:\n"
        "  fila 2: «pedro» no está en la clase; si no es de nadie, escribe «nadie»\n"
        "  fila 4: ya se dijo en otra fila que cuenta otra entrega de la misma hoja\n"
        "  fila 5: lleva una decisión o unos puntos, no los dos\n"
        "  fila 6: «mucho» no es un número; escribe 0,5 o 1/2\n"
        "  fila 7: «7» no está en la escala, de 0,00 a 5,00\n"
        "  fila 8: el caso «x000000000000» no es de esta corrida; vuelve a sacar la lista con --csv\n"
        "  fila 9: falta la decisión\n"
    ))  # fmt: skip
    assert waiting.decisions() == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "pendientes.csv tiene 1 error:\n  fila 1: faltan las columnas caso, decision, puntos y motivo\n"),
        (b"caso;decision\nx;1\n", "pendientes.csv tiene 1 error:\n  fila 1: faltan las columnas puntos y motivo\n"),
        (b"PK\x03\x04\0\0", "«pendientes.csv» no es una lista en CSV; guárdala como CSV, no como libro de cálculo.\n"),
    ],
)
def test_what_is_no_list_is_told(waiting, data, told):
    path = waiting.folder / "pendientes.csv"
    path.write_bytes(data)
    assert waiting.command("revisar", waiting.notes, "--leer", path) == (2, "", told)


def test_a_list_that_may_hold_decisions_is_not_overwritten(waiting):
    path, _ = listed(waiting)
    before = path.read_bytes()
    assert waiting.command("revisar", waiting.notes, "--csv", path) == (
        2, "", f"«{path}» ya existe y puede tener decisiones; elige otro nombre.\n",
    )  # fmt: skip
    assert path.read_bytes() == before


def test_nothing_on_the_list_is_a_formula(runs, codes):
    rows = {"CONV1": ("(32, 32, 8)", '"=HYPERLINK(""http://x"";1?2)"', "8", "608")}
    runs.grade({"=1+1.csv": table(codes["ana"], rows), "@x.csv": table("")})
    _, found = listed(runs)
    assert [value for row in found for value in row.values() if value[:1] in ("=", "+", "-", "@", "\t")] == []
    assert any("HYPERLINK" in row["escrito"] for row in found)


def test_a_contested_cell_may_be_on_the_list(runs, codes):
    runs.grade({"ana.csv": table(codes["ana"], {"CONV1": ("(32, 32, 8)", "500", "8", "608")})})
    path, rows = listed(runs, "--celda", "201", WEIGHTS)
    assert [(row["celda"], row["escrito"]) for row in rows] == [(WEIGHTS, "«500»")]
    filled(path, rows, f2=("", "1", "reclamo"))
    assert runs.command("revisar", runs.notes, "--leer", path)[0] == 0
    assert runs.lines()["ana.csv"]["grade"] == "5.00"


# Decisions and later runs


def test_decisions_are_replayed_by_every_later_marking(waiting, monkeypatch, codes):
    waiting.review(monkeypatch, "203", "", "cuenta", "", "600", "", "1", "", "4,2", "")
    before = waiting.lines()
    files = {path.name: path.read_bytes() for path in (waiting.folder / "entregas").iterdir()}
    status, _, _ = waiting.grade(files)
    assert status == 0
    assert waiting.lines() == before


def test_a_decision_on_what_is_no_longer_there_is_told_and_kept(waiting, monkeypatch, codes):
    waiting.review(monkeypatch, "203", "", "cuenta", "", "600", "", "s", "s")
    _, out, _ = waiting.grade({"ana.csv": table(codes["ana"])})
    told = "la lectura de ejemplo-4/CONV1/weights, en «ana.csv»; esa entrega o esa celda ya no está."
    assert f"  Decisión sin efecto: {told}" in out
    assert "  Decisión sin efecto: de quién es, en «tarea.csv»;" in out
    assert "  Decisión sin efecto: que es la que cuenta, en «bruno 1.csv»;" in out
    assert len(waiting.decisions()) == 3
    assert waiting.lines()["ana.csv"]["grade"] == "5.00"


def test_another_attempt_asks_anew_which_one_counts(runs, codes, monkeypatch):
    files = {"b1.csv": table(codes["bruno"]), "b2.csv": table(codes["bruno"], total="1")}
    runs.grade(files)
    runs.review(monkeypatch, "s", "cuenta", "la última")
    assert (runs.grades()["Bruno Gil"].entrega, runs.grades()["Bruno Gil"].nota) == ("b2.csv", "4.74")
    status, out, _ = runs.grade({**files, "b3.csv": table(codes["bruno"], total="2")})
    assert (status, runs.grades()["Bruno Gil"].nota) == (1, "")
    assert "0 con algo por revisar" in out
    assert " Con varias entregas, sin decidir cuál vale: 1 hoja." in out
    assert "b1.csv, b2.csv, b3.csv: son del mismo estudiante; hay que decidir cuál vale." in out


def test_what_waits_in_an_attempt_that_does_not_count_waits_no_more(runs, codes, monkeypatch):
    runs.grade({"a1.csv": table(codes["ana"], CUT), "a2.csv": table(codes["ana"])})
    status, _, _ = runs.review(monkeypatch, "s", "cuenta", "")
    assert (status, runs.grades()["Ana Pérez"].nota) == (0, "5.00")
    assert listed(runs)[1] == []


def test_a_run_of_another_version_is_not_rewritten_by_a_decision(waiting, monkeypatch):
    """Its marks might change for other reasons: `recalificar` shows them first."""
    path = waiting.notes / "corrida.json"
    path.write_text(path.read_text("utf-8").replace(f'"grader":"{__version__}"', '"grader":"0.0.9"'), "utf-8")
    before = waiting.files()
    status, out, _ = waiting.review(monkeypatch, "203", "")
    assert status == 1
    assert "«grader recalificar» las aplica" in out
    after = waiting.files()
    assert len(after.pop("decisiones.jsonl")) > 0
    assert after == before
