"""Each wrong answer of a gradient exercise that has its sentence, written out from the convention of the indices."""

import pytest

from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.evaluate import answers, follow
from grader.generate.blueprint import parse_blueprint
from grader.generate.draw import draw, seed
from grader.model import Role, Verdict, Written
from grader.sheets import FAMILIES, build


def layer(name, units, activation, **more):
    return {"kind": "neurons", "name": name, "units": units, "activation": activation, **more}


def weight(to, source):
    return {"kind": "weight", "name": "Peso", "to": to, "from": source}


def blueprint(*rows):
    table = {"columns": ["detail", "expression"]}
    data = {"id": "red", "version": 1, "family": "gradient", "title": "Red", "table": table, "rows": list(rows)}
    return parse_blueprint(data, "red.toml")


def sheet(*rows):
    return build(blueprint(*rows).original())


CURVED = sheet(layer("A", 2, "linear"), layer("B", 3, "tanh"), weight(1, 2), layer("C", 2, "logistic"),
               layer("D", 3, "cubic", neuron=2))  # fmt: skip
"""The weight w(1,2) leaves layer 2."""
STRAIGHT = sheet(layer("A", 3, "logistic"), weight(2, 3), layer("B", 3, "linear", row=False),
                 layer("C", 2, "tanh", neuron=1), layer("D", 4, "linear", row=False))  # fmt: skip
"""Of layers without a row only the one that the weight reaches is asked; the derivative of two of them is 1."""
LONE = sheet(layer("A", 2, "linear"), weight(1, 2), layer("B", 2, "tanh"), layer("C", 1, "logistic", neuron=1))
"""One output."""
LONE_SECOND = sheet(layer("A", 2, "linear"), weight(2, 1), layer("B", 2, "tanh"), layer("C", 1, "linear", neuron=1))
PAIR = sheet(layer("A", 2, "linear"), weight(1, 2), layer("B", 3, "tanh"), layer("C", 2, "linear", neuron=1))

RIGHT = (
    (CURVED, {
        "Error 4": "d₂ − y₂⁽⁴⁾",
        "Delta 4": "e₂⁽⁴⁾·3·(neta₂⁽⁴⁾)²",
        "Error 3": "Σᵢ₌₁³ wᵢ₁⁽³⁾·δᵢ⁽⁴⁾",
        "Delta 3": "e₁⁽³⁾·y₁⁽³⁾·(1 − y₁⁽³⁾)",
        "Peso": "w₁₂⁽²⁾(t) + α·δ₁⁽³⁾·y₂⁽²⁾",
    }),
    (STRAIGHT, {
        "Error 3": "Σᵢ₌₁⁴ wᵢ₁⁽³⁾·δᵢ⁽⁴⁾",
        "Delta 3": "e₁⁽³⁾·(1 − (y₁⁽³⁾)²)",
        "Error 2": "Σᵢ₌₁² wᵢ₂⁽²⁾·δᵢ⁽³⁾",
        "Delta 2": "e₂⁽²⁾",
        "Peso": "w₂₃⁽¹⁾(t) + α·δ₂⁽²⁾·y₃⁽¹⁾",
    }),
)  # fmt: skip


@pytest.mark.parametrize(("it", "right"), RIGHT)
def test_a_layer_is_asked_where_it_has_a_row_or_the_weight_reaches_it(it, right):
    asked = {ref: cell for ref, cell in it.cells.items() if cell.role is Role.ASKED}
    assert {ref: str(answers(it)[ref]) for ref in asked} == {f"{row}/expression": text for row, text in right.items()}
    assert [row.layer for row in it.rows] == [*right]


