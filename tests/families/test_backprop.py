"""Backpropagation by hand: the numbers of inciso 4, honest rounding, and the mistakes that students make."""

import os
import sys
import tomllib
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import evaluate
from grader.check.feedback import feedback_page
from grader.check.grade import Class, grade
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.check.results import read_result, result_line
from grader.errors import FileFaultsError
from grader.generate.assignment import load_assignment
from grader.generate.blueprint import parse_blueprint
from grader.generate.draw import draw, seed
from grader.generate.plan import plan
from grader.generate.separation import swallowed
from grader.model import Role, Student, Verdict, Worksheet, Written
from grader.page import filled_page, key_page
from grader.reach import widest
from grader.sheets import build
from grader.writers import write_page

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[2] / "benchmarks")]
from autodiff import by_autodiff, by_differences
from by_hand import Hand, a_hand, worked
from hand_rounding import misled, refused

COMPUTATIONS = int(os.environ.get("GRADER_SEEDS", "2")) * 30
INCISO_4 = {
    "Oculta 1/net": 1.000000000000,
    "Oculta 1/output": 0.761594155956,
    "Oculta 2/net": 2.500000000000,
    "Oculta 2/output": 0.986614298151,
    "Oculta 3/net": -3.400000000000,
    "Oculta 3/output": -0.997774927934,
    "Oculta 4/net": 2.550000000000,
    "Oculta 4/output": 0.987880397017,
    "Salida 1/net": 2.088918107957,
    "Salida 1/output": 0.889821402452,
    "Salida 2/net": 0.206706467729,
    "Salida 2/output": 0.551493398412,
    "Salida 3/net": 3.157545867838,
    "Salida 3/output": 0.959205022553,
    "Salida 4/net": 2.193945188920,
    "Salida 4/output": 0.899704467641,
    "Salida 1/error": -0.389821402452,
    "Salida 1/delta": -0.038217807360,
    "Salida 2/error": 0.448506601588,
    "Salida 2/delta": 0.110937403712,
    "Salida 3/error": -0.459205022553,
    "Salida 3/delta": -0.017969035679,
    "Salida 4/error": 0.100295532359,
    "Salida 4/delta": 0.009050301613,
    "Oculta 1/error": 0.042400888592,
    "Oculta 1/delta": 0.017807285270,
    "b(1) Oculta/updated": -0.989315628838,
    "w(2,4) Salida/updated": 1.065755731854,
}
"""To 12 digits, by automatic differentiation (`autodiff.py`); the other hidden neurons' errors are not asked."""


@cache
def blueprint():
    return load_assignment(["inciso-4"]).blueprints[0]


@cache
def sheet(number=-1):
    it = blueprint()
    return build(it.original() if number < 0 else draw(it, seed("retro", str(number)), 0, lambda _: True))


def asked(it):
    return [ref for ref, cell in it.cells.items() if cell.role is Role.ASKED]


def key_texts(it):
    right = evaluate.answers(it)
    return {ref: str(evaluate.printed(it.cells[ref], right[ref])) for ref in asked(it)}


def marks(it, texts):
    written = {f"{it.name}/{ref}": (Written(text, ""),) for ref, text in texts.items()}
    return {mark.cell.partition("/")[2]: mark for mark in mark_sheet(it, written, Policy())}


def test_the_seeds_numbers_to_twelve_digits():
    right = evaluate.answers(sheet())
    assert set(asked(sheet())) == set(INCISO_4)
    for ref, value in INCISO_4.items():
        assert float(right[ref]) == pytest.approx(value, abs=6e-13)


def test_automatic_differentiation_and_finite_differences_agree():
    right, found = evaluate.answers(sheet()), by_autodiff()
    for ref in asked(sheet()):
        assert float(right[ref]) == pytest.approx(found[ref], abs=1e-14)
    for ref, value in by_differences().items():
        assert float(right[ref]) == pytest.approx(value, abs=1e-9)


def test_only_what_the_updates_need_is_asked():
    assert "Oculta 2/delta" not in sheet().cells
    assert "Oculta 2/output" in sheet().cells


@pytest.mark.parametrize("number", [-1, 0, 1])
def test_the_key_is_right_in_every_cell(number):
    it = sheet(number)
    assert {mark.verdict for mark in marks(it, key_texts(it)).values()} == {Verdict.CORRECT}


def test_the_key_with_all_its_decimals_is_right_too():
    right = evaluate.answers(sheet())
    texts = {ref: repr(float(right[ref])) for ref in asked(sheet())}
    assert {mark.verdict for mark in marks(sheet(), texts).values()} == {Verdict.CORRECT}


@settings(deadline=None)
@given(st.data())
def test_any_right_cells_are_right_whatever_is_left_blank(data):
    it = sheet(data.draw(st.sampled_from([-1, 0])))
    texts = key_texts(it)
    chosen = data.draw(st.sets(st.sampled_from(sorted(texts))))
    found = marks(it, {ref: texts[ref] for ref in chosen})
    assert {ref for ref, mark in found.items() if mark.verdict is Verdict.CORRECT} == chosen


