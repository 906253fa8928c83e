"""Right answers that stand in a document where nobody could tell whose they are: what is missing waits for a person.

The last net under all that looks for answers: a cell is no silent zero while its own number stands in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from grader import spanish
from grader.check.match.number_words import numbers_in_words
from grader.evaluate import answers
from grader.model import Block, Kind, Role, Sheet, Table
from grader.page import printed_lines
from grader.same import once_a_sheet

_MARKS = ".,' ’\u00a0\u202f"
"""Between thousands."""
_COUNT = re.compile(rf"(?<![\d.,])(?:[1-9]\d{{0,2}}([{_MARKS}])\d{{3}}(?!\d)(?:\1\d{{3}}(?!\d))*+|\d++)(?![.,]*+\d)")
_REAL = re.compile(r"(?:(?<!\d)\d++)?[.,]\d+")
_SIDES = re.compile(r"(?<!\d)(\d{1,4})\s*[x×,*·;]\s*(\d{1,4})\s*[x×,*·;]\s*(\d{1,4})(?!\d)", re.IGNORECASE)
_MAPS = re.compile(r"(?<!\d)(\d{1,4})\s*@\s*(\d{1,4})\s*[x×*·]\s*(\d{1,4})(?!\d)", re.IGNORECASE)
"""«12@46x46»: the channels first."""
_HUNDREDS = re.compile(r"mil\b|mill[oó]n|cien(?:t[oa]s?)?\b|quinient[oa]s\b", re.IGNORECASE)
_OPERATION = re.compile(r"[\d)] ?(?:[-+*×·x/]|\\times|\\cdot) ?[(\d]")
_WORD, _SENTENCE = re.compile(r"[^\W\d_]{2,}"), 8
"""Who writes so many words says more than one answer."""
_SMALLEST = 100
"""A smaller count may be a date, a page or a question's own number."""
_FIGURES = 3
"""Of a real number that is nobody else's."""
_LONGEST = 60_000
_REASON = "En el archivo hay números que no supe qué responden: lo que falta puede estar ahí."
"""Not which: that would tell a student which of them is right."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers that texts hold."""

    counts: frozenset[int]
    shapes: frozenset[tuple[int, ...]]
    reals: tuple[str, ...]
    """Digits, a point, decimals."""

    def hold(self, value: object, decimals: int) -> bool:
        if isinstance(value, tuple):
            return value in self.shapes or (len(value) == 1 and value[0] in self.counts)
        if isinstance(value, int):
            return value in self.counts
        return any(_is_rounded(_size(value), text, decimals) for text in self.reals)


def spare_answers(sheet: Sheet, missing: Iterable[str], text: str, used: Iterable[str]) -> dict[str, str]:
    """Ref → reason, of what is missing of a layer whose right number stands somewhere in the document's `text`; of all
    layers where that is so of several.

    `used` are the texts that answer a cell for sure; what the worksheet itself prints is no answer either.
    """
    asked = [ref for ref in missing if not sheet.cells[ref].structural]
    specific = [ref for ref in asked if _is_specific(sheet, ref)]
    if not any(_may_hold(text, answers(sheet)[ref]) for ref in specific):
        return {}
    told, printed = _numbers_of(text), _printed(sheet)
    others = numbers("\n".join(used))
    spare = [ref for ref in specific if _holds(sheet, ref, told) and not _holds(sheet, ref, others, printed)]
    layers = {_layer(ref) for ref in spare}
    return {ref: _REASON for ref in asked if _layer(ref) in layers or len(layers) > 1}


def settled_texts(sheet: Sheet, told: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    """The texts that answer their cell and no other. Of several in one cell, a result that is not right there may be
    another cell's, and is spare like any other number.
    """
    for ref, texts in told:
        alone = len(texts) == 1 or not _is_specific(sheet, ref)
        answers_one = (it for it in texts if len(_WORD.findall(it)) < _SENTENCE)
        yield from (it for it in answers_one if alone or _only_calculates(it) or _holds(sheet, ref, numbers(it)))


def _only_calculates(text: str) -> bool:
    return "=" not in text and bool(_OPERATION.search(text))


def text_of(blocks: Iterable[Block]) -> str:
    """All that a document says, as far as it is looked through."""
    return "\n".join(_texts(blocks))[:_LONGEST]


def _may_hold(text: str, value: Any) -> bool:
    """Whether it is worth going through all numbers of a text: its figures stand in it, or words for a number do."""
    if isinstance(value, tuple):
        return all(_may_hold(text, it) for it in value)
    if not isinstance(value, int):
        return True
    return any(it in text for it in _written(value)) or _spells(text)


def _written(value: int) -> set[str]:
    grouped = f"{value:,}"
    return {str(value), *(grouped.replace(",", mark) for mark in _MARKS)}


@lru_cache(maxsize=4)
def _spells(text: str) -> bool:
    """Whether a text has a word that a number of three figures or more is told with."""
    return _HUNDREDS.search(text) is not None


@lru_cache(maxsize=4)
def _numbers_of(text: str) -> Numbers:
    """Once a document, though it is asked for each exercise with a blank."""
    return numbers(text)


def _layer(ref: str) -> str:
    return ref.rpartition("/")[0]


def _holds(sheet: Sheet, ref: str, *told: Numbers) -> bool:
    value, decimals = answers(sheet)[ref], sheet.cells[ref].decimals
    return any(it.hold(value, decimals) for it in told)


def numbers(text: str) -> Numbers:
    """
    >>> numbers("8.536 pesos, (23, 23, 22)").counts >= {8536}, numbers("23x23x22").shapes
    (True, frozenset({(23, 23, 22)}))
    """
    counts = {int("".join(filter(str.isdigit, it[0]))) for it in _COUNT.finditer(text) if len(it[0]) < 20}
    shapes = {tuple(map(int, it.groups())) for it in _SIDES.finditer(text)}
    shapes |= {tuple(map(int, it.group(2, 3, 1))) for it in _MAPS.finditer(text)} if "@" in text else set()
    reals = tuple(it[0].replace(",", ".") for it in _REAL.finditer(text))
    words = numbers_in_words(text) if _spells(text) else ()
    return Numbers(frozenset({*counts, *words}), frozenset(shapes), reals)


def _is_specific(sheet: Sheet, ref: str) -> bool:
    """Whether the right number is one that hardly stands in a file by chance."""
    cell, value = sheet.cells[ref], answers(sheet)[ref]
    match cell.kind:
        case Kind.EXPRESSION:
            return False
        case Kind.REAL:
            return len(f"{_size(value):.{cell.decimals}f}".replace(".", "").strip("0")) >= _FIGURES
        case Kind.SHAPE if isinstance(value, tuple) and len(value) > 1:
            return True
    return _size(value[0] if isinstance(value, tuple) else value) >= _SMALLEST


def _size(value: Any) -> float:
    return abs(float(value))


def _is_rounded(value: float, text: str, decimals: int) -> bool:
    told = len(text.rpartition(".")[2])
    return told >= decimals and abs(float(f"0{text}") - value) <= 1.01 * 10**-decimals


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (text for row in block.rows for text in row if text)
        else:
            yield block.text


@once_a_sheet
def _printed(sheet: Sheet) -> Numbers:
    given = (spanish.value(answers(sheet)[ref]) for ref, cell in sheet.cells.items() if cell.role is Role.GIVEN)
    return numbers("\n".join([*printed_lines(sheet), *(row.detail for row in sheet.rows), *given]))
