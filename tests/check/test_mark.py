"""The verdicts of DESIGN.md, with the numbers of the seed's ejemplos."""

from fractions import Fraction

import pytest
from classroom import (
    EJEMPLOS,
    FLATTEN,
    asked,
    computing_on,
    conv,
    dense,
    image,
    lost,
    marks,
    original,
    pool,
    sheet_of,
    some_sheets,
    with_verdict,
)

from grader.check.mark import mark_sheet, remark_sheet
from grader.check.policy import Abbreviations, Policy
from grader.model import Role, Written

IGNORED_PADDING = {
    "Input/weights": "0", "Input/biases": "0", "Input/params": "0",
    "CONV1/out_shape": "(28, 28, 8)", "CONV1/weights": "600", "CONV1/biases": "8", "CONV1/params": "608",
    "POOL1/out_shape": "(14, 14, 8)", "POOL1/weights": "0", "POOL1/biases": "0", "POOL1/params": "0",
    "Flatten/out_shape": "(1568, 1)", "Flatten/weights": "0", "Flatten/biases": "0", "Flatten/params": "0",
    "FC/weights": "15680", "FC/biases": "10", "FC/params": "15690", "total": "16298",
}  # fmt: skip


def test_ignoring_the_padding_in_ejemplo_4_costs_one_cell():
    """Issue 2, line 5: (32 − 5)/1 + 1 = 28 and computed on; all that follows is carried, what does not is correct."""
    found = marks(original("ejemplo-4"), IGNORED_PADDING)
    assert lost(found) == ["CONV1/out_shape"]
    assert found["CONV1/out_shape"].verdict == "misconception"
    assert [it.slug for it in found["CONV1/out_shape"].diagnoses] == ["ignora-padding"]
    carried = ["POOL1/out_shape", "Flatten/out_shape", "FC/weights", "FC/params", "total"]
    assert with_verdict(found, "carried") == carried
    assert len(with_verdict(found, "correct")) == 13


@pytest.mark.parametrize("name", EJEMPLOS)
def test_a_right_sheet_loses_nothing(name):
    found = marks(original(name), computing_on(original(name), {}))
    assert set(with_verdict(found, "correct")) == set(asked(original(name)))
    assert sum(mark.earned for mark in found.values()) == 1


@pytest.mark.parametrize("name", EJEMPLOS)
def test_an_empty_sheet_earns_0(name):
    found = marks(original(name), {})
    assert with_verdict(found, "blank") == asked(original(name))
    assert sum(mark.earned for mark in found.values()) == 0


def test_empty_cells_of_layers_that_learn_nothing_are_left_out_of_the_sum():
    """Neither earned nor possible: ejemplo 4 has 9 of them (Input, POOL1, Flatten)."""
    texts = {ref: text for ref, text in computing_on(original("ejemplo-4"), {}).items() if text != "0"}
    found = marks(original("ejemplo-4"), texts)
    left_out = [ref for ref, mark in found.items() if mark.possible == 0]
    assert left_out == [
        f"{layer}/{q}" for layer in ("Input", "POOL1", "Flatten") for q in ("weights", "biases", "params")
    ]
    assert sum(mark.earned for mark in found.values()) == sum(mark.possible for mark in found.values()) == 1
    assert {mark.possible for mark in found.values()} == {0, Fraction(1, 10)}, "the exercise weighs the same"


@pytest.mark.parametrize("says_nothing", ["0", "-", "—", "–", "N/A", "no tiene", "No tiene.", "n/a"])
def test_a_dash_says_0_where_there_is_nothing_to_count(says_nothing):
    found = marks(original("ejemplo-4"), {"POOL1/weights": says_nothing})["POOL1/weights"]
    assert (found.verdict, found.earned) == ("correct", Fraction(1, 11))


