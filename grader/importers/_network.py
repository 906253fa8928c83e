"""A network while it is read: layers are added one after the other, each with the shape that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.importers._fault import LONGEST_NAME, MOST_LAYERS, ModelFault
from grader.importers._keras_layers import Made
from grader.model import Instance, Layer, Shape
from grader.wiring import shape_after

COLUMNS = ("detail", "out_shape", "weights", "biases", "params")


@dataclass(slots=True)
class Network:
    """What has been read so far."""

    layers: list[Layer] = field(default_factory=list)
    shapes: dict[str, Shape] = field(default_factory=dict)

    def add(
        self, name: str, made: Made, inputs: Sequence[str] = (), *, row: bool = True, frozen: bool = False
    ) -> Shape:
        """Adds a layer; raises `ModelFault` where it cannot take what its inputs give."""
        kind, numbers = made
        if not name or len(name) > LONGEST_NAME:
            raise ModelFault(name[:60] or "una capa", f"el nombre de una capa lleva de 1 a {LONGEST_NAME} letras")
        if not name.isprintable():
            raise ModelFault(name, "el nombre de una capa no puede llevar letras que no se ven")
        if name in self.shapes:
            raise ModelFault(name, "hay dos capas con este nombre")
        if len(self.layers) >= MOST_LAYERS:
            raise ModelFault(name, f"la red tiene más de {MOST_LAYERS} capas")
        layer = Layer(kind, name, name, numbers, row=row, inputs=self._told(kind, inputs), frozen=frozen)
        found = shape_after(layer, [self.shapes[it] for it in inputs])
        if isinstance(found, str):
            raise ModelFault(name, found)
        self.layers.append(layer)
        self.shapes[name] = found
        return found

    def _told(self, kind: str, inputs: Sequence[str]) -> tuple[str, ...]:
        """Nothing where the layer follows the one before it."""
        follows = bool(self.layers) and tuple(inputs) == (self.layers[-1].name,)
        return () if follows and kind != "model" else tuple(inputs)

    def instance(self, name: str) -> Instance:
        """The network as an exercise with its own numbers."""
        if len(self.layers) < 2:
            raise ModelFault(name, "la red lleva al menos una entrada y una capa")
        return Instance(
            exercise=name,
            version=1,
            title=name,
            objective="",
            activation="",
            bullets=True,
            columns=COLUMNS,
            given=(),
            layers=tuple(self.layers),
            draw=-1,
        )
