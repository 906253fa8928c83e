"""From a student's document to the cells: rows and columns in any order, several exercises in one file."""

# ruff: noqa: S311  (nothing here is secret)

import random

import pytest
from classroom import COLUMNS, EJEMPLOS, TOTALS, asked, computing_on, original

from grader.check.match.document import match
from grader.evaluate import answers
from grader.model import Document, Heading, Line, Table

SHEETS = [original(name) for name in EJEMPLOS]
HEADINGS = {
    "inputs": "# de Neuronas de Entrada", "outputs": "# de Neuronas de Salida", "detail": "Detalle",
    "out_shape": "Out Shape", "weights": "# de Pesos", "biases": "# de Sesgos", "params": "# de Parámet- ros",
}  # fmt: skip


def table(sheet, headings=HEADINGS, layer="Capa", texts=None):
    """The seed's table, filled in; rows as lists."""
    values = answers(sheet)
    texts = computing_on(sheet, {}) if texts is None else texts
    rows = [[layer, *(headings[column] for column in sheet.columns)]]
    for row in sheet.rows:
        cells = [
            row.detail
            if column == "detail"
            else texts.get(f"{row.layer}/{column}", str(values[f"{row.layer}/{column}"]))
            for column in sheet.columns
        ]
        rows.append([row.layer, *cells])
    return rows


def block(rows, where=""):
    return Table(tuple(map(tuple, rows)), where)


def found(blocks, sheets=None):
    """`exercise/LAYER/quantity` → all that was written there, and the notices."""
    submission = match(Document("markdown", tuple(blocks)), sheets or SHEETS)
    return {ref: [it.raw for it in written] for ref, written in submission.cells.items()}, submission.notices


def right(*sheets):
    return {f"{sheet.name}/{ref}": [text] for sheet in sheets for ref, text in computing_on(sheet, {}).items()}


def without_totals(cells):
    return {ref: texts for ref, texts in cells.items() if not ref.endswith("/total")}


def whole(sheet):
    return [Heading(sheet.title), block(table(sheet)), Line(f"Total de parámetros: {TOTALS[sheet.name]}")]


def test_the_whole_taller_in_one_file():
    cells, notices = found([it for sheet in SHEETS for it in whole(sheet)])
    assert cells == right(*SHEETS)
    assert notices == ()


def test_the_exercises_in_another_order():
    for _ in range(5):
        shuffled = random.Random(7).sample(SHEETS, len(SHEETS))
        assert found([it for sheet in shuffled for it in whole(sheet)])[0] == right(*SHEETS)


def test_tables_without_any_title_go_to_the_exercise_that_they_fit():
    cells, _ = found([block(table(sheet)) for sheet in SHEETS])
    assert without_totals(cells) == without_totals(right(*SHEETS))


def test_tables_without_any_title_in_reverse_order():
    cells, _ = found([block(table(sheet)) for sheet in reversed(SHEETS)])
    assert without_totals(cells) == without_totals(right(*SHEETS))


def test_titles_that_nobody_knows_lead_no_table_astray():
    blocks = [
        it for i, sheet in enumerate(SHEETS, 1) for it in (Heading(f"Solución del punto {i}"), block(table(sheet)))
    ]
    assert without_totals(found(blocks)[0]) == without_totals(right(*SHEETS))


@pytest.mark.parametrize("sheet", SHEETS, ids=EJEMPLOS)
def test_rows_and_columns_in_any_order(sheet):
    rng = random.Random(sheet.name)
    for _ in range(10):
        head, *rows = table(sheet)
        order = rng.sample(range(len(head)), len(head))
        rng.shuffle(rows)
        shuffled = [[row[i] for i in order] for row in [head, *rows]]
        cells, _ = found([Heading(sheet.title), block(shuffled)])
        assert cells == without_totals(right(sheet))


def test_extra_rows_and_columns_are_ignored():
    sheet = original("ejemplo-4")
    rows = [[*row, "notas", "MACs"] if i == 0 else [*row, "ver atrás", "123"] for i, row in enumerate(table(sheet))]
    rows.insert(3, ["ReLU", "", "(32, 32, 8)", "0", "0", "0", "", ""])
    assert found([Heading("Ejemplo 4"), block(rows)])[0] == without_totals(right(sheet))


