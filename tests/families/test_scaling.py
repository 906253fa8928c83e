"""Compound scaling: the eight published EfficientNets, honest rounding, and answers as students write them."""

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from classroom import SEEDS

from grader.check.feedback import feedback_page
from grader.check.grade import Class, grade
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.errors import FileFaultsError
from grader.evaluate import answers, arguments
from grader.formula import working, write
from grader.generate.assignment import load_assignment
from grader.generate.blueprint import parse_blueprint
from grader.model import Instance, Layer, Student, Verdict, Worksheet, Written
from grader.notation import Notation
from grader.sheets import _scaled as rules
from grader.sheets import build
from grader.sheets._scaled_anew import counted
from grader.sheets.scaling import KINDS

sys.path.insert(0, str(Path(__file__).parent))
from scaled_by_hand import worked

BLUEPRINT = load_assignment(["inciso-5"]).blueprints[0]
ORIGINAL = Worksheet("222222-2", (Student("a01", "Ana"),), "NN", "", (BLUEPRINT.original(),))
RIGHT = {
    "d/factor": "1,728",
    "w/factor": "1,331",
    "r/factor": "1,521",
    "FLOPS/factor": "7,081",
    "Imagen/side": "300",
    "Tallo/channels": "40",
    "Etapa 1/channels": "24",
    "Etapa 1/repeats": "2",
    "Etapa 3/channels": "48",
    "Etapa 3/repeats": "3",
    "Etapa 5/channels": "136",
    "Etapa 5/repeats": "5",
    "Cabeza/channels": "1536",
}

BASE = ((16, 1), (24, 2), (40, 2), (80, 3), (112, 3), (192, 4), (320, 1))
"""Channels and repeats of the stages of EfficientNet-B0; its stem has 32 channels and its head 1280."""
PUBLISHED = [
    # name, width, depth, side by two decimals | side, stem, channels of the stages, head, repeats of the stages
    ("B0", 1.0, 1.0, 1.0, 224, 32, (16, 24, 40, 80, 112, 192, 320), 1280, (1, 2, 2, 3, 3, 4, 1)),
    ("B1", 1.0, 1.1, 1.07, 240, 32, (16, 24, 40, 80, 112, 192, 320), 1280, (2, 3, 3, 4, 4, 5, 2)),
    ("B2", 1.1, 1.2, 1.16, 260, 32, (16, 24, 48, 88, 120, 208, 352), 1408, (2, 3, 3, 4, 4, 5, 2)),
    ("B3", 1.2, 1.4, 1.34, 300, 40, (24, 32, 48, 96, 136, 232, 384), 1536, (2, 3, 3, 5, 5, 6, 2)),
    ("B4", 1.4, 1.8, 1.7, 380, 48, (24, 32, 56, 112, 160, 272, 448), 1792, (2, 4, 4, 6, 6, 8, 2)),
    ("B5", 1.6, 2.2, 2.04, 456, 48, (24, 40, 64, 128, 176, 304, 512), 2048, (3, 5, 5, 7, 7, 9, 3)),
    ("B6", 1.8, 2.6, 2.36, 528, 56, (32, 40, 72, 144, 200, 344, 576), 2304, (3, 6, 6, 8, 8, 11, 3)),
    ("B7", 2.0, 3.1, 2.68, 600, 64, (32, 48, 80, 160, 224, 384, 640), 2560, (4, 7, 7, 10, 10, 13, 4)),
]
"""Filters and blocks of the models of `keras.applications`, counted in their layers (Keras 3)."""


def slot(kind, name, **parameters):
    return Layer(kind, name, name, parameters)


def sheet_of(*layers):
    columns = ("detail", "factor", "side", "channels", "repeats")
    return build(Instance("red", 1, "Red", "", "", True, columns, (), layers, family="scaling"))


