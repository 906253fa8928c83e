"""Transposed convolution: every number of the input spreads over f numbers of the output, s apart."""

from __future__ import annotations

from collections.abc import Sequence

from grader.layers import _conv
from grader.layers._assembled import Part, assembled, itself, product_of
from grader.layers._biases import wrong_biases
from grader.layers._kind import SWITCH, Chosen, LayerKind, Parameter, Structure
from grader.layers._pooling import NEEDS
from grader.layers._sides import AXES, SIDES, each, letter_at, transposed_side, window_parameters
from grader.model import Formula, Layer, Shape

CONVENTION = (
    "De un lado n a la entrada de una convolución transpuesta queda (n − 1)·s − 2p + f a la salida"
    " (más el relleno de salida o, si lo hay)."
)
WORDS = {
    "valid": "Con padding «valid» una convolución transpuesta da lados de n·s + max(f − s; 0).",
    "same": "Con padding «same» una convolución transpuesta da lados de n·s.",
}
GAPS = "Con dilatación d, f es ahí d·(f − 1) + 1, lo que abarca el kernel."
WITH_OUTPUT = "Con padding «same» y relleno de salida o, una convolución transpuesta da (n − 1)·s + f − 2·⌊f/2⌋ + o."


def _side(it: Structure, axis: str) -> Part | None:
    f, s, p, d, o = (letter_at(it, name, letter, axis) for name, letter in _LETTERS)
    word = it.word("padding")
    if not f or not s or not (p or word):
        return None
    if word == "same" and not o:
        p = d = ""  # Keras's «same» depends on the stride alone
    side = transposed_side(str(word or "p"), gaps=bool(d), more=bool(o))
    return side, tuple(filter(None, (axis, f, s, p, d, o)))


_LETTERS = (("kernel", "f"), ("strides", "s"), ("padding", "p"), ("dilation", "d"), ("output_padding", "o"))


def _refusal(layer: Layer, shapes: Sequence[Shape]) -> str:
    axes = AXES[int(layer.kind[4])]
    gap = int(layer.parameters.get("dilation", 1))
    for more, step in zip(each(layer, "output_padding", axes, 0), each(layer, "strides", axes), strict=True):
        if more and more >= step and more >= gap:
            return f"el relleno de salida (output_padding), {more}, debe ser menor que el stride, {step}"
    return _conv.refusal(layer, shapes)


def _tells(layer: Layer) -> tuple[str, ...]:
    word, more = str(layer.parameters.get("padding")), "output_padding" in layer.parameters
    if word == "same" and not more:
        return (WORDS[word],)
    told = WITH_OUTPUT if word == "same" else CONVENTION if more else WORDS.get(word, CONVENTION)
    return (told, GAPS) if _conv.has_gaps(layer) else (told,)


def _kind(rank: int) -> LayerKind:
    axes = AXES[rank]

    def out_shape(it: Structure) -> Formula | None:
        sides = [_side(it, axis) for axis in axes]
        return None if None in sides else assembled(*[side for side in sides if side], (itself, ("F",)))

    def detail(layer: Layer) -> str:
        more = _conv.number_words(layer, "output_padding", axes) if "output_padding" in layer.parameters else "0"
        return _conv.conv_detail(axes)(layer) + ", transpuesta" + (f", relleno de salida {more}" if more != "0" else "")

    return LayerKind(
        name=f"conv{rank}d_transpose",
        words="convolución transpuesta",
        parameters={
            "filters": Parameter(1, letter="F", meaning="número de filtros"),
            **window_parameters(axes),
            "output_padding": Parameter(0, optional=True, letter="o", meaning="relleno de salida"),
            **{
                f"output_padding_{SIDES[axis][0]}": Parameter(0, optional=True, letter=f"o_{axis}", meaning="relleno")
                for axis in (axes if rank > 1 else ())
            },
            "groups": _conv.GROUPS,
            "use_bias": SWITCH,
        },
        formulas={
            "out_shape": Chosen(out_shape),
            "weights": Chosen(lambda it: _conv.weights_of(it, axes)),
            "biases": Chosen(_conv.filter_biases),
            "macs": (product_of("w", *axes),),
        },
        detail=detail,
        sentence=lambda layer: f"Convolución transpuesta: {_conv.conv_sentence(axes)(layer)}",
        conventions=("Cada filtro de una convolución tiene un sesgo.",),
        tells=_tells,
        wrong=wrong_biases("filtro", "F", _conv.has_bias) if rank == 2 else (),
        aliases=("conv transpose", f"conv{rank}dtranspose", "convtranspose", "deconv", "deconvolucion"),
        has_weights=True,
        axes={2: ("L", "C")},
        refuses=_refusal,
        refuses_by=("groups", "output_padding"),
        needs=NEEDS[rank],
        rank=rank + 1,
    )


KINDS = tuple(_kind(rank) for rank in AXES)
