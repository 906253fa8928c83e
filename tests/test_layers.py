"""The catalogue of layer kinds, and each wrong rule with the number that it gives (facts/misconceptions.md)."""

import re
import string
from pathlib import Path

import pytest
from classroom import (
    EJEMPLOS,
    FLATTEN,
    computing_on,
    conv,
    dense,
    image,
    lost,
    marks,
    original,
    pool,
    sheet_of,
    variant,
    with_verdict,
    written,
)
from injected import EXERCISES, blueprint

import grader.layers
from grader import evaluate
from grader.check.feedback_words import misconception_sentences
from grader.formula import parameters
from grader.layers import LAYERS
from grader.model import Layer
from grader.sheets._wrong import WRONG_PARAMS, WRONG_SUMMANDS, WRONG_TOTALS
from grader.sheets.parameters import build
from grader.wiring import shape_after

FILES = {
    **{name: {name} for name in (
        "activation", "batch_normalization", "concatenate", "conv1d", "conv2d", "conv3d", "dense", "dropout",
        "embedding", "flatten", "group_normalization", "gru", "identity", "input", "layer_normalization",
        "layer_scale", "lstm", "model", "multi_head_attention", "normalization", "permute", "prelu", "repeat_vector",
        "rescaling", "reshape", "simple_rnn",
    )},
    **{f"pooling{rank}d": {f"max_pooling{rank}d", f"average_pooling{rank}d"} for rank in (1, 2, 3)},
    **{name: {f"{name}{rank}d" for rank in (1, 2, 3)} for name in ("cropping", "upsampling", "zero_padding")},
    **{f"{name}_conv": {f"{name}_conv1d", f"{name}_conv2d"} for name in ("depthwise", "separable")},
    **{
        f"{name}_pooling": {f"{name}_{sort}_pooling{rank}d" for sort in ("max", "average") for rank in (1, 2, 3)}
        for name in ("adaptive", "global")
    },
    "merging": {"add", "subtract", "multiply", "average", "maximum", "minimum"},
    "transposed_conv": {"conv1d_transpose", "conv2d_transpose", "conv3d_transpose"},
}  # fmt: skip
RULES = [
    *((kind.name, rule) for kind in LAYERS.values() for rule in kind.wrong),
    *(("", rule) for rule in (*WRONG_PARAMS, *WRONG_SUMMANDS, *WRONG_TOTALS)),
]
SLUGS = {rule.slug for _, rule in RULES}
SOURCES = ("visto a menudo", "visto en material público", "visto: LeNet-5 (1998) sí los tenía", "plausible")


def test_the_files_are_the_registered_kinds():
    folder = Path(grader.layers.__file__).parent
    files = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert files == set(FILES)
    assert set(LAYERS) == set().union(*FILES.values())


def test_a_kind_is_registered_under_its_own_name():
    assert all(name == kind.name for name, kind in LAYERS.items())


@pytest.mark.parametrize("kind", LAYERS.values(), ids=LAYERS)
def test_each_kind_has_its_spanish_words_and_a_shape(kind):
    assert kind.words
    assert "out_shape" in kind.formulas
    assert all(alias == alias.lower() for alias in kind.aliases)
    assert all(it.meaning for it in kind.parameters.values() if it.letter)


@pytest.mark.parametrize("kind", LAYERS.values(), ids=LAYERS)
def test_only_layers_that_learn_have_weights(kind):
    assert kind.has_weights == ("weights" in kind.formulas) == ("biases" in kind.formulas)


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=[f"{kind}-{rule.slug}-{rule.quantity}" for kind, rule in RULES])
def test_each_wrong_rule_has_its_slug_its_sentence_its_advice_and_its_source(kind, rule):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.slug)
    assert rule.sentence
    assert not rule.sentence[0].isupper(), "it follows «200 = 5·5·8: »"
    assert rule.advice[0].isupper()
    assert rule.advice.endswith(".")
    assert rule.source in SOURCES
    assert rule.quantity in {"inputs", "outputs", "out_shape", "weights", "biases", "params", "total"}


def test_at_least_40_misconceptions_stand_in_the_catalogue():
    assert len(SLUGS) >= 40


def numbers_of(name):
    """An exercise with its own numbers, those made for practice among them."""
    return original(name) if name in EJEMPLOS else build(blueprint(name).original())


@pytest.mark.parametrize("name", EXERCISES)
def test_each_sentence_and_advice_formats_with_the_letters_of_its_layer(name):
    for rewiring in numbers_of(name).rewirings:
        for text in (rewiring.sentence, rewiring.advice):
            fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
            assert fields <= set(rewiring.letters), rewiring.slug


def test_each_wrong_rule_applies_in_some_exercise():
    applied = {(it.slug, it.cell.rpartition("/")[2]) for name in EXERCISES for it in numbers_of(name).rewirings}
    assert {(rule.slug, rule.quantity) for _, rule in RULES} == applied


def test_a_slug_stands_once_for_each_quantity_of_a_kind_and_its_letters():
    for kind in LAYERS.values():
        named = [(rule.slug, rule.quantity, parameters(rule.formula), rule.when) for rule in kind.wrong]
        assert len(named) == len(set(named)), kind.name


