"""The second opinion on backpropagation: the slope of the squared error, measured by a step into the complex plane.

Nothing here knows a delta, a derivative or the chain rule: E(z + ih) is computed forwards only, and its imaginary part
over h is the slope of E, with no difference of nearly equal numbers (Squire and Trapp, SIAM Review 40, 1998, p. 110).
"""

from __future__ import annotations

import cmath
from collections.abc import Callable, Mapping

from grader.model import Instance, Layer, Value

_STEP = 1e-40
_FUNCTIONS: Mapping[str, Callable[[complex], complex]] = {
    "linear": lambda z: z,
    "logistic": lambda z: (1 + cmath.tanh(z / 2)) / 2,  # 1 / (1 + e^−z), and no z is too large for it
    "tanh": cmath.tanh,
    "relu": lambda z: z if z.real > 0 else 0 * z,
    "cubic": lambda z: z * z * z,
}


def counted(instance: Instance) -> dict[str, Value]:
    """Every cell that such a sheet can have, and every number that it prints."""
    first, *middle, training = instance.layers
    start = [float(it) for name, it in first.parameters.items() if name.startswith("values[")]
    found: dict[str, Value] = {f"{first.name}/x({j})": it for j, it in enumerate(start, 1)}
    found |= _printed(training.name, "targets", "d", training.parameters)
    rate = float(training.parameters["rate"])
    found[f"{training.name}/alpha"] = rate
    targets = [float(it) for name, it in training.parameters.items() if name.startswith("targets[")]
    nets: dict[str, complex] = {}

    def squared_error(bumped: str) -> complex:
        values: list[complex] = [*map(complex, start)]
        for layer in middle:
            it, outputs = layer.parameters, list[complex]()
            for i in _neurons(layer):
                neta = complex(it[f"biases[{i}]"])
                neta += sum(float(it[f"weights[{i},{j}]"]) * value for j, value in enumerate(values, 1))
                nets[f"{layer.name} {i}/net"] = neta
                neta += 1j * _STEP * (bumped == f"{layer.name} {i}/net")
                y = _FUNCTIONS[str(it["activation"])](neta)
                nets[f"{layer.name} {i}/output"] = y
                outputs.append(y + 1j * _STEP * (bumped == f"{layer.name} {i}/output"))
            values = outputs
        return sum((target - value) ** 2 for target, value in zip(targets, values, strict=True)) / 2

    squared_error("")
    found |= {ref: it.real for ref, it in nets.items()}
    slopes = {ref: -squared_error(ref).imag / _STEP for ref in [*nets]}
    found |= {ref.replace("/output", "/error"): it for ref, it in slopes.items() if ref.endswith("/output")}
    found |= {ref.replace("/net", "/delta"): it for ref, it in slopes.items() if ref.endswith("/net")}
    sources = [f"{first.name}/x({j})" for j in range(1, len(start) + 1)]
    for layer in middle:
        found |= _printed(layer.name, "weights", "w", layer.parameters)
        found |= _printed(layer.name, "biases", "b", layer.parameters)
        for name, it in layer.parameters.items():
            letter, _, place = name.rstrip("]").partition("[")
            if letter not in ("weights", "biases"):
                continue
            i, _, j = place.partition(",")
            arriving = found[sources[int(j) - 1]] if j else 1.0
            change = rate * slopes[f"{layer.name} {i}/net"] * float(arriving)  # type: ignore[arg-type]
            found[f"{letter[0]}({place}) {layer.name}/updated"] = float(it) + change
        sources = [f"{layer.name} {i}/output" for i in _neurons(layer)]
    return found


def _neurons(layer: Layer) -> range:
    return range(1, sum(name.startswith("biases[") for name in layer.parameters) + 1)


def _printed(layer: str, name: str, letter: str, numbers: Mapping[str, int | float | str]) -> dict[str, Value]:
    return {
        f"{layer}/{letter}({key[len(name) + 1 : -1]})": float(it)
        for key, it in numbers.items()
        if key.startswith(f"{name}[")
    }
