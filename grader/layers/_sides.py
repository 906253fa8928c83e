"""The size of each side of a window's output, put together from what a layer says: padding, gaps, rounding.

One rule a structure: `(n + 2p − f)//s + 1` is that of the course, the others are what Keras and PyTorch do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from grader.formula import ceil_div, largest, smaller
from grader.layers._assembled import Part
from grader.layers._kind import Parameter, Structure
from grader.layers._window import conv_side
from grader.model import Formula, Layer

SIDES = {"D": ("depth", "profundidad"), "H": ("height", "alto"), "W": ("width", "ancho")}
"""Letter of an axis → the end of its parameters' names, and its Spanish name."""
ENDS = {
    "D": (("front", "frente"), ("back", "fondo")),
    "H": (("top", "arriba"), ("bottom", "abajo")),
    "W": (("left", "izquierda"), ("right", "derecha")),
    "L": (("left", "izquierda"), ("right", "derecha")),
}
"""Both ends of an axis: the end of the parameter's name, and the letter's subscript."""
AXES = {1: ("L",), 2: ("H", "W"), 3: ("D", "H", "W")}
PADDINGS = ("valid", "same", "causal")


def valid_side(n: Any, f: Any, s: Any) -> Any:
    return (n - f) // s + 1


def same_side(n: Any, s: Any) -> Any:
    """Keras's «same»: as many as the stride leaves, rounded up; the zeros that this needs may be uneven.

    >>> same_side(7, 2)
    4
    """
    return ceil_div(n, s)


@cache
def window_side(zeros: int, *, gaps: bool, ceil: bool) -> Formula:
    """The side of a window's output.

    `zeros`: 0 no padding, 1 the same at both ends, 2 a number for each end. Letters in order: n, those of the padding,
    f, s and, with gaps in the kernel, d. Rounded up, the last window must still begin on the image or its first border
    (PyTorch's `ceil_mode`).

    >>> window_side(1, gaps=True, ceil=False)(34, 2, 3, 1, 2)
    34
    """
    if not gaps and not ceil and zeros < 2:
        return (valid_side, conv_side)[zeros]
    grow = _GROWN[zeros]
    shrink: Callable[..., Any] = _with_gaps if gaps else _without_gaps

    def side(n: Any, *numbers: Any) -> Any:
        around, (f, s, *d) = numbers[:zeros], numbers[zeros:]
        rest = shrink(grow(n, *around), f, *d)
        if not ceil:
            return rest // s + 1
        return smaller(ceil_div(rest, s) + 1, ceil_div(n + around[0] if zeros else n, s))

    return side


_GROWN: tuple[Callable[..., Any], ...] = (
    lambda n: n,
    lambda n, p: n + 2 * p,
    lambda n, first, last: n + first + last,
)


def _without_gaps(grown: Any, f: Any) -> Any:
    return grown - f


def _with_gaps(grown: Any, f: Any, d: Any) -> Any:
    """A kernel of f with gaps of d − 1 between its numbers covers d·(f − 1) + 1."""
    return grown - d * (f - 1) - 1


