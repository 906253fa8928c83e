"""What each wrong rule of a size question and of compound scaling gives: small numbers, worked by hand."""

from fractions import Fraction

import pytest

from grader.formula import bind
from grader.layers._window import wrong_shapes, wrong_sides
from grader.model import Instance, Layer
from grader.sheets import _scaled as scaled
from grader.sheets import output_size

WINDOW = {"n": 20, "p": 3, "f": 5, "s": 2}  # right: (20 + 6 − 5)/2 + 1, 11
SIDES = {
    "ignora-padding": 8, "techo-por-piso": 12, "ignora-stride": 22, "supone-same": 10, "same-es-p1": 9,
    "olvida-mas-uno": 10, "padding-una-vez": 10, "olvida-kernel": 14, "padding-restado": 5,
}  # fmt: skip
SCALED = {"alpha": 2, "beta": 3, "gamma": 5, "phi": 3, "d": 2, "w": 3, "r": 5}
HALF = Fraction(7, 4)

WRONG = (  # rules for one cell, the numbers that they may take, and what each gives
    (wrong_sides("answer"), WINDOW, SIDES),
    (
        wrong_shapes("C", bool),
        {**WINDOW, "H": 20, "W": 22, "C": 7},
        {slug: (side, side + (2 if slug == "ignora-stride" else 1), 7) for slug, side in SIDES.items()},
    ),
    (
        output_size.WRONG_PADDING,  # right: half of 9·2 + 5 − 20, rounded up
        {"n": 20, "f": 5, "s": 2, "m": 10},
        {"padding-sin-mitad": 3, "despeja-sin-menos-uno": 3, "ignora-stride": -3},
    ),
    (
        output_size.WRONG_STRIDE,  # right: (41 + 20 − 6)/3
        {"n": 41, "p": 10, "f": 6, "m": 4},
        {"despeja-sin-menos-uno": 13, "ignora-padding": 11, "stride-como-razon": 10},
    ),
    (output_size.WRONG_FILTERS, {"f": 3, "C": 2, "P": 760}, {"sin-sesgo": 42, "olvida-canales": 76}),
    (output_size.WRONG_UNITS, {"n": 9, "P": 500}, {"sin-sesgo": 55}),
    (scaled.WRONG_DEPTH, SCALED, {"phi-multiplica": 6, "olvida-phi": 2}),
    (scaled.WRONG_WIDTH, SCALED, {"phi-multiplica": 9, "olvida-phi": 3}),
    (scaled.WRONG_RESOLUTION, SCALED, {"phi-multiplica": 15, "olvida-phi": 5}),
    (
        scaled.WRONG_FLOPS,  # right: 2·9·25
        SCALED,
        {
            "olvida-cuadrados": 30, "olvida-cuadrado-de-w": 150, "olvida-cuadrado-de-r": 90,
            "cuadrado-en-la-profundidad": 900, "suma-de-factores": 36, "suma-de-exponentes": 2 * 243 * 3125,
            "phi-multiplica": 1350, "dos-a-la-phi": 8,
        },
    ),
    (
        scaled.WRONG_CHANNELS,  # 17,5 channels: 16
        {"c": 10, "a": HALF, "p": 3},
        {
            "sin-multiplo-de-8": 18, "canales-cortados": 17, "sin-el-90-por-ciento": 16, "multiplo-por-debajo": 16,
            "multiplo-por-encima": 24, "multiplicadores-cambiados": 32,
        },
    ),
    (
        scaled.WRONG_REPEATS,  # 3,5 repeats: 4
        {"n": 2, "p": HALF, "a": Fraction(13, 5)},
        {"repeticiones-hacia-abajo": 3, "repeticiones-al-mas-cercano": 4, "multiplicadores-cambiados": 6},
    ),
    (
        scaled.WRONG_SIDE,  # a side of 17,5: 16
        {"R": 10, "t": HALF, "q": 4},
        {"lado-sin-multiplo": 18, "lado-por-debajo": 16, "lado-por-encima": 20},
    ),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "letters", "values"), WRONG)
def test_each_wrong_rule_gives_what_it_gives_by_hand(wrong, letters, values):
    assert {rule.slug: rule.formula(*bind(rule.formula, letters)) for rule in wrong} == values
    assert len({rule.quantity for rule in wrong}) == 1


def test_the_right_rules():
    assert (scaled.depth(2, 3), scaled.width(3, 3), scaled.resolution(5, 3), scaled.flops(2, 3, 5)) == (8, 27, 125, 450)
    assert (scaled.channels(10, HALF), scaled.channels(16, Fraction(6, 5))) == (16, 24)
    assert (scaled.repeats(2, HALF), scaled.side(10, HALF, 4), scaled.side(3, 1, 2)) == (4, 16, 4)
    assert output_size.volume(20, 3, 5, 2, 7) == (11, 11, 7)
    assert (output_size.padding_for(20, 5, 2, 10), output_size.stride_for(41, 10, 6, 4)) == (2, 18)
    assert (output_size.filters_for(3, 2, 760), output_size.units_for(9, 500)) == (40, 50)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"size": 7, "kernel": 9, "padding": 1, "strides": 1}, ""),
        ({"size": 7, "kernel": 10, "padding": 1, "strides": 1}, "en «P» el kernel no cabe en la imagen"),
        ({"size": 7, "kernel": 3, "padding": 3, "strides": 1}, "en «P» el padding no puede llegar al kernel"),
        ({"size": 7, "kernel": 3, "padding": 2, "strides": 1}, ""),
    ],
)
def test_a_question_whose_window_does_not_fit_is_refused(said, why):
    layers = (Layer("side", "P", "P", said),)
    instance = Instance("tamano", 1, "Tamaño", "", "", True, ("answer",), (), layers, family="output_size")
    assert output_size.why_ill_posed(instance) == why
