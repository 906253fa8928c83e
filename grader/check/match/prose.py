"""Answers in sentences: «FC1: 128·64 = 8192 pesos, 64 sesgos», bullets under a layer's name, workings line by line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.check.match._assigned import assigned
from grader.check.match._clauses import clauses, named_first
from grader.check.match._items import LAYER, Item, items
from grader.check.match._statements import Statement, statements
from grader.check.match._vocabulary import QUANTITIES, WHOLE
from grader.check.match.asked import Asked
from grader.check.match.mentions import FOREIGN, UNKNOWN, mentions
from grader.check.match.rows import RowNames, row_names
from grader.check.match.sentences import fold
from grader.check.match.unlabelled import TRIM, is_side, unlabelled
from grader.model import Sheet

Answer = tuple[str, str]
"""`LAYER/quantity` and its text."""

_SUMMARY = re.compile(
    r"\s*(?:(?:non-?)?trainable|optimizer|total (?:params|mult|size)|input size|forward|estimated|params size)"
)
_RULE = re.compile(r"\s*(?:si|cuando|if|when|se|calcul\w+|objetivo|nota|recuerd\w+|red|estructura|arquitectura)\b")
"""A sentence of the worksheet, or of the course."""
_HEADING = re.compile(r"(?:(?:#|n[.º°]*|numero|cantidad|total)\s*(?:de\s+)?)?[a-z]+(?:\s+de\s+salida)?\s*:?")
"""A line of one quantity: «Pesos», «Número de sesgos:»."""
_COUNTED = re.compile(r"\b(?:pesos?|sesgos?|weights?|bias(?:es)?|vies(?:es)?|param\w*)\b")
_END = re.compile(r"(?P<into>entradas?|inputs?)\s*:|(?:salidas?|saidas?|outputs?)\s*:")
"""«Salida: 37×37×21», which under the name of a layer is no other layer."""
_PADDED = ("conv2d", "max_pooling2d", "average_pooling2d")

_CORRECTS = re.compile(
    r"\b(?:mejor(?: dicho)?|qui(?:se|ero) (?:decir|poner)|perdon|corrijo|rectifico|mas bien|digo)\b\D{0,20}\d"
)
"""What comes behind a number that the student takes back."""

PER_UNIT = "El renglón habla de una sola neurona o de un solo filtro, no de la capa: «{}»."
NO_LAYER = "No supe de qué capa habla el renglón «{}»."
CORRECTED = "El renglón se corrige a sí mismo: «{}»."
SIDE_ONLY = "Solo encontré el lado de la salida, no la forma completa: «{}»."


def tells_quantity(text: str) -> bool:
    """Whether a text speaks of weights, biases or parameters, with a number."""
    return any(c.isdigit() for c in text) and bool(_COUNTED.search(fold(text)))


@lru_cache(maxsize=4096)
def _analysed(
    names: RowNames, folded: str, columns: tuple[str, ...], layer: str
) -> tuple[tuple[Item, ...], tuple[Statement, ...]]:
    """What a sentence names and states when it comes after one about `layer`.

    Most sentences of a submission are the worksheet's own, which it shares with those of the whole class.
    """
    found = named_first(items(folded, mentions(names, folded, columns)))
    if not any(row.kind in _PADDED for row in names.rows):  # `P = 8256` are parameters where nothing has a padding
        found = [it._replace(kind="params") if it.kind == "hyper" and it.text == "p" else it for it in found]
    return tuple(found), tuple(statements(clauses(found, layer)))


@dataclass(slots=True)
class Prose:
    """Reads the sentences of one exercise and keeps the layer that they are about."""

    sheet: Sheet
    asked: Asked
    layer: str = ""
    headed: str = ""
    """The layer that a line of nothing else named."""
    quantity: str = ""
    """What a line that only names a quantity announces («Pesos:»), of which the lines below tell by layer."""

    def sums_its_layer(self, sentence: str, *, lone: bool) -> str:
        """The layer whose parameters «Total: 65» or a `lone` «64 + 1 = 65» may be: with no parameters yet."""
        if f"{self.layer}/params" in self.asked.answered:
            return ""
        told = self.layer in self.asked.told or (lone and self.layer not in ("", FOREIGN, UNKNOWN))
        waits = told and "params" not in self.asked.told[self.layer]
        return self.layer if waits and not WHOLE.search(fold(sentence)) else ""

    def layers_in(self, sentence: str) -> set[str]:
        return {layer for _, _, layer in self._mentions(fold(sentence))}

    def answers(self, sentence: str) -> Iterator[Answer]:
        if found := assigned(sentence, row_names(self.sheet), self.layer):
            layer, _, quantity = found[0].rpartition("/")
            yield self.asked.tell(layer, self._asked(Statement(layer, quantity, 0, 0))), found[1]
            return
        sentence = self._of_its_layer(sentence)
        folded = fold(sentence)
        if _SUMMARY.match(folded) or (_RULE.match(folded) and "=" not in sentence):
            return
        named, said = _analysed(row_names(self.sheet), folded, self.sheet.columns, self.layer)
        about = self._goes_on(folded, named, said)
        asked = [it._replace(quantity=self._asked(it)) for it in said]
        if self._is_taken_back(folded):
            for it in asked:
                self.asked.doubt(it.layer, it.quantity, CORRECTED.format(sentence))
            return
        below = self.layer and self.headed == self.layer
        if not (about or below) and _is_list(asked):
            yield from self._one_each(sentence, asked)
        else:
            yield from self._answers(sentence, asked, named=about)

    @staticmethod
    def _is_taken_back(folded: str) -> bool:
        """«8356, mejor: 8536»: a person sees which number holds."""
        said = _CORRECTS.search(folded)
        return said is not None and any(map(str.isdigit, folded[: said.start()]))

    def _of_its_layer(self, sentence: str) -> str:
        """«Salida: 116 neuronas» with its full name, and nothing of «Entrada: 72×72×3», below a layer's own name."""
        end = _END.match(fold(sentence))
        counts = self.asked.told.get(self.layer, set()) - {"out_shape", "outputs"}
        if not end or self.headed != self.layer or not self.layer or counts or tells_quantity(sentence):
            return sentence
        return "" if end["into"] else f"Forma de salida{sentence[end.end() - 1 :]}"

    def _goes_on(self, folded: str, named: Sequence[Item], said: Sequence[Statement]) -> bool:
        """Keep what the sentence is about, layer or quantity; whether it names a layer."""
        if _HEADING.fullmatch(folded) and named and named[0].kind in QUANTITIES:
            self.quantity = self._asked(Statement("", named[0].kind, 0, 0))
        about = [it.text for it in named if it.kind == LAYER]
        if about:
            self.layer = about[-1] if len(set(about)) == 1 or said else ""
            self.headed = "" if said else self.layer
        return bool(about)

    def _mentions(self, folded: str) -> tuple[tuple[int, int, str], ...]:
        return mentions(row_names(self.sheet), folded, self.sheet.columns)

    def _asked(self, it: Statement) -> str:
        """The sheet's own word for what was said: «64 salidas» are the outputs where these are asked."""
        quantity = it.quantity
        if quantity == "neurons" and "outputs" not in self.sheet.columns:
            return "out_shape" if it.layer and self.asked.only(it.layer) == "out_shape" else "hyper"
        if quantity in ("out_shape", "outputs", "neurons"):
            return "outputs" if "outputs" in self.sheet.columns else "out_shape"
        return quantity

    def _one_each(self, sentence: str, said: list[Statement]) -> Iterator[Answer]:
        """«Los sesgos son 64 y 1»: one value for each layer that learns."""
        quantity = said[0].quantity
        layers = self.asked.learning(quantity)
        if len(layers) == len(said):
            for layer, it in zip(layers, said, strict=True):
                yield self.asked.tell(layer, quantity), sentence[it.start : it.end].strip(TRIM)
        else:
            for layer in layers:
                self.asked.doubt(layer, quantity, NO_LAYER.format(sentence))

    def _answers(self, sentence: str, said: list[Statement], *, named: bool) -> Iterator[Answer]:
        loose: dict[str, list[str]] = defaultdict(list)
        for it in said:
            raw = sentence[it.start : it.end].strip(TRIM) if it.quantity else sentence[it.start : it.end]
            if it.quantity in ("hyper", "running") or it.layer == FOREIGN:
                continue
            if it.layer in ("", UNKNOWN):
                self._nobody(it, sentence)
            elif it.unit:
                self.asked.doubt(it.layer, it.quantity, PER_UNIT.format(sentence))
            elif it.quantity == "out_shape" and is_side(self.asked, it.layer, raw):
                self.asked.doubt(it.layer, it.quantity, SIDE_ONLY.format(sentence))
            elif it.quantity:
                yield self.asked.tell(it.layer, it.quantity), raw
            elif named or ("=" in raw and it.start == 0):
                loose[it.layer].append(raw)
        for layer, raws in loose.items():
            if len(raws) == 1 and self._is_announced(layer, raws[0]):
                yield self.asked.tell(layer, self.quantity), raws[0].strip(TRIM)
            else:
                yield from unlabelled(self.asked, layer, raws, sentence, alone=len(said) == len(raws))

    def _is_announced(self, layer: str, raw: str) -> bool:
        """Whether the value may be what was announced: the parameters are a sum, all else is none."""
        return self.asked.is_open(layer, self.quantity) and ("+" in raw) == (self.quantity == "params")

    def _nobody(self, it: Statement, sentence: str) -> None:
        """It may be about any layer: whatever is open waits for a person, unless it denies («no sé los sesgos»)."""
        said = sentence[it.start : it.end]
        if not any(map(str.isdigit, said)) or not (it.quantity in QUANTITIES or (not it.quantity and "=" in said)):
            return
        for row in self.sheet.rows:
            for quantity in [it.quantity] if it.quantity else self.asked.open_counts(row.layer):
                if row.layer in self.asked.learning(quantity):
                    self.asked.doubt(row.layer, quantity, NO_LAYER.format(sentence))


def _is_list(said: list[Statement]) -> bool:
    """Whether a quantity is named once and several values follow."""
    first, *rest = said or [Statement("", "", 0, 0)]
    return first.quantity in QUANTITIES and bool(rest) and not any(it.quantity or it.unit for it in rest)
