"""The letters that formulas may take: a layer's own, and for wrong rules those of the layers around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from grader.formula import exact
from grader.layers import LayerKind, Structure
from grader.model import Arg, Layer, Ref
from grader.wiring import own_names


class Own(int):
    """Stands in a wiring where each student has a number of their own: which one, whatever it is."""

    layer: int
    """Place of its layer in the network."""
    name: str
    """The layer's parameter."""

    def __new__(cls, layer: int, name: str) -> Self:
        it = super().__new__(cls)
        it.layer, it.name = layer, name
        return it


@dataclass(frozen=True, slots=True)
class Wired:
    """A layer whose cells stand on the sheet."""

    layer: Layer
    kind: LayerKind
    structure: Structure
    numbers: dict[str, Arg]
    """Its own parameters by their letters."""
    before: dict[str, Arg]
    """The letters of the shapes that it gets: `H`, `W`, `C`, or `n`; empty for the input."""
    letters: dict[str, Arg]
    """All that its right formulas may take."""


def own_letters(layer: Layer, place: int) -> dict[str, Arg]:
    """The letters of the layer's own parameters; `place` is the layer's in its network."""
    return {letter: Own(place, name) for letter, name in own_names(layer).items()}


def put_in(args: Iterable[Arg], layers: Sequence[Layer]) -> tuple[Arg, ...]:
    """The arguments with the numbers of these layers in them."""
    return tuple([exact(layers[it.layer].parameters[it.name]) if type(it) is Own else it for it in args])


def wrong_letters(network: Sequence[Wired], position: int) -> dict[str, Arg]:
    """The letters that a wrong rule of the layer at `position` may take: its own and its surroundings'.

    `H_salida`, `W_salida`: its own output; `m_siguiente`: filters or neurons of the next layer that has any;
    `H_previo`, `W_previo`, `C_previo`: what entered the window (convolution, pooling) before it; `K`: channels of the
    volume that was flattened for it; `H_imagen`, `W_imagen`, `C_imagen` or `n_red`: the network's input, once a layer
    that learns stands in between.
    """
    here, earlier = network[position], network[:position]
    return {
        **here.letters,
        **_own_output(here),
        **_next_units(network[position + 1 :]),
        **_before_the_last_window(earlier),
        **_flattened_channels(earlier),
        **(network_input(network) if any(it.kind.has_weights for it in earlier) else {}),
    }


def _own_output(it: Wired) -> dict[str, Arg]:
    if "f" not in it.numbers:
        return {}
    return {"H_salida": Ref(f"{it.layer.name}/out_shape", 0), "W_salida": Ref(f"{it.layer.name}/out_shape", 1)}


def _next_units(later: Sequence[Wired]) -> dict[str, Arg]:
    """What learns without filters or neurons of its own, as a normalisation does, is passed over."""
    return next(({"m_siguiente": it.numbers[letter]} for it in later for letter in "mF" if letter in it.numbers), {})


def _before_the_last_window(earlier: Sequence[Wired]) -> dict[str, Arg]:
    window = next((it for it in reversed(earlier) if "f" in it.numbers), None)
    return {} if window is None else {f"{letter}_previo": it for letter, it in window.before.items()}


def _flattened_channels(earlier: Sequence[Wired]) -> dict[str, Arg]:
    for it in reversed(earlier):
        if it.kind.has_weights:
            break
        if it.kind.name == "flatten" and "C" in it.before:
            return {"K": it.before["C"]}
    return {}


def network_input(network: Sequence[Wired]) -> dict[str, Arg]:
    """The letters of the network's input seen from further on: `H_imagen`, `W_imagen`, `C_imagen`, or `n_red`."""
    it = network[0]
    if it.numbers.keys() == {"n"}:
        return {"n_red": Ref(f"{it.layer.name}/out_shape", 0)}
    if it.numbers.keys() == {"H", "W", "C"}:
        return {f"{letter}_imagen": Ref(f"{it.layer.name}/out_shape", i) for i, letter in enumerate("HWC")}
    return {}
