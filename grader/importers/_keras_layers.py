"""What each class of Keras is among our layers: its settings become our parameters, and its refusals are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

from grader.importers._config import Config, along, along_ends, is_whole
from grader.importers._fault import ModelFault
from grader.model import Shape

Numbers = dict[str, int | float | str | bool]
Made = tuple[str, Numbers]
"""Our kind and its parameters."""
Maker = Callable[[Config, Sequence[Shape]], Made]

_FUNCTIONS = {
    "relu": "ReLU", "softmax": "Softmax", "sigmoid": "Sigmoid", "tanh": "Tanh", "linear": "Linear", "relu6": "ReLU6",
    "leaky_relu": "LeakyReLU", "elu": "ELU", "selu": "SELU", "gelu": "GELU", "silu": "SiLU", "swish": "SiLU",
    "softplus": "Softplus", "softsign": "Softsign", "hard_sigmoid": "HardSigmoid", "hard_swish": "HardSwish",
    "hard_silu": "HardSwish", "exponential": "Exponential", "mish": "Mish",
}  # fmt: skip
_LAST = "channels_last"


def make(name: str, values: Mapping[str, Any], where: str, shapes: Sequence[Shape]) -> Made:
    """Our layer for a class of Keras and its settings; raises `ModelFault`."""
    config = Config(where, values)
    if config.values.get("data_format") not in (None, _LAST):
        raise config.fault("data_format", f"debe ser {_LAST}: guarda el modelo con los canales al final")
    if name not in MAKERS:
        raise ModelFault(where, f"no se conoce la clase de capa «{name[:60]}»{_nearest(name)}")
    return MAKERS[name](config, shapes)


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, MAKERS, 1)
    return f" (¿«{close[0]}»?)" if close else ""


def _bias(config: Config) -> Numbers:
    return {} if config.switch("use_bias", default=True) else {"use_bias": False}


def _positions(shapes: Sequence[Shape]) -> Numbers:
    return {"per_position": True} if shapes and len(shapes[0]) > 1 else {}


def _dense(config: Config, shapes: Sequence[Shape]) -> Made:
    return "dense", {"units": config.whole("units"), **_bias(config), **_positions(shapes)}


def _activation(config: Config, _: Sequence[Shape]) -> Made:
    found = config.values.get("activation", "linear")
    if isinstance(found, dict):
        inner = found.get("config")
        found = inner if isinstance(inner, str) else found.get("class_name")
    known = _FUNCTIONS.get(str(found).lower())
    return ("activation", {"function": known}) if known else ("identity", {})


def _function(name: str) -> Maker:
    return lambda _config, _shapes: ("activation", {"function": name})


def _plain(kind: str) -> Maker:
    return lambda _config, _shapes: (kind, {})


def _dropout(config: Config, _: Sequence[Shape]) -> Made:
    rate = config.values.get("rate", 0)
    if not isinstance(rate, (int, float)) or isinstance(rate, bool) or not 0 <= rate <= 1:
        raise config.fault("rate", "debe ser un número entre 0 y 1")
    return "dropout", {"rate": rate}


def _dilation(config: Config, rank: int, strides: Sequence[int], *, either: bool) -> Numbers:
    gaps = config.sides("dilation_rate", rank, 1)
    if either and max(gaps) > 1 and max(strides) > 1:
        raise ModelFault(config.where, "Keras no admite a la vez strides y dilation_rate mayores que 1")
    return {} if max(gaps) == 1 else {**along("dilation", gaps)}


def _window(config: Config, rank: int, *, causal: bool = False, either: bool = True) -> Numbers:
    """`either`: Keras takes strides or gaps in the kernel, not both."""
    strides = config.sides("strides", rank, 1)
    words = ("valid", "same", "causal") if causal else ("valid", "same")
    padding = config.word("padding", words, "valid")
    return {
        **along("kernel", config.sides("kernel_size", rank)),
        **along("strides", strides),
        "padding": 0 if padding == "valid" else padding,
        **_dilation(config, rank, strides, either=either),
    }


def _conv(rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        groups = config.whole("groups", default=1)
        numbers: Numbers = {"filters": config.whole("filters"), **_window(config, rank, causal=rank == 1)}
        return f"conv{rank}d", {**numbers, **({"groups": groups} if groups > 1 else {}), **_bias(config)}

    return made


def _many(config: Config) -> Numbers:
    many = config.whole("depth_multiplier", default=1)
    return {"depth_multiplier": many} if many > 1 else {}


def _depthwise(rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        return f"depthwise_conv{rank}d", {**_window(config, rank, either=False), **_many(config), **_bias(config)}

    return made


def _separable(rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        numbers: Numbers = {"filters": config.whole("filters"), **_window(config, rank, either=False)}
        return f"separable_conv{rank}d", {**numbers, **_many(config), **_bias(config)}

    return made


def _transposed(rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        numbers = {"filters": config.whole("filters"), **_window(config, rank), **_bias(config)}
        numbers["padding"] = config.word("padding", ("valid", "same"), "valid")
        if config.values.get("output_padding") is not None:
            more = config.sides("output_padding", rank, least=0)
            strides = config.sides("strides", rank, 1)
            if any(o >= s for o, s in zip(more, strides, strict=True)):
                raise config.fault("output_padding", f"debe ser menor que strides, {list(strides)}")
            numbers |= along("output_padding", more)
        return f"conv{rank}d_transpose", numbers

    return made


def _pooling(kind: str, rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        kernel = config.sides("pool_size", rank, 2)
        padding = config.word("padding", ("valid", "same"), "valid")
        return f"{kind}_pooling{rank}d", {
            **along("kernel", kernel),
            **along("strides", config.sides("strides", rank, kernel)),
            "padding": 0 if padding == "valid" else padding,
        }

    return made


def _global(kind: str, rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        keeps = config.switch("keepdims", default=False)
        return f"global_{kind}_pooling{rank}d", {"keepdims": True} if keeps else {}

    return made


def _adaptive(kind: str, rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        return f"adaptive_{kind}_pooling{rank}d", {**along("output", config.sides("output_size", rank))}

    return made


def _border(kind: str, key: str, rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        return f"{kind}{rank}d", {**along_ends(key, config.ends(key, rank))}

    return made


def _upsampling(rank: int) -> Maker:
    return lambda config, _: (f"upsampling{rank}d", {**along("size", config.sides("size", rank, 2))})


def _axis(config: Config, default: int = -1) -> int:
    axis = config.values.get("axis", default)
    if isinstance(axis, (list, tuple)) and len(axis) == 1:
        axis = axis[0]
    if axis is None:
        axis = default
    if not isinstance(axis, int) or isinstance(axis, bool) or axis == 0 or abs(axis) > 4:
        raise config.fault("axis", "debe ser el número de un eje, sin contar el 0")
    return axis


def _factors(config: Config) -> Numbers:
    return {name: False for name in ("center", "scale") if not config.switch(name, default=True)}


def _along_axis(config: Config, shapes: Sequence[Shape]) -> Numbers:
    """Nothing is said where it is the last one."""
    axis = _axis(config)
    return {} if axis == -1 or (shapes and axis == len(shapes[0])) else {"axis": axis}


def _batch_normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    return "batch_normalization", {**_factors(config), **_along_axis(config, shapes)}


def _layer_normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    rank = len(shapes[0]) if shapes else 1
    axes = config.values.get("axis", -1)
    places = sorted(a if a > 0 else rank + 1 + a for a in (axes if isinstance(axes, (list, tuple)) else [axes])
                    if is_whole(abs(a) if isinstance(a, int) else None, 1))  # fmt: skip
    if places != list(range(rank + 1 - len(places), rank + 1)) or not places:
        raise config.fault("axis", "debe nombrar los últimos ejes")
    if config.switch("rms_scaling", default=False):
        return "layer_normalization", {"center": False, **_last(places)}
    return "layer_normalization", {**_factors(config), **_last(places)}


def _last(places: Sequence[int]) -> Numbers:
    return {"last_axes": len(places)} if len(places) > 1 else {}


def _rms_normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    kind, numbers = _layer_normalization(Config(config.where, {"axis": config.values.get("axis", -1)}), shapes)
    return kind, {**numbers, "center": False}


def _group_normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    groups = config.values.get("groups", 32)
    channels = shapes[0][-1] if shapes else 1
    if groups == -1:
        groups = channels
    numbers: Numbers = {"groups": Config(config.where, {"groups": groups}).whole("groups"), **_factors(config)}
    if _along_axis(config, shapes):
        raise config.fault("axis", "debe ser el último eje")
    return "group_normalization", numbers


def _normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    if config.values.get("mean") is not None or config.values.get("input_mean") is not None:
        return "normalization", {"stored": False}
    axis = config.values.get("axis", -1)
    if isinstance(axis, (list, tuple)) and len(axis) != 1:
        raise config.fault("axis", "debe ser un solo eje")
    return "normalization", {**_along_axis(config, shapes)}


def _prelu(config: Config, shapes: Sequence[Shape]) -> Made:
    shared = config.values.get("shared_axes")
    if not shared:
        return "prelu", {}
    rank = len(shapes[0]) if shapes else 4
    if not isinstance(shared, (list, tuple)) or not all(is_whole(a, 1) and a <= min(rank, 4) for a in shared):
        raise config.fault("shared_axes", "debe ser una lista de ejes de la entrada")
    return "prelu", {"shared": ",".join(map(str, sorted(set(shared))))}


def _embedding(config: Config, _: Sequence[Shape]) -> Made:
    return "embedding", {"vocabulary": config.whole("input_dim"), "units": config.whole("output_dim")}


def _recurrent(kind: str) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        numbers: Numbers = {"units": config.whole("units"), **_bias(config)}
        if config.switch("return_sequences", default=False):
            numbers["return_sequences"] = True
        if kind == "gru" and not config.switch("reset_after", default=True):
            numbers["reset_after"] = False
        return kind, numbers

    return made


def _inner(config: Config) -> tuple[str, dict[str, Any]]:
    """The layer that a wrapper holds."""
    inner = config.values.get("layer")
    values = inner.get("config") if isinstance(inner, dict) else None
    if not isinstance(inner, dict) or not isinstance(values, dict):
        raise config.fault("layer", "debe ser la capa que envuelve")
    return str(inner.get("class_name")), values


def _bidirectional(config: Config, shapes: Sequence[Shape]) -> Made:
    name, values = _inner(config)
    if name not in ("SimpleRNN", "LSTM", "GRU"):
        raise ModelFault(config.where, f"Bidirectional envuelve «{name[:60]}»; aquí puede ser SimpleRNN, LSTM o GRU")
    kind, numbers = MAKERS[name](Config(config.where, values), shapes)
    merge = config.word("merge_mode", ("concat", "sum", "ave", "mul"), "concat")
    return kind, {**numbers, "bidirectional": True, **({"merge": merge} if merge != "concat" else {})}


def _time_distributed(config: Config, shapes: Sequence[Shape]) -> Made:
    name, values = _inner(config)
    if name == "Dense":
        return _dense(Config(config.where, values), shapes)
    if name in ("Activation", "Dropout", "ReLU", "LeakyReLU", "Softmax"):
        return make(name, values, config.where, shapes)
    raise ModelFault(
        config.where, f"TimeDistributed envuelve «{name[:60]}»; aquí puede ser Dense, Dropout o Activation"
    )


def _attention(config: Config, shapes: Sequence[Shape]) -> Made:
    numbers: Numbers = {"heads": config.whole("num_heads"), "key_dim": config.whole("key_dim"), **_bias(config)}
    if config.values.get("value_dim") not in (None, numbers["key_dim"]):
        numbers["value_dim"] = config.whole("value_dim")
    output = config.values.get("output_shape")
    if isinstance(output, (list, tuple)) and len(output) == 1:
        output = output[0]
    if output is not None and (not shapes or output != shapes[0][-1]):
        numbers["output"] = Config(config.where, {"output_shape": output}).whole("output_shape")
    return "multi_head_attention", numbers


def _merge(kind: str) -> Maker:
    def made(_: Config, shapes: Sequence[Shape]) -> Made:
        return kind, {"broadcast": True} if len(set(map(tuple, shapes))) > 1 else {}

    return made


def _concatenate(config: Config, shapes: Sequence[Shape]) -> Made:
    return "concatenate", {**_along_axis(config, shapes)}


def _reshape(config: Config, shapes: Sequence[Shape]) -> Made:
    target = config.values.get("target_shape")
    if not isinstance(target, (list, tuple)) or not target or not all(n == -1 or is_whole(n, 1) for n in target):
        raise config.fault("target_shape", "debe ser una lista de números")
    sides, size = list(target), prod(shapes[0]) if shapes else 1
    if sides.count(-1) > 1 or len(sides) > 5:
        raise config.fault("target_shape", "debe tener a lo sumo cinco números y un solo -1")
    if -1 in sides:
        sides[sides.index(-1)] = max(size // max(-prod(sides), 1), 1)
    return "reshape", {f"size_{i}": int(side) for i, side in enumerate(sides, 1)}


def _permute(config: Config, shapes: Sequence[Shape]) -> Made:
    dims, rank = config.values.get("dims"), len(shapes[0]) if shapes else 0
    if not isinstance(dims, (list, tuple)) or sorted(map(str, dims)) != [str(i + 1) for i in range(rank)] or rank > 4:
        raise config.fault("dims", f"debe nombrar cada eje del 1 al {rank} una vez")
    return "permute", {"order": ",".join(map(str, dims))}


def _repeat(config: Config, _: Sequence[Shape]) -> Made:
    return "repeat_vector", {"times": config.whole("n")}


def _input(config: Config, _: Sequence[Shape]) -> Made:
    shape = config.values.get("batch_shape", config.values.get("batch_input_shape"))
    if not isinstance(shape, (list, tuple)) or len(shape) < 2:
        raise config.fault("batch_shape", "debe decir la forma de la entrada, con el lote adelante")
    return input_of(shape[1:], config.where)


def input_of(shape: Sequence[Any], where: str) -> Made:
    """Our input layer for a shape without its batch."""
    if not 1 <= len(shape) <= 4 or not all(is_whole(side, 1) for side in shape):
        written = ", ".join("?" if side is None else str(side)[:20] for side in shape)
        raise ModelFault(where, f"la entrada es ({written}) y cada tamaño debe ser un número (a lo sumo cuatro)")
    names = {
        1: ("units",),
        2: ("length", "channels"),
        3: ("height", "width", "channels"),
        4: ("depth", "height", "width", "channels"),
    }
    return "input", dict(zip(names[len(shape)], map(int, shape), strict=True))


_RANKS = (1, 2, 3)
_UNCHANGED = (
    "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization", "Masking", "Identity",
    "RandomFlip", "RandomRotation", "RandomZoom", "RandomContrast", "RandomBrightness", "RandomTranslation",
    "UnitNormalization",
)  # fmt: skip

MAKERS: dict[str, Maker] = {
    "InputLayer": _input,
    "Dense": _dense,
    "Activation": _activation,
    "ReLU": _function("ReLU"),
    "LeakyReLU": _function("LeakyReLU"),
    "ELU": _function("ELU"),
    "Softmax": _function("Softmax"),
    "ThresholdedReLU": _function("ReLU"),
    "PReLU": _prelu,
    "Dropout": _dropout,
    "SpatialDropout1D": _dropout,
    "SpatialDropout2D": _dropout,
    "SpatialDropout3D": _dropout,
    "Flatten": _plain("flatten"),
    "BatchNormalization": _batch_normalization,
    "SyncBatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "RMSNormalization": _rms_normalization,
    "GroupNormalization": _group_normalization,
    "Normalization": _normalization,
    "Rescaling": _plain("rescaling"),
    "LayerScale": _plain("layer_scale"),
    "Embedding": _embedding,
    "SimpleRNN": _recurrent("simple_rnn"),
    "LSTM": _recurrent("lstm"),
    "GRU": _recurrent("gru"),
    "Bidirectional": _bidirectional,
    "TimeDistributed": _time_distributed,
    "MultiHeadAttention": _attention,
    "Add": _merge("add"),
    "Subtract": _merge("subtract"),
    "Multiply": _merge("multiply"),
    "Average": _merge("average"),
    "Maximum": _merge("maximum"),
    "Minimum": _merge("minimum"),
    "Concatenate": _concatenate,
    "Reshape": _reshape,
    "Permute": _permute,
    "RepeatVector": _repeat,
    **dict.fromkeys(_UNCHANGED, _plain("identity")),
    **{f"Conv{rank}D": _conv(rank) for rank in _RANKS},
    **{f"Convolution{rank}D": _conv(rank) for rank in _RANKS},
    **{f"Conv{rank}DTranspose": _transposed(rank) for rank in _RANKS},
    **{f"DepthwiseConv{rank}D": _depthwise(rank) for rank in (1, 2)},
    **{f"SeparableConv{rank}D": _separable(rank) for rank in (1, 2)},
    **{f"{name}Pooling{rank}D": _pooling(name.lower(), rank) for name in ("Max", "Average") for rank in _RANKS},
    **{f"Global{name}Pooling{rank}D": _global(name.lower(), rank) for name in ("Max", "Average") for rank in _RANKS},
    **{
        f"Adaptive{name}Pooling{rank}D": _adaptive(name.lower(), rank) for name in ("Max", "Average") for rank in _RANKS
    },
    **{f"ZeroPadding{rank}D": _border("zero_padding", "padding", rank) for rank in _RANKS},
    **{f"Cropping{rank}D": _border("cropping", "cropping", rank) for rank in _RANKS},
    **{f"UpSampling{rank}D": _upsampling(rank) for rank in _RANKS},
}
