"""Columns under each other's headings: read as meant with one notice, or left to a person, not marked as they stand."""

import pytest
from classroom import FLATTEN, computing_on, dense, image, original, sheet_of
from injected import blueprint

from grader import spanish
from grader.check.conventions import mark_as_meant
from grader.check.match.document import match
from grader.check.policy import Policy
from grader.model import Document, Table, Written
from grader.sheets.parameters import build

HEADINGS = {
    "detail": "Detalle",
    "out_shape": "Out Shape",
    "weights": "Pesos",
    "biases": "Sesgos",
    "params": "Parámetros",
}


def marked(swapped, texts=None, name="ejemplo-4", keep=None):
    """The marks where two columns stand under each other's headings; `keep`: only these answers stand there."""
    sheet = original(name)
    one, other = swapped
    heads = {**HEADINGS, one: HEADINGS[other], other: HEADINGS[one]}
    right = {**computing_on(sheet, {}), "FC/out_shape": "(10, 1)", "Input/out_shape": "(32, 32, 3)", **(texts or {})}
    rows = [("Capa", *(heads[column] for column in sheet.columns))]
    for row in sheet.rows:
        refs = [f"{row.layer}/{column}" for column in sheet.columns]
        rows.append((row.layer, *(right.get(ref, "") if keep is None or ref in keep else "" for ref in refs)))
    cells = match(Document("markdown", (Table(tuple(rows)),)), [sheet]).cells
    marks, notices = mark_as_meant(sheet, cells, Policy())
    return {mark.cell.partition("/")[2]: mark for mark in marks}, notices


def waiting(marks):
    return {ref for ref, mark in marks.items() if mark.verdict.value == "review"}


def test_two_full_columns_of_counts_are_read_as_meant():
    sheet_marks, notices = marked(("weights", "params"), name="ejemplo-5")
    assert not waiting(sheet_marks)
    assert sheet_marks["CONV1/weights"].verdict.value == "correct"
    assert len(notices) == 1


def test_two_cells_alone_may_be_chance_and_wait():
    marks, notices = marked(("weights", "params"), keep={"CONV1/weights", "CONV1/params"})
    assert waiting(marks) == {"CONV1/weights", "CONV1/params"}
    assert notices == ()


def test_where_one_of_the_columns_is_empty_the_other_waits():
    marks, _ = marked(("biases", "weights"), keep={"CONV1/weights", "FC/weights"})
    assert waiting(marks) == {"CONV1/weights", "FC/weights", "CONV1/biases", "FC/biases"}


@pytest.mark.parametrize("count", ["weights", "biases", "params"])
def test_shapes_under_a_heading_of_counts_wait_with_what_stands_under_theirs(count):
    marks, _ = marked((count, "out_shape"))
    assert {"CONV1/out_shape", "POOL1/out_shape", f"CONV1/{count}", f"FC/{count}"} <= waiting(marks)
    assert marks["CONV1/out_shape"].reading.raw != ""


def test_one_shape_under_a_heading_of_counts_is_enough():
    marks, _ = marked(("weights", "out_shape"), keep={"Flatten/out_shape"})
    assert {"Flatten/out_shape"} <= waiting(marks)
    assert marks["CONV1/weights"].verdict.value == "blank", "its shape is asked for, and stands nowhere"


def test_a_vector_that_reads_as_a_count_is_still_a_shape():
    keep = {"Flatten/out_shape", "CONV1/out_shape", "CONV1/biases"}
    marks, _ = marked(("biases", "out_shape"), {"CONV1/biases": "8"}, keep=keep)
    assert {"Flatten/out_shape", "CONV1/out_shape", "CONV1/biases"} <= waiting(marks)


def test_cells_in_which_nothing_stands_are_blank_and_do_not_wait():
    marks, _ = marked(("weights", "out_shape"), keep={"Flatten/out_shape", "CONV1/out_shape"})
    assert marks["POOL1/out_shape"].verdict.value == "blank"


def test_wrong_answers_are_no_exchanged_headings():
    sheet = original("ejemplo-4")
    rows = (("Capa", "Pesos", "Sesgos", "Parámetros"), ("CONV1", "75", "3", "78"), ("FC", "2048", "1", "2049"))
    marks, notices = mark_as_meant(sheet, match(Document("markdown", (Table(rows),)), [sheet]).cells, Policy())
    assert not [mark for mark in marks if mark.verdict.value == "review"]
    assert notices == ()