def test_a_number_where_there_is_nothing_to_count_is_a_mistake_like_any_other():
    """A pooling «with parameters»: 2·2·8 + 8 = 40. The weights and biases are lost, the 40 and the total follow."""
    sheet = original("ejemplo-4")
    found = marks(sheet, computing_on(sheet, {"POOL1/weights": 32, "POOL1/biases": 8}))
    assert lost(found) == ["POOL1/weights", "POOL1/biases"]
    assert found["POOL1/params"].verdict == "carried"
    assert found["POOL1/params"].reading.value == 40
    assert found["total"].reading.value == 21138
    assert found["total"].verdict == "carried"


LAYERS_THAT_LEARN = [
    (name, row.layer)
    for name in EJEMPLOS
    for row in original(name).rows
    if not original(name).cells[f"{row.layer}/biases"].structural
]


@pytest.mark.parametrize(("name", "layer"), LAYERS_THAT_LEARN)
def test_forgetting_the_bias_everywhere_in_a_layer_costs_its_biases_cell_and_nothing_else(name, layer):
    """Issue 2, line 5. A count of 0 is a value like any other."""
    sheet = original(name)
    found = marks(sheet, computing_on(sheet, {f"{layer}/biases": 0}))
    assert lost(found) == [f"{layer}/biases"]
    assert found[f"{layer}/params"].verdict == "carried"
    assert found["total"].verdict == "carried"


def test_weights_without_biases_are_a_named_misconception_when_the_biases_are_right():
    found = marks(original("ejemplo-4"), {"CONV1/weights": "600", "CONV1/biases": "8", "CONV1/params": "600"})
    mark = found["CONV1/params"]
    assert (mark.verdict, [it.slug for it in mark.diagnoses]) == ("misconception", ["sin-sesgo"])


def test_two_mistakes_cost_two_cells():
    sheet = original("ejemplo-5")
    found = marks(sheet, computing_on(sheet, {"CONV1/weights": 144, "FC1/biases": 1}))
    assert lost(found) == ["CONV1/weights", "FC1/biases"]


def test_the_right_answer_after_a_mistake_is_right():
    """The best of strict and carried marking: who puts the key's number in the middle of a wrong path keeps it."""
    found = marks(original("ejemplo-4"), {**IGNORED_PADDING, "FC/weights": "20480", "FC/params": "20490"})
    assert found["FC/weights"].verdict == "correct"
    assert found["FC/params"].verdict == "correct"
    assert lost(found) == ["CONV1/out_shape", "total"], "16298 follows from 15690, which is not there any more"


def test_across_a_blank_the_students_own_values_are_carried():
    """Issue 2, line 6: POOL1 and Flatten stay empty, 1568·10 comes from the student's own 28."""
    texts = {**IGNORED_PADDING, "POOL1/out_shape": "", "Flatten/out_shape": ""}
    found = marks(original("ejemplo-4"), texts)
    assert lost(found) == ["CONV1/out_shape", "POOL1/out_shape", "Flatten/out_shape"]
    assert with_verdict(found, "carried") == ["FC/weights", "FC/params", "total"]


def test_a_path_that_turns_degenerate_by_itself_hands_on_nothing():
    """A side of 1 under a kernel of 5 gives 1 − 5 + 1 = −3; what would follow from it, (−3)·(−3)·7 = 63, is nothing."""
    sheet = sheet_of(image(32), conv("A", 8, 5), conv("B", 7, 5), FLATTEN)
    texts = {**computing_on(sheet, {}), "A/out_shape": "(1, 1, 8)", "B/out_shape": ""}
    assert marks(sheet, {**texts, "Flatten/out_shape": "(63, 1)"})["Flatten/out_shape"].verdict == "incorrect"
    assert marks(sheet, texts)["Flatten/out_shape"].verdict == "correct", "24·24·7, the key's own"


def test_across_a_cell_in_review_the_students_own_values_are_carried():
    texts = {**IGNORED_PADDING, "POOL1/out_shape": "ver la hoja de atrás"}
    found = marks(original("ejemplo-4"), texts)
    assert with_verdict(found, "review") == ["POOL1/out_shape"]
    assert with_verdict(found, "carried") == ["Flatten/out_shape", "FC/weights", "FC/params", "total"]


