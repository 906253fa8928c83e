"""Normalisation with stored statistics: nothing is learned; a mean and a variance of the data may be stored."""

from __future__ import annotations

from typing import Any

from grader.layers._assembled import count_of
from grader.layers._counts import none
from grader.layers._kind import SWITCH, Chosen, LayerKind, Structure
from grader.layers._ranks import same_shape
from grader.layers._scaling import AXIS, axis_letter, axis_refusal
from grader.model import Formula, Layer

STORED = (
    "La normalización con estadísticas guarda la media y la varianza de cada canal y cuántos datos vio: "
    "no se entrenan, pero se cuentan entre los parámetros, como hace Keras."
)


def with_count(n: Any) -> Any:
    return 2 * n + 1


def _stored(it: Structure) -> Formula:
    return none if it.says(stored=False) else count_of(with_count, axis_letter(it))


def _is_stored(layer: Layer) -> bool:
    return layer.parameters.get("stored") is not False


KINDS = (
    LayerKind(
        name="normalization",
        words="normalización con estadísticas",
        parameters={"axis": AXIS, "stored": SWITCH},
        formulas={
            "out_shape": Chosen(same_shape),
            "weights": (none,),
            "biases": (none,),
            "stored": Chosen(_stored),
        },
        detail=lambda layer: "media y varianza guardadas" if _is_stored(layer) else "media y varianza fijas",
        sentence=lambda layer: (
            "Normaliza cada canal con una media y una varianza " + ("guardadas" if _is_stored(layer) else "fijas")
        ),
        tells=lambda layer: (STORED,) if _is_stored(layer) else (),
        has_weights=True,
        refuses=axis_refusal,
        refuses_by=(),
        sees="same",
    ),
)
