"""Pages, however broken: spans keep the columns aligned, fields count as text."""

import pytest

from grader.model import Heading, Line, Table
from grader.readers import read


def blocks(text):
    return read(text.encode(), "a.html").blocks


def test_headings_tables_and_lines():
    page = (
        '<!DOCTYPE html><html><head><meta name="codigo" content="X9"><title>t</title><style>a{}</style></head>'
        "<body><h2>Ejemplo <b>4</b></h2><p>Hola\n  <i>x</i><br>y</p>suelto<ul><li>uno<li>dos</ul>"
        "<script>z</script><table><tr><th>A<td>1</table><pre>p\n q</pre>"
    )
    document = read(page.encode(), "a.html")
    assert document.metadata == {"codigo": "X9"}
    assert document.blocks == (
        Heading("Ejemplo 4", 2),
        *[Line(text) for text in ("Hola x", "y", "suelto", "uno", "dos")],
        Table((("A", "1"),), "tabla 1"),
        *[Line(text) for text in ("p", "q")],
    )


def test_spans_leave_empty_strings():
    page = "<table><tr><th rowspan=2>A<th colspan=2>B<tr><td>1<td>2<tr><td rowspan=x>3<td colspan=0>4</table>"
    assert blocks(page)[0].rows == (("A", "B", ""), ("", "1", "2"), ("3", "4"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<input value="5*3">', "5*3"),
        ('<input type="hidden" value="5">', ""),
        ("<textarea>8192</textarea> = x", "8192 = x"),
        ("<select><option>a<option selected>b</select>", "b"),
        ("3<sup>2</sup>", "3^2"),
        ("<math><msup><mn>3</mn><mn>2</mn></msup></math>", "3^2"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation>\\frac12</annotation></math>", "1/2"),
        ('<span aria-hidden="true">9</span>8', "8"),
        ("8&nbsp;192", "8\xa0192"),
        ("<p>Out</p><p>Shape</p>", "Out\nShape"),
        ("<!-- no -->7<?php no ?>", "7"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
    ],
)
def test_cells(cell, text):
    assert blocks(f"<table><tr><td>k</td><td>{cell}</td></tr></table>")[0].rows == (("k", text),)


def test_a_row_without_cells_and_a_caption():
    page = "<table><caption>Ejemplo 4</caption><tr><td>a<td>b</tr><tr>Total params: 5</tr></table>"
    assert any(isinstance(block, Table) and block.caption == "Ejemplo 4" for block in blocks(page))


def test_a_table_that_only_lays_out_the_page():
    page = "<table><tr><td><h1>T</h1><table><tr><td>1<td>2</table></td></tr></table>"
    assert blocks(page) == (Heading("T", 1), Table((("1", "2"),), "tabla 1"))


def test_a_declared_charset():
    page = '<?xml version="1.0" encoding="ISO-8859-1"?><html><body><p>Parámetros</p></body></html>'
    assert read(page.encode("latin-1"), "a.html").blocks == (Line("Parámetros"),)


def test_what_is_crossed_out_is_kept_as_such():
    (line,) = read(b"<p>pesos <del>198</del> 594</p>", "a.html").blocks
    assert line.text == "pesos ~~198~~ 594"


def test_a_term_and_its_definition_are_one_line():
    page = "<dl><dt>Pesos</dt>\n<dd>8192</dd><dt>Sesgos:</dt><dd><b>64</b></dd></dl><p>fin</p>"
    assert blocks(page) == (Line("Pesos: 8192"), Line("Sesgos: 64"), Line("fin"))


def test_a_mark_that_leads_to_a_comment_is_no_part_of_a_number():
    (line,) = blocks('<p>Total: 243.912<sup><a href="#c1">[a]</a></sup>, 3<sup>2</sup></p>')
    assert line.text == "Total: 243.912, 3^2"
