"""The formats that a network may come in, and the files that are no network: one clear Spanish error, nothing run."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from grader.errors import FileFaultsError, UsageError, explain
from grader.evaluate import answers
from grader.importers import FORMATS, SUFFIXES, load_network, read_network
from grader.sheets.parameters import build

HERE = Path(__file__).parent
INPUT = {"class_name": "InputLayer", "config": {"name": "entrada", "batch_shape": [None, 8, 8, 3]}, "inbound_nodes": []}


def layer(kind, name, *sources, **config):
    nodes = [[[source, 0, 0, {}] for source in sources]]
    return {"class_name": kind, "name": name, "config": {"name": name, **config}, "inbound_nodes": nodes}


def graph(*layers, last=None, **more):
    config = {"name": "red", "layers": [INPUT, *layers], "input_layers": [["entrada", 0, 0]],
              "output_layers": [[last or layers[-1]["config"]["name"], 0, 0]], **more}  # fmt: skip
    return {"class_name": "Functional", "config": config}


def read(document, name="red.json"):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_network(data, name)


def numbers(instance):
    return answers(build(instance))


def told(data, name="red.json"):
    with pytest.raises(FileFaultsError) as raised:
        read(data, name)
    return explain(raised.value)


def test_each_file_of_the_folder_reads_a_format_of_its_own():
    folder = Path(__file__).parents[2] / "grader" / "importers"
    assert set(FORMATS) == {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert set(SUFFIXES) == {".json", ".keras", ".onnx", ".txt"}


def test_keras_2_names_its_inputs_in_lists():
    found = numbers(read(graph(layer("Conv2D", "c", "entrada", filters=4, kernel_size=3), layer("Add", "s", "c", "c"))))
    assert found["c/params"] == 112
    assert found["s/out_shape"] == (6, 6, 4)


def test_layers_may_be_written_in_any_order():
    conv = layer("Conv2D", "c", "entrada", filters=4, kernel_size=3)
    assert [it.name for it in read(graph(layer("Flatten", "f", "c"), conv, last="f")).layers] == ["entrada", "c", "f"]


def test_a_layer_used_twice_is_counted_once():
    dense = layer("Dense", "d", "entrada", units=3)
    dense["inbound_nodes"].append([["d", 0, 0, {}]])
    document = graph(dense, {**layer("Add", "s", "d"), "inbound_nodes": [[["d", 0, 0, {}], ["d", 1, 0, {}]]]})
    found = numbers(read(document))
    assert found["total"] == 12
    assert found["d (2.ª vez)/out_shape"] == (8, 8, 3)


def test_a_frozen_layer_holds_parameters_that_are_not_trained():
    from dataclasses import replace

    instance = read(graph(layer("Conv2D", "c", "entrada", filters=4, kernel_size=3, trainable=False)))
    right = numbers(replace(instance, columns=(*instance.columns, "trainable", "non_trainable")))
    assert (right["c/trainable"], right["c/non_trainable"]) == (0, 112)


def test_a_model_inside_a_model_is_one_row_that_counts_its_layers():
    inner = {"class_name": "Sequential", "name": "m", "inbound_nodes": [[["entrada", 0, 0, {}]]],
             "config": {"name": "m", "layers": [
                 {"class_name": "Conv2D", "config": {"name": "a", "filters": 4, "kernel_size": 3}},
                 {"class_name": "Sequential", "config": {"name": "n", "layers": [
                     {"class_name": "BatchNormalization", "config": {"name": "b"}}]}},
             ]}}  # fmt: skip
    instance = read(graph(inner, layer("Flatten", "f", "m")))
    right = numbers(instance)
    assert (right["m/params"], right["m/out_shape"], right["total"]) == (112 + 16, (6, 6, 4), 128)
    assert [it.name for it in instance.layers if it.row] == ["entrada", "m", "f"]


def keras_file(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def test_of_a_keras_archive_only_the_description_is_read():
    document = json.dumps(graph(layer("Dense", "d", "entrada", units=3)))
    found = numbers(read(keras_file(config_json=document, model_weights_h5=b"\x89HDF no such thing"), "red.keras"))
    assert found["d/params"] == 12


SUMMARY = """\
Entrada: (32, 32, 3)
Model: "cifar"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ conv2d (Conv2D)                 │ (None, 28, 28, 32)     │         2,432 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ batch_normalization             │ (None, 28, 28, 32)     │           128 │
│ (BatchNormalization)            │                        │               │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ max_pooling2d (MaxPooling2D)    │ (None, 14, 14, 32)     │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ flatten (Flatten)               │ (None, 6272)           │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 10)             │        62,730 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 65,290 (255.04 KB)
"""
OLD_SUMMARY = """\
Model: "model"
__________________________________________________________________________________________________
 Layer (type)                   Output Shape         Param #     Connected to
