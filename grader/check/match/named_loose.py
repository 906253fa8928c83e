"""What stands beside the answers of an exercise that is no network: tables that are lines, sentences that say otherwise
than the table, numbers without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.check.match.named import has_headings, only_asked, questions
from grader.check.match.named_lines import named_lines
from grader.model import Line, Sheet, Table, Written
from grader.names import normalise

_SIGN = re.compile(r"[=:]")
_STATED = re.compile(
    r"\b(?:es|son|da|dan|queda|vale|ser[ií]a)\s+(?P<value>\d+)\s{0,2}(?:$|[.,;!)](?:\s|$))", re.IGNORECASE
)
"""«la respuesta de la P2 es 27»; not the first number of a calculation."""
_LONE = re.compile(r"\s*+[-•*]?\s*+[(\[]?\s*+\d[\d\s.,x×)\]]*+")
_FEWEST = 3
"""Lone numbers that are no pages: one or two may be."""
UNNAMED = "Hay números sueltos que no dicen a qué responden: lo que falta puede ser uno de ellos."


def rows_as_lines(sheet: Sheet, table: Table) -> list[Line]:
    """The rows of a table without headings where each says itself what it answers; empty when it is another one.

    A reader takes «Oculta 1: neta = 1,1  y = 0,8» for cells, for the gaps that stand below one another.
    """
    rows = [(i, "  ".join(filter(None, row))) for i, row in enumerate(table.rows, 1) if any(row)]
    told = [(i, text) for i, text in rows if any(map(str.isdigit, text))]
    if not told or not all(_SIGN.search(text) for _, text in told) or has_headings(sheet, table):
        return []
    before = f"{table.where}, " if table.where else ""
    lines = [Line(text, f"{before}fila {i}") for i, text in rows]
    answered = {written.where for _, written in named_lines(sheet, lines)}
    return lines if len(answered) == len(told) else []


def otherwise_said(sheet: Sheet, lines: Sequence[Line]) -> Iterator[tuple[str, Written]]:
    """What sentences say of a numbered question that they name in passing: «perdón, la P2 es 29»."""
    known = questions(sheet)
    for line in lines if known else ():
        found = _STATED.search(line.text)
        rows = {known[word] for word in normalise(line.text[: found.start()]).split() if word in known} if found else ()
        for row in rows if len(rows) == 1 else ():
            if found and (ref := only_asked(sheet, row)):
                yield ref, Written(found["value"], line.where)


def has_unnamed(lines: Sequence[Line]) -> bool:
    """Whether several lines are nothing but a number."""
    return sum(_LONE.fullmatch(line.text) is not None for line in lines) >= _FEWEST
