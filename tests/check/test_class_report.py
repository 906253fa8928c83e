"""The report on a class: what is counted, that it says nothing of anybody, and that it does not grow with the class."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from classroom import EJEMPLOS, computing_on, original, original_taller

from grader.check.class_page import class_page
from grader.check.class_report import ClassReport
from grader.check.grade import Class, grade
from grader.check.policy import SCALES, Policy
from grader.model import Report, Student, Verdict
from grader.page import filled_page
from grader.render import render_class_report
from grader.writers import write_page

TALLER = original_taller()
RIGHT = {f"{name}/{ref}": text for name in EJEMPLOS for ref, text in computing_on(original(name), {}).items()}
SECRET = Student("20269999", "Zenobia Quispe Ñandú", "zenobia@example.edu", "grupo-azul")


def report(texts, name="zenobia-quispe.csv", policy=None):
    policy = policy or Policy()
    worksheet = replace(TALLER, students=(SECRET,))
    data = write_page(filled_page(worksheet, RIGHT | texts), "csv")
    return grade(data, name, Class({worksheet.code: worksheet}, policy, worksheet))


WITHOUT_CHANNELS = {"ejemplo-4/CONV1/weights": "200", "ejemplo-5/CONV2/weights": "288"}
CLASS = (
    report({}),
    report(WITHOUT_CHANNELS),
    report({"ejemplo-4/CONV1/weights": "200", "ejemplo-1/FC1/biases": "no sé si 12321 o 45654"}),
    report({"ejemplo-4/CONV1/weights": "", "ejemplo-4/POOL1/weights": "", "ejemplo-1/FC1/weights": "128*64 = 8193"}),
    report({"ejemplo-4/CONV1/weights": "77777"}),
    Report("zenobia-foto.jpg", "review", replace(TALLER, students=(SECRET,)), notices=("Es una foto de Zenobia.",)),
    Report("otra-cosa.bin", "rejected", None, notices=("otra-cosa.bin no es de esta clase.",)),
)


def counted(reports):
    found = ClassReport()
    for it in reports:
        found.add(it)
    return found


COUNTED = counted(CLASS)
PAGE = class_page(COUNTED, Policy())


def test_each_cell_counts_its_verdicts():
    assert COUNTED.cells["ejemplo-4/CONV1/weights"] == {
        Verdict.CORRECT: 1, Verdict.MISCONCEPTION: 2, Verdict.BLANK: 1, Verdict.INCORRECT: 1,
    }  # fmt: skip
    assert COUNTED.cells["ejemplo-1/FC1/weights"] == {Verdict.CORRECT: 4, Verdict.SLIP: 1}
    assert COUNTED.cells["ejemplo-4/POOL1/weights"].total() == 4, "an empty zero by structure is left out"


def test_an_idea_counts_once_a_submission_and_in_each_cell():
    idea = COUNTED.ideas["olvida-canales"]
    assert idea.submissions == 2
    assert idea.cells == {"ejemplo-4/CONV1/weights": 2, "ejemplo-5/CONV2/weights": 1}
    line = PAGE.ideas[0]
    assert line.submissions == "2 entregas (40 %)"
    assert line.where == (
        "Ejemplo 4, CONV1, número de pesos: 2", "Ejemplo 5, CONV2, número de pesos: 1",
    )  # fmt: skip
    assert line.sentences[0].startswith("Te faltó multiplicar por los C canales de entrada")


def test_the_hardest_cell_stands_first():
    """Four of five did not get CONV1's weights; the cell in review is no failure yet."""
    first, *rest = COUNTED.hardest()
    assert first == ("ejemplo-4/CONV1/weights", Fraction(4, 5))
    assert rest[0][1] == Fraction(1, 5)
    assert "ejemplo-1/FC1/biases" not in dict(rest)
    assert (PAGE.hardest[0].label, PAGE.hardest[0].missed) == ("Ejemplo 4, CONV1, número de pesos", "80 %")
    assert [(bar.kind, bar.width, bar.label) for bar in PAGE.hardest[0].bars] == [
        ("correct", "20.00", "1 correcta"), ("misconception", "40.00", "2 ideas por revisar"),
        ("incorrect", "20.00", "1 incorrecta"), ("blank", "20.00", "1 en blanco"),
    ]  # fmt: skip


