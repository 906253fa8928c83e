"""An exercise file: what it gives, and all that can be wrong in it, at once, in Spanish, each with its path."""

import pytest
from classroom import EJEMPLOS, blueprint

from grader.errors import FileFaultsError, UsageError, explain
from grader.generate.assignment import catalogue, load_assignment
from grader.generate.blueprint import load_blueprint
from grader.layers import LAYERS
from grader.model import Worksheet
from grader.page import worksheet_page

HEAD = """
id = "red"
version = 1
title = "Red"
[table]
columns = ["out_shape", "weights", "biases", "params"]
given = ["Input/out_shape"]
"""
INPUT = 'kind = "input"\nname = "Input"\nheight = 32\nchannels = 3'
CONV = 'kind = "conv2d"\nname = "C1"\nfilters = 8\nkernel = 5'
FLATTEN = 'kind = "flatten"\nname = "Flatten"'
DENSE = 'kind = "dense"\nname = "FC"\nunits = 10'


def layers(*texts):
    return "".join(f"[[network.layers]]\n{text}\n" for text in texts)


def load(tmp_path, text, name="red.toml"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return load_blueprint(path)


def faults(tmp_path, text, name="red.toml"):
    with pytest.raises(FileFaultsError) as raised:
        load(tmp_path, text, name)
    return [(fault.path, fault.message) for fault in raised.value.faults]


def test_a_plain_file_loads(tmp_path):
    network = load(tmp_path, HEAD + layers(INPUT, CONV, FLATTEN, DENSE)).original()
    assert [layer.name for layer in network.layers] == ["Input", "C1", "Flatten", "FC"]
    assert network.layers[0].parameters == {"height": 32, "width": 32, "channels": 3}
    assert network.layers[1].parameters == {"filters": 8, "kernel": 5, "strides": 1, "padding": 0}


def test_a_key_in_spanish_is_told_with_the_one_that_is_meant_and_draws_no_other_fault(tmp_path):
    text = HEAD.replace("title =", "titulo =").replace("columns =", "columnas =") + layers(INPUT, CONV, DENSE)
    with pytest.raises(FileFaultsError) as raised:
        load(tmp_path, text.replace("kernel = 5", 'kernel = "5"'))
    assert explain(raised.value) == (
        "red.toml tiene 5 errores:\n"
        "  title: falta; es obligatorio\n"
        "  table.columns: falta; es obligatorio\n"
        "  table.columnas: no existe esa clave; ¿querías decir «columns»?\n"
        "  network.layers[1].kernel: debe ser un número entero o un rango {original = …, values = […]}; "
        "aquí es el texto «5»\n"
        "  titulo: no existe esa clave; ¿querías decir «title»?"
    )


def test_three_faults_are_told_at_once_each_with_its_path(tmp_path):
    """Issue 2, line 7."""
    text = HEAD.replace("version = 1", 'version = "uno"') + layers(
        INPUT, CONV.replace("kernel = 5", "kernel = 0"), DENSE + "\nunit = 3"
    )
    with pytest.raises(FileFaultsError) as raised:
        load(tmp_path, text)
    told = explain(raised.value)
    assert told == (
        "red.toml tiene 3 errores:\n"
        "  version: debe ser un número entero; aquí es el texto «uno»\n"
        "  network.layers[1].kernel: 0 es menor que el mínimo, 1\n"
        "  network.layers[2].unit: no existe esa clave; ¿querías decir «units»?"
    )


WRONG = (  # what is wrong, the file, the path and the words that are told
    ("no title", HEAD.replace('title = "Red"', "") + layers(INPUT, CONV), "title", "falta; es obligatorio"),
    ("empty title", HEAD.replace('"Red"', '""') + layers(INPUT, CONV), "title", "no puede estar vacío"),
    ("title no text", HEAD.replace('"Red"', "7") + layers(INPUT, CONV), "title", "debe ser un texto entre comillas"),
    ("unknown key", "colour = 1" + HEAD + layers(INPUT, CONV), "colour", "no existe esa clave"),
    ("version 0", HEAD.replace("version = 1", "version = 0") + layers(INPUT, CONV), "version", "debe ser al menos 1"),
    (
        "id with spaces",
        HEAD.replace('"red"', '"mi red"') + layers(INPUT, CONV),
        "id",
        "solo lleva minúsculas, cifras y guiones",
    ),
    ("id of another file", HEAD.replace('"red"', '"otra"') + layers(INPUT, CONV), "id", "deben coincidir"),
    ("structure", 'structure = "dots"' + HEAD + layers(INPUT, CONV), "structure", "«lines» o «bullets»"),
    (
        "no columns",
        HEAD.replace('["out_shape", "weights", "biases", "params"]', "[]") + layers(INPUT, CONV),
        "table.columns",
        "lleva al menos 1",
    ),
    (
        "columns no list",
        HEAD.replace('["out_shape", "weights", "biases", "params"]', '"weights"') + layers(INPUT, CONV),
        "table.columns",
        "debe ser una lista",
    ),
    (
        "unknown column",
        HEAD.replace('"weights"', '"pesos"') + layers(INPUT, CONV),
        "table.columns[1]",
        "«pesos» no es posible",
    ),
    (
        "given layer",
        HEAD.replace("Input/out_shape", "Imput/out_shape") + layers(INPUT, CONV),
        "table.given[0]",
        "la tabla no tiene la capa «Imput»",
    ),
    (
        "given column",
        HEAD.replace("Input/out_shape", "Input/inputs") + layers(INPUT, CONV),
        "table.given[0]",
        "la tabla no tiene la columna «inputs»",
    ),
    ("no layers", HEAD, "network", "falta; es obligatorio"),
    ("layers no list", HEAD + "[network]\nlayers = 3", "network.layers", "debe ser una lista"),
    ("one layer", HEAD + layers(INPUT), "network.layers", "al menos una entrada y una capa"),
    ("no kind", HEAD + layers(INPUT, 'name = "C1"'), "network.layers[1]", "falta «kind»"),
    (
        "unknown kind",
        HEAD + layers(INPUT, CONV.replace("conv2d", "conv4d")),
        "network.layers[1]",
        "«conv4d» no es una clase de capa",
    ),
    (
        "no name",
        HEAD + layers(INPUT, CONV.replace('name = "C1"', "")),
        "network.layers[1].name",
        "falta; es obligatorio",
    ),
    ("long name", HEAD + layers(INPUT, CONV.replace("C1", "C" * 41)), "network.layers[1].name", "es demasiado largo"),
    ("twice the name", HEAD + layers(INPUT, CONV, CONV), "network.layers[2].name", "se repite"),
    (
        "no kernel",
        HEAD + layers(INPUT, CONV.replace("kernel = 5", "")),
        "network.layers[1].kernel",
        "falta; es obligatorio",
    ),
    (
        "kernel text",
        HEAD + layers(INPUT, CONV.replace("kernel = 5", 'kernel = "5"')),
        "network.layers[1].kernel",
        "número entero o un rango",
    ),
    (
        "kernel bool",
        HEAD + layers(INPUT, CONV.replace("kernel = 5", "kernel = true")),
        "network.layers[1].kernel",
        "número entero o un rango",
    ),
    (
        "kernel float",
        HEAD + layers(INPUT, CONV.replace("kernel = 5", "kernel = 5.0")),
        "network.layers[1].kernel",
        "número entero o un rango",
    ),
    (
        "range key",
        HEAD + layers(INPUT, CONV.replace("= 5", "= {original = 5, maximum = 7}")),
        "network.layers[1].kernel",
        "no lleva «maximum»",
    ),
    (
        "range upside down",
        HEAD + layers(INPUT, CONV.replace("= 5", "= {original = 5, min = 7, max = 3}")),
        "network.layers[1].kernel",
        "min ≤ max",
    ),
    (
        "range without original",
        HEAD + layers(INPUT, CONV.replace("= 5", "= {values = [3, 5]}")),
        "network.layers[1].kernel",
        "«original»",
    ),
    (
        "empty range",
        HEAD + layers(INPUT, CONV.replace("= 5", "= {original = 5, values = []}")),
        "network.layers[1].kernel",
        "al menos un valor",
    ),
    (
        "range too small",
        HEAD + layers(INPUT, CONV.replace("= 5", "= {original = 5, values = [0, 5]}")),
        "network.layers[1].kernel",
        "0 es menor que el mínimo, 1",
    ),
    (
        "values no list",
        HEAD + layers(INPUT, CONV.replace("= 5", "= {original = 5, values = 7}")),
        "network.layers[1].kernel",
        "«values» es una lista",
    ),
    (
        "step 0",
        HEAD + layers(INPUT, CONV.replace("= 5", "= {original = 5, min = 3, max = 7, step = 0}")),
        "network.layers[1].kernel",
        "step",
    ),
    (
        "endless range",
        HEAD + layers(INPUT, CONV.replace("= 5", "= {original = 5, min = 1, max = 1_000_000_000_000}")),
        "network.layers[1].kernel",
        "demasiados valores",
    ),
    ("row no bool", HEAD + layers(INPUT, CONV + '\nrow = "quizá"'), "network.layers[1].row", "debe ser true o false"),
    ("open brace", HEAD + layers(INPUT, CONV + '\nnote = "{filters"'), "network.layers[1].note", "llave"),
    (
        "unknown field",
        HEAD + layers(INPUT, CONV + '\ndetail = "{filtros} filtros"'),
        "network.layers[1].detail",
        "la capa no tiene «filtros»",
    ),
    (
        "no input first",
        HEAD.replace("Input/out_shape", "C1/out_shape") + layers(CONV, CONV.replace("C1", "C2")),
        "network.layers[0].kind",
        "empieza por una capa input",
    ),
    (
        "a second input",
        HEAD + layers(INPUT, CONV, INPUT.replace("Input", "Otra")),
        "network.layers[2].kind",
        "solo una",
    ),
    (
        "input of nothing",
        HEAD + layers('kind = "input"\nname = "Input"', CONV),
        "network.layers[0]",
        "lleva units, o height y channels",
    ),
    (
        "conv on a vector",
        HEAD + layers('kind = "input"\nname = "Input"\nunits = 9', CONV),
        "network.layers[1]",
        "una imagen",
    ),
    ("dense on an image", HEAD + layers(INPUT, DENSE), "network.layers[1]", "pon antes una capa flatten"),
    (
        "kernel too large",
        HEAD + layers(INPUT, CONV.replace("= 5", "= 40")),
        "network.layers[1]",
        "un tamaño menor que 1 no existe",
    ),
    (
        "padding too large",
        HEAD + layers(INPUT, CONV + "\npadding = 5"),
        "network.layers[1].padding",
        "5 no puede llegar al kernel, 5",
    ),
    (
        "dropout rate",
        HEAD + layers(INPUT, 'kind = "dropout"\nname = "D"\nrate = 1.5'),
        "network.layers[1].rate",
        "debe ser a lo sumo 1",
    ),
    (
        "activation",
        HEAD + layers(INPUT, 'kind = "activation"\nname = "A"\nfunction = "relu"'),
        "network.layers[1].function",
        "«ReLU»",
    ),
    ("draw", HEAD + "[draw]\nmax_total = 0\n" + layers(INPUT, CONV), "draw.max_total", "debe ser al menos 1"),
    ("no toml", HEAD + "[[network.layers]\n", "TOML", "faltan los corchetes ]] que cierran el nombre"),
)


@pytest.mark.parametrize(("text", "path", "words"), [it[1:] for it in WRONG], ids=[it[0] for it in WRONG])
def test_each_fault_has_its_path_and_its_spanish_sentence(tmp_path, text, path, words):
    found = faults(tmp_path, text)
    assert path in [where for where, _ in found], found
    message = next(message for where, message in found if where == path and words in message)
    assert message != "no es válido"
    assert not {" should ", "Input", " valid "} & {f" {word} " for word in message.split()}, "pydantic's own English"


def test_a_file_that_is_not_utf_8_is_told(tmp_path):
    (tmp_path / "red.toml").write_bytes('title = "Cálculo"'.encode("cp1252"))
    with pytest.raises(UsageError, match="UTF-8"):
        load_blueprint(tmp_path / "red.toml")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"red\.toml"):
        load_blueprint(tmp_path / "red.toml")


