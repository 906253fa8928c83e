"""A download may hold anything under any name: nothing is written, nothing explodes, each file has its own fate."""

import struct
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from downloads import moodle, save_zip

from grader.errors import UnreadableError
from grader.lms import open_delivery
from grader.lms._pack import read_entry
from grader.lms._zip import save_zip as save_pages


def test_a_member_is_read_by_its_place_and_never_by_its_path(tmp_path):
    names = ["../../fuera.csv", "/etc/passwd", "C:\\Ana\\hoja.csv", "a\x1b\u202e.csv"]
    members = [(f"Ana_1_assignsubmission_file/{name}", name.encode()) for name in names]
    (entry,) = open_delivery(save_zip(tmp_path / "x.zip", members)).entries
    assert [file.read() for file in entry.files] == [name.encode() for name in names]
    assert [file.name for file in entry.files] == ["fuera.csv", "etc/passwd", "Ana/hoja.csv", "a__.csv"]
    read_entry(entry)
    assert list(tmp_path.iterdir()) == [tmp_path / "x.zip"]


def test_a_bomb_a_locked_and_a_broken_member_each_cost_only_their_own_submission(tmp_path):
    path = save_zip(tmp_path / "x.zip", moodle([(f"E{i}", i, {"h.csv": b"x" * 1000}) for i in range(1, 5)]))
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("Bomba_5_assignsubmission_file/h.csv", b"0" * 15_000_000)
        archive.writestr("Grande_6_assignsubmission_file/h.bin", b"0123456789abcdef" * 1_400_000)
        broken, locked = archive.infolist()[1], archive.infolist()[2]
    data = bytearray(path.read_bytes())
    data[broken.header_offset + 30 + len(broken.filename.encode()) + 2] ^= 0xFF
    for place in (locked.header_offset + 6, data.index(locked.filename.encode(), len(data) - 2000) - 38):
        data[place] |= 1
    path.write_bytes(bytes(data))
    said = {}
    for entry in open_delivery(path).entries:
        try:
            said[entry.name] = len(read_entry(entry))
        except UnreadableError as error:
            said[entry.name] = error.reason
    assert said == {
        "E1": 1000, "E4": 1000,
        "E2": "«h.csv» está dañado dentro del archivo descargado.",
        "E3": "«h.csv» está protegido con contraseña.",
        "Bomba": "«h.csv» está comprimido de una forma que no es normal y no se leyó.",
        "Grande": "«h.bin» pesa más de 20 MB y no se leyó.",
    }  # fmt: skip


def test_a_member_said_to_stand_beyond_any_file_costs_only_its_own_submission(tmp_path):
    with ZipFile(tmp_path / "x.zip", "w") as archive:
        for name, data in moodle([(f"E{i}", i, {"h.csv": b"x"}) for i in range(1, 4)]):
            archive.writestr(name, data)
        archive.filelist[1].header_offset = 1 << 63
    one, far, other = open_delivery(tmp_path / "x.zip").entries
    assert read_entry(one) == read_entry(other) == b"x"
    with pytest.raises(UnreadableError, match="está dañado dentro del archivo descargado"):
        read_entry(far)


def test_many_files_of_one_student_are_refused_as_a_whole_and_told(tmp_path):
    files = {f"{i}.bin": b"x" * 19_000_000 for i in range(7)}
    with ZipFile(tmp_path / "x.zip", "w") as archive:
        for name, data in moodle([("Ana", 1, files)]):
            archive.writestr(name, data)
    (entry,) = open_delivery(tmp_path / "x.zip").entries
    with pytest.raises(UnreadableError, match="ocupan más de 120 MB"):
        read_entry(entry)


def _ten_thousand():
    return [(f"Ana Pérez {i}", i, {"h.csv": b"%d" % i}) for i in range(1, 10_001)]


def test_ten_thousand_files_in_one_folder_are_ten_thousand_entries(tmp_path):
    path = save_zip(tmp_path / "x.zip", moodle(_ten_thousand(), folders=False))
    tracemalloc.start()
    delivery = open_delivery(path)
    for place, entry in enumerate(delivery.entries):
        if place % 50 == 0:
            assert read_entry(entry) == entry.id.encode()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(delivery.entries) == 10_000
    assert peak < 3_000_000  # no more than the directory's own bytes


def test_pages_go_into_the_very_zip_that_zipfile_writes(tmp_path, monkeypatch):
    monkeypatch.setattr("zipfile.ZIP_FILECOUNT_LIMIT", 100)  # of 65 535: more than that are counted elsewhere
    page, names = tmp_path / "p.html", [f"Participante_{i}/ñ.html" for i in range(150)]
    page.write_bytes("página ".encode() * 9)
    with ZipFile(tmp_path / "theirs.zip", "w") as archive:
        for name in names:
            archive.writestr(ZipInfo(name), page.read_bytes(), ZIP_DEFLATED)
    assert save_pages(((name, page) for name in names), tmp_path / "ours.zip") == 150
    assert (tmp_path / "ours.zip").read_bytes() == (tmp_path / "theirs.zip").read_bytes()


def test_a_long_zip_of_pages_takes_no_memory(tmp_path):
    (tmp_path / "p.html").write_bytes(b"x")
    tracemalloc.start()
    save_pages(((f"{i}.html", tmp_path / "p.html") for i in range(2_000)), tmp_path / "x.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 600_000


def test_without_pages_there_is_no_zip(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"of an earlier run")
    assert save_pages((), tmp_path / "x.zip") == 0
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize("letter", ["a", "ñ", "我", "ب", "ก", "𝒳", "e\u0301"])
@pytest.mark.parametrize("folders", [True, False])
def test_names_of_255_bytes_in_any_script(tmp_path, letter, folders):
    file = letter * ((255 - 4) // len(letter.encode())) + ".csv"
    person = letter * (200 // len(letter.encode()))
    delivery = open_delivery(
        save_zip(tmp_path / "x.zip", moodle([(person, 7, {file: b"x", "b.csv": b"y"})], folders=folders))
    )
    (entry,) = delivery.entries
    assert (entry.id, entry.name) == ("7", person)
    assert entry.files[0].name == file
    assert len(read_entry(entry)) > 2


def test_a_name_that_says_nothing_of_its_utf8_is_read_as_it_was_meant(tmp_path):
    """As a Mac zips: UTF-8 without the flag that says so."""
    path = save_zip(tmp_path / "x.zip", moodle([("Ñusta Gil", 3, {"h.csv": b"x"})]))
    data = path.read_bytes()
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + place
        data = data[:at] + struct.pack("<H", 0) + data[at + 2 :]
    path.write_bytes(data)
    assert [(entry.id, entry.name) for entry in open_delivery(path).entries] == [("3", "Ñusta Gil")]


def _digests(entries):
    return [sha256(read_entry(entry)).hexdigest() for entry in entries]


def test_processes_that_read_at_once_do_not_take_each_others_place(tmp_path):
    """A forked worker inherits the open archive; were its place in the file shared, contents would mix."""
    files = {f"h{i}.csv": bytes([i]) * 200_000 for i in range(4)}
    path = save_zip(tmp_path / "x.zip", moodle([(f"E{i}", i, files) for i in range(1, 9)]))
    entries = list(open_delivery(path).entries)
    with ProcessPoolExecutor(4, mp_context=get_context("fork")) as pool:
        found = list(pool.map(_digests, [entries] * 8))
    assert found == [_digests(entries)] * 8
