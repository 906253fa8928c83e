"""The answers that lines give in an exercise that is no network: each names its row, and its quantity where it must."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from grader.check.expressions.asked import asked_by, unboxed
from grader.check.match.named import (
    asked_quantities,
    heading_words,
    is_asked,
    only_asked,
    questions,
    row_named,
    row_of_parts,
    without_fillers,
)
from grader.check.match.named_several import cut_before, says_several, several_said
from grader.model import Line, Sheet, Written
from grader.names import normalise

_SAID = re.compile(
    r"\s*+[-•*]?\s*+(?P<name>(?:[^:=()]|\([^()]*+\)){1,60}?)\s*(?:[:=→]|\)(?=\s|$)|\.(?=\s))\s*(?P<rest>.*)",
    re.DOTALL,
)
"""A bracket in a name is closed there, as in «b(1) Oculta»; one that is not comes after it: «1) 28»."""
_ROW_FIRST = re.compile(
    r"\s*+[-•*]?\s*+(?P<name>[^:=;]{1,60}?)\s*(?:[:=→]|\.(?=\s)|\s[-–—]\s)\s*(?P<rest>.*)", re.DOTALL
)
_BESIDE = re.compile(
    r"\s*+[-•*]?\s*+(?P<name>[^\W\d_]{1,12} ?\d{1,2}|[^\W\d_]{3,20})\s+(?P<rest>[(\[]?[-−]?\d.*)", re.DOTALL
)
"""«P1 32x32x16»: nothing between a row's name and its answer."""
_UNTOLD = "No supe qué responde cada número de «{}»."
_SHOWN = 80
_WORDS = 3
"""Most words of a row's name that are looked for at the beginning of a line."""
_OPENS = frozenset("0123456789(-−=[")
"""What the number of an answer begins with."""

_WIDE = re.compile(r"\s{3,}+")


def narrow(line: Line) -> Line:
    """The line with its gaps at most two wide: each pattern may go over a gap once for each of its blanks."""
    return replace(line, text=_WIDE.sub("  ", line.text)) if _WIDE.search(line.text) else line


def named_lines(sheet: Sheet, lines: Sequence[Line]) -> Iterator[tuple[str, Written]]:
    """«P1: 28», «1) 28», «P1, respuesta = 28»; an answer may go on in the line under a lone name."""
    equations = dict(_equations(sheet, lines))
    pairs = pairwise([*lines, Line("")])
    for i, (line, after) in enumerate(pairs):
        if several := _several(sheet, line.text) or _rows_beside(sheet, line.text):
            yield from ((ref, Written(raw, line.where)) for ref, raw in several.items())
            continue
        if i in equations:
            yield equations[i], Written(unboxed(line.text).partition("=")[2].strip(), line.where)
            continue
        found = _SAID.fullmatch(line.text) or _BESIDE.fullmatch(line.text)
        if not found:
            continue
        rest = found["rest"].strip() or ("" if _SAID.fullmatch(after.text) else after.text.strip())
        for ref in _meant(sheet, found["name"]):
            if any(map(str.isalnum, rest)):
                yield ref, Written(rest, line.where)


