"""Blackboard's downloads: attempts, and the note that tells whose they are and what was typed."""

from downloads import blackboard, save_zip

from grader.lms import open_delivery

HANDED_IN = (
    ("Ana Pérez", "ana_p", "2026-11-22-10-00-00", {"hoja 1.csv": b"uno"}, ""),
    ("Ana Pérez", "ana_p", "2026-11-23-09-30-00", {"hoja 1.csv": b"dos", "b.csv": b"tres"}, ""),
    ("Ana Ruiz", "ana_r", "2026-11-22-11-00-00", {}, "FC1: 8192 pesos\nFC2: 4096 pesos"),
)


def test_each_attempt_is_an_entry_with_its_time(tmp_path):
    delivery = open_delivery(save_zip(tmp_path / "b.zip", blackboard(HANDED_IN, task="Tarea_1_final")))
    assert delivery.lms == "blackboard"
    assert [(e.login, e.name, e.attempt, [f.name for f in e.files]) for e in delivery.entries] == [
        ("ana_p", "Ana Pérez", "2026-11-22-10-00-00", ["hoja 1.csv"]),
        ("ana_p", "Ana Pérez", "2026-11-23-09-30-00", ["hoja 1.csv", "b.csv"]),
        ("ana_r", "Ana Ruiz", "2026-11-22-11-00-00", ["texto.txt"]),
    ]
    assert delivery.told() == (
        "Se reconoció una descarga de Blackboard. 6 archivos: 4 en 3 entregas y 2 con los datos de un intento."
    )


def test_what_was_typed_is_the_submission_and_nothing_else_of_the_note(tmp_path):
    delivery = open_delivery(save_zip(tmp_path / "b.zip", blackboard(HANDED_IN)))
    assert delivery.entries[-1].files[0].read() == b"FC1: 8192 pesos\nFC2: 4096 pesos"


def test_without_notes_the_user_is_what_follows_the_assignment(tmp_path):
    members = [(name, data) for name, data in blackboard(HANDED_IN[:2], task="Tarea_1") if not name.endswith(".txt")]
    members += [("Tarea_1_bgil_attempt_2026-11-22-10-00-00_h.csv", b"x")]
    delivery = open_delivery(save_zip(tmp_path / "b.zip", members))
    assert [entry.login for entry in delivery.entries] == ["ana_p", "ana_p", "bgil"]
