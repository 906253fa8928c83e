"""PDF: the tables of its text, ruled or not; the fields of a form; what only a person can read."""

from functools import lru_cache
from io import BytesIO

import pikepdf
import pytest
import typst

from grader.errors import UnreadableError
from grader.model import Field, Line, Table
from grader.readers import read

CELLS = (
    "[Capa], [\\# de Neuronas de Salida], [Out], [\\# de Parámetros], "
    "[CONV1], [], [(32, 32, 8)], [5\\*5\\*3\\*8+8 = 608], [POOL1], [], [], [0]"
)
FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
ROWS = (
    ("Capa", "# de Neuronas de Salida", "Out", "# de Parámetros"),
    ("CONV1", "", "(32, 32, 8)", "5*5*3*8+8 = 608"),
    ("POOL1", "", "", "0"),
)


@lru_cache
def printed(body, page="width: 15cm, height: 10cm"):
    source = f'#set page({page}, margin: 1cm)\n#set document(keywords: ("ABC-1",), date: none)\n{body}'
    return typst.compile(source.encode(), font_paths=FONTS)


def blocks(body, **page):
    return read(printed(body, **page), "a.pdf").blocks


def tables(found):
    return [block.rows for block in found if isinstance(block, Table)]


def test_a_ruled_table_with_wrapped_and_merged_cells_between_lines_of_text():
    body = f"""Ejemplo 4\n
        #table(columns: (2cm, 2.5cm, 3cm, 4cm), {CELLS}, table.cell(colspan: 3)[Total de parámetros de la red:], [608])
        Fin: #h(3cm) 8321"""
    document = read(printed(body), "a.pdf")
    assert document.metadata == {"codigo": "ABC-1"}
    assert document.blocks == (
        Line("Ejemplo 4", "página 1"),
        Table((*ROWS, ("Total de parámetros de la red:", "", "", "608")), "página 1"),
        Line("Fin: 8321", "página 1"),
    )


LEFT = "stroke: none, column-gutter: 4mm"
RULED = "stroke: (x: none, y: 1pt), column-gutter: 4mm"
RIGHT = "align: right, stroke: none, column-gutter: 6mm"


@pytest.mark.parametrize("style", [LEFT, RULED, RIGHT])
def test_a_table_without_upright_rules(style):
    cells = CELLS.replace("de Neuronas de", "de")
    rows = (("Capa", "# de Salida", "Out", "# de Parámetros"), *ROWS[1:])
    assert tables(blocks(f"Texto.\n\n#table(columns: 4, {style}, {cells})")) == [rows]


def test_a_table_that_goes_on_over_pages_with_and_without_its_column_names():
    cells = ", ".join(f"[FC{i}], [{i}], [x]" for i in range(1, 15))
    expected = [(("Capa", "Pesos", "Notas"), *((f"FC{i}", str(i), "x") for i in range(1, 15)))]
    foot = "footer: context [Hoja ABC-1, página #counter(page).display() de 9]"
    for header in ("table.header([Capa], [Pesos], [Notas])", "[Capa], [Pesos], [Notas]"):
        found = blocks(f"#table(columns: 3, {header}, {cells})", page=f"width: 10cm, height: 6cm, {foot}")
        assert tables(found) == expected
    titled = "#pagebreak() Ejemplo 2".join(2 * ["#table(columns: 2, [Capa], [Pesos], [FC1], [5])"])
    assert len(tables(blocks(titled, page=f"width: 10cm, height: 6cm, {foot}"))) == 2


def test_a_raised_number_is_a_power():
    assert blocks("3#super(typographic: false)[2] y 448#super(typographic: false)[1] son $5^2$") == (
        Line("3^2 y 448^1 son 5^2", "página 1"),
    )


def test_letters_of_mathematics_are_whole():
    assert blocks("$H + 2 = 7$") == (Line("\U0001d43b + 2 = 7", "página 1"),)


def test_a_figure_beside_a_text_is_no_table():
    body = (
        "#grid(columns: 4, column-gutter: 1cm, [Capa: 64 neuronas], [64], [3x3], [8], [Activación], [ReLU], [p=2], [x])"
    )
    assert tables(blocks(body)) == []