def test_of_the_rules_for_a_cell_the_ones_that_were_seen_come_first():
    """Where two give the same number and nothing else tells them apart, the likelier one is told first."""
    for kind in LAYERS.values():
        for quantity in {rule.quantity for rule in kind.wrong}:
            seen = [rule.source != "plausible" for rule in kind.wrong if rule.quantity == quantity]
            assert seen == sorted(seen, reverse=True), (kind.name, quantity)


def test_a_rule_applies_by_the_structure_of_the_exercise():
    """No padding is misused where the sheet prints none; the image's channels are no mistake in the first layer."""
    applied = {(it.slug, it.cell) for it in original("ejemplo-5").rewirings}
    padding = {"ignora-padding", "padding-una-vez", "same-es-p1", "supone-same", "padding-restado"}
    assert {cell for slug, cell in applied if slug in padding} == {"CONV1/out_shape", "CONV2/out_shape"}
    assert {cell for slug, cell in applied if slug == "canales-rgb-siempre"} == {"CONV2/weights"}
    assert {cell for slug, cell in applied if slug == "solo-canales-en-fc"} == {"FC1/weights"}
    assert {cell for slug, cell in applied if slug == "pesos-hacia-la-siguiente"} == {"FC1/weights"}
    padded = {it.slug for it in numbers_of("convolucional-con-todo").rewirings if it.cell == "POOL1/out_shape"}
    assert padding <= padded


@pytest.mark.parametrize("name", EXERCISES)
def test_no_rule_stands_at_a_printed_value(name):
    sheet = numbers_of(name)
    assert [it.slug for it in sheet.rewirings if sheet.cells[it.cell].role == "given"] == []


def test_the_name_of_a_layer_is_no_format():
    sheet = sheet_of(("input", "Entrada", {"units": 4}), dense("A{n}", 3), dense("B{", 2))
    found = marks(sheet, computing_on(sheet, {"total": 8}))["total"]
    assert "0 + 8 = 8: te faltó sumar la capa A{n}." in list(misconception_sentences(found.diagnoses))


def test_no_wrong_rule_gives_the_right_answer_whatever_the_numbers():
    """A rule that agrees with the key on every variant teaches nothing and would never be found."""
    sheets = [original("ejemplo-5"), *(variant("ejemplo-5", i) for i in range(60))]
    blind = {(it.slug, it.cell) for it in sheets[0].rewirings}
    for sheet in sheets:
        right = evaluate.answers(sheet)
        for it in sheet.rewirings:
            if evaluate.follow(it.formula, it.args, right) != right[it.cell]:
                blind.discard((it.slug, it.cell))
    assert blind <= {("ignora-stride", "CONV2/out_shape"), ("techo-por-piso", "CONV2/out_shape")}  # its stride is 1


def given_by(sheet, slug, cell):
    """All that a wrong rule gives at a cell, on the right numbers."""
    right = evaluate.answers(sheet)
    rules = [it for it in sheet.rewirings if (it.slug, it.cell) == (slug, cell)]
    return [evaluate.follow(it.formula, it.args, right) for it in rules]


PARAMETERS = {  # what an author may set, from where on, what it is if nobody says, how formulas and sheets call it
    "conv2d": (
        ("filters", 1, None, False, "F", "número de filtros", None),
        ("kernel", 1, None, False, "f", "lado del kernel", None),
        ("strides", 1, 1, False, "s", "stride", None),
        ("padding", 0, 0, False, "p", "padding", None),
    ),
    "dense": (("units", 1, None, False, "m", "neuronas de la capa", None),),
    "dropout": (("rate", 0, None, False, "q", "tasa de dropout", None),),
    "flatten": (),
    "input": (
        ("units", 1, None, True, "n", "entradas de la capa", None),
        ("height", 1, None, True, "H", "alto a la entrada", None),
        ("width", 1, "height", True, "W", "ancho a la entrada", None),
        ("channels", 1, None, True, "C", "canales a la entrada", None),
    ),
    "max_pooling2d": (
        ("kernel", 1, None, False, "f", "lado del kernel", None),
        ("strides", 1, "kernel", False, "s", "stride", None),
        ("padding", 0, 0, False, "p", "padding", 0),
    ),
}


@pytest.mark.parametrize("kind", PARAMETERS)
def test_what_an_author_may_set_of_each_kind(kind):
    found = tuple(
        (name, it.minimum, it.default, it.optional, it.letter, it.meaning, it.unsaid)
        for name, it in LAYERS[kind].parameters.items()
    )
    assert found[: len(PARAMETERS[kind])] == PARAMETERS[kind]
    assert all(optional for _, _, _, optional, *_ in found[len(PARAMETERS[kind]) :]), "what most exercises never say"
    assert [it.maximum for it in LAYERS[kind].parameters.values() if it.maximum] == [1] * (kind == "dropout")


def test_both_poolings_are_set_alike_and_an_activation_names_its_function():
    assert LAYERS["average_pooling2d"].parameters == LAYERS["max_pooling2d"].parameters
    (function,) = LAYERS["activation"].parameters.values()
    assert function.words[:5] == ("ReLU", "Softmax", "Sigmoid", "Tanh", "Linear")


