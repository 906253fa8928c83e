"""DESIGN.md, promise 5: nothing learned from a key reaches what a student gets before grading."""

import re
import zlib
from base64 import b64decode
from dataclasses import replace
from functools import wraps
from io import BytesIO
from zipfile import ZipFile

import pytest
from classroom import asked, conv, dense, image, network, original_taller, pool, worksheet
from pypdf import PdfReader

import grader.page
from grader.check.feedback import feedback_page
from grader.check.grade import Class, grade
from grader.check.policy import Policy, Show
from grader.evaluate import answers
from grader.model import Role
from grader.page import filled_page, key_page, worksheet_page
from grader.render import render_feedback
from grader.sheets import build_sheets
from grader.writers import FORMATS, write_page


def changed(sheet):
    """The same sheet with the same printed numbers, whose every asked or hidden cell has another answer."""
    values = answers(sheet)

    def cell(it):
        if it.role is Role.GIVEN:
            return replace(it, formula=lambda: values[it.ref], args=())

        @wraps(it.formula)
        def other(*_):
            right = values[it.ref]
            return tuple(n + 90_007 for n in right) if isinstance(right, tuple) else right * 10 + 70_001

        return replace(it, formula=other)

    return replace(sheet, cells={ref: cell(it) for ref, it in sheet.cells.items()})


@pytest.fixture
def other_answers(monkeypatch):
    """From here on every page is made of sheets whose hidden values are others."""

    def switch():
        monkeypatch.setattr(grader.page, "build_sheets", lambda it: tuple(map(changed, build_sheets(it))))

    return switch


@pytest.mark.parametrize("format", FORMATS)
def test_changing_only_hidden_values_changes_no_byte_of_a_worksheet(format, other_answers):
    sheet = original_taller()
    before, key = write_page(worksheet_page(sheet), format), key_page(sheet)
    other_answers()
    assert worksheet_page(sheet).sections[3].grid.rows[0][2].text == "(32, 32, 3)", "what is given is as before"
    assert key_page(sheet) != key, "the hidden values did change"
    assert write_page(worksheet_page(sheet), format) == before


@pytest.mark.parametrize("format", FORMATS)
def test_a_filled_sheet_depends_on_what_was_written_and_on_nothing_else(format, other_answers):
    """No green or red, no check mark: what a student hands in is not judged by the page it was written on."""
    sheet = original_taller()
    texts = {"ejemplo-4/CONV1/weights": "600", "ejemplo-4/total": "1"}
    before = write_page(filled_page(sheet, texts), format)
    other_answers()
    assert write_page(filled_page(sheet, texts), format) == before


# An instance whose answers are no number that is printed: 37 filters of 7x7 on 41x41 with 3 channels, and so on.

DISTINCT = worksheet(
    network(
        image(41),
        conv("CONV1", 37, 7, 1, 1),
        pool("POOL1", 2, 2),
        conv("CONV2", 53, 5, 1, 2),
        ("flatten", "Flatten", {}),
        dense("FC1", 47),
        dense("FC2", 331),
        columns=("detail", "out_shape", "weights", "biases", "params"),
        given=("Input/out_shape",),
    )
)
ANSWERS = {
    "CONV1/out_shape": (37, 37, 37),  # 41 + 2·1 − 7 + 1
    "CONV1/weights": 5439,  # 7·7·3·37
    "CONV1/params": 5476,
    "POOL1/out_shape": (18, 18, 37),
    "CONV2/out_shape": (18, 18, 53),  # 18 + 2·2 − 5 + 1
    "CONV2/weights": 49025,  # 5·5·37·53
    "CONV2/params": 49078,
    "Flatten/out_shape": (17172,),  # 18·18·53
    "FC1/weights": 807084,  # 17172·47
    "FC1/params": 807131,
    "FC2/weights": 15557,  # 47·331
    "FC2/params": 15888,
    "total": 877573,
}


