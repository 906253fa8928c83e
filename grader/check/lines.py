"""The lines under an exercise's title: its total, and the answers given in sentences where no table gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from grader.check.prose import Prose
from grader.check.rows import row_names
from grader.check.totals import lone_sum, total_of_line
from grader.model import Line, Role, Sheet, Written

_LONGEST = 400
"""A longer line is a paragraph: nobody answers in it, and patterns are not run over it."""

Found = Iterator[tuple[str, Written]]


def answers_in_lines(sheet: Sheet, lines: Sequence[Line], answered: AbstractSet[str]) -> Found:
    """Ref and text of each answer; `answered` are the cells that a table or a form fills."""
    prose = Prose(row_names(sheet)) if _is_anything_open(sheet, answered) else None
    totals: list[tuple[str, Written]] = []
    announced = False
    for line in lines:
        if len(line.text) > _LONGEST:
            continue
        total = total_of_line(line.text)
        if total is None and (announced or not totals):
            total = lone_sum(line.text, announced=announced)
        announced = total == ""
        if total is not None:
            totals.append((prose.sums_its_layer(line.text) if prose else "", Written(total, line.where)))
        elif prose:
            yield from _open_answers(sheet, prose, line, answered)
    yield from _placed(totals, sheet, answered)


def _is_anything_open(sheet: Sheet, answered: AbstractSet[str]) -> bool:
    return any(
        cell.role is Role.ASKED and not cell.structural and ref not in answered and ref != sheet.total
        for ref, cell in sheet.cells.items()
    )


def _open_answers(sheet: Sheet, prose: Prose, line: Line, answered: AbstractSet[str]) -> Found:
    for said, raw in _spaced(line.text, sheet) or prose.answers(line.text):
        ref = said.replace("/out_shape", "/outputs") if "out_shape" not in sheet.columns else said
        if ref not in answered:
            yield ref, Written(raw, line.where)


def _spaced(text: str, sheet: Sheet) -> list[tuple[str, str]]:
    """«FC1 128 64 8192 64 8256»: a row typed with single spaces, one word a column."""
    name, *texts = text.split() or [""]
    layer = row_names(sheet).exact(name) if len(texts) == len(sheet.columns) else ""
    if not layer or "detail" in sheet.columns:
        return []
    return [(f"{layer}/{quantity}", raw) for quantity, raw in zip(sheet.columns, texts, strict=True)]


def _placed(totals: list[tuple[str, Written]], sheet: Sheet, answered: AbstractSet[str]) -> Found:
    """The last total line is the network's; an earlier one under a layer's bullets is that layer's."""
    for layer, written in totals[:-1]:
        ref = f"{layer}/params" if layer else sheet.total
        if not layer or ref not in answered:
            yield ref, written
    yield from ((sheet.total, written) for _, written in totals[-1:])
