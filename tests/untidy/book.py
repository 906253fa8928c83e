"""Untidy submissions and what a fair teacher says of each of their cells.

A submission is a worksheet of `manifiesto.jsonl`, a file and, for every cell the sheet asks, a label. `make.py` writes
them to `tests/cases`, where `tests/test_cases.py` counts them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from grader.evaluate import answers
from grader.generate.manifest import load_manifest, worksheets
from grader.model import Role, Worksheet
from grader.sheets import build

HERE = Path(__file__).parent
MANIFEST = HERE.parent / "cases" / "untidy.jsonl"
SHEETS: dict[str, Worksheet] = worksheets(load_manifest(MANIFEST))


@dataclass(frozen=True)
class Case:
    name: str
    code: str
    """Of the worksheet."""
    ext: str
    content: Callable[[], bytes]
    labels: dict[str, str]
    """Pattern of cells → label; the last that fits counts. `correct`, `blank`, `review`, several as
    `correct/blank`, or `VERDICT VALUE`; a `?` at the end: review is acceptable too."""
    note: str = ""


CASES: list[Case] = []


def case(
    name: str,
    code: str,
    ext: str,
    content: str | bytes | Callable[[], bytes],
    labels: dict[str, str] | None = None,
    *,
    zeros: str = "correct",
    note: str = "",
) -> None:
    """Adds a submission; `zeros` is the label of the zeros by structure."""
    assert not any(it.name == name and it.ext == ext for it in CASES), name
    CASES.append(Case(name, code, ext, partial(_bytes, content), {"0": zeros} | (labels or {}), note))


def _bytes(content: str | bytes | Callable[[], bytes]) -> bytes:
    if callable(content):
        content = content()
    return content.encode() if isinstance(content, str) else content


def key(code: str) -> dict[str, object]:
    """The right value of every cell, by `exercise/cell` if there are several exercises, else by the cell alone."""
    sheet = SHEETS[code]
    return {
        (f"{it.exercise}/{ref}" if len(sheet.instances) > 1 else ref): value
        for it in sheet.instances
        for ref, value in answers(build(it)).items()
    }


def asked(code: str) -> dict[str, bool]:
    """The cells that the sheet asks, and whether each is a zero by structure."""
    sheet = SHEETS[code]
    return {
        f"{it.exercise}/{ref}": cell.structural
        for it in sheet.instances
        for ref, cell in build(it).cells.items()
        if cell.role is Role.ASKED
    }


def label_of(case: Case, ref: str, structural: bool) -> str:
    short = ref.partition("/")[2]
    found = case.labels["0"] if structural else "correct"
    for pattern, label in case.labels.items():
        if pattern != "0" and (fnmatchcase(short, pattern) or fnmatchcase(ref, pattern)):
            found = label
    return found
