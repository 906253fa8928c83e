"""Mutations of how an answer is written: the number stays what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from mutations.catalogue import NUMBERS, WRAPPING, mutation
from mutations.paper import BOLD, PLAIN, Paper

SEPARATORS = (".", ",", " ", "\xa0", "\u202f", "\u2009", "'")
_NUMBER = re.compile(r"\d{4,}")


def _grouped(text: str, separator: str) -> str:
    return _NUMBER.sub(lambda it: f"{int(it[0]):,}".replace(",", separator), text)


def _rewrite(paper: Paper, change: Callable[[str, str, str], str]) -> bool:
    """`change` gets the path of an answer, what is to be read there and what stands there."""
    changed = False
    for _, _, row, i, path in paper.cells():
        if row.texts[i] and path in paper.answers:
            new = change(path, paper.answers[path], row.texts[i])
            changed, row.texts[i] = changed or new != row.texts[i], new
    for section in paper.sections:
        if section.total and section.total_path in paper.answers:
            new = change(section.total_path, paper.answers[section.total_path], section.total)
            changed, section.total = changed or new != section.total, new
    return changed


@mutation("same", NUMBERS)
def thousands(paper: Paper, chance: Random) -> bool:
    separator = chance.choice(SEPARATORS)
    return _rewrite(
        paper, lambda _, said, text: text if "(" in said and separator in ",'" else _grouped(text, separator)
    )


@mutation("same", NUMBERS)
def shapes_rewritten(paper: Paper, chance: Random) -> bool:
    forms = ("[{0}]", "{x}", "{by}", "{spaced}", "(None, {0})", "({tight})", "( {0} )", "{at}", "({by})", "(1, {0})")
    form = chance.choice(forms)

    def change(path: str, said: str, text: str) -> str:
        if not said.startswith("("):
            return text
        sizes = [it.strip() for it in said.strip("()").split(",")]
        if len(sizes) == 2:
            vectors = ("({0})", "{0}", "({0},)", "[{0}]", "({0}, 1)", "(None, {0})", "{0}x1", "({0},1)")
            return chance.choice(vectors).format(sizes[0])
        return form.format(
            ", ".join(sizes),
            x="x".join(sizes),
            by="×".join(sizes),
            spaced=" x ".join(sizes),
            tight=",".join(sizes),
            at=f"{sizes[2]}@{sizes[0]}x{sizes[1]}",
        )

    return _rewrite(paper, change)


_UNITS = {
    "weights": ("pesos", "weights", "w", "(pesos)"),
    "biases": ("sesgos", "biases", "b", "(sesgos)"),
    "params": ("parámetros", "params", "parámetros en total", "par."),
    "total": ("parámetros", "params", "parámetros aprendibles", "parámetros en total"),
}


@mutation("same", WRAPPING, "expressions")
def units(paper: Paper, chance: Random) -> bool:
    place = chance.randrange(4)

    def change(path: str, said: str, text: str) -> str:
        words = _UNITS.get(path.rpartition("/")[2])
        return f"{text} {words[place]}" if words and said.isdigit() and place < len(words) else text

    return _rewrite(paper, change)


@mutation("same", WRAPPING, "expressions")
def equals_sign(paper: Paper, chance: Random) -> bool:
    sign = chance.choice(("= ", "=", "≈ ", "→ ", "R/ ", "R: ")[:2])
    return _rewrite(paper, lambda _, said, text: f"{sign}{text}" if said.isdigit() else text)


@mutation("same", WRAPPING)
def white_space(paper: Paper, chance: Random) -> bool:
    before, after = (chance.choice(("", " ", "\xa0", "  ", "\u2003", "\u200b")) for _ in range(2))
    _rewrite(paper, lambda _, __, text: f"{before}{text}{after}")
    return bool(before or after)


@mutation("same", WRAPPING)
def bold(paper: Paper, chance: Random) -> bool:
    share = chance.choice((0.3, 1))
    return _rewrite(paper, lambda _, __, text: f"{BOLD}{text}{PLAIN}" if chance.random() < share else text)


@mutation("same", WRAPPING)
def expressions(paper: Paper, chance: Random) -> bool:
    """«128·64 = 8192», «600 = 5*5*3*8», «8192 + 64 = 8256»: what a hand writes to reach its own number."""
    sign = chance.choice(("*", " * ", "x", " x ", "×", " × ", "·", " · "))

    def change(path: str, said: str, text: str) -> str:
        if not said.isdigit() or int(said) < 4:
            return text
        terms = _sum(int(said), chance) if path.endswith(("params", "total")) else _product(int(said), sign, chance)
        first = f"{text} = {terms}" if chance.random() < 0.2 else f"{terms} = {text}"
        return first if terms and chance.random() < 0.8 else text

    return _rewrite(paper, change)


def _sum(number: int, chance: Random) -> str:
    part = chance.randrange(1, number)
    return f"{part} + {number - part}"


def _product(number: int, sign: str, chance: Random) -> str:
    found = list(_factors(number))
    if not found:
        return ""
    one, other = chance.choice(found)
    return sign.join(map(str, (one, other)))


def _factors(number: int) -> Iterator[tuple[int, int]]:
    for one in range(2, 40):
        if number % one == 0 and number // one > 1:
            yield one, number // one
