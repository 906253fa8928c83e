"""Answers in sentences: what a careful person reads in them, and what waits for one."""

import pytest
from classroom import original

from grader.check.match.document import match
from grader.model import Document, Heading, Line, Table

EJ1 = {"FC1/weights": "8192", "FC1/biases": "64", "FC1/params": "8256",
       "FC2/weights": "64", "FC2/biases": "1", "FC2/params": "65"}  # fmt: skip


def read(lines, name="ejemplo-1", before=()):
    """Ref → text, and the refs that wait for a person."""
    found = match(Document("markdown", (*before, *map(Line, lines))), [original(name)])
    cells = {path.partition("/")[2]: written for path, written in found.cells.items()}
    assert all(len(written) == 1 for written in cells.values()), cells
    return {ref: written[0].raw for ref, written in cells.items()}, {path.partition("/")[2] for path in found.loose}


WHOLE = (
    ["FC1: 8192 pesos, 64 sesgos, 8256 parámetros", "FC2: 64 pesos, 1 sesgo, 65 parámetros"],
    ["FC1 tiene 8192 pesos y 64 sesgos (8256 parámetros); FC2 tiene 64 pesos y 1 sesgo (65 parámetros)."],
    ["Pesos: FC1 = 8192, FC2 = 64", "Sesgos: FC1 = 64, FC2 = 1", "Parámetros: FC1 = 8256, FC2 = 65"],
    ["**Capa oculta 1**", "- Pesos: 8192", "- Sesgos: 64", "- Total: 8256",
     "**Capa de salida**", "- Pesos: 64", "- Sesgos: 1", "- Total: 65", "Total de la red: 8321"],
    ["La primera capa tiene 8192 pesos y 64 sesgos, en total 8256.",
     "La segunda capa tiene 64 pesos y 1 sesgo, en total 65."],
    ["Layer FC1 has 8192 weights and 64 biases (8256 parameters).", "Layer FC2 has 64 weights and 1 bias (65 params)."],
    ["A camada FC1 tem 8192 pesos e 64 vieses, num total de 8256.",
     "A camada FC2 tem 64 pesos e 1 viés, num total de 65."],
    ["FC1 -> pesos 8192 sesgos 64 parámetros 8256", "FC2 -> pesos 64 sesgos 1 parámetros 65"],
    ["FC1: parámetros = 8192 pesos + 64 sesgos = 8256", "FC2: parámetros = 64 pesos + 1 sesgo = 65"],
    ["FC1: W = 8192, b = 64, P = 8256", "FC2: W = 64, b = 1, P = 65"],
    ["FC1: 8192, 64, 8256", "FC2: 64, 1, 65"],
    ["fc0: 8192 pesos, 64 sesgos, 8256 parámetros", "fc1: 64 pesos, 1 sesgo, 65 parámetros"],
    ["[14/3/26, 21:12:10] Ana: FC1: 8192 pesos, 64 sesgos, 8256 parámetros",
     "[14/3/26, 9:16:31 p. m.] Ana: FC2: 64 pesos, 1 sesgo, 65 parámetros"],
    ["FC1: ~~128~~ 8192 pesos, ~~1~~ 64 sesgos, 8256 parámetros", "FC2: 64 pesos, 1 sesgo, 65 parámetros"],
    ["(FC1) pesos = 8192; sesgos = 64; params = 8256", "(FC2) pesos = 64; sesgos = 1; params = 65"],
    ["FC1: pesos y sesgos: 8192 y 64; parámetros 8256", "FC2: pesos y sesgos: 64 y 1; parámetros 65"],
    ["Los pesos de FC1 son 8192 y los de FC2 son 64.", "Los sesgos son 64 y 1.",
     "Parámetros FC1 = 8256", "Parámetros FC2 = 65"],
    ["fc1_pesos = 8192", "fc1_sesgos = 64", "fc1_params = 8256", "W_fc2 = 64", "b_fc2 = 1", "params_fc2 = 65"],
)  # fmt: skip


