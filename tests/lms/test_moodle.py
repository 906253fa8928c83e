"""Moodle's downloads: what each name says, in every layout; nothing is taken for what it is not."""

import pytest
from downloads import moodle, save_zip, unpacked
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.lms import open_delivery
from grader.lms._pack import read_entry
from grader.readers.archive import unpack

HANDED_IN = (
    ("María José García-Núñez", 1, {"respuestas.csv": b"uno", "anexo/capas ñ.txt": b"dos"}),
    ("Ñusta Quispe, hija", 2, {"hoja.xlsx": b"tres"}),
    ("O'Higgins José", 17, {"a_b_c.csv": b"cuatro"}),
)
LAYOUTS = [{"folders": f, "underscore": u} for f, u in ((True, False), (True, True), (False, False))]


def opened(tmp_path, members, name="rn-Tarea 1 cálculo-2.zip"):
    return open_delivery(save_zip(tmp_path / name, members))


@pytest.mark.parametrize("how", LAYOUTS)
@pytest.mark.parametrize("as_zip", [True, False])
def test_every_layout_says_who_handed_in_what(tmp_path, how, as_zip):
    members = list(moodle(HANDED_IN, **how))
    path = save_zip(tmp_path / "x.zip", members) if as_zip else unpacked(tmp_path / "x", members)
    delivery = open_delivery(path)
    assert delivery.lms == "moodle"
    found = {entry.id: entry for entry in delivery.entries}
    assert {id: entry.name for id, entry in found.items()} == {
        "1": "María José García-Núñez", "2": "Ñusta Quispe, hija", "17": "OHiggins José",
    }  # fmt: skip
    inside = {file.name: file.read() for file in found["1"].files}
    assert inside == {"respuestas.csv": b"uno", "anexo/capas ñ.txt" if how["folders"] else "anexocapas ñ.txt": b"dos"}
    assert [file.name for file in found["17"].files] == ["a_b_c.csv"]
    assert found["2"].submission == "Ñusta Quispe, hija_2/hoja.xlsx"
    assert found["1"].submission == "María José García-Núñez_1"


def test_files_and_text_of_one_student_are_one_submission(tmp_path):
    ana = ("Ana Pérez", 5, {"hoja.csv": b"tabla"})
    text = ("Ana Pérez", 5, {"onlinetext.html": b"<p>8192</p>"})
    delivery = opened(tmp_path, [*moodle([ana]), *moodle([text], plugin="onlinetext")])
    (entry,) = delivery.entries
    members, _ = unpack(read_entry(entry), "x.zip")
    assert members == [("hoja.csv", b"tabla"), ("onlinetext.html", b"<p>8192</p>")]


def test_blind_marking_has_a_number_and_no_name(tmp_path):
    for word in ("Participante", "Participant"):
        delivery = opened(tmp_path, moodle(HANDED_IN, blind=word))
        assert [(entry.id, entry.name) for entry in delivery.entries] == [("1", ""), ("2", ""), ("17", "")]
        assert "sin nombres" in delivery.layout


def test_teams_have_their_own_name_and_perhaps_no_number(tmp_path):
    delivery = opened(tmp_path, moodle([("Grupo A", 55, {"h.csv": b""}), ("Grupo predeterminado", 0, {"i.csv": b""})]))
    assert [(entry.name, entry.id) for entry in delivery.entries] == [("Grupo A", "55"), ("Grupo predeterminado", "")]


def test_the_folder_that_unzipping_makes_and_decomposed_accents_change_nothing(tmp_path):
    members = [(f"rn-Tarea 1-2/{name}", data) for name, data in moodle(HANDED_IN)]
    assert [entry.id for entry in open_delivery(unpacked(tmp_path / "x", members)).entries] == ["1", "17", "2"]


@pytest.mark.parametrize("folders", [True, False])
def test_a_file_named_after_somebody_elses_submission_stays_its_owners(tmp_path, folders):
    trick = "Ana Pérez_1_assignsubmission_file_hoja.csv"
    delivery = opened(
        tmp_path, moodle([("Bruno Gil", 2, {trick: b""}), ("Ana Pérez", 1, {"h.csv": b""})], folders=folders)
    )
    assert [(entry.id, entry.files[0].name) for entry in delivery.entries] == [("2", trick), ("1", "h.csv")]


def test_litter_and_feedback_are_left_out_with_the_reason_and_the_count_balances(tmp_path):
    litter = {".DS_Store": b"", "~$hoja.xlsx": b"", "hoja.xlsx": b"x", "__MACOSX/._hoja.xlsx": b""}
    members = [
        *moodle([("Ana Pérez", 1, litter)]),
        *moodle([("Bruno Gil", 2, {".DS_Store": b"", "h.csv": b""})], folders=False),
        ("__MACOSX/Ana Pérez_1_assignsubmission_file/._hoja.xlsx", b""),
        ("Ana Pérez_1_assignfeedback_file/informe.html", b""),
        ("Ana Pérez_1_assignsubmission_file/", b""),
        ("nota del docente.txt", b""),
    ]
    delivery = opened(tmp_path, members)
    assert delivery.told() == (
        "Se reconoció una descarga de Moodle, con una carpeta por entrega. 9 archivos: 3 en 3 entregas, 5 que dejó el "
        "sistema operativo y 1 de retroalimentación, que no son entregas."
    )
    stray = delivery.entries[-1]
    assert (stray.id, stray.files[0].name) == ("", "nota del docente.txt")


def test_two_flat_files_that_collide_are_both_read(tmp_path):
    members = [("Ana_1_assignsubmission_file_h.csv", b"uno"), ("Ana_1_assignsubmission_file_h.csv", b"dos")]
    with pytest.warns(UserWarning, match="Duplicate name"):
        delivery = opened(tmp_path, members)
    (entry,) = delivery.entries
    assert unpack(read_entry(entry), "x.zip")[0] == [("h.csv", b"uno"), ("h-2.csv", b"dos")]


@pytest.mark.parametrize(
    "names",
    [
        ["ana.csv", "bruno.csv"],
        ["Ana Pérez/hoja.csv", "Bruno Gil/hoja.csv"],
        ["ejemplo_1.csv", "ejemplo_2_3_final.csv"],
        ["word/document.xml", "[Content_Types].xml"],
    ],
)
def test_what_no_lms_made_is_no_delivery(tmp_path, names):
    assert open_delivery(save_zip(tmp_path / "x.zip", [(name, b"x") for name in names])) is None
    (tmp_path / "suelto.csv").write_bytes(b"x")
    assert open_delivery(tmp_path / "suelto.csv") is None


PARTS = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PARTS, st.integers(1, 99), PARTS), min_size=1, max_size=6), st.booleans())
def test_whatever_the_names_every_file_ends_in_an_entry_or_a_reason(tmp_path_factory, handed_in, folders):
    members = [
        (f"{name}_{number}_assignsubmission_file{'/' if folders else '_'}{file}", b"x")
        for name, number, file in handed_in
    ]
    members = list(dict(members).items())
    path = save_zip(tmp_path_factory.mktemp("zip") / "x.zip", members)
    delivery = open_delivery(path)
    ended = sum(len(entry.files) for entry in delivery.entries) if delivery else 0
    reasons = len(delivery.left_out) if delivery else 0
    assert not delivery or ended + reasons == len(members)
    assert not delivery or len({entry.key for entry in delivery.entries}) == len(delivery.entries)
