"""Spreadsheets: where the student can write, what is printed, and that a text stays a text."""

import time
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from grader.generate.assignment import load_assignment
from grader.model import Student, Worksheet
from grader.page import filled_page, key_page, worksheet_page
from grader.writers import write_page
from grader.writers._names import sheet_names

ANSWERS = ("8321", "8192", "8256", "20480", "20\u202f480", "21\u202f098", "268\u202f650", "268650", "4608")


def sheet(*names, student="Ana Pérez Muñoz"):
    instances = tuple(it.original() for it in load_assignment(list(names)).blueprints)
    return Worksheet("K7M42Q-X", (Student("a01", student),), "NN - Cálculo", "Calcular, por capa.", instances)


def book(page):
    return load_workbook(BytesIO(write_page(page, "xlsx")), rich_text=True)


def table(leaf):
    """Coordinate → cell of everything from the header to the total."""
    first = next(row[0].row for row in leaf if row[0].value == "Capa")
    last = next(row[0].row for row in leaf if row[0].value == "Total de parámetros:")
    return [cell for row in leaf.iter_rows(first, last) for cell in row]


def texts(leaf):
    return [str(cell.value) for row in leaf for cell in row if cell.value]


def test_only_the_answers_can_be_edited_and_they_are_text():
    leaf = book(worksheet_page(sheet("ejemplo-4")))["Ejemplo 4"]
    assert leaf.protection.sheet
    assert leaf.protection.password is None
    free = [cell for row in leaf for cell in row if not cell.protection.locked]
    assert len(free) == 19, "5 layers × (pesos, sesgos, parámetros), 3 formas, the total"
    assert {cell.number_format for cell in free} == {"@"}
    assert {cell.value for cell in free} == {None}
    assert {cell.fill.fgColor.rgb for cell in free} == {"FFFFFBE8"}
    assert all(cell.border.left.style == "thin" for cell in free)


def test_given_cells_are_grey_and_locked():
    leaf = book(worksheet_page(sheet("ejemplo-4")))["Ejemplo 4"]
    given = {cell.value: cell for cell in table(leaf) if cell.value in ("CONV1", "(10, 1)", "2x2, s=2, max")}
    assert len(given) == 3
    assert all(cell.protection.locked and cell.fill.fgColor.rgb == "FFEEEEEE" for cell in given.values())


def test_one_sheet_an_exercise_each_with_title_student_and_code():
    pages = book(worksheet_page(sheet("ejemplo-1", "ejemplo-4")))
    assert pages.sheetnames == ["Ejemplo 1", "Ejemplo 4"]
    for leaf in pages:
        written = texts(leaf)
        assert written[:5] == [
            "NN - Cálculo",
            "Objetivo: Calcular, por capa.",
            "Estudiante: Ana Pérez Muñoz",
            "Código de hoja: K7M42Q-X",
            "Cómo responder: Escribir cada respuesta en su casilla amarilla; el resto de la hoja está protegido.",
        ]
        assert "Estructura de la Red:" in written
        assert leaf.oddFooter.left.text == "Código de hoja: K7M42Q-X"
        assert leaf.oddFooter.right.text == "Página &P de &N"
    assert {prop.name: prop.value for prop in pages.custom_doc_props.props} == {"codigo": "K7M42Q-X"}


def test_it_prints_on_a4_one_page_wide():
    leaf = book(worksheet_page(sheet("ejemplo-4")))["Ejemplo 4"]
    assert (leaf.page_setup.paperSize, leaf.page_setup.fitToHeight) == (9, 0)
    assert leaf.sheet_properties.pageSetUpPr.fitToPage
    assert not leaf.sheet_view.showGridLines
    header = table(leaf)[0].row
    assert leaf.print_title_rows == f"${header}:${header}"


def test_the_diagram_has_words_and_stands_in_a_row_of_its_own():
    data = write_page(worksheet_page(sheet("ejemplo-4")), "xlsx")
    drawing = ZipFile(BytesIO(data)).read("xl/drawings/drawing1.xml").decode()
    assert 'descr="Esquema de la red, sin escala: Input: (32, 32, 3) → CONV1: f=5x5, s=1' in drawing
    rows = {part.partition("<")[0] for part in drawing.split("<xdr:row>")[1:]}
    assert len(rows) == 1, "it ends in the row where it begins: above the table"


