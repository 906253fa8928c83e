"""What all families of exercises share: names of sheets, what a family need not say, rows that are no layers."""

from dataclasses import replace

import pytest
from classroom import blueprint, worksheet

from grader.evaluate import answers
from grader.model import Instance, Kind, Layer, Rewiring, Role
from grader.sheets import FAMILIES, build, build_sheets, family_of
from grader.sheets._listed import Listed

COLUMNS = ("detail", "answer")


def questions(*layers, **changes):
    return replace(Instance("tamano", 1, "Tamaño", "", "", True, COLUMNS, (), layers, family="output_size"), **changes)


def sized(kind, name, size, kernel, strides=1, padding=0, **how):
    said = {"size": size, "kernel": kernel, "strides": strides, "padding": padding}
    return Layer(kind, name, name, said, **how)


def test_an_exercise_that_occurs_again_is_numbered_and_others_are_not():
    one, other = blueprint("ejemplo-1").original(), blueprint("ejemplo-4").original()
    names = [sheet.name for sheet in build_sheets(worksheet(one, other, one, one))]
    assert names == ["ejemplo-1", "ejemplo-4", "ejemplo-1#2", "ejemplo-1#3"]
    assert (build(one).name, build(one, "mi-hoja").name) == ("ejemplo-1", "mi-hoja")


def test_what_a_family_does_not_say_is_nothing_at_all():
    """What draws, prints and checks asks each family the same, and goes through the answers."""
    instance = questions(sized("side", "P1", 11, 2, 2))
    family = family_of(instance)
    assert family is FAMILIES["output_size"]
    assert (family.matrices(instance), family.drawn(instance), family.faults(instance.layers)) == ((), (), [])
    assert FAMILIES["scaling"].why_ill_posed(instance) == ""


ROLES = (  # what the instance says, and the roles of a row's printed size and of its answer
    ({}, Role.GIVEN, Role.ASKED),
    ({"given": ("P1/answer",)}, Role.GIVEN, Role.GIVEN),
    ({"given": ("P2/answer",)}, Role.GIVEN, Role.ASKED),
    ({"columns": ("detail",)}, Role.GIVEN, Role.HIDDEN),
)


@pytest.mark.parametrize(("changes", "size", "answer"), ROLES)
def test_who_writes_what_in_a_row(changes, size, answer):
    sheet = build(questions(sized("padding", "P1", 28, 3, 2, 1), **changes))
    assert {ref: cell.role for ref, cell in sheet.cells.items()} == {"P1/size": size, "P1/answer": answer}
    assert [row.layer for row in sheet.rows] == ([] if answer is Role.HIDDEN else ["P1"])


def test_counts_shapes_and_real_numbers_of_rows():
    """Real answers have the decimals that an earlier slot says, what is printed is exact; 2·9·25 = 450."""
    volume = Layer(
        "volume", "P1", "P1", {"size": 9, "kernel": 3, "strides": 1, "padding": 0, "channels": 3, "filters": 4}
    )
    cells = build(questions(volume, sized("side", "P2", 12, 3))).cells
    assert [cells[ref].kind for ref in ("P1/answer", "P2/answer")] == [Kind.SHAPE, Kind.COUNT]
    constants = Layer("compound", "E", "E", {"alpha": 2, "beta": 3, "gamma": 5, "phi": 1, "decimals": 2})
    rows = [Layer(f"{it}_factor", it, it, {}) for it in ("depth", "width", "resolution", "flops")]
    sheet = build(questions(constants, *rows, columns=("factor",), family="scaling"))
    assert {cell.kind for cell in sheet.cells.values()} == {Kind.REAL}
    assert [cell.decimals for cell in sheet.cells.values()] == [0, 0, 0, 2, 2, 2, 2]
    assert answers(sheet)["flops/factor"] == 450


def test_a_slot_without_a_row_is_asked_for_nothing():
    sheet = build(questions(sized("side", "P1", 11, 2, 2, row=False), sized("side", "P2", 12, 3)))
    assert {ref: cell.role for ref, cell in sheet.cells.items()} == {
        "P1/answer": Role.HIDDEN,
        "P2/answer": Role.ASKED,
    }
    assert [row.layer for row in sheet.rows] == ["P2"]
    assert answers(sheet) == {"P1/answer": 5, "P2/answer": 10}


def test_the_wrong_rules_of_a_sheet_by_cell_by_name_and_by_row():
    sheet = build(questions(sized("side", "P1", 11, 2, 2), sized("stride", "P2", 41, 6, 18), sized("side", "P3", 9, 2)))
    assert sheet.wrong.cells_of("techo-por-piso") == ("P1/answer", "P3/answer")
    assert sheet.wrong.cells_of("ignora-padding") == ("P1/answer", "P2/answer", "P3/answer")
    assert sheet.wrong.cells_of("nada") == sheet.wrong.at("nada") == sheet.wrong.letters_of("nada") == ()
    assert [it.slug for it in sheet.wrong.at("P2/answer")] == [
        "despeja-sin-menos-uno", "ignora-padding", "stride-como-razon",
    ]  # fmt: skip
    for row, size in (("P1", 11), ("P2", 41), ("P3", 9)):
        (letters,) = sheet.wrong.letters_of(row)
        assert letters["n"] == size


def test_letters_that_several_rules_share_are_told_once():
    shared, own = {"n": 1}, {"n": 1}
    rules = [
        Rewiring(slug, cell, int, (), "", letters)
        for slug, cell, letters in (("a", "R/x", shared), ("b", "R/y", shared), ("a", "R/x", own), ("a", "S/x", own))
    ]
    asked = []
    listed = Listed(lambda: asked.append("once") or rules)
    assert [id(it) for it in listed.letters_of("R")] == [id(shared), id(own)]
    assert listed.cells_of("a") == ("R/x", "S/x")
    assert (listed.every, listed.at("R/x")) == (tuple(rules), (rules[0], rules[2]))
    assert asked == ["once"]
