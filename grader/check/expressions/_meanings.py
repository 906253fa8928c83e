"""What the names of an expression may mean where a student leaves something out, on the sheet that asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from grader.check.expressions._names import STEP, Written
from grader.check.expressions._parser import NotUnderstoodError
from grader.check.expressions._tree import Meaning, Quantity, Sum, Tree, parts, rebuilt, walk
from grader.neurons import BIAS, DELTA, NETA, OUTPUT, RATE, TARGET, WEIGHT, WEIGHT_AFTER, Index, Scope

_ENUMERATED = 3
"""So many neurons of one letter in the same brackets are a sum written out: all of one layer."""

_MAY_STAND_ALONE = frozenset({"y", "ŷ", "e", "δ", "d", "yd", "neta", "net", "error", "err", "sal", "salida"})
"""The words that mean the asked neuron when they have none; another lone letter is no name."""

Group = tuple[object, ...]
"""Names that mean the same: one letter in the same brackets."""


def with_meanings(tree: Tree, scope: Scope) -> Tree:
    """The tree with the meanings of its names; raise `NotUnderstoodError` for a name without any."""
    outputs = {it.bracket for it in walk(tree) if isinstance(it, Quantity) and _is_output(it.written, scope)}
    return _with_enumerations(_looked_up(tree, scope, frozenset(), outputs))


def groups(tree: Tree) -> dict[Group, tuple[Meaning, ...]]:
    """Each group of names that may mean more than one thing, with the meanings of its first one."""
    found: dict[Group, tuple[Meaning, ...]] = {}
    for it in walk(tree):
        if isinstance(it, Quantity) and len(it.meanings) > 1:
            found.setdefault(group_of(it), it.meanings)
    return found


def group_of(it: Quantity) -> Group:
    indices: tuple[Index, ...] = it.written.indices
    column = indices[1:] if len(indices) == 2 else indices if it.bracket >= 0 else ()
    return (it.written.word, it.bracket, column, len(it.meanings), it.meanings[0].layer)


def _is_output(it: Written, scope: Scope) -> bool:
    """Whether it is an output of the last layer: a `d` beside it is a target."""
    return it.letter == OUTPUT and (it.layer or it.loose or scope.layer) == scope.net.last


def _looked_up(tree: Tree, scope: Scope, bound: frozenset[str], outputs: set[int]) -> Tree:
    if isinstance(tree, Quantity):
        letters = {it for it in tree.written.indices if isinstance(it, str)}
        if letters - bound and "" not in bound:
            raise NotUnderstoodError(tree.written.spelled)
        meanings = tuple(dict.fromkeys(_meanings(tree.written, scope, is_target=tree.bracket in outputs)))
        if not meanings:
            raise NotUnderstoodError(tree.written.spelled)
        return tree._replace(meanings=meanings)
    inside = bound | {tree.counter} if isinstance(tree, Sum) else bound
    return rebuilt(tree, tuple(_looked_up(part, scope, inside, outputs) for part in parts(tree)))


def _meanings(it: Written, scope: Scope, *, is_target: bool) -> Iterator[Meaning]:
    for letter in _letters(it, scope, is_target=is_target) if it.letter != STEP else ():
        for layer, power in _layers(it, letter, scope):
            indices = it.indices or (_left_out(letter, layer, scope) if it.word in _MAY_STAND_ALONE else ())
            if indices or letter == RATE:
                yield Meaning(letter, layer, indices, power)


def _letters(it: Written, scope: Scope, *, is_target: bool) -> tuple[str, ...]:
    """`d` is what the output should be; in a hidden layer it is a delta on a keyboard without Greek letters."""
    if it.word == "d":
        is_target = is_target or (it.layer or it.loose or scope.layer) == scope.net.last
        return (TARGET, DELTA) if is_target else (DELTA, TARGET)
    if it.letter == WEIGHT and it.later:
        return (WEIGHT_AFTER,)
    return (it.letter,)


def _layers(it: Written, letter: str, scope: Scope) -> Iterator[tuple[int, int]]:
    """Layer and power, likeliest first."""
    if letter in (RATE, TARGET):
        yield 0, it.loose if letter == RATE and it.loose else it.power
        if it.loose:
            yield 0, it.loose
    elif it.layer:
        yield it.layer, it.power * (it.loose or 1)
        if letter == BIAS:
            yield it.layer + 1, it.power
    else:
        if 1 <= it.loose <= scope.net.last:
            yield it.loose, 1
        for layer in _near(letter, scope, counted=any(isinstance(index, str) for index in it.indices)):
            yield layer, it.loose or 1


def _near(letter: str, scope: Scope, *, counted: bool) -> list[int]:
    """The layers around what is asked, where a name without a layer may belong."""
    c = scope.layer
    weight_asked = scope.asked.letter == WEIGHT_AFTER
    if letter in (WEIGHT, WEIGHT_AFTER):
        near = [c - 1, c] if weight_asked and not counted else [c, c - 1]
    elif letter == OUTPUT and weight_asked and not counted:
        near = [c - 1, c]
    else:
        near = [c + 1, c, c - 1] if counted else [c, c + 1]
        if letter in (OUTPUT, NETA) and not counted:
            near = [c, c - 1, c + 1]
    most = scope.net.last - (letter in (WEIGHT, WEIGHT_AFTER))
    return [layer for layer in near if 1 <= layer <= most] or [c]


def _left_out(letter: str, layer: int, scope: Scope) -> tuple[Index, ...]:
    """The neuron that a name without one means: the one that is asked."""
    if letter in (WEIGHT, WEIGHT_AFTER):
        return ()
    if layer == scope.layer or (letter == TARGET and scope.layer == scope.net.last):
        return (scope.neuron,)
    if letter == OUTPUT and scope.asked.letter == WEIGHT_AFTER and layer == scope.asked.layer:
        return scope.asked.indices[1:]
    return ()


def _with_enumerations(tree: Tree) -> Tree:
    """Names of a sum that is written out get a bracket of their own, below 0."""
    neurons: dict[tuple[str, int], set[tuple[Index, ...]]] = defaultdict(set)
    for it in walk(tree):
        if isinstance(it, Quantity) and len(it.written.indices) == 1:
            neurons[it.written.word, it.bracket].add(it.written.indices)
    many = {key for key, found in neurons.items() if len(found) >= _ENUMERATED}
    return _enumerated(tree, many) if many else tree


def _enumerated(tree: Tree, many: set[tuple[str, int]]) -> Tree:
    if isinstance(tree, Quantity):
        return tree._replace(bracket=-1 - tree.bracket) if (tree.written.word, tree.bracket) in many else tree
    return rebuilt(tree, tuple(_enumerated(part, many) for part in parts(tree)))
