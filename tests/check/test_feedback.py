"""What a student is told: what was read, what was expected and how to get there, as much as the policy shows."""

from dataclasses import replace

import pytest
from classroom import EJEMPLOS, computing_on, original, original_taller

from grader.check.feedback import VERDICT_LABELS, feedback_page
from grader.check.grade import Class, grade
from grader.check.policy import Policy, Show
from grader.formula import write
from grader.model import Verdict
from grader.notation import Notation

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


def cells_of(page):
    return {cell.label: cell for section in page.sections for cell in section.cells if section.title == "Ejemplo 4"}


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
    cell = CELLS["POOL1, forma de salida"]
    assert cell.verdict is Verdict.CARRIED
    assert cell.points == "1 de 1"
    assert "lo que sigue de tus respuestas anteriores" in cell.why[0]
    assert plain(cell.path)[0] == "⌊(H + 2·p − f)/s⌋ + 1 = ⌊(28 + 2·0 − 2)/2⌋ + 1 = 14"


def test_a_slip_is_told_as_one():
    cell = CELLS["FC, número de pesos"]
    assert (cell.verdict, cell.points) == (Verdict.SLIP, "0,5 de 1")
    assert "cuenta" in cell.why[0]


def test_a_plain_mistake_still_shows_the_way():
    cell = CELLS["FC, número de sesgos"]
    assert (cell.verdict, cell.read, cell.expected) == (Verdict.INCORRECT, "777", "10")
    assert plain(cell.working) == ["m = 10"]


def test_a_cell_in_review_says_why_and_that_a_person_looks():
    cell = CELLS["CONV1, número de sesgos"]
    assert cell.verdict is Verdict.REVIEW
    assert "persona" in cell.why[0]
    assert len(cell.why) > 1
    assert SOLVED.provisional


def test_blanks_say_whether_they_cost_anything():
    assert CELLS["Flatten, forma de salida"].points == "0 de 1"
    assert CELLS["POOL1, número de pesos"].points == "—"
    assert CELLS["POOL1, número de pesos"].why == ("Aquí no hay nada que contar: vacía no suma ni resta.",)


def test_every_wrong_cell_has_something_to_say_or_to_show():
    """Never only «incorrecto»."""
    for section in SOLVED.sections:
        for cell in section.cells:
            if cell.points != "1 de 1":
                assert cell.why or cell.working, cell.label


def test_the_page_counts_the_verdicts():
    counts = {verdict: count for verdict, _, count in SOLVED.verdict_counts}
    assert sum(counts.values()) == 80
    assert counts[Verdict.MISCONCEPTION] == 2
    assert 0 not in counts.values()


def test_the_grade_is_told_the_spanish_way():
    full = page_of({}, Policy())
    assert (full.grade, full.provisional) == ("5,00 de 5,00", False)
    assert [section.points for section in full.sections] == [
        "7 de 7 puntos", "10 de 10 puntos", "13 de 13 puntos", "19 de 19 puntos", "31 de 31 puntos",
    ]  # fmt: skip


def everything(page):
    return repr(page.sections)


def test_show_nothing_shows_the_grade_alone():
    page = page_of(WRITTEN, Policy(show=Show.NOTHING))
    assert (page.sections, page.verdict_counts) == ((), ())
    assert page.grade


def test_show_verdicts_shows_no_value_no_reason_and_no_working():
    for cell in cells_of(page_of(WRITTEN, Policy(show=Show.VERDICTS))).values():
        assert (cell.expected, cell.why, cell.path, cell.working) == ("", (), (), ())
        assert cell.verdict_label


def test_show_hints_says_why_without_the_answer():
    cells = cells_of(page_of(WRITTEN, Policy(show=Show.HINTS)))
    assert cells["CONV1, número de pesos"].why[0].startswith("5·5·8 = 200: te faltó")
    for cell in cells.values():
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
