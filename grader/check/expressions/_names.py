"""The names of a sheet in the spellings that students use: a letter and what stands low, high and in brackets by it."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.neurons import BIAS, DELTA, ERROR, NETA, OUTPUT, RATE, TARGET, WEIGHT, Index

STEP = "Δw"
"""The step of a weight: no name of the sheet, but an explanation may follow that says what it is."""
_WORDS = {
    WEIGHT: "w peso",
    BIAS: "b bias sesgo θ",
    NETA: "neta net z v",
    OUTPUT: "y o x sal salida ŷ",
    ERROR: "e err error",
    DELTA: "δ",
    TARGET: "d t yd target deseado deseada",
    RATE: "α η lr μ tasa",
    STEP: "Δw",
}
_LETTERS = {word: letter for letter, words in _WORDS.items() for word in words.split()} | {"a": OUTPUT, "h": OUTPUT}
_FIRST_LAYER = "x"
WORD = re.compile(r"Δw|[α-ωΣΔ∂]|[^\W\d_α-ω]+")
_WITH_INDEX = re.compile(rf"({'|'.join(sorted(_LETTERS, key=len, reverse=True))})([ijk]{{1,2}})")

_LOW = re.compile(
    r"\s*_\s*(?:\{([^{}]*)\}|\(([^()]*)\)|(\d+(?:,(?:\d+|[ijk](?![^\W\d_])))?[ijk]?|[^\W\d_]+\d*(?:,\d+)?))"
)
_DIGITS = re.compile(r"\d+|[ijk](?![^\W\d_])")
_TWO_DIGITS = re.compile(r"\d+,(?:\d+|[ijkmn](?![^\W\d_]))|[\dijk]{2}(?![^\W_])|\d+")
_HIGH = re.compile(r"\s*\^\s*(?:\{([^{}]*)\}|\(\(([^()]*)\)\)|\(([^()]*)\)|\[([^\[\]]*)\]|(\d+|t\+1|t(?!\w)))")
_BRACKET = re.compile(r"\(\s*([^()]{1,12}?)\s*\)")
_SQUARE = re.compile(r"\[\s*([\dijkmn]{1,3}(?:\s*,\s*[\dijkmn]{1,3})?)\s*\]")
_TIME = re.compile(r"\s*\(\s*([tnk](?:\s*\+\s*1)?)\s*\)")
_SPOKEN_TIME = re.compile(r"\s*(nuev[oa]|new|viej[oa]|old|anterior|actual)(?![^\W_])")

_LAYER = re.compile(r"[(\[]\s*0*(\d{1,3})\s*[)\]]|0+(\d{1,3})")
_BARE = re.compile(r"\d{1,3}")
_LATER = re.compile(r"(?:t|n|k)\s*\+\s*1|nuev[oa]|new|sig(?:uiente)?|act(?:ualizado)?|siguiente")
_NOW = re.compile(r"t|n|viej[oa]|old|actual|ant(?:erior)?|previo")
_INDEX_LIST = re.compile(r"(?:\d{1,3}|[ijkmnlpqrs])(?:\s*[, ]\s*(?:\d{1,3}|[ijkmnlpqrs]))?")
_GLUED = re.compile(r"(\d+|[ijkmnlpqrs])(\d+|[ijkmnlpqrs])?")


class Written(NamedTuple):
    """A name as it is written; nothing is known yet of what it means."""

    spelled: str
    word: str
    letter: str
    indices: tuple[Index, ...]
    layer: int
    """0: left out."""
    loose: int
    """A number that stands high without brackets: a layer or a power; 0: none."""
    power: int
    """A power after a layer; 1: none."""
    later: bool
    """Whether it is of time t + 1."""
    end: int


def read_name(text: str, at: int) -> Written | None:
    """The name that begins at `at`; `None` when no such name is declared, or what stands by it cannot be understood."""
    word = WORD.match(text, at)
    found = _letter(word[0]) if word else None
    if not word or not found:
        return None
    letter, stuck = found
    reader = _Reader(text, word.end(), letter, list(stuck))
    if not reader.decorations():
        return None
    base = word[0][: len(word[0]) - len(stuck)]
    layer = reader.layer or (1 if base == _FIRST_LAYER else 0)
    if base == "a" and not reader.indices:
        letter = RATE
    return Written(
        text[at : reader.at].strip(), base, reader.target or letter, tuple(reader.indices), layer,
        reader.loose, reader.power, reader.later, reader.at,
    )  # fmt: skip


def _letter(word: str) -> tuple[str, str] | None:
    """The letter that a word stands for, and the indices glued to it: `wi`, `netai`."""
    if word in _LETTERS:
        return _LETTERS[word], ""
    found = _WITH_INDEX.fullmatch(word)
    return (_LETTERS[found[1]], found[2]) if found else None


class _Reader:
    """Takes one thing after the other that stands by a letter."""

    def __init__(self, text: str, at: int, letter: str, indices: list[Index]) -> None:
        self.text, self.at, self.letter, self.indices = text, at, letter, indices
        self.layer, self.loose, self.power, self.later, self.target = 0, 0, 1, False, ""

    def decorations(self) -> bool:
        """Whether all of them could be understood."""
        if self.letter != RATE and (digits := self.take(self._digits())):
            found = _indices(digits[0], self._wanted() - len(self.indices))
            if not found:
                return False
            self.indices += found
        while True:
            if low := self.take(_LOW):
                if not self.low(_inside(low)):
                    return False
            elif high := self._high():
                if not self.high(_inside(high)):
                    return False
            elif self.text.startswith("'", self.at):
                return False
            elif not self.bracket():
                return len(self.indices) in (0, self._wanted())

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def _digits(self) -> re.Pattern[str]:
        return _TWO_DIGITS if self._wanted() - len(self.indices) == 2 else _DIGITS

    def _wanted(self) -> int:
        return {WEIGHT: 2, STEP: 2, RATE: 0}.get(self.letter, 1)

    def _high(self) -> re.Match[str] | None:
        """A number, a layer or a time; any other exponent is an operator's."""
        found = _HIGH.match(self.text, self.at)
        if not found or not _is_mark(_inside(found)):
            return None
        if self.letter == RATE or (self.power != 1):
            return None
        self.at = found.end()
        return found

    def low(self, inside: str) -> bool:
        if self._time(inside):
            return True
        if self.letter == OUTPUT and inside.startswith("d"):
            self.target, inside = TARGET, inside[1:]
            if not inside:
                return True
        found = _indices(inside.strip("()[] "), self._wanted())
        if not found or self.indices:
            return False
        self.indices += found
        return True

    def high(self, inside: str) -> bool:
        for part in re.split(r"(?<=[)\]])\s*,?\s*(?=[(\[\w])|,", inside):
            if self._time(part.strip("() ")):
                continue
            layer, bare = _LAYER.fullmatch(part.strip()), _BARE.fullmatch(part.strip())
            if layer and not self.layer:
                self.layer = int(layer[1] or layer[2])
            elif bare and (self.layer or self.loose):
                self.layer, self.loose, self.power = self.layer or self.loose, 0, int(bare[0])
            elif bare:
                self.loose = int(bare[0])
            else:
                return False
        return True

    def _time(self, text: str) -> bool:
        if _LATER.fullmatch(text):
            self.later = True
            return True
        return bool(_NOW.fullmatch(text))

    def bracket(self) -> bool:
        """`(t+1)`, `[4][2]`, `(4,2)` before there are indices, `(2)` after them."""
        if time := self.take(_TIME) or self.take(_SPOKEN_TIME):
            return self._time(time[1])
        if self.letter == RATE:
            return False
        missing = self._wanted() - len(self.indices)
        if missing and (square := self.take(_SQUARE)):
            self.indices += _indices(square[1], missing if "," in square[1] else 1)
            return True
        found = _BRACKET.match(self.text, self.at)
        if not found:
            return False
        if missing == self._wanted() and (inside := _indices(found[1], missing)):
            self.indices += inside
        elif not missing and not self.layer and not self.loose and _BARE.fullmatch(found[1]):
            self.layer = int(found[1])
        else:
            return False
        self.at = found.end()
        return True


def _inside(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group is not None).strip()


def _is_mark(inside: str) -> bool:
    """Whether what stands high is a layer, a small number or a time."""
    parts = [part.strip() for part in re.split(r"(?<=[)\]])\s*,?\s*(?=[(\[\w])|,", inside)]
    return all(
        _LAYER.fullmatch(it)
        or _BARE.fullmatch(it)
        or _LATER.fullmatch(it.strip("() "))
        or _NOW.fullmatch(it.strip("()"))
        for it in parts
    )


def _indices(text: str, wanted: int) -> list[Index]:
    """`4,2`, `42` and `i4` are two; `12` is one where one is wanted."""
    if _INDEX_LIST.fullmatch(text) and (wanted == 1 or not _GLUED.fullmatch(text)):
        found = re.split(r"\s*[, ]\s*", text)
    elif wanted == 2 and len(text) == 2:
        found = list(text)
    else:
        return []
    return [int(it) if it.isdecimal() else it for it in found] if len(found) == wanted else []
