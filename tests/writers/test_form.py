"""The PDF worksheet is a form: one field in each answer cell, filled in elsewhere and read back here."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest
from classroom import blueprint, worksheet

from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.page import key_page, worksheet_page
from grader.writers import write_page

ANSWERS = {
    "ejemplo-4/CONV1/out_shape": "(32, 32, 8)",
    "ejemplo-4/CONV1/weights": "5·5·3·8 = 600",
    "ejemplo-4/CONV1/biases": "8",
    "ejemplo-4/CONV1/params": "608",
    "ejemplo-4/FC/weights": "20.480",
    "ejemplo-4/total": "21 098",
}


@pytest.fixture(scope="module")
def form() -> bytes:
    return write_page(worksheet_page(worksheet(blueprint("ejemplo-4").original())), "pdf")


def test_there_is_a_field_for_each_of_the_19_answers_named_by_its_cell(form):
    fields = pypdf.PdfReader(io.BytesIO(form)).get_fields()
    assert len(fields) == 19
    assert fields["ejemplo-4/CONV1/weights"]["/TU"] == "CONV1, número de pesos"
    assert {field["/FT"] for field in fields.values()} == {"/Tx"}
    assert not any(field.get("/V") for field in fields.values())


def test_every_field_lies_on_its_page_and_none_on_another(form):
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for page in pdf.pages:
            boxes = [[float(x) for x in field.Rect] for field in page.get("/Annots", [])]
            assert all(0 < x0 < x1 < 596 and 0 < y0 < y1 < 842 for x0, y0, x1, y1 in boxes)
            for i, a in enumerate(boxes):
                for b in boxes[i + 1 :]:
                    assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1


def test_filled_with_another_library_it_is_read_back_cell_by_cell(form):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    for page in writer.pages:
        writer.update_page_form_field_values(page, ANSWERS, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    issued = worksheet(blueprint("ejemplo-4").original())
    report = grade(filled.getvalue(), "hoja.pdf", Class({issued.code: issued}, Policy()))
    marks = {mark.cell: mark for mark in report.marks}
    assert {cell: marks[cell].reading.raw for cell in ANSWERS} == ANSWERS
    assert {marks[cell].verdict.value for cell in ANSWERS} == {"correct"}
    assert sum(mark.verdict.value == "blank" for mark in report.marks) == 13
    assert report.status == "graded"


def test_a_key_is_no_form():
    key = write_page(key_page(worksheet(blueprint("ejemplo-4").original())), "pdf")
    assert not pypdf.PdfReader(io.BytesIO(key)).get_fields()