def test_a_table_without_params_still_asks_for_the_total(tmp_path):
    text = HEAD.replace(', "params"', "") + layers(INPUT, CONV)
    assert load(tmp_path, text).original().columns == ("out_shape", "weights", "biases")


def test_a_range_by_steps_and_one_by_values(tmp_path):
    conv = CONV.replace("= 8", "= {original = 8, min = 4, max = 17, step = 4}").replace(
        "= 5", "= {original = 5, values = [3, 7, 3]}"
    )
    slots = load(tmp_path, HEAD + layers(INPUT, conv)).slots()
    assert slots["C1.filters"].values == (4, 8, 12, 16)
    assert slots["C1.kernel"].values == (3, 7)


def test_a_pooling_steps_by_its_own_side_unless_told_otherwise(tmp_path):
    network = load(tmp_path, HEAD + layers(INPUT, 'kind = "max_pooling2d"\nname = "P"\nkernel = 3')).original()
    assert network.layers[1].parameters == {"kernel": 3, "strides": 3, "padding": 0}


def test_a_global_pooling_may_say_that_it_keeps_no_rank(tmp_path):
    pooling = 'kind = "global_average_pooling2d"\nname = "GAP"\nkeepdims = '
    for word in ("true", "false"):
        it = load(tmp_path, HEAD + layers(INPUT, pooling + word, FLATTEN)).original().layers[1].parameters
        assert it == {"keepdims": word == "true"}


