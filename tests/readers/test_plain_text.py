"""Tables in plain text: printed summaries, hand-aligned columns, tabulators, and what copying does to them."""

import json

import pytest

from grader.model import Heading, Line, Table
from grader.readers import read

KERAS_2 = """\
Model: "sequential"
_________________________________________________________________
 Layer (type)                Output Shape              Param #   
=================================================================
 conv2d (Conv2D)             (None, 26, 26, 32)        320       
                                                                 
 max_pooling2d (MaxPooling2D  (None, 13, 13, 32)       0         
 )                                                               
                                                                 
 dense (Dense)               (None, 10)                54090     
                                                                 
=================================================================
Total params: 54,410
Trainable params: 54,410
_________________________________________________________________
"""  # noqa: W291, W293
OLD_KERAS_2 = """\
_________________________________________________________________
Layer (type)                 Output Shape              Param #   
=================================================================
conv2d_1 (Conv2D)            (None, 26, 26, 32)        320       
_________________________________________________________________
max_pooling2d_1 (MaxPooling2 (None, 13, 13, 32)        0         
_________________________________________________________________
conv_lst_m2d_1 (ConvLSTM2D)  (None, 8, 1, 240, 24 0
=================================================================
Total params: 320
"""  # noqa: W291
KERAS_3 = """\
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ conv2d (Conv2D)                 │ (None, 26, 26, 32)     │           320 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ max_pooling2d_de_nombre_largo   │ (None, 13, 13, 32)     │             0 │
│ (MaxPooling2D)                  │                        │               │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 54,410 (212.54 KB)
"""
TORCHSUMMARY = """\
----------------------------------------------------------------
        Layer (type)               Output Shape         Param #
================================================================
            Conv2d-1           [-1, 10, 24, 24]             260
            Linear-3                   [-1, 50]          16,050
================================================================
Total params: 16,310
Non-trainable params: 0
----------------------------------------------------------------
Input size (MB): 0.00
"""
TORCHINFO = """\
==========================================================================================
Layer (type:depth-idx)                   Output Shape              Param #
==========================================================================================
Net                                      [7, 10]                   --
├─Sequential: 1-1                        [7, 10]                   --
│    └─Conv2d: 2-1                       [7, 20, 8, 8]             5,020
├─Linear: 1-2                            [7, 10]                   510
==========================================================================================
Total params: 5,530
Total mult-adds (M): 3.36
==========================================================================================
"""
SUMMARY = ("Layer (type)", "Output Shape", "Param #")
SUMMARIES = [
    (
        KERAS_2,
        (SUMMARY, ("conv2d (Conv2D)", "(None, 26, 26, 32)", "320"),
         ("max_pooling2d (MaxPooling2D)", "(None, 13, 13, 32)", "0"), ("dense (Dense)", "(None, 10)", "54090")),
        ['Model: "sequential"', "Total params: 54,410", "Trainable params: 54,410"],
    ),
    (
        OLD_KERAS_2,
        (SUMMARY, ("conv2d_1 (Conv2D)", "(None, 26, 26, 32)", "320"),
         ("max_pooling2d_1 (MaxPooling2", "(None, 13, 13, 32)", "0"),
         ("conv_lst_m2d_1 (ConvLSTM2D)", "(None, 8, 1, 240, 24", "0")),
        ["Total params: 320"],
    ),
    (
        KERAS_3,
        (SUMMARY, ("conv2d (Conv2D)", "(None, 26, 26, 32)", "320"),
         ("max_pooling2d_de_nombre_largo (MaxPooling2D)", "(None, 13, 13, 32)", "0")),
        ['Model: "sequential"', "Total params: 54,410 (212.54 KB)"],
    ),
    (
        TORCHSUMMARY,
        (SUMMARY, ("Conv2d-1", "[-1, 10, 24, 24]", "260"), ("Linear-3", "[-1, 50]", "16,050")),
        ["Total params: 16,310", "Non-trainable params: 0", "Input size (MB): 0.00"],
    ),
    (
        TORCHINFO,
        (("Layer (type:depth-idx)", "Output Shape", "Param #"), ("Net", "[7, 10]", "--"),
         ("Sequential: 1-1", "[7, 10]", "--"), ("Conv2d: 2-1", "[7, 20, 8, 8]", "5,020"),
         ("Linear: 1-2", "[7, 10]", "510")),
        ["Total params: 5,530", "Total mult-adds (M): 3.36"],
    ),
]  # fmt: skip


