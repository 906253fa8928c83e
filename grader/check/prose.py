"""Answers in sentences: «FC1: 128·64 = 8192 pesos, 64 sesgos», bullets under a layer's name, workings line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.check.rows import RowNames

_QUANTITIES = (
    ("weights", r"pesos?|weights?"),
    ("biases", r"sesgos?|bias(?:es)?|vi[eé]s(?:es)?"),
    ("params", r"par[áa]metros?|param(?:eter)?s?"),
    ("inputs", r"entradas?|inputs?"),
    (
        "out_shape",
        r"(?:(?:out(?:put)?[\s_]*)?shape|forma|dimensi[óo]n(?:es)?|tama[ñn]o)(?:\s+de\s+salida)?|salidas?|outputs?",
    ),
)
_WORD = re.compile(
    r"(?:n[úu]mero\s+de\s+|cantidad\s+de\s+|total\s+de\s+|#\s*(?:de\s+)?)?\b(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _QUANTITIES)
    + r")\b",
    re.IGNORECASE,
)
_LABEL_END = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:[:=→]|es|son|de)\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–·▪◦]|\d+[.)]|[a-z]\))\s+")
_LETTERED = re.compile(
    r"\s*(?P<name>par[áa]metros?|params?|p|pesos?|w|sesgos?|b|bias|salida|shape|out)_\{?(?P<layer>[^{}=\s]+)\}?\s*=(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE = re.compile(r"\b(?:red|modelo|general|toda|todas|network|model|aprendibles)\b", re.IGNORECASE)
_ASSIGNED = re.compile(r"(?P<name>[A-Za-z]\w*(?:[.\[\s]+['\"]?\w+['\"]?\]?)?)\s*=\s*(?P<rest>[^=].*)", re.DOTALL)
_COMMENT = re.compile(r"\s+#.*$")
_OTHER = re.compile(r"\b(?:[KMG]i?B|size|trainable|entrenables?|optimi[sz]\w+|flops|macs|memoria)\b", re.IGNORECASE)
"""What a printed summary says besides its table."""
_FILLER = re.compile(r"^(?:capa|layer|camada)\s*:\s*", re.IGNORECASE)
_SHORT = {"p": "params", "w": "weights", "b": "biases", "out": "out_shape"}
_LONGEST_HEAD = 60
_TRIM = " \t.,;:→-–—*$+\\"


@dataclass(slots=True)
class Prose:
    """Reads the lines of one exercise and keeps the layer that they are about."""

    names: RowNames
    layer: str = ""
    told: set[str] = field(default_factory=set)
    """What was said of it so far."""

    def sums_its_layer(self, line: str) -> str:
        """The layer whose parameters «Total de parámetros: 65» may be, under its weights and biases; else empty."""
        waits = {"weights", "biases"} <= self.told and "params" not in self.told
        return self.layer if waits and not _WHOLE.search(line) else ""

    def answers(self, line: str) -> Iterator[tuple[str, str]]:
        """`LAYER/quantity` and its text for each answer in the line."""
        text = _BULLET.sub("", line.replace("**", "").replace("__", "")).strip().strip("$").strip()
        lettered = _LETTERED.match(text)
        if lettered:
            yield from self._lettered(lettered)
            return
        if _OTHER.search(text):
            return
        if assigned := _ASSIGNED.match(text):
            answers = list(self._assigned(assigned))
            if answers:
                yield from answers
                return
        named, text = self._after_layer(text)
        if named or (self.layer and _WORD.match(text)):
            for quantity, answer in _statements(text):
                self.told.add(quantity)
                yield f"{self.layer}/{quantity}", answer

    def _lettered(self, found: re.Match[str]) -> Iterator[tuple[str, str]]:
        """`Parametro_1 = …`, `Salida_{Flatten} = …`, after a sentence that names the layer or on its own."""
        named = self.names.named(found["layer"])
        layer = named or self.layer
        word = _WORD.fullmatch(found["name"])
        quantity = _SHORT.get(found["name"].lower()) or (word.lastgroup if word else None)
        if layer and quantity:
            yield f"{layer}/{quantity}", found["rest"].strip(_TRIM)

    def _assigned(self, found: re.Match[str]) -> Iterator[tuple[str, str]]:
        """`conv1_pesos = 600`, `W_fc1 = 8192`: a quantity and a layer in one name."""
        words = [word for word in re.split(r"[_\W]+", found["name"]) if word]
        for i, word in enumerate(words):
            quantity = _SHORT.get(word.lower()) or next(
                (n for n, p in _QUANTITIES if re.fullmatch(p, word, re.IGNORECASE)), ""
            )
            layer = self.names.named(" ".join(words[:i] + words[i + 1 :])) if quantity and len(words) > 1 else ""
            if layer:
                yield f"{layer}/{quantity}", _COMMENT.sub("", found["rest"]).strip(_TRIM)
                return

    def _after_layer(self, text: str) -> tuple[bool, str]:
        """Whether the line begins with a layer, and the rest of it; a layer that it is about is kept for later."""
        plain = _FILLER.sub("", text)
        head, colon, rest = plain.partition(":")
        word = _WORD.search(head) if colon else None
        if word and (layer := self.names.named(_bare(head[: word.start()]))):
            self._turn_to(layer)  # «FC1 - Pesos: 8192, Sesgos: 64»
            return True, plain[word.start() :]
        heads = len(head) < _LONGEST_HEAD and bool(colon or plain != text) and not _is_quantity(head, rest)
        layer = self.names.named(_bare(head)) if heads else ""
        if layer:
            self._turn_to(layer)
            return True, rest
        if len(text) < 120 and not any(c.isdigit() for c in _WORD.sub("", text)[-12:]) and "=" not in text:
            self._turn_to(self._about(text.partition(":")[0]))
        return False, text

    def _turn_to(self, layer: str) -> None:
        if layer and layer != self.layer:
            self.layer, self.told = layer, set()

    def _about(self, text: str) -> str:
        """The layer of «Cálculo de parámetros para la segunda capa densa»; empty when it names none."""
        starts = [0, *(it.end() for it in re.finditer(r"\b(?:la|el|las|los)\s+", text, re.IGNORECASE))]
        named = (self.names.named(_bare(text[start:])) for start in reversed(starts))
        return next(filter(None, named), "")


def _is_quantity(head: str, rest: str) -> bool:
    """«Salida: (10, 1)» is a shape; «Salida: 640 pesos» is a layer."""
    return bool(_WORD.fullmatch(head.strip())) and not _WORD.search(rest)


def _bare(head: str) -> str:
    """«Capa FC1 (64 neuronas)» without what only describes it."""
    return re.sub(r"\([^)]*\)", " ", head).strip(_TRIM)


def _statements(text: str) -> Iterator[tuple[str, str]]:
    """Quantity and answer, whether the word stands before its number («pesos: 600») or after it («600 pesos»)."""
    words = [(it.lastgroup or "", it.start(), it.end()) for it in _WORD.finditer(text)]
    if not words:
        return
    if not any(c.isdigit() for c in text[: words[0][1]]):
        ends = [start for _, start, _ in words[1:]] + [len(text)]
        for (quantity, _, end), stop in zip(words, ends, strict=True):
            label = _LABEL_END.match(text, end)
            yield from _statement(quantity, text[label.end() if label else end : stop])
    else:
        begin = 0
        for quantity, start, end in words:
            yield from _statement(quantity, text[begin:start])
            begin = end
        if text[begin:].lstrip().startswith("=") and "params" not in {quantity for quantity, _, _ in words}:
            yield from _statement("params", text[begin:].lstrip(" ="))


def _statement(quantity: str, text: str) -> Iterator[tuple[str, str]]:
    answer = re.sub(r"\s+(?:y|e|and|más|con|hay|tiene)$", "", text.strip(_TRIM)).strip(_TRIM)
    answer = re.sub(r"^(?:y|e|and|más|con|hay|tiene|son|es)\s+", "", answer)
    if any(c.isdigit() for c in answer) and len(answer) < 120:
        yield quantity, answer