def test_a_pooling_of_two_sides_steps_by_each(tmp_path):
    pooling = 'kind = "max_pooling2d"\nname = "P"\nkernel_height = 3\nkernel_width = 2'
    it = load(tmp_path, HEAD + layers(INPUT, pooling)).original().layers[1].parameters
    assert (it["strides_height"], it["strides_width"], it["padding"]) == (3, 2, 0)


def test_every_file_of_the_catalogue_loads():
    names = [path.stem for path in catalogue()]
    assert set(EJEMPLOS) | {"taller-parametros"} <= set(names)
    for name in names:
        assert load_assignment([name]).blueprints


def test_the_taller_is_the_five_ejemplos():
    taller = load_assignment(["taller-parametros"])
    assert [it.id for it in taller.blueprints] == list(EJEMPLOS)
    assert taller.title == "NN - Cálculo de parámetros"


def test_an_original_number_may_lie_outside_what_is_drawn():
    """Ejemplo 1 asks for a Softmax on one neuron; no variant does."""
    units = blueprint("ejemplo-1").slots()["FC2.units"]
    assert (units.original, min(units.values)) == (1, 3)


def test_an_unknown_exercise_is_told_with_the_nearest_name():
    with pytest.raises(UsageError, match=r"¿Querías decir «ejemplo-4»\?"):
        load_assignment(["ejemlo-4"])