def test_missing_rows_and_columns_cost_only_themselves():
    sheet = original("ejemplo-4")
    rows = [[row[0], row[3], row[5]] for row in table(sheet) if row[0] != "POOL1"]
    cells, _ = found([Heading("Ejemplo 4"), block(rows)])
    kept = [f"ejemplo-4/{row[0]}/{q}" for row in rows[1:] for q in ("weights", "params")]
    assert cells == {ref: text for ref, text in right(sheet).items() if ref in kept}


def test_an_altered_given_cell_is_ignored():
    sheet = original("ejemplo-4")
    rows = table(sheet)
    rows[1][2] = "(1, 1, 1)"
    rows[5][2] = "(99, 1)"
    rows[2][1] = "f=7x7"
    assert found([Heading("Ejemplo 4"), block(rows)])[0] == without_totals(right(sheet))


OTHER_HEADINGS = (
    {"out_shape": "Output Shape", "weights": "Weights", "biases": "Biases", "params": "Param #", "detail": "Details"},
    {
        "out_shape": "Output shape",
        "weights": "# weights",
        "biases": "# bias",
        "params": "Parameters",
        "detail": "Detail",
    },
    {
        "out_shape": "Formato de saída",
        "weights": "Nº de pesos",
        "biases": "Nº de vieses",
        "params": "Parâmetros",
        "detail": "Detalhe",
    },
    {
        "out_shape": "Forma de salida",
        "weights": "PESOS",
        "biases": "sesgos",
        "params": "Número de parámetros",
        "detail": "Descripción",
    },
    {
        "out_shape": "Salida",
        "weights": "Pesos (W)",
        "biases": "Sesgos (b)",
        "params": "Total",
        "detail": "Detalle",
    },
)


@pytest.mark.parametrize("headings", OTHER_HEADINGS, ids=["en", "en-short", "pt", "es", "es-letters"])
@pytest.mark.parametrize("layer", ["Capa", "Layer", "Camada", "Layer (type)"])
def test_english_portuguese_and_other_spanish_headings(headings, layer):
    sheet = original("ejemplo-4")
    cells, _ = found([Heading("Ejemplo 4"), block(table(sheet, headings, layer))])
    assert cells == without_totals(right(sheet))


def test_portuguese_headings_of_an_mlp():
    headings = {"inputs": "Nº de neurônios de entrada", "outputs": "Nº de neurônios de saída", "weights": "Pesos",
                "biases": "Vieses", "params": "Parâmetros"}  # fmt: skip
    sheet = original("ejemplo-2")
    cells, _ = found([Heading("Ejemplo 2"), block(table(sheet, headings, "Camada"))])
    assert cells == without_totals(right(sheet))


@pytest.mark.parametrize(
    ("layer", "written"),
    [("CONV1", "conv1"), ("CONV1", "Conv 1"), ("CONV1", "CONV_1"), ("CONV1", "conv2d"), ("POOL1", "max_pooling2d"),
     ("POOL1", "MaxPool"), ("FC", "Dense"), ("FC", "fc"), ("Input", "Entrada"), ("Flatten", "flatten_1")],
)  # fmt: skip
def test_a_layer_by_another_of_its_names(layer, written):
    sheet = original("ejemplo-4")
    rows = [[written if row[0] == layer else row[0], *row[1:]] for row in table(sheet)]
    assert found([Heading("Ejemplo 4"), block(rows)])[0] == without_totals(right(sheet))


def test_keras_names_count_on_from_one_another():
    """dense, dense_1: the first and the second dense row."""
    sheet = original("ejemplo-5")
    keras = dict(
        zip(
            ["Input", "CONV1", "POOL1", "CONV2", "POOL2", "Flatten", "FC1", "FC2"],
            ["input_1", "conv2d", "max_pooling2d", "conv2d_1", "max_pooling2d_1", "flatten", "dense", "dense_1"],
            strict=True,
        )
    )
    rows = [[keras.get(row[0], row[0]), *row[1:]] for row in table(sheet)]
    assert found([Heading("Ejemplo 5"), block(rows)])[0] == without_totals(right(sheet))


