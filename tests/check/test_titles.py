"""Which exercise a line opens."""

import pytest
from classroom import EJEMPLOS, blueprint, original

from grader.check.match.titles import Titles
from grader.sheets import build

TITLES = Titles([original(name) for name in EJEMPLOS])


@pytest.mark.parametrize(
    "text",
    ["Ejemplo 2", "EJEMPLO 2:", "Ejemplo2", "Ej. 2", "Ejemplo N° 2", "Ejemplo n.º 2", "Segundo ejemplo", "Ejemplo dos",
     "Sheet 2: Ejemplo 2", "Solución del ejemplo 2 (Ana)", "En el ejemplo 2 la capa FC1",
     "Ejmplo 2", "Hoja 1: Ejemplo 2"],
)  # fmt: skip
def test_titles_as_people_write_them(text):
    sheet, _ = TITLES.opened(text)
    assert sheet
    assert sheet.name == "ejemplo-2"


@pytest.mark.parametrize("text", ["Ejemplo 7", "Ejemplo 25"])
def test_the_title_of_something_else_closes(text):
    assert TITLES.opened(text) == (None, True)


@pytest.mark.parametrize("text", ["Los ejemplos 2 y 3", "Punto 2", "Capa 2", "Como en clase, ejemplo 2", "2", ""])
def test_what_is_no_title(text):
    assert TITLES.opened(text) == (None, False)


MIXED = Titles([build(blueprint(name).original()) for name in ("tamano-de-salida", "inciso-5", "inciso-1-pasas")])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("EJERCICIO 1. TAMAÑO DE LA SALIDA", "tamano-de-salida"),
        ("1. Tamaño de la salida", "tamano-de-salida"),
        ("Escalado", "inciso-5"),
        ("2) Escalado:", "inciso-5"),
        ("Pasas", "inciso-1-pasas"),
        ("Ejercicio 3 (pasas)", "inciso-1-pasas"),
    ],
)
def test_what_an_exercise_is_about_alone_or_behind_a_number_of_the_students(text, name):
    sheet, _ = MIXED.opened(text)
    assert sheet
    assert sheet.name == name


@pytest.mark.parametrize("text", ["El escalado fue fácil", "3 pasas de uva", "1. 400", "Pasas la capa por 3x3"])
def test_a_sentence_with_a_word_of_it_is_no_title(text):
    assert MIXED.opened(text) == (None, False)
