"""Archives: members with their path, what is left out and why; nothing is written anywhere."""

import gzip
import tarfile
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from grader.errors import UnreadableError
from grader.readers.archive import is_archive, unpack


def zipped(*members):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as out:
        for name, data in members:
            out.writestr(name, data)
    return stream.getvalue()


def tarred(*members):
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as out:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            out.addfile(info, BytesIO(data))
        link = tarfile.TarInfo("enlace")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        out.addfile(link)
    return stream.getvalue()


FILES = [("Ana/hoja.csv", b"a;b"), ("Luis/hoja.md", b"| a |")]
LITTER = [("__MACOSX/._hoja.csv", b"x"), ("Ana/.DS_Store", b"x"), ("Ana/~$hoja.docx", b"x"), ("Ana/", b"")]


@pytest.mark.parametrize("data", [zipped(*FILES, *LITTER), tarred(*FILES), gzip.compress(tarred(*FILES))])
def test_members(data):
    assert is_archive(data)
    assert unpack(data, "grupo.zip") == (FILES, [])


def test_an_archive_inside_is_opened_once():
    inner = zipped(("hoja.csv", b"a"), ("mas.zip", zipped(("b", b"c"))))
    members, notices = unpack(zipped(("Ana.zip", inner), ("libro.xlsx", zipped(("[Content_Types].xml", b"x")))), "a")
    assert [name for name, _ in members] == ["Ana.zip/hoja.csv", "libro.xlsx"]
    assert notices == ["«Ana.zip/mas.zip» es un archivo comprimido dentro de otro y no se abrió."]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/a.csv", "abs/a.csv"),
        ("C:\\Ana\\a.csv", "Ana/a.csv"),
        ("a\u202e\n.csv", "a__.csv"),
        ("..", "sin nombre"),
        ("Peña.csv", "Peña.csv"),
    ],
)
def test_names_are_labels(name, clean):
    assert unpack(zipped((name, b"x")), "a")[0] == [(clean, b"x")]


def locked(data, *, all=True):
    """With the flag of encryption set in the directory, of all members or of the first."""
    places = [i for i in range(len(data)) if data[i : i + 4] == b"PK\1\2"]
    changed = bytearray(data)
    for place in places if all else places[:1]:
        changed[place + 8] |= 1
    return bytes(changed)


def reason(data):
    with pytest.raises(UnreadableError) as caught:
        unpack(data, "entrega")
    return caught.value.reason


def test_what_is_refused():
    assert "contraseña" in reason(locked(zipped(*FILES)))
    assert ".zip" in reason(b"Rar!\x1a\x07\x00")
    assert ".zip" in reason(b"7z\xbc\xaf\x27\x1c")
    assert "dañado" in reason(zipped(*FILES)[:60])
    assert "dañado" in reason(b"\x1f\x8broto")
    assert "ningún archivo" in reason(zipped(*LITTER))
    assert "5000 archivos" in reason(zipped(*((f"{i}.csv", b"a") for i in range(5_001))))
    assert "120 MB" in reason(zipped(*((f"{i}.csv", bytes(41_000_000)) for i in range(3))))
    assert "120 MB" in reason(gzip.compress(bytes(121_000_000), 1))


def test_a_single_file_that_gzip_packed():
    assert unpack(gzip.compress(b"# Ejemplo 4\n"), "Ana/hoja.md.gz") == ([("Ana/hoja.md", b"# Ejemplo 4\n")], [])
    assert unpack(zipped(("b/hoja.md.gz", gzip.compress(b"x"))), "a.zip") == ([("b/hoja.md", b"x")], [])
    assert "dañado" in reason(gzip.compress(b"# Ejemplo 4\n" * 99)[:-20])


def test_what_is_left_out_is_told():
    members, notices = unpack(locked(zipped(*FILES), all=False), "a")
    assert (members, notices) == (FILES[1:], ["«Ana/hoja.csv» está protegido con contraseña y no se leyó."])
    bomb = zipped(("a.csv", b"x"), ("bomba.csv", bytes(10_000_000)), ("peli.mp4", bytes(20_000_001)))
    assert unpack(bomb, "a") == (
        [("a.csv", b"x")],
        [
            "«bomba.csv» está comprimido de una forma que no es normal y no se leyó.",
            "«peli.mp4» pesa más de 20 MB y no se leyó.",
        ],
    )


def test_an_office_file_is_no_archive():
    assert not is_archive(zipped(("[Content_Types].xml", b"x")))
    assert not is_archive(b"a;b\n")


def test_a_broken_archive_beside_a_sound_file_costs_only_itself():
    members, notices = unpack(zipped(("h.csv", b"x"), ("otro.zip", b"PK\x03\x04roto")), "e.zip")
    assert members == [("h.csv", b"x")]
    assert notices == ["«otro.zip» está dañado y no se leyó."]
