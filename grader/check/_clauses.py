"""Which value of a sentence answers which quantity of which layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.check._items import COLON, LAYER, PART, VALUE, WORD, Item
from grader.check._vocabulary import QUANTITIES

_LABELS = frozenset({*QUANTITIES, "hyper", "running"})
_MOST_WORDS = 3
"""More words between a value and a quantity, and the two have nothing to do with one another."""


class Statement(NamedTuple):
    layer: str
    quantity: str
    """Empty for a value without a label."""
    start: int
    end: int
    unit: bool = False
    """Whether it tells of one neuron or filter, not of the layer."""


@dataclass(slots=True)
class Clause:
    layer: str
    fresh: bool = False
    """Whether the layer is named in this very clause."""
    lead: str = ""
    label: Item | None = None
    value: Item | None = None
    denied: Item | None = None
    unit: bool = False
    words: int = 0

    @property
    def says(self) -> bool:
        return bool(self.label or self.value or self.denied)


@dataclass(slots=True)
class _Builder:
    layer: str
    done: list[Clause] = field(default_factory=list)
    now: Clause = field(default_factory=lambda: Clause(""))

    def close(self) -> None:
        if self.now.says or self.now.unit:
            self.done.append(self.now)
            self.now = Clause(self.layer)

    def layer_named(self, item: Item, before: Item | None) -> None:
        if self.now.value and before and before.kind == PART:
            self.close()
        self.layer = self.now.layer = item.text
        self.now.fresh = True
        self.now.words = 0

    def value(self, item: Item, after: Item | None) -> None:
        now = self.now
        if now.label and now.label.kind == "hyper" and now.value and (after is None or after.kind not in QUANTITIES):
            return  # «8 filtros de 5x5»
        if now.value or (now.label and now.words > _MOST_WORDS):
            self.close()
        if not self.now.says:
            self.now.lead = item.lead
        self.now.value, self.now.words = item, 0

    def label(self, item: Item, after: Item | None) -> None:
        now = self.now
        if now.label and now.value and now.label.start < now.value.start and not _opens_value(after):
            owned, now.value = now.value, None  # «parámetros = 600 pesos + …»: the 600 are weights
            self.close()
            self.now.lead, self.now.value = owned.lead, owned
        elif now.label or (now.value and now.words > _MOST_WORDS):
            self.close()
        self.now.label, self.now.words = item, 0


def _opens_value(item: Item | None) -> bool:
    return item is not None and (item.kind == COLON or (item.kind == VALUE and not item.lead.startswith("+")))


def clauses(items: Sequence[Item], layer: str) -> list[Clause]:
    """`layer` is the one that the text was about before."""
    builder = _Builder(layer, now=Clause(layer))
    for i, item in enumerate(items):
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        match item.kind:
            case "layer":
                builder.layer_named(item, before)
            case "value":
                builder.value(item, after)
            case "part":
                builder.close()
            case "colon":
                builder.now.words = 0
            case "word":
                builder.now.words += 1
            case "deny":
                builder.close() if builder.now.value or builder.now.denied else None
                builder.now.denied = item
            case "each":
                builder.now.unit = True
            case kind if kind in _LABELS:
                builder.label(item, after)
    builder.close()
    return builder.done


def named_first(items: Sequence[Item]) -> list[Item]:
    """Without the layers that are only mentioned on the way: «FC1: los 2048 valores del Flatten por 128»."""
    kept: list[Item] = []
    for i, item in enumerate(items):
        others = any(it.kind == LAYER for it in kept)
        before = next((it for it in reversed(kept) if it.kind != WORD), None)
        colon = i + 1 < len(items) and items[i + 1].kind == COLON
        if item.kind == LAYER and others and not colon:
            follows = before and (before.kind in (PART, LAYER) or before.kind in QUANTITIES)
            if not follows or (before is not kept[-1] and _on_the_way(kept) and before and before.kind == PART):
                continue
        kept.append(item)
    return kept


def _on_the_way(kept: Sequence[Item]) -> bool:
    return kept[-1].kind == WORD and kept[-1].text in {"de", "del", "desde", "from", "a", "al", "hacia", "tras", "do"}


def statements(found: Sequence[Clause]) -> Iterator[Statement]:
    reader = _Reader()
    for clause in found:
        reader.read(clause)
    reader.finish()
    return iter(reader.said)


@dataclass(slots=True)
class _Reader:
    """Goes through the clauses of a sentence and keeps the labels that wait for their values."""

    said: list[Statement] = field(default_factory=list)
    waiting: list[Clause] = field(default_factory=list)
    denied: Item | None = None
    unit: bool = False
    listed: list[Item] = field(default_factory=list)
    """Values for the labels that wait together: «pesos y sesgos: 8192 y 64»."""

    def read(self, clause: Clause) -> None:
        label, value = clause.label, clause.value
        self.unit = clause.unit or (self.unit and clause.lead[:1] in ("+", "=") and clause.lead != "")
        if clause.denied and label and not value:
            self.denied = clause.denied if self.denied is None else self.denied
        elif value or not label:
            self.denied = None
        if label and not value:
            self._label(clause, label)
        elif label and value:
            self._both(clause, label, value)
        elif value:
            self._value(clause, value)

    def _label(self, clause: Clause, label: Item) -> None:
        if self.denied:
            self.said.append(Statement(clause.layer, label.kind, self.denied.start, label.end))
        else:
            self.waiting.append(clause)

    def _both(self, clause: Clause, label: Item, value: Item) -> None:
        before = label.start < value.start
        if before and self.waiting and self.waiting[-1].layer == clause.layer and not clause.fresh:
            self.waiting.append(clause)
            self.listed = [value]
            return
        self._flush()
        self.said.append(Statement(clause.layer, label.kind, value.start, value.end, self.unit))

    def _value(self, clause: Clause, value: Item) -> None:
        if self.listed and len(self.listed) < len(self.waiting) and clause.lead[:1] != "=":
            self.listed.append(value)
            return
        self._flush(keep=True)
        last = self.said[-1] if self.said else None
        if self.waiting:
            (label,) = [it.label for it in self.waiting[-1:]]
            assert label is not None
            self.said.append(Statement(clause.layer, label.kind, value.start, value.end, self.unit))
            if not clause.fresh:
                self.waiting.clear()
        elif clause.lead[:1] == "=" and last:
            self._result(clause, value, last)
        elif clause.fresh and last and len({it.quantity for it in self.said}) == 1 and last.layer != clause.layer:
            self.said.append(Statement(clause.layer, last.quantity, value.start, value.end))
        else:
            self.said.append(Statement(clause.layer, "", value.start, value.end, self.unit))

    def _result(self, clause: Clause, value: Item, last: Statement) -> None:
        """«600 pesos + 8 sesgos = 608» are the parameters; «608 parámetros = 600 + 8» is one answer."""
        summed = {it.quantity for it in self.said if it.layer == clause.layer}
        if last.quantity == "biases" and "weights" in summed:
            self.said.append(Statement(clause.layer, "params", value.start, value.end, self.unit))
        else:
            self.said[-1] = last._replace(end=value.end)

    def _flush(self, *, keep: bool = False) -> None:
        """The labels that waited together get their values, if these are as many; the sum of both is the parameters."""
        if self.listed:
            labels = [it.label for it in self.waiting]
            layer = self.waiting[-1].layer
            if len(labels) == len(self.listed):
                for label, value in zip(labels, self.listed, strict=True):
                    self._say(layer, label.kind if label else "", value)
            elif {it.kind for it in labels if it} == {"weights", "biases"}:
                self._say(layer, "params", self.listed[0])
            else:
                self._say(layer, "", self.listed[0])
        if self.listed or not keep:
            self.waiting.clear()
        self.listed = []

    def _say(self, layer: str, quantity: str, value: Item) -> None:
        self.said.append(Statement(layer, quantity, value.start, value.end))

    def finish(self) -> None:
        self._flush()
