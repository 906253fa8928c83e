"""Which row of a student's table is which layer: by name, by label, else by kind, place and order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from grader.check.layer_names import LayerName, bare_number, family_of, layer_name
from grader.model import Row
from grader.names import normalise


def match_rows(names: Sequence[str], rows: Sequence[Row]) -> dict[int, str]:
    """Place among `names` → layer. A name that fits none is left out.

    >>> match_rows(["conv 1", "dense", "dense_1"], [Row("CONV1", "conv2d", ""), Row("FC1", "dense", ""),
    ...     Row("FC2", "dense", "")])
    {0: 'CONV1', 1: 'FC1', 2: 'FC2'}
    """
    known = _by_name(rows)
    found = {i: known[_joined(name)] for i, name in enumerate(names) if _joined(name) in known}
    if len(found) == len(names):
        return found
    free_rows = [row for row in rows if row.layer not in found.values()]
    free_names = [(i, name) for i, name in enumerate(names) if i not in found and name.strip()]
    return found | dict(_by_kind(free_names, free_rows)) | dict(_by_number(free_names, free_rows, rows))


def match_name(name: str, rows: Sequence[Row]) -> str:
    """The layer that a name in a sentence means, on its own; empty when it could be none or several."""
    exact = _by_name(rows).get(_joined(name))
    if exact:
        return exact
    said = layer_name(name)
    if said.tells:
        return _single(said, rows)
    number = bare_number(name)
    learning = [row for row in rows if family_of(row.kind) in ("conv", "fc")]
    return learning[number - 1].layer if number and 0 < number <= len(learning) else ""


def _single(said: LayerName, rows: Sequence[Row]) -> str:
    if said.place == "output" and said.family in ("", "fc"):
        return next((row.layer for row in reversed(rows) if row.kind == "dense"), "")
    family = _family(said, rows)
    same = [row.layer for row in rows if family_of(row.kind) == family]
    if said.number is not None and 0 < said.number <= len(same):
        return same[said.number - 1]
    return same[0] if len(same) == 1 else ""


def _by_name(rows: Sequence[Row]) -> dict[str, str]:
    """Joined names and labels → layer."""
    labels = {_joined(row.label): row.layer for row in rows if row.label}
    return labels | {_joined(row.layer): row.layer for row in rows}


@lru_cache(maxsize=8192)
def _joined(text: str) -> str:
    return normalise(text).replace(" ", "")


def _by_kind(names: list[tuple[int, str]], rows: list[Row]) -> Iterator[tuple[int, str]]:
    """The first dense row left is the first dense layer left, when as many are left as there are layers;

    else only those whose own number says which.
    """
    layers: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        layers[family_of(row.kind)].append(row.layer)
    places: dict[str, list[int]] = defaultdict(list)
    for i, name in names:
        said = layer_name(name)
        places[_family(said, rows)].append(i)
    texts = dict(names)
    for family, found in places.items():
        if family and len(found) == len(layers[family]):
            yield from zip(found, layers[family], strict=True)
        elif family:
            yield from _by_own_number([(i, texts[i]) for i in found], rows)


def _family(said: LayerName, rows: Sequence[Row]) -> str:
    """The family that a name means in this network: «Softmax» is the output layer where activations have no rows."""
    known = {family_of(row.kind) for row in rows}
    return said.family if said.family in known else "fc" if said.place else ""


def _by_own_number(names: list[tuple[int, str]], rows: list[Row]) -> Iterator[tuple[int, str]]:
    said = [(i, match_name(name, rows)) for i, name in names]
    layers = [layer for _, layer in said]
    yield from ((i, layer) for i, layer in said if layer and layers.count(layer) == 1)


def _by_number(names: list[tuple[int, str]], free: list[Row], rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """«Capa 1», «Capa 2», …: places among all rows, or among the layers that learn, whichever are as many."""
    numbered = [(i, number) for i, name in names if (number := bare_number(name)) is not None]
    learning = [row for row in rows if row.kind in ("conv2d", "dense")]
    for candidates in (learning, list(rows)):
        if len(numbered) == len(candidates) and len(free) >= len(candidates):
            yield from ((i, row.layer) for (i, _), row in zip(numbered, candidates, strict=True))
            return
