"""The lines under an exercise's title: its total, and the answers given in sentences where no table gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from grader.check.match._vocabulary import WHOLE
from grader.check.match.asked import Asked
from grader.check.match.from_zero import from_one
from grader.check.match.headings import is_layer_heading, quantities
from grader.check.match.prose import Prose
from grader.check.match.rows import row_names
from grader.check.match.sentences import fold, sentences
from grader.check.match.totals import Summary, lone_sum, may_tell_total, total_of_line, total_of_network
from grader.code import PATTERN, find_codes, may_hold_code
from grader.model import Cell, Line, Role, Sheet, Written
from grader.page import printed_lines

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_COUNT = re.compile(r"\S*\d\S*|[-–—]+")
"""A count, or the dash of a layer that has none."""
_CODE = re.compile(rf"c[óo]digo de hoja:\s*{PATTERN.pattern}", re.IGNORECASE)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
"""What Markdown shows as a picture: nobody answers in its alternative text, and ours describes the network."""
_OUTPUT = ", salida"
"""How a notebook's reader ends the place of what a cell printed."""
_THEN_TOTAL = re.compile(r",?\s(?:y\s)?(?=(?:en|el)\stotal\b)", re.IGNORECASE)
_LAST_COUNT = re.compile(r"\b(?:pesos?|sesgos?|weights?|bias(?:es)?|param\w*)\b")
_SHORT = 60
_LONGEST_LINE = 4000
_LONGEST = 400
"""Nobody answers in a longer sentence, and patterns are not run over it."""
_MOST_PROSE = 60_000
"""Characters of sentences in which answers are looked for; what stands behind them waits for a person."""
_TOO_LONG = "El texto es demasiado largo para buscar en él todas las respuestas."


@dataclass(frozen=True, slots=True)
class Told:
    """What the lines of an exercise say."""

    answers: tuple[tuple[str, Written], ...]
    doubts: dict[str, str]
    """Ref → why a person has to look."""


def told_in_lines(sheet: Sheet, lines: Sequence[Line], answered: AbstractSet[str]) -> Told:
    """`answered` are the cells that a table or a form fills."""
    is_open = _is_anything_open(sheet, answered)
    prose = Prose(sheet, Asked(sheet, answered))
    reader = _Reader(sheet, answered, prose, is_open, printed_lines(sheet) if is_open else {})
    texts = from_one([line.text for line in lines], row_names(sheet))
    for line, text in zip(lines, texts, strict=True):
        reader.line(text, line.where)
    return reader.told()


def _is_anything_open(sheet: Sheet, answered: AbstractSet[str]) -> bool:
    return any(_is_wanted(sheet, cell) for ref, cell in sheet.cells.items() if ref not in answered)


def _is_wanted(sheet: Sheet, cell: Cell) -> bool:
    """Whether no student leaves it out: all that is asked but the total and zeros by structure."""
    return cell.role is Role.ASKED and not cell.structural and cell.ref != sheet.total


