"""Expressions as students write them: what is right in any form, which wrong rule shows, what is left to a person."""

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.check.expressions import MAX_LENGTH, read_expression
from grader.check.grade import Class, grade
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.model import Status, Student, Verdict, Worksheet, Written
from grader.neurons import Name, Net, Scope, quantity
from grader.sheets import build

CORPUS = Path(__file__).parent / "gradient_answers.tsv"
LINES = [line.split("\t") for line in CORPUS.read_text("utf-8").splitlines() if not line.startswith("#")]
ROWS = {"error": "Error", "delta": "Delta"}

NET = Net((7, 6, 4, 5, 4, 6), ("linear", "tanh", "logistic", "tanh", "linear", "cubic"))
PESO = Scope(NET, Name("w+", 1, (4, 2)))
DELTA = Scope(NET, Name("δ", 2, (4,)))


def seed_network():
    """The seed's network; of layer 4 the corpus asks for neuron 5."""
    (blueprint,) = load_assignment(["inciso-3"]).blueprints
    numbers = {path: it.original for path, it in blueprint.slots().items()}
    return build(blueprint.instance({**numbers, "Capa 4.neuron": 5}, -1))


SHEET = seed_network()


def marked(**texts):
    """Row → mark; a row's name is written with `_` for its space."""
    written = {f"inciso-3/{row.replace('_', ' ')}/expression": (Written(it, ""),) for row, it in texts.items()}
    return {mark.cell.split("/")[1]: mark for mark in mark_sheet(SHEET, written, Policy())}


def row_of(cell):
    layer, _, quantity = cell.partition("/")
    return f"{ROWS[quantity]} {layer}" if quantity else "Peso"


def test_the_corpus_has_enough_of_everything():
    labels = Counter(label for _, label, *_ in LINES)
    assert sum(labels.values()) >= 150
    assert labels["correct"] >= 100
    assert len(labels) >= 20
    assert not [line for line in LINES if len(line) not in (3, 4)]


@pytest.mark.parametrize(("cell", "label", "answer"), [line[:3] for line in LINES])
def test_an_answer_is_judged_as_its_label_says(cell, label, answer):
    mark = marked(**{row_of(cell): answer})[row_of(cell)]
    judged = mark.diagnoses[0].slug if mark.diagnoses else mark.verdict.value
    assert judged == label, (mark.reading.note, mark.reading.value and mark.reading.value.text)


@pytest.mark.parametrize(("cell", "answer"), [(cell, answer) for cell, _, answer, *_ in LINES])
def test_what_is_shown_as_read_says_the_same(cell, answer):
    asked = SHEET.cells[f"{row_of(cell)}/expression"].scope
    reading = read_expression(answer, asked)
    if reading.status is Status.READ:
        assert reading.value in read_expression(reading.value.text, asked).candidates, reading.value.text


