"""The columns that a table has only where it asks for them: what is learned, operations, activations, what is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader import formula
from grader.layers import Structure
from grader.layers._assembled import product_of
from grader.layers._counts import none
from grader.model import Arg, Formula, Ref
from grader.sheets._family import Column
from grader.sheets._letters import Wired
from grader.wiring import axes, inputs_of, inside, right_rule

EXTRA = {
    "trainable": Column(
        "# de Parámetros Entrenables", "número de parámetros entrenables", ("entrenables", "trainable")
    ),
    "non_trainable": Column(
        "# de Parámetros Fijos",
        "número de parámetros fijos",
        ("fijos", "no entrenables", "non-trainable"),
    ),
    "macs": Column("# de MACs", "número de MACs", ("macs", "multiplicaciones", "mult-adds")),
    "activations": Column("# de Activaciones", "número de activaciones", ("activaciones", "activations")),
    "receptive_field": Column("Campo Receptivo", "campo receptivo", ("campo receptivo", "receptive field")),
}
CONVENTIONS = {
    "trainable": "Los parámetros entrenables son los que cambian al entrenar; lo que una capa solo guarda, no.",
    "non_trainable": "Los parámetros fijos son los que la capa guarda y el entrenamiento no ajusta (no entrenables).",
    "macs": "Las MACs son multiplicaciones por un peso: cada peso, una vez en cada posición; sumar sesgos no cuenta.",
    "activations": "Las activaciones son los números que salen de la capa: el producto de su forma.",
    "receptive_field": (
        "El campo receptivo es el lado de la zona de la entrada que ve cada número de la salida: cada ventana le suma "
        "(f − 1)·j, y el salto j es el producto de los strides anteriores."
    ),
}
LETTERS = {
    "u": "números que la capa guarda sin aprenderlos",
    "r": "campo receptivo de la capa anterior",
    "j": "salto: producto de los strides anteriores",
}

Found = tuple[str, Formula, tuple[Arg, ...]]
"""A quantity, its formula and its arguments."""


def learned(w: Any, b: Any) -> Any:
    return w + b


def everything(P: Any) -> Any:
    return P


def only_stored(u: Any) -> Any:
    return u


def seen(r: Any, f: Any, j: Any) -> Any:
    """Side of the window of the network's input that a number of the output depends on."""
    return r + (f - 1) * j


def seen_with_gaps(r: Any, f: Any, d: Any, j: Any) -> Any:
    return r + (f - 1) * d * j


def seen_by_all(r_cada: Any) -> Any:
    return formula.largest(r_cada)


def of_the_layers_inside(X_cada: Any) -> Any:
    return formula.total(X_cada)


def same_reach(r: Any) -> Any:
    return r


def jump(j: Any, s: Any) -> Any:
    """How many numbers of the network's input lie between two neighbours of the output."""
    return j * s


@dataclass(slots=True)
class Extra:
    """What the extra columns of a layer need to know of those before it."""

    reach: dict[str, tuple[Arg, Arg] | None] = field(default_factory=dict)
    """Layer → its receptive field and its jump; `None` where a layer sees the whole input."""
    layers: list[str] = field(default_factory=list)
    """The names of all of them."""

    def of(self, it: Wired, columns: Sequence[str], rank: int) -> Iterator[Found]:
        """The cells of a layer whose own counts are already there; `rank` is that of its output."""
        around = {**it.letters, "P": Ref(f"{it.layer.name}/params"), **_output(it, rank)}
        for quantity in [*EXTRA][:4]:
            if quantity in columns:
                if inner := self._inside(it, quantity):
                    yield quantity, of_the_layers_inside, (inner,)
                    continue
                right = right_rule(_rules(it, quantity, rank), it.structure, around)
                assert right is not None
                yield (quantity, *right)
        if "receptive_field" in columns:
            yield from self._reach(it, around)
        self.layers.append(it.layer.name)

    def _inside(self, it: Wired, quantity: str) -> tuple[Arg, ...]:
        """For a model that stands in this one as a layer: what its own layers count."""
        if it.kind.name != "model" or quantity == "activations":
            return ()
        return tuple(Ref(f"{name}/{quantity}") for name in inside(it.layer.name, self.layers))

    def _reach(self, it: Wired, known_letters: dict[str, Arg]) -> Iterator[Found]:
        name = it.layer.name
        before = [self.reach[other] for other in inputs_of(it.layer, self.layers[-1] if self.layers else "")]
        known = [pair for pair in before if pair is not None]
        self.reach[name] = None
        if it.kind.name == "input":
            self.reach[name] = (1, 1)
            return
        if len(known) < len(before) or it.kind.sees is None:
            return
        (r, j), *others = known
        if others:
            yield "receptive_field", seen_by_all, (tuple(pair[0] for pair in known),)
        elif it.kind.sees == "same":
            yield "receptive_field", same_reach, (r,)
        elif _is_square(it.structure):
            for quantity, rules in (("receptive_field", (seen_with_gaps, seen)), ("jump", (jump,))):
                right = right_rule(rules, it.structure, {**known_letters, "r": r, "j": j})
                assert right is not None
                yield (quantity, *right)
            j = Ref(f"{name}/jump")
        else:
            return
        self.reach[name] = Ref(f"{name}/receptive_field"), j


def _is_square(it: Structure) -> bool:
    """Whether a window is alike along all axes: what it sees has one side only then."""
    return not any(name.startswith(("kernel_", "strides_", "dilation_")) for name in it.names)


def _rules(it: Wired, quantity: str, rank: int) -> Any:
    frozen, stores = it.layer.frozen, "u" in it.letters
    if not it.kind.has_weights and quantity in ("trainable", "non_trainable"):
        return (none,)
    if quantity == "trainable":
        return (none,) if frozen else (learned,)
    if quantity == "non_trainable":
        return (everything,) if frozen else (only_stored,) if stores else (none,)
    if quantity == "activations":
        return (product_of(*_output(it, rank)),)
    return it.kind.formulas.get(quantity, (none,))


def _output(it: Wired, rank: int) -> dict[str, Arg]:
    """The letters of the layer's own output: `H_salida`, `W_salida`, `C_salida`."""
    name, names = it.layer.name, [letter.replace("_", "") for letter in axes(it.kind, rank)]
    return {f"{letter}_salida": Ref(f"{name}/out_shape", i) for i, letter in enumerate(names)}
