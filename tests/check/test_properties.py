"""What holds whatever a student writes: one mistake costs one cell, blanks cost themselves.

The full proof is `GRADER_SEEDS=200 pytest tests/check/test_properties.py`: 200 variants of each exercise.
"""

# ruff: noqa: S311  (nothing here is secret)

import io
import random
import zipfile
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from classroom import (
    EJEMPLOS,
    SEEDS,
    asked,
    computing_on,
    lost,
    marks,
    original,
    some_sheets,
    variant,
    with_verdict,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from injected import blueprint as practice
from students import POLICIES, sheet_of, texts_of

from grader.check.grade import Class, grade
from grader.evaluate import answers, recompute
from grader.generate.assignment import catalogue, load_assignment
from grader.model import Kind
from grader.page import filled_page
from grader.sheets import build
from grader.writers import write_page

INCISOS = ("inciso-1-pasas", "inciso-2d", "inciso-6c", "convnetjs-cifar10")
NETWORKS = ("capas-en-grafo", "recurrentes")
"""Branches and layers that no exercise of the catalogue has."""
SHEETS = [
    *some_sheets(),
    *(original(name) for name in INCISOS),
    *(variant(name, 0) for name in INCISOS),
    *(build(practice(name).original()) for name in NETWORKS),
]
IDS = [f"{sheet.name}-{i}" for i, sheet in enumerate(SHEETS)]


def test_all_exercises_of_the_catalogue_are_among_them():
    """Those of other families have theirs in tests/families."""
    every = {it for path in catalogue() for it in load_assignment([path.stem]).blueprints}
    assert {it.id for it in every if it.family == "parameters"} == {*EJEMPLOS, *INCISOS}


def is_sane(value, right):
    """A value from which something can follow: the right rank, sizes of at least 1, no negative count."""
    if isinstance(right, tuple):
        return isinstance(value, tuple) and len(value) == len(right) and min(value) >= 1
    return isinstance(value, int) and value >= 0


def another(value, rng):
    """A value of the same kind that is not this one."""
    while True:
        if isinstance(value, tuple):
            other = tuple(max(1, n + rng.choice((-3, -1, 0, 2, 9, n))) for n in value)
        else:
            other = rng.choice((0, 1, value // 2, value + 1, value + rng.randint(1, 999), 10 * value + 7))
        if other != value:
            return other


def corruptions(sheet, ref, rng, count=3):
    """Wrong values of one cell of which all that follows is sane."""
    right = answers(sheet)
    for _ in range(count * 5):
        wrong = {ref: another(right[ref], rng)}
        after = recompute(sheet, wrong)
        if all(is_sane(after[it], right[it]) for it in after):
            count -= 1
            yield wrong, after
        if not count:
            return


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_one_corrupted_cell_costs_one_cell(sheet):
    """Issue 2, line 5: what follows from it is carried where it differs from the key, correct where it does not."""
    right, rng, checked = answers(sheet), random.Random(sheet.name), 0
    for ref in asked(sheet):
        for wrong, after in corruptions(sheet, ref, rng):
            found = marks(sheet, computing_on(sheet, wrong))
            assert lost(found) == [ref], wrong
            assert found[ref].verdict in ("misconception", "incorrect")
            differ = [it for it in asked(sheet) if after[it] != right[it] and it != ref]
            assert with_verdict(found, "carried") == differ, wrong
            checked += 1
    assert checked >= 2 * len(asked(sheet))


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_two_corrupted_cells_cost_two_cells(sheet):
    """Unless the second corruption happens to be the value that follows from the first, or the key's own."""
    right, rng = answers(sheet), random.Random(sheet.name)
    refs = asked(sheet)
    for first, second in pairwise(refs):
        wrong = {first: another(right[first], rng), second: another(right[second], rng)}
        after = recompute(sheet, wrong)
        follows = recompute(sheet, {first: wrong[first]})[second]
        if wrong[second] == follows or not all(is_sane(after[it], right[it]) for it in after):
            continue
        assert lost(marks(sheet, computing_on(sheet, wrong))) == [first, second], wrong


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_blanks_cost_only_themselves(sheet):
    """Issue 2, line 6: any subset of a right sheet is right."""
    rng, texts = random.Random(sheet.name), computing_on(sheet, {})
    for share in (0.1, 0.5, 0.9):
        blank = {ref for ref in texts if rng.random() < share}
        found = marks(sheet, {ref: text for ref, text in texts.items() if ref not in blank})
        assert set(with_verdict(found, "blank")) == blank
        assert set(with_verdict(found, "correct")) == set(texts) - blank
        assert set(lost(found)) == {ref for ref in blank if not sheet.cells[ref].structural}


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_what_is_computed_across_blanks_is_carried_from_the_students_own_values(sheet):
    """One corrupted cell and any subset of the others blank: the corrupted one and the blanks are lost, no more."""
    rng = random.Random(sheet.name)
    for ref in asked(sheet):
        for wrong, _ in corruptions(sheet, ref, rng, count=1):
            texts = computing_on(sheet, wrong)
            blank = {it for it in texts if it != ref and rng.random() < 0.5}
            found = marks(sheet, {it: text for it, text in texts.items() if it not in blank})
            assert {it for it in lost(found) if it not in blank} == {ref}, (wrong, blank)


@pytest.mark.parametrize("text", ["ver la hoja de atrás", "no sé si 40 o 41", "600 o 608"])
@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_one_unreadable_cell_waits_alone(sheet, text):
    for ref in asked(sheet):
        found = marks(sheet, {**computing_on(sheet, {}), ref: text})
        assert with_verdict(found, "review") == [ref]
        assert lost(found) == [ref]


DEGENERATE = {
    Kind.SHAPE: ("(0, 0, 8)", "(-1, 5, 8)", "(5, 5)", "(1, 2, 3, 4)", "(0)"),
    Kind.COUNT: ("-7", "15/2", "-1"),
}


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_a_degenerate_value_costs_its_cell_carries_nothing_and_says_why(sheet):
    right = answers(sheet)
    for ref in asked(sheet):
        for text in DEGENERATE[sheet.cells[ref].kind]:
            found = marks(sheet, {**computing_on(sheet, {}), ref: text})
            mark = found[ref]
            if mark.reading.value is not None and is_sane(mark.reading.value, right[ref]):
                continue  # (5, 5) for a vector is read as what it may well be
            assert lost(found) == [ref], text
            assert mark.verdict in ("incorrect", "misconception", "review")
            assert mark.reason, text
            assert with_verdict(found, "carried") == []


STUDENTS = range(4 * SEEDS)


def report_of(worksheet, texts, policy, name="a.csv"):
    data = write_page(filled_page(worksheet, texts), "csv")
    return grade(data, name, Class({worksheet.code: worksheet}, policy, worksheet))


def student(number):
    worksheet = sheet_of(number)
    return worksheet, texts_of(worksheet, random.Random(number)), POLICIES[number % len(POLICIES)]


def strictly_right(mark):
    """Judged by the key alone: whoever wrote the key's value has the cell."""
    return mark.reading.value is not None and mark.reading.value == mark.expected


@pytest.mark.parametrize("number", STUDENTS)
def test_carried_marking_is_never_below_strict_marking(number):
    """Whatever a student did before, the key's value in a cell earns all that it can; reviews wait in both."""
    worksheet, texts, policy = student(number)
    policy = replace(policy, bare_expression=Fraction(1), wrong_expression=Fraction(1))
    report = report_of(worksheet, texts, policy)
    strict = sum(mark.possible for mark in report.marks if strictly_right(mark))
    assert report.earned >= strict
    assert all(mark.earned == mark.possible for mark in report.marks if strictly_right(mark))


@pytest.mark.parametrize("number", STUDENTS)
def test_any_subset_of_cells_is_gradable_and_the_mark_is_the_sum_of_its_cells(number):
    worksheet, texts, policy = student(number)
    rng = random.Random(f"subset {number}")
    kept = {ref: text for ref, text in texts.items() if rng.random() < rng.choice((0.1, 0.5, 0.9))}
    report = report_of(worksheet, kept | {"ejemplo-1/FC1/weights": "1"}, policy)
    assert len(report.marks) == 80
    assert report.earned == sum(mark.earned for mark in report.marks)
    assert report.possible == sum(mark.possible for mark in report.marks)
    assert all(0 <= mark.earned <= mark.possible for mark in report.marks)
    points = {"ejemplo-4": policy.exercise_points("ejemplo-4")}
    for exercise in EJEMPLOS:
        possible = sum(mark.possible for mark in report.marks if mark.cell.startswith(f"{exercise}/"))
        assert possible == points.get(exercise, 1)


def judged(report):
    """Cell → all of a mark but where it was found."""
    return {mark.cell: replace(mark, where="") for mark in report.marks}


def shuffled(page, rng):
    """The same answers with the exercises and the rows of each table in another order."""
    sections = [
        replace(it, grid=replace(it.grid, rows=tuple(rng.sample(it.grid.rows, len(it.grid.rows)))))
        for it in page.sections
    ]
    return replace(page, sections=tuple(rng.sample(sections, len(sections))))


def archive(page, order):
    """A zip with a file for each exercise."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for i in order:
            zipped.writestr(
                f"{page.sections[i].title}.csv", write_page(replace(page, sections=(page.sections[i],)), "csv")
            )
    return out.getvalue()


@pytest.mark.parametrize("number", STUDENTS)
def test_the_order_of_cells_and_files_does_not_matter(number):
    worksheet, texts, policy = student(number)
    rng, page = random.Random(f"order {number}"), filled_page(worksheet, texts)
    course = Class({worksheet.code: worksheet}, policy, worksheet)
    plain = grade(write_page(page, "csv"), "a.csv", course)
    moved = grade(write_page(shuffled(page, rng), "csv"), "a.csv", course)
    assert judged(moved) == judged(plain)
    assert (moved.earned, moved.grade, moved.status) == (plain.earned, plain.grade, plain.status)
    order = rng.sample(range(5), 5)
    files = [grade(archive(page, it), "a.zip", course) for it in (range(5), order)]
    assert judged(files[0]) == judged(files[1]) == judged(plain)


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_with_every_cell_answered_the_points_sum_to_the_maximum(sheet):
    """Structural zeros among them; right answers earn all of it, others no more."""
    rng = random.Random(sheet.name)
    right = marks(sheet, computing_on(sheet, {}))
    assert {mark.possible for mark in right.values()} == {Fraction(1, len(asked(sheet)))}
    assert sum(mark.earned for mark in right.values()) == sum(mark.possible for mark in right.values()) == 1
    for policy in POLICIES:
        points = policy.exercise_points(sheet.name)
        some = marks(sheet, {**computing_on(sheet, {}), rng.choice(asked(sheet)): "123456789"}, policy)
        assert sum(mark.possible for mark in some.values()) == points
        full = marks(sheet, computing_on(sheet, {}), policy)
        assert sum(mark.earned for mark in full.values()) == points


answers_of_any_sort = st.one_of(
    st.just(""),
    st.integers(-5, 10**7).map(str),
    st.tuples(st.integers(-1, 50), st.integers(0, 50), st.integers(0, 50)).map(str),
    st.sampled_from(
        ["-", "no tiene", "5*5*3*8", "5*5*3 = 99", "4.64", "28x28x8", "1/0", "2^9", "?", "0", "1,5", "600 o 608"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_written_every_cell_gets_a_sane_mark(data):
    sheet = data.draw(st.sampled_from(SHEETS[:5]))
    texts = {ref: data.draw(answers_of_any_sort) for ref in asked(sheet)}
    found = marks(sheet, texts)
    assert list(found) == asked(sheet)
    for ref, mark in found.items():
        assert 0 <= mark.earned <= mark.possible
        assert mark.reading.raw == texts[ref]
        assert (mark.verdict == "misconception") == bool(mark.diagnoses)
        assert mark.verdict != "review" or mark.reason


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_marking_depends_on_nothing_but_the_texts(data):
    """Promise 2: the same answers get the same marks, in whatever order they were found."""
    sheet = data.draw(st.sampled_from(SHEETS[:5]))
    texts = {ref: data.draw(answers_of_any_sort) for ref in asked(sheet)}
    assert marks(sheet, texts) == marks(sheet, dict(reversed(texts.items())))
