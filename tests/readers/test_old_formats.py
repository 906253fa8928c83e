"""Formats of before 2007, and those that are refused with what to do instead."""

from contextlib import suppress
from pathlib import Path
from struct import pack

import pytest

from grader.errors import UnreadableError
from grader.model import Line, Table
from grader.readers import read
from grader.readers._ole import check_workbook

XLS = Path(__file__).with_name("minimo.xls").read_bytes()
"""Written by LibreOffice 7.4."""
WHERE = "hoja «Ejemplo 4»"


def test_xls():
    document = read(XLS, "a.xls")
    rows = (("Capa", "Pesos", "Notas"), ("CONV1", "600", ""), ("POOL1", "", ""), ("FC", "0.5", "x"))
    assert document.blocks == (Table(rows, WHERE, "Ejemplo 4"),)
    assert (document.format, document.notices) == ("xls", ("La hoja oculta «otra» no se leyó.",))


def cell(kind, row, column, *, last=None):
    body = pack("<HH", row, column) + b"\0" * 8 + (b"" if last is None else pack("<H", last))
    return pack("<HH", kind, len(body)) + body


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        (cell(0x203, 60_000, 3), "filas"),
        (cell(0x27E, 1, 300), "columnas"),
        (cell(0xBD, 1, 2, last=999), "columnas"),
        (cell(0x203, 9_000, 200), "celdas"),
        (pack("<HH", 0x2F, 0), "contraseña"),
    ],
)
def test_a_workbook_that_would_take_up_memory_is_refused(stream, words):
    with pytest.raises(UnreadableError) as caught:
        check_workbook(stream)
    assert words in caught.value.reason


@pytest.mark.parametrize("size", [100, 513, 2_000, len(XLS) - 600])
def test_truncated_workbooks(size):
    with pytest.raises(UnreadableError):
        read(XLS[:size], "a.xls")


def test_an_old_document_of_word_is_refused_with_the_remedy():
    data = XLS.replace("Workbook".encode("utf-16-le"), "Xorkbook".encode("utf-16-le"))
    with pytest.raises(UnreadableError) as caught:
        read(data, "a.doc")
    assert "Guárdalo como .docx" in caught.value.reason


RTF = r"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator nada;}{\info{\title x}}
\pard Ejemplo 4\par
\'a1Par\'e1metros! \u8212?fin\par
\trowd\cellx100\cellx200\intbl Capa\cell # de Pesos\cell\row
\trowd\intbl CONV1\cell 5*5*3\par = 75\cell\row
\trowd\intbl POOL1\cell\cell\row
\pard 3{\super 2} y {\deleted no}8\~192\par
\trowd\intbl a\cell b\cell\row
{\header Hoja ABC-1\par}}"""


def test_rtf():
    document = read(RTF.encode(), "a.rtf")
    assert document.format == "rtf"
    assert document.blocks == (
        Line("Ejemplo 4"),
        Line("¡Parámetros! —fin"),
        Table((("Capa", "# de Pesos"), ("CONV1", "5*5*3\n= 75"), ("POOL1", "")), "tabla 1"),
        Line("3^2 y 8\u00a0192"),
        Table((("a", "b"),), "tabla 2"),
        Line("Hoja ABC-1"),
    )


def test_letters_in_two_halves():
    text = "{\\rtf1 a\\u-10187?\\u-9157? b\\u-10187? c}"
    assert read(text.encode(), "a.rtf").blocks == (Line("a\U0001d43b b\ufffd c"),)


def test_rtf_of_any_depth_ends():
    for text in ("{" * 200_000, "}" * 200_000, "\\u" * 100_000, "\\'", "\\super" * 50_000 + "x"):
        with suppress(UnreadableError):
            read(b"{\\rtf1 x " + text.encode(), "a.rtf")
