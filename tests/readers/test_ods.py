"""LibreOffice's spreadsheets and documents, in the XML that it writes."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from grader.errors import UnreadableError
from grader.model import Heading, Line, Table
from grader.readers import read

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "meta")
)
STYLES = (
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
)
CODE = '<meta:user-defined meta:name="codigo">ABC-1</meta:user-defined>'
META = f"<office:document-meta {SPACES}>{CODE}</office:document-meta>"
WHERE = "hoja «Ejemplo 4»"


def package(body, kind, manifest=""):
    content = f"<office:document-content {SPACES}>{STYLES}<office:body>{body}</office:body></office:document-content>"
    stream = BytesIO()
    with ZipFile(stream, "w") as out:
        out.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        out.writestr("content.xml", content)
        out.writestr("meta.xml", META)
        out.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def row(*cells, times=1):
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def text(value, times=1):
    repeated = f'table:number-columns-repeated="{times}"'
    return f'<table:table-cell office:value-type="string" {repeated}><text:p>{value}</text:p></table:table-cell>'


def number(value, formula=""):
    formula = f'table:formula="of:={formula}"' if formula else ""
    attributes = f'{formula} office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {attributes}><text:p>{value},0</text:p></table:table-cell>"


def blank(times=1):
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def sheet(*rows, style="ta1", name="Ejemplo 4"):
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def spreadsheet(*tables):
    return read(package(f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet>", "spreadsheet"), "a.ods")


def test_tables_titles_repeated_cells_and_the_sheet_code():
    document = spreadsheet(
        sheet(
            row(text("Ejemplo 4"), blank(1_023)),
            row(blank(1_024)),
            row(text("Capa"), text("Out"), text("Pesos"), blank(1_021)),
            row(text("CONV1"), text("(32,32,8)"), number(8192), blank(1_021)),
            row(text("POOL1"), blank(1_023)),
            row(text("FC"), text("0", times=2), blank(1_021)),
            row(blank(1_024), times=1_048_000),
        ),
        sheet(row(text("x")), style="ta2", name="otra"),
    )
    assert (document.format, document.metadata) == ("ods", {"codigo": "ABC-1"})
    assert document.notices == ("La hoja oculta «otra» no se leyó.",)
    assert document.blocks == (
        Heading("Ejemplo 4", 1, WHERE),
        Table(
            (("Capa", "Out", "Pesos"), ("CONV1", "(32,32,8)", "8192"), ("POOL1",), ("FC", "0", "0")), WHERE, "Ejemplo 4"
        ),
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (number("600", "5*5*3*8"), "5*5*3*8 = 600"),
        (number("600", "[.B2]*8"), "600"),
        (number("4.64"), "4.64"),
        (number("0.14").replace("float", "percentage"), "14%"),
        (text("8<text:s text:c='2'/>192<text:line-break/>a"), "8  192\na"),
        (text("3<text:span text:style-name='T1'>2</text:span>"), "3^2"),
        (text("5<office:annotation><text:p>no</text:p></office:annotation>"), "5"),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', "VERDADERO"),
        ('<table:table-cell office:value-type="date" office:date-value="2024-03-04"/>', "2024-03-04"),
        ('<table:covered-table-cell office:value-type="string"><text:p>x</text:p></table:covered-table-cell>', ""),
    ],
)
def test_cells(cell, expected):
    document = spreadsheet(sheet(row(text("k"), cell, text("z"))))
    assert document.blocks[0].rows == (("k", expected, "z"),)


def test_errors_and_formulas_that_were_never_calculated_are_told():
    attributes = 'table:formula="of:=[.A1]/0" office:value-type="string"'
    error = f"<table:table-cell {attributes}><text:p>#DIV/0!</text:p></table:table-cell>"
    assert spreadsheet(sheet(row(text("k"), error, text("z")))).notices == (
        "El libro tiene celdas con errores de fórmula (como #¡VALOR!); se leyeron como vacías.",
    )
    lost = '<table:table-cell table:formula="of:=[.A1]*2"/>'
    assert "sin calcular" in spreadsheet(sheet(row(text("k"), lost, text("z")))).notices[0]


def refusal(data):
    with pytest.raises(UnreadableError) as caught:
        read(data, "a.ods")
    return caught.value.reason


def test_hostile_sheets_are_refused():
    for rows in [
        row(text("x"), times=9_999_999),
        row(text("x", times=9_999_999)),
        row(text("x", times=200), times=9_000),
    ]:
        with pytest.raises(UnreadableError):
            spreadsheet(sheet(rows))
    assert "contraseña" in refusal(package("", "spreadsheet", "<manifest:encryption-data/>"))
    assert "presentación" in refusal(package("", "presentation"))


def test_a_document():
    body = f"""<office:text><text:tracked-changes><text:p>borrado</text:p></text:tracked-changes>
        <text:h text:outline-level="2">Ejemplo 4</text:h><text:p>uno<text:line-break/>dos</text:p>
        <text:list><text:list-item><text:p>tres<text:note><text:p>1</text:p></text:note></text:p></text:list-item></text:list>
        {sheet(row(text("a"), text("b")), row(text("1"), blank()))}<text:p>fin</text:p></office:text>"""
    document = read(package(body, "text"), "a.odt")
    assert document.blocks == (
        Heading("Ejemplo 4", 2),
        Line("uno"),
        Line("dos"),
        Line("tres"),
        Table((("a", "b"), ("1", "")), "tabla 1"),
        Line("fin"),
    )
    assert (document.format, document.metadata) == ("odt", {"codigo": "ABC-1"})
