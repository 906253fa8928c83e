"""A network's error and its slopes found twice, by reverse automatic differentiation and by finite differences.

Nothing of the program is used: the numbers are those of inciso 4 as they stand in the course's assignment.
"""

import math

X = [3.0, -2.0, 1.0, -1.5]
D = [0.5, 1.0, 0.5, 1.0]
RATE = 0.6
W_HIDDEN = [[2.3, 2.0, 0.9, 1.2], [0.7, -0.4, 0.5, 1.0], [-1.0, 1.1, -0.3, 0.8], [1.2, 1.5, 2.5, -0.3]]
B_HIDDEN = [-1.0, 0.6, 3.3, -1.0]
W_OUTPUT = [[1.3, -1.1, -0.6, 1.2], [0.7, 1.4, 2.0, 1.0], [-0.4, 1.6, 0.8, 1.5], [0.8, 1.5, 0.5, -0.3]]
B_OUTPUT = [0.4, -0.7, 1.2, 0.9]


class Var:
    """A number that remembers what it was made from."""

    def __init__(self, value, parents=()):
        self.value, self.parents, self.slope = value, parents, 0.0

    def __add__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        return Var(self.value + other.value, ((self, 1.0), (other, 1.0)))

    __radd__ = __add__

    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        return Var(self.value * other.value, ((self, other.value), (other, self.value)))

    __rmul__ = __mul__

    def through(self, function, slope):
        return Var(function(self.value), ((self, slope(self.value)),))


def backwards(end):
    order, seen = [], set()

    def visit(it):
        if id(it) not in seen:
            seen.add(id(it))
            for parent, _ in it.parents:
                visit(parent)
            order.append(it)

    visit(end)
    end.slope = 1.0
    for it in reversed(order):
        for parent, slope in it.parents:
            parent.slope += slope * it.slope


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def squared_error(w_hidden, b_hidden, w_output, b_output):
    """Half the sum of squared errors, with every neta and output on the way; plain numbers or `Var`s."""
    hidden = [sum((w * x for w, x in zip(row, X, strict=True)), b) for row, b in zip(w_hidden, b_hidden, strict=True)]
    y_hidden = [_tanh(it) for it in hidden]
    output = [
        sum((w * y for w, y in zip(row, y_hidden, strict=True)), b) for row, b in zip(w_output, b_output, strict=True)
    ]
    y_output = [_sigmoid(it) for it in output]
    errors = [y + -d for y, d in zip(y_output, D, strict=True)]
    return sum((e * e for e in errors), 0.0) * 0.5, (hidden, y_hidden, output, y_output)


def _tanh(x):
    return x.through(math.tanh, lambda v: 1 / math.cosh(v) ** 2) if isinstance(x, Var) else math.tanh(x)


def _sigmoid(x):
    return x.through(sigmoid, lambda v: 0.25 / math.cosh(v / 2) ** 2) if isinstance(x, Var) else sigmoid(x)


def by_autodiff():
    """Cell of the sheet → value."""
    wh, wo = ([[Var(w) for w in row] for row in matrix] for matrix in (W_HIDDEN, W_OUTPUT))
    bh, bo = ([Var(b) for b in vector] for vector in (B_HIDDEN, B_OUTPUT))
    end, (hidden, y_hidden, output, y_output) = squared_error(wh, bh, wo, bo)
    backwards(end)
    found = {}
    for name, nets, outputs in (("Oculta", hidden, y_hidden), ("Salida", output, y_output)):
        for i, (neta, y) in enumerate(zip(nets, outputs, strict=True), 1):
            found |= {f"{name} {i}/net": neta.value, f"{name} {i}/output": y.value}
            found |= {f"{name} {i}/error": -y.slope, f"{name} {i}/delta": -neta.slope}
    found["b(1) Oculta/updated"] = B_HIDDEN[0] - RATE * bh[0].slope
    found["w(2,4) Salida/updated"] = W_OUTPUT[1][3] - RATE * wo[1][3].slope
    return found


def by_differences(step=1e-6):
    """The two updates, from how the error changes when their weight does."""

    def error(hidden_bias=0.0, output_weight=0.0):
        b_hidden = [B_HIDDEN[0] + hidden_bias, *B_HIDDEN[1:]]
        w_output = [list(row) for row in W_OUTPUT]
        w_output[1][3] += output_weight
        return squared_error(W_HIDDEN, b_hidden, w_output, B_OUTPUT)[0]

    of_bias = (error(hidden_bias=step) - error(hidden_bias=-step)) / (2 * step)
    of_weight = (error(output_weight=step) - error(output_weight=-step)) / (2 * step)
    return {
        "b(1) Oculta/updated": B_HIDDEN[0] - RATE * of_bias,
        "w(2,4) Salida/updated": W_OUTPUT[1][3] - RATE * of_weight,
    }
