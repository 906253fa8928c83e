"""A right answer that stands in the file and that nobody could place is no silent zero; what is not there is blank."""

import pytest
from classroom import original

from grader.check.match.document import match
from grader.check.match.number_words import numbers_in_words
from grader.check.match.spare import numbers
from grader.model import Document, Heading, Line, Table


def waiting(*blocks, name="ejemplo-1"):
    """The refs that wait for a person."""
    found = match(Document("markdown", blocks), [original(name)])
    return {path.partition("/")[2] for path in found.loose}


ALL = {"FC1/weights", "FC1/biases", "FC1/params", "FC2/weights", "FC2/biases", "FC2/params", "total"}


def test_a_number_that_nobody_placed_keeps_its_layer_open():
    table = Table((("Capa", "Pesos", "Sesgos"), ("FC2", "64", "1")), "")
    assert waiting(table, Line("Además obtuve 8.256.")) == {"FC1/weights", "FC1/biases", "FC1/params"}


def test_numbers_of_several_layers_keep_all_open():
    lines = Line("La respuesta buena es 8192, luego sale 8256"), Line("y por último sumando queda 8321 todo")
    assert waiting(*lines) == ALL


def test_channels_first():
    assert numbers("8 mapas: 12@46x46").shapes == {(46, 46, 12)}


def test_numbers_in_words():
    assert waiting(Line("Hay ocho mil ciento noventa y dos pesos en FC1.")) >= {"FC1/weights", "FC1/params"}


@pytest.mark.parametrize(
    "blocks",
    [
        (Line("Entregado el 12/03/2026 a las 10:15, página 8"),),
        (Table((("Capa", "Pesos"), ("FC1", "128·64 = 8192")), ""), Line("Usé la tabla de 8192.")),
        (Line("Capa de Entrada: 128 neuronas"), Heading("Ejemplo 1")),
    ],
    ids=["otros números", "ya usado", "de la hoja"],
)
def test_what_is_not_there_is_blank(blocks):
    assert waiting(*blocks) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cuarenta y cuatro", [44]),
        ("ciento trece mil cuatrocientos setenta y cinco", [113475]),
        ("mil", [1000]),
        ("dos millones quinientos mil", [2500000]),
        ("una capa y veintiún sesgos", [1, 21]),
        ("nueve mil setenta y cinco, ochocientos", [9075, 800]),
    ],
)
def test_spanish_numbers(text, found):
    assert list(numbers_in_words(text)) == found


def test_which_number_is_right_is_not_told():
    found = match(Document("markdown", (Line("Además obtuve 8.256."),)), [original("ejemplo-1")])
    assert found.loose
    assert not any(c.isdigit() for reason in found.loose.values() for c in reason)


def test_the_second_of_two_answers_may_be_another_cells():
    lines = Line("FC1: pesos 8192, pesos 64, total de FC2 pesos 65"), Line("FC1 pesos 8321")
    assert "total" in waiting(*lines)


def test_a_whole_speech_in_one_cell_leaves_its_numbers_to_be_looked_for():
    said = "El total de mi red con todas sus capas y lo que conté aparte es 8192 y luego 8256"
    assert waiting(Table((("Capa", "Pesos", "Params"), ("FC1", "", ""), ("FC2", "64", "65"), ("Total", "", said)), ""))
