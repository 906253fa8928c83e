"""Word documents: real headings, tables with room to write, the code on every page."""

import time
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from grader.generate.assignment import load_assignment
from grader.model import Student, Worksheet
from grader.page import filled_page, key_page, worksheet_page
from grader.writers import write_page

ANSWERS = ("8321", "8192", "8256", "20480", "20\u202f480", "21\u202f098", "268\u202f650", "268650", "4608")


def sheet(*names, student="Ana Pérez Muñoz"):
    instances = tuple(it.original() for it in load_assignment(list(names)).blueprints)
    return Worksheet("K7M42Q-X", (Student("a01", student),), "NN - Cálculo", "Calcular, por capa.", instances)


def document(page):
    return docx.Document(BytesIO(write_page(page, "docx")))


def styled(written, style):
    return [paragraph.text for paragraph in written.paragraphs if paragraph.style.name == style]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_title_identity_and_a_heading_for_each_exercise():
    written = document(worksheet_page(sheet("ejemplo-1", "ejemplo-4")))
    assert styled(written, "Title") == ["NN - Cálculo"]
    assert styled(written, "Heading 1") == ["Ejemplo 1", "Ejemplo 4"]
    assert styled(written, "Normal") == [
        "Estudiante: Ana Pérez Muñoz",
        "Código de hoja: K7M42Q-X",
        "Objetivo: Calcular, por capa.",
        "Cómo responder: Escribir cada respuesta en su casilla de la tabla; los cálculos, en otra hoja.",
    ]


def test_the_structure_is_a_list_only_where_the_exercise_says_so():
    written = document(worksheet_page(sheet("ejemplo-1", "ejemplo-4")))
    assert styled(written, "List Bullet") == [
        "Capa de Entrada: Imágenes de tamaño 32x32 con 3 canales (RGB).",
        "CONV1: Kernel de 5x5, 8 filtros, stride de 1, padding de 2 (zero-padding).",
        "POOL1: Pooling 2x2, stride de 2, tipo 'max'.",
        "Capa de Salida: 10 neuronas (clasificación de 10 clases).",
    ]
    assert "Capa Oculta 1: 64 neuronas" in styled(written, "Enunciado")


def test_the_table_of_a_worksheet_waits_to_be_filled():
    table = document(worksheet_page(sheet("ejemplo-1"))).tables[0]
    total = "Total de parámetros:"
    assert rows(table) == [
        [
            "Capa",
            "# de Neuronas de Entrada",
            "# de Neuronas de Salida",
            "# de Pesos",
            "# de Sesgos",
            "# de Parámetros",
        ],
        ["FC1", "128", "64", "", "", ""],
        ["FC2", "64", "1", "", "", ""],
        [*[total] * 5, ""],
    ]
    assert len(table.rows[-1]._tr.tc_lst) == 2, "the label is one merged cell, the answer another"
    assert all(row.height >= Cm(0.79) for row in table.rows)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False, False]
    assert sum(column.width for column in table.columns) <= Cm(17)


def test_a4_with_margins_of_two_centimetres_in_spanish():
    written = document(worksheet_page(sheet("ejemplo-1")))
    section = written.sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.bottom_margin)
    assert [round(size.cm, 1) for size in sizes] == [21, 29.7, 2, 2]
    assert {lang.get(qn("w:val")) for lang in written.styles.element.iter(qn("w:lang"))} == {"es-CO"}


def test_the_code_stands_on_every_page_and_in_the_properties():
    written = document(worksheet_page(sheet("ejemplo-1")))
    footer = written.sections[0].footer.paragraphs[0]
    assert footer.text.startswith("Código de hoja: K7M42Q-X\tPágina ")
    assert [it.get(qn("w:instr")) for it in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    properties = written.core_properties
    assert (properties.identifier, properties.keywords, properties.title) == ("K7M42Q-X", "K7M42Q-X", "NN - Cálculo")
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
    assert properties.created.replace(tzinfo=None) == datetime(2000, 1, 1)  # noqa: DTZ001


def test_the_diagram_has_words():
    written = document(worksheet_page(sheet("ejemplo-4")))
    (shape,) = written.inline_shapes
    assert shape._inline.docPr.get("descr").startswith(
        "Esquema de la red, sin escala: Input: (32, 32, 3) → CONV1: f=5x5, s=1, p=2, 8 filtros → POOL1"
    )
    assert shape.width <= Cm(17)


def test_a_key_has_bold_values_and_the_working_below():
    written = document(key_page(sheet("ejemplo-4")))
    table = written.tables[0]
    assert rows(table)[2] == ["CONV1", "f=5x5, s=1, p=2, 8 filtros", "(32, 32, 8)", "600", "8", "608"]
    assert rows(table)[-1][-1] == "21\u202f098"
    (run,) = table.cell(2, 3).paragraphs[0].runs
    assert (run.bold, str(run.font.color.rgb)) == (True, "0B5CAD")
    assert not table.cell(1, 2).paragraphs[0].runs[0].bold, "a given value is no answer"
    assert styled(written, "Heading 2") == ["Clave de respuestas", "Desarrollo"]
    working = styled(written, "Desarrollo")
    assert working[1] == "CONV1, número de pesos: f·f·C·F = 5·5·3·8 = 600"
    assert working[-2] == (
        "Total de parámetros: P(Input) + P(CONV1) + P(POOL1) + P(Flatten) + P(FC) = "
        "0 + 608 + 0 + 0 + 20\u202f490 = 21\u202f098"
    )
    assert working[-1].startswith("Letras: n, entradas de la capa; ")


def test_a_worksheet_holds_no_answer_anywhere():
    names = ("ejemplo-1", "ejemplo-4", "ejemplo-5")
    archive = ZipFile(BytesIO(write_page(worksheet_page(sheet(*names)), "docx")))
    texts = [name for name in archive.namelist() if name not in {"word/styles.xml", "word/theme/theme1.xml"}]
    parts = [archive.read(name).decode() for name in texts if not name.endswith(".png")]
    assert not [answer for answer in ANSWERS for part in parts if f">{answer}<" in part]
    assert "Letras:" not in "".join(parts)


@pytest.mark.parametrize("name", ["=1+1", "<w:br/>&amp;", "a\x00b\x0b", "Ñandú \U0001f600", "{{x}}", "\ud800"])
def test_whoever_the_student_is_the_name_is_text(name):
    shown = "".join("\ufffd" if character in "\x00\x0b\ud800" else character for character in name)
    written = document(worksheet_page(sheet("ejemplo-1", student=name)))
    assert styled(written, "Normal")[0] == f"Estudiante: {shown}"


def test_without_a_student_there_is_a_line_to_write_on():
    written = document(worksheet_page(sheet("ejemplo-1", student="")))
    line = next(paragraph for paragraph in written.paragraphs if paragraph.text.startswith("Estudiante:"))
    assert line.text == "Estudiante:\t"
    assert round(line.paragraph_format.tab_stops[0].position.cm) == 13


def test_answers_of_a_filled_worksheet_are_plain():
    written = document(filled_page(sheet("ejemplo-4"), {"ejemplo-4/CONV1/weights": "5*5*3*8 = 600"}))
    (run,) = written.tables[0].cell(2, 3).paragraphs[0].runs
    assert (run.text, run.bold) == ("5*5*3*8 = 600", None)


def test_same_bytes_at_another_time():
    page = key_page(sheet("ejemplo-4"))
    first = write_page(page, "docx")
    time.sleep(2.1)  # a zip counts time in steps of two seconds
    assert write_page(page, "docx") == first