@pytest.mark.parametrize("number", [-1, 0])
def test_one_corrupted_cell_costs_one_cell(number):
    it = sheet(number)
    for ref in asked(it):
        texts = {**key_texts(it), ref: "7.7777"}
        wrong = [other for other, mark in marks(it, texts).items() if mark.verdict is not Verdict.CORRECT]
        assert wrong == [ref]


@pytest.mark.parametrize("number", [-1, 0])
def test_what_follows_from_a_mistake_is_carried(number):
    it = sheet(number)
    right = evaluate.answers(it)
    for ref in asked(it):
        on = evaluate.recompute(it, {ref: float(right[ref]) + 0.5})
        texts = {other: str(evaluate.printed(it.cells[other], on[other])) for other in asked(it)}
        found = marks(it, texts)
        assert found[ref].verdict in (Verdict.INCORRECT, Verdict.MISCONCEPTION)
        assert {it.verdict for other, it in found.items() if other != ref} <= {Verdict.CORRECT, Verdict.CARRIED}
        changed = [other for other in asked(it) if abs(float(on[other]) - float(right[other])) > 0.02]
        assert all(found[other].verdict is Verdict.CARRIED for other in changed if other != ref)


def test_honest_answers_are_never_refused():
    source = Random(4)  # noqa: S311
    for number in range(COMPUTATIONS):
        it = sheet(number % 3 - 1)
        assert refused(it, worked(it.instance, a_hand(source, 4))) == []


@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize("mode", ["mitad arriba", "mitad al par", "sin redondear"])
def test_every_honest_way_of_rounding(mode, goes_on, within):
    for number in (-1, 0, 1):
        it = sheet(number)
        assert refused(it, worked(it.instance, Hand(mode, 4, goes_on, within))) == []


@pytest.mark.parametrize("number", range(-1, 3))
def test_no_wrong_rule_is_taken_for_a_rounding(number):
    it = sheet(number)
    assert not misled(it, key_texts(it))
    assert not list(swallowed(it, it.rewirings, plan(blueprint()).cases))


@pytest.mark.parametrize("number", [-1, 0])
def test_every_wrong_rule_is_named(number):
    it = sheet(number)
    right, texts = evaluate.answers(it), key_texts(it)
    for rule in it.rewirings:
        value = evaluate.follow(rule.formula, rule.args, right)
        mark = marks(it, {**texts, rule.cell: str(evaluate.printed(it.cells[rule.cell], value))})[rule.cell]
        assert mark.verdict is Verdict.MISCONCEPTION, rule
        assert rule.slug in [diagnosis.slug for diagnosis in mark.diagnoses]


LITERALS = [
    ("b(1) Oculta/updated", "-0.9822", "sin-alfa"),  # −1 + 0,0178
    ("b(1) Oculta/updated", "-0.9746", "fuera-la-derivada"),  # −1 + 0,6·0,0424
    ("w(2,4) Salida/updated", "1.1096", "sin-alfa"),  # 1 + 0,1109·0,9879
    ("w(2,4) Salida/updated", "1.0054", "indices-cambiados"),  # 1 + 0,6·0,0091·0,9866, as in the seed's solution
    ("w(2,4) Salida/updated", "0.9342", "correccion-restada"),  # 1 − 0,0658
    ("w(2,4) Salida/updated", "1.2658", "fuera-la-derivada"),  # 1 + 0,6·0,4485·0,9879
    ("Salida 1/error", "0.3898", "signo-del-error"),
    ("Salida 1/net", "3.2701", "w-transpuesto"),  # 1,3·0,7616 + 0,7·0,9866 + 0,4·0,9978 + 0,8·0,9879 + 0,4
    ("Salida 2/delta", "0.4485", "fuera-la-derivada"),
    ("Salida 2/delta", "0.0735", "derivada-en-la-neta"),  # 0,4485·0,2067·(1 − 0,2067)
    ("Oculta 1/delta", "0.0424", "fuera-la-derivada"),
    ("Oculta 1/delta", "0.0101", "derivada-sin-cuadrado"),  # 0,0424·(1 − 0,7616)
    ("Oculta 1/error", "0.0638", "error-sin-pesos"),  # −0,0382 + 0,1109 − 0,0180 + 0,0091
    ("Oculta 1/output", "0.7311", "otra-activacion"),  # 1/(1 + e⁻¹)
]


@pytest.mark.parametrize(("ref", "text", "slug"), LITERALS)
def test_mistakes_worked_out_by_hand(ref, text, slug):
    mark = marks(sheet(), {**key_texts(sheet()), ref: text})[ref]
    assert mark.verdict is Verdict.MISCONCEPTION
    assert mark.diagnoses[0].slug == slug


