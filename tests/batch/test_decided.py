"""What a person decides is applied after marking, and everything that follows from it is marked anew."""

from fractions import Fraction

import pytest
from batch.papers import NO_PADDING, PHOTO, RIGHT, table
from classroom import dense, original_taller, sheet_of
from classroom import marks as marks_of

from grader.batch.decision_log import in_force
from grader.check.decisions import owner, taken
from grader.check.grade import Class, grade
from grader.check.mark import remark_sheet
from grader.check.policy import Policy, Scale
from grader.model import Act, Decision, Verdict

CONV1, CELL = "CONV1/out_shape", "ejemplo-4/CONV1/out_shape"
FORGOT = {**NO_PADDING, "CONV1": ("no sé: 28?28, 8", "600", "8", "608")}
"""Unreadable where the padding was forgotten; all that follows is right for 28."""


@pytest.fixture
def course(issued):
    sheets = {line.worksheet.code: line.worksheet for line in issued}
    return Class(sheets, Policy())


def marked(course, code, *decisions, rows=FORGOT, total="16298", name="ana.csv"):
    report = grade(table(code, rows, total), name, course, decisions)
    return report, {mark.cell.removeprefix("ejemplo-4/"): mark for mark in report.marks}


def decision(code, act, value="", cell="", reason="", name="ana.csv"):
    return Decision(act, "huella", name, "" if act is Act.OWNER else code, cell, value, reason)


def test_before_anybody_decides_the_cells_after_a_doubt_do_not_follow_from_anything(course, codes):
    report, marks = marked(course, codes["ana"])
    assert (report.status, marks[CONV1].verdict) == ("review", Verdict.REVIEW)
    assert marks["POOL1/out_shape"].verdict is not Verdict.CARRIED


def test_a_reading_is_marked_like_any_other_and_what_follows_from_it_is_carried(course, codes):
    reading = decision(codes["ana"], Act.READING, "(28, 28, 8)", CELL, "así se ve en el papel")
    report, marks = marked(course, codes["ana"], reading)
    assert (report.status, marks[CONV1].verdict) == ("graded", Verdict.MISCONCEPTION)
    assert marks[CONV1].diagnoses[0].slug == "ignora-padding"
    assert marks[CONV1].reading.raw == "no sé: 28?28, 8", "the raw text is kept"
    carried = {cell for cell, mark in marks.items() if mark.verdict is Verdict.CARRIED}
    assert carried == {"POOL1/out_shape", "Flatten/out_shape", "FC/weights", "FC/params", "total"}
    assert (report.earned, report.possible, report.grade) == (Fraction(18, 19), 1, "4.74")


def test_only_the_decided_cell_says_so(course, codes):
    reading = decision(codes["ana"], Act.READING, "(28, 28, 8)", CELL, "así se ve")
    report, marks = marked(course, codes["ana"], reading)
    assert [cell for cell, mark in marks.items() if mark.decision] == [CONV1]
    assert report.decisions == (reading,)


def test_a_reading_may_be_that_nothing_is_written(course, codes):
    _, marks = marked(course, codes["ana"], decision(codes["ana"], Act.READING, "", CELL))
    assert marks[CONV1].verdict is Verdict.BLANK


@pytest.mark.parametrize(
    ("value", "verdict", "earned"),
    [("1", Verdict.CORRECT, Fraction(1)), ("1/2", Verdict.INCORRECT, Fraction(1, 2)), ("0", Verdict.INCORRECT, 0)],
)
def test_points_take_the_place_of_what_was_earned(course, codes, value, verdict, earned):
    report, marks = marked(course, codes["ana"], decision(codes["ana"], Act.POINTS, value, CELL))
    assert (marks[CONV1].verdict, marks[CONV1].earned / marks[CONV1].possible) == (verdict, earned)
    assert report.status == "graded"
    assert report.earned == sum(mark.earned for mark in marks.values())


def test_points_leave_a_verdict_that_they_do_not_contradict(course, codes):
    given = decision(codes["ana"], Act.POINTS, "1/2", "ejemplo-4/CONV1/weights")
    _, marks = marked(course, codes["ana"], given, rows={"CONV1": ("(32, 32, 8)", "200", "8", "608")}, total="21098")
    assert marks["CONV1/weights"].verdict is Verdict.MISCONCEPTION
    assert marks["CONV1/weights"].earned == Fraction(1, 38)


