"""A network as PyTorch prints it (`print(model)`): its modules with their arguments, one after the other.

What is printed does not say how modules are connected, so they are taken in order; a network that branches is refused
where the next module cannot take what the one before it gives.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from math import prod
from typing import Any

from grader.importers._fault import ModelFault
from grader.importers._keras_layers import input_of
from grader.importers._network import Network
from grader.importers._torch_layers import MAKERS, make
from grader.model import Shape

_MODULE = re.compile(r"^(?P<indent>\s*)\((?P<name>[^()\s]{1,60})\): (?P<kind>\w{1,60})\((?P<rest>.*)$")
_LONGEST_LINE = 400
_POSITIONAL = {
    "Conv": ("in_channels", "out_channels"),
    "BatchNorm": ("num_features",),
    "GroupNorm": ("num_groups", "num_channels"),
    "LayerNorm": ("normalized_shape",),
    "Embedding": ("num_embeddings", "embedding_dim"),
    "LSTM": ("input_size", "hidden_size"),
    "GRU": ("input_size", "hidden_size"),
    "RNN": ("input_size", "hidden_size"),
}
"""The arguments that PyTorch prints without their names."""


def is_printed(text: str) -> bool:
    return any(_MODULE.match(line[:_LONGEST_LINE]) for line in text.splitlines()[:2000])


def read_printed(text: str, told: Sequence[int]) -> Network:
    """The modules in order; `told` is the input's shape with the channels last."""
    if not told:
        raise ModelFault("el archivo", "no dice la entrada: agrega arriba una línea «Entrada: (224, 224, 3)»")
    network = Network()
    network.add("input", input_of(tuple(told), "Entrada"))
    stack: list[tuple[int, str]] = []
    for line in text.splitlines():
        match = _MODULE.match(line) if len(line) <= _LONGEST_LINE else None
        if match is None:
            continue
        indent = len(match["indent"])
        stack = [it for it in stack if it[0] < indent]
        name = ".".join([*(it[1] for it in stack), match["name"]])
        if not match["rest"].endswith(")"):
            stack.append((indent, match["name"]))
        else:
            _add(network, name, match["kind"], match["rest"][:-1])
    return network


def _add(network: Network, name: str, kind: str, written: str) -> None:
    last = network.layers[-1].name
    shape = network.shapes[last]
    values = _arguments(name, kind, written)
    if kind == "Linear" and len(shape) > 1 and values.get("in_features") == prod(shape):
        network.add(f"{name}.flatten", ("flatten", {}), [last])
        last, shape = f"{name}.flatten", (prod(shape),)
    network.add(name, _made(kind, values, name, shape), [last])


def _made(kind: str, values: dict[str, Any], name: str, shape: Shape) -> Any:
    try:
        return make(kind, values, name, [shape])
    except ModelFault as fault:
        if kind in MAKERS and "recibe" in fault.message:
            more = "; lo que imprime PyTorch no dice cómo se conectan las capas de una red con ramas"
            raise ModelFault(fault.where, fault.message + more) from fault
        raise


def _arguments(name: str, kind: str, written: str) -> dict[str, Any]:
    """`3, 64, kernel_size=(7, 7), bias=False` as names and plain values; nothing is evaluated."""
    if written.count("(") + written.count("[") > 20:
        raise ModelFault(name, f"no se entienden sus argumentos: {written[:60]}")
    try:
        call = ast.parse(f"f({written})", mode="eval").body
        assert isinstance(call, ast.Call)
        lone = [ast.literal_eval(it) for it in call.args]
        named = {it.arg: ast.literal_eval(it.value) for it in call.keywords if it.arg}
    except (SyntaxError, ValueError, AssertionError, RecursionError, MemoryError) as error:
        if kind in MAKERS and not written.strip():
            return {}
        raise ModelFault(name, f"no se entienden sus argumentos: {written[:60]}") from error
    keys = next((keys for start, keys in _POSITIONAL.items() if kind.startswith(start)), ())
    return {**dict(zip(keys, lone, strict=False)), **named}