HOSTILE = {
    "nesting": "(" * 100_000 + "w42" + ")" * 100_000,
    "nesting within the limit": "(" * 700 + "w42" + ")" * 700,
    "a million characters": "w42+" * 250_000,
    "powers of powers": "9^9^9^9^9^9^9^9^9",
    "powers to the right": "w42^(w42^(9^(9^(9^(9^999999)))))",
    "a sum to a thousand million": r"\sum_{i=1}^{1000000000} w_{i4} \delta_i",
    "a sum to a million digits": "Σ_{i=1}^{" + "9" * 1000 + "} w_{i4}",
    "sums in sums": "Σ_{i=1}^{60} Σ_{j=1}^{60} Σ_{k=1}^{60} w_{ij}^{(2)} δ_k^{(3)}",
    "sums in sums without an end": "Σ_i Σ_j Σ_k Σ_l Σ_m w_{ij}^{(2)} w_{jk}^{(2)} w_{kl}^{(2)} w_{lm}^{(2)} δ_m^{(3)}",
    "names that may mean anything": "+".join(f"y{i}(δ{i}(e{i}(w{i}{i}^2 d{i}^2)))" for i in range(1, 8)),
    "exponentials": "e^{e^{e^{e^{e^{99}}}}}",
    "functions of functions": "tanh " * 200 + "neta4",
    "derivatives": "derivada de " * 120 + "tanh(neta4)",
    "signs": "-" * 1400 + "w42",
    "accents on accents": "w42" + "\u0301" * 1400,
    "high digits": "w" + "⁹" * 1400,
    "empty lines": "\n" * 1400 + "w42",
    "spaces": " " * 1400 + "w42",
    "equals signs": "w42=" * 370 + "w42",
    "explanations of explanations": "δ1;" + ";".join(f"δ{i}=δ{i + 1}*δ{i + 1}*δ{i + 1}" for i in range(1, 80)),
    "words of sums": "suma i=1 hasta 4 de " * 70,
    "open fractions": r"\frac{" * 240,
    "open styles": r"\mathrm{" * 180,
    "half a pair": "\ud800",
    "no expression": "__import__('os').system('touch /tmp/x')",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_expressions_end_at_once(name):
    read_expression("w42", PESO)
    start = time.process_time()
    reading = read_expression.__wrapped__(HOSTILE[name], PESO)
    assert time.process_time() - start < 0.2
    assert reading.raw == HOSTILE[name]
    if reading.status is Status.DOUBT:
        assert reading.note


def test_no_name_reaches_what_is_no_quantity():
    for text in ("__class__", "w42.__class__", "exec(w42)", "w42 if α else y2", "α or y2", "y2()"):
        assert read_expression(text, PESO).status is Status.DOUBT, text


def test_what_was_not_understood_is_said():
    reading = read_expression("w42 + α·δ4·zeta", PESO)
    assert reading.status is Status.DOUBT
    assert "«zeta»" in reading.note
    assert "nombres de la hoja" in reading.note
    assert "largo" in read_expression("w42+" * MAX_LENGTH, PESO).note


def test_a_name_may_leave_out_what_the_question_makes_clear():
    right = quantity(NET, PESO.asked)
    assert right in read_expression("w42 + α δ4 y2", PESO).candidates
    assert right not in read_expression("w42 + α δ4^{(3)} y2", PESO).candidates
    assert quantity(NET, DELTA.asked) in read_expression("e4(1−y4²)", DELTA).candidates


def test_a_small_number_that_stands_high_is_a_layer_or_a_power():
    """`y_4^2`: the output of layer 2, or its square."""
    right = quantity(NET, DELTA.asked)
    assert right in read_expression("e_4^2 (1 - (y_4^2)^2)", DELTA).candidates
    assert right in read_expression("e_4 (1 - y_4^2)", DELTA).candidates
    assert right not in read_expression("e_4 (1 - y_4^{(2)})", DELTA).candidates


def test_what_follows_from_an_earlier_expression_is_carried():
    """δ without its derivative, and the update that writes this delta out."""
    marks = marked(Delta_2="e4", Peso="w42 + α·e4·y2")
    assert marks["Delta 2"].verdict is Verdict.MISCONCEPTION
    assert marks["Peso"].verdict is Verdict.CARRIED
    assert marks["Peso"].earned == marks["Peso"].possible


def test_an_expression_by_name_is_right_whatever_stood_before():
    marks = marked(Delta_2="e4", Peso="w42 + α·δ4·y2")
    assert marks["Peso"].verdict is Verdict.CORRECT


def test_two_mistakes_at_once_are_both_told():
    (diagnosis,) = marked(Peso="w42 + e4·y2")["Peso"].diagnoses
    assert diagnosis.slug == "sin-alfa+fuera-la-derivada"
    assert "tasa de aprendizaje" in diagnosis.rewiring.sentence
    assert "derivada" in diagnosis.rewiring.sentence


def test_all_right_and_all_blank():
    right = {row.layer: str(quantity_of(row.layer)) for row in SHEET.rows}
    assert {mark.verdict for mark in marked(**right).values()} == {Verdict.CORRECT}
    assert {mark.verdict for mark in marked().values()} == {Verdict.BLANK}


def quantity_of(row):
    """The key's expression of a row."""
    from grader.evaluate import answers

    return answers(SHEET)[f"{row}/expression"]


PIECES = st.sampled_from(
    [
        *(
            "w42",
            "w_{42}",
            "^{(1)}",
            "^2",
            "(t+1)",
            "(t)",
            "α",
            "\\alpha",
            "δ4",
            "delta_i",
            "y2",
            "e4",
            "neta4",
            "tanh",
        ),
        *("f'", "Σ_i", "\\sum_{i=1}^{4}", "sum(", "w_i4", "(", ")", "[", "]", "{", "}", "+", "-", "*", "·", "/", "^"),
        *("_", "=", "1", "0,5", "…", ",", ";", " donde ", "d3", "\\frac{", "$", "&", "\\\\", "\n", "Δw42", "'", "∂"),
        *(" x ", "i", "²", "₄"),
    ]
)


@given(raw=st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40))
@example(raw="\ud800")
@example(raw="Σ_{i=1}^{0} w_{i4}")
@example(raw="e^{-δ4}/0")
def test_any_text_is_read_without_an_error(raw):
    for scope in (PESO, DELTA):
        reading = read_expression(raw, scope)
        assert reading.raw == raw
        assert (reading.value is None) == (reading.status is not Status.READ)
        assert reading.note or reading.status is not Status.DOUBT