def test_a_doubtful_cell_waits_for_a_person_and_the_rest_is_marked():
    """Issue 2, line 6: never a silent zero."""
    sheet = original("ejemplo-4")
    found = marks(sheet, {**computing_on(sheet, {}), "CONV1/weights": "4.64"})
    assert with_verdict(found, "review") == ["CONV1/weights"]
    assert found["CONV1/weights"].reason
    assert len(with_verdict(found, "correct")) == 18


DEGENERATE = (  # cell, what the student writes, what the feedback says of it
    ("CONV1/out_shape", "(0, 0, 8)", "no existe un tamaño menor que 1"),
    ("CONV1/out_shape", "(32, 32)", "aquí se esperaba otra cantidad de números"),
    ("Flatten/out_shape", "(16, 16, 8)", "aquí se esperaba otra cantidad de números"),
    ("CONV1/weights", "-600", "un conteo no es negativo"),
    ("CONV1/weights", "1201/2", "un conteo no tiene decimales"),
)


@pytest.mark.parametrize(("cell", "text", "why"), DEGENERATE)
def test_nothing_follows_from_a_degenerate_value_and_the_mark_says_why(cell, text, why):
    """Size below 1, wrong rank, negative or fractional count: the key's path goes on beneath it."""
    sheet = original("ejemplo-4")
    found = marks(sheet, {**computing_on(sheet, {}), cell: text})
    assert found[cell].verdict in ("incorrect", "misconception")
    assert found[cell].reason == f"Con este valor no se puede seguir calculando: {why}."
    assert with_verdict(found, "carried") == []
    assert lost(found) == [cell]


def test_a_negative_size_waits_for_a_person_and_carries_nothing():
    """A spreadsheet makes −10 of `(10)`: what looks negative may not have been."""
    sheet = original("ejemplo-4")
    found = marks(sheet, {**computing_on(sheet, {}), "CONV1/out_shape": "(-4, -4, 8)"})
    assert (found["CONV1/out_shape"].verdict, bool(found["CONV1/out_shape"].reason)) == ("review", True)
    assert with_verdict(found, "carried") == []


def test_a_size_that_shrinks_to_nothing_carries_no_further():
    """(1, 1, 8) is a size; the (0, 0, 8) that a pooling makes of it is none."""
    texts = {**IGNORED_PADDING, "CONV1/out_shape": "(1, 1, 8)", "POOL1/out_shape": "(0, 0, 8)",
             "Flatten/out_shape": "(0)", "FC/weights": "0", "FC/params": "10", "total": "618"}  # fmt: skip
    found = marks(original("ejemplo-4"), texts)
    assert found["POOL1/out_shape"].verdict == "incorrect"
    assert found["POOL1/out_shape"].diagnoses == (), "the rule was right; it is the size before that was not"
    assert found["POOL1/out_shape"].reason
    assert found["Flatten/out_shape"].verdict == "incorrect"
    assert found["FC/params"].verdict == "carried", "0 weights are a count: 0 + 10 = 10"
    assert found["total"].verdict == "carried"


def test_nothing_is_invented_across_a_blank_behind_a_size_that_shrank_to_nothing():
    """No value follows at FC/weights; the mark stays sane and the parameters follow from what is written there."""
    texts = {"CONV1/out_shape": "(1, 1, 8)", "FC/weights": "77", "FC/biases": "10", "FC/params": "87"}
    found = marks(original("ejemplo-4"), texts)
    assert found["FC/weights"].verdict == "incorrect"
    assert found["FC/params"].verdict == "carried"


def test_the_wrong_value_of_a_right_expression_is_a_slip():
    found = marks(original("ejemplo-4"), {"CONV1/weights": "5*5*3*8 = 640"})["CONV1/weights"]
    assert (found.verdict, found.earned) == ("slip", Fraction(1, 20))