def test_the_distinct_answers_are_what_they_should_be():
    (sheet,) = build_sheets(DISTINCT)
    values = answers(sheet)
    assert {ref: values[ref] for ref in ANSWERS} == ANSWERS
    rest = {ref: values[ref] for ref in asked(sheet) if ref not in ANSWERS}
    assert {value for value in rest.values() if not isinstance(value, tuple)} == {0, 37, 53, 47, 331}, "printed anyway"


def traces(value):
    """How an answer might look in a file, whatever groups its thousands or separates its sizes."""
    if isinstance(value, tuple) and len(value) > 1:
        return r"(?<!\d)" + r"[\s,x×]{1,3}".join(map(str, value)) + r"(?!\d)"
    number = str(value[0] if isinstance(value, tuple) else value)
    return rf"(?<![\d.]){number[:-3]}[\s.,'\\]*(?:u202f)?{number[-3:]}(?!\d)"


def all_text(data, format):
    """Every readable byte of a file: its parts unpacked, its pictures and streams too."""
    if format == "pdf":
        reader = PdfReader(BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        streams = [inflated(part) for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)]
        return "\n".join([*pages, repr(reader.metadata), repr(reader.trailer["/Root"]), *streams])
    if format in ("docx", "xlsx"):
        archive = ZipFile(BytesIO(data))
        parts = {
            name: archive.read(name) for name in archive.namelist() if "styles" not in name and "theme" not in name
        }
        return "\n".join([*parts, *(part.decode("utf-8", "ignore") for part in parts.values())])
    text = data.decode()
    pictures = re.findall(r"[A-Za-z0-9+/]{200,}={0,2}", text) if format == "ipynb" else []
    return "\n".join([text, *(b64decode(picture).decode() for picture in pictures)])


def inflated(stream):
    try:
        return zlib.decompress(stream).decode("latin-1")
    except zlib.error:
        return stream.decode("latin-1")


@pytest.mark.parametrize("format", FORMATS)
def test_no_answer_stands_anywhere_in_a_worksheet(format):
    text = all_text(write_page(worksheet_page(DISTINCT), format), format)
    assert "222222-2" in text, "the file was looked through"
    assert [ref for ref, value in ANSWERS.items() if re.search(traces(value), text)] == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_key_holds_every_answer(format):
    """So the search above would have found one."""
    text = all_text(write_page(key_page(DISTINCT), format), format)
    assert [ref for ref, value in ANSWERS.items() if not re.search(traces(value), text)] == []


@pytest.mark.parametrize("format", FORMATS)
def test_neither_seed_nor_id_stands_in_a_worksheet(format):
    """With the seed and the program anybody could draw the sheet again; the id is the university's, not the page's."""
    sheet = replace(DISTINCT, seed="c0ffee" * 8, students=(replace(DISTINCT.students[0], id="77311299"),))
    text = all_text(write_page(worksheet_page(sheet), format), format)
    assert "c0ffee" not in text
    assert "77311299" not in text


# Feedback shows what the policy shows: while attempts remain there is no solution.

TOLD = {Show.NOTHING: False, Show.VERDICTS: False, Show.HINTS: False, Show.SOLUTION: True}


def feedback(show, texts):
    policy = Policy(show=show)
    data = write_page(filled_page(DISTINCT, {f"red/{ref}": text for ref, text in texts.items()}), "csv")
    report = grade(data, "entrega.csv", Class({DISTINCT.code: DISTINCT}, policy))
    assert report.status == "graded"
    return render_feedback(feedback_page(report, policy))


@pytest.mark.parametrize("show", TOLD)
@pytest.mark.parametrize(
    "texts",
    [
        {"CONV1/weights": "12"},
        {"CONV1/weights": "1813", "CONV1/out_shape": "(35, 35, 37)"},  # no channels; no padding
        {"CONV1/out_shape": "(0, 0, 37)"},
    ],
)
def test_feedback_tells_no_answer_before_the_solution(show, texts):
    page = feedback(show, texts)
    found = [ref for ref, value in ANSWERS.items() if re.search(traces(value), page)]
    assert found == (list(ANSWERS) if TOLD[show] else [])