def rows(blocks):
    return [block.rows for block in blocks if isinstance(block, Table)]


def lines(blocks):
    return [block.text for block in blocks if isinstance(block, Line)]


def printed(text):
    output = {"output_type": "stream", "name": "stdout", "text": text.splitlines(keepends=True)}
    cell = {"cell_type": "code", "source": "model.summary()", "outputs": [output]}
    return json.dumps({"cells": [cell], "nbformat": 4}).encode()


@pytest.mark.parametrize(("text", "table", "said"), SUMMARIES)
def test_a_printed_summary_wherever_it_is_pasted(text, table, said):
    page = f"<html><body><pre style='x'>{text}</pre></body></html>"
    for data, name in [
        (text.encode(), "a.txt"),
        (text.encode(), "a.md"),
        (f"# Red\n\n```\n{text}```\n".encode(), "a.md"),
        (printed(text), "a.ipynb"),
        (page.encode(), "a.html"),
    ]:
        blocks = read(data, name).blocks
        assert rows(blocks) == [table], name
        assert [line for line in lines(blocks) if line != "model.summary()"] == said, name


def blocks(text, name="a.txt"):
    return read(text.encode(), name).blocks


def test_hand_aligned_columns_keep_blank_cells_and_blank_layers_in_place():
    text = """\
Ejemplo 5
                                  Out          # de    # de    # de
Capa     Detalle                  Shape        Pesos   Sesgos  Parámetros
Input    (32, 32, 3)              (32, 32, 3)  0       0       0
CONV1    f=3x3, s=1, p=1, 16 filt              432
POOL1
Flatten                           (2048,1)
Total de parámetros: 267650
"""
    assert blocks(text) == (
        Line("Ejemplo 5", "línea 1"),
        Table(
            (
                ("Capa", "Detalle", "Out Shape", "# de Pesos", "# de Sesgos", "# de Parámetros"),
                ("Input", "(32, 32, 3)", "(32, 32, 3)", "0", "0", "0"),
                ("CONV1", "f=3x3, s=1, p=1, 16 filt", "", "432", "", ""),
                ("POOL1", "", "", "", "", ""),
                ("Flatten", "", "(2048,1)", "", "", ""),
            ),
            "línea 2",
        ),
        Line("Total de parámetros: 267650", "línea 8"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "a  b  c\n1  2  3\n",
        "a\tb\tc\n1\t2\t3\n",
        "a | b | c\n1 | 2 | 3\n",
        "a | b | c\n--+---+--\n1 | 2 | 3\n",
        "=== === ===\n a   b   c\n=== === ===\n 1   2   3\n=== === ===\n",
        "+---+---+---+\n| a | b | c |\n+===+===+===+\n| 1 | 2 | 3 |\n+---+---+---+\n",
        "╔═══╦═══╦═══╗\n║ a ║ b ║ c ║\n╠═══╬═══╬═══╣\n║ 1 ║ 2 ║ 3 ║\n╚═══╩═══╩═══╝\n",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.rst"])
def test_every_way_to_draw_the_same_table(text, name):
    assert rows(blocks(f"Título: x\n\n{text}\nfin.\n", name)) == [(("a", "b", "c"), ("1", "2", "3"))]


@pytest.mark.parametrize(
    "text",
    [
        "Hola.  Esto es texto.\nCon dos espacios.  Y nada más.",
        "FC1:   128*64 + 64 = 8256\nFC2:   64*1 + 1 = 65",
        "sola  línea  aquí",
        "El total es 5 y 6\nLa suma de 7 y 8",
    ],
)
def test_these_are_no_tables(text):
    assert rows(blocks(text)) == []


def test_a_program_has_no_columns():
    source = "a  =  1\nb  =  2\nc = [1,  2,  3]\nd = [4,  5,  6]\n"
    cell = {"cell_type": "code", "source": source, "outputs": []}
    assert rows(read(json.dumps({"cells": [cell], "nbformat": 4}).encode(), "a.ipynb").blocks) == []


def test_rows_that_lost_bars_and_gaps():
    text = "Capa Entradas Salidas Pesos\nFC1 128 64 8192\nFC2 64 1 64\nTotal: 8256\n"
    assert rows(blocks(text)) == [
        (("Capa", "Entradas", "Salidas", "Pesos"), ("FC1", "128", "64", "8192"), ("FC2", "64", "1", "64"))
    ]
    text = "Capa Detalle # de Pesos\nCONV1 (32, 32, 8) 600 8\nFC (10,1) 81920 10\n"
    assert rows(blocks(text)) == [(("CONV1", "(32, 32, 8)", "600", "8"), ("FC", "(10,1)", "81920", "10"))]


def test_the_fused_rows_of_seed_000_are_undone_where_nothing_is_guessed():
    first, fourth, fifth = rows(blocks(FUSED))
    assert first[1:] == (("FC1", "128", "64", "", "", ""), ("FC2", "64", "1", "", "", ""))
    assert fourth[1][0] == "Input CONV1"
    assert fifth[0] == ("Capa", "Detalle", "Out Shape", "# de Pesos", "# de Sesgos", "# de Parámetros")
    assert len(fifth) == 9


FUSED = (
    "Capa\tA\tB\tC\tD\tE\nFC1 FC2\t128 64\t64 1\t\t\t\n\n"
    "Capa\tDetalle\tOut Shape\tP\tS\tT\nInput CONV1\t(32, 32, 3) f=5x5, s=1\t(32,32,3))\t\t\n\n"
    "\t\tOut\t# de\t# de\t# de\nCapa\tDetalle\tShape\tPesos\tSesgos\tParámetros\n"
    + "".join(f"L{i}\tx\t\t\t\t\n" for i in range(8))
)


def test_fused_rows_with_their_answers():
    text = "Capa\tDetalle\tOut\tP\nInput CONV1\t(32, 3) f=5x5, 8 filtros\t(32,32,3) (32,32,8)\t0 600\n"
    assert rows(blocks(text))[0][1:] == (
        ("Input", "(32, 3) f=5x5, 8 filtros", "(32,32,3)", "0"),
        ("CONV1", "", "(32,32,8)", "600"),
    )


def test_what_is_left_as_it_is():
    for row in [("FC1 FC2", "128 64", "64"), ("Capa Oculta", "64 neuronas"), ("Input CONV1", "(32, 3) x")]:
        text = "Capa\tA\tB\n" + "\t".join(row) + "\n"
        assert rows(blocks(text))[0][1] == row


def test_a_title_is_underlined_and_a_rule_is_nothing():
    assert blocks("Ejemplo 1\n=========\n\n---\nfin\n", "a.md") == (
        Heading("Ejemplo 1", 1, "línea 1"),
        Line("fin", "línea 5"),
    )


@pytest.mark.parametrize("line", ["a:  b", "===  ===", "a  ", "  a", "a  b", "FC1 1 2 3", "a\tb", "a | b", "a  |"])
def test_long_texts_take_no_more_than_their_length(line):
    from time import process_time

    started = process_time()
    read(f"{line}\n".encode() * 9_000, "a.md")
    assert process_time() - started < 1


@pytest.mark.parametrize(
    "stamp",
    ["[12/11/26, 9:41:55 p. m.] Íñigo: ", "12/11/2026, 21:42 - Camila Restrepo: ", "\u200e[3.1.26, 09:05:01] Ana: "],
)
def test_an_exported_chat_is_what_its_messages_say(stamp):
    text = f"{stamp}P1: 24x24x8\nP2: 29\n{stamp}P3: 1\n"
    assert blocks(text) == (Line("P1: 24x24x8", "línea 1"), Line("P2: 29", "línea 2"), Line("P3: 1", "línea 3"))


def test_a_date_before_an_answer_is_no_chat():
    assert blocks("Entrega\n12/11/2026, 21:42 - P1: 28\n")[1].text.endswith("P1: 28")
    assert blocks("12/11/2026 P1: 28\n") == (Line("12/11/2026 P1: 28", "línea 1"),)
