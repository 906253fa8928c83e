"""Which value of a sentence answers which quantity of which layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.check.match._clauses import Clause
from grader.check.match._items import Item

_AND = frozenset({"y", "e", "and", "mas", "plus"})


class Statement(NamedTuple):
    layer: str
    quantity: str
    """Empty for a value without a label."""
    start: int
    end: int
    unit: bool = False
    """Whether it tells of one neuron or filter, not of the layer."""


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
        sums = ("+",) if clause.joined == "," else ("+", "=")  # «… tiene su sesgo, son 64»: of all of them
        goes_on = clause.lead[:1] in sums if clause.lead else clause.joined in _AND
        self.unit = clause.unit or (self.unit and goes_on)
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
        elif clause.lead[:1] == "=" and last and not clause.fresh:
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
