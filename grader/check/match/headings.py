"""How students and programs head the columns of a parameter table, in Spanish, English and Portuguese."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.names import normalise

_STOP_WORDS = {"de", "del", "la", "las", "los", "el", "o", "numero", "numeros", "num", "nro", "no", "n", "nº", "number",
               "cantidad", "cantidades", "cant", "qtd", "qtde", "quantidade", "of", "the", "total", "tot", "por",
               "cada", "capa", "count", "da", "do", "dos", "em"}  # fmt: skip

_HEADINGS: dict[str, tuple[str, ...]] = {
    "inputs": ("neuronasentrada", "entradas", "entrada", "inputs", "input", "neuronasin", "fanin", "infeatures", "in",
               "neuroniosentrada", "neuronasdeentrada", "nin", "unidadesentrada", "inputneurons", "inputunits"),
    "outputs": ("neuronassalida", "salidas", "salida", "outputs", "output", "units", "unidades", "neuronas",
                "outfeatures", "fanout", "out", "neuroniossaida", "saidas", "neuronasout", "nout", "unidadessalida",
                "outputneurons", "outputunits", "neurons", "neuronios"),
    "ends": ("neuronasinout", "inout", "entradasalida", "entradassalidas", "neuronasentradasalida",
             "neuronasentradassalidas",
             "neuronasentradaysalida", "entradaysalida", "entradasysalidas", "inputoutput", "faninfanout"),
    "out_shape": ("outshape", "shape", "outputshape", "shapesalida", "formasalida", "forma", "activationshape",
                  "dimension", "dimensiones", "dimensionsalida", "dimensionessalida", "tamanosalida", "tamano",
                  "salida", "output", "formatosaida", "formato", "formasaida", "dimensoes", "dimensao",
                  "dimensoessaida", "dimensaosaida", "tamanhosaida", "tamanho", "saida", "size", "outputsize",
                  "outsize", "mapasalida", "mapassalida", "out", "featuremaps", "mapas", "volumensalida", "volumen",
                  "outputvolume", "mapascaracteristicas", "featuremap", "outputdimension", "outputdimensions",
                  "shapeout", "volumesaida", "tensorsalida", "outputdim", "dimsalida", "dim", "dims"),
    "weights": ("pesos", "peso", "weights", "weight", "w", "kernelweights", "pesosw", "weightsw", "ws"),
    "biases": ("sesgos", "sesgo", "bias", "biases", "b", "umbrales", "vies", "vieses", "interceptos", "sesgosb",
               "biasb", "biass", "umbral", "bs"),
    "trainable": ("parametrosentrenables", "entrenables", "trainable", "trainableparams", "trainableparameters"),
    "non_trainable": ("parametrosfijos", "fijos", "nontrainable", "nontrainableparams", "nontrainableparameters"),
    "macs": ("macs", "mac", "multiplicaciones", "multadds", "multiplicacionesacumuladas"),
    "activations": ("activaciones", "activacion", "activations", "activationsize", "tamanoactivacion"),
    "receptive_field": ("camporeceptivo", "receptivefield", "cr", "rf"),
    "params": ("parametros", "parametro", "params", "param", "parameters", "parameter", "parametrostotales",
               "totales", "parametrosentrenables", "parametrosaprendibles", "trainableparams", "trainableparameters",
               "p", "wb", "pesossesgos", "weightsbiases", "pesosysesgos", "calculo", "calculos", "calculoparametros",
               "parametrostreinaveis", "subtotal", "suma", "pesosbias", "parametroswb", "learnableparameters"),
    "both": ("pesossesgos", "pesosysesgos", "pesosbias", "pesosybias", "weightsbiases", "weightsandbiases", "wb"),
    "detail": ("detalle", "detalles", "descripcion", "configuracion", "hiperparametros", "detail", "details"),
}  # fmt: skip

_BY_KEY = {
    key: tuple(quantity for quantity, keys in _HEADINGS.items() if key in keys)
    for key in {key for keys in _HEADINGS.values() for key in keys}
}

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
    "nombredelacapa",
    "tipodecapa",
    "layername",
    "camadas",
    "tipocapa",
    "type",
}


_WORDLESS = re.compile(r"[\d\s.,()\[\]*·×+=/-]*")
"""No heading, and not worth keeping: answers differ from student to student."""


def quantities(heading: str) -> tuple[str, ...]:
    """What a column under this heading may hold, likeliest first; empty for an unknown heading.

    >>> quantities("# de Parámet- ros"), quantities("Salida"), quantities("Memoria")
    (('params',), ('outputs', 'out_shape'), ())
    """
    return () if heading[:1].isdigit() or _WORDLESS.fullmatch(heading) else _quantities(heading)


@lru_cache(maxsize=4096)
def _quantities(heading: str) -> tuple[str, ...]:
    words = normalise(_GLOSS.sub(" ", heading)).split()
    if words in (["peso", "total"], ["pesos", "totales"], ["total", "pesos"]):
        return ("weights", "params")  # beside a column of weights it is their sum with the biases
    key = "".join(word for word in words if word not in _STOP_WORDS)
    if not key and "total" in words:
        return ("params",)
    whole = "".join(word for word in normalise(heading).split() if word not in _STOP_WORDS)
    return _BY_KEY.get(whole) or _BY_KEY.get(key, ())


@lru_cache(maxsize=4096)
def is_layer_heading(heading: str) -> bool:
    """Whether a column under this heading names the layers."""
    plain = normalise(heading).replace(" ", "")
    return plain in _LAYER or normalise(_GLOSS.sub(" ", heading)).replace(" ", "") in _LAYER


_LONGEST_FUSED = 60
_TRAPS = re.compile(
    r"input|kernel|mult|mac|flop|acum|cumul|activ|mem|byte|\b[kmg]b\b|porc|%|nota|obs|coment|idx|indice|orden|stride|pad|filt"
    r"|unid|connect|entrada|train|hiper|hyper|funci|operac|tiempo|detal|config|^\W*(?:no?|nº|num)?\W*$|ejemplo|\bf\b|\bs\b"
)


@lru_cache(maxsize=4096)
def is_trap(heading: str) -> bool:
    """Whether a column holds numbers that were not asked for: «MACs», «Acumulado», «Activation size»."""
    return len(heading.strip()) == 1 or bool(_TRAPS.search(heading.lower()))


@lru_cache(maxsize=4096)
def is_fused(heading: str) -> bool:
    """Whether two headings stuck together when the table was copied («Out ShapePesos»): its columns are not sure.

    >>> is_fused("Out ShapePesos"), is_fused("Out Shape"), is_fused("Neuronas de salida")
    (True, False, False)
    """
    words = normalise(heading).split()
    if quantities(heading) or sum(map(len, words)) > _LONGEST_FUSED:
        return False
    return any(_is_fused_at(words, at, i) for at in range(len(words)) for i in range(1, len(words[at])))


def _is_fused_at(words: list[str], at: int, i: int) -> bool:
    """Whether the `i` first letters of a word end one heading and the others begin another."""
    first, second = "".join(words[:at]) + words[at][:i], words[at][i:] + "".join(words[at + 1 :])
    known = min(len(first), len(second)) > 3 and first in _BY_KEY and second in _BY_KEY
    return known and _BY_KEY[first] != _BY_KEY[second]
