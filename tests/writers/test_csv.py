"""CSV for a Spanish spreadsheet: what it holds, line by line, and what a hostile text cannot do in it."""

from dataclasses import replace

import pytest

from grader.generate.assignment import load_assignment
from grader.model import Student, Worksheet
from grader.page import filled_page, key_page, worksheet_page
from grader.writers import write_page


def sheet(*names, student="Ana Pérez Muñoz"):
    instances = tuple(it.original() for it in load_assignment(list(names)).blueprints)
    return Worksheet("K7M42Q-X", (Student("a01", student),), "NN - Cálculo", "Calcular, por capa.", instances)


def lines(page):
    data = write_page(page, "csv")
    assert data.startswith(b"\xef\xbb\xbf"), "Excel takes a file without its mark for Latin-1"
    return data.decode("utf-8-sig").split("\r\n")


def test_a_worksheet_line_by_line():
    assert lines(worksheet_page(sheet("ejemplo-1"))) == [
        "NN - Cálculo",
        "Código de hoja;K7M42Q-X",
        "Estudiante;Ana Pérez Muñoz",
        '"Objetivo: Calcular, por capa."',
        "Cómo responder: Escribir cada respuesta en su celda de la tabla y guardar el archivo como CSV.",
        "",
        "Ejemplo 1",
        "Estructura de la Red:",
        "Capa de Entrada: 128 neuronas",
        "Capa Oculta 1: 64 neuronas",
        "Capa de Salida: 1 neurona",
        '"Activación: ReLU para las capas ocultas, Softmax para la salida."',
        "Cada neurona de una capa densa (FC) tiene un sesgo.",
        "",
        "Capa;# de Neuronas de Entrada;# de Neuronas de Salida;# de Pesos;# de Sesgos;# de Parámetros",
        "FC1;128;64;;;",
        "FC2;64;1;;;",
        "Total de parámetros;;;;;",
        "",
    ]


def test_a_key_has_the_values_and_below_the_table_their_working():
    written = lines(key_page(sheet("ejemplo-4")))
    assert written[1] == "Clave de respuestas"
    assert 'CONV1;"f=5x5, s=1, p=2, 8 filtros";"(32, 32, 8)";600;8;608' in written
    assert "Total de parámetros;21\u202f098;;;;" in written
    table = written.index("Total de parámetros;21\u202f098;;;;")
    assert written[table + 1] == ""
    assert written[table + 2] == (
        '"CONV1, forma de salida: alto = ancho = ⌊(H + 2·p − f)/s⌋ + 1 = ⌊(32 + 2·2 − 5)/1⌋ + 1 = 32; '
        'canales = F = 8 → (32,\u00a032,\u00a08)"'
    )
    assert written[table + 3] == '"CONV1, número de pesos: f·f·C·F = 5·5·3·8 = 600"'


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("=1+1", "'=1+1"),
        ("+57 300", "+57 300"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", '"\'\t=1"'),
        ('=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'),
        ("Ana; María", '"Ana; María"'),
        ("Zoë\x00\x1b", "Zoë\ufffd\ufffd"),
        ("—", "—"),
    ],
)
def test_a_name_is_never_a_formula(name, field):
    assert f"Estudiante;{field}\r\n" in write_page(worksheet_page(sheet("ejemplo-1", student=name)), "csv").decode()


def test_answers_of_a_filled_worksheet_stay_as_they_were_written():
    texts = {"ejemplo-4/POOL1/weights": "-", "ejemplo-4/CONV1/weights": "5*5*3*8 = 600"}
    written = lines(filled_page(sheet("ejemplo-4"), texts))
    assert 'POOL1;"2x2, s=2, max";;-;;' in written
    assert 'CONV1;"f=5x5, s=1, p=2, 8 filtros";;5*5*3*8 = 600;;' in written


def test_a_title_with_a_line_break_stays_one_field():
    page = replace(worksheet_page(sheet("ejemplo-1")), title="Uno\n=2")
    assert write_page(page, "csv").decode("utf-8-sig").startswith('"Uno\n=2"\r\n')
