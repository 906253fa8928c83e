"""Backpropagation through three layers with other activations than the seed's, every number worked by hand."""

from fractions import Fraction

import pytest

from grader import evaluate
from grader.model import Instance, Layer, Role
from grader.sheets._complex_step import counted
from grader.sheets._network import network, why_no_network
from grader.sheets.backprop import FAMILY, build, ill_posed

COLUMNS = ("net", "output", "error", "delta", "updated")


def vector(name, numbers):
    return {f"{name}[{i}]": it for i, it in enumerate(numbers, 1)}


def neurons(name, activation, weights, biases, update=""):
    matrix = {f"weights[{i},{j}]": it for i, row in enumerate(weights, 1) for j, it in enumerate(row, 1)}
    said = {"update": update} if update else {}
    parameters = {"activation": activation, **matrix, **vector("biases", biases), **said}
    return Layer("neurons", name, name, parameters)


def inputs(*numbers):
    return Layer("inputs", "Entrada", "Entrada", vector("values", numbers))


def training(*targets, decimals=4, rate=0.1):
    numbers = {**vector("targets", targets), "rate": rate, "decimals": decimals}
    return Layer("training", "Entrenamiento", "Entrenamiento", numbers)


UNO = neurons("Capa uno", "relu", ((1, 2), (3, -2)), (0.5, -1), "b(1)")
DOS = neurons("Capa dos", "cubic", ((0.2, 1), (0.4, 2), (-0.2, 1)), (0, -1, 0.1), "w(2,1)")
SALIDA = neurons("Salida", "linear", ((1, -1, 2),), (1,))
LAYERS = (inputs(1, 2), UNO, DOS, SALIDA, training(0.603))


def instance(*layers, draw=-1, columns=COLUMNS):
    return Instance("red", 1, "Red", "", "", True, columns, (), layers, draw, family="backprop")


SHEET = build(instance(*LAYERS))
SQUARE = build(
    instance(
        inputs(1, 2),
        neurons("Oculta", "linear", ((1, 2), (3, -2)), (0, 3), "w(1,2), w(2,2)"),
        neurons("Salida", "linear", ((2, 3), (1, -1)), (1, 0), "w(1,2)"),
        training(14, 5),
    )
)
"""Oculta y = (5; 2), Salida y = (17; 3), so δ = (−3; 2) there and (−4; −11) before: 2·(−3) + 1·2, 3·(−3) − 1·2."""
WIDE = build(
    instance(
        inputs(1),
        neurons("Oculta", "linear", ((1,), (2,), (3,), (4,)), (0, 0, 0, 0), "b(3), b(4)"),
        neurons("Salida {1}", "linear", ((1, 0, 2, 1), (0, 1, 0, 2), (0, 0, 1, 5)), (0, 0, 0)),
        training(12, 12, 26),
    )
)
"""Four neurons before three: y = (11; 10; 23), δ = (1; 2; 3)."""
VALUES = {  # x = (1; 2), d = 0,603, α = 0,1
    "Capa uno 1/net": 5.5,  # 1·1 + 2·2 + 0,5
    "Capa uno 1/output": 5.5,
    "Capa uno 2/net": -2,
    "Capa uno 2/output": 0,
    "Capa dos 1/net": 1.1,  # 0,2·5,5
    "Capa dos 1/output": 1.331,
    "Capa dos 2/net": 1.2,
    "Capa dos 2/output": 1.728,
    "Capa dos 3/net": -1,
    "Capa dos 3/output": -1,
    "Salida 1/net": -1.397,  # 1,331 − 1,728 − 2 + 1
    "Salida 1/output": -1.397,
    "Salida 1/error": 2,
    "Salida 1/delta": 2,
    "Capa dos 1/error": 2,
    "Capa dos 1/delta": 7.26,  # 2·3·1,21
    "Capa dos 2/error": -2,
    "Capa dos 2/delta": -8.64,
    "Capa dos 3/error": 4,
    "Capa dos 3/delta": 12,
    "Capa uno 1/error": -4.404,  # 0,2·7,26 − 0,4·8,64 − 0,2·12
    "Capa uno 1/delta": -4.404,
    "b(1) Capa uno/updated": 0.0596,
    "w(2,1) Capa dos/updated": -4.352,  # 0,4 − 0,1·8,64·5,5
}