@dataclass(slots=True)
class _Reader:
    """Goes through the lines of one exercise."""

    sheet: Sheet
    answered: AbstractSet[str]
    prose: Prose
    is_open: bool
    """Whether any answer is still missing: else only the total is looked for."""
    printed: Mapping[str, str]
    """What the worksheet itself says → the layer that the lines under it are about."""
    found: list[tuple[str, Written]] = field(default_factory=list)
    totals: list[tuple[str, Written]] = field(default_factory=list)
    """With the layer whose own it may be."""
    sure: bool = True
    """Whether the last total says that it is one."""
    left: int = _MOST_PROSE
    announced: bool = False
    header_lost: bool = False
    """Whether the names of a table's columns stood in a line: then its rows are lines too."""
    summary: Summary = field(default_factory=Summary)

    def line(self, text: str, where: str) -> None:
        if self.is_open:
            bare = text.removeprefix("• ")
            if bare in self.printed or (bare[:1] == "!" and _PICTURE.fullmatch(bare)):
                self.prose.layer, self.announced = self.printed.get(bare, ""), False
                return
            if _CODE.fullmatch(bare):
                return
        if len(text) > _LONGEST_LINE:
            return
        text, tells_total = _seen(text)
        if not (tells_total or self._reads_on()):
            return
        self.summary.read(text)
        for sentence in chain.from_iterable(map(self._cut, sentences(text))):
            if len(sentence) <= _LONGEST:
                self._sentence(sentence, where)

    def _cut(self, sentence: str) -> tuple[str, ...]:
        """«… en FC3 los parámetros son 108 y el total es 1991»: behind several layers and the last one's parameters."""
        found = _THEN_TOTAL.search(sentence) if _SHORT < len(sentence) <= _LONGEST else None
        told = _LAST_COUNT.findall(fold(sentence[: found.start()])) if found else ()
        if not found or not told or not told[-1].startswith("param"):
            return (sentence,)
        before = sentence[: found.start()]
        return (before, sentence[found.end() :]) if len(self.prose.layers_in(before)) > 1 else (sentence,)

    def _reads_on(self) -> bool:
        return self.announced or (self.is_open and self.left > 0)

    def _sentence(self, text: str, where: str) -> None:
        total = total_of_line(text)
        if total is None and not self.totals and self.sheet.total not in self.answered:
            total = total_of_network(text)
        lone = total is None and not self.announced
        if total is None and (self.announced or not self.totals):
            total = lone_sum(text, announced=self.announced)
        if total is not None and self._is_of_network(text):
            self.announced = total == ""
            self._total(text, Written(total, where), lone=lone)
        elif self.is_open and self.left > 0:
            self.announced = False
            self.left -= len(text)
            self._answers(text, where)

    def _is_of_network(self, text: str) -> bool:
        """«Total FC1: 8256» is the layer's; «Total (FC1 + FC2) = 8321» is the network's."""
        label, colon, count = text.rpartition(":")
        if colon and not any(map(str.isalpha, count)):  # the label says it all, and is the same for a whole class
            text = label + colon
        return bool(WHOLE.search(fold(text))) or len(self.prose.layers_in(text)) != 1

    def _total(self, text: str, written: Written, *, lone: bool) -> None:
        owner = self.prose.sums_its_layer(text, lone=lone) if self.is_open else ""
        self.totals.append((owner, written))
        self.sure = not (lone and owner)
        if owner:
            self.prose.asked.told[owner].add("params")

    def _answers(self, text: str, where: str) -> None:
        answers = _spaced(text, self.sheet) or list(self.prose.answers(text))
        for ref, raw in answers:
            if ref not in self.answered:
                self.found.append((ref, Written(raw, where)))
        self.header_lost = self.header_lost or _is_lost_header(text)
        layer = row_names(self.sheet).exact(text.split(maxsplit=1)[0]) if self.header_lost else _fused(text, self.sheet)
        if layer:
            for ref in {f"{layer}/{quantity}" for quantity in self.sheet.columns} - {ref for ref, _ in answers}:
                self.prose.asked.doubts.setdefault(ref, f"«{text}» parece una fila sin columnas.")

    def told(self) -> Told:
        doubts = self.prose.asked.doubts
        if self.left <= 0:
            wanted = (ref for ref, cell in self.sheet.cells.items() if _is_wanted(self.sheet, cell))
            doubts |= {ref: _TOO_LONG for ref in wanted if ref not in doubts}
        if meant := self.summary.network(self.totals[-1][1].raw if self.totals else ""):
            self.totals = [("", Written(meant, self.totals[-1][1].where))]
        for owner, written in self.totals[:-1]:
            ref = f"{owner}/params" if owner else self.sheet.total
            if not owner or ref not in self.answered:
                self.found.append((ref, written))
        for owner, written in self.totals[-1:]:
            if owner and (not self.sure or self._is_told_elsewhere(owner)):
                reason = f"«{written.raw}» puede ser el total de {owner} o el de la red."
                doubts |= {f"{owner}/params": reason, self.sheet.total: reason}
            else:
                self.found.append((self.sheet.total, written))
        return Told(tuple(_printed_first(self.found)), doubts)

    def _is_told_elsewhere(self, owner: str) -> bool:
        """Whether all other layers that learn have their parameters: then a last «total» may be this one's."""
        others = (
            ref.rpartition("/")[0]
            for ref, cell in self.sheet.cells.items()
            if ref.endswith("/params") and cell.role is Role.ASKED and not cell.structural
        )
        return all(
            layer == owner or f"{layer}/params" in self.answered or "params" in self.prose.asked.told[layer]
            for layer in others
        )


def _printed_first(found: list[tuple[str, Written]]) -> list[tuple[str, Written]]:
    """What a notebook's cell printed counts before its source, where an attempt may stand in a comment."""
    printed = {(ref, it.where) for ref, it in found if it.where.endswith(_OUTPUT)}
    return [it for it in found if (it[0], f"{it[1].where}{_OUTPUT}") not in printed] if printed else found


@lru_cache(maxsize=4096)
def _seen(text: str) -> tuple[str, bool]:
    """The text that can be seen, and whether it may tell a total: most lines of a class are the worksheet's own."""
    seen = text if text.isascii() else _INVISIBLE.sub("", text)
    if may_hold_code(seen) and find_codes(seen):  # «hoja 44BBFR-F»: its figures are no answer
        seen = PATTERN.sub(" ", seen)
    return seen, may_tell_total(seen)


def _is_lost_header(text: str) -> bool:
    """«Capa Detalle Out Shape # de Pesos # de Sesgos»: the names of columns, but no columns."""
    first, *words = text.split() or [""]
    if not is_layer_heading(first):
        return False
    found = {options[0] for word in words if (options := quantities(word))}
    return len(found) > 1 and not any(map(str.isdigit, text)) and text[-1] not in ".:?"


def _fused(text: str, sheet: Sheet) -> str:
    """The layer of «FC Softmax, 13 clases (13, 1) 6370 13 6383», a row whose columns are lost; else empty."""
    name, *texts = text.split() or [""]
    asked = sum(quantity in ("weights", "biases", "params") for quantity in sheet.columns)
    counts = texts[-asked:] if len(texts) > asked > 1 else []
    return row_names(sheet).exact(name) if counts and all(map(_COUNT.fullmatch, counts)) else ""


def _spaced(text: str, sheet: Sheet) -> list[tuple[str, str]]:
    """«FC1 128 64 8192 64 8256»: a row typed with single spaces, one word a column."""
    name, *texts = text.split() or [""]
    layer = row_names(sheet).exact(name) if len(texts) == len(sheet.columns) else ""
    if not layer or "detail" in sheet.columns or not all(any(c.isdigit() for c in it) for it in texts):
        return []
    return [(f"{layer}/{quantity}", raw) for quantity, raw in zip(sheet.columns, texts, strict=True)]
