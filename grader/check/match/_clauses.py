"""A sentence cut into clauses, each with at most one label and one value, and the layer that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.check.match._items import COLON, LAYER, PART, SIDES, TUPLE, VALUE, WORD, Item
from grader.check.match._vocabulary import QUANTITIES

_LABELS = frozenset({*QUANTITIES, "hyper", "neurons", "running"})
_COUNTS = frozenset({"weights", "biases", "params"})
_MOST_WORDS = 3
"""More words between a value and a quantity, and the two have nothing to do with one another."""


@dataclass(slots=True)
class Clause:
    layer: str
    fresh: bool = False
    """Whether the layer is named in this very clause."""
    joined: str = ""
    """What parts it from the clause before: «,», «y»."""
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
    leads: bool = False
    """Whether the sentence names a layer first and then what it has."""

    def close(self) -> None:
        if self.now.says or self.now.unit:
            self.done.append(self.now)
            self.now = Clause(self.layer)

    def layer_named(self, item: Item, before: Item | None, after: Item | None) -> None:
        parted = before is not None and before.kind == PART
        if self.now.value and (parted or self._is_whole(after) or (self.leads and self.now.label)):
            self.close()
        self.leads = self.leads or not (self.done or self.now.value or self.now.label)
        self.layer = self.now.layer = item.text
        self.now.fresh = True
        self.now.words = 0

    def _is_whole(self, after: Item | None) -> bool:
        """«… los sesgos son 44, en FC2 los pesos …»: a layer's answer is told, and the next layer's is announced."""
        now, counts = self.now, after is not None and after.kind in _COUNTS
        return counts and bool(now.layer and now.label and now.value and now.label.start < now.value.start)

    def value(self, item: Item, after: Item | None) -> None:
        now = self.now
        if (
            now.label
            and now.label.kind in ("hyper", "neurons")
            and now.value
            and (after is None or after.kind not in QUANTITIES)
        ):
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
        elif now.label or (now.value and (now.words > _MOST_WORDS or _is_own(now.value, item, after))):
            self.close()
        self.now.label, self.now.words = item, 0


def _is_own(value: Item, label: Item, after: Item | None) -> bool:
    """«(58, 58, 15) pesos = 1125»: a shape is no count, and the label has its own value."""
    if label.kind not in _COUNTS or after is None or after.kind not in (COLON, VALUE):
        return False
    return value.text == TUPLE or (value.text == SIDES and after.lead[:1] != "=")


def _opens_value(item: Item | None) -> bool:
    if item is not None and item.kind == PART and item.text[:1] in "_.":
        return True  # the blank of a worksheet, left as it was
    return item is not None and (item.kind == COLON or (item.kind == VALUE and not item.lead.startswith("+")))


def clauses(items: Sequence[Item], layer: str) -> list[Clause]:
    """`layer` is the one that the text was about before."""
    builder = _Builder(layer, now=Clause(layer))
    for i, item in enumerate(items):
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        match item.kind:
            case "layer":
                builder.layer_named(item, before, after)
            case "value":
                builder.value(item, after)
            case "part":
                builder.close()
                builder.now.joined = item.text
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
        named = any(it.kind == LAYER for it in kept)
        if item.kind != LAYER or not named or _is_subject(kept, items[i + 1] if i + 1 < len(items) else None):
            kept.append(item)
    return kept


def _is_subject(kept: Sequence[Item], after: Item | None) -> bool:
    """Whether a second layer begins something new: after a comma, as whose weights, or before its own value."""
    if after is None or after.kind == COLON:
        return after is not None
    before = next((it for it in reversed(kept) if it.kind != WORD), None)
    told = after.kind == VALUE and after.lead[:1] == "="
    if before is None or before.kind in _COUNTS:
        return before is not None
    if before.kind == VALUE and after.kind in _COUNTS:
        return not _on_the_way(kept)
    if before.kind in QUANTITIES:
        return told
    return before.kind == LAYER or (before.kind == PART and (told or before is kept[-1] or not _on_the_way(kept)))


def _on_the_way(kept: Sequence[Item]) -> bool:
    return kept[-1].kind == WORD and kept[-1].text in {"de", "del", "desde", "from", "a", "al", "hacia", "tras", "do"}
