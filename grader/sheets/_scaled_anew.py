"""The second opinion on compound scaling: factors one by one, and the published code's rounding, step by step.

Source of the two roundings: `round_filters` and `round_repeats` of EfficientNet's own code, with `if`, and with decimal
numbers where that has binary ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from grader.model import Instance, Value

_DIVISOR = 8
_BASES = {"depth_factor": "alpha", "width_factor": "beta", "resolution_factor": "gamma"}


def counted(instance: Instance) -> dict[str, Value]:
    """Every cell of such a sheet, and every constant that it prints."""
    found: dict[str, Value] = {}
    known: dict[str, Decimal] = {}
    for layer in instance.layers:
        it = {name: Decimal(str(number)) for name, number in layer.parameters.items()}
        known |= it
        match layer.kind:
            case "compound":
                found |= {f"{layer.name}/{name}_base": Fraction(known[name]) for name in _BASES.values()}
            case "conv" | "stage":
                found[f"{layer.name}/channels"] = _channels(it["channels"] * known["width"])
                if layer.kind == "stage":
                    found[f"{layer.name}/repeats"] = _repeats(it["repeats"] * known["depth"])
            case "image":
                found[f"{layer.name}/side"] = _nearest(it["side"] * known["resolution"], int(it["multiple"]))
            case "flops_factor":
                found[f"{layer.name}/factor"] = _grown(known, ("alpha", "beta", "beta", "gamma", "gamma"))
            case kind if kind in _BASES:
                found[f"{layer.name}/factor"] = _grown(known, (_BASES[kind],))
    return found


def _grown(known: Mapping[str, Decimal], names: tuple[str, ...]) -> Fraction:
    result = Fraction(1)
    for _ in range(int(known["phi"])):
        for name in names:
            result *= Fraction(known[name])
    return result


def _channels(wanted: Decimal) -> int:
    rounded = max(_DIVISOR, int(wanted + _DIVISOR // 2) // _DIVISOR * _DIVISOR)
    if rounded < Decimal("0.9") * wanted:
        rounded += _DIVISOR
    return rounded


def _repeats(wanted: Decimal) -> int:
    return int(wanted.to_integral_value(ROUND_CEILING))


def _nearest(wanted: Decimal, multiple: int) -> int:
    """Tried one by one: of two that are equally near, the larger."""
    return min(range(0, int(wanted) + multiple + 1, multiple), key=lambda it: (abs(it - wanted), -it))
