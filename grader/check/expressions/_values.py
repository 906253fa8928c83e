"""What an understood expression gives at each point, for each of the meanings that its names may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from math import prod

from grader.check.expressions._functions import FUNCTIONS, OWN
from grader.check.expressions._meanings import Group, group_of, groups
from grader.check.expressions._parser import MAX_TERMS, NotUnderstoodError
from grader.check.expressions._tree import Call, Meaning, Number, Operation, Quantity, Sum, Tree, walk
from grader.neurons import NETA, TARGET, WEIGHT, WEIGHT_AFTER, Index, Name, Net, Scope, quantity
from grader.sampled import Sample, pointwise, sample

MAX_STEPS = 10_000
"""Of all readings of one answer together: some hundredths of a second."""
MAX_READINGS = 384

Choice = Mapping[Group, int]
"""Which of its meanings each group of names has."""


class Steps:
    """Counts what has been computed; too much of it is out of bounds."""

    def __init__(self) -> None:
        self.left = MAX_STEPS
        self.cut = False
        """Whether some readings were left out for it."""

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooLongError


class TooLongError(Exception):
    """More than any answer needs."""


def readings(tree: Tree, scope: Scope, steps: Steps) -> Iterator[tuple[Choice, Sample]]:
    """Each way to read the names, likeliest first, with its value; those that have none are left out."""
    doubtful = groups(tree)
    ways = product(*(range(len(meanings)) for meanings in doubtful.values()))
    steps.cut |= prod(map(len, doubtful.values())) > MAX_READINGS
    for way in islice(ways, MAX_READINGS):
        choice = dict(zip(doubtful, way, strict=True))
        try:
            yield choice, _Evaluation(scope, choice, steps).value(tree, {})
        except ArithmeticError:
            continue
        except TooLongError:
            steps.cut = True
            return


def strangers(tree: Tree, choice: Choice, net: Net) -> list[Name]:
    """The quantities that it mentions and the network does not have."""
    meanings = [meaning_of(it, choice) for it in walk(tree) if isinstance(it, Quantity)]
    names = [Name(it.letter, it.layer or net.last * (it.letter == TARGET), it.indices) for it in meanings]
    told = [it for it in names if all(isinstance(index, int) for index in it.indices)]
    return [it._replace(layer=it.layer * (it.letter != TARGET)) for it in told if not net.has(it)]


def meaning_of(it: Quantity, choice: Choice) -> Meaning:
    return it.meanings[min(choice.get(group_of(it), 0), len(it.meanings) - 1)]


class _Evaluation:
    def __init__(self, scope: Scope, choice: Choice, steps: Steps) -> None:
        self.scope, self.choice, self.steps = scope, choice, steps

    def value(self, tree: Tree, counters: Mapping[str, int]) -> Sample:
        self.steps.take()
        match tree:
            case Number():
                return sample(tree.value)
            case Quantity():
                return self.held(tree, counters)
            case Operation(sign, operands):
                return _computed(sign, [self.value(it, counters) for it in operands])
            case Sum():
                return self.added(tree, counters)
            case Call():
                return self.called(tree, counters)

    def held(self, it: Quantity, counters: Mapping[str, int]) -> Sample:
        meaning = meaning_of(it, self.choice)
        indices = tuple(_counted(index, counters) for index in meaning.indices)
        found = quantity(self.scope.net, Name(meaning.letter, meaning.layer, indices))
        return found if meaning.power == 1 else found ** sample(meaning.power)

    def added(self, tree: Sum, counters: Mapping[str, int]) -> Sample:
        last = tree.high or self._size(tree, counters)
        if last - tree.low >= MAX_TERMS:
            raise TooLongError
        result = sample(0)
        for counter in range(tree.low, last + 1):
            result += self.value(tree.body, {**counters, tree.counter: counter})
        return result

    def _size(self, tree: Sum, counters: Mapping[str, int]) -> int:
        """How many neurons the layer has that an index without an end counts: a weight's only where no other has it."""
        found = [meaning_of(it, self.choice) for it in walk(tree.body) if isinstance(it, Quantity)]
        for meaning in sorted(found, key=lambda it: len(it.indices)):
            for place, index in enumerate(meaning.indices):
                if isinstance(index, str) and index not in counters and tree.counter in (index, ""):
                    return self.scope.net.size(_layer(meaning, place, self.scope))
        raise NotUnderstoodError(f"Σ_{tree.counter}")

    def called(self, tree: Call, counters: Mapping[str, int]) -> Sample:
        argument = self.value(tree.argument, counters)
        if tree.function == OWN:
            activation = self.scope.net.activation(self._own_layer(tree))
            return pointwise(activation.slope if tree.derived else activation.value, argument, "f")
        function = FUNCTIONS[tree.function]
        if not tree.derived:
            return pointwise(function.value, argument, tree.function)
        if function.slope is None:
            raise NotUnderstoodError(f"{function.printed}'")
        return pointwise(function.slope, argument, tree.function)

    def _own_layer(self, tree: Call) -> int:
        if 1 <= tree.layer <= self.scope.net.last:
            return tree.layer
        if isinstance(tree.argument, Quantity):
            meaning = meaning_of(tree.argument, self.choice)
            if meaning.letter == NETA and 1 <= meaning.layer <= self.scope.net.last:
                return meaning.layer
        return self.scope.layer


def _counted(index: Index, counters: Mapping[str, int]) -> int:
    """An index of a sum that names none is whatever letter stands there."""
    return index if isinstance(index, int) else counters[index if index in counters else ""]


def _layer(meaning: Meaning, place: int, scope: Scope) -> int:
    if meaning.letter == TARGET:
        return scope.net.last
    return meaning.layer + (meaning.letter in (WEIGHT, WEIGHT_AFTER) and place == 0)


def _computed(sign: str, operands: list[Sample]) -> Sample:
    if sign == "neg":
        return -operands[0]
    left, right = operands
    match sign:
        case "+":
            return left + right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            return left**right
