"""The graph of an ONNX model as our layers: ONNX puts the channels first, we put them last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from grader.importers._config import along, along_ends, is_whole
from grader.importers._fault import MOST_LAYERS, ModelFault
from grader.importers._keras_layers import Made, Numbers, input_of
from grader.importers._network import Network
from grader.model import Shape

_FUNCTIONS = {
    "Relu": "ReLU", "Sigmoid": "Sigmoid", "Tanh": "Tanh", "Softmax": "Softmax", "LogSoftmax": "Softmax",
    "LeakyRelu": "LeakyReLU", "Elu": "ELU", "Selu": "SELU", "Gelu": "GELU", "HardSigmoid": "HardSigmoid",
    "HardSwish": "HardSwish", "Softplus": "Softplus", "Softsign": "Softsign", "Mish": "Mish", "Clip": "ReLU6",
}  # fmt: skip
_AS_IT_IS = frozenset({"Identity", "Cast", "Dropout", "LRN"})
_MERGES = {"Add": "add", "Sum": "add", "Sub": "subtract", "Mul": "multiply", "Max": "maximum", "Min": "minimum",
           "Mean": "average"}  # fmt: skip


@dataclass(slots=True)
class _Node:
    """One operator, decoded."""

    name: str
    kind: str
    inputs: list[str]
    output: str
    settings: dict[str, Any]


@dataclass(slots=True)
class _Graph:
    """What is known while the operators are read."""

    network: Network = field(default_factory=Network)
    weights: dict[str, Shape] = field(default_factory=dict)
    """Tensors that the file holds: their shapes as ONNX writes them."""
    numbers: dict[str, list[int]] = field(default_factory=dict)
    """The whole numbers in small tensors: the target of a Reshape."""
    layers: dict[str, str] = field(default_factory=dict)
    """Tensor → the layer that gives it."""

    def shape(self, tensor: str) -> Shape:
        return self.network.shapes[self.layers[tensor]]


def network_of(graph: Any) -> Network:
    """The network of a decoded graph; raises `ModelFault`."""
    if len(graph.node) > MOST_LAYERS:
        raise ModelFault("el archivo", f"tiene más de {MOST_LAYERS} operadores")
    it = _Graph()
    for tensor in graph.initializer:
        _remember(it, tensor.name, tensor)
    for value in graph.input:
        if value.name not in it.weights:
            _add_input(it, value)
    for number, node in enumerate(graph.node, 1):
        _add_node(it, _decoded(node, number))
    return it.network


def _remember(it: _Graph, name: str, tensor: Any) -> None:
    it.weights[name] = tuple(int(side) for side in tensor.dims)
    if prod(it.weights[name]) <= 16 and tensor.data_type == 7:  # int64
        raw = tensor.raw_data
        it.numbers[name] = (
            [int.from_bytes(raw[i : i + 8], "little", signed=True) for i in range(0, len(raw), 8)]
            if raw
            else [int(n) for n in tensor.int64_data]
        )


def _add_input(it: _Graph, value: Any) -> None:
    sides = [int(side.dim_value) for side in value.type.tensor_type.shape.dim][1:]
    if not sides or min(sides) < 1:
        raise ModelFault(value.name, "la entrada no dice su forma con números: exporta el modelo con una forma fija")
    it.network.add(value.name, input_of(_last(tuple(sides)), value.name))
    it.layers[value.name] = value.name


def _last(shape: Shape) -> Shape:
    """Channels last; a sequence of vectors stays as it is only where it has no channels, which ONNX does not say."""
    return (*shape[1:], shape[0]) if len(shape) > 1 else shape


def _decoded(node: Any, number: int) -> _Node:
    settings: dict[str, Any] = {}
    for it in node.attribute:
        if it.type == 2:
            settings[it.name] = int(it.i)
        elif it.type == 7:
            settings[it.name] = [int(n) for n in it.ints]
        elif it.type == 3:
            settings[it.name] = it.s.decode("utf-8", "replace")
        elif it.type == 4:
            settings[it.name] = it.t
    output = node.output[0] if node.output else ""
    return _Node(node.name or f"{node.op_type}_{number}", node.op_type, list(node.input), output, settings)


def _add_node(it: _Graph, node: _Node) -> None:
    if node.kind == "Constant":
        if "value" in node.settings:
            _remember(it, node.output, node.settings["value"])
        return
    sources = [tensor for tensor in node.inputs if tensor in it.layers]
    if not sources:
        it.weights[node.output] = _made_of_weights(it, node)
        return
    if _is_bias(it, node):
        _with_bias(it, node, sources[0])
        return
    made = _made(it, node, sources)
    if made is None:
        it.layers[node.output] = it.layers[sources[0]]
        return
    name = _free(it, node.name)
    if node.kind == "Gemm" and len(it.shape(sources[0])) > 1:
        raise ModelFault(name, "Gemm recibe un volumen: falta un Flatten")
    it.network.add(name, made, [it.layers[tensor] for tensor in sources])
    it.layers[node.output] = name


def _made_of_weights(it: _Graph, node: _Node) -> Shape:
    """The shape of a tensor that no input of the network changes; empty: it cannot be told."""
    held = node.inputs[0] if node.inputs else ""
    if node.kind == "ConstantOfShape":
        return tuple(it.numbers.get(held, ()))
    if node.kind in ("Identity", "Cast"):
        return it.weights.get(held, ())
    if node.kind == "Reshape" and len(node.inputs) > 1:
        target = it.numbers.get(node.inputs[1], [])
        return tuple(target) if target and min(target) > 0 else ()
    if node.kind == "Unsqueeze":
        return (*it.weights.get(held, ()), 1)
    return ()


def _free(it: _Graph, name: str) -> str:
    found, number = name, 2
    while found in it.network.shapes:
        found, number = f"{name}_{number}", number + 1
    return found


def _made(it: _Graph, node: _Node, sources: Sequence[str]) -> Made | None:
    """Our layer; `None` for an operator that only hands on what it gets."""
    if node.kind in _FUNCTIONS:
        return "activation", {"function": _FUNCTIONS[node.kind]}
    if node.kind in _AS_IT_IS:
        return ("dropout", {"rate": 0.5}) if node.kind == "Dropout" else None
    if node.kind in _MERGES and len(sources) > 1:
        shapes = {it.shape(tensor) for tensor in sources}
        return _MERGES[node.kind], {"broadcast": True} if len(shapes) > 1 else {}
    if node.kind in _MERGES:
        return _with_weights(it, node, it.shape(sources[0]))
    maker = _MAKERS.get(node.kind)
    if maker is None:
        raise ModelFault(node.name, f"no se conoce el operador «{node.kind[:60]}»")
    return maker(it, node, it.shape(sources[0]))


def _with_weights(it: _Graph, node: _Node, shape: Shape) -> Made:
    """A factor or a summand of the file's own: one for all is no parameter, one a channel is a gamma or a beta."""
    held = [prod(it.weights[tensor]) for tensor in node.inputs if it.weights.get(tensor)]
    if not held or held == [1]:
        return "identity", {}
    if held != [shape[-1]] or node.kind not in ("Mul", "Add"):
        raise ModelFault(node.name, f"«{node.kind}» con pesos que no son uno por canal no se puede seguir")
    return "batch_normalization", {"moving": False, "center" if node.kind == "Mul" else "scale": False}