def test_a_key_has_bold_values_the_working_below_and_no_protection():
    leaf = book(key_page(sheet("ejemplo-4")))["Ejemplo 4"]
    weights = next(cell for cell in table(leaf) if cell.value == "600")
    assert (weights.data_type, weights.font.b, weights.font.color.rgb) == ("s", True, "FF0B5CAD")
    assert table(leaf)[-1].value == "21\u202f098"
    written = texts(leaf)
    assert "Clave de respuestas" in written
    assert written.index("Desarrollo") > written.index("21\u202f098")
    assert "CONV1, número de pesos: f·f·C·F = 5·5·3·8 = 600" in written
    assert "FC, número de parámetros: w + b = 20\u202f480 + 10 = 20\u202f490" in written
    assert not leaf.protection.sheet


def test_a_worksheet_holds_no_answer_anywhere():
    names = ("ejemplo-1", "ejemplo-4", "ejemplo-5")
    archive = ZipFile(BytesIO(write_page(worksheet_page(sheet(*names)), "xlsx")))
    parts = [archive.read(name).decode() for name in archive.namelist() if not name.endswith(".png")]
    assert not [answer for answer in ANSWERS for part in parts if answer in part]


def test_rows_and_columns_of_a_key_are_as_large_as_those_of_its_worksheet():
    empty, full = (book(page(sheet("ejemplo-5")))["Ejemplo 5"] for page in (worksheet_page, key_page))
    sizes = [[(leaf.row_dimensions[cell.row].height, cell.column) for cell in table(leaf)] for leaf in (empty, full)]
    assert sizes[0] == sizes[1]
    assert [empty.column_dimensions[c].width for c in "ABCDEF"] == [full.column_dimensions[c].width for c in "ABCDEF"]


@pytest.mark.parametrize(
    "name", ["=1+1", "{=1+1}", "https://x.example", "mailto:a@b", "12", "<b>&", "a\x00b", "_x0041_"]
)
def test_whoever_the_student_is_the_name_is_text(name):
    page = book(worksheet_page(sheet("ejemplo-1", student=name)))
    cell = page["Ejemplo 1"]["A3"]
    assert (cell.data_type, str(cell.value)) == ("s", f"Estudiante: {name}".replace("\x00", "\ufffd"))
    assert cell.hyperlink is None


def test_a_title_that_looks_like_a_formula_is_text():
    page = book(replace(worksheet_page(sheet("ejemplo-1")), title="=1+1"))
    assert (page["Ejemplo 1"]["A1"].value, page["Ejemplo 1"]["A1"].data_type) == ("=1+1", "s")


def test_without_a_student_there_is_a_line_to_write_on():
    cell = book(worksheet_page(sheet("ejemplo-1", student="")))["Ejemplo 1"]["A3"]
    assert (str(cell.value), cell.protection.locked, cell.border.bottom.style) == ("Estudiante:", False, "thin")


def test_a_filled_worksheet_keeps_its_answers_as_plain_text_that_can_be_edited():
    page = filled_page(sheet("ejemplo-4"), {"ejemplo-4/CONV1/weights": "=5*5*3*8"})
    cell = next(cell for cell in table(book(page)["Ejemplo 4"]) if cell.value == "=5*5*3*8")
    assert (cell.data_type, cell.protection.locked, cell.font.b) == ("s", False, False)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Ejemplo 4", "ejemplo 4", "Ejemplo 4"], ["Ejemplo 4", "ejemplo 4 (2)", "Ejemplo 4 (3)"]),
        (["CNN [3/4]: ¿qué?*\\"], ["CNN 3 4 ¿qué"]),
        (["'Apóstrofos'", "", "History"], ["Apóstrofos", "Ejercicio", "Ejercicio (2)"]),
        (["x" * 40, "x" * 41], ["x" * 31, "x" * 27 + " (2)"]),
    ],
)
def test_names_of_sheets(titles, names):
    assert sheet_names(titles) == names


def test_same_bytes_at_another_time():
    page = key_page(sheet("ejemplo-4"))
    first = write_page(page, "xlsx")
    time.sleep(2.1)  # a zip counts time in steps of two seconds
    assert write_page(page, "xlsx") == first