def test_a_slip_on_the_students_own_path_is_a_slip():
    """28 stands before: 14·14·8 is the right expression there."""
    found = marks(original("ejemplo-4"), {**IGNORED_PADDING, "Flatten/out_shape": "14x14x8 = 1586"})
    assert found["Flatten/out_shape"].verdict == "slip"


def test_what_follows_from_a_slip_is_carried():
    sheet = original("ejemplo-4")
    texts = computing_on(sheet, {"CONV1/weights": 640})
    found = marks(sheet, {**texts, "CONV1/weights": "5·5·3·8 = 640"})
    assert lost(found) == ["CONV1/weights"]
    assert with_verdict(found, "slip") == ["CONV1/weights"]
    assert with_verdict(found, "carried") == ["CONV1/params", "total"]


def test_an_expression_alone_is_the_value_it_has():
    """By default an unevaluated expression earns its points: the formula is what is being taught."""
    found = marks(original("ejemplo-4"), {"CONV1/weights": "5*5*3*8", "CONV1/params": "(5·5·3+1)·8"})
    assert with_verdict(found, "correct") == ["CONV1/weights", "CONV1/params"]
    half = marks(original("ejemplo-4"), {"CONV1/weights": "5*5*3*8"}, Policy(bare_expression=Fraction(1, 2)))
    assert half["CONV1/weights"].earned == Fraction(1, 20)


def test_a_right_value_beside_a_wrong_expression_earns_what_the_policy_says():
    text = {"CONV1/weights": "5*5*8 = 600"}
    assert marks(original("ejemplo-4"), text)["CONV1/weights"].earned == Fraction(1, 10)
    strict = Policy(wrong_expression=Fraction(0))
    assert marks(original("ejemplo-4"), text, strict)["CONV1/weights"].earned == 0
    agrees = {"CONV1/weights": "5*5*3*8 = 600"}
    assert marks(original("ejemplo-4"), agrees, strict)["CONV1/weights"].earned == Fraction(1, 10)


def test_the_separator_of_thousands_is_no_decimal_point():
    for text in ("20.490", "20,490", "20 490", "20\u202f490", "20490", "20'490"):
        assert marks(original("ejemplo-4"), {"FC/params": text})["FC/params"].verdict == "correct", text


@pytest.mark.parametrize("text", ["(2048, 1)", "(2048,)", "(2048)", "2048", "2.048", "2048x1"])
def test_a_vector_may_be_written_in_every_usual_way(text):
    assert marks(original("ejemplo-4"), {"Flatten/out_shape": text})["Flatten/out_shape"].verdict == "correct"


def twice(*texts):
    sheet = original("ejemplo-4")
    written = {"ejemplo-4/CONV1/weights": tuple(Written(text, f"tabla {i}") for i, text in enumerate(texts, 1))}
    return next(mark for mark in mark_sheet(sheet, written, Policy()) if mark.cell == "ejemplo-4/CONV1/weights")


def test_answers_that_agree_count_once():
    assert twice("600", "5*5*3*8", "").verdict == "correct"


def test_a_blank_beside_an_answer_says_nothing():
    assert twice("", "600").verdict == "correct"


def test_answers_that_contradict_each_other_wait_for_a_person_even_if_one_is_right():
    mark = twice("600", "200")
    assert (mark.verdict, mark.earned) == ("review", 0)
    assert mark.reading.raw == "600 | 200"
    assert mark.where == "tabla 1 y tabla 2"
    assert mark.reason == "Hay más de una respuesta para esta celda y no coinciden."


def test_a_shape_of_two_readings_is_settled_only_by_the_one_that_belongs_there():
    sheet = sheet_of(image(32), conv("C1", 16, 5, 1, 2), FLATTEN)
    texts = {"(16,384)": "correct", "(16,385)": "review", "-16384": "review", "-16384.1": "review"}
    for text, verdict in texts.items():
        assert marks(sheet, {"Flatten/out_shape": text})["Flatten/out_shape"].verdict == verdict, text