def test_each_row_names_what_it_asks_for():
    assert [(row.kind, row.detail, row.label) for row in CURVED.rows] == [
        ("neurons", "e₂⁽⁴⁾", "Error de la capa 4"),
        ("neurons", "δ₂⁽⁴⁾", "Delta de la capa 4"),
        ("neurons", "e₁⁽³⁾", "Error de la capa 3"),
        ("neurons", "δ₁⁽³⁾", "Delta de la capa 3"),
        ("weight", "w₁₂⁽²⁾(t+1)", "Peso"),
    ]


OF_PARTS = (
    "Σᵢ₌₁² wᵢ₁⁽³⁾·δᵢ⁽⁴⁾", "w₂₁⁽³⁾·δ₂⁽⁴⁾ + w₃₁⁽³⁾·δ₃⁽⁴⁾", "w₃₁⁽³⁾·δ₃⁽⁴⁾", "w₁₁⁽³⁾·δ₁⁽⁴⁾",
)  # fmt: skip
WRONG = (
    (CURVED, "Error 4", {
        "signo-del-error": ["y₂⁽⁴⁾ − d₂"],
        "error-cuadratico": ["(d₂ − y₂⁽⁴⁾)²", "(d₂ − y₂⁽⁴⁾)²/2"],
    }),
    (CURVED, "Delta 4", {
        "derivada-de-otra-activacion": ["e₂⁽⁴⁾·(1 − (y₂⁽⁴⁾)²)", "e₂⁽⁴⁾·y₂⁽⁴⁾·(1 − y₂⁽⁴⁾)"],
        "derivada-en-y-por-neta": ["e₂⁽⁴⁾·3·(y₂⁽⁴⁾)²"],
        "fuera-la-derivada": ["e₂⁽⁴⁾"],
        "funcion-por-derivada": ["e₂⁽⁴⁾·y₂⁽⁴⁾"],
        "signo-del-error": ["(−e₂⁽⁴⁾)·f′(neta₂⁽⁴⁾)"],
        "error-de-otra-capa": ["e₂⁽³⁾·f′(neta₂⁽⁴⁾)"],
    }),
    (CURVED, "Error 3", {
        "suma-parcial": [*OF_PARTS],
        "w-transpuesto": ["Σᵢ₌₁³ w₁ᵢ⁽³⁾·δᵢ⁽⁴⁾", "Σᵢ₌₁³ wᵢ₂⁽³⁾·δᵢ⁽⁴⁾"],
        "fuera-la-derivada": ["Σᵢ₌₁³ wᵢ₁⁽³⁾·eᵢ⁽⁴⁾"],
        "olvida-pesos": ["Σᵢ₌₁³ δᵢ⁽⁴⁾"],
        "usa-pesos-actualizados": ["Σᵢ₌₁³ wᵢ₁⁽³⁾(t+1)·δᵢ⁽⁴⁾"],
        "error-de-salida-en-oculta": ["d₁ − y₁⁽³⁾"],
        "signo-del-error": ["−(Σᵢ₌₁³ wᵢ₁⁽³⁾·δᵢ⁽⁴⁾)"],
        "delta-de-otra-capa": ["Σᵢ₌₁³ wᵢ₁⁽³⁾·δᵢ⁽³⁾"],
        "suma-de-otra-capa": ["Σᵢ₌₁² wᵢ₁⁽³⁾·δᵢ⁽⁴⁾"],
        "pesos-de-otra-capa": ["Σᵢ₌₁³ wᵢ₁⁽²⁾·δᵢ⁽⁴⁾"],
    }),
    (CURVED, "Delta 3", {
        "derivada-de-otra-activacion": ["e₁⁽³⁾·(1 − (y₁⁽³⁾)²)", "e₁⁽³⁾·3·(neta₁⁽³⁾)²"],
        "derivada-en-y-por-neta": ["e₁⁽³⁾·neta₁⁽³⁾·(1 − neta₁⁽³⁾)", "e₁⁽³⁾·f′(y₁⁽³⁾)"],
        "fuera-la-derivada": ["e₁⁽³⁾"],
        "funcion-por-derivada": ["e₁⁽³⁾·y₁⁽³⁾"],
        "w-transpuesto": ["e₂⁽³⁾·f′(neta₂⁽³⁾)"],
        "signo-del-error": ["(−e₁⁽³⁾)·f′(neta₁⁽³⁾)"],
        "delta-de-otra-capa": ["δ₁⁽⁴⁾·f′(neta₁⁽³⁾)"],
        "error-de-otra-capa": ["e₁⁽⁴⁾·f′(neta₁⁽³⁾)", "e₁⁽²⁾·f′(neta₁⁽³⁾)"],
    }),
    (CURVED, "Peso", {
        "sin-alfa": ["w₁₂⁽²⁾(t) + δ₁⁽³⁾·y₂⁽²⁾"],
        "solo-incremento": ["α·δ₁⁽³⁾·y₂⁽²⁾"],
        "solo-gradiente": ["δ₁⁽³⁾·y₂⁽²⁾", "(−δ₁⁽³⁾)·y₂⁽²⁾"],
        "signo-del-error": ["w₁₂⁽²⁾(t) − α·δ₁⁽³⁾·y₂⁽²⁾"],
        "como-un-sesgo": ["w₁₂⁽²⁾(t) + α·δ₁⁽³⁾"],
        "w-transpuesto": [  # one, two or all three of them with the indices turned
            "w₂₁⁽²⁾(t) + α·δ₂⁽³⁾·y₁⁽²⁾", "w₂₁⁽²⁾(t) + α·δ₁⁽³⁾·y₂⁽²⁾", "w₁₂⁽²⁾(t) + α·δ₂⁽³⁾·y₁⁽²⁾",
            "w₂₁⁽²⁾(t) + α·δ₂⁽³⁾·y₂⁽²⁾", "w₁₂⁽²⁾(t) + α·δ₂⁽³⁾·y₂⁽²⁾", "w₁₂⁽²⁾(t) + α·δ₁⁽³⁾·y₁⁽²⁾",
            "w₂₁⁽²⁾(t) + α·δ₁⁽³⁾·y₁⁽²⁾",
        ],
        "delta-de-otra-capa": [f"w₁₂⁽²⁾(t) + α·δ₁⁽{c}⁾·y₂⁽²⁾" for c in "¹²⁴"],
        "salida-de-otra-capa": [
            *(f"w₁₂⁽²⁾(t) + α·δ₁⁽³⁾·y₂⁽{c}⁾" for c in "¹³⁴"), "w₁₂⁽²⁾(t) + α·δ₁⁽³⁾·y₁⁽³⁾",
        ],
    }),
    (STRAIGHT, "Error 3", {  # no derivative was forgotten: that of layer 4 is 1
        "suma-parcial": [
            "Σᵢ₌₁³ wᵢ₁⁽³⁾·δᵢ⁽⁴⁾", "w₂₁⁽³⁾·δ₂⁽⁴⁾ + w₃₁⁽³⁾·δ₃⁽⁴⁾ + w₄₁⁽³⁾·δ₄⁽⁴⁾", "w₄₁⁽³⁾·δ₄⁽⁴⁾", "w₁₁⁽³⁾·δ₁⁽⁴⁾",
        ],
        "w-transpuesto": ["Σᵢ₌₁⁴ w₁ᵢ⁽³⁾·δᵢ⁽⁴⁾"],
        "olvida-pesos": ["Σᵢ₌₁⁴ δᵢ⁽⁴⁾"],
        "usa-pesos-actualizados": ["Σᵢ₌₁⁴ wᵢ₁⁽³⁾(t+1)·δᵢ⁽⁴⁾"],
        "error-de-salida-en-oculta": ["d₁ − y₁⁽³⁾"],
        "signo-del-error": ["−(Σᵢ₌₁⁴ wᵢ₁⁽³⁾·δᵢ⁽⁴⁾)"],
        "delta-de-otra-capa": ["Σᵢ₌₁⁴ wᵢ₁⁽³⁾·δᵢ⁽³⁾"],
        "suma-de-otra-capa": ["Σᵢ₌₁² wᵢ₁⁽³⁾·δᵢ⁽⁴⁾"],
        "pesos-de-otra-capa": ["Σᵢ₌₁⁴ wᵢ₁⁽²⁾·δᵢ⁽⁴⁾"],
    }),
    (STRAIGHT, "Delta 3", {  # neither an end of the weight nor before a derivative
        "derivada-de-otra-activacion": ["e₁⁽³⁾·y₁⁽³⁾·(1 − y₁⁽³⁾)", "e₁⁽³⁾·3·(neta₁⁽³⁾)²"],
        "derivada-en-y-por-neta": ["e₁⁽³⁾·(1 − (neta₁⁽³⁾)²)", "e₁⁽³⁾·f′(y₁⁽³⁾)"],
        "fuera-la-derivada": ["e₁⁽³⁾"],
        "funcion-por-derivada": ["e₁⁽³⁾·y₁⁽³⁾"],
        "signo-del-error": ["(−e₁⁽³⁾)·f′(neta₁⁽³⁾)"],
        "error-de-otra-capa": ["e₁⁽⁴⁾·f′(neta₁⁽³⁾)", "e₁⁽²⁾·f′(neta₁⁽³⁾)"],
    }),
    (STRAIGHT, "Error 2", {  # layers on both sides, and one beyond
        "suma-parcial": ["w₁₂⁽²⁾·δ₁⁽³⁾", "w₂₂⁽²⁾·δ₂⁽³⁾", "w₂₂⁽²⁾·δ₂⁽³⁾", "w₁₂⁽²⁾·δ₁⁽³⁾"],
        "w-transpuesto": ["Σᵢ₌₁² w₂ᵢ⁽²⁾·δᵢ⁽³⁾", "Σᵢ₌₁² wᵢ₃⁽²⁾·δᵢ⁽³⁾"],
        "fuera-la-derivada": ["Σᵢ₌₁² wᵢ₂⁽²⁾·eᵢ⁽³⁾"],
        "olvida-pesos": ["Σᵢ₌₁² δᵢ⁽³⁾"],
        "usa-pesos-actualizados": ["Σᵢ₌₁² wᵢ₂⁽²⁾(t+1)·δᵢ⁽³⁾"],
        "error-de-salida-en-oculta": ["d₂ − y₂⁽²⁾"],
        "signo-del-error": ["−(Σᵢ₌₁² wᵢ₂⁽²⁾·δᵢ⁽³⁾)"],
        "delta-de-otra-capa": ["Σᵢ₌₁² wᵢ₂⁽²⁾·δᵢ⁽²⁾", "Σᵢ₌₁² wᵢ₂⁽²⁾·δᵢ⁽⁴⁾"],
        "suma-de-otra-capa": ["Σᵢ₌₁³ wᵢ₂⁽²⁾·δᵢ⁽³⁾", "Σᵢ₌₁⁴ wᵢ₂⁽²⁾·δᵢ⁽³⁾"],
        "pesos-de-otra-capa": ["Σᵢ₌₁² wᵢ₂⁽¹⁾·δᵢ⁽³⁾", "Σᵢ₌₁² wᵢ₂⁽³⁾·δᵢ⁽³⁾"],
    }),
    (STRAIGHT, "Delta 2", {  # δ is e: nothing was left out, nothing evaluated in another place
        "derivada-de-otra-activacion": [
            "e₂⁽²⁾·(1 − (y₂⁽²⁾)²)", "e₂⁽²⁾·y₂⁽²⁾·(1 − y₂⁽²⁾)", "e₂⁽²⁾·3·(neta₂⁽²⁾)²",
        ],
        "funcion-por-derivada": ["e₂⁽²⁾·y₂⁽²⁾"],
        "w-transpuesto": ["e₃⁽²⁾·f′(neta₃⁽²⁾)"],
        "signo-del-error": ["(−e₂⁽²⁾)·f′(neta₂⁽²⁾)"],
        "delta-de-otra-capa": ["δ₂⁽³⁾·f′(neta₂⁽²⁾)"],
        "error-de-otra-capa": ["e₂⁽³⁾·f′(neta₂⁽²⁾)", "e₂⁽¹⁾·f′(neta₂⁽²⁾)"],
    }),
    (PAIR, "Error 2", {  # of two terms either may be missing, and w₁₂ be taken for w₂₁
        "suma-parcial": ["w₁₁⁽²⁾·δ₁⁽³⁾", "w₂₁⁽²⁾·δ₂⁽³⁾", "w₂₁⁽²⁾·δ₂⁽³⁾", "w₁₁⁽²⁾·δ₁⁽³⁾"],
        "w-transpuesto": ["Σᵢ₌₁² w₁ᵢ⁽²⁾·δᵢ⁽³⁾", "Σᵢ₌₁² wᵢ₂⁽²⁾·δᵢ⁽³⁾"],
        "olvida-pesos": ["Σᵢ₌₁² δᵢ⁽³⁾"],
        "usa-pesos-actualizados": ["Σᵢ₌₁² wᵢ₁⁽²⁾(t+1)·δᵢ⁽³⁾"],
        "error-de-salida-en-oculta": ["d₁ − y₁⁽²⁾"],
        "signo-del-error": ["−(Σᵢ₌₁² wᵢ₁⁽²⁾·δᵢ⁽³⁾)"],
        "delta-de-otra-capa": ["Σᵢ₌₁² wᵢ₁⁽²⁾·δᵢ⁽²⁾"],
        "suma-de-otra-capa": ["Σᵢ₌₁³ wᵢ₁⁽²⁾·δᵢ⁽³⁾"],
        "pesos-de-otra-capa": ["Σᵢ₌₁² wᵢ₁⁽¹⁾·δᵢ⁽³⁾"],
    }),
    (LONE, "Error 2", {  # w₁₁·δ₁: a sum of one term has no part, and w₁₁ no other order
        "w-transpuesto": ["w₁₂⁽²⁾·δ₁⁽³⁾"],
        "fuera-la-derivada": ["w₁₁⁽²⁾·e₁⁽³⁾"],
        "olvida-pesos": ["δ₁⁽³⁾"],
        "usa-pesos-actualizados": ["w₁₁⁽²⁾(t+1)·δ₁⁽³⁾"],
        "error-de-salida-en-oculta": ["d₁ − y₁⁽²⁾"],
        "signo-del-error": ["−w₁₁⁽²⁾·δ₁⁽³⁾"],
        "delta-de-otra-capa": ["w₁₁⁽²⁾·δ₁⁽²⁾"],
        "suma-de-otra-capa": ["Σᵢ₌₁² wᵢ₁⁽²⁾·δᵢ⁽³⁾"],
        "pesos-de-otra-capa": ["w₁₁⁽¹⁾·δ₁⁽³⁾"],
    }),
    (LONE_SECOND, "Error 2", {  # w₁₂·δ₁
        "w-transpuesto": ["w₂₁⁽²⁾·δ₁⁽³⁾", "w₁₁⁽²⁾·δ₁⁽³⁾"],
        "olvida-pesos": ["δ₁⁽³⁾"],
        "usa-pesos-actualizados": ["w₁₂⁽²⁾(t+1)·δ₁⁽³⁾"],
        "error-de-salida-en-oculta": ["d₂ − y₂⁽²⁾"],
        "signo-del-error": ["−w₁₂⁽²⁾·δ₁⁽³⁾"],
        "delta-de-otra-capa": ["w₁₂⁽²⁾·δ₁⁽²⁾"],
        "suma-de-otra-capa": ["Σᵢ₌₁² wᵢ₂⁽²⁾·δᵢ⁽³⁾"],
        "pesos-de-otra-capa": ["w₁₂⁽¹⁾·δ₁⁽³⁾"],
    }),
)  # fmt: skip