def test_an_assignment_tells_the_faults_of_its_exercises_too(tmp_path):
    (tmp_path / "red.toml").write_text(HEAD + layers(INPUT, CONV.replace("= 5", "= 0")), "utf-8")
    (tmp_path / "tarea.toml").write_text('id = "tarea"\nversion = 1\ntitle = 3\nexercises = ["red", "nada"]\n', "utf-8")
    with pytest.raises(FileFaultsError) as raised:
        load_assignment([str(tmp_path / "tarea.toml")])
    paths = [fault.path for fault in raised.value.faults]
    assert paths == ["title", "objective", "exercises[0] (red.toml) network.layers[1].kernel", "exercises[1]"]


def test_a_slip_in_the_name_of_an_exercise_beside_the_assignment_is_told(tmp_path):
    (tmp_path / "red-mia.toml").write_text(HEAD, "utf-8")
    text = 'id = "tarea"\nversion = 1\ntitle = "T"\nobjective = ""\nexercises = ["red-mai"]\n'
    (tmp_path / "tarea.toml").write_text(text, "utf-8")
    with pytest.raises(FileFaultsError) as raised:
        load_assignment([str(tmp_path / "tarea.toml")])
    assert raised.value.faults[0].message == "No hay ningún ejercicio «red-mai». ¿Querías decir «red-mia»?"