def _is_bias(it: _Graph, node: _Node) -> bool:
    """A MatMul and the Add of its bias are one dense layer."""
    sources = [tensor for tensor in node.inputs if tensor in it.layers]
    others = [tensor for tensor in node.inputs if tensor in it.weights]
    if node.kind != "Add" or len(sources) != 1 or len(others) != 1 or not it.network.layers:
        return False
    last = it.network.layers[-1]
    one = [side for side in it.weights[others[0]] if side > 1]
    units = last.parameters.get("units")
    return (
        last.kind == "dense" and it.layers[sources[0]] == last.name and one == [units] and "use_bias" in last.parameters
    )


def _with_bias(it: _Graph, node: _Node, source: str) -> None:
    from dataclasses import replace

    last = it.network.layers[-1]
    numbers = {name: value for name, value in last.parameters.items() if name != "use_bias"}
    it.network.layers[-1] = replace(last, parameters=numbers)
    it.layers[node.output] = it.layers[source]


def _weight(it: _Graph, node: _Node, rank: int) -> Shape:
    """The shape of the operator's weights, which has `rank` numbers."""
    name = node.inputs[1] if len(node.inputs) > 1 else ""
    shape = it.weights.get(name, ())
    if len(shape) != rank or not all(is_whole(side, 1) for side in shape):
        raise ModelFault(node.name, "no trae sus pesos en el archivo" if not shape else f"sus pesos son de {shape}")
    return shape


