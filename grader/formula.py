"""Formulas read four ways: numbers, letters (the working, with SymPy), a student's own cells, intervals.

A formula is a plain function of numbers, arithmetic without `if`. Called with ints it gives the answer; called with
`Term`s it tells how it is written. SymPy holds and prints that writing, and vouches that it is the same function.
Called with `Interval`s it gives all that honest rounding can reach. The functions of real numbers are in `real.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache, reduce
from inspect import signature
from itertools import count, islice
from operator import add, itemgetter, mul
from typing import Any

from grader import spanish
from grader.model import Arg, Formula, Ref
from grader.notation import MARKUPS, Notation
from grader.sampled import Sample
from grader.term import BARE, FIRST_PLACEHOLDER, LAST_PLACEHOLDER, Term

_PLACEHOLDER = re.compile(f"[{chr(FIRST_PLACEHOLDER)}-{chr(LAST_PLACEHOLDER)}]")


def ceil_div(a: Any, b: Any) -> Any:
    """⌈a/b⌉ in every reading."""
    if isinstance(a, Term):
        return Term("ceil", (a / b,))
    return -(-a // b)


def floor(a: Any) -> Any:
    """⌊a⌋ in every reading."""
    return Term("floor", (a,)) if isinstance(a, Term) else a // 1


def ceil(a: Any) -> Any:
    """⌈a⌉ in every reading."""
    return Term("ceil", (a,)) if isinstance(a, Term) else -(-a // 1)


def quotient(a: Any, b: Any) -> Any:
    """a/b in every reading; an int where nothing is left over."""
    if not (isinstance(a, int) and isinstance(b, int)):
        return a / b
    result = Fraction(a, b)
    return int(result) if result.denominator == 1 else result


def smaller(a: Any, b: Any) -> Any:
    """min(a, b) in every reading."""
    return _outermost("min", (a, b), min)


def largest(items: Iterable[Any]) -> Any:
    """max(a, b, …) in every reading."""
    items = tuple(items)
    return items[0] if len(items) == 1 else _outermost("max", items, max)


def _outermost(op: str, items: tuple[Any, ...], function: Callable[..., Any]) -> Any:
    if any(isinstance(item, Term) for item in items):
        return Term(op, items)
    if all(isinstance(item, (int, Fraction)) for item in items):
        return function(items)
    from grader.symbols import EXTREMES

    return EXTREMES[op](*items).doit()


def total(items: Iterable[Any]) -> Any:
    """a + b + …; 0 for no items."""
    items = tuple(items)
    return reduce(add, items) if items else 0


def product(items: Iterable[Any]) -> Any:
    """a·b·…; 1 for no items."""
    items = tuple(items)
    return reduce(mul, items) if items else 1


def exact(number: float | Fraction | str) -> int | Fraction:
    """A number as somebody wrote it.

    >>> exact(8), exact(1.1)
    (8, Fraction(11, 10))
    """
    return number if isinstance(number, (int, Fraction)) else Fraction(str(number))


EACH = "_cada"
"""A letter that ends like this stands for a number of each input, or of each layer of a group."""


def bind(formula: Formula, letters: dict[str, Arg]) -> tuple[Arg, ...] | None:
    """The arguments of `formula` looked up by the letters in its signature; `None` if one is missing."""
    try:
        return tuple([letters[name] for name in parameters(formula)])
    except KeyError:
        return None


@cache
def parameters(formula: Formula) -> tuple[str, ...]:
    """The letters of a formula, in the order of its arguments."""
    return tuple(signature(formula).parameters)


@cache
def rank(formula: Formula) -> int:
    """How many numbers a formula gives: 3 for a volume, 1 for a vector, 0 for a count."""
    letters = [Term("letter", (i,)) for i in range(len(parameters(formula)))]
    names = parameters(formula)
    result = formula(*((it,) if name.endswith(EACH) else it for name, it in zip(names, letters, strict=True)))
    return len(result) if isinstance(result, tuple) else 0


@dataclass(frozen=True, slots=True)
class Equation:
    """`letters = numbers = value` for one number of a cell."""

    part: str
    """Which number of a shape, in Spanish («alto»); empty for a count."""
    formula: Formula
    arity: tuple[int, ...]
    component: int
    letters: tuple[tuple[str, str], ...]
    """Base and subscript of each letter."""
    numbers: tuple[int | Fraction | float, ...]
    value: int | Fraction | float
    decimals: int = 0
    """With how many decimals a real number is printed; 0: there is none."""

    @property
    def is_lone(self) -> bool:
        """Whether nothing is computed: the formula is a single letter or a constant."""
        return recorded(self.formula, self.arity)[self.component].op in {"letter", "number"}


PARTS = {1: ("",), 2: ("alto", "ancho"), 3: ("alto", "ancho", "canales")}
_OF_LETTERS = {"T": ("largo", "canales"), "L": ("largo", "canales"), "D": ("profundidad", "alto", "ancho", "canales")}
"""A letter that tells of which shapes a formula speaks, and what their numbers are called."""


def parts(formula: Formula, size: int) -> tuple[str, ...]:
    """What each number of a shape is called in Spanish."""
    for letter, names in _OF_LETTERS.items():
        if len(names) == size and letter in parameters(formula):
            return names
    return PARTS.get(size, tuple(f"{i + 1}.º" for i in range(size)))


def working(formula: Formula, args: Sequence[Arg], handed: Sequence[Any], decimals: int = 0) -> tuple[Equation, ...]:
    """The equations of one cell: `args` name the letters, `handed` are the numbers put in their place."""
    arity = tuple([len(value) if isinstance(value, tuple) else 0 for value in handed])
    named = any(isinstance(arg, tuple) or (isinstance(arg, Ref) and arg.symbol) for arg in args)
    letters = tuple(_letters(formula, args, handed)) if named else _own_letters(formula, arity)
    numbers = tuple(n for value in handed for n in (value if isinstance(value, tuple) else (value,)))
    result = formula(*handed)
    if isinstance(result, Sample):  # its writing is its answer
        return ()
    if not isinstance(result, tuple):
        return (Equation("", formula, arity, 0, letters, numbers, result, decimals),)
    names = parts(formula, len(result))
    return tuple(
        _merged([Equation(part, formula, arity, i, letters, numbers, result[i]) for i, part in enumerate(names)])
    )


def write(equation: Equation, notation: Notation, *, symbols: bool = True) -> str:
    """The equation in one notation; without `symbols` only `numbers = value`."""
    template = _template(equation.formula, equation.arity, equation.component, notation)
    numbers = template.fill(
        [_number(n, equation.decimals, notation) for n in equation.numbers],
        lambda: [_number(n, equation.decimals, notation, bare=True) for n in equation.numbers],
    )
    value, is_rounded = _value(equation, notation)
    sides = [numbers, value]
    if symbols:
        sides.insert(0, _in_letters(template, equation.letters, notation))
    return MARKUPS[notation].equality(list(dict.fromkeys(sides)), is_rounded=is_rounded)


_MORE = 3
"""How many decimals beside the declared ones still fit into a working."""


@lru_cache(maxsize=4096)
def _number(number: Fraction | float, decimals: int, notation: Notation, *, bare: bool = False) -> str:
    it: int | Fraction | Decimal
    if isinstance(number, float):
        it = spanish.declared(number, decimals)
    elif decimals:
        it = spanish.exact(number)
        if isinstance(it, Decimal) and -int(it.as_tuple().exponent) > decimals + _MORE:
            it = spanish.declared(number, decimals)
    else:
        it = number
    markup = MARKUPS[notation]
    return markup.digits(spanish.value(it)) if bare else markup.number(it)


def _value(equation: Equation, notation: Notation) -> tuple[str, bool]:
    """What is printed at the end, and whether it is only the nearest that the declared decimals allow."""
    value: int | Fraction | float | Decimal = equation.value
    if equation.decimals:
        value = spanish.declared(equation.value, equation.decimals)
    return MARKUPS[notation].digits(spanish.value(value)), value != equation.value


@lru_cache(maxsize=4096)
def _in_letters(template: _Template, letters: tuple[tuple[str, str], ...], notation: Notation) -> str:
    """The same for every student who gets the exercise."""
    return template.fill([MARKUPS[notation].letter(*letter) for letter in letters])


@dataclass(frozen=True, slots=True, eq=False)
class _Template:
    """A printed formula, parted once where its letters stand: filling it costs a microsecond."""

    text: str
    """With a `%s` for each letter, in the order in which they are printed."""
    places: Callable[[Sequence[str]], Any]
    """Takes the fillings in the order of the formula's letters and gives what each `%s` stands for."""

    has_bare: bool = False
    """Whether it takes a second row of fillings: numbers that stand in brackets already."""

    def fill(self, fillings: list[str], bare: Callable[[], list[str]] | None = None) -> str:
        if self.has_bare:
            fillings = fillings + (bare() if bare else fillings)
        return str(self.text % self.places(fillings))