TOTAL_LINES = (
    "Total de parámetros: {}",
    "Total: {}",
    "TOTAL = {}",
    "Número total de parámetros: {}",
    "- Total de parámetros: {}",
    "Total params: {}",
    "**Total de parámetros:** {}",
    "total de parametros : {}",
)


@pytest.mark.parametrize("line", TOTAL_LINES)
def test_the_total_as_a_line_under_its_table(line):
    sheet = original("ejemplo-4")
    cells, _ = found([Heading("Ejemplo 4"), block(table(sheet)), Line(line.format("21 098"))])
    assert cells["ejemplo-4/total"] == ["21 098"]


TOTAL_ROWS = (
    ["Total de parámetros", "", "", "", "", "21098"],
    ["Total", "", "", "", "", "21098"],
    ["Total de parámetros:", "21098", "", "", "", ""],
    ["Total", "", "", "21080", "18", "21098"],
    ["TOTAL", "21098"],
    ["Total de parámetros: 21098", "", "", "", "", ""],
)


@pytest.mark.parametrize("row", TOTAL_ROWS)
def test_the_total_as_a_row_of_the_table(row):
    sheet = original("ejemplo-4")
    cells, _ = found([Heading("Ejemplo 4"), block([*table(sheet), row])])
    assert cells == right(sheet)


def test_an_empty_total_line_is_blank():
    cells, _ = found([*whole(original("ejemplo-4"))[:2], Line("Total de parámetros:")])
    assert cells.get("ejemplo-4/total", [""]) == [""]


def test_a_total_belongs_to_the_exercise_above_it():
    blocks = [it for sheet in SHEETS for it in whole(sheet)]
    cells, _ = found(blocks)
    assert {name: cells[f"{name}/total"] for name in EJEMPLOS} == {name: [str(TOTALS[name])] for name in EJEMPLOS}


def test_a_table_handed_in_twice_is_kept_twice():
    """Marking decides whether the two agree."""
    sheet = original("ejemplo-4")
    cells, _ = found([Heading("Ejemplo 4"), block(table(sheet)), block(table(sheet, texts={"CONV1/weights": "200"}))])
    assert cells["ejemplo-4/CONV1/weights"] == ["600", "200"]
    assert cells["ejemplo-4/CONV1/biases"] == ["8", "8"]


def test_one_exercise_alone_needs_no_title():
    sheet = original("ejemplo-4")
    assert found([block(table(sheet))], [sheet])[0] == without_totals(right(sheet))


def test_a_table_of_something_else_answers_nothing():
    rows = [["Fecha", "Tema"], ["1 de marzo", "CNN"], ["8 de marzo", "RNN"]]
    assert found([block(rows)]) == ({}, ())


def test_each_answer_says_where_it_stood():
    submission = match(
        Document("xlsx", (Heading("Ejemplo 4"), block(table(original("ejemplo-4")), "hoja Ejemplo 4"))), SHEETS
    )
    (written,) = submission.cells["ejemplo-4/CONV1/weights"]
    assert written.where == "hoja Ejemplo 4, fila 3, columna 4"


def test_raw_text_is_kept_as_it_was():
    rows = table(original("ejemplo-4"), texts={"CONV1/weights": "  5·5·3·8 = 600\u00a0"})
    assert found([Heading("Ejemplo 4"), block(rows)])[0]["ejemplo-4/CONV1/weights"] == ["  5·5·3·8 = 600\u00a0"]


def test_the_empty_worksheet_answers_nothing_but_blanks():
    blocks = [
        it
        for sheet in SHEETS
        for it in (Heading(sheet.title), block(table(sheet, texts=dict.fromkeys(asked(sheet), ""))))
    ]
    assert {text for texts in found(blocks)[0].values() for text in texts} == {""}


def test_a_row_too_short_is_blank_where_it_ends():
    rows = [row[:4] if row[0] == "CONV1" else row for row in table(original("ejemplo-4"))]
    cells, _ = found([Heading("Ejemplo 4"), block(rows)])
    assert [cells[f"ejemplo-4/CONV1/{q}"] for q in COLUMNS] == [["(32, 32, 8)"], ["600"], [""], [""]]