def test_a_forgotten_bias_with_the_weights_beside_it_is_a_wrong_rule():
    sheet = original("ejemplo-4")
    rows = (("Capa", "Pesos", "Sesgos", "Parámetros"), ("CONV1", "600", "8", "600"), ("FC", "20480", "10", "20480"))
    marks, _ = mark_as_meant(sheet, match(Document("markdown", (Table(rows),)), [sheet]).cells, Policy())
    verdicts = {mark.cell.partition("/")[2]: mark.verdict.value for mark in marks}
    assert (verdicts["CONV1/params"], verdicts["CONV1/weights"]) == ("misconception", "correct")


def as_meant(texts, name="ejemplo-4"):
    """Ref → mark, and the notices, of the right answers but for `texts`."""
    sheet = numbers_of(name)
    cells = {f"{sheet.name}/{ref}": (Written(text, ""),) for ref, text in (computing_on(sheet, {}) | texts).items()}
    found, notices = mark_as_meant(sheet, cells, Policy())
    return {mark.cell.partition("/")[2]: mark for mark in found}, notices


def numbers_of(name):
    return original(name) if name.startswith("ejemplo") else build(blueprint(name).original())


def test_channels_first_throughout_is_read_as_meant():
    texts = {"CONV1/out_shape": "(8, 32, 32)", "POOL1/out_shape": "(8, 16, 16)"}
    found, notices = as_meant(texts)
    assert {mark.verdict for mark in found.values()} == {"correct"}
    assert {ref: found[ref].reading.raw for ref in texts} == texts
    (notice,) = notices
    assert notice.endswith("escribiste las formas con los canales primero; se leyeron como (alto, ancho, canales).")


def test_a_wrong_vector_is_wrong_in_every_order_and_says_nothing_of_it():
    texts = {"CONV1/out_shape": "(8, 32, 32)", "POOL1/out_shape": "(8, 16, 16)", "Flatten/out_shape": "(2000, 1)"}
    found, notices = as_meant(texts)
    assert [ref for ref, mark in found.items() if mark.verdict == "incorrect"] == ["Flatten/out_shape"]
    assert len(notices) == 1


@pytest.mark.parametrize(
    "texts",
    [
        {"CONV1/out_shape": "(8, 32, 32)"},
        {"CONV1/out_shape": "(8, 28, 28)", "POOL1/out_shape": "(8, 16, 16)"},
        {"CONV1/out_shape": "(8, 32, 32)", "POOL1/out_shape": "(16, 16, 8)"},
    ],
)
def test_channels_first_now_and_then_is_a_mistake(texts):
    found, notices = as_meant(texts)
    assert notices == ()
    assert found["CONV1/out_shape"].verdict == "incorrect"


BATCHED = {"CONV1/out_shape": "(64, 32, 32, 8)", "POOL1/out_shape": "[64, 16, 16, 8]", "Flatten/out_shape": "64x2048"}


def test_a_batch_before_every_shape_is_told_once():
    found, notices = as_meant(BATCHED)
    assert {mark.verdict for mark in found.values()} == {"correct"}
    assert {ref: found[ref].reading.raw for ref in BATCHED} == BATCHED
    (notice,) = notices
    assert notice.endswith(": las formas traen delante el tamaño del lote (64); se leyeron sin él.")


def test_a_batch_before_channels_first_is_two_notices():
    shapes = {"CONV1/out_shape": "(64, 8, 32, 32)", "POOL1/out_shape": "(64, 8, 16, 16)"}
    found, notices = as_meant(BATCHED | shapes)
    assert {mark.verdict for mark in found.values()} == {"correct"}
    assert len(notices) == 2


@pytest.mark.parametrize(
    "texts",
    [
        {"POOL1/out_shape": "[32, 16, 16, 8]"},
        {"POOL1/out_shape": "(16, 16, 8)"},
        {"POOL1/out_shape": "no sé"},
        {"Flatten/out_shape": "(64, 1)"},
        {"Flatten/out_shape": "(64, 2048, 1)"},
        {"Flatten/out_shape": "2048"},
    ],
)
def test_only_one_batch_before_every_shape_is_one(texts):
    _, notices = as_meant(BATCHED | texts)
    assert notices == ()