def _rank(node: _Node, shape: Shape) -> int:
    """Of the places in a shape: an image has two."""
    if not 2 <= len(shape) <= 4:
        raise ModelFault(node.name, f"«{node.kind}» recibe {shape}: se espera una secuencia, una imagen o un volumen")
    return len(shape) - 1


def _bias(node: _Node, place: int = 2) -> Numbers:
    return {} if len(node.inputs) > place and node.inputs[place] else {"use_bias": False}


def _window(node: _Node, kernel: Sequence[int]) -> Numbers:
    rank = len(kernel)
    strides = _list(node, "strides", rank, 1)
    gaps = _list(node, "dilations", rank, 1)
    pads = _list(node, "pads", 2 * rank, 0)
    pairs = list(zip(pads[:rank], pads[rank:], strict=True))
    where = str(node.settings.get("auto_pad", "NOTSET"))
    padding: Numbers = {**along_ends("padding", pairs)} if where in ("NOTSET", "VALID", "") else {"padding": "same"}
    return {
        **along("kernel", kernel),
        **along("strides", strides),
        **padding,
        **(along("dilation", gaps) if max(gaps) > 1 else {}),
    }


def _list(node: _Node, key: str, size: int, default: int) -> list[int]:
    found = node.settings.get(key) or [default] * size
    if not isinstance(found, list) or len(found) != size or not all(is_whole(n, 0) for n in found):
        raise ModelFault(node.name, f"«{key}» debe ser una lista de {size} números")
    return found


def _groups(node: _Node) -> Numbers:
    groups = node.settings.get("group", 1)
    return {"groups": groups} if is_whole(groups, 2) else {}


def _conv(it: _Graph, node: _Node, shape: Shape) -> Made:
    filters, _each, *kernel = _weight(it, node, _rank(node, shape) + 2)
    return f"conv{len(kernel)}d", {"filters": filters, **_window(node, kernel), **_groups(node), **_bias(node)}


def _transposed(it: _Graph, node: _Node, shape: Shape) -> Made:
    _each, filters, *kernel = _weight(it, node, _rank(node, shape) + 2)
    groups = int(_groups(node).get("groups", 1))
    more = _list(node, "output_padding", len(kernel), 0)
    numbers: Numbers = {"filters": filters * groups, **_window(node, kernel), **_groups(node), **_bias(node)}
    return f"conv{len(kernel)}d_transpose", {**numbers, **(along("output_padding", more) if max(more) else {})}


def _gemm(it: _Graph, node: _Node, _: Shape) -> Made:
    first, second = _weight(it, node, 2)
    return "dense", {"units": first if node.settings.get("transB") else second, **_bias(node)}


def _matmul(it: _Graph, node: _Node, shape: Shape) -> Made:
    weight = _weight(it, node, 2)
    positions: Numbers = {"per_position": True} if len(shape) > 1 else {}
    return "dense", {"units": weight[-1], "use_bias": False, **positions}