WORDS = {  # what a teacher calls it, and what students call it
    "activation": ("activación", "activation activacion relu softmax sigmoid tanh"),
    "conv2d": ("convolución", "conv conv2d convolucion convolution convolucional convolucao"),
    "dense": ("capa densa", "fc dense densa linear lineal"),
    "dropout": ("dropout", "dropout"),
    "flatten": (
        "aplanado",
        (
            "flatten aplanado aplanar aplanamiento flattend achatamento achatar achatada vectorizacion vectorizar "
            "aplanada aplanador"
        ),
    ),
    "input": ("entrada", "input entrada inputlayer imagen"),
    "max_pooling2d": (
        "max pooling",
        "pool pooling submuestreo subsampling agrupacion agrupamiento maxpool maxpooling2d maxpool2d",
    ),
    "average_pooling2d": (
        "average pooling",
        "pool pooling submuestreo subsampling agrupacion agrupamiento avgpool averagepooling2d avgpool2d",
    ),
}
SEVERAL_WORDS = {
    "dense": {"fully connected", "totalmente conectada", "completamente conectada", "capa densa"},
    "input": {"capa de entrada"},
    "max_pooling2d": {"max pooling"},
}


@pytest.mark.parametrize("kind", WORDS)
def test_each_kind_is_called_what_teachers_and_students_call_it(kind):
    words, aliases = WORDS[kind]
    assert LAYERS[kind].words == words
    assert set(LAYERS[kind].aliases) == set(aliases.split()) | SEVERAL_WORDS.get(kind, set())
    assert LAYERS[kind].aliases[0] == aliases.split()[0], "the one that stands for all"


TOLD = (  # a layer, its detail in the table, its line in the list of the structure
    (image(32), "(32, 32, 3)", "Imágenes de tamaño 32x32 con 3 canales (RGB)"),
    (image(28, 1), "(28, 28, 1)", "Imágenes de tamaño 28x28 con 1 canal (escala de grises)"),
    (image(28, 2), "(28, 28, 2)", "Imágenes de tamaño 28x28 con 2 canales"),
    (("input", "In", {"height": 20, "width": 30, "channels": 4}), "(20, 30, 4)",
     "Imágenes de tamaño 20x30 con 4 canales"),
    (("input", "In", {"units": 1}), "1 neurona", "1 neurona"),
    (("input", "In", {"units": 128}), "128 neuronas", "128 neuronas"),
    (conv("C", 8, 5, 1, 2), "f=5x5, s=1, p=2, 8 filtros",
     "Kernel de 5x5, 8 filtros, stride de 1, padding de 2 (zero-padding)"),
    (conv("C", 1, 3, 2), "f=3x3, s=2, p=0, 1 filtro", "Kernel de 3x3, 1 filtro, stride de 2, padding de 0"),
    (pool("P", 2, 3), "2x2, s=3, max", "Pooling 2x2, stride de 3, tipo 'max'"),
    (pool("P", 3, 2, 1, "average_pooling2d"), "3x3, s=2, p=1, promedio",
     "Pooling 3x3, stride de 2, padding de 1, tipo 'promedio'"),
    (FLATTEN, "", ""),
    (dense("FC", 1), "1 neurona", "1 neurona"),
    (dense("FC", 10), "10 neuronas", "10 neuronas"),
    (("dropout", "D", {"rate": 0.25}), "tasa 0,25", "Dropout con tasa de 0,25"),
    (("activation", "A", {"function": "Tanh"}), "Tanh", "Activación Tanh"),
)  # fmt: skip


@pytest.mark.parametrize(("layer", "detail", "sentence"), TOLD)
def test_a_layer_is_told_in_the_table_and_in_the_list(layer, detail, sentence):
    kind, name, numbers = layer
    it = Layer(kind, name, name, numbers)
    assert (LAYERS[kind].detail(it), LAYERS[kind].sentence(it)) == (detail, sentence)


def test_the_conventions_of_a_layer_stand_with_it():
    size, *others = LAYERS["conv2d"].conventions
    assert "⌊(n + 2p − f)/s⌋ + 1" in size
    assert LAYERS["max_pooling2d"].conventions == LAYERS["average_pooling2d"].conventions == (size,)
    assert others == ["Cada filtro de una convolución tiene un sesgo."]
    assert LAYERS["dense"].conventions == ("Cada neurona de una capa densa (FC) tiene un sesgo.",)


ABOUT = {  # who misuses a padding has to be told one; the other rules need no number of the sheet
    "ignora-padding", "supone-same", "same-es-p1", "padding-una-vez", "padding-restado",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["conv2d", "max_pooling2d", "average_pooling2d"])
def test_rules_about_the_padding_say_so(kind):
    shapes = [rule for rule in LAYERS[kind].wrong if rule.quantity == "out_shape"]
    assert {rule.slug for rule in shapes if rule.about == "p"} == ABOUT
    assert {rule.about for rule in LAYERS[kind].wrong} <= {"", "p"}


