"""How students and programs name layers: a kind, perhaps a number, perhaps only a place («capa de salida»)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from grader.layers import LAYERS
from grader.names import normalise

_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "primera primer primero first 1ra 1era 1a",
            "segunda segundo second 2da 2a",
            "tercera tercer tercero third 3ra 3era 3a",
            "cuarta cuarto fourth 4ta 4a",
            "quinta quinto fifth 5ta 5a",
            "sexta sexto sixth 6ta 6a",
            "septima septimo seventh 7ma 7a",
            "octava octavo eighth 8va 8a",
        ),
        start=1,
    )
    for word in words.split()
}
_PLACES = {
    "salida": "output", "output": "output", "saida": "output", "final": "output", "out": "output",
    "clasificador": "output", "softmax": "output",
    "oculta": "hidden", "hidden": "hidden", "oculto": "hidden", "escondida": "hidden",
}  # fmt: skip
_LETTERS = {"c": "conv", "s": "pool", "p": "pool", "f": "fc"}
"""LeCun's C1, S2, F6: the number counts layers of all kinds, so it says nothing here."""
_BODIES = {"input", "conv", "pool", "flatten", "fc"}
_FILLERS = {"capa", "capas", "layer", "la", "el", "de", "del", "camada", "max", "maxima", "average", "type", "con", "y"}
_PARTS = re.compile(r"\s*[/+&\n]\s*|\s+y\s+")
_GLOSS = re.compile(r"\([^)]*\)")
_SPLIT = re.compile(r"([a-z]+2d|[a-z]+|\d+)")


@dataclass(frozen=True, slots=True)
class LayerName:
    """What a name tells; empty or `None` where it tells nothing."""

    family: str = ""
    """First alias of the kind of layer (`conv`, `fc`, `pool`)."""
    place: str = ""
    """`output` or `hidden`."""
    number: int | None = None

    @property
    def tells(self) -> bool:
        return bool(self.family or self.place)


@lru_cache(maxsize=1)
def families() -> dict[str, str]:
    """Alias without spaces → family."""
    return {
        alias.replace(" ", ""): kind.aliases[0]
        for kind in LAYERS.values()
        if kind.aliases
        for alias in (*kind.aliases, kind.name)
    } | {"fullyconnected": "fc", "totalmenteconectada": "fc"}


def words_of_names() -> frozenset[str]:
    """Every word, or words, that may be a part of a layer's name."""
    named = (kind for kind in LAYERS.values() if kind.aliases)
    aliases = (alias for kind in named for alias in (*kind.aliases, kind.name.replace("_", " ")))
    return frozenset({*aliases, *_ORDINALS, *_PLACES, *_FILLERS, *families()})


def family_of(kind: str) -> str:
    """The family by which a kind goes: max and average pooling share theirs."""
    return LAYERS[kind].aliases[0] if LAYERS[kind].aliases else kind


@lru_cache(maxsize=8192)
def layer_name(text: str) -> LayerName:
    """
    >>> layer_name("conv2d_1 (Conv2D)"), layer_name("Capa Oculta 2").place, layer_name("la segunda convolución")
    (LayerName(family='conv', place='', number=1), 'hidden', LayerName(family='conv', place='', number=2))
    """
    words = _SPLIT.findall(normalise(text))
    if len(words) == 2 and words[0] in _LETTERS and words[1].isdigit():
        return LayerName(_LETTERS[words[0]])
    known = families()
    if len({known[word] for word in words if word in known} & _BODIES) > 1:
        return LayerName()  # «Conv + Pool» is no single layer
    outside = _SPLIT.findall(normalise(_GLOSS.sub(" ", text)))
    numbered = {(known[word], number) for word, number in pairwise(outside) if word in known and number.isdigit()}
    if len(numbered) > len({family for family, _ in numbered}) or _differ(text):
        return LayerName()  # nor is «FC1 / Densa 2»
    family = place = ""
    number = None
    for i, word in enumerate(words):
        pair = word + words[i + 1] if i + 1 < len(words) else ""
        if not family and (found := known.get(pair) or known.get(word)):
            family = found
        place = place or _PLACES.get(word, "")
    told = False
    for i, word in enumerate(outside):  # what stands in brackets is a size: «MaxPool(2, 2)»
        told = told or word in known or word in _PLACES or word + "".join(outside[i + 1 : i + 2]) in known
        if number is None and not (word.isdigit() and outside[i + 1 : i + 2] == ["x"]):
            number = int(word) if word.isdigit() and len(word) < 3 and told else _ORDINALS.get(word)
    if family == "activation" and {"activacion", "activation"} & {*words}:
        place = ""  # «Softmax (activación)» is a row of its own, not the last layer
    return LayerName(family, place, number)


def _differ(text: str) -> bool:
    """Whether the parts of a name cannot be one layer: «FC1 / Densa 2», «Aplanamiento y Salida»."""
    parts = [layer_name(part) for part in _PARTS.split(text)] if _PARTS.search(text) else []
    numbers = {part.number for part in parts} - {None}
    bodies = {part.family for part in parts if part.family in _BODIES} | {"fc" for part in parts if part.place}
    return len(numbers) > 1 or len(bodies) > 1


@lru_cache(maxsize=8192)
def bare_number(text: str) -> int | None:
    """The place that a name without a kind tells: «Capa 2», «2», «tercera capa»; `None` for any other name."""
    words = [word for word in _SPLIT.findall(normalise(text)) if word not in _FILLERS]
    if len(words) != 1:
        return None
    (word,) = words
    return int(word) if word.isdigit() and len(word) < 3 else _ORDINALS.get(word)
