"""LaTeX, in files of its own and in the text of Markdown and notebooks."""

import json
from contextlib import suppress
from time import process_time

import pytest

from grader.errors import UnreadableError
from grader.model import Heading, Line, Table
from grader.readers import read

FILE = r"""
\documentclass{article}
\usepackage[utf8]{inputenc} % codificación
\title{Taller}
\begin{document}
\section*{Ejemplo 4}
Los \textbf{pesos} de la red son $8\,526$. % no
\begin{table}[h]
\centering
\begin{tabular}{|l|c|r|}
\hline
\textbf{Capa} & Out \# & \multicolumn{1}{c|}{Par\'ametros} \\ \hline
CONV1 & $32\times32\times8$ & $5*5*3*8+8 = 608$ \\[2pt]
\multicolumn{2}{|l|}{Total} & 1{,}168 \\
POOL1 & & \\
\hline
\end{tabular}
\caption{Respuestas}
\end{table}
\subsection{Total}
\[ 608 + 560 = \mathbf{1168} \]
\begin{align*}
P_1 &= 5 \cdot 5 \\
P_2 &= 3 \cdot 3 \nonumber
\end{align*}
\begin{itemize}
\item FC1: 8~256 par\'ametros
\end{itemize}
\end{document}
"""


def test_a_file():
    document = read(FILE.encode(), "a.tex")
    assert document.format == "tex"
    assert document.blocks == (
        Heading("Ejemplo 4", 1, "línea 6"),
        Line("Los pesos de la red son $8\\,526$.", "línea 7"),
        Table(
            (
                ("Capa", "Out #", "Parámetros"),
                ("CONV1", "$32\\times32\\times8$", "$5*5*3*8+8 = 608$"),
                ("Total", "", "1{,}168"),
                ("POOL1", "", ""),
            ),
            "línea 10",
        ),
        Line("Respuestas", "línea 18"),
        Heading("Total", 2, "línea 20"),
        Line("608 + 560 = 1168", "línea 21"),
        Line("P_1 = 5 \\cdot 5", "línea 22"),
        Line("P_2 = 3 \\cdot 3", "línea 22"),
        Line("FC1: 8\u00a0256 parámetros", "línea 27"),
    )


def blocks(text):
    """Of a Markdown file; a notebook's text says the same."""
    notebook = json.dumps({"cells": [{"cell_type": "markdown", "source": text}], "nbformat": 4})
    found = read(text.encode(), "a.md").blocks
    assert [_content(block) for block in read(notebook.encode(), "a.ipynb").blocks] == list(map(_content, found))
    return found


def _content(block):
    return block.rows if isinstance(block, Table) else block.text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("$$P_1 = 5 * 5 * 32 * 3 + 32$$\n$$P_1 = 2432$$", ["P_1 = 5 * 5 * 32 * 3 + 32", "P_1 = 2432"]),
        (" $Parametro_4 = 512 * 800 + 512$ ", ["Parametro_4 = 512 * 800 + 512"]),
        ("$$\nParametro_{total} = 564.938\n$$", ["Parametro_{total} = 564.938"]),
        ("\\[\n5\\times5\n= 25\n\\]", ["5\\times5 = 25"]),
        ("$$ a = 1{,}168 \\text{ pesos} $$", ["a = 1{,}168 pesos"]),
        ("$$\\begin{aligned} a &= 1 \\\\ b &= \\left(2+3\\right) \\end{aligned}$$", ["a = 1", "b = (2+3)"]),
        ("\\begin{equation}\na = 8\\,526\n\\end{equation}", ["a = 8\\,526"]),
        ("Cuesta $5 y $6 = 7", ["Cuesta $5 y $6 = 7"]),
        ("$$ sin final", ["$$ sin final"]),
        ("El valor es $a = 5$ y sigue.", ["El valor es $a = 5$ y sigue."]),
    ],
)  # fmt: skip
def test_formulas_are_lines(text, lines):
    assert [block.text for block in blocks(text)] == lines


def test_an_array_is_a_table():
    text = "$$\\begin{array}{lrr} Capa & Pesos & Sesgos \\\\ \\hline FC1 & 8192 & 64 \\\\ FC2 & 64 & 1 \\end{array}$$"
    rows = (("Capa", "Pesos", "Sesgos"), ("FC1", "8192", "64"), ("FC2", "64", "1"))
    assert blocks(text) == (Table(rows, "línea 1"),)


def test_a_row_of_pipes_with_formulas_is_a_row():
    text = "| a | b |\n|---|---|\n| $$5\\times5$$ | $$x = 2$$ |\n"
    assert blocks(text) == (Table((("a", "b"), ("$$5\\times5$$", "$$x = 2$$")), "línea 1"),)


def test_titles_and_wide_tables():
    table = "\\begin{tabularx}{\\textwidth}{|X|p{3cm}|}\na & b \\\\ 1 & \\makecell{2\\\\3} \\\\\n\\end{tabularx}"
    assert blocks(f"\\section{{Uno}}\n{table}") == (
        Heading("Uno", 1, "línea 1"),
        Table((("a", "b"), ("1", "2 3")), "línea 2"),
    )


OPENINGS = ["\\begin{array}", "\\begin{align}\n", "$$ \n", "\\[\n", "\\text{", "\\cmidrule(", "$=", "{", "\\'"]


@pytest.mark.parametrize("unit", [*OPENINGS, "\\multicolumn{99}{c}{"])
def test_hostile_latex_takes_no_longer_than_its_length(unit):
    started = process_time()
    for text in (unit * 20_000, f"\\begin{{tabular}}{{l}}{unit * 9_000}\\end{{tabular}}", f"$${unit * 9_000}$$"):
        with suppress(UnreadableError):
            read(text.encode(), "a.tex")
    assert process_time() - started < 2


def test_the_items_of_a_numbered_list_have_the_numbers_that_the_page_shows():
    body = r"\begin{enumerate}\item $24$ \item $29$\end{enumerate}\begin{itemize}\item[P3] uno\end{itemize}"
    text = body.replace(r"\item", "\n" + r"\item").encode()
    lines = [block.text for block in read(text, "a.tex").blocks]
    assert lines == ["1. $24$", "2. $29$", "P3: uno"]