def test_one_shape_alone_may_have_four_numbers_by_mistake():
    sheet = original("ejemplo-4")
    cells = {"ejemplo-4/CONV1/out_shape": (Written("(64, 32, 32, 8)", ""),)}
    assert mark_as_meant(sheet, cells, Policy())[1] == ()
    cells["ejemplo-4/POOL1/out_shape"] = (Written("(64, 16, 16, 8)", ""),)
    assert len(mark_as_meant(sheet, cells, Policy())[1]) == 1
    cells["ejemplo-4/Flatten/out_shape"] = (Written(" ", ""),)
    assert len(mark_as_meant(sheet, cells, Policy())[1]) == 1, "an empty cell says nothing"


def test_one_shape_with_channels_first_is_read_as_meant_where_it_is_the_only_one():
    sheet = original("ejemplo-4")
    found, notices = mark_as_meant(sheet, {"ejemplo-4/CONV1/out_shape": (Written("(8, 32, 32)", ""),)}, Policy())
    assert [mark.verdict for mark in found if mark.reading.raw] == ["correct"]
    assert len(notices) == 1


PAIRS = [("inputs", "outputs"), ("weights", "biases"), ("weights", "params"), ("biases", "params")]


def exchanged(one, other):
    """The texts of two columns, each under the other's heading."""
    right = computing_on(numbers_of("densa-con-dropout"), {})
    pairs = [(f"{layer}/{one}", f"{layer}/{other}") for layer in ("FC1", "FC2", "FC3")]
    return {ref: right[twin] for here, there in pairs for ref, twin in ((here, there), (there, here))}


@pytest.mark.parametrize(("wrong", "meant"), [(0, True), (1, True), (2, False), (3, False)])
def test_columns_are_read_exchanged_where_three_quarters_of_them_are_right_so(wrong, meant):
    texts = exchanged("weights", "biases")
    spoilt = dict.fromkeys([ref for ref in texts if ref.endswith("/biases")][:wrong], "7")
    _, notices = as_meant(texts | spoilt, "densa-con-dropout")
    assert bool(notices) == meant


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_exchanged_columns_are_read_as_meant_and_named(one, other):
    found, notices = as_meant(exchanged(one, other), "densa-con-dropout")
    assert {mark.verdict for mark in found.values()} == {"correct"}
    names = f"«{spanish.QUANTITIES[one]}» y «{spanish.QUANTITIES[other]}»"
    assert [it.partition(": ")[2] for it in notices] == [
        f"las columnas {names} parecen intercambiadas; se leyeron así."
    ]


def test_what_waits_keeps_its_raw_text_and_says_why():
    found, _ = marked(("weights", "params"), keep={"CONV1/weights", "CONV1/params"})
    assert {ref: (found[ref].reading.raw, found[ref].reason) for ref in ("CONV1/weights", "CONV1/params")} == {
        "CONV1/weights": ("608", "Los títulos de estas columnas parecen intercambiados."),
        "CONV1/params": ("600", "Los títulos de estas columnas parecen intercambiados."),
    }


def test_zeros_of_layers_without_weights_do_not_wait_behind_printed_shapes():
    found, _ = marked(("weights", "out_shape"), keep={"CONV1/out_shape", "POOL1/out_shape"})
    assert found["FC/weights"].verdict == "review"
    assert found["Input/weights"].verdict == "blank"


def test_shapes_in_latex_are_shapes():
    texts = {
        f"{layer}/out_shape": rf"${side} \times {side} \times 8$" for layer, side in (("CONV1", 32), ("POOL1", 16))
    }
    found, _ = marked(("weights", "out_shape"), texts, keep=set(texts))
    assert {"CONV1/out_shape", "POOL1/out_shape", "CONV1/weights", "POOL1/weights"} <= waiting(found)