def test_the_grades_are_spread_over_the_scale():
    assert [it.grade for it in CLASS if it.marks] == ["5.00", "4.92", "4.80", "4.87", "4.95"]
    assert [(line.label, [bar.label for bar in line.bars]) for line in PAGE.grades[:2]] == [
        ("de 4,5 a 5", ["4", "1 provisional"]), ("de 4 a 4,5", []),
    ]  # fmt: skip
    assert len(PAGE.grades) == 10
    assert PAGE.facts == (
        ("7", "entregas"), ("4,92", "nota mediana, de 5"), ("5", "de 5 con 3 o más"), ("1", "nota provisional"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("grades", "median"),
    [(["1.0"], "1"), (["1.0", "4.0"], "5/2"), (["3.0", "1.0", "2.0"], "2"), (["1.0", "1.0", "5.0", "5.0"], "3")],
)
def test_the_median(grades, median):
    found = counted([Report("a", "graded", TALLER, CLASS[0].marks[:1], grade=it) for it in grades])
    assert found.median() == Fraction(median)


def test_the_ends_of_a_scale_have_their_place():
    """Chile's 1 in the lowest tenth, its 7 in the highest."""
    ends = counted([Report("a", "graded", TALLER, CLASS[0].marks[:1], grade=it) for it in ("1.0", "7.0", "1.6")])
    lines = class_page(ends, Policy(scale=SCALES["1-7"])).grades
    assert [[bar.label for bar in line.bars] for line in lines] == [["1"], *[[]] * 7, ["1"], ["1"]]


def test_what_waits_for_a_person_is_told():
    assert PAGE.waiting == (
        "1 celda en revisión en 1 entrega.",
        "1 archivo recibido sin calificar: hay que ver de quién o qué es.",
        "1 archivo rechazado: la razón está en las notas.",
    )
    assert class_page(counted(CLASS[:2]), Policy()).waiting == ()


def test_nothing_in_it_is_about_anybody():
    """No name, code, e-mail, group, file or answer; the same with every student's data changed."""
    text = render_class_report(PAGE)
    for word in (
        "Zenobia", "Quispe", "20269999", "example.edu", "grupo-azul", TALLER.code, "zenobia", "otra-cosa", "12321",
        "45654", "77777", "8193",
    ):  # fmt: skip
        assert word not in text
    kept = repr(COUNTED)
    assert "Zenobia" not in kept
    assert "77777" not in kept


def test_the_order_of_the_submissions_does_not_matter():
    assert class_page(counted(CLASS[::-1]), Policy()) == PAGE


def test_a_hundred_times_the_class_takes_no_more_room():
    one, many = counted(CLASS), counted(CLASS * 100)
    assert many.statuses.total() == 700
    assert re.sub(r"\d+", "", repr(one)) == re.sub(r"\d+", "", repr(many))


def test_a_class_without_submissions_has_a_page():
    text = render_class_report(class_page(ClassReport(), Policy()))
    assert "Todavía no hay respuestas calificadas." in text
    assert "logradas" not in text
    assert "Todas las celdas están logradas." in render_class_report(class_page(counted(CLASS[:1]), Policy()))


def test_an_exercise_that_occurs_twice_is_told_apart():
    mark = CLASS[1].marks[0]
    again = replace(mark, cell="ejemplo-1#2/FC1/weights", verdict=Verdict.INCORRECT)
    page = class_page(counted([replace(CLASS[1], marks=(mark, again))]), Policy())
    assert [line.label for line in page.exercises] == ["Ejemplo 1", "Ejemplo 1 (2.ª vez)"]
    assert page.hardest[0].label == "Ejemplo 1 (2.ª vez), FC1, número de pesos"


def test_a_run_of_marking_leaves_it(command, tmp_path):
    from grader.batch.record import CLASS_REPORT

    (tmp_path / "a.md").write_text("| Capa | # de Pesos |\n|---|---|\n| FC1 | 192 |\n", "utf-8")
    out = tmp_path / "notas"
    command("calificar", tmp_path / "a.md", "--ejercicio", "ejemplo-1", "-o", out, "--procesos", "0")
    text = (out / CLASS_REPORT).read_text("utf-8")
    assert "Ejemplo 1, FC1, número de pesos" in text
    assert CLASS_REPORT in (out / "corrida.json").read_text("utf-8")