def test_a_cell_that_is_empty_in_two_places_is_blank():
    assert twice("", " ").verdict == "blank"


def test_an_answer_that_nobody_can_read_waits_beside_an_empty_one():
    assert twice("", "no 600").verdict == "review"


def test_a_method_on_one_line_and_its_value_on_the_next_are_one_answer():
    """The calculation gives 600 and 604 was made of it: a slip, and no contradiction."""
    assert (twice("5*5*3*8", "604").verdict, twice("604", "5*5*3*8").verdict) == ("slip", "slip")
    assert twice("5*5*3*8", "600").reading.expression == 600
    assert twice("5*5*3", "5*8", "600").reading.expression == 40
    assert twice("5*5*3*8", "5*8").verdict == "review"


def test_a_zero_is_no_number_that_lost_its_zeros():
    """145 for 145 000 waits, for a spreadsheet may have shown so what was typed as «145.000»; 0 is just wrong."""
    sheet = sheet_of(image(10), FLATTEN, dense("FC", 500))
    found = marks(sheet, {**computing_on(sheet, {}), "FC/weights": "150", "FC/biases": "0"})
    assert (found["FC/weights"].verdict, found["FC/weights"].reading.value) == ("review", None)
    assert found["FC/weights"].reason.startswith("Quizá una hoja de cálculo convirtió el punto de miles")
    assert found["FC/biases"].verdict == "misconception"
    told = marks(sheet, {**computing_on(sheet, {}), "FC/weights": "10*15 = 150"})
    assert told["FC/weights"].verdict == "incorrect", "who wrote out how to get there meant 150"


def test_lost_zeros_are_looked_for_on_the_students_own_path_too():
    sheet = sheet_of(image(10), FLATTEN, dense("FC", 500))
    texts = {**computing_on(sheet, {"Flatten/out_shape": (200,)}), "FC/weights": "100"}
    assert marks(sheet, texts)["FC/weights"].verdict == "review"


def test_a_person_reads_a_cell_as_the_program_does():
    """(16,384) is a vector of 16 384 where that is what belongs there, also when a person says it stands there."""
    sheet = sheet_of(image(32), conv("C1", 16, 5, 1, 2), FLATTEN)
    path = f"{sheet.name}/Flatten/out_shape"
    found = marks(sheet, {**computing_on(sheet, {}), "Flatten/out_shape": "ilegible"})
    again = {it.cell: it for it in remark_sheet(sheet, found.values(), {path: "(16,384)"}, Policy())}
    assert (again[path].verdict, again[path].reading.value) == ("correct", (16384,))
    assert again[path].reading.raw == "ilegible"
    assert (again[path].where, found["Flatten/out_shape"].where) == ("aquí", "aquí")


def test_what_a_person_says_stands_there_lost_no_zeros():
    sheet = sheet_of(image(10), FLATTEN, dense("FC", 500))
    found = marks(sheet, {**computing_on(sheet, {}), "FC/weights": "150"})
    path = f"{sheet.name}/FC/weights"
    again = {it.cell: it for it in remark_sheet(sheet, found.values(), {path: "150"}, Policy())}
    assert again[path].verdict == "incorrect"


def test_a_rounded_figure_tells_what_it_was_taken_for():
    tolerant = Policy(abbreviations=Abbreviations.TOLERANCE)
    found = marks(original("ejemplo-5"), {"FC1/params": "262.3K"}, tolerant)["FC1/params"]
    assert found.reading.note.replace("\u202f", " ") == "Escribiste una cifra redondeada; es la de 262 272."
    assert found.reading.candidates == (262300,)
    sheet = original("ejemplo-5")
    before = marks(sheet, {"FC1/params": "262.3K"})
    path = "ejemplo-5/FC1/params"
    again = {it.cell: it for it in remark_sheet(sheet, before.values(), {path: "262.3K"}, tolerant)}
    assert again[path].verdict == "correct"


