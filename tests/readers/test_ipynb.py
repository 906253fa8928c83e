"""Notebooks of any age: text cells, programs and results; nothing is run."""

import json

from grader.model import Heading, Line, Table
from grader.readers import read


def notebook(*cells, **metadata):
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def text(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def program(source, *outputs):
    return {"cell_type": "code", "execution_count": 1, "metadata": {}, "source": source, "outputs": outputs}


def test_text_cells_whether_a_list_of_lines_or_one_string():
    document = read(notebook(text(["# T\n", "x"]), text("|a|b|\n|-|-|\n|1||")), "a.ipynb")
    assert document.blocks == (
        Heading("T", 1, "celda 1"),
        Line("x", "celda 1"),
        Table((("a", "b"), ("1", "")), "celda 2"),
    )


def test_a_program_is_text_and_its_results_are_read():
    page = {"text/html": ["<table><tr><td>1<td>2</table>"], "text/plain": "1 2", "image/png": "AAAA"}
    cell = program(
        "# no es título\nopen('/tmp/x', 'w')",
        {"output_type": "stream", "name": "stdout", "text": ["| a | b |\n", "| 3 | 4 |\n"]},
        {"output_type": "display_data", "metadata": {}, "data": page},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["t"]},
    )
    assert read(notebook(cell), "a.ipynb").blocks == (
        Line("# no es título", "celda 1"),
        Line("open('/tmp/x', 'w')", "celda 1"),
        Table((("a", "b"), ("3", "4")), "celda 1, salida"),
        Table((("1", "2"),), "celda 1, salida"),
    )


def test_the_sheet_code():
    assert read(notebook(text("x"), grader={"codigo": "ABC-1"}), "a.ipynb").metadata == {"codigo": "ABC-1"}
    assert read(notebook(text("x"), grader=3, kernelspec={}), "a.ipynb").metadata == {}


def test_half_a_letter_is_shown_as_it_is_written():
    data = notebook(text("pesos HALF = 600 😀 \\ud801")).replace(b"HALF", rb"\ud800")
    assert read(data, "a.ipynb").blocks == (Line(r"pesos \ud800 = 600 😀 \ud801", "celda 1"),)


def test_a_notebook_of_version_3():
    old = {
        "worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": ["T"]},
                                  {"cell_type": "markdown", "source": ["|a|b|\n", "|-|-|\n", "|1|2|"]}]}],
        "metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0,
    }  # fmt: skip
    document = read(json.dumps(old).encode(), "a.ipynb")
    assert document.blocks == (Heading("T", 2, "celda 1"), Table((("a", "b"), ("1", "2")), "celda 2"))
