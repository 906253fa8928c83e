"""Tables drawn with characters, and the text around them, without Markdown's own marks."""

import pytest
from markdown_it import MarkdownIt

from grader.model import Heading, Line, Table
from grader.readers import read


def blocks(text):
    return read(text.encode(), "a.md").blocks


def rows(text):
    return [block.rows for block in blocks(text) if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| CONV1 | 5*5*3 |", ("CONV1", "5*5*3")),
        ("CONV1 | 5*5*3", ("CONV1", "5*5*3")),
        (r"| a \| b | c |", ("a | b", "c")),
        ("| **Total** | |", ("Total", "")),
        ("| 5*5*3 = **75** | `8192` |", ("5*5*3 = 75", "8192")),
        (r"| 5\*5\*3 | 2**3 |", ("5*5*3", "2**3")),
        (r"| $3\times3$ | $1{,}168$ |", (r"$3\times3$", "$1{,}168$")),
        ("| 3&times;3 | Out<br>Shape |", ("3×3", "Out\nShape")),
        ("| 8 192 | (10, 1) |", ("8 192", "(10, 1)")),
        ("| a_b | _c_ |", ("a_b", "c")),
        ("| FC |", ("FC",)),
    ],
)
def test_cells(line, cells):
    assert rows(f"| x | y |\n|---|---|\n{line}\n") == [(("x", "y"), cells)]


def test_headings_tables_and_lines_say_where_they_stood():
    text = "# Ejemplo 1 #\n\n**Objetivo:** *sumar*\n- una\n\nA | B\n:-- | --:\n1 | 2\nEjemplo 2\n=====\nfin\n"
    assert blocks(text) == (
        Heading("Ejemplo 1", 1, "línea 1"),
        Line("Objetivo: *sumar*", "línea 3"),
        Line("una", "línea 4"),
        Table((("A", "B"), ("1", "2")), "línea 6"),
        Heading("Ejemplo 2", 1, "línea 9"),
        Line("fin", "línea 11"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n",
        "┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘\n",
        "| a | b |\n| 1 | 2 |\n",
        "> | a | b |\n> |---|---|\n> | 1 | 2 |\n",
        "a\tb\n1\t2\n",
        "```\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n",
        "<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr></table>\n",
    ],
)
def test_every_way_to_draw_the_same_table(text):
    assert rows(text) == [(("a", "b"), ("1", "2"))]


@pytest.mark.parametrize("text", ["a | b", "x = a | b\ny = c | d", "| sola |", "---", "- - -", "+", "> x\n>", "a\tb"])
def test_these_are_no_tables(text):
    assert rows(text) == []


def test_a_fence_is_text_as_it_is():
    assert blocks("```python\n# **x**\n```\n") == (Line("# **x**", "línea 2"),)


def test_agrees_with_markdown_it():
    text = "| Capa | Pesos |\n|---|:-:|\n| CONV1 | 5x5x3 |\n| POOL1 | |\n| a \\| b | - |\n"
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [token.content for token in tokens if token.type == "inline"]
    assert [cell for row in rows(text)[0] for cell in row] == cells


@pytest.mark.parametrize("text", ["    > x", "> > x\n>\n>y", ">", "   >", "\t> x", "x\n     > | a | b |"])
def test_quotations_of_any_depth_end(text):
    assert all(isinstance(block, Line) for block in blocks(f"a\n{text}"))


def test_what_is_crossed_out_in_html_is_crossed_out():
    (table,) = read(b"| a | b |\n|---|---|\n| <del>242</del> 2662 | <s>1</s> |\n", "a.md").blocks
    assert table.rows[1] == ("~~242~~ 2662", "~~1~~")