@pytest.mark.parametrize("lines", WHOLE, ids=[lines[0][:40] for lines in WHOLE])
def test_one_network_told_in_many_ways(lines):
    cells, waiting = read(lines)
    cells.pop("total", None)
    assert (cells, waiting) == (EJ1, set())


def test_headings_name_layers_too():
    blocks = [Heading("FC1"), Line("Pesos: 8192"), Heading("FC2"), Line("Pesos: 64")]
    cells = match(Document("markdown", tuple(blocks)), [original("ejemplo-1")]).cells
    assert {ref: it[0].raw for ref, it in cells.items()} == {
        "ejemplo-1/FC1/weights": "8192",
        "ejemplo-1/FC2/weights": "64",
    }


SHAPES = (
    ("CONV1: 32×32×8, 608 parámetros", {"CONV1/out_shape": "32×32×8", "CONV1/params": "608"}),
    ("CONV1: (5*5*3 + 1) * 8 = 608, salida 32x32x8",
     {"CONV1/params": "(5*5*3 + 1) * 8 = 608", "CONV1/out_shape": "32x32x8"}),
    ("Después del Flatten quedan 2048 valores", {"Flatten/out_shape": "2048"}),
    ("Flatten: 8·8·32 = 2048", {"Flatten/out_shape": "8·8·32 = 2048"}),
    ("El pooling reduce a 16x16x8 y no tiene pesos ni sesgos",
     {"POOL1/out_shape": "16x16x8", "POOL1/weights": "no tiene pesos", "POOL1/biases": "no tiene pesos ni sesgos"}),
    ("CONV1: 8 filtros de 5x5x3, stride 1, padding 2, 608 parámetros", {"CONV1/params": "608"}),
    ("CONV1 produce 8 mapas de 32×32", {"CONV1/out_shape": "8 mapas de 32×32"}),
    ("CONV1: 8@32x32", {"CONV1/out_shape": "8@32x32"}),
    ("CONV1: output size (32-5+4)/1 + 1 = 32, so the output is 32x32x8", {"CONV1/out_shape": "32x32x8"}),
    ("CONV1: cada filtro tiene 75 pesos y 1 sesgo, con 8 filtros son 600 pesos y 8 sesgos",
     {"CONV1/weights": "600", "CONV1/biases": "8"}),
    ("FC: los 2048 valores del Flatten por 10 neuronas: 20480 pesos", {"FC/weights": "20480"}),
    ("CONV1: 608 parámetros, 4864 MACs, 608 parámetros acumulados", {"CONV1/params": "608"}),
)  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), SHAPES, ids=[line[:40] for line, _ in SHAPES])
def test_a_line_about_a_layer_of_a_cnn(line, wanted):
    assert read([line], "ejemplo-4")[0] == wanted


WRITTEN = (
    (["Pesos", "- FC1: 128·64 = 8192", "- FC2: 64", "Número de sesgos:", "- FC1: 64", "- FC2: 1"],
     {"FC1/weights": "128·64 = 8192", "FC2/weights": "64", "FC1/biases": "64", "FC2/biases": "1"}),
    (["Parámetros", "FC1: 8192 + 64 = 8256", "FC2: 64 + 1 = 65"],
     {"FC1/params": "8192 + 64 = 8256", "FC2/params": "64 + 1 = 65"}),
    (["[12/3/25, 9:41 p. m.] Sofi: FC1 8192 pesos 64 sesgos", "[12/3/25, 9:43 p. m.] Sofi: Total 8321"],
     {"FC1/weights": "8192", "FC1/biases": "64", "total": "8321"}),
    (["Como cada neurona de FC1 tiene su sesgo, son 64 sesgos."], {"FC1/biases": "64"}),
    (["FC1: pesos __8192__ sesgos __64__ parámetros ________"], {"FC1/weights": "8192", "FC1/biases": "64"}),
    (["fc1.weight torch.Size([64, 128]) 8192", "fc1.bias torch.Size([64]) 64"],
     {"FC1/weights": "8192", "FC1/biases": "64"}),
    (["FC1 tiene $128\\times64 = 8192$ pesos"], {"FC1/weights": "128×64 = 8192"}),
)  # fmt: skip