@pytest.mark.parametrize(
    ("name", "width", "depth", "finer", "side", "stem", "channels", "head", "repeats"),
    PUBLISHED,
    ids=str,
)
def test_the_published_networks(name, width, depth, finer, side, stem, channels, head, repeats):
    stages = [slot("stage", f"E{i}", channels=c, repeats=n) for i, (c, n) in enumerate(BASE, 1)]
    right = answers(
        sheet_of(
            slot("network", name, width=width, depth=depth, resolution=finer),
            slot("image", "Imagen", side=224, multiple=4),
            slot("conv", "Tallo", channels=32),
            *stages,
            slot("conv", "Cabeza", channels=1280),
        )
    )
    assert right["Imagen/side"] == side
    assert (right["Tallo/channels"], right["Cabeza/channels"]) == (stem, head)
    assert tuple(right[f"{it.name}/channels"] for it in stages) == channels
    assert tuple(right[f"{it.name}/repeats"] for it in stages) == repeats


def test_the_rule_of_the_channels_is_that_of_the_published_code():
    """`round_filters`, with its two conditions, for every width of two decimals."""
    for c in range(8, 128, 8):
        for hundredths in range(100, 320):
            a = Fraction(hundredths, 100)
            wanted = c * a
            rounded = max(8, int(wanted + 4) // 8 * 8)
            rounded += 8 * (rounded < Fraction(9, 10) * wanted)
            right = answers(sheet_of(slot("network", "Red", width=float(a), depth=1), slot("conv", "T", channels=c)))
            assert right["T/channels"] == rounded


def test_the_original():
    sheet = build(BLUEPRINT.original())
    right = answers(sheet)
    assert right["d/factor"] == Fraction("1.728")
    assert right["FLOPS/factor"] == (Fraction("1.2") * Fraction("1.1") ** 2 * Fraction("1.15") ** 2) ** 3
    assert set(marked(table(RIGHT)).values()) == {Verdict.CORRECT}


TOLD = (  # what a row of the table says of its numbers, and what the list above it says
    (
        slot("compound", "E", alpha=1.2, beta=1.1, gamma=1.15, phi=3, decimals=2),
        "",
        "constantes α = 1,2; β = 1,1; γ = 1,15; φ = 3; cada coeficiente se escribe redondeado a 2 decimales",
    ),
    (slot("depth_factor", "d"), "profundidad: α elevado a φ", ""),
    (slot("flops_factor", "FLOPS"), "crecimiento: d·w²·r²", ""),
    (
        slot("network", "B3", width=1.2, depth=1.4, resolution=1.34),
        "",
        "los canales se multiplican por a = 1,2, las repeticiones por p = 1,4 y el lado de la imagen por t = 1,34",
    ),
    (
        slot("network", "Red", width=2, depth=1.5),
        "",
        "los canales se multiplican por a = 2 y las repeticiones por p = 1,5",
    ),
    (slot("image", "I", side=224, multiple=4), "R = 224", "lado R = 224; el nuevo lado es un múltiplo de q = 4"),
    (slot("conv", "Tallo", channels=32), "c = 32", "convolución de c = 32 canales"),
    (slot("conv", "Tallo", channels=1), "c = 1", "convolución de c = 1 canal"),
    (
        slot("stage", "E2", channels=24, repeats=2),
        "c = 24; n = 2",
        "bloques de c = 24 canales con n = 2 repeticiones",
    ),
    (slot("stage", "E1", channels=1, repeats=1), "c = 1; n = 1", "bloques de c = 1 canal con n = 1 repetición"),
)


@pytest.mark.parametrize(("layer", "detail", "sentence"), TOLD)
def test_a_row_says_its_numbers_by_their_letters(layer, detail, sentence):
    kind = KINDS[layer.kind]
    assert (kind.detail(layer), kind.sentence(layer)) == (detail, sentence)


@pytest.mark.parametrize(("row", "base", "number"), [("d", "α", "6/5"), ("w", "β", "11/10"), ("r", "γ", "23/20")])
def test_a_wrong_idea_about_a_coefficient_is_told_with_its_constant(row, base, number):
    """φ = 3, and the constants of the paper: 1,2, 1,1 and 1,15."""
    sheet = build(BLUEPRINT.original())
    right = answers(sheet)
    told = {}
    for it in sheet.wrong.at(f"{row}/factor"):
        numbers = dict(zip(it.letters, arguments(it.letters.values(), right), strict=True))
        told[it.slug] = it.sentence.format_map(numbers), it.advice.format_map(numbers)
    assert told["phi-multiplica"] == (
        f"multiplicaste {base} por φ; φ es el exponente",
        f"Multiplica {number} por sí mismo: {base}^φ lleva φ = 3 factores.",
    )
    assert not any("{" in text for texts in told.values() for text in texts)


ANEW = (  # by hand; φ = 2
    slot("network", "Red", width=1.5, depth=1.25, resolution=1.5),
    slot("image", "I", side=5, multiple=4),  # 7,5: 8 is nearer than 4
    slot("image", "J", side=4, multiple=4),  # 6 lies between 4 and 8
    slot("image", "K", side=9, multiple=9),  # 13,5 lies between 9 and 18
    slot("image", "L", side=6, multiple=8),  # 9
    slot("conv", "C", channels=10),  # 15: 16
    slot("conv", "D", channels=7),  # 10,5: 8 is less than 90 %, so 16
    slot("conv", "T", channels=2),  # 3: at least 8
    slot("stage", "S", channels=16, repeats=3),  # 24 and 3,75
    slot("compound", "E", alpha=1.5, beta=2, gamma=3, phi=2, decimals=2),
    slot("depth_factor", "d"),  # 1,5²
    slot("width_factor", "w"),
    slot("resolution_factor", "r"),
    slot("flops_factor", "F"),  # 2,25·16·81
)
COUNTED = {
    "I/side": 8, "J/side": 8, "K/side": 18, "L/side": 8, "C/channels": 16, "D/channels": 16, "T/channels": 8,
    "S/channels": 24, "S/repeats": 4, "E/alpha_base": Fraction(3, 2), "E/beta_base": 2, "E/gamma_base": 3,
    "d/factor": Fraction(9, 4), "w/factor": 4, "r/factor": 9, "F/factor": 2916,
}  # fmt: skip


def test_both_parts_on_one_sheet_counted_in_two_ways():
    sheet = sheet_of(*ANEW)
    assert answers(sheet) == COUNTED
    assert counted(sheet.instance) == COUNTED


def table(texts):
    """As a student types it: one row a line, a dash where nothing is asked."""
    columns = {"factor": "Coeficiente", "side": "Lado", "channels": "Canales", "repeats": "Repeticiones"}
    rows = dict.fromkeys(ref.partition("/")[0] for ref in RIGHT)
    lines = [";".join([row, *(texts.get(f"{row}/{column}", "-") for column in columns)]) for row in rows]
    return "\n".join([f"Fila;{';'.join(columns.values())}", *lines])


def report_on(text, name="hoja.csv"):
    return grade(f"Código de hoja: 222222-2\n{text}\n".encode(), name, Class({ORIGINAL.code: ORIGINAL}, Policy()))


def marked(text, name="hoja.csv"):
    return {mark.cell.partition("/")[2]: mark.verdict for mark in report_on(text, name).marks}


MISTAKES = [
    ("d/factor", "3,6", "phi-multiplica"),
    ("d/factor", "1,2", "olvida-phi"),
    ("r/factor", "3,45", "phi-multiplica"),
    ("FLOPS/factor", "3,498", "olvida-cuadrados"),
    ("FLOPS/factor", "5,320", "olvida-cuadrado-de-w"),
    ("FLOPS/factor", "4,656", "olvida-cuadrado-de-r"),
    ("FLOPS/factor", "12,236", "cuadrado-en-la-profundidad"),
    ("FLOPS/factor", "5,813", "suma-de-factores"),
    ("FLOPS/factor", "5,598", "suma-de-exponentes"),
    ("FLOPS/factor", "5,761", "phi-multiplica"),
    ("FLOPS/factor", "8,000", "dos-a-la-phi"),
    ("Tallo/channels", "32", "multiplo-por-debajo"),
    ("Etapa 1/channels", "16", "sin-el-90-por-ciento"),
    ("Etapa 5/channels", "134", "sin-multiplo-de-8"),
    ("Etapa 3/channels", "56", "multiplicadores-cambiados"),
    ("Etapa 3/repeats", "2", "repeticiones-hacia-abajo"),
    ("Etapa 5/repeats", "4", "repeticiones-hacia-abajo"),
    ("Etapa 5/repeats", "4", "repeticiones-al-mas-cercano"),
    ("Imagen/side", "304", "lado-por-encima"),
]


@pytest.mark.parametrize(("ref", "text", "slug"), MISTAKES)
def test_a_mistake_is_named_and_costs_one_cell(ref, text, slug):
    """Each number worked out with a calculator from the printed ones."""
    lost = {}
    for mark in report_on(table(RIGHT | {ref: text})).marks:
        if mark.verdict not in (Verdict.CORRECT, Verdict.CARRIED):
            lost[mark.cell.partition("/")[2]] = [it.slug for it in mark.diagnoses]
    assert list(lost) in ([ref], [ref, "FLOPS/factor"])
    assert slug in lost[ref]


def test_feedback_shows_every_step():
    """Roundings, powers and the larger of two are worked out once more before they are told."""
    text = table({"d/factor": "3,6", "FLOPS/factor": "9", "Etapa 1/channels": "16", "Etapa 3/repeats": "2"})
    (section,) = feedback_page(report_on(text), Policy()).sections
    worked_out = {it.label: write(it.working[0], Notation.PLAIN, symbols=False) for it in section.steps}
    assert worked_out["d, coeficiente"] == "1,2^3 = 1,728"
    assert worked_out["FLOPS, coeficiente"] == "1,728·1,331^2·1,520875^2 ≈ 7,081"
    assert worked_out["Etapa 1, número de canales"] == "8·max(⌊(16·1,2 + 4)/8⌋; ⌈9·16·1,2/80⌉) = 24"
    assert worked_out["Etapa 3, número de repeticiones"] == "⌈2·1,4⌉ = 3"


def test_a_long_number_is_rounded_where_it_is_put_in():
    """1,18⁵ = 2,2877577568: ten decimals make no working that anybody reads."""
    cell = working(rules.flops, (1, 1, 1), (Fraction(2), Fraction(3), Fraction("1.18") ** 5), 3)[0]
    assert write(cell, Notation.PLAIN, symbols=False) == "2·3^2·2,288^2 ≈ 94,209"


def test_what_follows_from_a_wrong_coefficient_is_carried():
    """3,6·1,331²·1,521² = 14,7543"""
    texts = RIGHT | {"d/factor": "3,6", "FLOPS/factor": "14,754"}
    verdicts = marked(table(texts))
    assert (verdicts["d/factor"], verdicts["FLOPS/factor"]) == (Verdict.MISCONCEPTION, Verdict.CARRIED)


def test_rows_are_known_by_letter_and_by_name():
    named = (
        table(RIGHT).replace("\nd;", "\nProfundidad;").replace("\nw;", "\nanchura;").replace("\nr;", "\nResolucion;")
    )
    assert set(marked(named).values()) == {Verdict.CORRECT}


def test_lines_as_students_write_them():
    """A row that asks for one thing needs no heading."""
    words = {"channels": "canales", "repeats": "repeticiones"}
    lines = []
    for ref, text in RIGHT.items():
        row, _, quantity = ref.partition("/")
        lines.append(f"{row}, {words[quantity]}: {text}" if row.startswith("Etapa") else f"{row} = {text}")
    assert set(marked("\n".join(lines), "hoja.txt").values()) == {Verdict.CORRECT}


def test_honest_answers_are_never_refused():
    """Powers and products in any order, rounded at each step, at the end or never."""
    source = Random(5)  # noqa: S311
    for _ in range(100 * SEEDS):
        instance = BLUEPRINT.original()
        numbers = {
            "alpha": source.choice([1.1, 1.2, 1.25, 1.37]),
            "beta": source.choice([1.05, 1.1, 1.19]),
            "gamma": source.choice([1.1, 1.15, 1.22]),
            "phi": source.randint(1, 7),
            "decimals": source.randint(2, 4),
        }
        constants = replace(instance.layers[0], parameters=numbers)
        sheet = build(replace(instance, layers=(constants, *instance.layers[1:])))
        texts = worked(sheet.instance, source)
        written = {f"{sheet.name}/{ref}": (Written(text, ""),) for ref, text in texts.items()}
        verdicts = {mark.cell.partition("/")[2]: mark.verdict for mark in mark_sheet(sheet, written, Policy())}
        assert {verdicts[ref] for ref in texts} == {Verdict.CORRECT}, (numbers, texts)


def test_alone_each_part_is_a_sheet():
    """By hand: 1,5² = 2,25."""
    sheet = sheet_of(
        slot("compound", "E", alpha=1.5, beta=1, gamma=1, phi=2, decimals=2), slot("depth_factor", "d"),
    )  # fmt: skip
    assert answers(sheet)["d/factor"] == Fraction(9, 4)
    assert [row.layer for row in sheet.rows] == ["d"]


def test_a_file_without_what_a_row_takes_is_refused():
    rows = [
        {"kind": "compound", "name": "E", "alpha": 1.2, "beta": 1.1, "gamma": 1.1, "phi": 30},
        {"kind": "flops_factor", "name": "F"},
        {"kind": "stage", "name": "S", "channels": 8, "repeats": 1},
        {"kind": "network", "name": "N", "width": 1, "depth": 1},
        {"kind": "image", "name": "I", "side": 224, "multiple": 4},
    ]
    data = {"id": "x", "version": 1, "family": "scaling", "title": "X", "table": {"columns": ["factor"]}, "rows": rows}
    with pytest.raises(FileFaultsError) as error:
        parse_blueprint(data, "x.toml")
    assert [(it.path, it.message.partition(" (")[0]) for it in error.value.faults] == [
        ("rows[0].phi", "debe ser a lo sumo 10"),
        ("rows[1].kind", "antes de «F» hace falta una fila depth_factor"),
        ("rows[1].kind", "antes de «F» hace falta una fila width_factor"),
        ("rows[1].kind", "antes de «F» hace falta una fila resolution_factor"),
        ("rows[2].kind", "antes de «S» hace falta una fila network"),
        ("rows[4].kind", "a la fila network le falta resolution, el multiplicador del lado"),
    ]


def test_numbers_of_a_row_that_say_not_whose_they_are_wait_for_a_person():
    worksheet = Worksheet(
        "222222-2", (Student("a01", "Ana"),), "NN", "", (load_assignment(["inciso-5"]).blueprints[0].original(),)
    )
    text = "Código de hoja: 222222-2\nEtapa 1: 24, 2\nEtapa 3, canales: 40\nEtapa 4 = 80 canales, 3 repeticiones\n"
    report = grade(text.encode(), "hoja.txt", Class({worksheet.code: worksheet}, Policy()))
    verdicts = {mark.cell.partition("/")[2]: mark.verdict for mark in report.marks}
    assert verdicts["Etapa 1/channels"] is verdicts["Etapa 1/repeats"] is Verdict.REVIEW
    assert verdicts["Etapa 3/channels"] is not Verdict.REVIEW
    assert verdicts["Etapa 3/repeats"] is Verdict.BLANK


def test_a_column_of_answers_under_a_heading_that_nobody_knows_is_no_blank():
    def verdicts(text):
        report = grade(text.encode(), "hoja.csv", Class({ORIGINAL.code: ORIGINAL}, Policy()))
        return {mark.cell.partition("/")[2]: mark.verdict for mark in report.marks}

    head = "Código de hoja: 222222-2\nFila;Canales;"
    found = verdicts(f"{head}¿Cuántas?\nTallo;40;\nEtapa 1;24;2\nEtapa 3;;3\nEtapa 5;;\n")
    assert found["Etapa 1/repeats"] is found["Etapa 3/repeats"] is Verdict.REVIEW
    assert (found["Etapa 1/channels"], found["Etapa 3/channels"]) == (Verdict.CORRECT, Verdict.BLANK)
    found = verdicts(f"{head}Repeticiones;Cuentas\nEtapa 1;24;2;11,2\nEtapa 3;48;;67,2\n")
    assert (found["Etapa 1/repeats"], found["Etapa 3/repeats"]) == (Verdict.CORRECT, Verdict.BLANK)


def test_both_sides_of_the_image_name_its_side():
    """B3 takes images of 300x300."""
    text = "Código de hoja: 222222-2\nFila;Lado;Canales\nImagen;300x300;\nTallo;;20x2\n"
    report = grade(text.encode(), "hoja.csv", Class({ORIGINAL.code: ORIGINAL}, Policy()))
    verdicts = {mark.cell.partition("/")[2]: mark.verdict for mark in report.marks}
    assert verdicts["Imagen/side"] is verdicts["Tallo/channels"] is Verdict.CORRECT
    assert "incorrect" not in verdicts.values()
