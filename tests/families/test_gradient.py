"""Gradients as expressions: the seed's inciso 3 worked by hand, a second opinion by finite differences, its rules."""

from fractions import Fraction
from math import exp, tanh

import pytest

from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.errors import FileFaultsError
from grader.evaluate import answers, follow
from grader.generate.assignment import load_assignment
from grader.generate.blueprint import parse_blueprint
from grader.generate.draw import draw, seed
from grader.model import Role, Written
from grader.neurons import Name, Net, quantity, summed
from grader.sampled import Sample, sample
from grader.sheets import FAMILIES, build

(BLUEPRINT,) = load_assignment(["inciso-3"]).blueprints
SHEET = build(BLUEPRINT.original())

BY_HAND = {
    "Error 6": "d₃ − y₃⁽⁶⁾",
    "Delta 6": "e₃⁽⁶⁾·3·(neta₃⁽⁶⁾)²",
    "Error 5": "Σᵢ₌₁⁶ wᵢ₁⁽⁵⁾·δᵢ⁽⁶⁾",
    "Delta 5": "e₁⁽⁵⁾",
    "Error 4": "Σᵢ₌₁⁴ wᵢ₃⁽⁴⁾·δᵢ⁽⁵⁾",
    "Delta 4": "e₃⁽⁴⁾·(1 − (y₃⁽⁴⁾)²)",
    "Error 3": "Σᵢ₌₁⁵ wᵢ₂⁽³⁾·δᵢ⁽⁴⁾",
    "Delta 3": "e₂⁽³⁾·y₂⁽³⁾·(1 − y₂⁽³⁾)",
    "Error 2": "Σᵢ₌₁⁴ wᵢ₄⁽²⁾·δᵢ⁽³⁾",
    "Delta 2": "e₄⁽²⁾·(1 − (y₄⁽²⁾)²)",
    "Peso": "w₄₂⁽¹⁾(t) + α·δ₄⁽²⁾·y₂⁽¹⁾",
}
"""Worked from the seed's own conclusion, with the printed convention of indices."""


def test_the_seed_is_worked_as_by_hand():
    right = answers(SHEET)
    assert {row.layer: str(right[f"{row.layer}/expression"]) for row in SHEET.rows} == BY_HAND


FUNCTIONS = {
    "linear": lambda x: x,
    "tanh": tanh,
    "logistic": lambda x: 1 / (1 + exp(-x)),
    "cubic": lambda x: x**3,
}
NETS = (
    Net((2, 3, 2), ("linear", "tanh", "logistic")),
    Net((3, 2, 3, 2), ("tanh", "cubic", "linear", "tanh")),
    Net((2, 2, 3), ("logistic", "logistic", "cubic")),
)


def cost(net, held, moved, step):
    """½·Σ(d − y)² after a forward pass in plain floats, with one weight moved."""
    out = [FUNCTIONS[net.activations[0]](held("neta", 1, j)) for j in range(1, net.sizes[0] + 1)]
    for c in range(1, len(net.sizes)):
        weights = [
            [held("w", c, i, j) + (step if moved == (c, i, j) else 0) for j in range(1, net.sizes[c - 1] + 1)]
            for i in range(1, net.sizes[c] + 1)
        ]
        netas = [
            sum(w * y for w, y in zip(row, out, strict=True)) + held("b", c + 1, i)
            for i, row in enumerate(weights, start=1)
        ]
        out = [FUNCTIONS[net.activations[c]](it) for it in netas]
    return sum((held("d", 0, i) - y) ** 2 for i, y in enumerate(out, start=1)) / 2


@pytest.mark.parametrize("net", NETS)
def test_an_updated_weight_is_a_step_against_the_gradient_by_finite_differences(net):
    def held(letter, layer, *indices):
        return float(quantity(net, Name(letter, layer, indices)).values[0])

    for c in range(1, len(net.sizes)):
        for i in range(1, net.sizes[c] + 1):
            for j in range(1, net.sizes[c - 1] + 1):
                h = 1e-5
                slope = (cost(net, held, (c, i, j), h) - cost(net, held, (c, i, j), -h)) / (2 * h)
                expected = held("w", c, i, j) - held("α", 0) * slope
                assert held("w+", c, i, j) == pytest.approx(expected, abs=1e-8)


def test_wrong_rules_show_on_the_seed_and_say_what_is_wrong():
    right = answers(SHEET)
    for rule in SHEET.rewirings:
        assert follow(rule.formula, rule.args, right) != right[rule.cell], (rule.slug, rule.cell)
        assert rule.sentence.strip()
        assert rule.advice.endswith(".")


def test_every_mistake_of_the_seed_has_its_rule():
    """What `inciso 3` of the seed, its teachers and textbooks get wrong."""
    assert {rule.slug for rule in SHEET.rewirings} == {
        "sin-alfa", "w-transpuesto", "delta-de-otra-capa", "derivada-en-y-por-neta", "signo-del-error",
        "usa-pesos-actualizados", "suma-parcial", "fuera-la-derivada", "funcion-por-derivada",
        "derivada-de-otra-activacion", "salida-de-otra-capa", "pesos-de-otra-capa", "error-de-otra-capa",
        "suma-de-otra-capa", "olvida-pesos", "como-un-sesgo", "solo-incremento", "solo-gradiente",
        "error-cuadratico", "error-de-salida-en-oculta",
    }  # fmt: skip