def _parted(printed: str, count: int) -> _Template:
    """From a text with a placeholder for each of `count` letters."""
    codes = [ord(c) - FIRST_PLACEHOLDER for c in _PLACEHOLDER.findall(printed)]
    places = [code if code < BARE else code - BARE + count for code in codes]
    has_bare = any(code >= BARE for code in codes)
    return _Template(_PLACEHOLDER.sub("%s", printed), itemgetter(*places) if places else lambda _: (), has_bare)


def _merged(equations: list[Equation]) -> Iterable[Equation]:
    """A square's two sides are told once."""
    if [e.part for e in equations[:2]] == ["alto", "ancho"]:
        high, wide = equations[:2]
        if write(high, Notation.PLAIN, symbols=False) == write(wide, Notation.PLAIN, symbols=False):
            joined = Equation("alto = ancho", high.formula, high.arity, 0, high.letters, high.numbers, high.value)
            return [joined, *equations[2:]]
    return equations


def _symbol(arg: Arg) -> tuple[str, str] | None:
    """Base and subscript of what a reference is called; `None` where it says nothing of it."""
    if not isinstance(arg, Ref) or not arg.symbol:
        return None
    base, _, sub = letter(arg.symbol).partition("_")
    return base, sub


_GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "phi": "φ"}


