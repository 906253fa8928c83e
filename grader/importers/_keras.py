"""A network as Keras describes it in JSON: layers, their settings and what each one gets; never executed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.importers._fault import MOST_BYTES, MOST_LAYERS, MOST_NESTED, ModelFault
from grader.importers._keras_layers import input_of, make
from grader.importers._network import Network
from grader.model import Instance

_MODELS = ("Functional", "Model", "Sequential")
_BOUNDARY = "InputLayer"


def read(data: bytes, name: str) -> Instance:
    """The network in a Keras JSON; raises `ModelFault`."""
    return network_of(parsed(data), name)


def parsed(data: bytes) -> Any:
    if len(data) > MOST_BYTES:
        raise ModelFault("el archivo", f"tiene más de {MOST_BYTES // 2**20} MiB: no es la descripción de una red")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise ModelFault("el archivo", "no está en UTF-8") from error
    except RecursionError as error:
        raise ModelFault("el archivo", "tiene demasiadas listas unas dentro de otras") from error
    except ValueError as error:
        raise ModelFault("el archivo", f"no es un JSON completo ({_place(error)})") from error


def _no_number(text: str) -> None:
    raise ValueError(f"{text} no es un número")


def _place(error: ValueError) -> str:
    return f"línea {error.lineno}" if isinstance(error, json.JSONDecodeError) else "tiene un número imposible"


def network_of(document: Any, name: str) -> Instance:
    """The network of a decoded document."""
    if isinstance(document, dict) and isinstance(document.get("model_config"), dict):
        document = document["model_config"]
    model = _model(document, "el archivo")
    network = Network()
    _Reader(network, "").read(model, None)
    return network.instance(str(model.config.get("name") or name)[:80] if isinstance(model.config, dict) else name)


@dataclass(frozen=True, slots=True)
class _Model:
    """A model as it is written, whichever version of Keras wrote it."""

    sequential: bool
    config: Mapping[str, Any]
    layers: Sequence[Mapping[str, Any]]
    build: Any
    """The input's shape where only the model says it."""


def _model(document: Any, where: str) -> _Model:
    if not isinstance(document, dict) or document.get("class_name") not in _MODELS:
        raise ModelFault(where, "no es un modelo de Keras: se espera lo que escribe model.to_json()")
    config = document.get("config")
    if isinstance(config, list):
        config = {"layers": config}
    layers = config.get("layers") if isinstance(config, dict) else None
    if not isinstance(config, dict) or not isinstance(layers, list) or not all(isinstance(it, dict) for it in layers):
        raise ModelFault(where, "no trae la lista de sus capas (config.layers)")
    if len(layers) > MOST_LAYERS:
        raise ModelFault(where, f"tiene más de {MOST_LAYERS} capas")
    build = document.get("build_config")
    shape = config.get("build_input_shape") or (build.get("input_shape") if isinstance(build, dict) else None)
    return _Model(document["class_name"] == "Sequential", config, layers, shape)


@dataclass(slots=True)
class _Reader:
    """Reads the layers of one model into a network; those of a model inside it stand before its own row."""

    network: Network
    prefix: str
    depth: int = 0
    row: bool = True

    def read(self, model: _Model, inputs: Sequence[str] | None) -> str:
        """The name of the layer whose output is the model's; `inputs` are those of a model inside another one."""
        if self.depth > MOST_NESTED:
            raise ModelFault(self.prefix or "el modelo", "tiene demasiados modelos unos dentro de otros")
        return self._sequence(model, inputs) if model.sequential else self._graph(model, inputs)

    def _sequence(self, model: _Model, inputs: Sequence[str] | None) -> str:
        last = list(inputs or ())
        for i, layer in enumerate(model.layers):
            config = _config(layer, f"{self.prefix}capa {i + 1}")
            if not last and layer.get("class_name") != _BOUNDARY:
                shape = config.get("batch_shape") or config.get("batch_input_shape") or model.build
                if not isinstance(shape, list) or len(shape) < 2:
                    raise ModelFault(_name(layer, i), "el modelo no dice la forma de su entrada")
                self.network.add(f"{self.prefix}input", input_of(shape[1:], _name(layer, i)), row=self.row)
                last = [f"{self.prefix}input"]
            if layer.get("class_name") == _BOUNDARY and last:
                continue
            last = [self._add(layer, i, last)]
        if not last:
            raise ModelFault(self.prefix or "el modelo", "no tiene ninguna capa")
        return last[0]

    def _graph(self, model: _Model, inputs: Sequence[str] | None) -> str:
        known: dict[tuple[str, int], str] = {}
        if inputs is not None:
            starts = [it[0] for it in _ends(model.config.get("input_layers"))]
            if len(starts) != len(inputs):
                raise ModelFault(self.prefix, f"toma {len(starts)} entradas y recibe {len(inputs)}")
            known.update({(name, 0): found for name, found in zip(starts, inputs, strict=True)})
        for i, layer, calls in _in_order(model.layers):
            name = _name(layer, i)
            for number, call in enumerate(calls):
                if (name, number) in known:
                    continue
                sources = [self._source(known, name, it) for it in call]
                self._repeat(layer, i, sources, number, known)
        ends = _ends(model.config.get("output_layers"))
        if not ends or (ends[0][0], ends[0][1]) not in known:
            raise ModelFault(self.prefix or "el modelo", "no dice cuál es su salida (output_layers)")
        return known[ends[0][0], ends[0][1]]

    def _repeat(
        self, layer: Mapping[str, Any], i: int, sources: list[str], number: int, known: dict[tuple[str, int], str]
    ) -> None:
        """A layer used again has no row of its own: what it learns is counted once."""
        name = _name(layer, i)
        if number == 0:
            known[name, number] = self._add(layer, i, sources)
        else:
            again = _Reader(self.network, self.prefix, self.depth, row=False)
            known[name, number] = again._add(layer, i, sources, f" ({number + 1}.ª vez)")

    def _source(self, known: Mapping[tuple[str, int], str], name: str, it: tuple[str, int, int]) -> str:
        source, call, output = it
        if output:
            raise ModelFault(name, f"usa una salida secundaria de «{source}», que aquí no se calcula")
        if (source, call) not in known:
            raise ModelFault(name, f"toma su entrada de «{source}», que no está antes")
        return known[source, call]

    def _add(self, layer: Mapping[str, Any], i: int, sources: Sequence[str], again: str = "") -> str:
        config, name = _config(layer, _name(layer, i)), f"{self.prefix}{_name(layer, i)}{again}"
        frozen = config.get("trainable") is False
        if layer.get("class_name") in _MODELS:
            inner = _Reader(self.network, f"{name}/", self.depth + 1, row=False)
            last = inner.read(_model(layer, name), sources)
            self.network.add(name, ("model", {}), [last], row=self.row, frozen=frozen)
            return name
        shapes = [self.network.shapes[it] for it in sources]
        made = make(str(layer.get("class_name")), config, name, shapes)
        self.network.add(name, made, sources, row=self.row, frozen=frozen)
        return name


