"""Which exercise a line opens."""

import pytest
from classroom import EJEMPLOS, original

from grader.check.match.titles import Titles

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
