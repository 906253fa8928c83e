"""An expression as it was understood, in the notation of the sheet: what a student is told that was read."""

from __future__ import annotations

from grader.check.expressions._functions import FUNCTIONS, OWN
from grader.check.expressions._tree import Call, Number, Operation, Quantity, Sum, Tree
from grader.check.expressions._values import Choice, meaning_of
from grader.neurons import Name, subscripted
from grader.sampled import ATOM, POWER, PRODUCT, SUM, superscript

_SIGNS = {"+": " + ", "*": "·", "/": "/"}


def shown(tree: Tree, choice: Choice) -> str:
    return _shown(tree, choice)[0]


def _shown(tree: Tree, choice: Choice) -> tuple[str, int]:
    """The writing and how tightly it holds together."""
    match tree:
        case Number():
            return str(tree.value).replace(".", ","), ATOM if tree.value.denominator == 1 else PRODUCT
        case Quantity():
            return _quantity(tree, choice)
        case Sum():
            index = "i" if tree.counter in ("", "…") else tree.counter
            bounds = subscripted(f"{index}={tree.low}") + (superscript(str(tree.high)) if tree.high else "")
            return f"Σ{bounds if tree.high else subscripted(index)} {_within(tree.body, choice, PRODUCT)}", SUM
        case Call():
            name = "f" if tree.function == OWN else FUNCTIONS[tree.function].printed
            return f"{name}{'′' * tree.derived}({shown(tree.argument, choice)})", ATOM
        case Operation():
            return _operation(tree, choice)


def _quantity(it: Quantity, choice: Choice) -> tuple[str, int]:
    meaning = meaning_of(it, choice)
    indices = tuple("i" if index == "…" else index for index in meaning.indices)
    text = str(Name(meaning.letter, meaning.layer, indices))
    return (text, ATOM) if meaning.power == 1 else (f"({text}){superscript(str(meaning.power))}", POWER)


def _operation(tree: Operation, choice: Choice) -> tuple[str, int]:
    if tree.sign == "neg":
        return f"−{_within(tree.operands[0], choice, PRODUCT)}", SUM
    left, right = tree.operands
    if tree.sign == "^":
        base = shown(left, choice) if isinstance(left, Number) else f"({shown(left, choice)})"
        return f"{base}{superscript(_shown(right, choice)[0])}", POWER
    if tree.sign == "+":
        if isinstance(right, Operation) and right.sign == "neg":
            return f"{shown(left, choice)} − {_within(right.operands[0], choice, PRODUCT)}", SUM
        return f"{shown(left, choice)} + {shown(right, choice)}", SUM
    least = POWER if tree.sign == "/" else PRODUCT
    return f"{_within(left, choice, PRODUCT)}{_SIGNS[tree.sign]}{_within(right, choice, least)}", PRODUCT


def _within(tree: Tree, choice: Choice, least: int) -> str:
    text, binds = _shown(tree, choice)
    return text if binds >= least else f"({text})"