def test_every_cell_is_that_of_the_hand():
    right = evaluate.answers(SHEET)
    asked = {ref: float(right[ref]) for ref, cell in SHEET.cells.items() if cell.role is Role.ASKED}
    assert asked == pytest.approx(VALUES)
    assert {ref: float(it) for ref, it in counted(SHEET.instance).items() if ref in VALUES} == pytest.approx(VALUES)


def test_what_is_printed_stands_as_given_cells():
    right = evaluate.answers(SHEET)
    given = {ref: right[ref] for ref, cell in SHEET.cells.items() if cell.role is Role.GIVEN}
    assert len(given) == 2 + 6 + 9 + 4 + 1 + 1
    assert (given["Entrada/x(2)"], given["Capa uno/w(2,1)"], given["Capa dos/b(3)"]) == (2, 3, Fraction(1, 10))
    assert (given["Entrenamiento/d(1)"], given["Entrenamiento/alpha"]) == (Fraction("0.603"), Fraction(1, 10))
    assert all(it.decimals == 4 for it in SHEET.cells.values() if it.role is Role.ASKED)


def wrong(sheet, ref):
    """Every wrong rule of a cell on the right numbers, in the order of the sheet."""
    right = evaluate.answers(sheet)
    rules = [it for it in sheet.rewirings if it.cell == ref]
    return [(it.slug, float(evaluate.follow(it.formula, it.args, right))) for it in rules]


WRONG = {
    "Capa uno 1/net": (("neta-sin-bias", 5), ("bias-restado", 4.5), ("w-transpuesto", 7.5)),  # 1·1 + 3·2 + 0,5
    "Capa dos 1/net": (("neta-sin-bias", 1.1), ("bias-restado", 1.1)),  # no square matrix: no column to take
    "Capa uno 1/output": (),
    "Capa dos 2/output": (("sin-activacion", 1.2), ("cubo-por-triple", 3.6), ("cubo-por-cuadrado", 1.44)),
    "Salida 1/error": (("signo-del-error", -2), ("error-al-cuadrado", 4)),
    "Salida 1/delta": (),
    "Capa uno 1/error": (
        ("errores-por-deltas", -1.2),
        ("error-sin-pesos", 10.62),
        ("pesos-actualizados", 144.84246),  # 4,193·7,26 + 4,352·8,64 + 6,4·12
        ("solo-un-termino", 1.452),
        ("deseado-en-la-oculta", -4.897),
        ("suma-parcial", -5.856),
        ("suma-parcial", -0.948),
        ("suma-parcial", -2.004),
    ),
    "Capa dos 2/error": (  # the output has one neuron: nothing to leave out, and no target is its own
        ("errores-por-deltas", -2),
        ("error-sin-pesos", 2),
        ("pesos-actualizados", -1.3088),  # (−1 + 0,1·2·1,728)·2
    ),
    "b(1) Capa uno/updated": (
        ("sin-alfa", -3.904),
        ("delta-de-otra-capa", 1.226),
        ("fuera-la-derivada", 0.0596),
        ("correccion-restada", 0.9404),
        ("solo-la-correccion", -0.4404),
        ("bias-sin-actualizar", 0.5),
        ("bias-por-su-salida", -1.9222),
    ),
    "w(2,1) Capa dos/updated": (
        ("sin-alfa", -47.12),
        ("indices-cambiados", 0.4),
        ("fuera-la-derivada", -0.7),
        ("correccion-restada", 5.152),
        ("solo-la-correccion", -4.752),
        ("su-propia-salida", -1.092992),
        ("sin-la-entrada", -0.464),
        ("neta-por-salida", -4.352),
    ),
}


