"""Multi-head attention: h heads, each with its queries and keys of k numbers and values of v, and one output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.layers._assembled import Part, assembled, count_of, itself, product_of, sum_of
from grader.layers._counts import none
from grader.layers._kind import SWITCH, Chosen, LayerKind, Parameter, Structure
from grader.model import Formula, Layer, Shape


def _product(*letters: str) -> Part:
    return product_of(*letters), tuple(dict.fromkeys(letters))


def _value(it: Structure) -> str:
    """The letter for the size of a value: that of a key unless the layer says another one."""
    return "v" if it.has("value_dim") else "k"


def _sources(it: Structure) -> tuple[str, str, str]:
    """The letters for the width of queries, keys and values: inputs in the order query, value, key."""
    if len(it.ranks) < 2:
        return "n", "n", "n"
    return "n_1", "n_3" if len(it.ranks) == 3 else "n_2", "n_2"


def _output(it: Structure) -> str:
    return "q" if it.has("output") else _sources(it)[0]


def _out_shape(it: Structure) -> Formula | None:
    if it.rank != 2:
        return None
    return assembled((itself, ("T",)), (itself, (_output(it),)))


def _weights(it: Structure) -> Formula:
    query, key, value = _sources(it)
    return sum_of(
        _product(query, "h", "k"), _product(key, "h", "k"), _product(value, "h", _value(it)),
        _product("h", _value(it), _output(it)),
    )  # fmt: skip


def _biases(it: Structure) -> Formula:
    if it.says(use_bias=False):
        return none
    return sum_of(_product("h", "k"), _product("h", "k"), _product("h", _value(it)), (itself, (_output(it),)))


def _used(w: Any, T: Any, h: Any, k: Any, v: Any) -> Any:
    """Every weight at every step, then each query with each key, and each weight of attention with each value."""
    return w * T + T * T * h * k + T * T * h * v


def _operations(it: Structure) -> Formula:
    return count_of(_used, "w", "T", "h", "k", _value(it))


def _refusal(_: Layer, shapes: Sequence[Shape]) -> str:
    return "" if all(len(shape) == 2 for shape in shapes) else "la atención toma secuencias (largo, valores por paso)"


def _detail(layer: Layer) -> str:
    it = layer.parameters
    value = f", v={it['value_dim']}" if "value_dim" in it else ""
    return f"{it['heads']} cabezas, k={it['key_dim']}{value}" + (", sin sesgos" if it.get("use_bias") is False else "")


KINDS = (
    LayerKind(
        name="multi_head_attention",
        words="atención de varias cabezas",
        parameters={
            "heads": Parameter(1, letter="h", meaning="número de cabezas"),
            "key_dim": Parameter(1, letter="k", meaning="números de cada consulta y de cada clave"),
            "value_dim": Parameter(1, optional=True, letter="v", meaning="números de cada valor"),
            "output": Parameter(1, optional=True, letter="q", meaning="números de cada salida"),
            "use_bias": SWITCH,
        },
        formulas={
            "out_shape": Chosen(_out_shape),
            "weights": Chosen(_weights),
            "biases": Chosen(_biases),
            "macs": Chosen(_operations),
        },
        detail=_detail,
        sentence=lambda layer: f"Atención de {_detail(layer)}",
        conventions=("La atención tiene cuatro juegos de pesos con sus sesgos: consultas, claves, valores y salida.",),
        aliases=("multiheadattention", "multihead attention"),
        has_weights=True,
        inputs=(1, 3),
        refuses=_refusal,
        refuses_by=(),
        needs="una secuencia (largo, valores por paso)",
    ),
)