def test_a_slip_of_writing_applies_only_where_the_cell_is_asked():
    """Entered and left values exchanged: in a table that does not ask for them nobody writes them."""
    layers = (("input", "In", {"units": 8}), dense("FC1", 4), dense("FC2", 2))
    columns = ("inputs", "outputs", "out_shape", "weights", "biases", "params")
    exchanged = {"inputs", "outputs", "out_shape"}
    for asked_for in (columns, ("weights", "biases", "params"), ("inputs", "weights")):
        sheet = sheet_of(*layers, columns=asked_for)
        cells = {it.cell.rpartition("/")[2] for it in sheet.rewirings if it.slug == "entrada-y-salida-cambiadas"}
        assert cells == exchanged & set(asked_for)


VALUES = (  # worked by hand, most of them in facts/misconceptions.md
    ("ejemplo-4", "entrada-con-pesos", "Input/weights", 3072),
    ("ejemplo-4", "olvida-canales", "CONV1/weights", 200),
    ("ejemplo-5", "canales-rgb-siempre", "CONV2/weights", 864),
    ("ejemplo-4", "tamano-espacial", "CONV1/weights", 24576),
    ("ejemplo-4", "olvida-filtros", "CONV1/weights", 75),
    ("ejemplo-4", "lado-sin-cuadrado", "CONV1/weights", 120),
    ("ejemplo-4", "doble-por-cuadrado", "CONV1/weights", 240),
    ("ejemplo-4", "kernel-con-padding", "CONV1/weights", 1944),
    ("ejemplo-4", "suma-canales-y-filtros", "CONV1/weights", 275),
    ("ejemplo-4", "cuenta-activaciones", "CONV1/weights", 8192),
    ("ejemplo-4", "un-kernel-por-posicion", "CONV1/weights", 614400),
    ("ejemplo-4", "confunde-pesos-y-parametros", "CONV1/weights", 608),
    ("ejemplo-4", "confunde-pesos-y-parametros", "FC/weights", 20490),
    ("ejemplo-4", "confunde-pesos-y-parametros", "CONV1/params", 600),
    ("ejemplo-4", "confunde-pesos-y-parametros", "FC/params", 20480),
    ("ejemplo-4", "suma-en-vez-de-producto", "FC/weights", 2058),
    ("ejemplo-4", "solo-canales-en-fc", "FC/weights", 80),
    ("ejemplo-5", "solo-canales-en-fc", "FC1/weights", 4096),
    ("ejemplo-5", "pesos-hacia-la-siguiente", "FC1/weights", 1280),
    ("ejemplo-2", "entrada-de-la-red-siempre", "FC2/weights", 16384),
    ("ejemplo-4", "entrada-de-la-red-siempre", "FC/weights", 30720),
    ("densa-con-dropout", "entrada-de-la-red-siempre", "FC2/inputs", 256),
    ("ejemplo-4", "pesos-dentro-de-la-capa", "FC/weights", 100),
    ("ejemplo-4", "neurona-de-mas", "FC/weights", 22528),
    ("ejemplo-4", "un-sesgo-por-capa", "CONV1/biases", 1),
    ("ejemplo-4", "un-sesgo-por-capa", "FC/biases", 1),
    ("ejemplo-4", "capa-sin-sesgos", "CONV1/biases", 0),
    ("ejemplo-4", "capa-sin-sesgos", "FC/biases", 0),
    ("ejemplo-4", "un-sesgo-por-peso", "CONV1/biases", 600),
    ("ejemplo-4", "un-sesgo-por-peso", "FC/biases", 20480),
    ("ejemplo-4", "sesgo-de-la-capa-vecina", "CONV1/biases", 10),
    ("ejemplo-2", "sesgo-de-la-capa-vecina", "FC1/biases", 64),
    ("ejemplo-4", "un-sesgo-por-entrada", "CONV1/biases", 3),
    ("ejemplo-4", "un-sesgo-por-entrada", "FC/biases", 2048),
    ("ejemplo-4", "un-sesgo-por-canal-y-filtro", "CONV1/biases", 24),
    ("ejemplo-4", "un-sesgo-por-celda-del-kernel", "CONV1/biases", 200),
    ("ejemplo-4", "un-sesgo-por-posicion", "CONV1/biases", 8192),
    ("ejemplo-4", "un-sesgo-por-entrada-y-salida", "FC/biases", 2058),
    ("ejemplo-4", "sin-sesgo", "CONV1/params", 600),
    ("ejemplo-4", "sin-sesgo", "FC/params", 20480),
    ("ejemplo-4", "sesgo-dos-veces", "CONV1/params", 616),
    ("ejemplo-4", "sesgo-dos-veces", "FC/params", 20500),
    ("ejemplo-4", "pesos-por-sesgos", "CONV1/params", 4800),
    ("ejemplo-4", "parametros-por-canales", "CONV1/params", 1824),
    ("ejemplo-4", "sesgo-en-las-dos-capas", "FC/params", 22539),
    ("ejemplo-4", "ignora-padding", "CONV1/out_shape", (28, 28, 8)),
    ("convolucional-con-todo", "ignora-padding", "POOL1/out_shape", (13, 13, 8)),
    ("ejemplo-4", "padding-una-vez", "CONV1/out_shape", (30, 30, 8)),
    ("ejemplo-4", "same-es-p1", "CONV1/out_shape", (30, 30, 8)),
    ("ejemplo-4", "olvida-mas-uno", "CONV1/out_shape", (31, 31, 8)),
    ("ejemplo-4", "ignora-stride", "POOL1/out_shape", (31, 31, 8)),
    ("ejemplo-4", "olvida-kernel", "CONV1/out_shape", (37, 37, 8)),
    ("ejemplo-4", "padding-restado", "CONV1/out_shape", (24, 24, 8)),
    ("ejemplo-4", "ventanas-sin-traslape", "CONV1/out_shape", (7, 7, 8)),
    ("ejemplo-4", "conserva-canales", "CONV1/out_shape", (32, 32, 3)),
    ("ejemplo-4", "canales-sumados", "CONV1/out_shape", (32, 32, 11)),
    ("ejemplo-4", "canales-multiplicados", "CONV1/out_shape", (32, 32, 24)),
    ("ejemplo-4", "forma-sin-canales", "CONV1/out_shape", (32, 32)),
    ("ejemplo-4", "forma-sin-canales", "POOL1/out_shape", (16, 16)),
    ("ejemplo-4", "pooling-reduce-canales", "POOL1/out_shape", (16, 16, 4)),
    ("ejemplo-4", "pooling-aumenta-canales", "POOL1/out_shape", (16, 16, 16)),
    ("ejemplo-4", "pooling-no-reduce", "POOL1/out_shape", (32, 32, 8)),
    ("ejemplo-4", "pooling-con-parametros", "POOL1/weights", 32),
    ("ejemplo-4", "pooling-con-parametros", "POOL1/biases", 8),
    ("ejemplo-4", "flatten-sin-canales", "Flatten/out_shape", (256,)),
    ("ejemplo-4", "flatten-solo-canales", "Flatten/out_shape", (8,)),
    ("ejemplo-4", "flatten-un-solo-lado", "Flatten/out_shape", (128,)),
    ("ejemplo-4", "flatten-suma", "Flatten/out_shape", (40,)),
    ("ejemplo-4", "flatten-de-otra-capa", "Flatten/out_shape", (8192,)),
    ("ejemplo-4", "flatten-de-la-imagen", "Flatten/out_shape", (3072,)),
    ("ejemplo-4", "flatten-conserva-la-forma", "Flatten/out_shape", (16, 16, 8)),
    ("ejemplo-5", "entrada-y-salida-cambiadas", "FC1/out_shape", (2048,)),
    ("densa-con-dropout", "entrada-y-salida-cambiadas", "FC1/inputs", 128),
    ("densa-con-dropout", "entrada-y-salida-cambiadas", "FC1/outputs", 256),
    ("densa-con-dropout", "dropout-reduce", "D1/out_shape", (96,)),
    ("densa-con-dropout", "dropout-deja-la-tasa", "D1/out_shape", (32,)),
    ("capas-en-grafo", "ignora-padding", "CONV1/out_shape", (15, 15, 16)),
    ("capas-en-grafo", "piso-por-techo", "CONV1/out_shape", (15, 15, 16)),
    ("inciso-2d", "techo-por-piso", "POOL2/out_shape", (6, 6, 32)),
    ("inciso-2d", "supone-same", "CONV1/out_shape", (32, 32, 32)),
    ("inciso-2d", "olvida-mas-uno", "CONV1/out_shape", (27, 27, 32)),
    ("inciso-2d", "olvida-kernel", "CONV1/out_shape", (33, 33, 32)),
    ("capas-en-grafo", "depthwise-como-conv", "DW1/weights", 6400),
    ("capas-en-grafo", "depthwise-un-solo-filtro", "DW1/weights", 25),
    ("capas-en-grafo", "depthwise-sin-multiplicador", "DW1/weights", 400),
    ("capas-en-grafo", "un-sesgo-por-capa", "DW1/biases", 1),
    ("capas-en-grafo", "separable-como-conv", "SEP1/weights", 4608),
    ("capas-en-grafo", "separable-sin-los-1x1", "SEP1/weights", 288),
    ("capas-en-grafo", "dos-por-capa", "BN1/params", 2),
    ("capas-en-grafo", "bn-sin-lo-guardado", "BN1/params", 32),
    ("capas-en-grafo", "bn-4c-en-pesos", "BN1/weights", 64),
    ("capas-en-grafo", "bn-por-posicion", "BN1/weights", 4096),
    ("capas-en-grafo", "suma-los-canales", "ADD1/out_shape", (16, 16, 32)),
    ("capas-en-grafo", "concatenar-no-suma", "UNION/out_shape", (16, 16, 16)),
    ("capas-en-grafo", "global-no-reduce", "GAP/out_shape", (16, 16, 32)),
    ("recurrentes", "embedding-por-largo", "EMB/weights", 320),
    ("recurrentes", "sin-recurrente", "RNN/weights", 192),
    ("recurrentes", "sin-factor-de-compuertas", "LSTM/weights", 220),
    ("recurrentes", "sin-factor-de-compuertas", "LSTM/biases", 10),
    ("recurrentes", "sin-recurrente", "LSTM/weights", 480),
    ("recurrentes", "sin-entrada", "LSTM/weights", 400),
    ("recurrentes", "sin-factor-de-compuertas", "GRU2/weights", 136),
    ("recurrentes", "gru-otra-convencion", "GRU1/biases", 27),
    ("recurrentes", "gru-otra-convencion", "GRU2/biases", 48),
    ("ejemplo-4", "suma-solo-pesos", "total", 21080),
    ("ejemplo-4", "suma-columnas-dos-veces", "total", 42196),
    ("ejemplo-4", "suma-sesgos-otra-vez", "total", 21116),
    ("ejemplo-4", "total-con-la-entrada", "total", 24170),
    ("ejemplo-2", "total-con-la-entrada", "total", 42058),
)
OF_SEVERAL = (  # one for each layer that learns
    ("ejemplo-4", "omite-capa", "total", [20490, 608]),
    ("ejemplo-4", "capa-dos-veces", "total", [21706, 41588]),
)
ELSEWHERE = {"techo-por-piso", "supone-same"}
"""The seed's ejemplos are blind to them: their numbers stand in tests of their own below."""