WRONG_IN_A_SQUARE = {
    "Salida 2/net": (("neta-sin-bias", 3), ("bias-restado", 3), ("w-transpuesto", 13)),  # 3·5 − 1·2
    "Oculta 2/error": (
        ("w-transpuesto", -5),  # 1·(−3) − 1·2
        ("errores-por-deltas", -11),
        ("error-sin-pesos", -1),
        ("pesos-actualizados", -8.4),  # 2,4·(−3) − 0,6·2
        ("deseado-en-la-oculta", 3),
        ("suma-parcial", -2),
        ("suma-parcial", -9),
    ),
    "w(1,2) Salida/updated": (  # 3 − 0,1·3·2
        ("sin-alfa", -3),
        ("indices-cambiados", 4),  # 3 + 0,1·2·5
        ("delta-de-otra-capa", 2.2),
        ("fuera-la-derivada", 2.4),
        ("correccion-restada", 3.6),
        ("solo-la-correccion", -0.6),
        ("w-transpuesto", 0.4),
        ("su-propia-salida", -2.1),
        ("sin-la-entrada", 2.7),
        ("neta-por-salida", 2.4),
    ),
    "w(1,2) Oculta/updated": (  # 2 − 0,1·4·2
        ("sin-alfa", -6),
        ("indices-cambiados", 0.9),  # 2 − 0,1·11·1
        ("delta-de-otra-capa", 1.4),
        ("fuera-la-derivada", 1.2),
        ("correccion-restada", 2.8),
        ("solo-la-correccion", -0.8),
        ("w-transpuesto", 2.2),
        ("su-propia-salida", 0),
        ("sin-la-entrada", 1.6),
    ),
    "w(2,2) Oculta/updated": (  # −2 − 0,1·11·2: row and column are the same
        ("sin-alfa", -24),
        ("delta-de-otra-capa", -1.6),
        ("fuera-la-derivada", -4.2),
        ("correccion-restada", 0.2),
        ("solo-la-correccion", -2.2),
        ("su-propia-salida", -4.2),
        ("sin-la-entrada", -3.1),
    ),
}
WRONG_BEFORE_THREE = {
    "Oculta 3/error": (  # 2·1 + 0·2 + 1·3
        ("errores-por-deltas", 5),
        ("error-sin-pesos", 6),
        ("pesos-actualizados", 9.2),  # 2,3·1 + 0,6·2 + 1,9·3
        ("solo-un-termino", 3),
        ("deseado-en-la-oculta", 23),
        ("suma-parcial", 3),
        ("suma-parcial", 5),
        ("suma-parcial", 2),
    ),
    "Oculta 4/error": (  # 1·1 + 2·2 + 5·3: it has neither a counterpart nor a target
        ("errores-por-deltas", 20),
        ("error-sin-pesos", 6),
        ("pesos-actualizados", 25.6),  # 1,4·1 + 2,8·2 + 6,2·3
        ("suma-parcial", 19),
        ("suma-parcial", 16),
        ("suma-parcial", 5),
    ),
}


@pytest.mark.parametrize(
    ("sheet", "ref", "told"),
    [
        (sheet, ref, told)
        for sheet, wrongs in ((SHEET, WRONG), (SQUARE, WRONG_IN_A_SQUARE), (WIDE, WRONG_BEFORE_THREE))
        for ref, told in wrongs.items()
    ],
)
def test_the_wrong_rules_of_a_cell_by_hand(sheet, ref, told):
    found = wrong(sheet, ref)
    assert [slug for slug, _ in found] == [slug for slug, _ in told]
    assert [it for _, it in found] == pytest.approx([it for _, it in told])


def test_the_neuron_that_is_left_out_is_named():
    told = [it.sentence for it in SHEET.rewirings if it.slug == "suma-parcial" and it.cell == "Capa uno 1/error"]
    assert told == [f"a la suma le falta la neurona Capa dos {i}" for i in (1, 2, 3)]
    braced = [it.sentence.format_map({}) for it in WIDE.rewirings if it.slug == "suma-parcial"]
    assert braced[:3] == [f"a la suma le falta la neurona Salida {{1}} {i}" for i in (1, 2, 3)]


@pytest.mark.parametrize(("neta", "output"), [(1000, 1), (-1000, 0), (0, 0.5)])
def test_no_neta_is_too_large_for_a_sigmoid_nor_for_its_second_opinion(neta, output):
    far = instance(inputs(1), neurons("Salida", "logistic", ((neta,),), (0,), "b(1)"), training(1))
    assert counted(far)["Salida 1/output"] == output
    assert float(evaluate.answers(build(far))["Salida 1/output"]) == pytest.approx(output, abs=1e-15)


def test_the_slope_of_relu_at_zero_is_zero():
    """As in PyTorch and TensorFlow."""
    corner = instance(inputs(1), neurons("Salida", "relu", ((2,),), (-2,), "b(1)"), training(1))
    assert (counted(corner)["Salida 1/error"], counted(corner)["Salida 1/delta"]) == (1, 0)
    assert evaluate.answers(build(corner))["Salida 1/delta"] == 0