@pytest.mark.parametrize(("lines", "wanted"), WRITTEN, ids=[lines[0][:40] for lines, _ in WRITTEN])
def test_lines_as_students_write_them(lines, wanted):
    assert read(lines)[0] == wanted


def test_what_a_quantity_announces_is_not_guessed_for_the_parameters():
    assert read(["Parámetros", "FC1: 128·64 = 8192"]) == ({}, {"FC1/weights", "FC1/biases", "FC1/params"})


def test_a_shape_in_tight_latex():
    wanted = {"CONV1/out_shape": "32×32×8", "CONV1/biases": "8"}
    assert read(["CONV1: la salida es $32\\times32\\times8$, tiene $8$ sesgos"], "ejemplo-4")[0] == wanted


def test_a_shape_in_brackets_is_no_count():
    cells, waiting = read(["FC (10, 1) 20480 20490"], "ejemplo-4")
    assert cells == {}
    assert {"FC/weights", "FC/biases", "FC/params"} <= waiting


WAITING = (
    ("FC1: 8256", {"FC1/weights", "FC1/biases", "FC1/params"}),
    ("FC1: 128·64 = 8192", {"FC1/weights", "FC1/biases", "FC1/params"}),
    ("FC1: cada neurona tiene 128 pesos + 1 sesgo", {"FC1/weights", "FC1/biases"}),
    ("La capa 7 tiene 8192 pesos", {"FC1/weights", "FC2/weights"}),
    ("Hay 8192 pesos", {"FC1/weights", "FC2/weights"}),
    ("Los sesgos son 64, 1 y 10", {"FC1/biases", "FC2/biases"}),
)


@pytest.mark.parametrize(("line", "waiting"), WAITING, ids=[line for line, _ in WAITING])
def test_what_nobody_can_place_waits_for_a_person(line, waiting):
    assert read([line]) == ({}, waiting)


NOTHING = (
    "Si una capa no tiene pesos o sesgos, se escribe 0 o un guion (-).",
    "Cada neurona de una capa densa (FC) tiene un sesgo.",
    "Capa Oculta 1: 64 neuronas",
    "Red: Entrada 128 neuronas → FC1 64 neuronas → FC2 1 neurona",
    "Las formas se escriben (alto, ancho, canales); un vector de N valores, (N, 1).",
    "De un lado n a la entrada queda ⌊(n + 2p − f)/s⌋ + 1 a la salida.",
    "Usé la fórmula pesos = entradas × salidas.",
)


@pytest.mark.parametrize("line", NOTHING)
def test_the_words_of_a_worksheet_are_no_answers(line):
    assert read([line]) == ({}, set())


def test_a_table_counts_before_the_workings_under_it():
    table = Table((("Capa", "Pesos", "Sesgos"), ("FC1", "8192", "64"), ("FC2", "64", "1")))
    cells, _ = read(["FC1: 999 pesos, 8256 parámetros"], before=[table])
    assert (cells["FC1/weights"], cells["FC1/params"]) == ("8192", "8256")


def test_a_text_without_end_waits_for_a_person():
    cells, waiting = read(["FC1 tiene 1 perro y 2 gatos. " * 100] * 40)
    assert waiting >= {"FC2/weights"}
    assert cells == {}


def test_input_and_output_below_a_layers_name_are_its_own():
    first = ["CONV1", "Entrada: 32x32x3", "Salida: 32x32x8", r"Pesos: \( 5 \times 5 \times 3 \times 8 = 600 \)"]
    cells, _ = read([*first, "FC", "Entrada: 2048", "Salida: 10 neuronas", "Pesos: 20480"], name="ejemplo-4")
    assert cells == {
        "CONV1/out_shape": "32x32x8",
        "CONV1/weights": "5 ×5 ×3 ×8 = 600",
        "FC/weights": "20480",
    }