def test_a_heading_that_fills_its_column():
    rows = ", ".join(f"[FC{i}], align(right)[{i}0], align(right)[{i}]" for i in range(1, 5))
    body = f"#table(columns: (2cm, 1.6cm, 2cm), inset: 0.2mm, stroke: none, [Capa], [Out Shape], [Pesos], {rows})"
    assert tables(blocks(body))[0][:2] == (("Capa", "Out Shape", "Pesos"), ("FC1", "10", "1"))


def with_notes(data, *notes, form=True):
    with pikepdf.open(BytesIO(data)) as pdf:
        made = [pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, **note)) for note in notes]
        pdf.pages[0].Annots = pikepdf.Array(made)
        if form:
            pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(made)))
        stream = BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def field(name, value, kind="Tx"):
    return {"Subtype": pikepdf.Name.Widget, "FT": pikepdf.Name("/" + kind), "T": name, "V": value, "Rect": [0, 0, 9, 9]}


def test_filled_fields_are_read_and_the_table_under_them_is_not():
    filled = with_notes(
        printed(f"Hoja ABC-1\n\n#table(columns: 4, {CELLS})"),
        field("ejemplo-4/CONV1/weights", "5*5*3*8 = 600"),
        field("ejemplo-4/total", ""),
        field("listo", pikepdf.Name.Yes, kind="Btn"),
    )
    document = read(filled, "a.pdf")
    assert tables(document.blocks) == []
    assert document.blocks[0] == Line("Hoja ABC-1", "página 1")
    assert document.blocks[-2:] == (
        Field("ejemplo-4/CONV1/weights", "5*5*3*8 = 600", "página 1"),
        Field("ejemplo-4/total", "", "página 1"),
    )


def test_a_form_of_somebody_else_keeps_its_tables():
    document = read(with_notes(printed(f"#table(columns: 4, {CELLS})"), field("Nombre", "Ana")), "a.pdf")
    assert document.blocks == (Table(ROWS, "página 1"), Field("Nombre", "Ana", "página 1"))


def test_fields_with_parents_have_their_full_name():
    with pikepdf.open(BytesIO(printed("x"))) as pdf:
        parent = pdf.make_indirect(pikepdf.Dictionary(T="hoja", FT=pikepdf.Name.Tx))
        child = pdf.make_indirect(
            pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, T="a", V="5", Parent=parent, Rect=[0, 0, 9, 9])
        )
        parent.Parent = parent
        pdf.pages[0].Annots = pikepdf.Array([child])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([parent]))
        stream = BytesIO()
        pdf.save(stream)
    assert read(stream.getvalue(), "a.pdf").blocks[-1].name.endswith("hoja.a")


def test_text_typed_onto_the_page_falls_into_its_cell():
    note = {"Subtype": pikepdf.Name.FreeText, "Contents": "608", "Rect": [91, 205, 140, 217]}
    body = "#table(columns: (2cm, 3cm), rows: 1cm, [Capa], [Pesos], [CONV1], [])"
    found = read(with_notes(printed(body), note, form=False), "a.pdf").blocks
    assert tables(found) == [(("Capa", "Pesos"), ("CONV1", "608"))]


def refusal(data):
    with pytest.raises(UnreadableError) as caught:
        read(data, "a.pdf")
    return caught.value


def picture():
    """A page that a scanner made: one picture, and what a program guessed of its text."""
    with pikepdf.open(BytesIO(printed("FC1 8192"))) as pdf:
        page = pdf.pages[0]
        image = pdf.make_stream(b"\x80", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
                                ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
        page.add_resource(image, pikepdf.Name.XObject, pikepdf.Name.Im0)
        page.contents_add(b"q 425 0 0 283 0 0 cm /Im0 Do Q")
        stream = BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def test_what_only_a_person_can_read():
    blank = refusal(printed("#rect()"))
    assert "foto o un escaneo" in blank.reason
    assert blank.needs_person
    assert refusal(picture()).needs_person
    ink = {"Subtype": pikepdf.Name.Ink, "Rect": [0, 0, 9, 9]}
    assert refusal(with_notes(printed("FC1"), ink, form=False)).needs_person


def test_protected_and_broken_files():
    stream = BytesIO()
    with pikepdf.open(BytesIO(printed("x"))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "contraseña" in refusal(stream.getvalue()).reason
    assert "dañado" in refusal(printed("x")[:300]).reason
    assert not refusal(stream.getvalue()).needs_person
