"""Canvas's downloads: student, lateness and file out of one name, and what was typed into Canvas."""

import pytest
from downloads import canvas, save_zip, unpacked

from grader.lms import open_delivery

HANDED_IN = (
    ("García-Núñez, María José", 12345, True, {"respuestas.csv": (67890, b"uno"), "1_2_3.csv": (67891, b"dos")}),
    ("O'Higgins, José", 12346, False, {"respuestas-1.csv": (67892, b"tres")}),
    ("Gil, Bruno", 12347, False, {"text": (0, b"<p>8192</p>")}),
    ("Ruiz, Li", 12348, False, {"link": (0, b"<a href=x>")}),
)


@pytest.mark.parametrize("as_zip", [True, False])
def test_the_name_says_who_what_and_whether_late(tmp_path, as_zip):
    members = list(canvas(HANDED_IN))
    assert members[0][0] == "garcíanúñezmaríajosé_LATE_12345_67890_respuestas.csv"
    path = save_zip(tmp_path / "c.zip", members) if as_zip else unpacked(tmp_path / "c", members)
    delivery = open_delivery(path)
    assert delivery.lms == "canvas"
    found = {entry.id: entry for entry in delivery.entries}
    assert {id: (entry.name, entry.late) for id, entry in found.items()} == {
        "12345": ("garcíanúñezmaríajosé", True), "12346": ("ohigginsjosé", False),
        "12347": ("gilbruno", False), "12348": ("ruizli", False),
    }  # fmt: skip
    assert sorted(file.name for file in found["12345"].files) == ["1_2_3.csv", "respuestas.csv"]
    assert [file.name for file in found["12347"].files] == ["text.html"]
    assert delivery.told().endswith("5 archivos: 5 en 4 entregas. Con retraso: 1.")


def test_anonymous_submissions_have_an_id_and_no_name(tmp_path):
    anonymous = [("", "aB3xZ", True, {"r.csv": (1001, b"")}), ("", "9kLm2", False, {"r.csv": (1002, b"")})]
    delivery = open_delivery(save_zip(tmp_path / "c.zip", canvas(anonymous, anonymous=True)))
    assert [(e.id, e.name, e.late) for e in delivery.entries] == [("anon_aB3xZ", "", True), ("anon_9kLm2", "", False)]
    assert "sin nombres" in delivery.layout


@pytest.mark.parametrize(
    "names",
    [
        ("tarea_1_2_final.csv", "tarea_3_2_final.csv"),  # the same «attachment» twice
        ("Tarea_1_2_a.csv", "Tarea_1_3_b.csv"),  # Canvas writes small letters
        ("x/ana_1_2_a.csv", "y/ana_1_3_b.csv"),  # in one folder
        ("ana_1_2_a.csv", "hoja.csv", "otra.csv"),
    ],
)
def test_numbers_of_ones_own_are_not_canvas(tmp_path, names):
    assert open_delivery(save_zip(tmp_path / "c.zip", [(name, b"x") for name in names])) is None


def test_a_students_own_file_name_never_passes_for_the_ids(tmp_path):
    trick = [
        ("Gil, Bruno", 7, False, {"perez_8_9_hoja.csv": (70, b"")}),
        ("Pérez, Ana", 8, False, {"h.csv": (80, b"")}),
    ]
    delivery = open_delivery(save_zip(tmp_path / "c.zip", canvas(trick)))
    assert [(e.id, e.files[0].name) for e in delivery.entries] == [("7", "perez_8_9_hoja.csv"), ("8", "h.csv")]
