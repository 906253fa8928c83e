"""The words of a sentence about layers, folded: quantities, denials, one unit of many, and what is no answer."""

from __future__ import annotations

import re

_OF = (
    r"(?:\b(?:(?:el|la|los|las|the|total|numero|nro|num|cantidad|cant|qtd|number)\b\.?\s+(?:total\s+)?(?:de\s+|of\s+)?"
    r"|no\.?\s+de\s+)|#\s*(?:de\s+)?){0,3}"
)
_AFTER = r"(?:\s+(?:entrenables?|aprendibles?|totales|treinaveis|trainable|en total))?"
_WHAT = r"(?:\s+(?:de|da|do|del|of)(?:\s+(?:la|el|o|a|the))?\s+(?:salida|saida|output))?"

HYPER = (
    r"filtros?|filters?|kernels?|clases?|classes|canal(?:es)?|channels?|"
    r"strides?|pasos?|padding|relleno|pad|dropout|tasa|rate|pool_size|ventanas?|imagen(?:es)?|pixeles|activacion(?:es)?|"
    r"activations?|macs?|flops?|mult-adds|memoria|memory|bytes?|kib|mib|kb|mb|acumulad[oa]s?|acumulan|cumulative|"
    r"optimi[sz]\w+|epocas|epochs?|lote|batch|capas|layers|camadas|[fspk](?=\s*=)|puntos?|grupo|ejemplo|ejercicio|inciso"
)
"""Numbers beside these words are no answers: hyperparameters, activations, running sums, sizes in memory."""

PATTERNS = {
    "deny": r"\b(?:no\s+(?:tiene|hay|posee|lleva|usa|necesita|requiere|aporta|agrega|contiene|aprende)n?"
    r"|nao\s+(?:tem|ha|possui)"
    r"|(?:has|have|had|with)\s+no|does\s+not\s+have|doesn't\s+have|without|sin|sem|ningun[oa]?|nenhum|cero|zero|ni|nor|nem"
    r"|no(?!\s+(?:estoy|estaba|enten\w+|entien\w+|recuerd\w+|supe|pude|encontr\w+|hice|alcanc\w+|calcul\w+|puse|me|lo|la)\b))\b",
    "each": r"\b(?:(?:por|cada|per|each|every|um|una|un)\s+(?:una?\s+de\s+las\s+)?"
    r"(?:filtro|neurona|neuronio|neuron|kernel|nucleo|canal"
    r"|mapa|unidad|filter|unit|channel)\b|c/u\b|cada\s+un[oa]\b)",
    "running": r"\b(?:parametros|pesos|sesgos|params|total)\s+acumulad[oa]s?\b"
    r"|\b(?:tamano|numero|size|shape)\s+(?:del?|of)\s+"
    r"(?:l[ao]s?\s+|the\s+)?(?:filtros?|kernels?|lote|batch|imagen|activacion(?:es)?)\b|\bactivation\s+(?:size|volume)\b",
    "weights": rf"{_OF}\b(?:pesos?|weights?|w(?=\s*=))\b{_AFTER}",
    "biases": rf"{_OF}\b(?:sesgos?|bias(?:es)?|vies(?:es)?|umbral(?:es)?|interceptos?|b(?=\s*=))\b{_AFTER}",
    "params": rf"{_OF}\b(?:parametros?|param(?:eter)?s?)\b{_AFTER}|\b(?:en\s+|in\s+|no\s+)?total\b|\bsubtotal\b",
    "inputs": r"\b(?:(?:neuronas?|neuronios?)\s+(?:de\s+)?)?(?:entradas?|inputs?)\b",
    "outputs": r"\b(?:neuronas?|neuronios?)\s+de\s+(?:salida|saida)\b",
    "out_shape": rf"\b(?:(?:output|out)[\s_]*)?(?:shape|size|volume)\b"
    rf"|\b(?:forma(?:to)?|dimension(?:es)?|dimensoes|dimensao"
    rf"|tamano|tamanho|volumen){_WHAT}(?!\w)|\b(?:salidas?|saidas?|outputs?)\b",
    "neurons": r"\b(?:neuronas?|neuronios?|neurons?|units|unidad(?:es)?|valores|values|elementos)\b",
    "hyper": rf"\b(?:{HYPER})\b",
}
WHOLE = re.compile(r"\b(?:red|rede|modelo|model|network|general|todas?|todos|geral|overall|completa)\b")
QUANTITIES = ("weights", "biases", "params", "inputs", "outputs", "out_shape")