WRITTEN_OUT = (
    r"w_{42}^{(1)} + α (Σ_{i=1}^{4} w_{i4}^{(2)} y_i^{(3)} (1-y_i^{(3)}) Σ_{j=1}^{5} w_{ji}^{(3)} (1-(y_j^{(4)})^2) "
    r"Σ_{k=1}^{4} w_{kj}^{(4)} Σ_{m=1}^{6} w_{mk}^{(5)} (d_m - y_m^{(6)})·3·(neta_m^{(6)})^2) "
    r"(1-(y_4^{(2)})^2) y_2^{(1)}"
)


def test_an_update_written_out_down_to_the_targets_is_right():
    assert marked(Peso=WRITTEN_OUT)["Peso"].verdict is Verdict.CORRECT


def test_what_was_not_read_to_the_end_waits_for_a_person():
    """Names that may mean too many things are nobody's mistake."""
    reading = read_expression(HOSTILE["names that may mean anything"], PESO)
    assert reading.status is Status.DOUBT
    assert "la capa de cada cantidad" in reading.note


def test_a_neuron_that_is_not_there_is_told():
    mark = marked(Peso="w_{42}^{(1)} + α δ_4^{(2)} y_9^{(1)}")["Peso"]
    assert mark.verdict is Verdict.INCORRECT
    assert mark.reading.note == "En esta red no existe y₉⁽¹⁾: sus capas tienen 7, 6, 4, 5, 4, 6 neuronas."


SEED = r"""# Inciso 3

$$e_3^{06} = d_3 - y_3$$
$\delta_3^{06} = e_3^{06} fact(neta_3^{06})$
e_1^{(5)} = Σ w_i1 δ_i
$\delta^{05} = e^{05} fact(neta^{05})$

$$\begin{split} e_4^{02} &= \sum_{i=1}^4 w_{i4}^{02} \delta_i^{03} \\
\delta_4^{02} &= e_4^{02} fact_4'(neta_4^{02}) \\
w_{24}^{01}(t+1) &= w_{24}^{01}(t) + \propto \delta_2^{02} y_2^{01} \end{split}$$

- **Delta 3**: e2*y2*(1-y2)
- Error 3 = Σ_{i=1}^{5} w_{i2} δ_i
"""


AS_HANDED_IN = r"""# Inciso 3

Hallazgo de error de la capa de salida

$$e^{06} = y - y'$$

$$\delta^{06} = e^{06} fact(neta^{06})$$
 $e^{05} = w^{05} \delta^{06}$
 $\delta^{05} = e^{05} fact(neta^{05})$

Conclusión de expresión:

$$\begin{split} e_2^{02} &= \sum_{i=1}^4 w_{i2}^{02} \delta_i^{03} \\
\delta_2^{02} &= e_2^{02} fact_2(neta_2^{02}) \\
w_{24}^{01}(t+1) &= w_{24}^{01}(t) + \propto \delta_2^{02} y_2^{01} \end{split}$$
"""


def told(text):
    """Row → slug or verdict, of what is written."""
    worksheet = Worksheet("222222-2", (Student("a01", "Ana Pérez"),), "NN", "Escribir.", (SHEET.instance,))
    report = grade(text.encode(), "ana.md", Class({worksheet.code: worksheet}, Policy(), worksheet))
    return {
        mark.cell.split("/")[1]: mark.diagnoses[0].slug if mark.diagnoses else mark.verdict.value
        for mark in report.marks
        if mark.verdict is not Verdict.BLANK
    }


def test_equations_outside_a_table_are_found_by_the_name_on_their_left():
    """«w_{24}» is the seed's w(4,2) with the indices turned."""
    assert told(SEED) == {
        "Error 6": "correct",
        "Delta 6": "funcion-por-derivada",
        "Error 5": "correct",
        "Delta 5": "funcion-por-derivada",
        "Error 3": "correct",
        "Delta 3": "correct",
        "Error 2": "correct",
        "Delta 2": "correct",
        "Peso": "w-transpuesto",
    }


def test_the_seed_is_judged_as_it_was_handed_in():
    """Matrices and «y′» are left to a person; an answer on the other neuron of the weight is no empty cell."""
    assert told(AS_HANDED_IN) == {
        "Error 6": "review",
        "Delta 6": "funcion-por-derivada",
        "Error 5": "review",
        "Delta 5": "funcion-por-derivada",
        "Error 2": "w-transpuesto",
        "Delta 2": "incorrect",
        "Peso": "w-transpuesto",
    }


def test_the_apostrophe_of_a_spreadsheet_says_nothing():
    assert marked(Error_6="'-(y3 - d3)")["Error 6"].verdict is Verdict.CORRECT