@pytest.mark.parametrize(("it", "row", "wrong"), WRONG)
def test_the_wrong_answers_of_a_cell_by_hand(it, row, wrong):
    found, right = {}, answers(it)
    for rule in it.rewirings:
        if rule.cell == f"{row}/expression":
            found.setdefault(rule.slug, []).append(str(follow(rule.formula, rule.args, right)))
    assert found == wrong


def verdicts(it, **texts):
    written = {f"red/{row.replace('_', ' ')}/expression": (Written(text, ""),) for row, text in texts.items()}
    return {mark.cell.split("/")[1]: mark.verdict for mark in mark_sheet(it, written, Policy())}


def test_a_sum_takes_the_students_own_delta():
    """Of the three deltas of layer 4 the second was asked, and its derivative left out."""
    own = "w_{11}^{(3)}·δ_1^{(4)} + w_{21}^{(3)}·e_2^{(4)} + w_{31}^{(3)}·δ_3^{(4)}"
    found = verdicts(CURVED, Delta_4="e2", Error_3=own)
    assert (found["Delta 4"], found["Error 3"]) == (Verdict.MISCONCEPTION, Verdict.CARRIED)
    other = own.replace("e_2", "δ_2").replace("δ_1", "e_1")
    assert verdicts(CURVED, Delta_4="e2", Error_3=other)["Error 3"] is Verdict.INCORRECT