def test_a_number_that_may_have_lost_its_zeros_is_what_a_person_says(course, codes):
    """1000·145 = 145 000 weights; «145» is a doubt until somebody settles it."""
    sheet = sheet_of(("input", "Input", {"units": 1000}), dense("FC", 145), columns=("weights", "biases"))
    before = marks_of(sheet, {"FC/weights": "145", "FC/biases": "145"})
    assert before["FC/weights"].verdict is Verdict.REVIEW
    for text, is_right in (("145", False), ("144", False), ("145000", True)):
        after = remark_sheet(sheet, before.values(), {"red/FC/weights": text}, Policy())
        found = {mark.cell: mark for mark in after}["red/FC/weights"]
        assert (found.reading.raw, found.reading.value) == ("145", int(text))
        assert (found.verdict is Verdict.CORRECT) == is_right
        assert found.verdict is not Verdict.REVIEW


def test_a_decision_on_another_sheet_or_cell_changes_nothing(course, codes):
    plain, _ = marked(course, codes["ana"])
    elsewhere = decision(codes["bruno"], Act.READING, "(28, 28, 8)", CELL)
    unknown = decision(codes["ana"], Act.READING, "1", "ejemplo-4/CONV9/weights")
    found, _ = marked(course, codes["ana"], elsewhere, unknown)
    assert found.decisions == ()
    assert [mark.verdict for mark in found.marks] == [mark.verdict for mark in plain.marks]


def test_a_doubt_that_nobody_decided_stays_one_when_another_cell_is_decided(course, codes):
    """Two answers that differ, one of them right: marking once more must not pick the right one."""
    rows = {"CONV1": ("(28?28)", "600 o 500", "8", "608"), "POOL1": ("(16, 16, 8) o (8, 8, 8)", "0", "0", "0")}
    before = marked(course, codes["ana"], rows=rows)[1]
    after = marked(course, codes["ana"], decision(codes["ana"], Act.READING, "(32,32,8)", CELL), rows=rows)[1]
    waiting = {cell for cell, mark in before.items() if mark.verdict is Verdict.REVIEW}
    assert {CONV1, "CONV1/weights"} <= waiting
    assert {cell for cell, mark in after.items() if mark.verdict is Verdict.REVIEW} == waiting - {CONV1}


def test_a_reading_is_of_the_cell_that_is_shown_even_if_columns_were_exchanged(course, codes):
    """«Pesos» and «Parámetros» exchanged throughout: the weights' cell shows what stands under «Parámetros»."""
    rows = {"CONV1": ("(32, 32, 8)", "608", "8", "6?0"), "FC": ("", "20490", "10", "20480")}
    report, plain = marked(course, codes["ana"], rows=rows, total="21098")
    assert "intercambiadas" in report.notices[0]
    assert (plain["CONV1/weights"].reading.raw, plain["CONV1/weights"].verdict) == ("6?0", Verdict.REVIEW)
    reading = decision(codes["ana"], Act.READING, "600", "ejemplo-4/CONV1/weights")
    report, marks = marked(course, codes["ana"], reading, rows=rows, total="21098")
    assert (marks["CONV1/weights"].reading.value, marks["CONV1/weights"].verdict) == (600, Verdict.CORRECT)
    assert (report.status, report.grade) == ("graded", "5.00")


# The submission as a whole


def test_whose_it_is_can_be_decided(course, codes):
    report, _ = marked(course, "", decision("", Act.OWNER, codes["carla"]), rows={}, total="21098", name="x.csv")
    assert report.worksheet.code == codes["carla"]
    assert (report.status, report.grade) == ("graded", "5.00")
    assert report.notices[-1] == "Una persona decidió de quién es esta entrega."


def test_it_may_be_nobodys(course):
    data = table("")
    report = grade(data, "x.csv", course, [decision("", Act.OWNER, "", reason="una foto del perro", name="x.csv")])
    assert (report.status, report.worksheet) == ("rejected", None)
    assert report.notices == (
        "Una persona decidió que este archivo no es una entrega de esta clase. Una foto del perro.",
    )


