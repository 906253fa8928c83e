"""Answers in sentences: «FC1: 128·64 = 8192 pesos, 64 sesgos», bullets under a layer's name, workings line by line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from grader.check.match._assigned import assigned
from grader.check.match._clauses import clauses, named_first
from grader.check.match._items import LAYER, Item, items
from grader.check.match._statements import Statement, statements
from grader.check.match._vocabulary import QUANTITIES, WHOLE
from grader.check.match.mentions import FOREIGN, UNKNOWN, mentions
from grader.check.match.rows import row_names
from grader.check.match.sentences import fold
from grader.evaluate import answers
from grader.model import Role, Sheet

_SUMMARY = re.compile(
    r"\s*(?:(?:non-?)?trainable|optimizer|total (?:params|mult|size)|input size|forward|estimated|params size)"
)
_SHAPE = re.compile(
    r"[(\[]?\s*(?:(?:none|-1|n)\s*,\s*)?\d+\s*(?:[x×]\s*\d+\s*[x×]|,\s*\d+\s*,|@\s*\d+\s*[x×])\s*\d+\s*[)\]]?",
    re.IGNORECASE,
)
_VECTOR = re.compile(r"[(\[]\s*(?:(?:none|-1)\s*,\s*)?\d+\s*(?:,\s*1?\s*)?[)\]]", re.IGNORECASE)
_SHAPED = re.compile(r"[(\[][^()\[\]]*,[^()\[\]]*[)\]]")
"""No count, whatever shape it is."""
_MAPS = re.compile(r"\d\s+(?:mapas?|maps|canales|canais|channels|feature)\b", re.IGNORECASE)
_SIDE = re.compile(r"[^x×,@]*|.*=\s*\d+", re.IGNORECASE)
_DESCRIBES = re.compile(r"filtro|kernel|stride|padding|neuron|unidad|\d\s*[x×]\s*\d|tamano|clases|→|->")
"""A sentence that says how a layer is built, not what it counts."""
_CALCULATED = re.compile(r"[=+]|[*·×]\s*\d+\s*[*·×]")
_RULE = re.compile(r"\s*(?:si|cuando|if|when|se|calcul\w+|objetivo|nota|recuerd\w+|red|estructura|arquitectura)\b")
"""A sentence of the worksheet, or of the course."""
_HEADING = re.compile(r"(?:(?:#|n[.º°]*|numero|cantidad|total)\s*(?:de\s+)?)?[a-z]+(?:\s+de\s+salida)?\s*:?")
"""A line of one quantity: «Pesos», «Número de sesgos:»."""
_COUNTED = re.compile(r"\b(?:pesos?|sesgos?|weights?|bias(?:es)?|vies(?:es)?|param\w*)\b")
_TRIM = " \t.,;:→-–—*$+\\="
_PADDED = ("conv2d", "max_pooling2d", "average_pooling2d")

PER_UNIT = "El renglón habla de una sola neurona o de un solo filtro, no de la capa: «{}»."
UNLABELLED = "El renglón no dice qué cantidad es: «{}»."
NO_LAYER = "No supe de qué capa habla el renglón «{}»."
SIDE_ONLY = "Solo encontré el lado de la salida, no la forma completa: «{}»."


def _is_list(said: list[Statement]) -> bool:
    """Whether a quantity is named once and several values follow."""
    first, *rest = said or [Statement("", "", 0, 0)]
    return first.quantity in QUANTITIES and bool(rest) and not any(it.quantity or it.unit for it in rest)


def tells_quantity(text: str) -> bool:
    """Whether a text speaks of weights, biases or parameters, with a number."""
    return any(c.isdigit() for c in text) and bool(_COUNTED.search(fold(text)))


@dataclass(slots=True)
class Prose:
    """Reads the sentences of one exercise and keeps the layer that they are about."""

    sheet: Sheet
    answered: AbstractSet[str] = frozenset()
    layer: str = ""
    quantity: str = ""
    """What a line that only names a quantity announces («Pesos:»), of which the lines below tell by layer."""
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Layer → what was said of it so far."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Ref → why what was said of it could not be used, in Spanish; it counts where nothing else answers."""

    def sums_its_layer(self, sentence: str, *, lone: bool) -> str:
        """The layer whose parameters «Total: 65» or a `lone` «64 + 1 = 65» may be: with no parameters yet."""
        if f"{self.layer}/params" in self.answered:
            return ""
        waits = (
            self.layer in self.told or (lone and self.layer not in ("", FOREIGN, UNKNOWN))
        ) and "params" not in self.told[self.layer]
        return self.layer if waits and not WHOLE.search(fold(sentence)) else ""

    def layers_in(self, sentence: str) -> set[str]:
        return {layer for _, _, layer in self._mentions(fold(sentence))}

    def answers(self, sentence: str) -> Iterator[tuple[str, str]]:
        """`LAYER/quantity` and its text for each answer in the sentence."""
        if found := assigned(sentence, row_names(self.sheet), self.layer):
            layer, _, quantity = found[0].rpartition("/")
            yield self._tell(layer, self._asked(Statement(layer, quantity, 0, 0))), found[1]
            return
        folded = fold(sentence)
        if _SUMMARY.match(folded) or (_RULE.match(folded) and "=" not in sentence):
            return
        named = [self._plain(it) for it in named_first(items(folded, self._mentions(folded)))]
        said = list(statements(clauses(named, self.layer)))
        about = [it.text for it in named if it.kind == LAYER]
        if _HEADING.fullmatch(folded) and named and named[0].kind in QUANTITIES:
            self.quantity = self._asked(Statement("", named[0].kind, 0, 0))
        if about:
            self.layer = about[-1] if len(set(about)) == 1 or said else ""
        asked = [it._replace(quantity=self._asked(it)) for it in said]
        if not about and _is_list(asked):
            yield from self._one_each(sentence, asked)
        else:
            yield from self._answers(sentence, asked, named=bool(about))

    def _plain(self, item: Item) -> Item:
        """`P = 8256` are parameters where nothing has a padding."""
        if item.kind == "hyper" and item.text == "p" and not any(row.kind in _PADDED for row in self.sheet.rows):
            return item._replace(kind="params")
        return item

    def _one_each(self, sentence: str, said: list[Statement]) -> Iterator[tuple[str, str]]:
        """«Los sesgos son 64 y 1»: one value for each layer that learns."""
        quantity = said[0].quantity
        refs = [ref for ref, cell in self.sheet.cells.items() if ref.endswith(f"/{quantity}") and not cell.structural]
        layers = [ref.rpartition("/")[0] for ref in refs if self.sheet.cells[ref].role is Role.ASKED]
        for layer, it in zip(layers, said, strict=False):
            if len(layers) == len(said):
                yield self._tell(layer, quantity), sentence[it.start : it.end].strip(_TRIM)
        if len(layers) != len(said):
            for layer in layers:
                self._doubt(layer, quantity, NO_LAYER.format(sentence))

    def _mentions(self, folded: str) -> tuple[tuple[int, int, str], ...]:
        return mentions(row_names(self.sheet), folded, self.sheet.columns)

    def _answers(self, sentence: str, said: list[Statement], *, named: bool) -> Iterator[tuple[str, str]]:
        loose: dict[str, list[str]] = defaultdict(list)
        for it in said:
            raw = sentence[it.start : it.end].strip(_TRIM) if it.quantity else sentence[it.start : it.end]
            if it.quantity in ("hyper", "running") or it.layer == FOREIGN:
                continue
            if it.layer in ("", UNKNOWN):
                self._nobody(it, sentence)
            elif it.unit:
                self._doubt(it.layer, it.quantity, PER_UNIT.format(sentence))
            elif it.quantity == "out_shape" and self._is_side(it.layer, raw):
                self._doubt(it.layer, it.quantity, SIDE_ONLY.format(sentence))
            elif it.quantity:
                yield self._tell(it.layer, it.quantity), raw
            elif named or ("=" in raw and it.start == 0):
                loose[it.layer].append(raw)
        for layer, raws in loose.items():
            if len(raws) == 1 and self._announced(layer, raws[0]):
                yield self._tell(layer, self.quantity), raws[0].strip(_TRIM)
            else:
                yield from self._unlabelled(layer, raws, sentence, alone=len(said) == len(raws))

    def _tell(self, layer: str, quantity: str) -> str:
        self.told[layer].add(quantity)
        return f"{layer}/{quantity}"

    def _asked(self, it: Statement) -> str:
        """The sheet's own word for what was said: «64 salidas» are the outputs where these are asked."""
        quantity = it.quantity
        if quantity == "neurons" and "outputs" not in self.sheet.columns:
            return "out_shape" if it.layer and self._only(it.layer) == "out_shape" else "hyper"
        if quantity in ("out_shape", "outputs", "neurons"):
            return "outputs" if "outputs" in self.sheet.columns else "out_shape"
        return quantity

    def _is_side(self, layer: str, raw: str) -> bool:
        """`(32-5+4)/1 + 1 = 32` is the side of a shape of three numbers."""
        shape = answers(self.sheet).get(f"{layer}/out_shape")
        return (
            isinstance(shape, tuple)
            and len(shape) > 1
            and bool(_SIDE.fullmatch(raw))
            and not (_SHAPE.search(raw) or _MAPS.search(raw))
        )

    def _unlabelled(self, layer: str, raws: list[str], sentence: str, *, alone: bool) -> Iterator[tuple[str, str]]:
        """Values without a word: a shape by its looks, the counts when there is no other way to take them."""
        counts = []
        for raw in raws:
            if self._is_open(layer, "out_shape") and self._is_shape(layer, raw):
                yield self._tell(layer, "out_shape"), raw.strip()
            elif not _SHAPED.fullmatch(raw.strip()) and "/" not in raw and "⌊" not in raw:  # a side has a stride
                counts.append(raw.strip(_TRIM))
        places = self._open_counts(layer)
        if counts and places:
            chosen = self._places(counts, places)
            guess = len(chosen) == 1 and counts[0] != "0" and not _CALCULATED.search(counts[0])
            if guess and _DESCRIBES.search(fold(sentence)):
                return  # «una imagen de 32x32, con un Dropout del 30%» tells how the network is built
            if chosen:
                for quantity, raw in zip(chosen, counts, strict=True):
                    yield self._tell(layer, quantity), raw
            elif any("=" in raw for raw in counts) or (alone and not _DESCRIBES.search(fold(sentence))):
                for quantity in places:
                    self._doubt(layer, quantity, UNLABELLED.format(sentence))

    def _announced(self, layer: str, raw: str) -> bool:
        """Whether the line may tell what was announced: the parameters are a sum, all else is none."""
        return self._is_open(layer, self.quantity) and ("+" in raw) == (self.quantity == "params")

    def _is_shape(self, layer: str, raw: str) -> bool:
        if _SHAPE.fullmatch(raw.strip()) or _MAPS.search(raw) or _VECTOR.fullmatch(raw.strip()):
            return True
        shape = answers(self.sheet).get(f"{layer}/out_shape")
        vector = isinstance(shape, tuple) and len(shape) == 1
        return vector and self._only(layer) == "out_shape" and raw.strip(_TRIM) != "0"

    def _only(self, layer: str) -> str:
        """The one quantity of a layer that is no zero by structure; empty when there are several."""
        found = [ref for ref in self._refs(layer) if not self.sheet.cells[ref].structural]
        return found[0].rpartition("/")[2] if len(found) == 1 else ""

    def _places(self, counts: list[str], places: list[str]) -> list[str]:
        if len(counts) == len(places):
            return places
        if len(counts) == 1 and "params" in places and "+" in counts[0]:
            return ["params"]
        return []

    def _refs(self, layer: str) -> list[str]:
        refs = [f"{layer}/{quantity}" for quantity in self.sheet.columns]
        return [ref for ref in refs if ref in self.sheet.cells and self.sheet.cells[ref].role is Role.ASKED]

    def _is_open(self, layer: str, quantity: str) -> bool:
        ref = f"{layer}/{quantity}"
        return ref in self._refs(layer) and ref not in self.answered and quantity not in self.told[layer]

    def _open_counts(self, layer: str) -> list[str]:
        found = [ref.rpartition("/")[2] for ref in self._refs(layer)]
        return [quantity for quantity in found if quantity != "out_shape" and self._is_open(layer, quantity)]

    def _doubt(self, layer: str, quantity: str, reason: str) -> None:
        for q in [quantity] if quantity else self._open_counts(layer):
            if self._is_open(layer, q):
                self.doubts.setdefault(f"{layer}/{q}", reason)

    def _nobody(self, it: Statement, sentence: str) -> None:
        """It may be about any layer: whatever is open waits for a person."""
        if not any(map(str.isdigit, sentence[it.start : it.end])):
            return  # «no estoy segura de los sesgos»
        if it.quantity in QUANTITIES or (not it.quantity and "=" in sentence[it.start : it.end]):
            for row in self.sheet.rows:
                for q in [it.quantity] if it.quantity else self._open_counts(row.layer):
                    if (cell := self.sheet.cells.get(f"{row.layer}/{q}")) and not cell.structural:
                        self._doubt(row.layer, q, NO_LAYER.format(sentence))
