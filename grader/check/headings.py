"""How students and programs head the columns of a parameter table, in Spanish, English and Portuguese."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.names import normalise

_STOP_WORDS = {"de", "del", "la", "las", "los", "el", "numero", "num", "nro", "no", "n", "nº", "cantidad", "number",
               "of", "the", "total", "por", "cada", "capa", "count", "da", "do", "dos", "em", "numeros"}  # fmt: skip

_HEADINGS: dict[str, tuple[str, ...]] = {
    "inputs": ("neuronasentrada", "entradas", "entrada", "inputs", "input", "neuronasin", "fanin", "infeatures",
               "neuroniosentrada", "neuronasdeentrada"),
    "outputs": ("neuronassalida", "salidas", "salida", "outputs", "output", "units", "unidades", "neuronas",
                "outfeatures", "fanout", "out", "neuroniossaida", "saidas"),
    "out_shape": ("outshape", "shape", "outputshape", "shapesalida", "formasalida", "forma", "activationshape",
                  "dimension", "dimensiones", "dimensionsalida", "dimensionessalida", "tamanosalida", "tamano",
                  "salida", "output", "formatosaida", "dimensoes", "saida", "size", "outputsize", "mapasalida", "out",
                  "featuremaps", "mapas",
                  "mapascaracteristicas", "featuremap"),
    "weights": ("pesos", "peso", "weights", "weight", "w", "kernelweights"),
    "biases": ("sesgos", "sesgo", "bias", "biases", "b", "umbrales", "vies", "vieses", "interceptos"),
    "params": ("parametros", "parametro", "params", "param", "parameters", "parameter", "parametrostotales",
               "totales", "parametrosentrenables", "parametrosaprendibles", "trainableparams", "p",
               "wb", "pesossesgos", "calculo", "calculos", "calculoparametros"),
    "detail": ("detalle", "detalles", "descripcion", "configuracion", "hiperparametros", "detail", "details"),
}  # fmt: skip

_GLOSS = re.compile(r"\([^)]*\)")
"""«Pesos (W)»."""

_LAYER = {
    "capa",
    "capas",
    "layer",
    "layers",
    "camada",
    "nombre",
    "name",
    "layertype",
    "nombrecapa",
    "tipo",
    "type",
}


@lru_cache(maxsize=4096)
def quantities(heading: str) -> tuple[str, ...]:
    """What a column under this heading may hold, likeliest first; empty for an unknown heading.

    >>> quantities("# de Parámet- ros"), quantities("Salida"), quantities("MACs")
    (('params',), ('outputs', 'out_shape'), ())
    """
    words = normalise(_GLOSS.sub(" ", heading)).split()
    key = "".join(word for word in words if word not in _STOP_WORDS)
    if not key and "total" in words:
        return ("params",)
    return tuple(quantity for quantity, keys in _HEADINGS.items() if key in keys)


@lru_cache(maxsize=4096)
def is_layer_heading(heading: str) -> bool:
    """Whether a column under this heading names the layers."""
    return normalise(heading).replace(" ", "") in _LAYER