def test_an_owner_who_left_the_class_decides_nothing(course):
    report = grade(table(""), "x.csv", course, [decision("", Act.OWNER, "222222-2", name="x.csv")])
    assert (report.status, report.decisions) == ("review", ())


def test_the_same_file_under_two_names_may_be_of_two_students(codes):
    first, second = (decision("", Act.OWNER, codes[who], name=f"{who}.csv") for who in ("ana", "bruno"))
    assert owner([first, second], "ana.csv") == first
    assert owner([first, second], "bruno.csv") == second
    assert owner([first], "renombrado.csv") == first


def test_a_photo_gets_its_grade_from_a_person(course, codes):
    given = decision(codes["david"], Act.GRADE, "21/25", reason="calificada a mano", name="david ñúñez.png")
    report = grade(PHOTO, "david ñúñez.png", course, [given])
    assert (report.status, report.grade, report.earned / report.possible) == ("graded", "4.20", Fraction(21, 25))
    assert report.notices[-1] == "Una persona puso la nota de esta entrega. Calificada a mano."


def test_a_grade_that_a_person_gave_is_a_part_of_all_points_on_any_scale(issued, codes):
    scale = Scale(highest=Fraction(20))
    course = Class({it.worksheet.code: it.worksheet for it in issued}, Policy(scale=scale))
    report = grade(PHOTO, "david ñúñez.png", course, [decision(codes["david"], Act.GRADE, "21/25")])
    assert report.grade == "16.80"


def test_the_cells_of_a_photo_can_be_transcribed(course, codes):
    """The rest still waits, until somebody says that nothing more is to be found."""
    reading = decision(codes["david"], Act.READING, "600", "ejemplo-4/CONV1/weights", name="david ñúñez.png")
    report = grade(PHOTO, "david ñúñez.png", course, [reading])
    assert (report.status, report.earned * 19) == ("review", pytest.approx(19 / 10)), "nine zeros by structure left out"
    final = decision(codes["david"], Act.FINAL)
    assert grade(PHOTO, "david ñúñez.png", course, [reading, final]).status == "graded"
    nothing = grade(PHOTO, "david ñúñez.png", course, [final])
    assert (nothing.status, nothing.grade) == ("graded", "0.00")


def test_a_floor_holds_only_where_the_grade_would_be_lower(course, codes):
    for share, grade_, told in (("1", "5.00", True), ("1/2", "3.95", False)):
        floor = decision(codes["ana"], Act.AT_LEAST, share)
        rows = {"CONV1": ("(1, 1, 1)", "1", "1", "1")}
        report, _ = marked(course, codes["ana"], floor, rows=rows, total="21098")
        assert report.grade == grade_, told


def test_a_decision_is_of_one_worksheet_although_everybody_answers_the_same():
    sheet = original_taller()
    assert taken([decision(sheet.code, Act.FINAL)], sheet.code).was_seen
    assert not taken([decision("222222-3", Act.FINAL)], sheet.code).was_seen


# What replaces what


def test_the_last_decision_on_a_cell_holds(codes):
    first = decision(codes["ana"], Act.READING, "1", CELL)
    last = decision(codes["ana"], Act.POINTS, "1/2", CELL)
    other = decision(codes["ana"], Act.READING, "7", "ejemplo-4/total")
    assert in_force([first, other, last]) == (other, last)


def test_one_attempt_counts(codes):
    first, second = (Decision(Act.COUNTS, digest, f"{digest}.csv", codes["ana"], value="a b") for digest in ("a", "b"))
    assert in_force([first, second]) == (second,)


def test_what_is_withdrawn_holds_no_more(codes):
    grade_ = decision(codes["ana"], Act.GRADE, "1")
    floor = decision(codes["ana"], Act.AT_LEAST, "1/2")
    withdrawn = decision(codes["ana"], Act.WITHDRAWN, "grade")
    assert in_force([grade_, floor, withdrawn]) == (floor,)
    assert in_force([grade_, withdrawn, grade_]) == (grade_,)


def test_the_right_table_is_right(course, codes):
    """The papers of these tests themselves."""
    report, _ = marked(course, codes["ana"], rows=RIGHT, total="21098")
    assert (report.status, report.grade) == ("graded", "5.00")