def test_a_wrong_rule_in_the_head_shows_in_the_next_answer():
    """The delta was left blank; the new weight tells that it had no derivative."""
    texts = {**key_texts(sheet()), "Salida 2/delta": "", "w(2,4) Salida/updated": "1.2658"}
    mark = marks(sheet(), texts)["w(2,4) Salida/updated"]
    assert "fuera-la-derivada" in [it.slug for it in mark.diagnoses]


@pytest.mark.parametrize(
    ("text", "reason"), [("0.76", "menos decimales"), ("0.7615", "cortaste los decimales"), ("0.9", "")]
)
def test_what_comes_near_is_told_why_it_is_not_enough(text, reason):
    mark = marks(sheet(), {**key_texts(sheet()), "Oculta 1/output": text})["Oculta 1/output"]
    assert mark.verdict is Verdict.INCORRECT
    assert reason in mark.reason
    assert bool(mark.reason) is bool(reason)


def test_what_is_accepted_is_narrow():
    """Even where every step on the way was rounded, nothing is off by nine units of the last decimal."""
    reach = widest(sheet()).accepted
    for ref in asked(sheet()):
        assert reach[ref].high - reach[ref].low < 18e-4
    for ref, right in INCISO_4.items():
        texts = {**key_texts(sheet()), ref: f"{right + 0.0009:.4f}"}
        assert marks(sheet(), texts)[ref].verdict is not Verdict.CORRECT


def test_results_hold_strings_with_the_declared_decimals():
    worksheet = Worksheet("222222-2", (Student("1", "Ana"),), "NN", "", (blueprint().original(),))
    texts = {f"inciso-4/{ref}": text.replace(".", ",") for ref, text in key_texts(sheet()).items()}
    texts |= {"inciso-4/Oculta 1/output": "0,76", "inciso-4/Oculta 2/output": "0.9866143"}
    data = write_page(filled_page(worksheet, texts), "csv")
    cells = {
        it["cell"]: it
        for it in read_result(result_line(grade(data, "a.csv", Class({worksheet.code: worksheet}, Policy()))))["cells"]
    }
    assert (cells["inciso-4/Oculta 1/net"]["read"], cells["inciso-4/Oculta 1/net"]["expected"]) == ("1.0000", "1.0000")
    assert cells["inciso-4/Oculta 1/output"]["read"] == "0.7600"
    assert cells["inciso-4/Oculta 2/output"]["read"] == "0.9866143"
    assert cells["inciso-4/b(1) Oculta/updated"]["read"] == "-0.9893"
    assert cells["inciso-4/w(2,4) Salida/updated"]["expected"] == "1.0658"


def test_the_key_shows_the_working_with_its_numbers():
    worksheet = Worksheet("222222-2", (Student("1", "Ana"),), "NN", "", (blueprint().original(),))
    page = write_page(key_page(worksheet), "md").decode()
    assert "δ" in page or r"\delta" in page
    assert r"2{,}3 \cdot 3 + 2 \cdot \left(-2\right)" in page


def test_feedback_tells_the_rule_with_the_students_numbers():
    worksheet = Worksheet("222222-2", (Student("1", "Ana"),), "NN", "", (blueprint().original(),))
    texts = {f"inciso-4/{ref}": text for ref, text in key_texts(sheet()).items()}
    texts["inciso-4/b(1) Oculta/updated"] = "-0.9822"
    report = grade(
        write_page(filled_page(worksheet, texts), "csv"), "a.csv", Class({worksheet.code: worksheet}, Policy())
    )
    (step,) = feedback_page(report, Policy()).sections[0].steps
    assert step.why[0] == ("(−1) + 0,0178 ≈ −0,9822: faltó multiplicar por la razón de aprendizaje (0,6).")


def toml():
    return tomllib.loads((Path(__file__).parents[2] / "exercises" / "inciso-4.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("change", "path", "told"),
    [
        (lambda it: it["network"]["layers"][1]["weights"]["original"].pop(), "[1].weights", "3 × 4"),
        (lambda it: it["network"]["layers"][2].update(update="w(5,1)"), "[2].update", "no hay «w(5,1)»"),
        (lambda it: it["network"]["layers"][2].update(update="w2,1"), "[2].update", "no se entiende"),
        (lambda it: it["network"]["layers"][3]["targets"]["original"].pop(), "[3].targets", "4 valores"),
        (lambda it: it["network"]["layers"].pop(), "network.layers", "van en orden"),
        (lambda it: it["network"]["layers"][1].update(biases=[1, "x"]), "biases", "número"),
        (lambda it: it["network"]["layers"][3].update(decimals=2), "network.layers", "más decimales"),
    ],
)
def test_an_authors_faults_are_told_with_their_place(change, path, told):
    data = toml()
    change(data)
    with pytest.raises(FileFaultsError) as error:
        parse_blueprint(data, "inciso-4.toml")
    assert any(path in it.path and told in it.message for it in error.value.faults), error.value.faults