def test_an_output_after_a_layers_counts_is_the_last_layer():
    cells, _ = read(["FC1", "Pesos: 8192", "Sesgos: 64", "Salida: 1 neurona", "Pesos: 64"])
    assert cells == {"FC1/weights": "8192", "FC1/biases": "64", "FC2/weights": "64"}


@pytest.mark.parametrize(
    "line", ["CONV1 (32,32,8) pesos = 600 sesgos = 8 params = 608", "CONV1: 32x32x8 pesos 600 sesgos 8 params: 608"]
)
def test_a_shape_before_a_count_is_not_the_count(line):
    cells, _ = read([line], name="ejemplo-4")
    shape = line.split()[1]
    assert cells == {
        "CONV1/out_shape": shape,
        "CONV1/weights": "600",
        "CONV1/biases": "8",
        "CONV1/params": "608",
    }


def test_a_sentence_that_goes_on_from_layer_to_layer():
    told = "los pesos son {} los sesgos son {} y los parámetros son {}"
    spoken = f"en la capa fc1 {told.format(8192, 64, 8256)} en la capa fc2 {told.format(64, 1, 65)}"
    assert read([spoken]) == (EJ1, set())


def test_values_before_their_words_go_on_from_layer_to_layer():
    spoken = "hoja 44BBFR-F para fc1 tengo 8192 pesos 64 sesgos y 8256 parametros para fc2 tengo 64 pesos 1 sesgo"
    cells, waiting = read([f"{spoken} y 65 parametros en total la red tiene 8321 parametros"])
    assert (cells, waiting) == ({**EJ1, "total": cells["total"]}, set())
    assert "8321" in cells["total"]


@pytest.mark.parametrize("line", ["FC1: pesos 8129, mejor: 8192", "FC1: pesos = 8129 (quise decir 8192)"])
def test_a_line_that_takes_its_number_back_waits_for_a_person(line):
    assert read([line, "FC1: sesgos 64"])[0] == {"FC1/biases": "64"}
    assert "FC1/weights" in read([line])[1]


def test_what_a_cell_prints_counts_before_an_attempt_in_its_source():
    source, output = Line("# FC1 pesos = 128   # mal", "celda 1"), Line("FC1 pesos: 8192", "celda 1, salida")
    found = match(Document("ipynb", (source, output)), [original("ejemplo-1")])
    assert [it.raw for it in found.cells["ejemplo-1/FC1/weights"]] == ["8192"]


def test_two_numbers_below_a_layers_name_are_not_two_layers():
    cells, _ = read(["# FC1", "# pesos = 128   # 64, mal"])
    assert "FC2/weights" not in cells


def test_what_stands_before_an_arrow_is_not_the_layers():
    cells, _ = read(["(32,32,3) → CONV1 → (32,32,8) → POOL1 → (16,16,8) → Flatten → (2048,1)"], "ejemplo-4")
    shapes = {ref: text for ref, text in cells.items() if text}
    assert shapes == {
        "CONV1/out_shape": "(32,32,8)",
        "POOL1/out_shape": "(16,16,8)",
        "Flatten/out_shape": "(2048,1)",
    }


def test_the_layer_out_is_no_word_for_its_output():
    cells, _ = read(["FC2 pesos 100 sesgos 10", "OUT pesos 3612 sesgos 21 parámetros 3633"], "inciso-2d")
    assert [cells[f"OUT/{it}"] for it in ("weights", "biases", "params")] == ["3612", "21", "3633"]


def test_a_total_under_its_heading_may_say_of_what():
    blocks = (*map(Line, WHOLE[0]), Heading("Total", 2), Line("8256 + 65 = 8321 parámetros"))
    found = match(Document("docx", blocks), [original("ejemplo-1")])
    assert found.cells["ejemplo-1/total"][-1].raw == "8256 + 65 = 8321"
    assert [it.raw for it in found.cells["ejemplo-1/FC2/params"]] == ["65"]