def test_vectors_in_brackets_under_a_heading_of_counts_wait_too():
    sheet = sheet_of(image(8), FLATTEN, dense("A", 20), dense("B", 30), columns=("out_shape", "weights"))
    right = {ref: text for ref, text in computing_on(sheet, {}).items() if ref[0] in "AB"}
    twin = {"out_shape": "weights", "weights": "out_shape"}
    texts = {
        f"{layer}/{twin[q]}": text for (layer, _, q), text in ((ref.partition("/"), it) for ref, it in right.items())
    }
    cells = {f"{sheet.name}/{ref}": (Written(text, ""),) for ref, text in texts.items()}
    found, notices = mark_as_meant(sheet, cells, Policy())
    assert notices == ()
    assert waiting({mark.cell.partition("/")[2]: mark for mark in found}) == set(right)


# In «densa-con-dropout» 32768 and 128, 8192 and 64, 640 and 10 are the weights and biases of FC1, FC2 and FC3.
RIGHT, TURNED = [("32768", "128"), ("8192", "64"), ("640", "10")], [("128", "32768"), ("64", "8192"), ("10", "640")]
JUNK = ("5", "6")
COLUMNS_OF_COUNTS = (  # weights and biases as they stand; "meant", "waits" or "stands"
    ([TURNED[0], ("64", "7"), ("", "")], "meant"),  # three of four
    ([TURNED[0], ("64", "7"), ("10", "no sé si 640")], "meant"),  # four of the five that can be read
    ([TURNED[0], JUNK, ("?", "?")], "waits"),  # two of the four in which something stands
    ([TURNED[0], JUNK, JUNK], "stands"),  # two of six
    ([("128", "7"), ("", ""), ("", "")], "stands"),  # one cell may be chance
    ([("128", "7"), ("64", "7"), ("10", "7")], "waits"),  # half of them
    ([RIGHT[0], TURNED[1], TURNED[2]], "stands"),  # four so and two as they stand
    ([("32768", "7"), TURNED[1], TURNED[2]], "waits"),  # four so and one as it stands
    ([("32768", "7"), TURNED[1], ("10", "7")], "waits"),  # three so and one as it stands
)


@pytest.mark.parametrize(("texts", "expected"), COLUMNS_OF_COUNTS)
def test_how_much_of_two_columns_has_to_be_right_when_exchanged(texts, expected):
    sheet = numbers_of("densa-con-dropout")
    cells = {
        f"{sheet.name}/{layer}/{quantity}": (Written(text, ""),)
        for layer, pair in zip(("FC1", "FC2", "FC3"), texts, strict=True)
        for quantity, text in zip(("weights", "biases"), pair, strict=True)
    }
    found, notices = mark_as_meant(sheet, cells, Policy())
    assert bool(notices) == (expected == "meant")
    said = [mark for mark in found if mark.cell in cells and mark.reading.raw.isdigit()]
    assert {mark.verdict == "review" for mark in said} == {expected == "waits"}


# In «ejemplo-5» (32, 32, 16) and 432, (16, 16, 32) and 4608 are the shapes and weights of CONV1 and CONV2.
COLUMNS_OF_SHAPES = (  # what stands under shapes and under weights; whether it waits
    ([("432", "(32, 32, 16)"), ("7", "(9, 9, 9)")], True),  # half of them
    ([("7", "(32, 32, 16)"), ("", "(9, 9, 9)")], False),  # one of three
    ([("432", "(32, 32, 16)"), ("(16, 16, 32)", "(4608)")], False),  # two so and two as they stand
    ([("432", "(32, 32, 16)"), ("", "4608")], False),  # no more than half of the counts look like shapes
)


@pytest.mark.parametrize(("texts", "waits"), COLUMNS_OF_SHAPES)
def test_how_many_shapes_under_a_heading_of_counts_are_no_accident(texts, waits):
    sheet = original("ejemplo-5")
    cells = {
        f"ejemplo-5/{layer}/{quantity}": (Written(text, ""),)
        for layer, pair in zip(("CONV1", "CONV2"), texts, strict=True)
        for quantity, text in zip(("out_shape", "weights"), pair, strict=True)
    }
    found = {mark.cell: mark for mark in mark_as_meant(sheet, cells, Policy())[0]}
    assert (found["ejemplo-5/FC2/weights"].verdict == "review") == waits, "it would stand where a shape is printed"
    assert (found["ejemplo-5/CONV1/out_shape"].verdict == "review") == waits