def test_a_neuron_is_called_by_its_layers_initial_where_no_other_has_it():
    net = network(LAYERS)
    called = [layer.output(2 if layer.size > 1 else 1).symbol for layer in net.layers]
    assert called == ["y_Capa uno 2", "y_Capa dos 2", "y_s1"]
    uno, dos, salida = net.layers
    symbols = [it.symbol for it in (uno.weight(2, 1), dos.bias(3), salida.net(1), dos.error(1), uno.delta(2))]
    assert symbols == ["w_2,1", "b_3", "neta_s1", "e_Capa dos 1", "delta_Capa uno 2"]
    assert [it.symbol for it in (*net.inputs, *net.targets, net.rate)] == ["x_1", "x_2", "d_1", "alpha"]


def test_only_columns_that_are_printed_are_asked():
    sheet = build(instance(*LAYERS, columns=("updated",)))
    assert [row.layer for row in sheet.rows] == ["b(1) Capa uno", "w(2,1) Capa dos"]
    assert {ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED} == {
        "b(1) Capa uno/updated", "w(2,1) Capa dos/updated",
    }  # fmt: skip
    assert [row.layer for row in SHEET.rows] == [
        "Capa uno 1", "Capa uno 2", "Capa dos 1", "Capa dos 2", "Capa dos 3", "Salida 1",
        "b(1) Capa uno", "w(2,1) Capa dos",
    ]  # fmt: skip


def test_what_stands_behind_an_update_is_all_that_is_asked():
    """A weight of the output needs no error of a hidden neuron, and of its own layer one neuron only."""
    two = neurons("Salida", "linear", ((1, -1), (2, 1)), (1, 0), "w(2,1)")
    sheet = build(instance(inputs(1, 2), neurons("Oculta", "tanh", ((1, 2), (3, -2)), (0, 0)), two, training(1, 0)))
    assert [ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED] == [
        "Oculta 1/net", "Oculta 1/output", "Oculta 2/net", "Oculta 2/output", "Salida 2/net", "Salida 2/output",
        "Salida 2/error", "Salida 2/delta", "w(2,1) Salida/updated",
    ]  # fmt: skip


def told(layer):
    return FAMILY.kinds[layer.kind].sentence(layer)


def test_the_data_are_told_in_the_list():
    assert told(inputs(1, -0.5)) == "X = (1; −0,5)"
    assert told(UNO) == "2 neuronas ReLU, b = (0,5; −1)"
    assert told(SALIDA) == "1 neurona lineal, b = (1)"
    assert told(training(0, 1.5, decimals=3)) == (
        "salidas deseadas D = (0; 1,5); razón de aprendizaje α = 0,1; "
        "cada resultado se escribe redondeado a 3 decimales"
    )
    assert [FAMILY.kinds[it.kind].detail(it) for it in (LAYERS[0], UNO, LAYERS[-1])] == ["", "ReLU", ""]


def test_matrices_and_drawing_name_what_the_sheet_asks():
    uno, dos, salida = FAMILY.matrices(SHEET.instance)
    assert (uno.letter, uno.of, uno.rows) == ("W", "Capa uno", (("1", "2"), ("3", "−2")))
    assert (dos.rows[2], salida.rows) == (("−0,2", "1"), (("1", "−1", "2"),))
    entrada, one, two, last = FAMILY.drawn(SHEET.instance)
    assert (entrada.name, entrada.neurons) == ("Entrada", ("x1", "x2"))
    assert (one.name, one.caption, one.neurons) == ("Capa uno", "ReLU", ("Capa uno 1", "Capa uno 2"))
    assert (one.named, two.named, last.named) == (((1, 0, "b(1)"),), ((2, 1, "w(2,1)"),), ())


ORDER = "van en orden: una entrada (inputs), una o más capas (neurons) y el final (training)"
ROWS = "(una fila por neurona, una columna por entrada)"
BAD_UPDATE = '«{}» no se entiende; se escribe update = "w(2,4), b(1)"'


