"""Questions on the size rule: the seed's own case, unique answers, and answers as students write them."""

import pytest
from classroom import asked

from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.evaluate import answers
from grader.generate.assignment import load_assignment
from grader.generate.draw import draw, seed
from grader.model import Layer, Student, Verdict, Worksheet
from grader.page import printed_lines
from grader.sheets import build, build_sheets
from grader.sheets._tried_out import counted, solutions, windows
from grader.sheets.output_size import KINDS, why_ill_posed

BLUEPRINT = load_assignment(["tamano-de-salida"]).blueprints[0]
ORIGINAL = Worksheet("222222-2", (Student("a01", "Ana"),), "NN", "", (BLUEPRINT.original(),))
RIGHT = {"P1": "(28, 28, 16)", "P2": "5", "P3": "1", "P4": "4", "P5": "8", "P6": "10"}


def marked(data, name="hoja.csv"):
    report = grade(data.encode(), name, Class({ORIGINAL.code: ORIGINAL}, Policy()))
    return report, {mark.cell.split("/")[1]: mark for mark in report.marks}


def verdicts(text, name="hoja.csv"):
    return {row: mark.verdict for row, mark in marked(f"Código de hoja: 222222-2\n{text}", name)[1].items()}


def test_the_seeds_own_image():
    """28x28x1, 16 filters of 3x3, «same», stride 1 (seed 002), and 11 → 5 (seed 001)."""
    (sheet,) = build_sheets(ORIGINAL)
    right = answers(sheet)
    assert [right[ref] for ref in asked(sheet)] == [(28, 28, 16), 5, 1, 4, 8, 10]


@pytest.mark.parametrize("number", range(30))
def test_a_released_question_has_one_answer(number):
    instance = draw(BLUEPRINT, seed("una sola", str(number)), 0, lambda _: True)
    sheet = build(instance)
    right = answers(sheet)
    for layer in instance.layers:
        assert solutions(layer) == [right[f"{layer.name}/answer"]]


@pytest.mark.parametrize(
    ("sizes", "found"),
    [((11, 0, 2, 2), 5), ((5, 1, 3, 2), 3), ((28, 2, 5, 1), 28), ((5, 0, 5, 1), 1), ((4, 0, 5, 1), 0)],
)
def test_windows_slid_one_by_one(sizes, found):
    assert windows(*sizes) == found


def question(kind, **numbers):
    return Layer(kind, "P", "P", numbers)


def sized(kind, size, padding, kernel, strides):
    return question(kind, size=size, padding=padding, kernel=kernel, strides=strides)


@pytest.mark.parametrize(
    ("layer", "found"),
    [
        (sized("side", 11, 0, 2, 2), [5]),
        (question("volume", size=28, padding=1, kernel=3, strides=1, filters=16), [(28, 28, 16)]),
        (sized("padding", 28, 1, 3, 2), [1]),  # 13, 14 and 15 for paddings of 0, 1 and 2
        (sized("padding", 28, 1, 3, 3), [1, 2]),
        (sized("padding", 28, 0, 3, 1), [0]),
        (sized("stride", 7, 0, 3, 1), [1]),
        (sized("stride", 7, 0, 3, 3), [3, 4]),
        (sized("stride", 7, 0, 3, 5), [5, 6, 7]),
        (sized("stride", 7, 1, 3, 7), [7, 8, 9]),
        (question("filters", kernel=5, channels=3, filters=8), [8]),
        (question("filters", kernel=5, channels=3, filters=1), [1]),
        (question("units", input_units=4, units=3), [3]),
    ],
)
def test_every_answer_that_fits_a_question(layer, found):
    assert solutions(layer) == found


