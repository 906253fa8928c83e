"""A network from what Keras (`model.summary()`) or PyTorch (`print(model)`) prints, pasted into a text file.

A summary of Keras does not say kernels, strides or padding: the simplest ones that give its numbers are taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from grader.importers._fault import MOST_LAYERS, ModelFault
from grader.importers._keras_layers import input_of
from grader.importers._network import Network
from grader.importers._solve import solve
from grader.importers._torch_print import is_printed, read_printed
from grader.model import Instance, Shape

SUFFIXES = (".txt",)
MOST_BYTES = 4 * 1024**2
_CELLS = re.compile(r"[│┃|]")
_LAYER = re.compile(r"^\s*(?P<name>\S(?:.*?\S)?)\s*\((?P<kind>[A-Za-z]\w*)\)?\s*$")
_SHAPE = re.compile(r"[(\[]\s*(?:\(?\s*(?:None|-1)\s*,?)(?P<sides>[\d\s,]*)\)?\s*[)\]]?")
_INPUT = re.compile(r"^\s*(?:Entrada|Input)\s*:\s*(.{1,60})$", re.MULTILINE | re.IGNORECASE)
_ROW = re.compile(
    r"^\s*(?P<layer>\S.*?)\s{2,}(?P<shape>\[?\(\s*(?:None|-1)[^)]*\)\]?)\s+(?P<params>[\d,]+)(?:\s{2,}(?P<from>.*))?$"
)


@dataclass(slots=True)
class _Line:
    layer: str
    shape: str
    params: str
    sources: list[str] = field(default_factory=list)


def read(data: bytes, name: str) -> Instance:
    """The network in a pasted summary; raises `ModelFault`."""
    if len(data) > MOST_BYTES:
        raise ModelFault("el archivo", "es demasiado grande para ser un resumen")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ModelFault("el archivo", "no está en UTF-8: guárdalo con esa codificación") from error
    if is_printed(text):
        return read_printed(text, _told_input(text)).instance(name)
    lines = _lines(text)
    if not lines:
        raise ModelFault(
            "el archivo", "no trae ninguna fila de model.summary() de Keras ni ningún módulo de print(model) de PyTorch"
        )
    if len(lines) > MOST_LAYERS:
        raise ModelFault("el archivo", f"tiene más de {MOST_LAYERS} capas")
    title = re.search(r'^Model: "([^"\n]{1,80})"', text, re.MULTILINE)
    return _network(lines, _told_input(text)).instance(title[1] if title else name)


def _told_input(text: str) -> tuple[int, ...]:
    """What a line of the author's own says of the input, which a sequential summary leaves out."""
    match = _INPUT.search(text)
    return tuple(int(side) for side in re.findall(r"\d+", match[1])[:4]) if match else ()


def _lines(text: str) -> list[_Line]:
    """The rows of the table; what goes on in the next line is joined to its row."""
    found: list[_Line] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in _CELLS.split(line.strip())]
        if len(cells) >= 4 and not cells[0]:
            _add_cells(found, cells[1:])
        elif match := _ROW.match(line):
            found.append(_Line(match["layer"], match["shape"], match["params"], _sources(match["from"] or "")))
        elif found and (match := re.match(r"^\s{20,}(\S+\[\d+\]\[\d+\])\s*$", line)):
            found[-1].sources += _sources(match[1])
    return [it for it in found if _SHAPE.search(it.shape) and re.fullmatch(r"\d[\d,.]{0,20}", it.params.split(" ")[0])]


def _add_cells(found: list[_Line], cells: list[str]) -> None:
    layer, shape, params, *rest = cells
    sources = _sources(rest[0]) if rest else []
    if not any(cells) or layer.lower().startswith("layer"):
        return
    if params:
        found.append(_Line(layer, shape, params, sources))
    elif found:
        found[-1].layer += layer if found[-1].layer.endswith("_") or not layer.startswith("(") else f" {layer}"
        found[-1].shape += f" {shape}" if shape else ""
        found[-1].sources += sources


def _sources(text: str) -> list[str]:
    """`conv1_relu[0][0]`, perhaps several, perhaps cut off with a comma."""
    return [re.sub(r"(\[\d+\])+$", "", it.strip()) for it in text.split(",") if it.strip() not in ("", "-")]


def _network(lines: list[_Line], told: tuple[int, ...]) -> Network:
    network = Network()
    if told and _named(lines[0].layer)[1] != "InputLayer":
        network.add("input", input_of(told, "Entrada"))
    for i, line in enumerate(lines):
        name, kind = _named(line.layer)
        shape = _shape(line)
        if kind == "InputLayer":
            network.add(name, input_of(shape, name))
            continue
        if not network.layers:
            raise ModelFault(name, "el resumen no dice la entrada: agrega arriba una línea «Entrada: (32, 32, 3)»")
        inputs = line.sources or [network.layers[-1].name]
        if unknown := [it for it in inputs if it not in network.shapes]:
            raise ModelFault(name, f"toma su entrada de «{unknown[0]}», que no está antes")
        params = int(re.sub(r"\D", "", line.params.split(" ")[0]))
        made = solve(kind, name, [network.shapes[it] for it in inputs], shape, params)
        if network.add(name, made, inputs) != shape:
            raise ModelFault(name, f"fila {i + 1}: la forma de salida no coincide")
    return network


def _named(text: str) -> tuple[str, str]:
    match = _LAYER.match(text.replace("…", ""))
    if not match:
        raise ModelFault(text[:60], "no dice el nombre de la capa y su clase, como «conv2d (Conv2D)»")
    return match["name"], match["kind"]


def _shape(line: _Line) -> Shape:
    match = _SHAPE.search(line.shape)
    sides = [int(side) for side in re.findall(r"\d+", match["sides"] if match else "")]
    if not sides:
        raise ModelFault(line.layer[:60], f"su forma de salida no se entiende: {line.shape[:60]}")
    return tuple(sides)
