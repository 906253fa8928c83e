"""What one neuron computes, forwards and backwards, and each wrong rule: small numbers, worked by hand."""

from fractions import Fraction

import pytest

from grader.formula import bind
from grader.sheets import _neuron_delta as backward
from grader.sheets import _neuron_output as forward
from grader.sheets import _neuron_update as correction
from grader.sheets._activations import ACTIVATIONS

HALF = Fraction(1, 2)
TANH_1, LOGISTIC_1 = 0.761594155955765, 0.731058578630005
LOGISTIC_HALF, TANH_HALF = 0.622459331201855, 0.462117157260010
"""From tables of the functions, as in `test_real.py`."""

UPDATED = {
    "w": 10, "b": 10, "alpha": 2, "delta": 3, "y": 5, "e": 7, "delta_j": 11, "y_i": 13, "w_transpuesto": 17,
    "y_propia": 19, "neta_j": 23, "delta_otra": 29,
}  # fmt: skip
BACK = {"e": 8, "y": HALF, "neta": 3}

WRONG = (  # rules for one cell, the numbers that they may take, and what each gives
    (
        forward.WRONG_NET,
        {"w": (2, -1), "y": (3, 4), "b": 5, "w_columna": (2, 7)},
        {"neta-sin-bias": 2, "bias-restado": -3, "w-transpuesto": 39},
    ),
    (forward.WRONG_LOGISTIC, {"neta": 1}, {
        "sin-activacion": 1, "otra-activacion": TANH_1, "exponente-sin-signo": 1 - LOGISTIC_1,
    }),
    (forward.WRONG_TANH, {"neta": 1}, {"sin-activacion": 1, "otra-activacion": LOGISTIC_1}),
    (forward.WRONG_CUBIC, {"neta": 5}, {"sin-activacion": 5, "cubo-por-triple": 15, "cubo-por-cuadrado": 25}),
    (backward.WRONG_OUTPUT_ERROR, {"d": 1, "y": 3}, {"signo-del-error": 2, "error-al-cuadrado": 4}),
    (
        backward.WRONG_HIDDEN_ERROR,
        {
            "w": (2, -1), "delta": (3, 4), "alpha": 10, "y": 5, "w_fila": (2, 7), "e": (6, 8), "w_propio": 7,
            "delta_propio": 4, "d": 1,
        },
        {
            "w-transpuesto": 34, "errores-por-deltas": 4, "error-sin-pesos": 7,
            "pesos-actualizados": (2 + 150) * 3 + (-1 + 200) * 4, "solo-un-termino": 28, "deseado-en-la-oculta": -4,
        },
    ),
    ((backward.WRONG_SUMMAND,), {"w_resto": (2, 5), "delta_resto": (3, 1)}, {"suma-parcial": 11}),
    (backward.WRONG_DELTA_LOGISTIC, BACK, {
        "fuera-la-derivada": 8, "derivada-de-otra": 6, "derivada-en-la-neta": -48,
        "derivada-en-y-por-neta": 8 * LOGISTIC_HALF * (1 - LOGISTIC_HALF), "delta-sin-error": Fraction(1, 4),
    }),
    (backward.WRONG_DELTA_TANH, BACK, {
        "fuera-la-derivada": 8, "derivada-de-otra": 2, "derivada-en-la-neta": -64,
        "derivada-en-y-por-neta": 8 * (1 - TANH_HALF * TANH_HALF), "derivada-sin-cuadrado": 4,
        "delta-sin-error": Fraction(3, 4),
    }),
    (backward.WRONG_DELTA_RELU, BACK, {"derivada-de-relu-es-su-salida": 4}),
    (backward.WRONG_DELTA_CUBIC, BACK, {
        "fuera-la-derivada": 8, "derivada-en-y-por-neta": 6, "derivada-sin-el-tres": 72,
    }),
    (correction.WRONG_WEIGHT, UPDATED, {
        "sin-alfa": 25, "indices-cambiados": 296, "delta-de-otra-capa": 300, "fuera-la-derivada": 80,
        "correccion-restada": -20, "solo-la-correccion": 30, "w-transpuesto": 47, "su-propia-salida": 124,
        "sin-la-entrada": 16, "neta-por-salida": 148,
    }),
    (correction.WRONG_BIAS, UPDATED, {
        "sin-alfa": 13, "delta-de-otra-capa": 68, "fuera-la-derivada": 24, "correccion-restada": 4,
        "solo-la-correccion": 6, "bias-sin-actualizar": 10, "bias-por-su-salida": 124,
    }),
)  # fmt: skip
QUANTITIES = ("net", "output", "output", "output", "error", "error", "error", *["delta"] * 4, "updated", "updated")


@pytest.mark.parametrize(
    ("wrong", "letters", "values", "quantity"),
    [(*it, quantity) for it, quantity in zip(WRONG, QUANTITIES, strict=True)],
    ids=[f"{quantity}-{place}" for place, quantity in enumerate(QUANTITIES)],
)
def test_each_wrong_rule_gives_what_it_gives_by_hand(wrong, letters, values, quantity):
    found = {rule.slug: rule.formula(*bind(rule.formula, letters)) for rule in wrong}
    assert found == pytest.approx(values, rel=1e-14)
    assert {rule.quantity for rule in wrong} == {quantity}


RIGHT = {  # the output for a neta of 3 and one of −2, and the delta of an error of 8 where y is ½
    "linear": (3, -2, 8, 8),
    "logistic": (0.952574126822433, 0.119202922022118, 2, 2),
    "tanh": (0.995054753686730, -0.964027580075817, 6, 6),
    "relu": (3, 0, 8, 0),
    "cubic": (27, -8, 216, 96),
}


@pytest.mark.parametrize("name", RIGHT)
def test_each_activation_and_its_derivative(name):
    it = ACTIVATIONS[name]
    netas = (3, -2)
    deltas = [it.delta(*bind(it.delta, {**BACK, "neta": neta})) for neta in netas]
    assert [*map(it.output, netas), *deltas] == pytest.approx(list(RIGHT[name]), rel=1e-14)


def test_every_activation_is_known_by_its_spanish_name():
    assert {name: (it.words, it.short) for name, it in ACTIVATIONS.items()} == {
        "linear": ("lineales", "lineal"),
        "logistic": ("sigmoidales", "sigmoidal"),
        "tanh": ("tangente sigmoidales (tanh)", "tanh"),
        "relu": ("ReLU", "ReLU"),
        "cubic": ("cúbicas (neta³)", "cúbica"),
    }


def test_a_step_of_gradient_descent():
    assert forward.net((2, -1), (3, 4), 5) == 7
    assert backward.error_of_output(1, 3) == -2
    assert backward.error_of_hidden((2, -1), (3, 4)) == 2
    assert (correction.updated_weight(10, 2, 3, 5), correction.updated_bias(10, 2, 3)) == (40, 16)


def test_the_wrong_rules_of_an_activation_are_its_own():
    """Whose derivative is simple has none to exchange it with."""
    found = {name: (it.wrong_output, it.wrong_delta) for name, it in ACTIVATIONS.items()}
    assert found == {
        "linear": ((), ()),
        "logistic": (forward.WRONG_LOGISTIC, backward.WRONG_DELTA_LOGISTIC),
        "tanh": (forward.WRONG_TANH, backward.WRONG_DELTA_TANH),
        "relu": ((), backward.WRONG_DELTA_RELU),
        "cubic": (forward.WRONG_CUBIC, backward.WRONG_DELTA_CUBIC),
    }