def test_each_misconception_has_its_literal_number():
    assert {slug for _, slug, _, _ in (*VALUES, *OF_SEVERAL)} | ELSEWHERE == SLUGS


@pytest.mark.parametrize(("exercise", "slug", "cell", "values"), OF_SEVERAL)
def test_a_rule_about_one_layer_gives_a_number_for_each(exercise, slug, cell, values):
    assert given_by(numbers_of(exercise), slug, cell) == values


@pytest.mark.parametrize(("exercise", "slug", "cell", "value"), VALUES)
def test_each_wrong_rule_gives_its_number(exercise, slug, cell, value):
    assert given_by(numbers_of(exercise), slug, cell) == [value]


@pytest.mark.parametrize(("exercise", "slug"), dict.fromkeys((exercise, slug) for exercise, slug, _, _ in VALUES))
def test_a_student_who_writes_these_numbers_is_told_the_rule(exercise, slug):
    sheet = numbers_of(exercise)
    wrong = {cell: value for name, other, cell, value in VALUES if (name, other) == (exercise, slug)}
    found = marks(sheet, {**computing_on(sheet, {}), **written(wrong)})
    assert set(lost(found)) == set(wrong)
    for cell in wrong:
        assert found[cell].verdict == "misconception"
        assert slug in [diagnosis.slug for diagnosis in found[cell].diagnoses]
        assert all(sentence.endswith((".", ":")) for sentence in misconception_sentences(found[cell].diagnoses))


