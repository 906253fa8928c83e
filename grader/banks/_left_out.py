"""Exercises that no bank can hold: whose answers no LMS can tell right from wrong."""

from __future__ import annotations

from collections.abc import Iterable

from grader.model import Kind, Role, Sheet, Worksheet
from grader.page import cell_label
from grader.sheets import build_sheets

_NOT_BANKED = {
    Kind.REAL: "pide números con decimales («{}») y un banco no sabe cuánto redondeo aceptar",
    Kind.EXPRESSION: "pide expresiones («{}») y ningún LMS sabe si dos dicen lo mismo",
}


def why_left_out(sheet: Sheet) -> str:
    """Spanish, with the first cell that is the reason; empty: a bank can hold the exercise."""
    refused = (it for it in sheet.cells.values() if it.kind in _NOT_BANKED and it.role is Role.ASKED)
    return next((_NOT_BANKED[cell.kind].format(cell_label(cell.ref)) for cell in refused), "")


def left_out(worksheets: Iterable[Worksheet]) -> tuple[str, ...]:
    """«Inciso 4» and why, a line each to be shown in a list, once however many variants there are."""
    sheets = (sheet for worksheet in worksheets for sheet in build_sheets(worksheet))
    return tuple(dict.fromkeys(f"  «{it.title}» {why}." for it in sheets if (why := why_left_out(it))))
