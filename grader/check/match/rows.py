"""Which row of a student's table is which layer: by name, by label, else by kind, place and order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from grader.check.match.layer_names import LayerName, bare_number, family_of, layer_name
from grader.model import Row, Sheet
from grader.names import normalise
from grader.same import once_a_sheet


@once_a_sheet
def row_names(sheet: Sheet) -> RowNames:
    """The names of a sheet's rows: one object for all students of an exercise, so that what depends on it is kept."""
    return _named(tuple([(row.layer, row.kind, row.label) for row in sheet.rows]))


@lru_cache(maxsize=256)
def _named(rows: tuple[tuple[str, str, str], ...]) -> RowNames:
    return RowNames([Row(layer, kind, "", label) for layer, kind, label in rows])


@lru_cache(maxsize=256)
def matched(rows: RowNames, names: tuple[str, ...]) -> Mapping[int, str]:
    """What `rows` match: most students of a class leave the names as they are printed."""
    return rows.match(names)


class RowNames:
    """The rows of a sheet by all that they may be called.

    >>> names = RowNames([Row("CONV1", "conv2d", ""), Row("FC1", "dense", ""), Row("FC2", "dense", "", "Salida")])
    >>> names.match(["conv 1", "dense", "dense_1"]), names.named("la capa de salida"), names.named("pool")
    ({0: 'CONV1', 1: 'FC1', 2: 'FC2'}, 'FC2', '')
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._by_name = {_joined(row.label): row.layer for row in rows if row.label}
        self._by_name |= {_joined(row.layer): row.layer for row in rows}
        self._families = {family_of(row.kind) for row in rows}

    def match(self, names: Sequence[str]) -> dict[int, str]:
        """Place among `names` → layer. A name that fits none is left out."""
        found = {i: self._by_name[_joined(name)] for i, name in enumerate(names) if _joined(name) in self._by_name}
        if len(found) == len(names):
            return found
        free = [row for row in self.rows if row.layer not in found.values()]
        others = [(i, name) for i, name in enumerate(names) if i not in found and name.strip()]
        return found | dict(self._by_kind(others, free)) | dict(self._by_number(others, free))

    def exact(self, name: str) -> str:
        """The layer of just this name or label; empty when there is none."""
        return self._by_name.get(_joined(name), "")

    def named(self, name: str) -> str:
        """The layer that a name in a sentence means, on its own; empty when it could be none or several."""
        if exact := self.exact(name):
            return exact
        said = layer_name(name)
        if said.tells:
            return self._single(said, self.rows)
        number = bare_number(name)
        learning = [row for row in self.rows if family_of(row.kind) in ("conv", "fc")] if number else []
        return learning[number - 1].layer if number and 0 < number <= len(learning) else ""

    def may_be(self, name: str) -> bool:
        """Whether the name could be a layer's here: it tells no kind, or one that the network has."""
        said = layer_name(name)
        return not said.family or self._family(said) != ""

    def _single(self, said: LayerName, rows: Sequence[Row]) -> str:
        if said.place == "output" and said.family in ("", "fc"):
            return next((row.layer for row in reversed(rows) if row.kind == "dense"), "")
        family = self._family(said)
        same = [row.layer for row in rows if family_of(row.kind) == family]
        if said.number is not None and 0 < said.number <= len(same):
            return same[said.number - 1]
        return same[0] if len(same) == 1 else ""

    def _family(self, said: LayerName) -> str:
        """The family that a name means in this network: «Softmax» is the output where activations have no rows."""
        return said.family if said.family in self._families else "fc" if said.place else ""

    def _by_kind(self, names: list[tuple[int, str]], free: list[Row]) -> Iterator[tuple[int, str]]:
        """Where not every name says its number: the first dense row left is the first dense layer left,

        when as many rows are left as layers; else only those whose own number says which.
        """
        layers: dict[str, list[str]] = defaultdict(list)
        for row in free:
            layers[family_of(row.kind)].append(row.layer)
        places: dict[str, list[int]] = defaultdict(list)
        for i, name in names:
            places[self._family(layer_name(name))].append(i)
        texts = dict(names)
        for family, found in places.items():
            own = list(self._by_own_number([(i, texts[i]) for i in found], free)) if family else []
            if family and len(own) < len(found) == len(layers[family]):
                yield from zip(found, layers[family], strict=True)
            else:
                yield from own

    def _by_own_number(self, names: list[tuple[int, str]], free: list[Row]) -> Iterator[tuple[int, str]]:
        left = {row.layer for row in free}
        said = [(i, self._single(layer_name(name), self.rows)) for i, name in names]
        called = defaultdict(set)
        for (_, name), (_, layer) in zip(names, said, strict=True):
            called[layer].add(_joined(name))
        yield from ((i, layer) for i, layer in said if layer in left and len(called[layer]) == 1)

    def _by_number(self, names: list[tuple[int, str]], free: list[Row]) -> Iterator[tuple[int, str]]:
        """«Capa 1», «Capa 2», …: places among all rows, or among the layers that learn, whichever are as many."""
        numbered = [i for i, name in names if bare_number(name) is not None]
        learning = [row for row in self.rows if row.kind in ("conv2d", "dense")]
        for candidates in (learning, list(self.rows)):
            if len(numbered) == len(candidates) <= len(free):
                yield from zip(numbered, (row.layer for row in candidates), strict=True)
                return


@lru_cache(maxsize=8192)
def _joined(text: str) -> str:
    return normalise(text).replace(" ", "")