def test_leaving_out_a_layer_of_the_total_names_the_layer():
    sheet = original("ejemplo-4")
    found = marks(sheet, computing_on(sheet, {"total": 608}))["total"]
    (sentence,) = misconception_sentences(found.diagnoses)
    assert sentence == "0 + 608 + 0 + 0 = 608: te faltó sumar la capa FC."


def alexnet():
    """The first layer of AlexNet, and the 224 pixels of its paper with a padding of 2: 55,25 rounds down."""
    return sheet_of(image(227), conv("CONV1", 96, 11, 4)), sheet_of(image(224), conv("CONV1", 96, 11, 4, 2))


def test_techo_por_piso_differs_only_where_the_division_leaves_a_rest():
    """(224 + 4 − 11)/4 + 1 = 55,25: up to 56; 227 divides evenly and hides the rule."""
    even, uneven = alexnet()
    assert given_by(even, "techo-por-piso", "CONV1/out_shape") == [(55, 55, 96)]
    assert evaluate.answers(uneven)["CONV1/out_shape"] == (55, 55, 96)
    assert given_by(uneven, "techo-por-piso", "CONV1/out_shape") == [(56, 56, 96)]


def test_techo_por_piso_is_told_to_who_rounds_54_5_up():
    """The fact sheet's «54.5 → 55»: a pooling of 2 on 109 gives (109 − 2)/2 + 1 = 54,5, which is 54."""
    sheet = sheet_of(image(109), conv("CONV1", 4, 1), pool("POOL1", 2, 2), FLATTEN, dense("FC", 2))
    assert evaluate.answers(sheet)["POOL1/out_shape"] == (54, 54, 4)
    found = marks(sheet, computing_on(sheet, {"POOL1/out_shape": (55, 55, 4)}))["POOL1/out_shape"]
    assert "techo-por-piso" in [diagnosis.slug for diagnosis in found.diagnoses]