def test_a_layer_without_a_row_asks_for_nothing():
    data = {
        "id": "corto",
        "version": 1,
        "family": "gradient",
        "title": "Corto",
        "table": {"columns": ["detail", "expression"]},
        "rows": [
            {"kind": "neurons", "name": "Entrada", "units": 3, "activation": "linear"},
            {"kind": "weight", "name": "Peso", "to": 2, "from": 1},
            {"kind": "neurons", "name": "Oculta", "units": 4, "activation": "logistic"},
            {"kind": "neurons", "name": "Salida", "units": 3, "activation": "linear", "row": False},
        ],
    }
    sheet = build(parse_blueprint(data, "corto.toml").original())
    asked = {ref: str(answers(sheet)[ref]) for ref, cell in sheet.cells.items() if cell.role is Role.ASKED}
    assert asked == {
        "Error 2/expression": "Σᵢ₌₁³ wᵢ₂⁽²⁾·δᵢ⁽³⁾",
        "Delta 2/expression": "e₂⁽²⁾·y₂⁽²⁾·(1 − y₂⁽²⁾)",
        "Peso/expression": "w₂₁⁽¹⁾(t) + α·δ₂⁽²⁾·y₁⁽¹⁾",
    }


def faulty(**changes):
    data = {
        "id": "malo",
        "version": 1,
        "family": "gradient",
        "title": "Malo",
        "table": {"columns": ["expression"]},
        "rows": [
            {"kind": "neurons", "name": "A", "units": 3, "activation": "linear"},
            {"kind": "weight", "name": "Peso", "to": 2, "from": 1},
            {"kind": "neurons", "name": "B", "units": 4, "activation": "tanh"},
            {"kind": "neurons", "name": "C", "units": 2, "activation": "linear", "neuron": 1},
        ],
    }
    rows = data["rows"]
    for place, change in changes.items():
        rows[int(place.removeprefix("row"))].update(change)
    return data


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"row1": {"to": 5}}, "«B» no tiene la neurona 5"),
        ({"row3": {"neuron": 3}}, "«C» no tiene la neurona 3"),
        ({"row2": {"units": 10}}, "más de 9 neuronas"),
        ({"row2": {"activation": "relu"}}, "relu"),
    ],
)
def test_a_faulty_exercise_says_what_is_wrong(changes, told):
    with pytest.raises(FileFaultsError) as error:
        parse_blueprint(faulty(**changes), "malo.toml")
    assert told in "\n".join(f"{fault.path} {fault.message}" for fault in error.value.faults)


def test_nine_neurons_are_told_by_one_digit():
    assert parse_blueprint(faulty(row2={"units": 9}), "malo.toml").original().layers[2].parameters["units"] == 9


def test_a_weight_stands_between_two_layers_and_each_row_says_its_neuron():
    last = faulty()
    last["rows"].append(last["rows"].pop(1))
    two = faulty()
    two["rows"].insert(3, {**two["rows"][1], "name": "Otro"})
    silent = faulty()
    del silent["rows"][3]["neuron"]
    for data, told in ((last, "entre las dos capas"), (two, "solo uno"), (silent, "di cuál")):
        with pytest.raises(FileFaultsError) as error:
            parse_blueprint(data, "malo.toml")
        assert told in "\n".join(fault.message for fault in error.value.faults)


def test_equal_expressions_are_equal_and_others_are_not():
    a, b = (Sample(quantity(NETS[0], Name("w", 1, (i, 1))).values, f"w{i}") for i in (1, 2))
    assert (a + b) * (a - b) == a**2 - b**2
    assert hash((a + b) ** 2) == hash(a * a + 2 * a * b + b * b)
    assert a * b != a + b
    assert str((a + b) * a - (a - b)) == "(w1 + w2)·w1 − (w1 − w2)"
    assert str(sample(Fraction(1, 2)) * (a + 1)) == "1/2·(w1 + 1)"
    assert str(-(a + b) / (a * b)) == "(−(w1 + w2))/(w1·w2)"


def test_a_sum_is_written_with_its_sign_where_it_counts_up():
    w = [Sample(quantity(NETS[0], Name("w", 1, (i, 2))).values, str(Name("w", 1, (i, 2)))) for i in (1, 2, 3)]
    assert str(summed(w)) == "Σᵢ₌₁³ wᵢ₂⁽¹⁾"
    assert str(summed(w[1:])) == "w₂₂⁽¹⁾ + w₃₂⁽¹⁾"
    assert summed(w) == w[0] + w[1] + w[2]


def test_the_weight_is_named_in_the_drawing():
    layers = FAMILIES["gradient"].drawn(BLUEPRINT.original())
    assert [len(layer.neurons) for layer in layers] == [7, 6, 4, 5, 4, 6]
    assert [layer.named for layer in layers if layer.named] == [((4, 2, "w(4,2)"),)]
    assert layers[1].named


@pytest.mark.parametrize("number", ["original", 0, 1])
def test_each_wrong_rule_is_known_again_as_the_sheet_writes_it(number):
    instance = BLUEPRINT.original() if number == "original" else draw(BLUEPRINT, seed("ideas", str(number)), 0, bool)
    sheet = build(instance)
    right = answers(sheet)
    for rule in sheet.rewirings:
        text = str(follow(rule.formula, rule.args, right))
        path = f"inciso-3/{rule.cell}"
        (mark,) = [it for it in mark_sheet(sheet, {path: (Written(text, ""),)}, Policy()) if it.cell == path]
        assert rule.slug in [it.slug for it in mark.diagnoses], (rule.slug, text)
