"""Every equality on a page, parsed back from what is printed and computed again; it shares no line with the program."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from html.parser import HTMLParser
from math import ceil, floor

NARROW = "\u202f"
_NUMBER = rf"\d+(?:[ {NARROW}]\d{{3}}(?!\d))*(?:,\d+)?"
_TOKEN = re.compile(rf"{_NUMBER}|[-+−·*×/()⌊⌋⌈⌉²]|[^\W\d_]+(?:\([^()]*\))?|\S")
_STRETCH = re.compile(rf"(?:[-+−·*×/()⌊⌋⌈⌉²=≈ {NARROW}]|\d(?:[,.]\d)?)*")
_VOID = {"meta", "br", "wbr", "link", "hr", "img", "col"}


class UnreadableEqualityError(ValueError):
    """Something stands beside an equals sign that is neither arithmetic nor a letter."""


@dataclass
class Found:
    checked: int = 0
    """Equalities between two numbers."""
    named: int = 0
    """Sides in letters: `n·m` of `n·m = 128·64 = 8192`."""
    false: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def check_page(html: str) -> Found:
    """All equalities of a page, but for what stands in a quoted answer (`class="crudo"`)."""
    page = _Page()
    page.feed(html)
    page.close()
    found = Found()
    for text in page.formulas:
        _check(re.split("[=]", text), text, found)
    for text in page.texts:
        for stretch in _stretches(text):
            _check(stretch.split("="), stretch, found)
    return found


def _stretches(text: str) -> list[str]:
    """The arithmetic around each sign of equality in a sentence; «(p = 2)» names a letter and claims nothing."""
    ours = re.sub("«[^»]*»", "…", text)  # what a student wrote is quoted, not claimed
    found = [it[0].strip(" .,:;") for it in _STRETCH.finditer(ours)]
    return [it for it in found if re.search("[=≈]", it) and not re.match("[(]?[ ]?[=≈]", it)]


def _check(sides: list[str], text: str, found: Found) -> None:
    """Each side with a number against the one before it."""
    try:
        before = None
        for side in sides:
            found.named += _has_letters(side)
            if _has_letters(side):
                continue
            left, _, right = side.partition("≈")
            value = compute(left)
            if before is not None:
                found.checked += 1
                _compare(before == value, text, found)
            if right:
                found.checked += 1
                _compare(_is_near(value, right.strip()), text, found)
            before = None if right else value
    except (UnreadableEqualityError, ZeroDivisionError):
        found.unread.append(text)


def _compare(holds: bool, text: str, found: Found) -> None:
    if not holds:
        found.false.append(text)


def _is_near(value: Fraction, shown: str) -> bool:
    """Half a unit of the last digit that is shown."""
    unit = Fraction(1, 10 ** len(shown.partition(",")[2]))
    return abs(value - compute(shown)) <= unit / 2


def _has_letters(side: str) -> bool:
    return bool(re.search(r"[^\W\d_]", side))


class _Page(HTMLParser):
    """Formulas in one line each, as they would be typed, and the sentences around them."""

    def __init__(self) -> None:
        super().__init__()
        self.formulas: list[str] = []
        self.texts: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.formula: str | None = None
        self.fraction: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        classes = dict(attrs).get("class") or ""
        self.open.append((tag, classes))
        if classes == "igualdad":
            self.formula = ""
        if self.formula is not None and self.open[-2:-1] and self.open[-2][0] == "mfrac":
            self.formula += "/(" if self.fraction[-1] else "(("
            self.fraction[-1] += 1
        if tag == "mfrac":
            self.fraction.append(0)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        name, classes = self.open.pop()
        assert name == tag, f"<{name}> is closed by </{tag}>"
        if tag == "mfrac":
            self.fraction.pop()
            self.formula = f"{self.formula})"
        elif self.formula is not None and self.open and self.open[-1][0] == "mfrac":
            self.formula += ")"
        if classes == "igualdad":
            self.formulas.append(self.formula or "")
            self.formula = None

    def handle_data(self, data: str) -> None:
        if self.formula is None and "=" not in data and "≈" not in data:
            return
        tags = {tag for tag, _ in self.open}
        if "style" in tags or any("crudo" in classes for _, classes in self.open):
            return
        if self.formula is None:
            self.texts.append(data)
        elif "math" in tags:
            self.formula += data


def compute(text: str) -> Fraction:
    """The number that a line of arithmetic gives.

    >>> compute("⌊(32 + 2·2 − 5)/2⌋ + 1"), compute("20\u202f480 + 10"), compute("17,5/19·5²")
    (Fraction(16, 1), Fraction(20490, 1), Fraction(875, 38))
    """
    tokens = _TOKEN.findall(text.strip())
    value, rest = _sum(tokens)
    if rest:
        raise UnreadableEqualityError(text)
    return value


def _sum(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, tokens = _product(tokens)
    while tokens and tokens[0] in "+-−":
        sign, (term, tokens) = tokens[0], _product(tokens[1:])
        value = value + term if sign == "+" else value - term
    return value, tokens


def _product(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, tokens = _factor(tokens)
    while tokens and tokens[0] in "·*×/":
        sign, (factor, tokens) = tokens[0], _factor(tokens[1:])
        value = value / factor if sign == "/" else value * factor
    return value, tokens


_CLOSED = {
    "(": (")", lambda it: it),
    "⌊": ("⌋", lambda it: Fraction(floor(it))),
    "⌈": ("⌉", lambda it: Fraction(ceil(it))),
}


def _factor(tokens: list[str]) -> tuple[Fraction, list[str]]:
    if not tokens:
        raise UnreadableEqualityError
    first, rest = tokens[0], tokens[1:]
    if first in "-−":
        value, rest = _factor(rest)
        value = -value
    elif first in _CLOSED:
        end, rounded = _CLOSED[first]
        value, rest = _sum(rest)
        if rest[:1] != [end]:
            raise UnreadableEqualityError
        value, rest = rounded(value), rest[1:]
    elif re.fullmatch(_NUMBER, first):
        value = Fraction(re.sub(rf"[ {NARROW}]", "", first).replace(",", "."))
    else:
        raise UnreadableEqualityError(first)
    return (value * value, rest[1:]) if rest[:1] == ["²"] else (value, rest)