OBLONG = {  # 34 × 20 with f = 5, s = 2, p = 2: (34 + 4 − 5)/2 + 1 = 17,5 and (20 + 4 − 5)/2 + 1 = 10,5
    "ignora-padding": (15, 8, 4), "techo-por-piso": (18, 11, 4), "ignora-stride": (34, 20, 4),
    "supone-same": (17, 10, 4), "same-es-p1": (16, 9, 4), "olvida-mas-uno": (16, 9, 4),
    "padding-una-vez": (16, 9, 4), "olvida-kernel": (20, 13, 4), "padding-restado": (13, 6, 4),
    "ventanas-sin-traslape": (7, 4, 4), "conserva-canales": (17, 10, 3), "canales-sumados": (17, 10, 7),
    "canales-multiplicados": (17, 10, 12), "forma-sin-canales": (17, 10),
}  # fmt: skip


@pytest.mark.parametrize("slug", OBLONG)
def test_each_wrong_size_of_an_oblong_image_with_a_stride(slug):
    sheet = sheet_of(("input", "In", {"height": 34, "width": 20, "channels": 3}), conv("CONV1", 4, 5, 2, 2))
    assert evaluate.answers(sheet)["CONV1/out_shape"] == (17, 10, 4)
    assert given_by(sheet, slug, "CONV1/out_shape") == [OBLONG[slug]]


OBLONG_POOL = {  # 34 × 20 × 6 with f = 3, s = 2, p = 1
    "ignora-padding": (16, 9, 6), "techo-por-piso": (18, 11, 6), "ignora-stride": (34, 20, 6),
    "olvida-mas-uno": (16, 9, 6), "olvida-kernel": (19, 12, 6), "pooling-reduce-canales": (17, 10, 3),
    "pooling-aumenta-canales": (17, 10, 12), "pooling-no-reduce": (34, 20, 6), "forma-sin-canales": (17, 10),
}  # fmt: skip


@pytest.mark.parametrize("slug", OBLONG_POOL)
def test_each_wrong_size_of_a_pooling_of_an_oblong_image(slug):
    sheet = sheet_of(("input", "In", {"height": 34, "width": 20, "channels": 6}), pool("P", 3, 2, 1), FLATTEN)
    assert evaluate.answers(sheet)["P/out_shape"] == (17, 10, 6)
    assert given_by(sheet, slug, "P/out_shape") == [OBLONG_POOL[slug]]


OBLONG_FLATTEN = {  # 34 × 20 × 6 after an image of the same size
    "flatten-sin-canales": (680,), "flatten-solo-canales": (6,), "flatten-un-solo-lado": (204,),
    "flatten-suma": (60,), "flatten-conserva-la-forma": (34, 20, 6),
}  # fmt: skip


@pytest.mark.parametrize("slug", OBLONG_FLATTEN)
def test_each_wrong_size_of_an_oblong_volume_that_is_flattened(slug):
    sheet = sheet_of(("input", "In", {"height": 34, "width": 20, "channels": 6}), FLATTEN)
    assert evaluate.answers(sheet)["Flatten/out_shape"] == (4080,)
    assert given_by(sheet, slug, "Flatten/out_shape") == [OBLONG_FLATTEN[slug]]


@pytest.mark.parametrize(("cell", "owner", "count"), [("CONV1/biases", "filtro", 8), ("FC/biases", "neurona", 10)])
def test_the_biases_of_a_layer_are_told_by_what_has_them(cell, owner, count):
    rules = original("ejemplo-4").rewirings
    (rule,) = [it for it in rules if (it.cell, it.slug) == (cell, "un-sesgo-por-capa")]
    assert rule.sentence == f"contaste un solo sesgo para toda la capa y hay uno por cada {owner}"
    advice = f"Cuenta los sesgos de la capa, uno por cada {owner}: son {count}."
    assert rule.advice.format(F=8, m=10) == advice


def test_a_vector_stays_one_through_flatten_activation_and_dropout():
    layers = (("input", "In", {"units": 8}), FLATTEN, ("activation", "A", {"function": "ReLU"}))
    sheet = sheet_of(*layers, ("dropout", "D", {"rate": 0.5}), dense("FC", 3))
    right = evaluate.answers(sheet)
    assert [right[f"{name}/out_shape"] for name in ("In", "Flatten", "A", "D", "FC")] == [(8,)] * 4 + [(3,)]
    assert (right["FC/weights"], right["total"]) == (24, 27)
    assert given_by(sheet, "entrada-con-pesos", "In/weights") == [8]


def test_a_volume_stays_one_through_activation_and_dropout():
    layers = (("input", "In", {"height": 3, "width": 4, "channels": 5}), ("activation", "A", {"function": "ReLU"}))
    right = evaluate.answers(sheet_of(*layers, ("dropout", "D", {"rate": 0.5}), FLATTEN))
    assert [right[f"{name}/out_shape"] for name in ("In", "A", "D", "Flatten")] == [(3, 4, 5)] * 3 + [(60,)]


def test_a_layer_of_images_does_not_take_a_volume_for_one():
    for kind, numbers in (
        ("conv2d", {"filters": 8, "kernel": 5}),
        ("max_pooling2d", {"kernel": 2, "strides": 2}),
        ("conv2d_transpose", {"filters": 8, "kernel": 3}),
    ):
        refused = shape_after(Layer(kind, "L", "", numbers), ((4, 32, 32, 3),))
        assert refused.endswith("necesita a la entrada una imagen (alto, ancho, canales); aquí le llega (4, 32, 32, 3)")