def _config(layer: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    config = layer.get("config")
    if not isinstance(config, dict):
        raise ModelFault(where, "no trae sus datos (config)")
    return config


def _name(layer: Mapping[str, Any], i: int) -> str:
    config = layer.get("config")
    name = layer.get("name") or (config.get("name") if isinstance(config, dict) else None)
    return name if isinstance(name, str) and name else f"{str(layer.get('class_name')).lower()[:40]}_{i + 1}"


Tensor = tuple[str, int, int]
"""The layer that gives it, which of its calls, which of its outputs."""


def _in_order(layers: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Mapping[str, Any], list[list[Tensor]]]]:
    """Each layer after those that it takes its inputs from, with its calls; otherwise as they are written."""
    names = [_name(layer, i) for i, layer in enumerate(layers)]
    if len(set(names)) < len(names):
        (twice, _), *_ = Counter(names).most_common()
        raise ModelFault(twice, "hay dos capas con este nombre")
    calls = [_calls(layer, name) for layer, name in zip(layers, names, strict=True)]
    places = {name: i for i, name in enumerate(names)}
    done: set[int] = set()
    for i in range(len(layers)):
        stack = [i]
        while stack:
            top = stack[-1]
            sources = [places[source] for call in calls[top] for source, _, _ in call if source in places]
            waiting = [it for it in sources if it not in done and it != top]
            if top in done or not waiting:
                stack.pop()
                if top not in done:
                    done.add(top)
                    yield top, layers[top], calls[top]
            elif waiting[0] in stack:
                raise ModelFault(names[top], "la red da vueltas: una capa depende de sí misma")
            else:
                stack.append(waiting[0])


def _calls(layer: Mapping[str, Any], name: str) -> list[list[Tensor]]:
    """The tensors of each call of the layer; an input has one call without any."""
    nodes = layer.get("inbound_nodes", [])
    if not isinstance(nodes, list):
        raise ModelFault(name, "no dice de dónde toma su entrada (inbound_nodes)")
    calls = [list(_tensors(node, layer, 0)) for node in nodes]
    if layer.get("class_name") == _BOUNDARY:
        return [[]]
    if not calls or not all(calls):
        raise ModelFault(name, "no dice de dónde toma su entrada (inbound_nodes)")
    return calls


_FIRST_ONLY = ("SimpleRNN", "LSTM", "GRU", "Bidirectional")
"""What else they get are states, which change neither their shape nor their counts."""


def _tensors(node: Any, layer: Mapping[str, Any], depth: int) -> Iterator[Tensor]:
    """Of one call: Keras 3 writes `{args, kwargs}`, Keras 2 a list of `[name, call, output, kwargs]`."""
    if isinstance(node, dict) and "args" in node:
        kwargs = node.get("kwargs")
        kwargs = kwargs if isinstance(kwargs, dict) else {}
        named = [kwargs[key] for key in ("inputs", "query", "value", "key") if key in kwargs]
        found = list(_found([node["args"], *named], depth))
        yield from found[:1] if layer.get("class_name") in _FIRST_ONLY else found
        return
    found = list(_found(node, depth))
    yield from found[:1] if layer.get("class_name") in _FIRST_ONLY else found


def _found(node: Any, depth: int) -> Iterator[Tensor]:
    if depth > MOST_NESTED:
        raise ModelFault("inbound_nodes", "tiene demasiadas listas unas dentro de otras")
    if isinstance(node, dict) and node.get("class_name") == "__keras_tensor__":
        config = node.get("config")
        history = config.get("keras_history") if isinstance(config, dict) else None
        if (tensor := _tensor(history)) is None:
            raise ModelFault("inbound_nodes", "un tensor no dice de qué capa sale (keras_history)")
        yield tensor
    elif (tensor := _tensor(node)) is not None:
        yield tensor
        extra = node[3] if len(node) > 3 and isinstance(node[3], dict) else {}
        for key in ("query", "value", "key", "y"):
            if key in extra:
                yield from _found(extra[key], depth + 1)
    elif isinstance(node, list):
        for it in node:
            yield from _found(it, depth + 1)


def _tensor(it: Any) -> Tensor | None:
    match it:
        case [str(name), int(call), int(output), *_]:
            return name, call, output
    return None


def _ends(told: Any) -> list[Tensor]:
    """`["name", 0, 0]` for one, a list of them for several; models with names for theirs write a mapping."""
    if isinstance(told, dict):
        told = list(told.values())
    return list(_found(told, 0))
