"""What convolutions of one, two and three dimensions share: kernels, groups, biases, and how they are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from grader import spanish
from grader.formula import quotient
from grader.layers._assembled import Part, assembled, itself, product_of, product_of_parts
from grader.layers._counts import none
from grader.layers._kind import Parameter, Structure
from grader.layers._sides import PADDINGS, each, kernel_letters, side_part
from grader.model import Formula, Layer, Shape

SAME = (
    "Con padding «same» (el de Keras) cada lado queda de ⌈n/s⌉: se agregan los ceros que hagan falta, "
    "si son impares uno más al final."
)
CAUSAL = "Con padding «causal» todos los ceros se agregan al comienzo y el largo queda de ⌈n/s⌉."
GAPS = "Con dilatación d un kernel de lado f abarca d·(f − 1) + 1."
GROUPS = Parameter(1, optional=True, letter="g", meaning="número de grupos")


def shape_of(it: Structure, axes: tuple[str, ...], channels: Part) -> Formula | None:
    """Each side under the window, and the channels as `channels` says."""
    sides = [side_part(it, axis) for axis in axes]
    return None if None in sides else assembled(*[side for side in sides if side], channels)


def filters_of(it: Structure, axes: tuple[str, ...]) -> Formula | None:
    """The output's shape where it has a channel for each filter."""
    return shape_of(it, axes, (itself, ("F",)))


def weights_of(it: Structure, axes: tuple[str, ...]) -> Formula | None:
    """Weights of the filters: each looks at all channels, or at those of its group."""
    letters = kernel_letters(it, axes)
    if "" in letters:
        return None
    return grouped(letters) if it.has("groups") else product_of(*letters, "C", "F")


def grouped(kernel: tuple[str, ...]) -> Formula:
    """f·f·(C/g)·F"""
    return product_of_parts(*((itself, (letter,)) for letter in kernel), (quotient, ("C", "g")), (itself, ("F",)))


def filter_biases(it: Structure) -> Formula:
    return none if it.says(use_bias=False) else _filters


def _filters(F: Any) -> Any:
    return F


def has_bias(it: Structure) -> bool:
    return not it.says(use_bias=False)


def is_ungrouped(it: Structure) -> bool:
    return not it.has("groups")


def operations(axes: tuple[str, ...]) -> tuple[Formula, ...]:
    """Each weight is used once at every place of the output."""
    return (product_of("w", *(f"{axis}_salida" for axis in axes)),)


def refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    """Groups that do not divide the channels or the filters."""
    groups = int(layer.parameters.get("groups", 1))
    channels = shapes[0][-1] if shapes else 0
    if channels % groups:
        return f"los {channels} canales de la entrada no se reparten en {groups} grupos iguales (groups)"
    filters = int(layer.parameters.get("filters", groups))
    if filters % groups:
        return f"los {filters} filtros no se reparten en {groups} grupos iguales (groups)"
    return ""


def side_conventions(layer: Layer) -> tuple[str, ...]:
    it = layer.parameters
    told = {"same": SAME, "causal": CAUSAL}.get(str(it.get("padding")))
    return tuple(filter(None, (told, GAPS if has_gaps(layer) else None)))


def has_gaps(layer: Layer) -> bool:
    return any(name.startswith("dilation") and it != 1 for name, it in layer.parameters.items())


def kernel_words(layer: Layer, axes: tuple[str, ...]) -> str:
    """`5x5`, `3x1`, `5`."""
    return "x".join(map(str, each(layer, "kernel", axes)))


def number_words(layer: Layer, name: str, axes: tuple[str, ...]) -> str:
    """`2`, `(2, 1)`, `same`; of a padding with a number for each end, all of them."""
    it = layer.parameters
    if isinstance(it.get(name), str):
        return str(it[name])
    if name == "padding" and (ends := [it[key] for key in it if key in _ENDS]):
        return f"({', '.join(map(str, ends))})"
    numbers = each(layer, name, axes, 0 if name == "padding" else 1)
    return str(numbers[0]) if len(set(numbers)) == 1 else f"({', '.join(map(str, numbers))})"


_ENDS = {f"padding_{end}" for end in ("front", "back", "top", "bottom", "left", "right")}


def window_detail(layer: Layer, axes: tuple[str, ...]) -> str:
    """`f=5x5, s=1, p=2`."""
    words = [number_words(layer, name, axes) for name in ("strides", "padding")]
    text = f"f={kernel_words(layer, axes)}, s={words[0]}, p={words[1]}"
    return text + (f", d={number_words(layer, 'dilation', axes)}" if has_gaps(layer) else "")


def window_sentence(layer: Layer, axes: tuple[str, ...]) -> tuple[str, str]:
    """«Kernel de 5x5» and «stride de 1, padding de 2 (zero-padding)»."""
    strides, padding = (number_words(layer, name, axes) for name in ("strides", "padding"))
    named = padding in PADDINGS
    zero = "" if padding == "0" or named else " (zero-padding)"
    where = f"padding «{padding}»" if named else f"padding de {padding}{zero}"
    gaps = f", dilatación de {number_words(layer, 'dilation', axes)}" if has_gaps(layer) else ""
    return f"Kernel de {kernel_words(layer, axes)}", f"stride de {strides}, {where}{gaps}"


def extra_words(layer: Layer) -> str:
    """«, 4 grupos, sin sesgos»: what most convolutions do not have."""
    it = layer.parameters
    groups = int(it.get("groups", 1))
    text = f", {groups} grupos" if groups > 1 else ""
    return text + (", sin sesgos" if it.get("use_bias") is False else "")


def conv_detail(axes: tuple[str, ...]) -> Callable[[Layer], str]:
    def detail(layer: Layer) -> str:
        filters = spanish.plural(int(layer.parameters["filters"]), "filtro", "filtros")
        return f"{window_detail(layer, axes)}, {filters}{extra_words(layer)}"

    return detail


def conv_sentence(axes: tuple[str, ...]) -> Callable[[Layer], str]:
    def sentence(layer: Layer) -> str:
        filters = spanish.plural(int(layer.parameters["filters"]), "filtro", "filtros")
        kernel, rest = window_sentence(layer, axes)
        return f"{kernel}, {filters}, {rest}{extra_words(layer)}"

    return sentence