@cache
def transposed_side(padding: str, *, gaps: bool, more: bool) -> Formula:
    """The side that a transposed convolution gives; letters in order: n, f, s, with `p` p, then d, then o.

    >>> transposed_side("p", gaps=False, more=False)(37, 3, 2, 0)
    75
    """

    def side(n: Any, f: Any, s: Any, *numbers: Any) -> Any:
        d = numbers[padding == "p"] if gaps else None
        if not more and padding == "same":
            return n * s
        if not more and padding == "valid":
            return n * s + largest((d * (f - 1) + 1 - s if gaps else f - s, 0))
        side = (n - 1) * s
        side = side - 2 * numbers[0] if padding == "p" else side
        side = side + d * (f - 1) + 1 if gaps else side + f
        side = side - 2 * ((d * (f - 1) + 1) // 2 if gaps else f // 2) if padding == "same" else side
        return side + numbers[-1] if more else side

    return side


def letter_at(it: Structure, name: str, letter: str, axis: str) -> str:
    """The letter that a parameter has along an axis; empty: the layer has no such parameter."""
    if axis in SIDES and it.has(f"{name}_{SIDES[axis][0]}"):
        return f"{letter}_{axis}"
    return letter if it.has(name) and not it.word(name) else ""


def paddings_at(it: Structure, axis: str) -> tuple[str, ...]:
    """The letters of the padding along an axis: none, one for both ends, or one for each."""
    if it.has(f"padding_{ENDS[axis][0][0]}"):
        return tuple(f"p_{sub}" for _, sub in ENDS[axis])
    letter = letter_at(it, "padding", "p", axis)
    return (letter,) if letter else ()


def side_part(it: Structure, axis: str) -> Part | None:
    """What becomes of one axis under a window; `None` where the layer does not say how large it is."""
    f, s, d = (letter_at(it, name, name_letter, axis) for name, name_letter in _WINDOW)
    if not f or not s:
        return None
    if it.word("padding") in ("same", "causal"):
        return same_side, (axis, s)
    zeros = paddings_at(it, axis)
    formula = window_side(len(zeros), gaps=bool(d), ceil=it.says(ceil_mode=True))
    return formula, (axis, *zeros, f, s, *([d] if d else []))


_WINDOW = (("kernel", "f"), ("strides", "s"), ("dilation", "d"))


def is_plain(it: Structure) -> bool:
    """Whether the course's own rule is all there is: one kernel side, one stride, one padding."""
    apart = any("_" in name and name.split("_")[0] in ("kernel", "strides", "padding") for name in it.names)
    return not apart and not any(name.startswith("dilation") for name in it.names) and not it.says(ceil_mode=True)


def takes_the_rule(it: Structure) -> bool:
    """Whether the side follows the course's own rule, with a number for the padding."""
    return is_plain(it) and it.word("padding") not in PADDINGS


def kernel_letters(it: Structure, axes: tuple[str, ...]) -> tuple[str, ...]:
    """`f·f` for a square kernel, `f_H·f_W` for another."""
    return tuple(letter_at(it, "kernel", "f", axis) for axis in axes)


def window_parameters(axes: tuple[str, ...], strides: int | str = 1, *, gaps: bool = True) -> dict[str, Parameter]:
    """Kernel, strides, padding and, with `gaps`, dilation: one number for all axes, or one for each."""
    last = _by_axis(axes, "kernel")
    found = {
        "kernel": Parameter(1, letter="f", meaning="lado del kernel", instead=last),
        "strides": Parameter(1, strides, letter="s", meaning="stride", instead=_by_axis(axes, "strides")),
        "padding": Parameter(0, 0, letter="p", meaning="padding", words=PADDINGS, instead=_by_axis(axes, "padding")),
    }
    for name, letter, least, meaning in (_EACH if gaps else _EACH[:3]) if len(axes) > 1 else ():
        for axis in axes:
            word, spanish = SIDES[axis]
            default = f"kernel_{word}" if name == "strides" and strides == "kernel" else None
            found[f"{name}_{word}"] = Parameter(
                least, default, optional=True, letter=f"{letter}_{axis}", meaning=f"{meaning} ({spanish})"
            )
    for axis in axes:
        for end, sub in ENDS[axis]:
            found[f"padding_{end}"] = Parameter(0, optional=True, letter=f"p_{sub}", meaning=f"padding ({sub})")
    if gaps:
        found["dilation"] = Parameter(1, optional=True, letter="d", meaning="dilatación")
    return found


_EACH = (
    ("kernel", "f", 1, "kernel"),
    ("strides", "s", 1, "stride"),
    ("padding", "p", 0, "padding"),
    ("dilation", "d", 1, "dilatación"),
)


def _by_axis(axes: tuple[str, ...], name: str) -> str:
    return f"{name}_{SIDES[axes[-1]][0]}" if len(axes) > 1 else ""


def each(layer: Layer, name: str, axes: tuple[str, ...], default: int = 1) -> tuple[int, ...]:
    """The numbers of a parameter along the axes."""
    it = layer.parameters
    words = [SIDES[axis][0] if axis in SIDES else "" for axis in axes]
    return tuple(int(it.get(f"{name}_{word}", it.get(name, default))) for word in words)
