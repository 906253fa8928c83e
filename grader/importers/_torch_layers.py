"""What each module of PyTorch is among our layers: its arguments become our parameters, and its refusals are told.

Shapes are ours, with the channels last; PyTorch writes them first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.importers._config import Config, along, is_whole
from grader.importers._fault import ModelFault
from grader.importers._keras_layers import Made, Numbers
from grader.model import Shape

Maker = Callable[[Config, Sequence[Shape]], Made]

_FUNCTIONS = {
    "ReLU": "ReLU", "ReLU6": "ReLU6", "LeakyReLU": "LeakyReLU", "ELU": "ELU", "SELU": "SELU", "GELU": "GELU",
    "SiLU": "SiLU", "Sigmoid": "Sigmoid", "Tanh": "Tanh", "Softmax": "Softmax", "LogSoftmax": "Softmax",
    "Softplus": "Softplus", "Softsign": "Softsign", "Hardsigmoid": "HardSigmoid", "Hardswish": "HardSwish",
    "Mish": "Mish",
}  # fmt: skip


def make(name: str, values: Mapping[str, Any], where: str, shapes: Sequence[Shape]) -> Made:
    """Our layer for a module of PyTorch and its arguments; raises `ModelFault`."""
    if name not in MAKERS:
        raise ModelFault(where, f"no se conoce el módulo «{name[:60]}»")
    return MAKERS[name](Config(where, values), shapes)


def _bias(config: Config) -> Numbers:
    key = "use_bias" if "use_bias" in config.values else "bias"
    return {} if config.switch(key, default=True) else {"use_bias": False}


def _expects(config: Config, key: str, shapes: Sequence[Shape]) -> None:
    """What a module was made for must be what it gets."""
    wanted = config.values.get(key)
    if is_whole(wanted, 1) and shapes and shapes[0][-1] != wanted:
        raise ModelFault(config.where, f"espera {wanted} ({key}) y recibe {shapes[0][-1]}")


def _linear(config: Config, shapes: Sequence[Shape]) -> Made:
    _expects(config, "in_features", shapes)
    positions: Numbers = {"per_position": True} if shapes and len(shapes[0]) > 1 else {}
    return "dense", {"units": config.whole("out_features"), **_bias(config), **positions}


def _padding(config: Config, rank: int, strides: Sequence[int]) -> Numbers:
    """A number, `valid`, or the `same` of PyTorch, which keeps the size and so takes no strides."""
    padding = config.values.get("padding", 0)
    if padding == "valid":
        return {"padding": 0}
    if padding == "same":
        if max(strides) > 1:
            raise ModelFault(config.where, "PyTorch no admite padding «same» con un stride mayor que 1")
        return {"padding": "same"}
    return {**along("padding", config.sides("padding", rank, 0, least=0))}


def _window(config: Config, rank: int) -> Numbers:
    kernel, strides = config.sides("kernel_size", rank), config.sides("stride", rank, 1)
    gaps = config.sides("dilation", rank, 1)
    return {
        **along("kernel", kernel),
        **along("strides", strides),
        **_padding(config, rank, strides),
        **(along("dilation", gaps) if max(gaps) > 1 else {}),
    }


def _groups(config: Config) -> Numbers:
    groups = config.whole("groups", default=1)
    return {"groups": groups} if groups > 1 else {}


def _conv(rank: int) -> Maker:
    def made(config: Config, shapes: Sequence[Shape]) -> Made:
        _expects(config, "in_channels", shapes)
        filters = config.whole("out_channels")
        return f"conv{rank}d", {"filters": filters, **_window(config, rank), **_groups(config), **_bias(config)}

    return made


def _transposed(rank: int) -> Maker:
    def made(config: Config, shapes: Sequence[Shape]) -> Made:
        _expects(config, "in_channels", shapes)
        more = config.sides("output_padding", rank, 0, least=0)
        numbers = {"filters": config.whole("out_channels"), **_window(config, rank)}
        numbers |= {**(along("output_padding", more) if max(more) else {}), **_groups(config), **_bias(config)}
        return f"conv{rank}d_transpose", numbers

    return made


def _pooling(kind: str, rank: int) -> Maker:
    def made(config: Config, _: Sequence[Shape]) -> Made:
        kernel = config.sides("kernel_size", rank)
        strides = config.sides("stride", rank, kernel)
        padding, gaps = config.sides("padding", rank, 0, least=0), config.sides("dilation", rank, 1)
        if any(2 * p > f for p, f in zip(padding, kernel, strict=True)):
            raise ModelFault(config.where, "el padding puede ser a lo sumo la mitad del kernel")
        return f"{kind}_pooling{rank}d", {
            **along("kernel", kernel),
            **along("strides", strides),
            **along("padding", padding),
            **(along("dilation", gaps) if max(gaps) > 1 else {}),
            **({"ceil_mode": True} if config.switch("ceil_mode", default=False) else {}),
        }

    return made


def _adaptive(kind: str, rank: int) -> Maker:
    def made(config: Config, shapes: Sequence[Shape]) -> Made:
        value = config.values.get("output_size")
        sides = list(value) if isinstance(value, (list, tuple)) else [value] * rank
        known = shapes[0] if shapes and len(shapes[0]) == rank + 1 else (1,) * (rank + 1)
        sides = [known[i] if side is None and i < rank else side for i, side in enumerate(sides)]
        return f"adaptive_{kind}_pooling{rank}d", {
            **along("output", Config(config.where, {"output_size": sides}).sides("output_size", rank))
        }

    return made


def _batch_normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    _expects(config, "num_features", shapes)
    learns = config.switch("affine", default=True)
    return "batch_normalization", {"moving": False, **({} if learns else {"center": False, "scale": False})}


def _instance_normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    kind, numbers = _batch_normalization(Config(config.where, {"affine": False, **config.values}), shapes)
    return kind, numbers


def _layer_normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    over = config.values.get("normalized_shape")
    sides = tuple(over) if isinstance(over, (list, tuple)) else (over,)
    if shapes and sides != shapes[0][-len(sides) :]:
        raise config.fault("normalized_shape", f"debe ser el final de {shapes[0]}")
    numbers: Numbers = {"last_axes": len(sides)} if len(sides) > 1 else {}
    if not config.switch("elementwise_affine", default=True):
        numbers |= {"center": False, "scale": False}
    elif not config.switch("bias", default=True):
        numbers["center"] = False
    return "layer_normalization", numbers


def _group_normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    _expects(config, "num_channels", shapes)
    learns = config.switch("affine", default=True)
    return "group_normalization", {
        "groups": config.whole("num_groups"),
        **({} if learns else {"center": False, "scale": False}),
    }


def _prelu(config: Config, shapes: Sequence[Shape]) -> Made:
    many = config.whole("num_parameters", default=1)
    if many == 1:
        return "prelu", {"shared": "all"}
    _expects(config, "num_parameters", shapes)
    rank = len(shapes[0]) if shapes else 3
    return "prelu", {"shared": ",".join(map(str, range(1, rank)))} if rank > 1 else {}


def _dropout(config: Config, _: Sequence[Shape]) -> Made:
    rate = config.values.get("p", 0.5)
    if not isinstance(rate, (int, float)) or isinstance(rate, bool) or not 0 <= rate <= 1:
        raise config.fault("p", "debe ser un número entre 0 y 1")
    return "dropout", {"rate": rate}


def _embedding(config: Config, _: Sequence[Shape]) -> Made:
    return "embedding", {"vocabulary": config.whole("num_embeddings"), "units": config.whole("embedding_dim")}


def _recurrent(kind: str) -> Maker:
    def made(config: Config, shapes: Sequence[Shape]) -> Made:
        _expects(config, "input_size", shapes)
        if config.whole("num_layers", default=1) > 1 or config.values.get("proj_size"):
            raise ModelFault(config.where, "tiene varias capas en una (num_layers): escríbelas una por una")
        numbers: Numbers = {"units": config.whole("hidden_size"), "return_sequences": True, **_bias(config)}
        numbers |= {"bidirectional": True} if config.switch("bidirectional", default=False) else {}
        return kind, {**numbers, **({"two_biases": True} if kind != "gru" else {})}

    return made


def _attention(config: Config, shapes: Sequence[Shape]) -> Made:
    wide, heads = config.whole("embed_dim"), config.whole("num_heads")
    if wide % heads:
        raise config.fault("num_heads", f"debe dividir a embed_dim, {wide}")
    _expects(config, "embed_dim", shapes)
    return "multi_head_attention", {"heads": heads, "key_dim": wide // heads, **_bias(config)}


def _upsampling(config: Config, shapes: Sequence[Shape]) -> Made:
    rank = len(shapes[0]) - 1 if shapes else 2
    factor = config.values.get("scale_factor")
    sides = [factor] * rank if isinstance(factor, (int, float)) else list(factor or [])
    whole = [int(it) for it in sides if isinstance(it, (int, float)) and it == int(it)]
    if not 1 <= rank <= 3:
        raise ModelFault(config.where, "Upsample toma una secuencia, una imagen o un volumen")
    found = Config(config.where, {"scale_factor": whole or factor}).sides("scale_factor", rank)
    return f"upsampling{rank}d", {**along("size", found)}


def _zero_padding(config: Config, _: Sequence[Shape]) -> Made:
    around = config.values.get("padding")
    if is_whole(around, 0):
        around = [around] * 4
    if not isinstance(around, (list, tuple)) or len(around) != 4 or not all(is_whole(it, 0) for it in around):
        raise config.fault("padding", "debe ser un número, o (izquierda, derecha, arriba, abajo)")
    left, right, top, bottom = around
    return "zero_padding2d", {
        "padding_top": top, "padding_bottom": bottom, "padding_left": left, "padding_right": right,
    }  # fmt: skip


def _flatten(config: Config, _: Sequence[Shape]) -> Made:
    if config.values.get("start_dim", 1) != 1 or config.values.get("end_dim", -1) != -1:
        raise config.fault("start_dim", "debe ser 1, y end_dim −1")
    return "flatten", {}


def _plain(kind: str, numbers: Numbers) -> Maker:
    return lambda _config, _shapes: (kind, dict(numbers))


_RANKS = (1, 2, 3)
MAKERS: dict[str, Maker] = {
    "Linear": _linear,
    "NonDynamicallyQuantizableLinear": _linear,
    "Flatten": _flatten,
    "Identity": _plain("identity", {}),
    "PReLU": _prelu,
    "LayerNorm": _layer_normalization,
    "GroupNorm": _group_normalization,
    "Embedding": _embedding,
    "RNN": _recurrent("simple_rnn"),
    "LSTM": _recurrent("lstm"),
    "GRU": _recurrent("gru"),
    "MultiheadAttention": _attention,
    "Upsample": _upsampling,
    "ZeroPad2d": _zero_padding,
    **{name: _plain("activation", {"function": function}) for name, function in _FUNCTIONS.items()},
    **dict.fromkeys(("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout"), _dropout),
    **{f"Conv{rank}d": _conv(rank) for rank in _RANKS},
    **{f"ConvTranspose{rank}d": _transposed(rank) for rank in _RANKS},
    **{f"BatchNorm{rank}d": _batch_normalization for rank in _RANKS},
    **{f"InstanceNorm{rank}d": _instance_normalization for rank in _RANKS},
    **{f"MaxPool{rank}d": _pooling("max", rank) for rank in _RANKS},
    **{f"AvgPool{rank}d": _pooling("average", rank) for rank in _RANKS},
    **{f"AdaptiveAvgPool{rank}d": _adaptive("average", rank) for rank in _RANKS},
    **{f"AdaptiveMaxPool{rank}d": _adaptive("max", rank) for rank in _RANKS},
}
