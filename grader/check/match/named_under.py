"""Answers under what they answer: «R/ 36» below a question that was left standing, an output below the heading «P1»."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from grader.model import Line, Written

_ANSWER = re.compile(
    r"\s*(?:[ra]\s*[/:.)]+|(?:rta|rpta|resp|respuesta|sol|soluci[oó]n|resposta|answer)\s*[-/:.=)>→]+)\s*(?P<rest>.*\w.*)",
    re.IGNORECASE | re.DOTALL,
)
UNDECIDED = "Hay varios renglones bajo esta pregunta y no supe cuál es la respuesta."
_OUTPUT = "salida"
"""How a notebook's reader ends the place of what a cell printed."""


def answers_under(
    lines: Sequence[Line], printed: Mapping[str, str], cell_of: Callable[[str], str], row_of: Callable[[str], str]
) -> Iterator[tuple[str, Written | None]]:
    """The answers, and `None` where nobody can tell which line is one.

    `printed`: what the worksheet says → the row it is about; `cell_of`: row → its one asked cell, empty when there are
    several; `row_of`: a line that is nothing but the name of a row → that row.
    """
    ref, under = "", list[Line]()
    for line in lines:
        bare = line.text.removeprefix("• ")
        row = printed.get(bare)
        if row is None and "=" not in bare and any(map(str.isalpha, bare)):
            row = row_of(bare.rstrip(" :.")) or None
        if row is None:
            under.append(line)
            continue
        yield from _chosen(ref, under)
        ref, under = cell_of(row) if row else "", []
    yield from _chosen(ref, under)


def _chosen(ref: str, under: Sequence[Line]) -> Iterator[tuple[str, Written | None]]:
    """What says that it is the answer; else the last that a program printed, or the one line right below."""
    if not ref or not any(map(str.isdigit, "".join(it.text for it in under))):
        return
    said = [Written(found["rest"].strip(), it.where) for it in under if (found := _ANSWER.fullmatch(it.text))]
    printed = [Written(it.text, it.where) for it in under if it.where.endswith(_OUTPUT)][-1:]
    below = [Written(it.text, it.where) for it in under if len(under) == 1 and any(map(str.isdigit, it.text))]
    told = said or printed or below
    yield from ((ref, written) for written in told)
    if not told:
        yield ref, None
