"""How tables and lines are found of exercises that are no network's."""

import pytest
from classroom import blueprint

from grader.check.match.document import match
from grader.model import Document, Heading, Line, Table
from grader.sheets import build

MIXED = ("tamano-de-salida", "inciso-5", "inciso-1-pasas")


def found(*blocks, of=("tamano-de-salida",)):
    """Ref → texts of what is answered, and the refs that wait for a person."""
    told = match(Document("markdown", blocks), [build(blueprint(name).original()) for name in of])
    bare = (lambda path: path.partition("/")[2]) if len(of) == 1 else str
    cells = {bare(path): [it.raw for it in its if it.raw] for path, its in told.cells.items()}
    return {ref: texts for ref, texts in cells.items() if texts}, {bare(path) for path in told.loose}


DENSE = Table((("Capa", "Pesos", "Sesgos", "Parámetros"), ("FC1", "140", "20", "160"), ("FC2", "200", "10", "210")), "")


def test_a_networks_table_under_the_title_of_questions_is_the_networks():
    cells, _ = found(Heading("Tamaño de la salida"), Line("P1: 28x28x16"), DENSE, of=MIXED)
    assert cells["inciso-1-pasas/FC1/weights"] == ["140"]
    assert cells["tamano-de-salida/P1/answer"] == ["28x28x16"]


def test_a_title_may_stand_behind_who_wrote_the_part():
    cells, _ = found(Heading("Parte de Ana: Tamaño de la salida"), Line("1) 28x28x16"), of=MIXED)
    assert cells == {"tamano-de-salida/P1/answer": ["28x28x16"]}


def test_bare_numbers_of_a_row_are_no_names_of_questions():
    table = Table((("Parte", "Antes", "Después"), ("Tallo", "24", "32"), ("Etapa", "1", "2"), ("Cabeza", "3", "6")), "")
    assert found(table)[0] == {}


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Oculta 1: neta=1.1000  y=0.8005", {"Oculta 1/net": ["1.1000"], "Oculta 1/output": ["0.8005"]}),
        ("Salida 2: error = -0.25 y delta = 0,1", {"Salida 2/error": ["-0.25"], "Salida 2/delta": ["0,1"]}),
        ("b(1) nuevo = 0,3039", {"b(1) Oculta/updated": ["0,3039"]}),
        ("b1 actualizado: 0,3039", {"b(1) Oculta/updated": ["0,3039"]}),
    ],
)
def test_several_answers_of_a_neuron_in_a_line(text, answers):
    assert found(Line(text), of=("inciso-4",))[0] == answers


def test_what_stands_behind_a_sign_is_the_calculation_and_no_answer():
    assert "Salida 1/output" not in found(Line("Salida 1: e = 0,5 - y = 0,3"), of=("inciso-4",))[0]


def test_questions_beside_one_another():
    answers = {"P1/answer": ["28x28x16"], "P2/answer": ["6"], "P3/answer": ["1"]}
    assert found(Line("P1: 28x28x16  P2: 6; P3 = 1"))[0] == answers


def test_a_number_that_was_given_is_no_new_value():
    assert found(Line("b1 = -1"), of=("inciso-4",))[0] == {}


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("d=1.728 w=1.331 r=1.521", {"d/factor": ["1.728"], "w/factor": ["1.331"], "r/factor": ["1.521"]}),
        ("d = 1,728; Imagen: 300", {"d/factor": ["1,728"], "Imagen/side": ["300"]}),
        ("d: 1,728 ; w: 1,331", {"d/factor": ["1,728"], "w/factor": ["1,331"]}),
        ("Etapa 3: 40·1,2 = 48 → 48 canales; repeticiones: 2·1,4 = 2,8 → 3",
         {"Etapa 3/channels": ["40·1,2 = 48 → 48"], "Etapa 3/repeats": ["2·1,4 = 2,8 → 3"]}),
        ("d = α^φ = 1,2^3 = 1,728", {"d/factor": ["α^φ = 1,2^3 = 1,728"]}),
    ],
)  # fmt: skip
def test_several_answers_of_a_scaled_network_in_a_line(text, answers):
    assert found(Line(text), of=("inciso-5",))[0] == answers


def test_a_bracket_within_a_name_ends_no_name():
    lines = Line("Imagen de 300 (lado)"), Line("Tallo de 40 canales")
    assert found(*lines, of=("inciso-5",))[0] == {}


def test_a_heading_cut_short_with_a_point():
    table = Table((("Bloque", "lado", "can.", "rep."), ("Etapa 1", "", "24", "2")), "")
    assert found(table, of=("inciso-5",))[0] == {"Etapa 1/channels": ["24"], "Etapa 1/repeats": ["2"]}


def test_a_table_whose_rows_say_themselves_what_they_answer_is_lines():
    rows = (("Imagen", "lado=300", ""), ("Tallo", "canales=", "40"), ("Etapa 1", "canales=", "24 repeticiones=2"))
    answers = {"Imagen/side": ["300"], "Tallo/channels": ["40"], "Etapa 1/channels": ["24"], "Etapa 1/repeats": ["2"]}
    assert found(Table(rows, ""), of=("inciso-5",))[0] == answers


QUESTIONS = Table((("Pregunta", "Respuesta"), ("P1", "28x28x16"), ("P2", "5")), "")


def test_a_sentence_that_says_otherwise_stands_beside_the_table():
    assert found(QUESTIONS, Line("Perdón, la P2 es 6."))[0]["P2/answer"] == ["5", "6"]


@pytest.mark.parametrize("text", ["Entonces la P2 es 5.", "La P2 es 2 * 3", "P2 es 11 entre 2", "Me salió 6"])
def test_a_sentence_that_says_the_same_or_nothing_changes_nothing(text):
    assert found(QUESTIONS, Line(text))[0]["P2/answer"] == ["5"]


def test_lone_numbers_wait_for_a_person():
    assert found(Line("28x28x16"), Line("6"), Line("1"))[1] == {f"P{i}/answer" for i in range(1, 7)}
    assert found(Line("P1: 28x28x16"), Line("6"))[1] == set()


def test_a_framed_equation():
    line = Line(r"\boxed{e_3^{(6)} = d_3 - y_3^{(6)}}")
    assert found(line, of=("inciso-3",))[0] == {"Error 6/expression": ["d_3 - y_3^{(6)}"]}
