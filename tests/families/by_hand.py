"""Students who work out a backpropagation sheet by hand and round as they like; none of the program's formulas is used.

Each answer is written with the declared decimals, or in full. The next step takes what was written or what the
calculator still shows, and within a step the products and derivatives may be rounded as well.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from random import Random

MODES = {"mitad arriba": ROUND_HALF_UP, "mitad al par": ROUND_HALF_EVEN, "sin redondear": None}
FUNCTIONS = {
    "linear": (lambda z: z, lambda _, __: 1.0),
    "logistic": (lambda z: 1 / (1 + math.exp(-z)), lambda _, y: y * (1 - y)),
    "tanh": (math.tanh, lambda _, y: 1 - y * y),
    "relu": (lambda z: max(z, 0.0), lambda z, _: float(z > 0)),
    "cubic": (lambda z: z**3, lambda z, _: 3 * z * z),
}


@dataclass
class Hand:
    """One student's way of rounding."""

    mode: str
    decimals: int
    goes_on_with_written: bool
    rounds_within: bool

    def round(self, number):
        how = MODES[self.mode]
        if how is None:
            return number
        return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-self.decimals), how))

    def within(self, number):
        """A product or a slope on the way to an answer."""
        return self.round(number) if self.rounds_within else number

    def write(self, number):
        if MODES[self.mode] is None:
            return repr(number)
        return f"{self.round(number):.{self.decimals}f}"


def a_hand(source: Random, decimals: int) -> Hand:
    return Hand(source.choice([*MODES]), decimals, source.random() < 0.5, source.random() < 0.5)


def numbers(layer, name):
    """A vector or a matrix of a layer, as lists."""
    found = {key: float(it) for key, it in layer.parameters.items() if key.startswith(f"{name}[")}
    if all("," not in key for key in found):
        return list(found.values())
    rows = max(int(key[len(name) + 1 :].partition(",")[0]) for key in found)
    return [[it for key, it in found.items() if key.startswith(f"{name}[{i},")] for i in range(1, rows + 1)]


def worked(instance, hand):
    """Cell → what the student writes there, of every cell that such a sheet may ask for."""
    first, *middle, training = instance.layers
    written = {}

    def put(ref, number):
        written[ref] = hand.write(number)
        return hand.round(number) if hand.goes_on_with_written else number

    def dot(a, b):
        return sum(hand.within(x * y) for x, y in zip(a, b, strict=True))

    passed = [numbers(first, "values")]
    nets = []
    for layer in middle:
        weights, biases = numbers(layer, "weights"), numbers(layer, "biases")
        function, _ = FUNCTIONS[layer.parameters["activation"]]
        netas, outputs = [], []
        for i, (row, bias) in enumerate(zip(weights, biases, strict=True), 1):
            netas.append(put(f"{layer.name} {i}/net", dot(row, passed[-1]) + bias))
            outputs.append(put(f"{layer.name} {i}/output", function(netas[-1])))
        nets.append(netas)
        passed.append(outputs)
    rate = float(training.parameters["rate"])
    after, deltas = None, []
    for layer, netas, incoming, outputs in reversed(list(zip(middle, nets, passed, passed[1:], strict=False))):
        _, slope = FUNCTIONS[layer.parameters["activation"]]
        if after is None:
            errors = [d - y for d, y in zip(numbers(training, "targets"), outputs, strict=True)]
        else:
            columns = zip(*numbers(after, "weights"), strict=True)
            errors = [dot(column, deltas) for column in columns]
        errors = [put(f"{layer.name} {i}/error", it) for i, it in enumerate(errors, 1)]
        slopes = [hand.within(slope(z, y)) for z, y in zip(netas, outputs, strict=True)]
        deltas = [put(f"{layer.name} {i}/delta", e * s) for i, (e, s) in enumerate(zip(errors, slopes, strict=True), 1)]
        for i, (row, bias) in enumerate(zip(numbers(layer, "weights"), numbers(layer, "biases"), strict=True), 1):
            change = hand.within(rate * deltas[i - 1])
            put(f"b({i}) {layer.name}/updated", bias + change)
            for j, (weight, value) in enumerate(zip(row, incoming, strict=True), 1):
                put(f"w({i},{j}) {layer.name}/updated", weight + hand.within(change * value))
        after = layer
    return written