@pytest.mark.parametrize(
    ("layers", "faults"),
    [
        (LAYERS, []),
        (LAYERS[1:], [("", ORDER)]),
        (LAYERS[:-1], [("", ORDER)]),
        ((LAYERS[0], LAYERS[-1]), [("", ORDER)]),
        ((LAYERS[0], LAYERS[0], LAYERS[-1]), [("", ORDER)]),
        (
            (inputs(1, 2, 3), *LAYERS[1:]),
            [("[1].weights", f"la matriz es de 2 × 2 y debe tener 2 filas y 3 columnas {ROWS}")],
        ),
        (
            (*LAYERS[:3], neurons("Salida", "linear", ((1, -1, 2), (1, 1, 1)), (1,)), LAYERS[-1]),
            [("[3].weights", f"la matriz es de 2 × 3 y debe tener 1 fila y 3 columnas {ROWS}")],
        ),
        ((*LAYERS[:-1], training(1, 0)), [("[4].targets", "la salida tiene 1 neurona: lleva 1 valor")]),
        ((*LAYERS[:-1], training(1, decimals=10)), []),
        ((*LAYERS[:-1], training(1, decimals=11)), [("[4].decimals", "son demasiados; hasta 10")]),
        (
            (LAYERS[0], neurons("Salida", "linear", ((1, 1),), (1,)), training(1)),
            [("[1].update", 'no se pide actualizar nada; por ejemplo, update = "w(1,2), b(1)"')],
        ),
        *(
            ((LAYERS[0], neurons("Salida", "linear", ((1, 1),), (1,), text), training(1)), faults)
            for text, faults in {
                "w(1,2), b(1)": [],
                " w ( 1 , 1 ) ": [],
                "w(1,2) b(1)": [("[1].update", BAD_UPDATE.format("w(1,2) b(1)"))],
                "x(1)": [
                    ("[1].update", BAD_UPDATE.format("x(1)")),
                    ("[1].update", 'no se pide actualizar nada; por ejemplo, update = "w(1,2), b(1)"'),
                ],
                **{
                    it: [("[1].update", f"la capa tiene 1 neurona y 2 entradas: no hay «{it}»")]
                    for it in ("w(2,1)", "w(0,1)", "w(1,3)", "w(1,0)", "b(2)", "b(0)")
                },
            }.items()
        ),
    ],
)  # fmt: skip
def test_what_is_no_network_says_where_and_why(layers, faults):
    assert [(it.path, it.message) for it in why_no_network(layers)] == faults


OFF = "la neurona «Salida 1» está apagada: su neta no es positiva"


def posed(activation, neta, *, draw=0, target=5, decimals=4):
    """Why one neuron with this neta is no work for a hand."""
    one = neurons("Salida", activation, ((1,),), (0,), "b(1)")
    return ill_posed(instance(inputs(neta), one, training(target, decimals=decimals), draw=draw))


def saturated(neta):
    return f"la neurona «Salida 1» está saturada: su neta es {neta}"


@pytest.mark.parametrize(
    ("activation", "neta", "why"),
    [
        ("tanh", 2.5, ""), ("tanh", -2.6, saturated("-2,60")), ("logistic", 4, ""),
        ("logistic", 4.25, saturated("4,25")), ("relu", 20, ""), ("relu", 20.5, saturated("20,50")),
        ("relu", 0.1, ""), ("relu", 0.05, OFF), ("linear", -20, ""), ("linear", 21, saturated("21,00")),
        ("cubic", -3, ""), ("cubic", 3.1, saturated("3,10")),
    ],
)  # fmt: skip
def test_a_drawn_neuron_is_neither_saturated_nor_off(activation, neta, why):
    assert posed(activation, neta) == why
    assert posed(activation, neta, draw=-1) in (
        "",
        "«Salida 1/delta» casi desaparece: pide más decimales u otros números",
    )


def test_an_answer_keeps_two_digits():
    """With 4 decimals 0,0010 is the least; an author is told it too."""
    assert posed("linear", 1, target=1.001) == ""
    assert posed("linear", 1, target=0.999) == ""
    vanishing = "«Salida 1/error» casi desaparece: pide más decimales u otros números"
    assert posed("linear", 1, target=1.0009) == vanishing
    assert posed("linear", 1, target=1.0009, draw=-1) == vanishing
    assert posed("linear", 1, target=1.001, decimals=3) == vanishing
    saturated = "«Salida 1/delta» casi desaparece: pide más decimales u otros números"
    assert posed("tanh", 2.5, target=0.9966) == saturated  # e = 0,0100, of which the slope leaves 0,0266


def test_letters_are_explained_and_columns_known_by_other_names():
    assert set(FAMILY.letters) == {"w", "b", "neta", "y", "d", "e", "δ", "α"}
    assert {name: " ".join(it.also) for name, it in FAMILY.columns.items()} == {
        "net": "net neto z suma entrada neta",
        "output": "y salida salidas f(neta) output",
        "error": "e error errores",
        "delta": "δ delta deltas gradiente local",
        "updated": "valor nuevo actualizado t+1 nuevo w(t+1) new value updated",
    }