def _pooling(kind: str) -> Callable[[_Graph, _Node, Shape], Made]:
    def made(_: _Graph, node: _Node, shape: Shape) -> Made:
        kernel = _list(node, "kernel_shape", _rank(node, shape), 1)
        upwards: Numbers = {"ceil_mode": True} if node.settings.get("ceil_mode") else {}
        return f"{kind}_pooling{len(kernel)}d", {**_window(node, kernel), **upwards}

    return made


def _global(kind: str) -> Callable[[_Graph, _Node, Shape], Made]:
    return lambda _, node, shape: (f"global_{kind}_pooling{_rank(node, shape)}d", {"keepdims": True})


def _reduce_mean(it: _Graph, node: _Node, shape: Shape) -> Made:
    axes = node.settings.get("axes") or it.numbers.get(node.inputs[1] if len(node.inputs) > 1 else "", [])
    rank = _rank(node, shape) + 1
    if not isinstance(axes, list) or sorted(axis % (rank + 1) for axis in axes) != list(range(2, rank + 1)):
        raise ModelFault(node.name, "ReduceMean no es un promedio de todas las posiciones")
    keeps = node.settings.get("keepdims", 1)
    return f"global_average_pooling{rank - 1}d", {"keepdims": True} if keeps else {}


def _batch_normalization(*_: Any) -> Made:
    return "batch_normalization", {"moving": False}


def _layer_normalization(_: _Graph, node: _Node, __: Shape) -> Made:
    return "layer_normalization", {} if len(node.inputs) > 2 else {"center": False}


def _reshape(it: _Graph, node: _Node, shape: Shape) -> Made:
    """Only what leaves a single row of numbers: with the channels first the order of the others would not be ours."""
    target = it.numbers.get(node.inputs[1] if len(node.inputs) > 1 else "", [])
    if len(target) != 2 or target[1] not in (-1, prod(shape)):
        raise ModelFault(node.name, "un Reshape que no aplana no se puede seguir con los canales al final")
    return "flatten", {}


def _squeeze(_: _Graph, __: _Node, ___: Shape) -> Made:
    return "flatten", {}


def _concat(_: _Graph, node: _Node, shape: Shape) -> Made:
    axis = node.settings.get("axis", 1)
    axis = axis % (len(shape) + 1) if isinstance(axis, int) else 0
    if not 1 <= axis <= 4:
        raise ModelFault(node.name, "no se puede concatenar por ese eje")
    return "concatenate", {} if axis == 1 or len(shape) == 1 else {"axis": axis - 1}


def _pad(it: _Graph, node: _Node, shape: Shape) -> Made:
    pads = node.settings.get("pads") or it.numbers.get(node.inputs[1] if len(node.inputs) > 1 else "", [])
    pads = pads if isinstance(pads, list) else []
    half = len(pads) // 2
    if half != len(shape) + 1 or any(pads[i] or pads[half + i] for i in (0, 1)) or min(pads, default=0) < 0:
        raise ModelFault(node.name, "Pad solo se entiende si agrega ceros a los lados")
    pairs = list(zip(pads[2:half], pads[half + 2 :], strict=True))
    return f"zero_padding{len(pairs)}d", {**along_ends("padding", pairs)}


def _prelu(_: _Graph, __: _Node, shape: Shape) -> Made:
    axes = ",".join(map(str, range(1, len(shape))))
    return "prelu", {"shared": axes} if axes else {}


_MAKERS: Mapping[str, Callable[[_Graph, _Node, Shape], Made]] = {
    "Conv": _conv,
    "ConvTranspose": _transposed,
    "Gemm": _gemm,
    "MatMul": _matmul,
    "MaxPool": _pooling("max"),
    "AveragePool": _pooling("average"),
    "GlobalAveragePool": _global("average"),
    "GlobalMaxPool": _global("max"),
    "ReduceMean": _reduce_mean,
    "BatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "Flatten": lambda *_: ("flatten", {}),
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "Concat": _concat,
    "Pad": _pad,
    "PRelu": _prelu,
}
