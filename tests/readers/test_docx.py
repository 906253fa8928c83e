"""Word documents as Word and LibreOffice write them."""

from io import BytesIO

from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from grader.model import Heading, Line, Table
from grader.readers import read


def saved(word):
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def test_titles_paragraphs_tables_and_edges():
    word = Word()
    word.core_properties.identifier = "ABC-1"
    word.sections[0].footer.paragraphs[0].text = "Hoja ABC-1"
    word.add_heading("Ejemplo 4", 2)
    word.add_paragraph("uno\ndos")
    table = word.add_table(2, 2)
    for index, text in enumerate(("Capa", "Pesos", "CONV1", "5*5*3")):
        table.cell(index // 2, index % 2).text = text
    word.add_paragraph("fin")
    document = read(saved(word), "a.docx")
    assert document.metadata == {"codigo": "ABC-1"}
    assert document.blocks == (
        Heading("Ejemplo 4", 2),
        Line("uno"),
        Line("dos"),
        Table((("Capa", "Pesos"), ("CONV1", "5*5*3")), "tabla 1"),
        Line("fin"),
        Line("Hoja ABC-1", "pie de página"),
    )


def test_merged_cells_are_empty_strings():
    word = Word()
    table = word.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "ancha"
    table.cell(0, 2).merge(table.cell(2, 2)).text = "alta"
    table.cell(1, 0).text = "x"
    rows = (("ancha", "", "alta"), ("x", "", ""), ("", "", ""))
    assert read(saved(word), "a.docx").blocks == (Table(rows, "tabla 1"),)


def test_a_table_inside_a_cell_comes_after_its_own():
    word = Word()
    outer = word.add_table(1, 2)
    outer.cell(0, 0).text = "a"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "b"
    assert [block.rows for block in read(saved(word), "a.docx").blocks] == [(("a", ""),), (("b",),)]


def paragraph(inner):
    word = Word()
    word.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w', 'm')}>{inner}</w:p>"))
    return read(saved(word), "a.docx").blocks


def test_spanish_styles_and_outlines_are_titles():
    assert paragraph('<w:pPr><w:pStyle w:val="Ttulo1"/></w:pPr><w:r><w:t>T</w:t></w:r>') == (Heading("T", 1),)
    assert paragraph('<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>T</w:t></w:r>') == (Heading("T", 2),)
    assert paragraph('<w:pPr><w:pStyle w:val="Encabezado"/></w:pPr><w:r><w:t>T</w:t></w:r>') == (Line("T"),)


def test_deleted_text_is_gone_and_inserted_text_counts():
    inner = "<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>8</w:t></w:r></w:ins>"
    assert paragraph(inner) == (Line("8"),)


def test_powers_and_fractions_are_not_run_together():
    raised = '<w:r><w:t>3</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    assert paragraph(raised) == (Line("3^2"),)
    fraction = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    assert paragraph(f"<m:oMath>{fraction}</m:oMath>") == (Line("1/2"),)


def math(inner):
    return paragraph(f"<m:oMath>{inner}</m:oMath>")[0].text


def t(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_what_a_fraction_and_a_power_hold_stays_together():
    above = f"<m:f><m:num>{t('74+4')}</m:num><m:den>{t('2')}</m:den></m:f>"
    assert math(above) == "(74+4)/2"
    assert math(f"<m:sSup><m:e>{t('2')}</m:e><m:sup>{t('n')}{t('+1')}</m:sup></m:sSup>") == "2^(n+1)"


def test_brackets_and_sums_of_an_equation_are_written():
    floor = '<m:dPr><m:begChr m:val="⌊"/><m:endChr m:val="⌋"/></m:dPr>'
    assert math(f"<m:d>{floor}<m:e>{t('3,5')}</m:e></m:d>") == "⌊3,5⌋"
    assert math(f"{t('w')}<m:d><m:e>{t('t')}</m:e></m:d>") == "w(t)"
    sign = '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'
    low = f"<m:sub>{t('i=1')}</m:sub><m:sup>{t('4')}</m:sup>"
    weight = f"<m:sSubSup><m:e>{t('w')}</m:e><m:sub>{t('i1')}</m:sub><m:sup>{t('(5)')}</m:sup></m:sSubSup>"
    assert math(f"<m:nary>{sign}{low}<m:e>{weight}</m:e></m:nary>") == "∑_{i=1}^{4} wi1^(5)"


def test_content_controls_are_looked_into():
    inner = "<w:sdt><w:sdtContent><w:r><w:t>75</w:t></w:r></w:sdtContent></w:sdt>"
    assert paragraph(inner) == (Line("75"),)


def test_what_word_shows_in_an_untouched_control_is_no_answer():
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    prompt = control.format("<w:showingPlcHdr/>", "Haga clic o pulse aquí para escribir texto.")
    assert paragraph(f"<w:r><w:t>Total: </w:t></w:r>{prompt}") == (Line("Total:"),)
    assert paragraph(control.format("<w:showingPlcHdr/>", "8256")) == (Line("8256"),)


def test_crossed_out_text_is_kept_as_crossed_out():
    word = Word()
    paragraph = word.add_paragraph("pesos ")
    paragraph.add_run("198").font.strike = True
    paragraph.add_run(" 594")
    assert read(saved(word), "a.docx").blocks == (Line("pesos ~~198~~ 594"),)


def test_paragraphs_with_tabulators_are_a_table():
    word = Word()
    for text in ("Hoja", "Capa\tPesos", "FC1\t240", "Total: 240"):
        word.add_paragraph(text)
    table = Table((("Capa", "Pesos"), ("FC1", "240")), "")
    assert read(saved(word), "a.docx").blocks == (Line("Hoja"), table, Line("Total: 240"))
