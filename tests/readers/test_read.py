"""Which reader a file gets, what is refused and in which words, and that no file does more harm than that."""

import random
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from grader.errors import UnreadableError
from grader.readers import read
from grader.readers._kinds import EXTENSIONS, NAMES

CSV = b"Capa;Pesos\nFC1;8,192\nFC2;64\n"
MARKDOWN = b"| Capa | Pesos |\n|---|---|\n| FC1 | 5 |\n"
HTML = b"<table><tr><td>Capa<td>Pesos</table>"
NOTEBOOK = b'{"cells": [{"cell_type": "markdown", "source": "hola"}], "nbformat": 4}'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def archive(**parts):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def book(**changed):
    """A workbook with one sheet, some of whose parts were tampered with."""
    stream = BytesIO()
    with Workbook(stream) as workbook:
        workbook.set_custom_property("codigo", "ABC-1")
        workbook.add_worksheet().write_row(0, 0, ["Capa", "Pesos"])
    with ZipFile(stream) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    short = {name: name.rsplit("/", 1)[-1].removesuffix(".xml") for name in parts}
    return archive(**{name: changed.get(short[name], part) for name, part in parts.items()})


def refusal(data, name="a.txt"):
    with pytest.raises(UnreadableError) as caught:
        read(data, name)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "name", "kind", "notice"),
    [
        (CSV, "a.csv", "csv", ""),
        (CSV, "A.TXT", "csv", ""),
        (CSV, "sin extension", "csv", ""),
        (MARKDOWN, "a.md", "markdown", ""),
        (MARKDOWN, "a.csv", "markdown", "El archivo se llama .csv pero es texto; se leyó como tal."),
        (HTML, "a.htm", "html", ""),
        (HTML, "a.xls", "html", "El archivo se llama .xls pero es una página HTML; se leyó como tal."),
        (NOTEBOOK, "a.json", "ipynb", "El archivo se llama .json pero es un cuaderno de Jupyter; se leyó como tal."),
        (book(), "a.csv", "xlsx", "El archivo se llama .csv pero es un libro de Excel; se leyó como tal."),
        (CSV, "a.xlsx", "csv", "El archivo se llama .xlsx pero es un archivo CSV; se leyó como tal."),
    ],
)
def test_content_decides(data, name, kind, notice):
    document = read(data, name)
    assert (document.format, document.notices) == (kind, (notice,) if notice else ())


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "está vacío"),
        (b"\xef\xbb\xbf \r\n", "a.csv", "está vacío"),
        (b"%PDF-1.7", "a.pdf", "El PDF está dañado"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "dañado"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", "es una foto o un escaneo"),
        (b"\0\0\0\x18ftypheic", "a.heic", "es una foto o un escaneo"),
        (b"\0\1\2\3", "a.bin", "tipo desconocido"),
        (archive(Index__Document="x"), "a.pages", "Pages"),
        (archive(ppt__x="x"), "a.pptx", "presentación"),
        (archive(foto="x"), "a.zip", "comprimido"),
        (b"PK\x03\x04roto", "a.xlsx", "dañado"),
        (book()[:-40], "a.xlsx", "dañado"),
        (archive(word__document="x"), "a.docx", "dañado"),
        (b'{"cells": [', "a.ipynb", "dañado"),
        (b'{"nada"', "a.ipynb", "incompleto"),
        (b"a" * 20_000_001, "a.txt", "el límite es de 20 MB"),
    ],
)
def test_refused_with_the_reason(data, name, words):
    assert words in refusal(data, name)


@pytest.mark.parametrize(
    ("data", "person"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", True),
        (b"\xff\xd8\xff\xe0\0", True),
        (b"RIFF\0\0\0\0WEBP", True),
        (b"\0\0\0\x18ftypheic", True),
        (b"\0\1\2\3", False),
        (b"%PDF-1.7", False),
    ],
)
def test_a_photo_goes_to_a_person(data, person):
    with pytest.raises(UnreadableError) as caught:
        read(data, "a")
    assert caught.value.needs_person is person
    assert ("la califica una persona" in caught.value.reason) is person


FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD9"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (archive(xl__workbook=bytes(160_000_000)), "a.xlsx", "al descomprimirse"),
        (archive(xl__workbook=bytes(5_000_000)), "a.xlsx", "comprimido de una forma"),
        (archive(**{f"xl__{i}": b"" for i in range(2_001)}), "a.xlsx", "2001 partes"),
        (book(sheet1=SHEET % FAR), "a.xlsx", "columnas"),
        (book(sheet1=SHEET % FAR.replace(b'r="', b'x="1" r = "')), "a.xlsx", "columnas"),
        (book(sheet1=SHEET % FAR.replace(b"<row", b"<x:row").replace(b"<c", b"<x:c")), "a.xlsx", "columnas"),
        (book(sheet1=SHEET % b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "a.xlsx", "filas"),
        (book(sheet1=SHEET % (b"<row><c><v>1</v></c></row>" * 10_001)), "a.xlsx", "filas"),
        (b"a,b\n" * 10_001, "a.csv", "más de 10000 filas"),
        (b"," * 300 + b"a,b\n" + b"c" + b"," * 301, "a.csv", "más de 256 columnas"),
        (b"a,b\nc," + b"d" * 32_768, "a.csv", "más de 32767 caracteres"),
        (b"a\n" * 50_001, "a.md", "más de 50000 líneas"),
        (b"<table>" + b"<tr><td rowspan=60000 colspan=60000>x" * 5 + b"</table>", "a.html", "256 columnas"),
        (b'{"cells": [' + b"[" * 100_000, "a.ipynb", "dañado"),
    ],
)
def test_hostile_files_are_refused(data, name, words):
    assert words in refusal(data, name)


@pytest.mark.parametrize("entity", [b'SYSTEM "file:///etc/passwd"', b'"bomba"'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_part_that_declares_entities_is_refused_with_that_reason(entity, encoding):
    custom = b"<!DOCTYPE p [<!ENTITY e %s>]><p><property name='codigo'><v>&e;</v></property></p>" % entity
    assert "declara entidades" in refusal(book(custom=custom.decode().encode(encoding)), "a.xlsx")


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.md", "a.html", "a.ipynb", "a.docx", "a", "a.x/y"]))
def test_any_bytes_are_read_or_refused(data, name):
    with suppress(UnreadableError):
        read(data, name)


@given(st.text(alphabet="|-+> \t\n#*_`\\<>&;,\"'1ab(=│├┌", max_size=80), st.sampled_from(["csv", "md", "html", "txt"]))
def test_any_text_is_read(text, extension):
    if text.strip():
        read(b"x\n" + text.encode(), f"a.{extension}")


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_workbook_is_read_or_refused(seed):
    data = bytearray(book())
    chance = random.Random(seed)  # noqa: S311
    for _ in range(5):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    with suppress(UnreadableError):
        read(bytes(data), "a.xlsx")


def test_every_format_has_a_reader_of_its_own():
    from pathlib import Path

    import grader.readers

    files = {path.stem for path in Path(grader.readers.__file__).parent.glob("[!_]*.py")} - {"archive"}
    assert files == set(NAMES) == set(EXTENSIONS.values())


def test_a_text_file_needs_no_library_for_office_files():
    program = (
        "import sys; from grader.readers import read; read(b'a;b\\n1;2\\n', 'a.csv'); read(b'# x', 'a.md');"
        "print(sorted({'lxml', 'python_calamine', 'nbformat', 'msgspec'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"
