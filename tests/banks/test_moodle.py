"""A bank for Moodle, imported by a reader of our own that knows Moodle and nothing of the writer."""

import re
from fractions import Fraction

import pytest
from lxml import etree
from moodle_import import load, plain
from shelf import EXERCISES, HOSTILE, SEEDS, bank, drawn, hostile, is_drawn, key, sheets, typed, wrong_values

from grader import evaluate, spanish
from grader.banks import Form, make_bank
from grader.check.policy import Policy, Show
from grader.errors import UsageError
from grader.model import Role
from grader.page import cell_label


def imported(worksheets, policy=None, form=Form.TABLE):
    return load(bank(worksheets, "moodle", form, policy))


def pairs(worksheets, questions):
    """Each sheet with its question, by the worksheet's code in the question's name."""
    by_name = {it.name: it for it in questions}
    for worksheet in worksheets:
        for sheet in sheets([worksheet]):
            yield sheet, by_name[f"{sheet.title} · {worksheet.code}"]


@pytest.mark.parametrize("name", EXERCISES)
def test_every_cell_is_a_gap_in_its_place_and_takes_the_key(name):
    worksheets = drawn(name)
    found = list(pairs(worksheets, imported(worksheets)))
    assert len(found) == SEEDS
    for sheet, question in found:
        asked = key(sheet)
        assert question.placed.keys() == asked.keys()
        for place, (_, value) in asked.items():
            gap = question.placed[place]
            assert gap.weight == 1
            assert gap.marked(typed(value))[0] == 1, (place, value)


@pytest.mark.parametrize("name", EXERCISES)
def test_wrong_rules_earn_what_the_policy_says_and_are_told(name):
    worksheets = drawn(name)
    for sheet, question in pairs(worksheets, imported(worksheets, Policy(misconception=Fraction(1, 3)))):
        for place, (ref, _) in key(sheet).items():
            for value in wrong_values(sheet, ref):
                fraction, feedback = question.placed[place].marked(typed(value))
                assert fraction == pytest.approx(1 / 3, abs=1e-5), (ref, value)
                assert len(plain(feedback)) > 15
                assert feedback.endswith((".", "!", "?"))


def test_the_sentence_is_the_one_of_the_rule():
    (worksheet,) = drawn("ejemplo-4", 1)
    ((sheet, question),) = pairs([worksheet], imported([worksheet]))
    filters, channels = evaluate.answers(sheet)["CONV1/out_shape"][2], sheet.instance.layers[0].parameters["channels"]
    kernel = sheet.instance.layers[1].parameters["kernel"]
    value = kernel * kernel * filters
    fraction, feedback = question.placed["CONV1", "# de Pesos"].marked(str(value))
    assert fraction == 0
    assert f"= {spanish.count(value)}: te faltó multiplicar por los {channels} canales" in plain(feedback)


@pytest.mark.parametrize("name", EXERCISES)
def test_thousands_look_alikes_are_right_and_nothing_wrong_is(name):
    worksheets = drawn(name)
    for sheet, question in pairs(worksheets, imported(worksheets)):
        for place, (ref, value) in key(sheet).items():
            gap = question.placed[place]
            if gap.numerical and 1000 <= value < 1_000_000 and value % 1000:
                for mark in ".,":
                    assert gap.marked(f"{value:,}".replace(",", mark))[0] == 1
            right = {it.answer.casefold() for it in gap.alternatives if it.fraction == 1}
            assert not right & {it.answer.casefold() for it in gap.alternatives if it.fraction < 1}
            assert gap.marked("987654321")[0] == 0
            assert all(gap.marked(typed(wrong))[0] < 1 for wrong in wrong_values(sheet, ref))


SPELLED = {
    (28, 28, 16): ("(28, 28, 16)", "(28,28,16)", "28x28x16", "28 X 28 X 16", "28×28×16", "[28, 28, 16]", "28*28*16",
                   "(None, 28, 28, 16)", "28, 28, 16"),
    (64,): ("(64, 1)", "(64,1)", "64", "(64,)", "(64)", "[64]", "64x1"),
    (50176,): ("(50176, 1)", "(50\u202f176, 1)", "50176", "50.176"),
}  # fmt: skip
NOT_SPELLED = {(28, 28, 16): ("(28, 16)", "28 28 0 16", "(28, 28, 28, 16)"), (64,): ("(641)", "164")}


@pytest.mark.parametrize("value", SPELLED)
def test_shapes_are_taken_as_students_write_them(value):
    from grader.banks._spellings import spellings

    assert set(SPELLED[value]) <= {*spellings(value), *(text.upper() for text in spellings(value))}
    assert not set(NOT_SPELLED.get(value, ())) & set(spellings(value))


def test_a_star_in_an_answer_is_a_star():
    (worksheet,) = drawn("ejemplo-4", 1)
    ((sheet, question),) = pairs([worksheet], imported([worksheet]))
    a, b, c = evaluate.answers(sheet)["CONV1/out_shape"]
    gap = question.placed["CONV1", "Out Shape"]
    assert gap.marked(f"{a}*{b}*{c}")[0] == 1
    assert gap.marked(f"{a}9{b}9{c}")[0] == 0


