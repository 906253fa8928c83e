"""What is printed as equal is equal: each equality of a feedback page is parsed back from the page and computed again.

The full proof is `python benchmarks/equalities.py`: 10 000 pages.
"""

import os
from collections import Counter
from fractions import Fraction

import pytest
from equalities import check_page, compute
from students import MOODS, report_of

from grader.check.feedback import feedback_page
from grader.model import Verdict
from grader.render import render_feedback

PAGES = 8 * int(os.environ.get("GRADER_SEEDS", "5"))


def rendered(number):
    report, policy = report_of(number)
    return render_feedback(feedback_page(report, policy)), report


@pytest.fixture(scope="module")
def pages():
    return [rendered(number) for number in range(PAGES)]


def test_every_equality_of_a_page_is_true(pages):
    checked = 0
    for text, _ in pages:
        found = check_page(text)
        assert (found.false, found.unread) == ([], [])
        checked += found.checked
    assert checked > 15 * PAGES


def test_the_students_make_every_kind_of_mistake(pages):
    counts = Counter(mark.verdict for _, report in pages for mark in report.marks)
    assert {verdict for verdict in Verdict if counts[verdict] >= PAGES // 4} == set(Verdict)
    assert sum(MOODS.values()) == 100


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5·5·3·8", 600), ("⌊(32 + 2·2 − 5)/1⌋ + 1", 32), ("⌈(7 + 2)/2⌉", 5), ("(1 − 3)·2", -4), ("20 480 + 10", 20490),
        ("20\u202f480 + 10", 20490), ("17,5/19", Fraction(35, 38)), ("3² + 1", 10), ("2·(−3)", -6),
        ("7/2/2", Fraction(7, 4)), ("8 − 2 − 1", 5), ("⌊−7/2⌋", -4),
    ],
)  # fmt: skip
def test_the_arithmetic_of_the_reader(text, value):
    assert compute(text) == value


def formula(inside):
    return f'<span class="igualdad"><i>alto</i> = <math><mrow>{inside}</mrow></math></span>'


QUARTER = "<mfrac><mrow><mn>{}</mn><mo>+</mo><mn>2</mn></mrow><mrow><mn>4</mn></mrow></mfrac>"
FLOOR = f"<mrow><mo>⌊</mo>{QUARTER}<mo>⌋</mo></mrow>"


@pytest.mark.parametrize(
    ("html", "checked", "false"),
    [
        (formula(f"<mi>H</mi><mo>=</mo>{FLOOR.format(17)}<mo>+</mo><mn>1</mn><mo>=</mo><mn>5</mn>"), 1, 0),
        (formula(f"<mi>H</mi><mo>=</mo>{FLOOR.format(18)}<mo>+</mo><mn>1</mn><mo>=</mo><mn>5</mn>"), 1, 1),
        (formula("<mn>2</mn><mo>=</mo></mrow></math><wbr><math><mrow><mn>3</mn>"), 1, 1),
        ("<p>5·5·8 = 200: te faltó multiplicar por los 3 canales (p = 2).</p>", 1, 0),
        ("<p>5·5·8 = 201: te faltó multiplicar.</p>", 1, 1),
        ("<p>⌊(32 − 5)/1⌋ + 1 = 28; 2·4 = 9: no.</p>", 2, 1),
        ("<p>5·(7/7 + 17,5/19)/2 ≈ 4,8026; redondeada a 2 decimales, 4,80</p>", 1, 0),
        ("<p>5·(7/7 + 17,5/19)/2 ≈ 4,8027; redondeada</p>", 1, 1),
        ('<p>Escribiste <span class="crudo">2·2 = 5</span></p><p>En «2 = 3» hay más de una respuesta.</p>', 0, 0),
        ("<p>Se evaluó la expresión: 49 280 + 176 = 49\u202f456.</p>", 1, 0),
    ],
)
def test_the_reader_of_pages_sees_what_is_false(html, checked, false):
    found = check_page(html)
    assert (found.checked, len(found.false), found.unread) == (checked, false, [])


def test_what_cannot_be_read_is_told():
    assert check_page("<p>3 + = 4</p>").unread == ["3 + = 4"]


def test_a_page_with_one_digit_changed_is_caught(pages):
    text = next(text for text, _ in pages if "<mn>3</mn><mo>·</mo><mn>3</mn>" in text)
    assert check_page(text.replace("<mn>3</mn><mo>·</mo><mn>3</mn>", "<mn>3</mn><mo>·</mo><mn>4</mn>", 1)).false