@pytest.mark.parametrize("outputs", [1, {"original": 1, "min": 1, "max": 3}])
def test_one_output_is_drawn_and_marked(outputs):
    """A sum over one neuron is its only term; a variant is drawn where all wrong rules show."""
    last = layer("C", outputs, "logistic", neuron=1)
    drawn = blueprint(layer("A", {"original": 2, "min": 2, "max": 6}, "linear"), weight(1, 2),
                      layer("B", 2, "tanh"), last)  # fmt: skip
    for it in (build(drawn.original()), build(draw(drawn, seed("salida"), 0, lambda _: True))):
        right = {row.layer.replace(" ", "_"): str(answers(it)[f"{row.layer}/expression"]) for row in it.rows}
        assert {*verdicts(it, **right).values()} == {Verdict.CORRECT}
        assert verdicts(it, Error_2="w_{11}^{(2)}·e_1^{(3)}")["Error 2"] is not Verdict.CORRECT


def test_layers_and_the_weight_are_told_in_the_list():
    layers = CURVED.instance.layers
    sentences = [FAMILIES["gradient"].kinds[it.kind].sentence(it) for it in layers]
    assert sentences == [
        "2 neuronas, función de activación lineal",
        "3 neuronas, función de activación tangente sigmoidal (tanh)",
        "el que se entrena es w(1,2), de la neurona 2 de la capa anterior a la neurona 1 de la siguiente",
        "2 neuronas, función de activación sigmoidal (logística)",
        "3 neuronas, función de activación cúbica",
    ]
    one = LONE.instance.layers[-1]
    assert FAMILIES["gradient"].kinds["neurons"].sentence(one).startswith("1 neurona, ")


def test_the_drawing_shows_each_layer_with_its_function():
    layers = FAMILIES["gradient"].drawn(CURVED.instance)
    assert [(it.name, it.caption, " ".join(it.neurons)) for it in layers] == [
        ("A", "lineal", "1 2"), ("B", "tanh", "1 2 3"), ("C", "logística", "1 2"), ("D", "cúbica", "1 2 3"),
    ]  # fmt: skip
    assert [it.named for it in layers] == [(), (), ((1, 2, "w(1,2)"),), ()]
