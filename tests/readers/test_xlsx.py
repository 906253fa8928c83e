"""Spreadsheets: each visible sheet, its tables with titles between them, values as the student sees them."""

from datetime import datetime
from io import BytesIO

import pytest
import xlsxwriter

from grader.model import Heading, Line, Table
from grader.readers import read

WHERE = "hoja «Ejemplo 4»"


def book(fill, *, code=""):
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        if code:
            workbook.set_custom_property("codigo", code)
        fill(workbook, workbook.add_worksheet("Ejemplo 4"))
    return stream.getvalue()


def test_tables_titles_and_the_sheet_code():
    def fill(workbook, sheet):
        for index, row in enumerate([
            ["Ejemplo 4"], [], ["Capa", "Out", "Pesos"], ["CONV1", "(32,32,8)", 600], ["POOL1"], ["FC", None, 8192.0],
            [], ["Total:", 8321], ["Ejemplo 5"], ["Capa", "Out", "Pesos"], ["Input"],
        ]):  # fmt: skip
            sheet.write_row(index, 0, row)

    document = read(book(fill, code="ABC-1"), "a.xlsx")
    assert (document.metadata, document.notices) == ({"codigo": "ABC-1"}, ())
    header = ("Capa", "Out", "Pesos")
    first = (header, ("CONV1", "(32,32,8)", "600"), ("POOL1", "", ""), ("FC", "", "8192"))
    assert document.blocks == (
        Heading("Ejemplo 4", 1, WHERE),
        Table(first, WHERE, "Ejemplo 4"),
        Table((("Total:", "8321"),), WHERE, "Ejemplo 4"),
        Heading("Ejemplo 5", 1, WHERE),
        Table((header, ("Input", "", "")), WHERE, "Ejemplo 4"),
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(8192.0, "8192"), (4.64, "4.64"), (-10, "-10"), (1e20, "1e+20"), (True, "VERDADERO"), ("08 192 ", "08 192 "),
     ("=1+1", "1+1 = 2"), ("=SUM(1,1)", "2"), (datetime(2024, 3, 4), "2024-03-04")],  # noqa: DTZ001
)  # fmt: skip
def test_values(value, text):
    def fill(workbook, sheet):
        sheet.write(0, 0, "Capa")
        if isinstance(value, datetime):
            sheet.write_datetime(0, 1, value, workbook.add_format({"num_format": "d/m/yyyy"}))
        elif isinstance(value, str) and value.startswith("="):
            sheet.write_formula(0, 1, value, None, 2)
        else:
            sheet.write(0, 1, value)

    assert read(book(fill), "a.xlsx").blocks[0].rows == (("Capa", text),)


def test_merged_cells_hidden_sheets_and_errors():
    def fill(workbook, sheet):
        sheet.merge_range("B2:D2", "Notas del estudiante.")
        sheet.write_row("B4", ["a", "b"])
        sheet.write_formula("B5", "=1/0", None, "#DIV/0!")
        hidden = workbook.add_worksheet("otra")
        hidden.hide()
        hidden.write(0, 0, "x")

    document = read(book(fill), "a.xlsx")
    assert document.blocks == (
        Line("Notas del estudiante.", WHERE),
        Table((("a", "b"), ("1/0", "")), WHERE, "Ejemplo 4"),
    )
    assert document.notices == (
        "El libro tiene celdas con errores de fórmula (como #¡VALOR!); se leyeron como vacías.",
        "La hoja oculta «otra» no se leyó.",
    )


def sheet(*cells, calculated=True):
    """A book whose cells are as XML writes them."""
    from zipfile import ZipFile

    data = book(lambda _, sheet: sheet.write_row(0, 0, ["Capa", "Pesos", "x"]))
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(stream, "w") as out:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"</row>", b"</row><row r='2'>" + "".join(cells).encode() + b"</row>")
            if calculated:
                part = part.replace(b' fullCalcOnLoad="1"', b"")
            out.writestr(name, part)
    document = read(stream.getvalue(), "a.xlsx")
    return document.blocks[0].rows[1:], document.notices


LOST = (
    "El libro tiene fórmulas sin calcular; se leyeron como vacías. "
    "Ábrelo en tu hoja de cálculo, guárdalo y vuelve a entregarlo."
)


@pytest.mark.parametrize(
    ("formula", "text", "notices"),
    [
        ("<f>5*5*3*8</f><v>600</v>", "5*5*3*8 = 600", ()),
        ("<f>(5*5*3 + 1)*8</f><v>608</v>", "(5*5*3 + 1)*8 = 608", ()),
        ("<f>5*5*3*8</f>", "5*5*3*8", ()),
        ("<f>5*5*3*8</f><v/>", "5*5*3*8", ()),
        ("<f>B1*8</f><v>600</v>", "600", ()),
        ("<f>B1*8</f>", "", (LOST,)),
        ("<f>B1*8</f><v></v>", "", (LOST,)),
        ('<f t="shared" ref="B2:B3" si="0">5*5</f><v>25</v>', "25", ()),
        ('<f t="shared" si="0"/><v>25</v>', "25", ()),
        ('<f t="array" ref="B2">5*5</f><v>25</v>', "25", ()),
        ("<f>SUM(5,3)</f><v>8</v>", "8", ()),
        ("<f>-600</f><v>-600</v>", "-600", ()),
        ("<f>10^2/5</f><v>20</v>", "10^2/5 = 20", ()),
        ("<f>2&gt;1</f><v>1</v>", "1", ()),
    ],
)
def test_formulas(formula, text, notices):
    assert sheet('<c r="A2" t="str"><v>FC</v></c>', f'<c r="B2">{formula}</c>') == ((("FC", text, ""),), notices)


def test_a_formula_beyond_the_last_value():
    rows, _ = sheet('<c r="E2"><f>1+2</f></c>')
    assert rows == (("", "", "", "", "1+2"),)


def test_a_library_writes_zero_for_what_it_does_not_calculate():
    rows, notices = sheet('<c r="A2"><f>5*3</f><v>0</v></c><c r="B2"><f>C1*3</f><v>0</v></c>', calculated=False)
    assert (rows, notices) == ((("5*3", "", ""),), (LOST,))


def test_a_percentage_is_read_as_it_is_shown():
    """A 14 typed into such a cell is stored as 0.14."""

    def fill(workbook, sheet):
        sheet.write_row(2, 1, ["Capa", "Sesgos", "Tasa"])
        sheet.write_row(3, 1, ["FC", 0.14, 0.3])
        sheet.write_number(3, 2, 0.14, workbook.add_format({"num_format": "0%"}))

    (table,) = read(book(fill), "a.xlsx").blocks
    assert table.rows[-1][-3:] == ("FC", "14%", "0.3")


def test_the_comment_on_a_cell_comes_after_its_sheet():
    def fill(workbook, sheet):
        sheet.write_row(0, 0, ["Capa", "Pesos"])
        sheet.write_row(1, 0, ["FC2"])
        sheet.write_comment(1, 1, "1540\npesos")

    *_, last = read(book(fill), "a.xlsx").blocks
    assert last == Line("1540 pesos", f"{WHERE}, comentario de la celda B2")