==================================================================================================
 input_1 (InputLayer)           [(None, 28, 28, 1)]  0           []
 conv2d (Conv2D)                (None, 28, 28, 16)   160         input_1[0][0]
 conv2d_1 (Conv2D)              (None, 28, 28, 16)   2320        conv2d[0][0]
 add (Add)                      (None, 28, 28, 16)   0           conv2d[0][0],
                                                                 conv2d_1[0][0]
 flatten (Flatten)              (None, 12544)        0           add[0][0]
==================================================================================================
Total params: 2,480
"""
PRINTED = """\
Entrada: (28, 28, 1)
Net(
  (cuerpo): Sequential(
    (0): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
    (1): ReLU()
    (2): BatchNorm2d(6, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
    (3): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
  )
  (fc): Linear(in_features=1176, out_features=10, bias=True)
)
"""


def test_a_summary_of_keras_gives_its_own_numbers_back():
    found = numbers(read(SUMMARY.encode(), "red.txt"))
    assert [found[f"{it}/params"] for it in ("conv2d", "batch_normalization", "dense")] == [2432, 128, 62730]
    assert found["max_pooling2d/out_shape"] == (14, 14, 32)
    assert found["total"] == 65290


def test_an_old_summary_says_who_is_connected_to_whom():
    instance = read(OLD_SUMMARY.encode(), "red.txt")
    assert instance.layers[3].inputs == ("conv2d", "conv2d_1")
    assert numbers(instance)["total"] == 2480


def test_what_pytorch_prints_is_taken_in_order_and_flattened_before_a_linear():
    found = numbers(read(PRINTED.encode(), "red.txt"))
    assert found["cuerpo.2/params"] == 12  # PyTorch counts no moving statistics
    assert found["fc.flatten/out_shape"] == (1176,)
    assert found["total"] == 156 + 12 + 11770


def onnx_model():
    onnx = pytest.importorskip("onnx")
    tensor = onnx.TensorProto

    def held(name, *dims):
        return onnx.TensorProto(name=name, dims=dims, data_type=tensor.FLOAT)

    make = onnx.helper.make_node
    nodes = [
        make("Conv", ["x", "w1", "b1"], ["a"], kernel_shape=[5, 5], pads=[2, 2, 2, 2]),
        make("Relu", ["a"], ["b"]),
        make("MaxPool", ["b"], ["c"], kernel_shape=[2, 2], strides=[2, 2]),
        make("Conv", ["c", "w2"], ["d"], kernel_shape=[3, 3], group=2, strides=[2, 1]),
        make("BatchNormalization", ["d", "g", "g", "g", "g"], ["e"]),
        make("Flatten", ["e"], ["f"]),
        make("MatMul", ["f", "w3"], ["h"]),
        make("Add", ["h", "b3"], ["y"]),
    ]
    weights = [held("w1", 8, 3, 5, 5), held("b1", 8), held("w2", 12, 4, 3, 3), held("g", 12), held("w3", 1176, 10),
               held("b3", 10)]  # fmt: skip
    ends = [onnx.helper.make_tensor_value_info(n, tensor.FLOAT, s) for n, s in (("x", [1, 3, 32, 32]), ("y", [1, 10]))]
    return onnx.helper.make_model(onnx.helper.make_graph(nodes, "red", ends[:1], ends[1:], weights)).SerializeToString()


def test_an_onnx_file_with_its_channels_first():
    found = numbers(read(onnx_model(), "red.onnx"))
    assert [value for ref, value in found.items() if ref.endswith("/params") and value] == [608, 432, 24, 11770]
    assert found["Conv_4/out_shape"] == (7, 14, 12)


@pytest.mark.parametrize(
    ("name", "total"),
    [("bvlc_alexnet", 60965224), ("vgg19", 143667240), ("resnet50", 25557032), ("squeezenet", 1235496)],
)
def test_models_that_come_with_onnx(name, total):
    """Made outside this project: AlexNet with its groups, torch's ResNet50 and VGG19, SqueezeNet 1.1."""
    onnx = pytest.importorskip("onnx")
    path = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light" / f"light_{name}.onnx"
    if not path.exists():
        pytest.skip("this onnx comes without them")
    assert numbers(load_network(path))["total"] == total


BROKEN = {
    "no JSON": (b'{"class_name": "Sequential", "config": ', "no es un JSON completo"),
    "no UTF-8": (b"\xff\xfe\x00", "no está en UTF-8"),
    "another JSON": (b"[1, 2, 3]", "no es un modelo de Keras"),
    "nested lists": (b"[" * 200_000, "demasiadas listas unas dentro de otras"),
    "a huge number": (b'{"a": ' + b"9" * 10_000 + b"}", "número imposible"),
    "infinity": (b'{"class_name": Infinity}', "número imposible"),
    "no layers": ({"class_name": "Sequential", "config": {"name": "x"}}, "no trae la lista de sus capas"),
    "no input": ({"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 3}}]}},
                 "no dice la forma de su entrada"),
    "unknown class": (graph(layer("Conv2DD", "c", "entrada", filters=4, kernel_size=3)), "¿«Conv2D»?"),
    "a class of somebody's own": (graph(layer("MiCapa", "c", "entrada")), "no se conoce la clase de capa «MiCapa»"),
    "Lambda": (graph(layer("Lambda", "c", "entrada", function="abc")), "no se conoce la clase de capa «Lambda»"),
    "wrong type": (graph(layer("Dense", "d", "entrada", units="tres")), "«units» debe ser un número entero"),
    "negative": (graph(layer("Dense", "d", "entrada", units=-3)), "«units» debe ser un número entero de al menos 1"),
    "true": (graph(layer("Dense", "d", "entrada", units=True)), "«units» debe ser un número entero"),
    "enormous": (graph(layer("Dense", "d", "entrada", units=10**15)), "«units» debe ser un número entero"),
    "channels first": (graph(layer("Conv2D", "c", "entrada", filters=4, kernel_size=3, data_format="channels_first")),
                       "«data_format» debe ser channels_last"),
    "too small": (graph(layer("Conv2D", "c", "entrada", filters=4, kernel_size=9)), "un tamaño menor que 1 no existe"),
    "a rank that does not fit": (graph(layer("Conv1D", "c", "entrada", filters=4, kernel_size=3)), "una secuencia"),
    "unlike branches": (graph(layer("Conv2D", "c", "entrada", filters=4, kernel_size=3),
                              layer("Add", "s", "c", "entrada")), "sus entradas no se pueden combinar"),
    "a circle": (graph(layer("Dense", "a", "b", units=3), layer("Dense", "b", "a", units=3)), "da vueltas"),
    "from nowhere": (graph(layer("Dense", "a", "fantasma", units=3)), "toma su entrada de «fantasma»"),
    "the same name twice": (graph(layer("Dense", "a", "entrada", units=3), layer("Dense", "a", "entrada", units=3)),
                            "hay dos capas con este nombre"),
    "a name that commands": (graph(layer("Dense", "a\x1b[2J", "entrada", units=3)), "letras que no se ven"),
    "a second output": (graph({**layer("Dense", "a", "entrada", units=3), "inbound_nodes": [[["entrada", 0, 1, {}]]]}),
                        "salida secundaria"),
    "an input without a size": ({"class_name": "Sequential", "config": {"layers": [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, None, 300]}},
        {"class_name": "LSTM", "config": {"units": 3}}]}}, "la entrada es (?, 300)"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_network_is_told_in_spanish_with_its_place(data, words):
    text = told(data)
    assert words in text
    assert "\x1b" not in text


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("data", [b"", b"\x00" * 64, b"PK\x03\x04 cut off", b"\x08\x07\x12\xff\xff\xff\xff\x0f"])
def test_bytes_that_are_nothing_end_in_one_error_in_every_format(suffix, data):
    if suffix == ".onnx":
        pytest.importorskip("onnx")
    assert "tiene 1 error" in told(data, f"red{suffix}")


def test_a_zip_bomb_is_not_unpacked():
    bomb = keras_file(config_json=b" " * (80 * 1024**2))
    assert len(bomb) < 200_000
    assert "tiene más de 64 MiB" in told(bomb, "red.keras")


def test_a_million_layers_are_not_read():
    dense = json.dumps({"class_name": "Dense", "config": {"units": 3}})
    text = '{"class_name": "Sequential", "config": {"layers": [' + ",".join([dense] * 30_000) + "]}}"
    assert "tiene más de 20000 capas" in told(text.encode())


def test_models_in_models_in_models_end():
    model = {"class_name": "Dense", "config": {"name": "d", "units": 3}}
    for i in range(40):
        model = {"class_name": "Sequential", "config": {"name": f"m{i}", "layers": [model]}, "name": f"m{i}"}
    text = told({"class_name": "Sequential", "config": {"layers": [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, 4]}}, model]}})  # fmt: skip
    assert "demasiados modelos unos dentro de otros" in text or "el nombre de una capa" in text


def test_what_pytorch_prints_is_never_evaluated(tmp_path):
    mark = tmp_path / "executed"
    text = f"Entrada: (8, 8, 1)\nNet(\n  (0): Conv2d(1, open({str(mark)!r}, 'w'), kernel_size=(3, 3))\n)\n"
    assert "no se entienden sus argumentos" in told(text.encode(), "red.txt")
    assert not mark.exists()


def test_a_format_that_nobody_knows(tmp_path):
    with pytest.raises(UsageError, match=r"modelos \.keras, \.json, \.onnx, \.txt"):
        load_network(tmp_path / "red.h5")