def untold_lines(sheet: Sheet, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """The asked cells of a row that a line names with numbers of which nobody can tell whose they are; and why.

    «Etapa 1: 24 canales, 2 repeticiones» is no cell's answer, and no blank either; nor is «P6 20490/2049 = 10», or
    «la P5 es 8».
    """
    for line in lines:
        found = _SAID.fullmatch(line.text)
        told = any(_meant(sheet, found["name"])) if found else bool(_BESIDE.fullmatch(line.text))
        row = row_named(sheet, found["name"]) if found and any(map(str.isdigit, found["rest"])) else ""
        told = told or bool(_several(sheet, line.text) or _rows_beside(sheet, line.text))
        rows = [] if told else [row or _opening(sheet, line.text)]
        for each in dict.fromkeys([*rows, *_questions_in(sheet, line.text)]):
            for quantity in asked_quantities(sheet):
                if is_asked(sheet, ref := f"{each}/{quantity}"):
                    yield ref, _UNTOLD.format(line.text.strip()[:_SHOWN])


def _questions_in(sheet: Sheet, text: str) -> Iterator[str]:
    """Of a sheet of numbered questions, those that a line names anywhere, when it has another number besides."""
    known, words = questions(sheet), normalise(text).split()
    if any(any(map(str.isdigit, word)) for word in words if word not in known):
        yield from (known[word] for word in words if word in known)


def _opening(sheet: Sheet, text: str) -> str:
    """The row whose name a line begins with, without a sign, when a number follows; empty: none."""
    words = text.split()
    for count in range(min(len(words) - 1, _WORDS), 0, -1):
        row = row_named(sheet, " ".join(words[:count]))
        if row and any(map(str.isalpha, words[0])) and words[count][0] in _OPENS:
            return row
    return ""


def _several(sheet: Sheet, text: str) -> dict[str, str]:
    """Ref → text, of a line that names a row once and says several of its quantities, each by its name."""
    if not says_several(text):
        return {}
    first = _ROW_FIRST.match(text)
    row, rest = (row_named(sheet, first["name"]), first["rest"]) if first else ("", "")
    if not row:
        row, rest = _row_inside(sheet, text)
    if not row or not rest:
        return {}
    told = {f"{row}/{quantity}": raw for quantity, raw in several_said(rest, heading_words(sheet)).items()}
    return told if len(told) > 1 and all(is_asked(sheet, ref) for ref in told) else {}


def _rows_beside(sheet: Sheet, text: str) -> dict[str, str]:
    """Ref → text, of a line that answers several rows, each by its name: «d = 1,728  w = 1,158», «P1: 28; P2: 29»."""
    if not says_several(text):
        return {}
    pieces = cut_before(text.strip(), lambda name: only_asked(sheet, row_named(sheet, name)))
    found: dict[str, str] = {}
    for piece in pieces if len(pieces) > 1 else ():
        said = _SAID.fullmatch(piece)
        ref = only_asked(sheet, row_named(sheet, said["name"])) if said else ""
        if not said or not ref or ref in found or not any(map(str.isalnum, said["rest"])):
            return {}
        found[ref] = said["rest"].strip()
    return found


def _row_inside(sheet: Sheet, text: str) -> tuple[str, str]:
    """«neta de Oculta 1 = 1,1; y = 0,8» names the row within its first label: the row, and the text without it."""
    label = text.partition("=")[0]
    for row in sheet.rows:
        name = re.compile(rf"\s*(?:\bde\s+(?:la\s+)?)?(?<!\w){re.escape(row.layer)}(?!\w)", re.IGNORECASE)
        if found := name.search(label):
            return row.layer, text[: found.start()] + text[found.end() :]
    return "", ""


def _equations(sheet: Sheet, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The lines that are an equation of an asked expression, and its cell; of another neuron if there is no better."""
    sides = {i: unboxed(line.text).partition("=") for i, line in enumerate(lines)}
    names = {i: name for i, (name, _, rest) in sides.items() if rest.strip()}
    exact = {i: ref for i, name in names.items() if (ref := asked_by(sheet, name))}
    yield from exact.items()
    for i, name in names.items():
        ref = "" if i in exact else asked_by(sheet, name, any_neuron=True)
        if ref and ref not in exact.values():
            yield i, ref


def _meant(sheet: Sheet, said: str) -> Iterator[str]:
    """The cell that the words before an answer name."""
    named = row_named(sheet, said)
    if alone := only_asked(sheet, named):
        yield alone
        return
    words = without_fillers(normalise(said))
    rows = [row.layer for row in sheet.rows if _within(without_fillers(normalise(row.layer)), words)]
    for row in rows:  # «Salida 1, neta» asks for no «salida»
        words = f" {words} ".replace(f" {without_fillers(normalise(row))} ", " ", 1)
    told = {word: it for word, it in heading_words(sheet).items() if _within(without_fillers(word), words)}
    if not rows and told:
        rows = [row_of_parts(sheet, _without(words, told))]
    refs = {f"{row}/{quantity}" for row in rows[:2] for quantity in told.values()} & sheet.cells.keys()
    if len(refs) == 1:
        yield from refs


def _without(words: str, told: Iterable[str]) -> str:
    dropped = {part for word in told for part in word.split()}
    return " ".join(word for word in words.split() if word not in dropped)


def _within(words: str, text: str) -> bool:
    return bool(words) and f" {words} " in f" {text} "