def test_ignora_stride_gives_217_on_alexnet():
    even, _ = alexnet()
    assert given_by(even, "ignora-stride", "CONV1/out_shape") == [(217, 217, 96)]
    found = marks(even, computing_on(even, {"CONV1/out_shape": (217, 217, 96)}))["CONV1/out_shape"]
    assert [diagnosis.slug for diagnosis in found.diagnoses] == ["ignora-stride"]


def test_supone_same_divides_by_the_stride_and_rounds_up():
    sheet = sheet_of(image(33), conv("CONV1", 4, 3, 2))
    assert given_by(sheet, "supone-same", "CONV1/out_shape") == [(17, 17, 4)]


def test_dropout_reduce_shrinks_a_vector_by_its_rate():
    sheet = sheet_of(("input", "Input", {"units": 800}), ("dropout", "D", {"rate": 0.25}), dense("FC", 10))
    assert given_by(sheet, "dropout-reduce", "D/out_shape") == [(600,)]


def test_dropout_reduce_is_told_to_who_writes_it():
    sheet = sheet_of(("input", "Input", {"units": 800}), ("dropout", "D", {"rate": 0.25}), dense("FC", 10))
    found = marks(sheet, computing_on(sheet, {"D/out_shape": (600,)}))["D/out_shape"]
    assert [diagnosis.slug for diagnosis in found.diagnoses] == ["dropout-reduce"]


def carried_on(name, wrong):
    """The marks of a student who holds `wrong` and computes on."""
    sheet = original(name)
    texts = computing_on(sheet, wrong)
    return texts, marks(sheet, texts)


CARRIED = (  # what the student holds, and what follows from it: literals of facts/misconceptions.md
    ({"CONV1/weights": 200}, {"CONV1/params": "208", "total": "20698"}),
    ({"CONV1/out_shape": (28, 28, 8)}, {"Flatten/out_shape": "(1568)", "FC/weights": "15680", "FC/params": "15690"}),
    ({"CONV1/out_shape": (30, 30, 8)}, {"Flatten/out_shape": "(1800)", "FC/weights": "18000", "FC/params": "18010"}),
    ({"Flatten/out_shape": (256,)}, {"FC/weights": "2560", "FC/params": "2570"}),
    ({"Flatten/out_shape": (8192,)}, {"FC/weights": "81920", "FC/params": "81930"}),
    ({"FC/weights": 80}, {"FC/params": "90"}),
    ({"FC/biases": 1}, {"FC/params": "20481"}),
    ({"CONV1/biases": 0}, {"CONV1/params": "600"}),
)


@pytest.mark.parametrize(("wrong", "follows"), CARRIED)
def test_what_follows_from_a_wrong_rule_is_carried(wrong, follows):
    texts, found = carried_on("ejemplo-4", wrong)
    assert {ref: texts[ref] for ref in follows} == follows
    assert {found[ref].verdict for ref in follows} == {"carried"}
    assert lost(found) == list(wrong)


def test_a_wrong_rule_shows_through_the_blank_where_it_was_used():
    """208 under the parameters with the weights left blank: 5·5·8 + 8, the channels forgotten in the head."""
    found = marks(original("ejemplo-4"), {"CONV1/biases": "8", "CONV1/params": "208"})["CONV1/params"]
    assert (found.verdict, [diagnosis.slug for diagnosis in found.diagnoses]) == ("misconception", ["olvida-canales"])
    (sentence,) = misconception_sentences(found.diagnoses)
    assert sentence.startswith("5·5·8 = 200: te faltó multiplicar por los 3 canales")


def test_two_rules_that_give_the_same_number_are_both_told():
    """30 is p = 1 and also the padding added once: the value alone does not prove a rule."""
    found = carried_on("ejemplo-4", {"CONV1/out_shape": (30, 30, 8)})[1]["CONV1/out_shape"]
    assert {diagnosis.slug for diagnosis in found.diagnoses} == {"padding-una-vez", "same-es-p1"}
    assert next(misconception_sentences(found.diagnoses)).startswith(
        "Tu respuesta puede haber salido de más de una manera"
    )


def test_a_rule_that_gives_the_right_answer_is_no_misconception():
    """The seed's ejemplo 4 is blind to three shape rules: 32 is right, however it was found."""
    sheet = original("ejemplo-4")
    for slug in ("supone-same", "techo-por-piso", "ignora-stride"):
        assert given_by(sheet, slug, "CONV1/out_shape") == [(32, 32, 8)]
    assert with_verdict(marks(sheet, computing_on(sheet, {})), "misconception") == []


def test_a_given_shape_was_not_computed_by_the_student():
    """No wrong rule is suspected behind a number that the sheet prints."""
    sheet = sheet_of(image(32), conv("CONV1", 8, 5, 1, 2), pool("POOL1"), FLATTEN, given=("POOL1/out_shape",))
    found = marks(sheet, {"Flatten/out_shape": "(8192)"})["Flatten/out_shape"]
    assert [diagnosis.slug for diagnosis in found.diagnoses] == ["flatten-de-otra-capa"]
