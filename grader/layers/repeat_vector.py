"""Repeat vector: the same vector at every step of a sequence."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import LayerKind, Parameter


def repeated(k: Any, n: Any) -> tuple[Any, Any]:
    return k, n


KINDS = (
    LayerKind(
        name="repeat_vector",
        words="repetición del vector",
        parameters={"times": Parameter(1, letter="k", meaning="veces que se repite")},
        formulas={"out_shape": (repeated,)},
        detail=lambda layer: f"{layer.parameters['times']} veces",
        sentence=lambda layer: f"Repite el vector {layer.parameters['times']} veces",
        aliases=("repeatvector", "repeat vector"),
        needs="un vector",
    ),
)