SEVEN = {"size": 7, "padding": 1, "kernel": 3, "strides": 2}
TOLD = (  # what a row of the table and its question say of these numbers; (7 + 2 − 3)/2 + 1 = 4
    (
        question("side", **SEVEN),
        "n = 7, p = 1, f = 3, s = 2",
        "por una imagen de 7x7 pasa un kernel de 3x3, stride de 2 y padding de 1. ¿Cuánto mide el lado m de la salida?",
    ),
    (
        question("volume", **SEVEN, channels=5, filters=6),
        "n = 7, p = 1, f = 3, s = 2, C = 5, F = 6",
        (
            "una imagen de 7x7x5 pasa por 6 filtros con kernel de 3x3, stride de 2 y padding de 1. "
            "¿Qué forma tiene la salida?"
        ),
    ),
    (
        question("padding", **SEVEN),
        "n = 7, f = 3, s = 2, m = 4",
        "de una imagen de 7x7, con kernel de 3x3 y stride de 2, sale una de 4x4. ¿Qué padding p se usó?",
    ),
    (
        question("stride", **SEVEN),
        "n = 7, p = 1, f = 3, m = 4",
        "de una imagen de 7x7, con kernel de 3x3 y padding de 1, sale una de 4x4. ¿Qué stride s se usó?",
    ),
    (
        question("filters", kernel=5, channels=3, filters=8),
        "f = 5, C = 3, P = 608",
        "una convolución con kernels de 5x5 sobre 3 canales tiene 608 parámetros. ¿Cuántos filtros F son?",
    ),
    (
        question("filters", kernel=3, channels=1, filters=6),
        "f = 3, C = 1, P = 60",
        "una convolución con kernels de 3x3 sobre 1 canal tiene 60 parámetros. ¿Cuántos filtros F son?",
    ),
    (
        question("units", input_units=4, units=3),
        "n = 4, P = 15",
        "una capa densa que recibe 4 valores tiene 15 parámetros. ¿Cuántas neuronas m son?",
    ),
)


@pytest.mark.parametrize(("layer", "detail", "sentence"), TOLD, ids=[layer.kind for layer, _, _ in TOLD])
def test_a_question_says_what_is_known_and_what_is_asked_for(layer, detail, sentence):
    kind = KINDS[layer.kind]
    assert (kind.detail(layer), kind.sentence(layer)) == (detail, sentence)


def test_a_second_opinion_of_every_cell_of_the_original():
    assert counted(BLUEPRINT.original()) == {
        "P1/answer": (28, 28, 16), "P2/answer": 5, "P3/answer": 1, "P3/size": 28, "P4/answer": 4, "P4/size": 55,
        "P5/answer": 8, "P5/count": 608, "P6/answer": 10, "P6/count": 20490,
    }  # fmt: skip


def test_a_question_with_two_answers_is_refused():
    """From 6 with a kernel of 2, no padding and stride 2 or 3: 3 or 2 windows; stride 4 and 5 both leave 2."""
    layer = Layer("stride", "P1", "P1", {"size": 7, "kernel": 2, "strides": 3, "padding": 0})
    assert solutions(layer) == [3, 4, 5]
    instance = BLUEPRINT.original()
    object.__setattr__(instance, "layers", (layer,))
    assert why_ill_posed(instance) == "«P1» tiene más de una respuesta"


