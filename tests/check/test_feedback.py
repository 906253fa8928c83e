"""What a student is told: what was read, what was expected and how to get there, as much as the policy shows."""

from dataclasses import replace
from fractions import Fraction

import pytest
from classroom import EJEMPLOS, computing_on, original, original_taller

from grader.check import verified as verification
from grader.check.feedback import feedback_page
from grader.check.feedback_words import VERDICT_LABELS, misconception_sentences
from grader.check.grade import Class, grade
from grader.check.grade_sum import Part, grade_line
from grader.check.policy import SCALES, Policy, Repeated, Rounding, Scale, Show
from grader.check.verified import holds, verified
from grader.formula import Equation, write
from grader.layers.conv2d import out_shape, weights
from grader.model import Arg, Diagnosis, Mark, Reading, Rewiring, Status, Verdict
from grader.notation import Notation
from grader.page import filled_page
from grader.writers import write_page

WORKSHEET = original_taller()

WRITTEN = {
    "ejemplo-4/CONV1/out_shape": "28x28x8",
    "ejemplo-4/POOL1/out_shape": "(14, 14, 8)",
    "ejemplo-4/Flatten/out_shape": "",
    "ejemplo-4/CONV1/weights": "200",
    "ejemplo-4/CONV1/biases": "4.64",
    "ejemplo-4/POOL1/weights": "",
    "ejemplo-4/FC/weights": "1568·10 = 15860",
    "ejemplo-4/FC/biases": "777",
}