def letter(name: str) -> str:
    """How a formula's argument is printed.

    >>> letter("delta_k"), letter("F")
    ('δ_k', 'F')
    """
    base, mark, sub = name.partition("_")
    return _GREEK.get(base, base) + mark + sub


@cache
def _own_letters(formula: Formula, arity: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """The letters of a formula that takes no group of cells: the same wherever it is used."""
    return tuple(_letters(formula, [0] * len(arity), [(0,) * n if n else 0 for n in arity]))


def _letters(formula: Formula, args: Sequence[Arg], handed: Sequence[Any]) -> Iterable[tuple[str, str]]:
    for name, arg, value in zip(parameters(formula), args, handed, strict=True):
        base, _, sub = letter(name).partition("_")
        if not isinstance(value, tuple):
            yield _symbol(arg) or (base, sub)
        elif isinstance(arg, tuple):
            for item in arg:
                yield _symbol(item) or (base, item.cell.rpartition("/")[0] if isinstance(item, Ref) else sub)
        else:
            yield from ((base, str(i + 1)) for i in range(len(value)))


@cache
def recorded(formula: Formula, arity: tuple[int, ...]) -> tuple[Term, ...]:
    """The formula's writing, one term for each number it gives, checked once against SymPy's own reading."""
    from grader.symbols import vouch  # SymPy takes half a second to import

    terms = written(formula, arity)
    vouch(formula, arity, terms)
    return terms


@cache
def written(formula: Formula, arity: tuple[int, ...]) -> tuple[Term, ...]:
    """What a formula does with letters, one term for each number it gives; `arity` has a 0 for each lone number."""
    letters = (Term("letter", (place,)) for place in count())
    terms = [tuple(islice(letters, n)) if n else next(letters) for n in arity]
    result = formula(*terms)
    return tuple(
        part if isinstance(part, Term) else Term("number", (part,))
        for part in (result if isinstance(result, tuple) else (result,))
    )


@cache
def _template(formula: Formula, arity: tuple[int, ...], component: int, notation: Notation) -> _Template:
    from grader.symbols import printed

    text = MARKUPS[notation].side(printed(recorded(formula, arity)[component], notation))
    return _parted(text, sum(n or 1 for n in arity))