SEQUENCE = 'kind = "input"\nname = "Input"\nlength = 9\nchannels = 6'
VOLUME = 'kind = "input"\nname = "Input"\ndepth = 9\nheight = 9\nchannels = 6'
IMAGE = 'kind = "input"\nname = "Input"\nheight = 9\nchannels = 6'
VECTOR = 'kind = "input"\nname = "Input"\nunits = 6'
WINDOWED = "kernel = 2", "filters = 4\nkernel = 2"
SAMPLES = {
    **{f"{kind}_pooling{rank}d": "kernel = 2" for kind in ("max", "average") for rank in (1, 2, 3)},
    **{f"global_{kind}_pooling{rank}d": "" for kind in ("max", "average") for rank in (1, 2, 3)},
    **{f"adaptive_{kind}_pooling{rank}d": "output = 3" for kind in ("max", "average") for rank in (1, 2, 3)},
    **{f"{kind}{rank}d": text for rank in (1, 2, 3) for kind, text in (
        ("conv", WINDOWED[1]), ("zero_padding", "padding = 1"), ("cropping", "cropping = 1"),
        ("upsampling", "size = 2"),
    )},
    **{f"conv{rank}d_transpose": WINDOWED[1] for rank in (1, 2, 3)},
    **{f"{kind}_conv{rank}d": WINDOWED[i] for rank in (1, 2) for i, kind in enumerate(("depthwise", "separable"))},
    **dict.fromkeys(("add", "subtract", "multiply", "average", "maximum", "minimum"), 'inputs = ["Input", "Input"]'),
    **dict.fromkeys(("flatten", "batch_normalization", "layer_normalization", "normalization", "rescaling"), ""),
    **dict.fromkeys(("identity", "layer_scale", "prelu", "model"), ""),
    **dict.fromkeys(("simple_rnn", "lstm", "gru", "dense"), "units = 4"),
    "activation": 'function = "ReLU"',
    "concatenate": 'inputs = ["Input", "Input"]',
    "dropout": "rate = 0.5",
    "embedding": "vocabulary = 50\nunits = 4",
    "group_normalization": "groups = 3",
    "multi_head_attention": "heads = 2\nkey_dim = 3",
    "permute": 'order = "2,1"',
    "repeat_vector": "times = 3",
    "reshape": "size_1 = 6\nsize_2 = 9",
}  # fmt: skip
"""What a layer of each kind must say."""


def authored_after(kind):
    if kind in ("dense", "embedding", "repeat_vector"):
        return VECTOR
    if "1d" in kind or kind in ("simple_rnn", "lstm", "gru", "multi_head_attention", "permute", "reshape"):
        return SEQUENCE
    return VOLUME if "3d" in kind else IMAGE


def test_every_kind_of_layer_can_be_authored(tmp_path):
    """Each kind by its default parameters: adding a kind touches its file alone."""
    assert {*SAMPLES, "input"} == set(LAYERS)
    for kind, text in SAMPLES.items():
        layer = f'kind = "{kind}"\nname = "Capa"\n{text}'
        exercise = load(tmp_path, HEAD + layers(authored_after(kind), layer)).original()
        assert exercise.layers[1].kind == kind
        assert worksheet_texts(exercise), kind


def worksheet_texts(instance):
    """What a worksheet says of its layers; raises where a kind cannot put one of its sentences together."""
    page = worksheet_page(Worksheet("222222-2", (), "Taller", "", (instance,)))
    return [text for _, text in page.sections[0].structure]