TEXTS = {
    "tabla con otros nombres": "Pregunta;Resultado\n1;28x28x16\n2;5\n3;p = 1\n4;4\n5;608/(5*5*3+1) = 8\n6;10\n",
    "sin encabezado": "P1;(28,28,16)\nP2;5\nP3;1\nP4;4\nP5;8\nP6;10\n",
    "de lado": "Pregunta;P1;P2;P3;P4;P5;P6\nRespuesta;28x28x16;5;1;4;8;10\n",
    "de lado, con el código": "Hoja;P1;P2;P3;P4;P5;P6\nAB;28x28x16;5;1;4;8;10\n",
    "en otro orden": "Pregunta;Respuesta\nP6;10\nP5;8\nP1;28 x 28 x 16\nP2;5\nP4;4\nP3;1\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_tables_as_students_write_them(text):
    assert verdicts(text) == dict.fromkeys(RIGHT, Verdict.CORRECT)


LINES = {
    "dos puntos": "P1: 28x28x16\nP2: 5\nP3: 1\nP4: 4\nP5: 8\nP6: 10\n",
    "paréntesis": "1) 28x28x16\n2) 5\n3) p=1\n4) 4\n5) 8\n6) 10\n",
    "pregunta": "Pregunta 1: (28,28,16)\nPregunta 2: 5\nPregunta 3: 1\nPregunta 4: 4\nPregunta 5: 8\nPregunta 6: 10\n",
    "con flechas": "P1: (28, 28, 16)\nP2: 9/2 + 1 = 5,5 → 5\nP3: 2p = 2 → p = 1\nP4: 12 = 48/s → s = 4\n"
    "P5: 608 = 76F → F = 8\nP6: 130 = 13m → m = 10 neuronas\n",
    "sin signos": "P1 28x28x16\nP2 5\nP3 1\nP4 4\nP5 8\nP6 10\n",
    "respuesta debajo": "P1:\n28x28x16\nP2:\n5\nP3:\n1\nP4:\n4\nP5:\n8\nP6:\n10\n",
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_lines_as_students_write_them(text):
    assert verdicts(text, "hoja.txt") == dict.fromkeys(RIGHT, Verdict.CORRECT)


def test_an_image_where_its_side_is_asked_says_its_side():
    assert verdicts("P2: 5x5\n", "hoja.md")["P2"] is Verdict.CORRECT
    assert verdicts("P2: 6x6\n", "hoja.md")["P2"] is Verdict.MISCONCEPTION
    assert verdicts("P2: 5x6\n", "hoja.md")["P2"] is Verdict.REVIEW


def test_answers_under_the_questions_that_were_left_standing():
    (sheet,) = build_sheets(ORIGINAL)
    said = ("28x28x16", "5", "padding de 1", "4", "8 filtros", "10")
    questions = [text for text, row in printed_lines(sheet).items() if row]
    text = "".join(f"{question}\nR/ {answer}\n" for question, answer in zip(questions, said, strict=True))
    assert verdicts(text, "hoja.md") == dict.fromkeys(RIGHT, Verdict.CORRECT)


def test_of_several_lines_under_a_question_nobody_knows_the_answer():
    text = "P1: 28x28x16\n\nP2\n\nPrimero 11 - 2 = 9\n\nLuego 9/2 = 4,5\n\nY queda 5\n"
    assert verdicts(text, "hoja.md")["P2"] is Verdict.REVIEW


def test_a_misconception_is_named():
    report, marks = marked("Código de hoja: 222222-2\nPregunta;Respuesta\nP2;6\nP5;24\nP6;10\n")
    assert (marks["P2"].verdict, marks["P2"].diagnoses[0].slug) == (Verdict.MISCONCEPTION, "techo-por-piso")
    assert marks["P5"].verdict is Verdict.INCORRECT
    assert marks["P1"].verdict is Verdict.BLANK
    assert report.status == "graded"


def test_a_row_that_nobody_knows_waits_for_a_person():
    marks = verdicts("Pregunta;Respuesta\nP2;5\nla tercera de abajo;1\n")
    assert marks["P2"] is Verdict.CORRECT
    assert marks["P3"] is Verdict.REVIEW


def test_both_sides_of_a_square_answer_the_question_on_one():
    """«¿Cuánto mide el lado m de la salida?»: a 5x5 image has a side of 5; filters and neurons have no sides."""
    found = marked("Código de hoja: 222222-2\nP1;28x28x16\nP2;5x5\nP3;1x1\nP4;4 x 4\nP5;2x4\nP6;10\n")[1]
    assert all(mark.verdict is Verdict.CORRECT for mark in found.values())
    assert found["P2"].reading.note == "Leí «5x5» como 5: el mismo número para los dos lados."
    assert found["P5"].reading.bare
    assert verdicts("P1;28x28x16\nP2;5x6\nP3;2x2\nP4;4\nP5;8\nP6;10\n") | {"P1": "", "P4": ""} == {
        "P1": "", "P2": Verdict.REVIEW, "P3": Verdict.MISCONCEPTION, "P4": "",
        "P5": Verdict.CORRECT, "P6": Verdict.CORRECT,
    }  # fmt: skip


def test_an_answer_without_a_sign_after_its_question_waits_for_a_person():
    """It was a blank, and a definite grade."""
    found = verdicts("P4 (227 − 11)/54 = 4\nP5: 8\nP6 20490/2049=10\nP3 padding\n", "hoja.txt")
    assert found["P4"] is found["P6"] is Verdict.REVIEW
    assert (found["P5"], found["P3"], found["P1"]) == (Verdict.CORRECT, Verdict.BLANK, Verdict.BLANK)


def test_a_question_named_in_a_sentence_or_after_another_one_is_no_blank():
    found = verdicts("P1: (28, 28, 16)\nLa respuesta de la P5 es 8\nEn la P6 salen 10 neuronas\nP2 es 5\n", "hoja.txt")
    assert [row for row, verdict in found.items() if verdict is Verdict.REVIEW] == ["P2", "P5", "P6"]
    assert (found["P1"], found["P3"]) == (Verdict.CORRECT, Verdict.BLANK)
    found = verdicts("P1: 28x28x16, P2: 5, P3: 1\nP4, P5 y P6: no las alcancé\n", "hoja.txt")
    blanks = dict.fromkeys(("P4", "P5", "P6"), Verdict.BLANK)
    assert found == {**dict.fromkeys(("P1", "P2", "P3"), Verdict.CORRECT), **blanks}