def test_a_structural_zero_is_a_zero_or_a_dash_and_blank_is_told_why():
    worksheets = drawn("ejemplo-4", 1)
    ((_, question),) = pairs(worksheets, imported(worksheets))
    gap = question.placed["POOL1", "# de Pesos"]
    for text in ("0", "-", "—", "no tiene", "N/A", "No Tiene"):
        assert gap.marked(text)[0] == 1
    for text in ("", "7", "36"):
        assert gap.marked(text)[0] == 0
        assert "no aprende nada" in plain(gap.marked(text)[1])


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", EXERCISES)
def test_what_moodle_needs_of_every_question(name, form):
    data = bank(drawn(name), "moodle", form)
    root = etree.fromstring(data)
    questions = load(data)
    assert root[0].get("type") == "category"
    assert root[0].findtext("category/text").startswith("$course$/top/")
    assert len({it.idnumber for it in questions}) == len({it.name for it in questions}) == len(questions)
    for question in questions:
        assert len(question.name) <= 250
        assert name in question.tags
        assert question.text.count('src="@@PLUGINFILE@@/red.svg"') == len(question.files) == is_drawn(name)
        for picture in question.files.values():
            assert etree.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
        counts = any(gap.numerical for gap in question.subquestions)
        assert not counts or "solo con dígitos" in plain(question.text)
        assert "Desarrollo" in plain(question.general)
        assert "{" not in re.sub(r"\{#\d+\}", "", question.text), "nothing else can look like a gap"
        for gap in question.subquestions:
            for it in gap.alternatives:
                assert not gap.numerical or re.fullmatch(r"\d+(\.\d{3})?|\*", it.answer), "plain digits"
                assert it.tolerance == 0


@pytest.mark.parametrize("name", EXERCISES)
def test_one_question_a_cell(name):
    worksheets = drawn(name)
    by_name = {it.name: it for it in imported(worksheets, form=Form.CELL)}
    total = 0
    for worksheet in worksheets:
        for sheet in sheets([worksheet]):
            for ref, value in key(sheet).values():
                label = cell_label(ref)
                question = by_name[f"{label} · {sheet.title} · {worksheet.code}"]
                (gap,) = question.subquestions
                cell = sheet.cells[ref]
                assert question.kind == ("numerical" if type(value) is int and not cell.structural else "shortanswer")
                assert gap.marked(typed(value))[0] == 1
                assert f"Calcular: {label}" in plain(question.text)
                assert question.text.count("<b>?</b>") == 1, "it says which cell"
                assert question.category.endswith(f"/{label}")
                assert question.default_grade == 1
                total += 1
    assert len(by_name) == total


def test_another_share_than_moodle_knows_is_refused_by_cell_and_taken_in_a_table():
    worksheets = drawn("ejemplo-1", 1)
    policy = Policy(misconception=Fraction(37, 100))
    with pytest.raises(UsageError, match=r"37 %.*--tipo tabla"):
        imported(worksheets, policy, Form.CELL)
    (question,) = imported(worksheets, policy)
    assert {it.fraction for gap in question.subquestions for it in gap.alternatives} == {0, 0.37, 1}


def test_weights_are_the_policys_in_whole_numbers():
    worksheets = drawn("ejemplo-4", 1)
    policy = Policy(cells={"out_shape": Fraction(3, 2), "biases": Fraction(1, 2), "total": Fraction(0)})
    ((_, question),) = pairs(worksheets, imported(worksheets, policy))
    weights = {heading: gap.weight for (_, heading), gap in question.placed.items()}
    assert weights == {"Out Shape": 3, "# de Pesos": 2, "# de Sesgos": 1, "# de Parámetros": 2, "total": 0}


@pytest.mark.parametrize(
    ("policy", "solved", "explained"),
    [
        (Policy(), True, True),
        (Policy(show=Show.HINTS), False, True),
        (Policy(attempts=2), False, True),
        (Policy(show=Show.VERDICTS), False, False),
        (Policy(show=Show.NOTHING), False, False),
    ],
)
def test_no_more_is_told_than_the_policy_shows(policy, solved, explained):
    for form in Form:
        for question in imported(drawn("ejemplo-4", 1), policy, form):
            assert bool(question.general.strip()) == solved
            told = [it.feedback for gap in question.subquestions for it in gap.alternatives if it.fraction < 1]
            assert all(told) if explained else not any(told)


@pytest.mark.parametrize("form", Form)
def test_hostile_texts_survive_and_make_no_gap(form):
    worksheet = hostile()
    (sheet,) = sheets([worksheet])
    questions = imported([worksheet], form=form)
    asked = [ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED]
    assert sum(len(it.subquestions) for it in questions) == len(asked)
    for question in questions:
        assert f"T{HOSTILE}" in question.name
        assert f"taller//{HOSTILE}" in question.category
        shown = plain(question.text)
        assert shown.count(f"C{HOSTILE}") >= 2
        assert "(N, 1)" in shown
        assert HOSTILE in shown.partition("Activación:")[2]
        etree.fromstring(f"<div>{question.text}</div>")
    told = [it.feedback for it in questions for gap in it.subquestions for it in gap.alternatives]
    assert any(f"te faltó sumar la capa C{HOSTILE}." in plain(feedback) for feedback in told)
    solved = " ".join(plain(it.general) for it in questions)
    assert f"C{HOSTILE}, número de pesos: f·f·C·F = 3·3·3·4 = 108" in solved
    assert f"P(D{HOSTILE})" in solved


def test_the_same_bytes_each_time():
    worksheets = drawn("ejemplo-5", 2)
    first, second = (make_bank(worksheets, Policy(), "moodle", Form.TABLE).data for _ in range(2))
    assert first == second


def test_a_statement_tells_no_answer():
    """Without its gaps a question says what the worksheet says, whatever the answers are."""
    worksheets = drawn("ejemplo-4", 1)
    ((sheet, question),) = pairs(worksheets, imported(worksheets))
    printed = plain(question.text)
    secret = [str(value) for ref, value in evaluate.answers(sheet).items() if sheet.cells[ref].role is Role.ASKED]
    assert not [text for text in secret if len(text) > 3 and text in printed]
