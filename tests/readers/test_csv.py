"""Any separator, any encoding, several tables in a file: the columns stay aligned."""

import pytest

from grader.model import Heading, Line, Table
from grader.readers import read

ROWS = [
    ["Ejemplo 4"],
    ["Capa", "Detalle", "Out Shape", "# de Pesos"],
    ["CONV1", "f=5x5", "(32,32,8)", "8,192"],
    ["POOL1", "", "", ""],
    ["FC", "Softmax", "(10,1)", "8.192"],
    [],
    ["Total de parámetros:", "8321"],
]
BLOCKS = (
    Heading("Ejemplo 4", 1, "fila 1"),
    Table(
        (
            ("Capa", "Detalle", "Out Shape", "# de Pesos"),
            ("CONV1", "f=5x5", "(32,32,8)", "8,192"),
            ("POOL1", "", "", ""),
            ("FC", "Softmax", "(10,1)", "8.192"),
        ),
        "tabla de la fila 2",
    ),
    Table((("Total de parámetros:", "8321"),), "tabla de la fila 7"),
)


def written(delimiter):
    lines = [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in ROWS]
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_same_blocks_whatever_the_separator_and_the_encoding(delimiter, encoding):
    document = read(written(delimiter).encode(encoding), "hoja.csv")
    assert document.blocks == BLOCKS
    assert (document.format, document.notices) == ("csv", ())


def test_padded_rows_of_excel_keep_titles_apart_and_blank_layers_in_place():
    text = "Capa;Pesos;Sesgos\nFC1;1;2\nFC2;;\nTotal:;;\nEjemplo 2;;\nCapa;Pesos;Sesgos\nFC1;3;4\n"
    assert read(text.encode(), "a.csv").blocks == (
        Table(
            (("Capa", "Pesos", "Sesgos"), ("FC1", "1", "2"), ("FC2", "", ""), ("Total:", "", "")), "tabla de la fila 1"
        ),
        Heading("Ejemplo 2", 1, "fila 5"),
        Table((("Capa", "Pesos", "Sesgos"), ("FC1", "3", "4")), "tabla de la fila 6"),
    )


def test_a_layer_without_its_separators_does_not_cut_the_table():
    table = read(b"Capa,Pesos\nPOOL1\nFC,5\n", "a.csv").blocks
    assert table == (Table((("Capa", "Pesos"), ("POOL1",), ("FC", "5")), "tabla de la fila 1"),)


def test_columns_blank_in_every_row_are_dropped():
    assert read(b";a;b;;\n;1;;;\n", "a.csv").blocks == (Table((("a", "b"), ("1", "")), "tabla de la fila 1"),)


def test_a_shape_without_quotes_is_joined_and_told():
    document = read(b"Capa,Out,Pesos\nCONV1,(32,32,8),600\nFC,(10,1),80\n", "a.csv")
    assert document.blocks[0].rows[1] == ("CONV1", "(32,32,8)", "600")
    assert document.notices[0] == "Fila 2: se unió lo que iba entre paréntesis sin comillas."


def test_a_thousand_that_fell_apart_is_told():
    document = read(b"Capa,Pesos,Sesgos\nFC,8,192,64\n", "a.csv")
    assert document.notices == ("Fila 2: tiene más celdas que el encabezado; va entre comillas lo que lleve comas.",)


def test_an_unclosed_quote_costs_its_line_only():
    document = read(b'Capa,Pesos\nCONV1,"5\nFC,6\n', "a.csv")
    assert document.blocks[0].rows == (("Capa", "Pesos"), ("CONV1", "5"), ("FC", "6"))
    assert document.notices == ("El archivo tiene comillas sin cerrar; cada línea se leyó por separado.",)


def test_a_quoted_cell_keeps_its_lines():
    assert read(b'Capa,Pesos\nFC,"5\n6"\n', "a.csv").blocks[0].rows[1] == ("FC", "5\n6")


def test_excel_announces_its_separator():
    assert read(b"sep=;\na;b,c\n1;2\n", "a.csv").blocks == (Table((("a", "b,c"), ("1", "2")), "tabla de la fila 2"),)


def test_lines_of_text_are_lines():
    document = read(b"Objetivo: calcular los pesos.\n\nCapa;Pesos\nFC;2\n", "a.csv")
    assert document.blocks[0] == Line("Objetivo: calcular los pesos.", "fila 1")


def test_commas_inside_brackets_are_no_columns():
    text = "Capa;Out;Pesos\nInput;(32,32,3)\nCONV1;(32,32,8);600\nPOOL1;(16,16,8)\n"
    assert read(text.encode(), "a.csv").blocks[0].rows[2] == ("CONV1", "(32,32,8)", "600")


def test_a_table_under_a_label_and_its_value_is_as_wide_as_its_own_header():
    text = b"Codigo,ABC-1\nCapa,Out Shape,Pesos\nCONV1,(23, 23, 22),594\n"
    document = read(text, "a.csv")
    (table,) = document.blocks
    assert table.rows[2] == ("CONV1", "(23, 23, 22)", "594")
    assert document.notices == ("Fila 3: se unió lo que iba entre paréntesis sin comillas.",)