def test_a_cell_found_nowhere_waits_with_the_reason_while_others_are_blank():
    sheet = original("ejemplo-4")
    found = mark_sheet(sheet, {}, Policy(), loose={"ejemplo-4/CONV1/weights": "Quizá esté en la foto."})
    waiting = [(mark.cell, mark.reason) for mark in found if mark.verdict == "review"]
    assert waiting == [("ejemplo-4/CONV1/weights", "Quizá esté en la foto.")]
    answered = {"ejemplo-4/CONV1/weights": (Written("600", "x"),)}
    found = mark_sheet(sheet, answered, Policy(), loose={"ejemplo-4/CONV1/weights": "Quizá esté en la foto."})
    assert [mark.cell for mark in found if mark.verdict == "correct"] == ["ejemplo-4/CONV1/weights"]


def test_channels_first_turns_shapes_of_three_numbers_and_no_others():
    sheet = original("ejemplo-4")
    texts = {**computing_on(sheet, {}), "CONV1/out_shape": "(8, 32, 32)", "POOL1/out_shape": "(8, 16, 16)"}
    cells = {f"ejemplo-4/{ref}": (Written(text, ""),) for ref, text in texts.items()}
    found = mark_sheet(sheet, cells, Policy(), channels_first=True)
    assert {mark.verdict for mark in found} == {"correct"}
    assert [mark.reading.value for mark in found if mark.cell.endswith("Flatten/out_shape")] == [(2048,)]


def test_a_given_cell_is_never_marked():
    given = [ref for ref, cell in original("ejemplo-4").cells.items() if cell.role is Role.GIVEN]
    found = marks(original("ejemplo-4"), {"Input/out_shape": "(1, 1, 1)", "FC/out_shape": "(99)"})
    assert not set(given) & set(found)


@pytest.mark.parametrize("sheet", some_sheets(), ids=lambda it: it.name)
def test_every_asked_cell_gets_one_mark_and_the_points_are_shared_evenly(sheet):
    found = mark_sheet(sheet, {}, Policy())
    assert [mark.cell for mark in found] == [f"{sheet.name}/{ref}" for ref in asked(sheet)]
    counted = sum(not sheet.cells[ref].structural for ref in asked(sheet))
    assert {mark.possible for mark in found} <= {Fraction(0), Fraction(1, counted)}
    assert sum(mark.possible for mark in found) == 1


def test_a_fully_right_taller_is_worth_5_points():
    """Each ejemplo of an assignment weighs the same, each cell of an ejemplo the same."""
    sheets = [original(name) for name in EJEMPLOS]
    found = [mark for sheet in sheets for mark in marks(sheet, computing_on(sheet, {})).values()]
    assert (len(found), sum(mark.earned for mark in found)) == (80, 5)
    assert Policy().grade(Fraction(5), Fraction(5)) == 5


def test_carried_credit_is_the_policys():
    half = marks(original("ejemplo-4"), IGNORED_PADDING, Policy(carried=Fraction(1, 2)))
    assert half["POOL1/out_shape"].earned == Fraction(1, 38)
    assert half["CONV1/weights"].earned == Fraction(1, 19)


def test_the_mark_keeps_the_raw_text_byte_for_byte():
    raw = "  5·5·3·8 =\u00a0600 \n"
    assert marks(original("ejemplo-4"), {"CONV1/weights": raw})["CONV1/weights"].reading.raw == raw


def test_hidden_steps_carry_a_mistake_too():
    """A table without shapes: the weights of FC1 and FC2 stand alone, their shapes are steps in between."""
    sheet = sheet_of(
        image(32), conv("C1", 8, 5, 1, 2), pool("P1"), FLATTEN, dense("FC", 10), columns=("weights", "params")
    )
    assert "C1/out_shape" not in asked(sheet)
    texts = {"C1/weights": "200", "C1/params": "208", "FC/weights": "20480", "FC/params": "20490", "total": "20698"}
    found = marks(sheet, texts)
    assert found["C1/weights"].verdict == "misconception"
    assert with_verdict(found, "carried") == ["C1/params", "total"]
