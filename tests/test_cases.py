"""Submissions as students hand them in, labelled cell by cell by somebody who did not write the readers.

Run as a script it prints the table by format: `python tests/test_cases.py`.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import load_manifest, worksheets
from grader.model import Mark, Report, Status, Student, Worksheet

CASES = Path(__file__).parent / "cases"
_WRONG = {"misconception", "incorrect"}
_ACCEPTED = {"rejected": {"rejected", "review"}, "review": {"review"}}
"""The labels call a photo rejected with its reason; here it goes to a person, which is kinder."""


@dataclass(frozen=True)
class Finding:
    """One labelled cell that was not read or judged as labelled."""

    case: str
    cell: str
    wanted: str
    got: str
    silent: bool
    """Read wrongly without being in review: the one thing that must never happen."""


def worksheet_of(exercise: str) -> Worksheet:
    name = str(CASES / exercise) if exercise.endswith(".toml") else exercise
    (issued,) = issue(load_assignment([name]), (Student("", ""),), "casos", original=True)
    return issued.worksheet


@cache
def drawn() -> dict[str, Worksheet]:
    """The sheets that the cases `untidy-*` answer, as they were drawn; each is found by its code."""
    return worksheets(load_manifest(CASES / "untidy.jsonl"))


def class_of(labels: dict) -> Class:
    if "worksheet" in labels:
        return Class(drawn(), Policy())
    worksheet = worksheet_of(labels["exercise"])
    return Class({worksheet.code: worksheet}, Policy(), only=worksheet)


def run_case(labels: Path) -> tuple[int, list[Finding]]:
    """How many cells are labelled, and those that came out otherwise."""
    wanted = tomllib.loads(labels.read_text("utf-8"))
    stem = labels.name.removesuffix(".labels.toml")
    (file,) = (path for path in labels.parent.glob(f"{stem}.*") if path != labels)
    report = grade(file.read_bytes(), file.name, class_of(wanted))
    case = f"{labels.parent.name}/{stem}"
    return len(wanted.get("cells", {})) + ("status" in wanted), list(_findings(case, wanted, report))


def _findings(case: str, wanted: dict, report: Report):
    if "status" in wanted and report.status not in _ACCEPTED[wanted["status"]]:
        yield Finding(case, "status", wanted["status"], report.status, silent=True)
    if not report.marks and wanted.get("cells"):
        for cell, label in wanted["cells"].items():
            if not label.get("review"):
                yield Finding(case, cell, label["verdict"], f"{report.status}: {report.notices[-1]}", silent=False)
        return
    marks = {mark.cell: mark for mark in report.marks}
    marks |= {mark.cell.partition("/")[2]: mark for mark in report.marks}
    for cell, label in wanted.get("cells", {}).items():
        finding = _compared(case, cell, label, marks[cell])
        if finding:
            yield finding
    if wanted.get("notice") and not report.notices:
        yield Finding(case, "notice", "one notice", "none", silent=False)


def _compared(case: str, cell: str, label: dict, mark: Mark) -> Finding | None:
    got = _reading(mark)
    wanted = label.get("reading", got)
    verdicts = {label["verdict"]} if isinstance(label["verdict"], str) else {*label["verdict"]}
    verdicts |= _WRONG if "wrong" in verdicts else set()
    if got == wanted and mark.verdict.value in verdicts:
        return None
    if label.get("review") and mark.verdict.value == "review":
        return None
    silent = (got != wanted or "reading" not in label) and mark.verdict.value != "review"
    text = f"{got} {mark.verdict.value} «{mark.reading.raw[:40]}»"
    return Finding(case, cell, f"{wanted} {label['verdict']} «{label.get('raw', '')[:40]}»", text, silent)


def _reading(mark: Mark):
    match mark.reading.status:
        case Status.BLANK:
            return "blank"
        case Status.DOUBT:
            return "review"
    value = mark.reading.value
    if isinstance(value, tuple):
        return list(value)
    return str(float(value)) if isinstance(value, Fraction) else value


def run_all() -> tuple[dict[str, Counter], list[Finding]]:
    table: dict[str, Counter] = defaultdict(Counter)
    findings: list[Finding] = []
    for labels in sorted(CASES.glob("*/*.labels.toml")):
        cells, found = run_case(labels)
        row = table[labels.parent.name]
        row.update(cases=1, cells=cells, other=len(found), silent=sum(it.silent for it in found))
        findings += found
    return table, findings


def as_text(table: dict[str, Counter]) -> str:
    table = {**table, "total": sum(table.values(), Counter())}
    lines = [f"{'formato':<12} {'casos':>6} {'celdas':>7} {'distintas':>10} {'calladas':>9} {'como etiquetadas':>17}"]
    for name, row in table.items():
        share = 100 * (1 - row["other"] / max(row["cells"], 1))
        lines.append(
            f"{name:<12} {row['cases']:>6} {row['cells']:>7} {row['other']:>10} {row['silent']:>9} {share:>16.2f}%"
        )
    return "\n".join(lines)


def test_the_cells_of_the_corpus_are_read_as_a_careful_person_reads_them():
    """At least 99.5 % as labelled, and no cell is read wrongly without being in review."""
    table, findings = run_all()
    print(as_text(table))
    told = "\n".join(f"{it.case} {it.cell}: {it.wanted} → {it.got}" for it in findings)
    assert not [it for it in findings if it.silent], told
    assert sum(row["other"] for row in table.values()) <= 0.005 * sum(row["cells"] for row in table.values()), told


if __name__ == "__main__":
    table, findings = run_all()
    for it in findings:
        print("CALLADA" if it.silent else "       ", it.case, it.cell, "|", it.wanted, "→", it.got)
    print(as_text(table))
