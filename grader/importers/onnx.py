"""A network in an ONNX file: its graph of operators and the shapes of its weights; no operator is ever run.

Needs the package `onnx` (`pip install onnx`), which only decodes the file.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from grader.importers._fault import ModelFault
from grader.importers._onnx_graph import network_of
from grader.model import Instance

SUFFIXES = (".onnx",)
MOST_BYTES = 1024**3


def read(data: bytes, name: str) -> Instance:
    """The network in an ONNX file; raises `ModelFault`."""
    if len(data) > MOST_BYTES:
        raise ModelFault("el archivo", "es demasiado grande")
    try:
        onnx: Any = import_module("onnx")
    except ImportError as error:
        raise ModelFault("el archivo", "para leer ONNX falta un paquete: pip install onnx") from error
    try:
        model = onnx.ModelProto.FromString(data)
    except Exception as error:  # whatever the decoder raises, the bytes are no model
        raise ModelFault("el archivo", "no es un ONNX completo: vuelve a exportarlo o a bajarlo") from error
    return network_of(model.graph).instance(name)
