"""Batch normalisation: gamma and beta for each channel are learned; the moving mean and variance are only stored."""

from __future__ import annotations

from typing import Any

from grader.layers._assembled import count_of
from grader.layers._counts import none
from grader.layers._kind import PLAUSIBLE, SEEN, SWITCH, Chosen, LayerKind, Structure, WrongRule
from grader.layers._ranks import same_shape
from grader.layers._scaling import AXIS, axis_letter, axis_refusal, factors, shifts, without
from grader.model import Formula, Layer

COUNTED = (
    "La normalización por lotes aprende gamma y beta, uno por canal (aquí, un peso y un sesgo), y guarda además una "
    "media y una varianza por canal, que no se entrenan pero se cuentan entre los parámetros, como hace Keras."
)
NOT_COUNTED = (
    "La normalización por lotes aprende gamma y beta, uno por canal (aquí, un peso y un sesgo); la media y la varianza "
    "que guarda no se cuentan entre los parámetros, como hace PyTorch."
)


def two_each(n: Any) -> Any:
    return 2 * n


def solo_gamma_y_beta(w: Any, b: Any) -> Any:
    return w + b


def dos_por_capa() -> Any:
    return 2


def cuatro_por_canal(C: Any) -> Any:
    return 4 * C


def uno_por_posicion(H: Any, W: Any, C: Any) -> Any:
    return H * W * C


def _stored(it: Structure) -> Formula:
    return none if it.says(moving=False) else count_of(two_each, axis_letter(it))


def _counts_stored(it: Structure) -> bool:
    return not it.says(moving=False)


def _has_both(it: Structure) -> bool:
    return not it.says(center=False) and not it.says(scale=False) and it.word("axis") in (None, -1)


WRONG = (
    WrongRule(
        "dos-por-capa", "params", dos_por_capa,
        "contaste un gamma y un beta para toda la capa; hay uno de cada uno por canal", SEEN,
        "Cuenta por canal: gamma, beta y lo que la hoja diga que se guarda.", when=_has_both,
    ),
    WrongRule(
        "bn-sin-lo-guardado", "params", solo_gamma_y_beta,
        "faltaron la media y la varianza que la capa guarda, que esta hoja sí cuenta", SEEN,
        "Suma a los {w} pesos y {b} sesgos los {u} números guardados.", "u", when=_counts_stored,
    ),
    WrongRule(
        "bn-4c-en-pesos", "weights", cuatro_por_canal,
        "esos son todos los números de la capa; en esta columna va solo gamma, uno por canal", SEEN,
        "Escribe aquí {C}, uno por canal, y deja beta para los sesgos.", when=_has_both,
    ),
    WrongRule(
        "bn-por-posicion", "weights", uno_por_posicion,
        "contaste un gamma por cada posición; los comparten todas las de un canal", PLAUSIBLE,
        "Cuenta uno por canal: {C}.", when=_has_both,
    ),
)  # fmt: skip


def _tells(layer: Layer) -> tuple[str, ...]:
    return (NOT_COUNTED if layer.parameters.get("moving") is False else COUNTED,)


KINDS = (
    LayerKind(
        name="batch_normalization",
        words="normalización por lotes",
        parameters={"center": SWITCH, "scale": SWITCH, "moving": SWITCH, "axis": AXIS},
        formulas={
            "out_shape": Chosen(same_shape),
            "weights": Chosen(lambda it: factors(it, (axis_letter(it),))),
            "biases": Chosen(lambda it: shifts(it, (axis_letter(it),))),
            "stored": Chosen(_stored),
        },
        detail=without,
        sentence=lambda layer: f"Normalización por lotes (batch normalization), {without(layer)}",
        tells=_tells,
        wrong=WRONG,
        aliases=("batchnorm", "batchnormalization", "batch normalization", "batchnorm2d", "batch norm"),
        has_weights=True,
        refuses=axis_refusal,
        refuses_by=(),
        sees="same",
    ),
)