def page_of(written, policy):
    """The page on a Markdown file with the right answers but for `written`."""
    blocks = []
    for name in EJEMPLOS:
        sheet = original(name)
        texts = computing_on(sheet, {}) | {
            ref.partition("/")[2]: text for ref, text in written.items() if ref.startswith(name)
        }
        columns = [column for column in sheet.columns if column != "detail"]
        blocks += [f"# {sheet.title}", "", "| Capa | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
        blocks += [
            f"| {row.layer} | " + " | ".join(texts.get(f"{row.layer}/{column}", "") for column in columns) + " |"
            for row in sheet.rows
        ]
        blocks += ["", f"Total de parámetros: {texts['total']}", ""]
    course = Class({WORKSHEET.code: WORKSHEET}, policy, WORKSHEET)
    report = grade("\n".join(blocks).encode(), "ana.md", course)
    return feedback_page(report, policy)


def everything(section):
    return (*section.steps, *section.blanks, *section.right)


def section_of(page, title="Ejemplo 4"):
    (found,) = [section for section in page.sections if section.title == title]
    return found


def cells_of(page):
    return {cell.label: cell for cell in everything(section_of(page))}


def in_full(page):
    """What is told in more than a line."""
    section = section_of(page)
    return [*section.steps, *section.blanks]


SOLVED = page_of(WRITTEN, Policy())
CELLS = cells_of(SOLVED)


def plain(equations):
    return [write(equation, Notation.PLAIN) for equation in equations]


def test_every_verdict_has_its_label():
    assert set(VERDICT_LABELS) == set(Verdict)
    assert len(set(VERDICT_LABELS.values())) == len(Verdict), "the label alone tells them apart, without colour"


def test_the_page_tells_what_was_written_read_and_expected():
    cell = CELLS["CONV1, forma de salida"]
    assert (cell.wrote, cell.read, cell.expected) == ("28x28x8", "(28, 28, 8)", "(32, 32, 8)")
    assert (cell.verdict_label, cell.points) == ("idea por revisar", "0 de 1")


def test_the_working_is_the_right_one():
    assert plain(CELLS["CONV1, forma de salida"].working) == [
        "⌊(H + 2·p − f)/s⌋ + 1 = ⌊(32 + 2·2 − 5)/1⌋ + 1 = 32",
        "F = 8",
    ]


def test_a_misconception_is_rebuilt_with_the_students_number():
    assert CELLS["CONV1, número de pesos"].why == (
        "5·5·8 = 200: te faltó multiplicar por los 3 canales de entrada: cada filtro los recorre todos.",
    )
    assert any("padding (p = 2)" in text for text in CELLS["CONV1, forma de salida"].why)


def test_what_follows_from_a_mistake_is_told_so_with_its_path():
    """The student's own numbers through the formula, beside the right ones."""
    cell = CELLS["POOL1, forma de salida"]
    assert cell.verdict is Verdict.CARRIED
    assert cell.points == "1 de 1"
    assert plain(cell.path)[0] == "⌊(H + 2·p − f)/s⌋ + 1 = ⌊(28 + 2·0 − 2)/2⌋ + 1 = 14"
    assert plain(cell.working)[0] == "⌊(H + 2·p − f)/s⌋ + 1 = ⌊(32 + 2·0 − 2)/2⌋ + 1 = 16"


def test_each_exercise_names_the_cell_where_the_path_leaves_the_right_one():
    section = section_of(SOLVED)
    assert section.lead.startswith("Tu camino se separa del correcto en «CONV1, forma de salida».")
    assert "arrastre: no vuelve a costar" in section.lead
    assert section.steps[0].label == "CONV1, forma de salida"
    assert "no vuelve" not in section_of(page_of(WRITTEN, Policy(carried=Fraction(1, 2)))).lead


@pytest.mark.parametrize(
    ("written", "lead"),
    [
        ({}, "Todo está bien."),
        ({"FC/biases": "no sé si 40 o 41"}, "Todo lo que se leyó está bien. 1 celda espera a una persona."),
        ({"FC/biases": "", "FC/weights": ""}, "Todo lo que se leyó está bien. 2 celdas quedaron en blanco."),
        ({"FC/biases": "11"}, "Tu camino se separa del correcto en «FC, número de sesgos»."),
    ],
)
def test_the_lead_says_how_the_exercise_went(written, lead):
    page = page_of({f"ejemplo-4/{ref}": text for ref, text in written.items()}, Policy())
    assert section_of(page).lead == lead


def test_the_path_is_replayed_from_there_cell_by_cell():
    """Without the input channels 200 weights; what follows is computed with them, here and on the page."""
    sheet = original("ejemplo-4")
    carried = {f"ejemplo-4/{ref}": text for ref, text in computing_on(sheet, {"CONV1/weights": 200}).items()}
    section = section_of(page_of(carried, Policy()))
    assert [(cell.label, cell.verdict_label, plain(cell.path)) for cell in section.steps] == [
        ("CONV1, número de pesos", "idea por revisar", []),
        ("CONV1, número de parámetros", "arrastre", ["w + b = 200 + 8 = 208"]),
        (
            "Total de parámetros",
            "arrastre",
            ["P(Input) + P(CONV1) + P(POOL1) + P(Flatten) + P(FC) = 0 + 208 + 0 + 0 + 20\u202f490 = 20\u202f698"],
        ),
    ]
    assert len(section.right) == 16


def test_coming_back_to_the_right_path_is_told():
    """208 would follow from the 200; the right 608 stands there all the same."""
    section = section_of(page_of({"ejemplo-4/CONV1/weights": "200"}, Policy()))
    back = {cell.label: cell for cell in section.steps}["CONV1, número de parámetros"]
    assert (back.verdict, back.points) == (Verdict.CORRECT, "1 de 1")
    assert back.why[0].startswith("Aquí vuelves al camino correcto")
    assert plain(back.path) == ["w + b = 200 + 8 = 208"]


def test_a_blank_on_a_wrong_path_shows_both_paths():
    """Nothing stands at CONV1's parameters: 208 is what would have followed, 608 is right."""
    section = section_of(page_of({"ejemplo-4/CONV1/weights": "200", "ejemplo-4/CONV1/params": ""}, Policy()))
    (blank,) = section.blanks
    assert (plain(blank.path), plain(blank.working)) == (["w + b = 200 + 8 = 208"], ["w + b = 600 + 8 = 608"])


def test_a_slip_is_told_as_one():
    cell = CELLS["FC, número de pesos"]
    assert (cell.verdict, cell.points) == (Verdict.SLIP, "0,5 de 1")
    assert "cuenta" in cell.why[0]


def test_a_plain_mistake_still_shows_the_way():
    cell = CELLS["FC, número de sesgos"]
    assert (cell.verdict, cell.read, cell.expected) == (Verdict.INCORRECT, "", "10")
    assert plain(cell.working) == ["m = 10"]


def test_a_cell_in_review_says_why_and_that_a_person_looks():
    cell = CELLS["CONV1, número de sesgos"]
    assert cell.verdict is Verdict.REVIEW
    assert "persona" in cell.why[0]
    assert len(cell.why) > 1
    assert SOLVED.provisional


def test_blanks_say_whether_they_cost_anything():
    assert CELLS["Flatten, forma de salida"].points == "0 de 1"
    assert CELLS["POOL1, número de pesos"].why == ("Aquí no hay nada que contar: vacía no suma ni resta.",)


@pytest.mark.parametrize("show", [Show.HINTS, Show.SOLUTION])
def test_every_wrong_cell_has_something_to_say_or_to_show(show):
    """Never only «incorrecto», a number where nothing is learned included."""
    page = page_of({**WRITTEN, "ejemplo-4/POOL1/biases": "3"}, Policy(show=show))
    for section in page.sections:
        for cell in (*section.steps, *section.blanks):
            if cell.points != "1 de 1":
                assert cell.why or cell.working, cell.label


def test_what_is_right_is_told_in_a_line_and_what_is_wrong_in_full():
    section = section_of(SOLVED)
    assert {cell.label for cell in section.blanks} == {"Flatten, forma de salida"}
    told = {cell.label: cell.wrote for cell in section.right}
    assert (told["Total de parámetros"], told["POOL1, número de pesos"], told["Input, número de sesgos"]) == (
        "21098",
        "",
        "0",
    )
    assert not told.keys() & {cell.label for cell in (*section.steps, *section.blanks)}
    assert len(everything(section)) == 19
    assert sum(len(everything(section)) for section in SOLVED.sections) == 80


def test_how_a_cell_was_read_is_told_only_where_it_is_not_as_it_was_written():
    page = page_of({"ejemplo-4/CONV1/weights": "5*5*3*8", "ejemplo-4/FC/weights": "20480"}, Policy())
    cells = cells_of(page)
    assert (cells["CONV1, número de pesos"].wrote, cells["CONV1, número de pesos"].read) == ("5*5*3*8", "600")
    assert (cells["FC, número de pesos"].wrote, cells["FC, número de pesos"].read) == ("20480", "")


def test_a_page_on_which_all_is_well_is_short():
    page = page_of({}, Policy())
    assert [section.lead for section in page.sections] == ["Todo está bien."] * 5
    assert (page.first, page.letters) == ((), ())
    assert [len(section.steps) + len(section.blanks) for section in page.sections] == [0] * 5


TWICE = {
    "ejemplo-3/FC1/biases": "777",
    "ejemplo-4/CONV1/weights": "200",
    "ejemplo-5/CONV2/weights": "288",
    "ejemplo-1/FC1/weights": "128*64 = 8193",
    "ejemplo-2/FC1/biases": "778",
}


def test_what_lost_most_is_to_be_looked_at_first():
    """One idea in two exercises is one thing (1/19 + 1/31 of a point, after 1/10 and before 1/13); at most three."""
    page = page_of(TWICE, Policy())
    assert [[label for label, _ in look.places] for look in page.first] == [
        ["FC1, número de sesgos (Ejemplo 2)"],
        ["CONV1, número de pesos (Ejemplo 4)", "CONV2, número de pesos (Ejemplo 5)"],
        ["FC1, número de sesgos (Ejemplo 3)"],
    ]
    assert "te faltó multiplicar" in page.first[1].text
    cells = {cell.anchor: cell.label for section in page.sections for cell in section.steps}
    for label, anchor in (place for look in page.first for place in look.places):
        assert label.startswith(cells[anchor])


def test_what_to_look_at_first_says_no_more_than_the_policy_shows():
    verdicts = page_of(TWICE, Policy(show=Show.VERDICTS)).first
    assert [(look.text, look.advice) for look in verdicts] == [("", "")] * 3
    assert page_of(TWICE, Policy(show=Show.NOTHING)).first == ()


def test_the_letters_of_the_page_are_explained_once():
    """Those in which something is written, and no other: no stride without a convolution to work out."""
    assert dict(page_of({"ejemplo-1/FC1/weights": "1"}, Policy()).letters) == {
        "n": "entradas de la capa", "m": "neuronas de la capa", "w": "pesos de la capa", "b": "sesgos de la capa",
    }  # fmt: skip
    assert dict(page_of({"ejemplo-5/FC1/biases": "", "ejemplo-1/FC1/biases": ""}, Policy()).letters) == {
        "m": "neuronas de la capa",
    }  # fmt: skip
    assert page_of(WRITTEN, Policy(show=Show.HINTS)).letters == ()


RULE = Rewiring(
    "olvida-canales", "CONV1/weights", lambda f, F: f * f * F, (5, 8), "te faltaron los {C} canales", {"C": 3},
    advice="multiplica por los {C} canales de entrada",
)  # fmt: skip


def diagnosed(*rules, letters=None):
    reading = Reading("200", Status.READ, 200)
    diagnoses = tuple(Diagnosis(rule, (5, 8), letters or {"C": 3}) for rule in rules)
    return Mark("e/CONV1/weights", reading, "", 600, Verdict.MISCONCEPTION, Fraction(0), Fraction(1), (), diagnoses)


def test_a_misconception_tells_the_next_step_when_it_has_one():
    from grader.check.feedback_words import advice

    assert list(misconception_sentences(diagnosed(RULE).diagnoses)) == ["5·5·8 = 200: te faltaron los 3 canales."]
    assert advice(diagnosed(RULE).diagnoses) == ("Multiplica por los 3 canales de entrada.",)
    assert advice(diagnosed(replace(RULE, advice="")).diagnoses) == ()
    assert advice(diagnosed(RULE, RULE).diagnoses) == ("Multiplica por los 3 canales de entrada.",), (
        "not twice the same"
    )


def equation(value, numbers=(5, 3, 8)):
    names = tuple((letter, "") for letter in "fCF")
    return Equation("", weights, (0, 0, 0), 0, names, numbers, value)


def test_an_equality_is_computed_once_more_from_the_way_it_is_written():
    assert holds(equation(600))
    assert not holds(equation(601))
    assert not holds(equation(600, (5, 3, 7)))


def test_an_equality_that_does_not_hold_is_never_told(monkeypatch):
    """Were a working ever wrong, none would be shown, and the sentence would come without its number."""
    args: tuple[Arg, ...] = (32, 32, 2, 5, 1, 8)
    assert len(verified(out_shape, args, args)) == 2
    assert plain(verified(weights, (5, 3, 8), (5, 3, 8))) == ["f·f·C·F = 5·5·3·8 = 600"]
    true = verification.working

    def wrong(*how):
        return tuple(replace(it, value=it.value + 1) for it in true(*how))

    monkeypatch.setattr(verification, "working", wrong)
    assert verified(out_shape, args, args) == ()
    assert list(misconception_sentences(diagnosed(RULE).diagnoses)) == ["Te faltaron los 3 canales."]
    page = page_of(WRITTEN, Policy())
    assert not any(cell.path or cell.working for cell in in_full(page))
    assert cells_of(page)["CONV1, número de pesos"].expected == "600"


def test_the_page_counts_the_verdicts():
    counts = {verdict: count for verdict, _, count in SOLVED.verdict_counts}
    assert sum(counts.values()) == 80
    assert counts[Verdict.MISCONCEPTION] == 2
    assert 0 not in counts.values()


def test_the_grade_is_told_the_spanish_way():
    full = page_of({}, Policy())
    assert (full.grade, full.provisional) == ("5,00 de 5,00", False)
    assert full.arithmetic == "5·(7/7 + 10/10 + 13/13 + 19/19 + 31/31)/5 = 5,00"
    assert [section.points for section in full.sections] == [
        "7 de 7 puntos", "10 de 10 puntos", "13 de 13 puntos", "19 de 19 puntos", "31 de 31 puntos",
    ]  # fmt: skip


def test_the_arithmetic_of_the_grade_is_shown_with_its_rounding():
    """One of 19 cells lost: (4 + 18/19)/5 of 5 is 4,947…"""
    page = page_of({"ejemplo-4/FC/biases": "777"}, Policy())
    assert page.grade == "4,95 de 5,00"
    assert page.arithmetic == ("5·(7/7 + 10/10 + 13/13 + 18/19 + 31/31)/5 ≈ 4,9474; redondeada a 2 decimales, 4,95")
    assert page_of({"ejemplo-4/FC/biases": "777"}, Policy(show=Show.NOTHING)).arithmetic == ""


HALF = Part(Fraction(35, 2), Fraction(19), Fraction(1))
THIRD = Part(Fraction(52, 3), Fraction(19), Fraction(1))
ALL = Part(Fraction(7), Fraction(7), Fraction(1))
DOUBLE = Part(Fraction(1), Fraction(3), Fraction(2))
NOTHING = Part(Fraction(0), Fraction(0), Fraction(1))


@pytest.mark.parametrize(
    ("parts", "scale", "grade", "line"),
    [
        ([Part(Fraction(17), Fraction(20), Fraction(1))], Scale(), "4,25", "5·17/20 = 4,25"),
        ([HALF], Scale(), "4,61", "5·17,5/19 ≈ 4,6053; redondeada a 2 decimales, 4,61"),
        ([THIRD], Scale(), "4,56", "5·(52/3)/19 ≈ 4,5614; redondeada a 2 decimales, 4,56"),
        ([ALL, DOUBLE], Scale(), "2,78", "5·(7/7 + 2·1/3)/3 ≈ 2,7778; redondeada a 2 decimales, 2,78"),
        ([DOUBLE], Scale(), "1,67", "5·1/3 ≈ 1,6667; redondeada a 2 decimales, 1,67"),
        ([ALL, NOTHING], SCALES["1-7"], "7,0", "1 + 6·7/7 = 7,0"),
        ([HALF, ALL], SCALES["1-7"], "6,8", "1 + 6·(17,5/19 + 7/7)/2 ≈ 6,763; redondeada a 1 decimal, 6,8"),
        (
            [HALF],
            Scale(decimals=0, rounding=Rounding.DOWN),
            "4",
            "5·17,5/19 ≈ 4,61; redondeada hacia abajo a cero decimales, 4",
        ),
        ([HALF], Scale(), "4,60", ""),
        ([NOTHING], Scale(), "0,00", ""),
        ([], Scale(), "", ""),
    ],
)
def test_the_line_of_the_grade(parts, scale, grade, line):
    """Empty where it would not give the grade that was given: a person may have decided on the points."""
    assert grade_line(parts, Policy(scale=scale), grade) == line


def test_as_many_decimals_as_show_how_it_is_rounded():
    """2,9999996 rounded down to two decimals is 2,99, which «≈ 3,0000» would not show."""
    part = Part(Fraction(29999996, 50000000), Fraction(1), Fraction(1))
    line = grade_line([part], Policy(scale=Scale(rounding=Rounding.DOWN)), "2,99")
    assert line.endswith(" ≈ 2,9999996; redondeada hacia abajo a 2 decimales, 2,99")


def test_points_are_told_as_the_policy_weighs_them():
    policy = Policy(cells={"weights": Fraction(3)}, slip=Fraction(1, 3))
    page = page_of({"ejemplo-4/FC/weights": "2048·10 = 20481"}, policy)
    cells = cells_of(page)
    assert cells["FC, número de pesos"].points == "1 de 3"
    assert section_of(page).points == "27 de 29 puntos"
    third = page_of({"ejemplo-4/FC/weights": "2048·10 = 20481"}, Policy(slip=Fraction(1, 3)))
    assert section_of(third).points == "55/3 de 19 puntos"


def test_a_misconception_that_was_paid_before_is_told_with_its_points():
    policy = Policy(repeated_misconception=Repeated.SUBMISSION)
    page = page_of({"ejemplo-4/CONV1/weights": "200", "ejemplo-5/CONV2/weights": "288"}, policy)
    (cell,) = [it for it in section_of(page, "Ejemplo 5").steps if it.label == "CONV2, número de pesos"]
    assert (cell.verdict, cell.points) == (Verdict.MISCONCEPTION, "1 de 1")
    assert cell.why[-1] == "La misma idea ya se cobró en «CONV1, número de pesos»: aquí no cuesta otra vez."


def test_what_a_person_decided_is_told_in_full_also_where_it_is_right():
    from grader.model import Act, Decision

    data = write_page(filled_page(WORKSHEET, {"ejemplo-4/CONV1/weights": "600"}), "csv")
    report = grade(data, "a.csv", Class({WORKSHEET.code: WORKSHEET}, Policy(), WORKSHEET))
    decision = Decision(Act.READING, "", "a.csv", WORKSHEET.code, value="600", reason="se ve en la foto")
    marks = [replace(it, decision=decision) if it.cell == "ejemplo-4/CONV1/weights" else it for it in report.marks]
    section = section_of(feedback_page(replace(report, marks=tuple(marks)), Policy()))
    assert [(cell.label, cell.why[0]) for cell in section.steps] == [
        ("CONV1, número de pesos", "La revisó una persona: se ve en la foto."),
    ]


def test_no_solution_while_attempts_remain():
    """The page of the first of two attempts tells no expected value; that of the second does."""
    policy, data = Policy(attempts=2), write_page(filled_page(WORKSHEET, {"ejemplo-4/CONV1/weights": "200"}), "csv")
    report = grade(data, "a.csv", Class({WORKSHEET.code: WORKSHEET}, policy, WORKSHEET))
    first, second = (feedback_page(report, policy, used) for used in (1, 2))
    assert {cell.expected for cell in in_full(first)} == {""}
    assert cells_of(second)["CONV1, número de pesos"].expected == "600"


def test_show_nothing_shows_the_grade_alone():
    page = page_of(WRITTEN, Policy(show=Show.NOTHING))
    assert (page.sections, page.verdict_counts) == ((), ())
    assert page.grade


def test_show_verdicts_shows_no_value_no_reason_and_no_working():
    page = page_of(WRITTEN, Policy(show=Show.VERDICTS))
    assert {cell.why for cell in section_of(page).right} == {()}
    for cell in in_full(page):
        assert (cell.expected, cell.why, cell.path, cell.working) == ("", (), (), ())
        assert cell.verdict_label


def test_show_hints_says_why_without_the_answer():
    page = page_of(WRITTEN, Policy(show=Show.HINTS))
    assert cells_of(page)["CONV1, número de pesos"].why[0].startswith("5·5·8 = 200: te faltó")
    for cell in in_full(page):
        assert (cell.expected, cell.path, cell.working) == ("", (), ())


def test_hints_never_hold_the_key_of_their_cell():
    """600 for CONV1's weights, (32, 32, 8) for its shape."""
    cells = cells_of(page_of(WRITTEN, Policy(show=Show.HINTS)))
    assert "600" not in repr(cells["CONV1, número de pesos"].why)
    assert "32, 32, 8" not in repr(cells["CONV1, forma de salida"].why)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '#read("/etc/passwd")', "{{ 7*7 }}", "9" * 500])
def test_a_hostile_answer_is_quoted_as_it_was_written(text):
    cell = cells_of(page_of({"ejemplo-4/CONV1/weights": text}, Policy()))["CONV1, número de pesos"]
    assert cell.wrote == text
    assert cell.verdict in (Verdict.REVIEW, Verdict.INCORRECT)


def test_members_of_a_group_stand_together_on_their_page():
    from grader.model import Student

    group = replace(WORKSHEET, students=(Student("1", "Ana"), Student("2", "Iván")))
    report = grade(b"# Ejemplo 4\n", "x.md", Class({group.code: group}, Policy(), group))
    assert feedback_page(report, Policy()).student == "Ana e Iván"
